"""Adds rows to a user's own tables: checked before they are written, and written whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import LexiconError
from kg.gazetteer import overlay
from kg.gazetteer.faults import as_error
from kg.gazetteer.folders import own_tables
from kg.gazetteer.tables import ENTITIES, TABLES, read_rows
from kg.model import as_key
from kg.resources import ontologies

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Cells = Mapping[str, str]

KINDS = {"state": "states", "organisation": "organisations", "body": "bodies", "group": "groups"}


def add_name(folder: str | Path, cells: Cells) -> bool:
    """Add a written form of an entity to a user's folder; return whether anything changed.

    Args:
        folder: The user's folder; it is made if it is not there.
        cells: The row of ``names.tsv`` by column: text, entity, form, and what else is known.

    Raises:
        LexiconError: The row, or one that stands in the folder already, has a fault; nothing was written.
    """
    return add_rows(folder, {"names": [cells]})


def add_entity(folder: str | Path, kind: str, cells: Cells) -> bool:
    """Add a state, organisation, body or group and its name; return whether anything changed.

    Args:
        folder: The user's folder; it is made if it is not there.
        kind: ``state``, ``organisation``, ``body`` or ``group``.
        cells: The row by column: id, name, and what else the table of that kind holds.

    Raises:
        LexiconError: A row has a fault; nothing was written.
    """
    if kind not in KINDS:
        raise LexiconError(f"{kind!r} is no kind of entity.", remedy=f"The kinds are: {' '.join(KINDS)}.")
    name = {"text": cells["name"], "entity": cells["id"], "form": "name", "source": cells.get("source", "")}
    return add_rows(folder, {KINDS[kind]: [cells], "names": [name]})


def add_holder(folder: str | Path, cells: Cells, *, succeeds: bool = False) -> bool:
    """Add a term of an office holder; return whether anything changed.

    Args:
        folder: The user's folder; it is made if it is not there.
        cells: The row of ``holders.tsv`` by column: name, office, entity, start, and what else is known.
        succeeds: Whether to end the open term of the one who held the office before on the day of ``start``.

    Raises:
        LexiconError: A row has a fault; nothing was written.
    """
    term = {"person": as_key(cells["name"]), **cells}
    ended = _ended(Path(folder), term) if succeeds else []
    return add_rows(folder, {"holders": [*ended, term]})


def _ended(folder: Path, term: Cells) -> list[Cells]:
    """Return the open terms of an office with the day on which the next one begins as their end."""
    base = ontologies() / "gazetteer"
    rows = overlay(base, folder)[0]["holders"] if _holds_tables(folder) else read_rows(
        base / "holders.tsv", TABLES["holders"].columns
    )  # fmt: skip
    return [
        {**row.cells, "end": term["start"], "comment": _no_longer_open(row.get("comment"))}
        for row in rows
        if not row["end"]
        and (row["office"], row["entity"]) == (term["office"], term["entity"])
        and row["person"] != term["person"]
        and row["start"] < term["start"]
    ]


def _no_longer_open(comment: str) -> str:
    return "; ".join(part for part in comment.split("; ") if not part.startswith("in office as known"))


def add_rows(folder: str | Path, rows: Mapping[str, Sequence[Cells]]) -> bool:
    """Add rows to the tables of a user's folder; a row of the same key is replaced.

    Raises:
        LexiconError: The folder is kg's own, a cell holds a tab or a line break, or a row has a fault.
    """
    target = Path(folder)
    _refuse_ours(target)
    with tempfile.TemporaryDirectory(prefix="kg-lexicon-") as place:
        draft = Path(place)
        for path in own_tables(target).values() if target.is_dir() else ():
            shutil.copy(path, draft)
        for name, added in rows.items():
            text = _table(name, draft / f"{name}.tsv", added)
            (draft / f"{name}.tsv").write_text(text, encoding="utf-8", newline="\n")
        _, _, faults = overlay(ontologies() / "gazetteer", draft)
        if faults:
            raise as_error([replace(fault, path=target / fault.path.name) for fault in faults])
        changed = [name for name in rows if _differs(draft / f"{name}.tsv", target / f"{name}.tsv")]
        # entities before the names that refer to them, so that the folder is sound at any moment
        for name in sorted(changed, key=lambda name: name not in ENTITIES):
            _replace(target / f"{name}.tsv", (draft / f"{name}.tsv").read_bytes())
    return bool(changed)


def _table(name: str, path: Path, added: Sequence[Cells]) -> str:
    """Return the text of a table with some rows added."""
    table = TABLES[name]
    rows = list(read_rows(path, table.columns)) if path.is_file() else []
    cells: dict[tuple[str, ...], Cells] = {row.values(table.unique): row.cells for row in rows}
    header = list(dict.fromkeys([*_header(path), *table.columns, "source", "comment"]))
    for new in added:
        whole = {column: _cell(column, new.get(column, "")) for column in header}
        cells[tuple(whole[column] for column in table.unique)] = whole
    lines = [header, *([row.get(column, "") for column in header] for row in cells.values())]
    return "".join("\t".join(line) + "\n" for line in lines)


def _header(path: Path) -> list[str]:
    if not path.is_file():
        return []
    return [cell.strip() for cell in path.read_text("utf-8-sig").split("\n", 1)[0].split("\t")]


def _cell(column: str, text: str) -> str:
    if not text.isprintable():
        raise LexiconError(
            f"The {column} {text!r} holds a tab, a line break or a control character.",
            remedy="Write it without.",
        )
    return text.strip()


def _differs(one: Path, other: Path) -> bool:
    return not other.is_file() or one.read_bytes() != other.read_bytes()


def _replace(path: Path, content: bytes) -> None:
    """Write a file that appears at once and whole."""
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise LexiconError(
            f"{path} cannot be written: {error.strerror}.", remedy="Choose another folder."
        ) from error


def _refuse_ours(folder: Path) -> None:
    if folder.resolve().is_relative_to(ontologies().resolve()):
        raise LexiconError(
            f"{folder} is kg's own; the next version would overwrite what you add.",
            remedy="Name a folder of your own with --to, and build with --gazetteer.",
        )


def _holds_tables(folder: Path) -> bool:
    return folder.is_dir() and bool(own_tables(folder))
