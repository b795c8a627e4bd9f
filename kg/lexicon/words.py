"""Checks of word lists: every key, action and list that another takes in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.actions import actions
from kg.gazetteer.faults import Choices, Fault
from kg.gazetteer.words import KEYS
from kg.lexicon.toml import TomlFile, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KEYS = Choices.of("keys of a word list", KEYS)


def check_words(folder: Path) -> list[Fault]:
    """Return every fault of the word lists of a folder, in the order of files.

    Args:
        folder: A folder of ``*.toml``.
    """
    files = [read(path) for path in sorted(folder.glob("*.toml"))]
    return [fault for file in files for fault in ((file,) if isinstance(file, Fault) else _of_file(file))]


def _of_file(file: TomlFile) -> Iterator[Fault]:
    tables = {name: table for name, table in file.content.items() if isinstance(table, dict)}
    known = {"actions": Choices.of("actions", sorted(actions())), "also": Choices.of("lists", sorted(tables))}
    for name, table in tables.items():
        yield from _of_list(file, name, table, known)


def _of_list(file: TomlFile, name: str, table: dict[str, Any], known: dict[str, Choices]) -> Iterator[Fault]:
    for key in table:
        if key not in KEYS:
            at = file.place(name, 1, key)
            yield file.fault(f"{key!r} is no key of a word list.", _KEYS.remedy(key), at=at)
    if not str(table.get("comment", "")).strip():
        yield file.fault(
            f"{name!r} does not say what it is for.", 'Add: comment = "...".', at=file.place(name, 1)
        )
    for key in ("words", "actions", "also"):
        yield from _of_values(file, name, key, table.get(key, []), known.get(key))


def _of_values(file: TomlFile, name: str, key: str, values: object, known: Choices | None) -> Iterator[Fault]:
    if not isinstance(values, list) or not all(isinstance(each, str) and each.strip() for each in values):
        at = file.place(name, 1, key)
        yield file.fault(f"{key} must be a list of words in quotation marks.", at=at)
        return
    for each in dict.fromkeys(values):
        if known is not None and each not in known:
            at = file.place(name, 1, key, each)
            yield file.fault(f"{each!r} is none of the {key}.", known.remedy(each), at=at)
        if values.count(each) > 1:
            yield file.fault(f"{each!r} stands twice.", at=file.place(name, 1, key, each))
