"""The 84 actions of diplomacy, read from ``ontologies/actions.tsv``.

Each action belongs to one of the 16 event types of PLOVER, each type to one of four quad classes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kg.errors import LexiconError
from kg.resources import ontologies

QUADS: Mapping[str, str] = MappingProxyType({
    "AGREE": "VCOOP", "CONSULT": "VCOOP", "SUPPORT": "VCOOP", "CONCEDE": "VCOOP",
    "COOPERATE": "MCOOP", "AID": "MCOOP", "RETREAT": "MCOOP",
    "REQUEST": "VCONF", "ACCUSE": "VCONF", "REJECT": "VCONF", "THREATEN": "VCONF",
    "PROTEST": "MCONF", "SANCTION": "MCONF", "MOBILIZE": "MCONF", "COERCE": "MCONF", "ASSAULT": "MCONF",
})  # fmt: skip
"""PLOVER event type to quad class: verbal or material (V, M), cooperation or conflict."""

COLUMNS = (
    "id", "label", "past", "plover", "mode", "cameo", "intensity", "symmetric", "definition", "note",
    "example", "source",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One kind of act.

    Args:
        id: The action's key in camel case, such as ``imposeSanctions``.
        label: What it is called in a sentence: "impose sanctions".
        past: Its past tense; what stands in brackets is said only before a counterpart:
            "imposed sanctions (on)".
        plover: Event type of PLOVER, such as ``SANCTION``.
        quad: Quad class of that type: ``VCOOP``, ``MCOOP``, ``VCONF`` or ``MCONF``.
        mode: Mode of PLOVER, empty where it has none.
        cameo: The CAMEO code that comes closest, with its leading zero.
        intensity: From -10 (most hostile) to 10 (most friendly).
        symmetric: Whether actor and counterpart could change places.
        definition: What counts as this action.
        note: Where it ends and which action is next to it.
        example: A sentence that tells of it.
        source: Where codes come from.
    """

    id: str
    label: str
    past: str
    plover: str
    quad: str
    mode: str
    cameo: str
    intensity: float
    symmetric: bool
    definition: str
    note: str = ""
    example: str = ""
    source: str = ""


@cache
def actions() -> Mapping[str, Action]:
    """Return every action by its id, in the order of the file.

    Raises:
        LexiconError: The file is missing or has a fault.

    Example:
        >>> sanctions = actions()["imposeSanctions"]
        >>> sanctions.plover, sanctions.quad, sanctions.cameo, sanctions.intensity
        ('SANCTION', 'MCONF', '163', -6.0)
    """
    return read_actions(ontologies() / "actions.tsv")


def plover_types() -> tuple[str, ...]:
    """Return the 16 event types of PLOVER in the order in which the table first names them.

    Example:
        >>> plover_types()[:2], len(plover_types())
        (('CONSULT', 'AGREE'), 16)
    """
    return tuple(dict.fromkeys(action.plover for action in actions().values()))


def dyads(
    action: str, actors: Iterable[str | None], others: Iterable[str | None]
) -> set[tuple[str, str | None]]:
    """Return who acts on whom, None for nobody.

    A symmetric act goes both ways, and so does what several actors do without a counterpart.

    Args:
        action: Id of the action.
        actors: Who does it, by any key; None is left out.
        others: To whom it is done.

    Example:
        >>> sorted(dyads("meet", ["PER", "CHL"], []))
        [('CHL', 'PER'), ('PER', 'CHL')]
        >>> dyads("thank", ["PER"], [])
        {('PER', None)}
    """
    first, second = {each for each in actors if each}, {each for each in others if each}
    if actions()[action].symmetric or not second:
        first = second = first | second
    pairs: set[tuple[str, str | None]] = {(one, two) for one in first for two in second if one != two}
    return pairs or {(one, None) for one in first}


def read_actions(path: Path) -> Mapping[str, Action]:
    """Read a table of actions.

    Args:
        path: A TSV file with the columns of ``COLUMNS``.

    Raises:
        LexiconError: The file is missing or has a fault; the message names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path} cannot be read: {error}.", remedy="Install kg anew.") from error
    reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise LexiconError(f"{path}, line 1: wrong columns.", remedy=f"Expected: {' '.join(COLUMNS)}.")
    found: dict[str, Action] = {}
    for number, row in enumerate(reader, start=2):
        action = _action(row, f"{path}, line {number}")
        if action.id in found:
            raise LexiconError(f"{path}, line {number}: '{action.id}' stands twice.", remedy="Keep one row.")
        found[action.id] = action
    return MappingProxyType(found)


def _action(row: dict[str, str], where: str) -> Action:
    if None in row.values() or None in row:
        raise LexiconError(f"{where}: not {len(COLUMNS)} cells.", remedy="Set one tab between cells.")
    if row["plover"] not in QUADS:
        raise LexiconError(f"{where}: no PLOVER type '{row['plover']}'.", remedy=f"Use {', '.join(QUADS)}.")
    if row["symmetric"] not in {"yes", "no"}:
        raise LexiconError(f"{where}: '{row['symmetric']}' in column symmetric.", remedy="Write yes or no.")
    return Action(
        id=row["id"], label=row["label"], past=row["past"], plover=row["plover"], quad=QUADS[row["plover"]],
        mode=row["mode"], cameo=row["cameo"], intensity=_number(row["intensity"], where),
        symmetric=row["symmetric"] == "yes", definition=row["definition"],
        note=row["note"], example=row["example"], source=row["source"],
    )  # fmt: skip


def _number(text: str, where: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise LexiconError(f"{where}: '{text}' is no number.", remedy="Write it like -6.0.") from error
