"""All faults of the knowledge files: tables and frames, ours or a user's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import LexiconError
from kg.gazetteer import overlay
from kg.gazetteer.checking import check_tables
from kg.gazetteer.faults import Fault
from kg.gazetteer.folders import read_tables
from kg.gazetteer.tables import TABLES
from kg.lexicon.frames import check_frames
from kg.lexicon.words import check_words
from kg.resources import ontologies

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.gazetteer.tables import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a check read and what it found wrong, in the order of files and lines."""

    tables: int
    rows: int
    frames: int
    faults: tuple[Fault, ...]


def check(folder: str | Path | None = None) -> Report:
    """Return the faults of the tables and frames of a user's folder, or of ours.

    Args:
        folder: A folder of tables to lay over ours; it may hold ``gazetteer/`` and ``frames/`` as ours does.

    Raises:
        LexiconError: It is no folder.

    Example:
        >>> check().faults
        ()
    """
    if folder is None:
        return _ours()
    own = Path(folder)
    if not own.is_dir():
        raise LexiconError(f"{own} is no folder.", remedy="Name the folder of your tables.")
    tables, frames = own / "gazetteer", own / "frames"
    if not tables.is_dir() and not frames.is_dir():
        tables = own
    rows: Mapping[str, Sequence[Row]] = {}
    faults: list[Fault] = []
    merged, _ = read_tables(ontologies() / "gazetteer")
    if tables.is_dir():
        merged_own, rows, faults = overlay(ontologies() / "gazetteer", tables)
        merged = {name: list(found) for name, found in merged_own.items()}
    faults += _frames(frames, merged)
    return _report(rows, frames, faults)


def _ours() -> Report:
    gazetteer, frames = ontologies() / "gazetteer", ontologies() / "frames"
    rows, faults = read_tables(gazetteer)
    faults += [
        Fault(path=gazetteer / f"{name}.tsv", line=0, column="", message="the table is missing.")
        for name in TABLES
        if name not in rows
    ]
    faults += [*check_tables(rows, rows), *_frames(frames, rows), *check_words(ontologies() / "words")]
    return _report(rows, frames, faults)


def _frames(folder: Path, tables: Mapping[str, Sequence[Row]]) -> list[Fault]:
    if not folder.is_dir():
        return []
    return check_frames(folder, codes(tables), ontologies() / "frames")


def _report(rows: Mapping[str, Sequence[Row]], frames: Path, faults: list[Fault]) -> Report:
    return Report(
        tables=len(rows),
        rows=sum(map(len, rows.values())),
        frames=len(list(frames.glob("*.toml"))),
        faults=tuple(sorted(set(faults))),
    )


def codes(tables: Mapping[str, Sequence[Row]]) -> dict[str, str]:
    """Return the codes that an entity may act for, with a name each."""
    states = {row["code"] or row["id"]: row["name"] for row in tables.get("states", ())}
    organisations = [row for row in tables.get("organisations", ()) if row["code"] and not row["part_of"]]
    return {**{row["code"]: row["name"] for row in organisations}, **states}
