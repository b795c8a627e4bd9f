"""Tab-separated tables of the gazetteer: one row a fact, read with the standard library.

``csv`` and no data frame, since Namibia is ``NA``.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table: its cells by column, and where it stands."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def day(self, column: str, *, last: bool = False) -> date | None:
        """Return a cell's date; a bare year or month is its first day, or with ``last`` its last.

        Raises:
            LexiconError: The cell is no ISO 8601 date.
        """
        text = self.cells[column]
        return (
            whole_day(text, last=last, where=f"{self.path.name}, line {self.line}, column {column}")
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
    parts = text.split("-")
    try:
        year, month, day = (int(part) for part in (*parts, *["0"] * (3 - len(parts))))
        if day:
            return date(year, month, day)
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
    try:
        with path.open(encoding="utf-8", newline="") as file:
            yield from _rows(path, csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), columns)
    except OSError as error:
        raise LexiconError(f"Cannot read the table {path}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path} is not UTF-8.", remedy="Save the table as UTF-8.") from error


def _rows(path: Path, lines: Iterator[list[str]], columns: Sequence[str]) -> Iterator[Row]:
    header = next(lines, [])
    if missing := [column for column in columns if column not in header]:
        raise LexiconError(
            f"{path}, line 1: no column {missing[0]!r}.", remedy=f"The columns are: {' '.join(columns)}."
        )
    for number, cells in enumerate(lines, start=2):
        if not any(cells):
            continue
        if len(cells) != len(header):
            raise LexiconError(
                f"{path}, line {number}: {len(cells)} cells where the header has {len(header)}.",
                remedy="Separate cells by one tab; leave unknown cells empty.",
            )
        yield Row(
            path=path, line=number, cells=dict(zip(header, (cell.strip() for cell in cells), strict=True))
        )
