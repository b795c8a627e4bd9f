"""Tab-separated tables of the gazetteer: one row a fact, read with the standard library.

No data frame, since Namibia is ``NA``; no quoting, since a quotation mark is an ordinary letter.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.errors import LexiconError
from kg.gazetteer.faults import Fault, as_error

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a table must hold.

    Args:
        columns: The columns that it must have; it may have more.
        key: The columns that tell one fact from another; a user's row replaces ours of the same key.
        filled: The columns of which no cell may be empty.
        unique: The columns that no two rows of a file may share.
    """

    columns: tuple[str, ...]
    key: tuple[str, ...]
    filled: tuple[str, ...]
    unique: tuple[str, ...]


_PERSON = ("person", "name", "aliases", "office", "entity", "start", "end", "gender", "wikidata")
_TERM = ("person", "office", "entity", "start")
_WRITTEN = ("text", "entity", "form")


def _entity_table(*columns: str) -> Table:
    return Table(columns=("id", "name", *columns), key=("id",), filled=("id", "name"), unique=("id",))


TABLES: Mapping[str, Table] = MappingProxyType({
    "states": _entity_table("kind", "code", "wikidata"),
    "organisations": _entity_table("code", "part_of", "wikidata"),
    "bodies": _entity_table("state", "wikidata"),
    "groups": _entity_table("state", "wikidata"),
    "names": Table(
        columns=(*_WRITTEN, "valid_from", "valid_to"),
        key=_WRITTEN, filled=_WRITTEN, unique=(*_WRITTEN, "valid_from"),
    ),
    "offices": Table(
        columns=("title", "kind", "scope"), key=("title", "scope"), filled=("title", "kind"),
        unique=("title", "kind", "scope"),
    ),
    "holders": Table(columns=_PERSON, key=_TERM, filled=("person", "name", "office", "entity"), unique=_TERM),
    "nouns": Table(columns=("noun", "kind"), key=("noun",), filled=("noun", "kind"), unique=("noun", "kind")),
    "places": Table(
        columns=("name", "aliases", "kind", "country", "latitude", "longitude", "geonames"),
        key=("name", "country"), filled=("name", "kind"), unique=("name", "country"),
    ),
})  # fmt: skip
"""The tables by name; the file is the name with ``.tsv``."""

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
ENTITIES = ("states", "organisations", "bodies", "groups")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table: its cells by column, and where it stands."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def get(self, column: str) -> str:
        """Return the cell of a column that the table may lack."""
        return self.cells.get(column, "")

    def values(self, columns: Sequence[str]) -> tuple[str, ...]:
        """Return the cells of some columns."""
        return tuple(self.cells[column] for column in columns)

    def fault(self, column: str, message: str, remedy: str = "") -> Fault:
        """Return a fault of the row."""
        return Fault(path=self.path, line=self.line, column=column, message=message, remedy=remedy)

    def day(self, column: str, *, last: bool = False) -> date | None:
        """Return a cell's date; a bare year or month is its first day, or with ``last`` its last.

        Raises:
            LexiconError: The cell is no ISO 8601 date.
        """
        text = self.get(column)
        return (
            whole_day(text, last=last, where=f"{self.path}, line {self.line}, column {column}")
            if text
            else None
        )


def whole_day(text: str, *, last: bool = False, where: str = "date") -> date:
    """Return the first or last day of an ISO 8601 date of any precision.

    Raises:
        LexiconError: The text is no such date.

    Example:
        >>> whole_day("1999-02", last=True)
        datetime.date(1999, 2, 28)
    """
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)  # noqa: TRY301 - told below like a day that no month has
        if len(text) == len("YYYY-MM-DD"):
            return date.fromisoformat(text)
        year, month = int(text[:4]), int(text[5:] or "0")
        if not last:
            return date(year, month or 1, 1)
        following = date(year + 1, 1, 1) if month in {0, 12} else date(year, month + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    except ValueError as error:
        raise LexiconError(
            f"{where}: {text!r} is no date.", remedy="Write YYYY-MM-DD, YYYY-MM or YYYY."
        ) from error


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a table that must have ``columns`` and may have more.

    Raises:
        LexiconError: The file is missing, a column is missing or a row has too many or too few cells.
    """
    for found in scan_rows(path, columns):
        if isinstance(found, Fault):
            raise as_error([found])
        yield found


def scan_rows(path: Path, columns: Sequence[str]) -> Iterator[Row | Fault]:
    """Yield the rows of a table, and its faults among them."""
    text = _text(path)
    if isinstance(text, Fault):
        yield text
        return
    lines = [line.rstrip("\r").split("\t") for line in text.split("\n")]
    header = [cell.strip() for cell in lines[0]]
    if faults := list(_header_faults(path, header, columns)):
        yield from faults
        return
    for number, line in enumerate(lines[1:], start=2):
        if not any(line):
            continue
        if len(line) == len(header):
            cells = dict(zip(header, map(str.strip, line), strict=True))
            yield Row(path=path, line=number, cells=cells)
        else:
            yield Fault(
                path=path,
                line=number,
                column="",
                message=f"{len(line)} cells where the header has {len(header)}.",
                remedy="Separate cells by one tab; leave unknown cells empty.",
            )


def _header_faults(path: Path, header: list[str], columns: Sequence[str]) -> Iterator[Fault]:
    others = [cell for cell in header if cell and cell not in columns]
    for column in columns:
        if column not in header:
            near = difflib.get_close_matches(column, others, n=1)
            rename = f"Is it {near[0]!r}? " if near else ""
            yield Fault(
                path=path,
                line=1,
                column="",
                message=f"no column {column!r}.",
                remedy=f"{rename}The columns are: {' '.join(columns)}.",
            )
    for column in sorted({cell for cell in header if cell and header.count(cell) > 1}):
        yield Fault(path=path, line=1, column=column, message=f"two columns {column!r}.", remedy="Keep one.")


def _text(path: Path) -> str | Fault:
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror}."
        return Fault(path=path, line=0, column="", message=message, remedy="Put the table there.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return not_utf8(path, content, error)


def not_utf8(path: Path, content: bytes, error: UnicodeDecodeError) -> Fault:
    """Return the fault of a file in another encoding, with line and character of the first wrong byte."""
    before = content[: error.start].rpartition(b"\n")[2].decode("utf-8", "replace")
    return Fault(
        path=path,
        line=content.count(b"\n", 0, error.start) + 1,
        column=str(len(before) + 1),
        message=f"not UTF-8: byte {content[error.start]:#04x}.",
        remedy="Save the file as UTF-8.",
    )
