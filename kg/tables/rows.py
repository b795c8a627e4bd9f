"""The rows of a table with the place of each cell in its text."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row as it stands in the text of its table.

    Args:
        line: Its first line in the file, from 1.
        start: Its first character in the text.
        raw: The row itself, without the end of its line.
        cells: What its cells say.
        spans: First and last character of each cell in the text, half-open, quotation marks left out.
        fault: Why it cannot be parsed, empty if it can.
    """

    line: int
    start: int
    raw: str
    cells: Sequence[str] = ()
    spans: Sequence[tuple[int, int]] = ()
    fault: str = ""


def rows(text: str) -> Iterator[Row]:
    r"""Yield the rows of a table, its header first; empty rows are left out.

    Cells are parted by comma, semicolon or tab, as the header is; where by tabs, quotation marks are letters.

    Example:
        >>> [(row.line, row.cells, row.spans) for row in rows('a,b\n1,"x, y"\n')]
        [(1, ['a', 'b'], [(0, 1), (2, 3)]), (2, ['1', 'x, y'], [(4, 5), (7, 11)])]
    """
    lines = _Lines(text)
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    quoted = delimiter != "\t"
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    reader = csv.reader(lines, delimiter=delimiter, quoting=quoting, strict=True)
    while True:
        start, line = lines.read, reader.line_num + 1
        try:
            cells, fault = next(reader), ""
        except StopIteration:
            return
        except csv.Error as error:
            cells, fault = [], str(error)
        raw = text[start : lines.read].rstrip("\r\n")
        if raw.strip():
            spans = list(_spans(raw, start, cells, quoted=quoted))
            yield Row(line=line, start=start, raw=raw, cells=cells, spans=spans, fault=fault)


class _Lines:
    """Counts the characters that a reader has taken."""

    def __init__(self, text: str) -> None:
        self._stream = io.StringIO(text, newline="")
        self.read = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._stream)
        self.read += len(line)
        return line


def _spans(raw: str, start: int, cells: Sequence[str], *, quoted: bool) -> Iterator[tuple[int, int]]:
    position = 0
    for cell in cells:
        if quoted and raw[position : position + 1] == '"':
            length = len(cell) + cell.count('"')
            yield start + position + 1, start + position + 1 + length
            position += length + 3  # two quotation marks and what parts the cells
        else:
            yield start + position, start + position + len(cell)
            position += len(cell) + 1
