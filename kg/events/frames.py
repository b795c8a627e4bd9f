"""Frames: how English says each action, read from TOML files that a political scientist can edit."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.actions import actions
from kg.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PARTS = {"verb": "VERB", "noun": "NOUN", "adjective": "ADJ"}
_LISTS = (
    "lemma",
    "particle",
    "object",
    "complement",
    "modifier",
    "preposition",
    "support",
    "phrase",
    "actor",
    "counterpart",
    "needs",
    "without",
    "modal",
    "actor_kind",
)
_KEYS = frozenset(
    {*_LISTS, "id", "bare", "mutual", "status", "examples", "non_examples", "comment", "source"}
)
SLOTS = frozenset(
    {
        "subject",
        "object",
        "recipient",
        "possessor",
        "modifier",
        "head",
        "responsible",
        "destination",
        "complement",
        "theme",
        "within",
        "clause",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence with the parties that the frame must find in it, by code."""

    text: str
    actors: tuple[str, ...] = ()
    counterparts: tuple[str, ...] = ()
    status: str = "actual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One way of saying an action; see ontologies/README.md for what each field means."""

    id: str
    action: str
    part: str
    lemma: frozenset[str]
    particle: frozenset[str] = frozenset()
    object: frozenset[str] = frozenset()
    complement: frozenset[str] = frozenset()
    modifier: frozenset[str] = frozenset()
    preposition: frozenset[str] = frozenset()
    support: frozenset[str] = frozenset()
    modal: frozenset[str] = frozenset()
    actor_kind: frozenset[str] = frozenset()
    phrase: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    counterpart: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    bare: bool = True
    mutual: bool = False
    status: str = ""
    examples: tuple[Example, ...] = ()
    non_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All frames by part of speech and lemma of the trigger, and lists of nouns; see frames/sets.toml."""

    frames: tuple[Frame, ...]
    index: Mapping[tuple[str, str], tuple[Frame, ...]]
    lemmas: frozenset[str]
    act_nouns: frozenset[str]
    anaphors: frozenset[str]
    apart: frozenset[str]


def load_frames(folder: Path) -> Lexicon:
    """Read every ``*.toml`` of a folder; ``sets.toml`` holds the word lists that others call ``@name``.

    Raises:
        LexiconError: A file is no TOML, or names an unknown action, key, slot or word list.

    Example:
        >>> from kg.resources import ontologies
        >>> ("VERB", "condemn") in load_frames(ontologies() / "frames").index
        True
    """
    sets = _sets(folder / "sets.toml")
    files = sorted(path for path in folder.glob("*.toml") if path.stem not in {"sets", "operators"})
    frames = tuple(frame for path in files for frame in _frames(path, sets))
    index: dict[tuple[str, str], list[Frame]] = defaultdict(list)
    for frame in frames:
        for lemma in sorted(frame.lemma):
            index[frame.part, lemma].append(frame)
    return Lexicon(
        frames=frames,
        index={key: tuple(found) for key, found in index.items()},
        lemmas=frozenset(lemma for _, lemma in index),
        act_nouns=sets.get("act_nouns", frozenset()),
        anaphors=sets.get("anaphors", frozenset()),
        apart=sets.get("apart", frozenset()),
    )


def read_toml(path: Path) -> dict[str, Any]:
    """Return a TOML file's content.

    Raises:
        LexiconError: The file cannot be read or is no TOML; the message names line and column.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(
            f"{path}: {error}.", remedy="Mend the file, or take it out of the folder."
        ) from error


def _sets(path: Path) -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in read_toml(path).items()}


def _frames(path: Path, sets: Mapping[str, frozenset[str]]) -> Iterator[Frame]:
    table = read_toml(path)
    action = table.get("action", "")
    if action not in actions():
        raise LexiconError(f"{path}: {action!r} is no action.", remedy="See ontologies/actions.tsv.")
    for key, part in PARTS.items():
        for number, entry in enumerate(table.get(key, []), start=1):
            yield _frame(f"{path.name}, {key} {number}", action, part, entry, sets)


def _frame(
    where: str, action: str, part: str, entry: dict[str, Any], sets: Mapping[str, frozenset[str]]
) -> Frame:
    if unknown := sorted(entry.keys() - _KEYS):
        raise LexiconError(
            f"{where}: {unknown[0]!r} is no key of a frame.", remedy=f"Keys: {' '.join(sorted(_KEYS))}."
        )
    lists = {key: _words(where, entry.get(key, []), sets) for key in _LISTS}
    default = _DEFAULTS[part]
    actor, counterpart = lists["actor"] or default["actor"], lists["counterpart"] or default["counterpart"]
    for slot in (*actor, *counterpart):
        if slot not in SLOTS and not slot.isalpha():
            raise LexiconError(
                f"{where}: {slot!r} is no slot.",
                remedy=f"Slots: {' '.join(sorted(SLOTS))}, or a preposition.",
            )
    # naming the empty list means: no counterpart at all
    counterpart = () if entry.get("counterpart") == [] else counterpart
    needs = frozenset(lists["needs"]) or _needs(action, counterpart)
    return Frame(
        id=f"{action}/{entry.get('id', where)}",
        action=action,
        part=part,
        lemma=frozenset(lists["lemma"]),
        particle=frozenset(lists["particle"]),
        object=frozenset(lists["object"]),
        complement=frozenset(lists["complement"]),
        modifier=frozenset(lists["modifier"]),
        preposition=frozenset(lists["preposition"]),
        support=frozenset(lists["support"]) or sets["support"],
        modal=frozenset(lists["modal"]),
        actor_kind=frozenset(lists["actor_kind"]),
        phrase=lists["phrase"],
        without=lists["without"],
        actor=actor,
        counterpart=counterpart,
        needs=needs,
        bare=entry.get("bare", True),
        mutual=entry.get("mutual", False),
        status=entry.get("status", ""),
        examples=tuple(_example(each) for each in entry.get("examples", [])),
        non_examples=tuple(entry.get("non_examples", [])),
    )


def _needs(action: str, counterpart: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        {"actor"} if actions()[action].symmetric or not counterpart else {"actor", "counterpart"}
    )


def _words(where: str, words: list[str], sets: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    found: list[str] = []
    for word in words:
        if not word.startswith("@"):
            found.append(word)
        elif word[1:] in sets:
            found += sorted(sets[word[1:]])
        else:
            raise LexiconError(f"{where}: no word list {word!r}.", remedy="Define it in sets.toml.")
    return tuple(found)


def _example(entry: dict[str, Any]) -> Example:
    return Example(
        text=entry["text"],
        actors=tuple(entry.get("actors", ())),
        counterparts=tuple(entry.get("counterparts", ())),
        status=entry.get("status", "actual"),
    )


_DEFAULTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "VERB": {"actor": ("subject",), "counterpart": ("object",)},
    "NOUN": {
        "actor": ("by", "possessor", "modifier", "subject"),
        "counterpart": ("of", "with", "to", "on", "against"),
    },
    "ADJ": {"actor": ("subject",), "counterpart": ("of", "to", "with")},
}
