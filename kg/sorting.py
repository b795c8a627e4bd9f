"""Sorting of more than fits into memory: sorted runs on disk, read together."""

from __future__ import annotations

import heapq
import struct
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Item = tuple[bytes, bytes]

BUDGET = 64 << 20
"""Bytes that a sorter holds before it writes a run."""

_LENGTHS = struct.Struct(">II")
_OVERHEAD = 150  # bytes that Python takes for a pair and its two strings, besides what they hold
_WIDEST = 64  # runs that are read together: fewer than the files that a process may open


class Sorter:
    """Takes pairs of key and value and gives them back in order, as often as asked.

    Args:
        folder: Where runs are written; an empty folder below it is made for them.
        budget: Bytes that may be held in memory before a run is written; BUDGET by default.

    Example:
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     sorter = Sorter(Path(folder), budget=1)
        ...     for key in (b"b", b"a"):
        ...         sorter.add(key, b"1")
        ...     list(sorter)
        [(b'a', b'1'), (b'b', b'1')]
    """

    def __init__(self, folder: Path, *, budget: int | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = Path(tempfile.mkdtemp(prefix="sort-", dir=folder))
        self._budget = BUDGET if budget is None else budget
        self._held: list[Item] = []
        self._size = 0
        self._runs: list[Path] = []
        self._number = 0

    def add(self, key: bytes, value: bytes = b"") -> None:
        """Take a pair."""
        self._held.append((key, value))
        self._size += len(key) + len(value) + _OVERHEAD
        if self._size >= self._budget:
            self._spill()

    def __iter__(self) -> Iterator[Item]:
        """Yield all pairs, ordered by key and then by value."""
        while len(self._runs) > _WIDEST:
            self._join()
        self._held.sort()
        return heapq.merge(*map(_read, self._runs), self._held)

    def close(self) -> None:
        """Take the runs from the disk."""
        self._held.clear()
        for run in self._runs:
            run.unlink(missing_ok=True)
        self._folder.rmdir()

    def _spill(self) -> None:
        self._held.sort()
        self._runs.append(self._write(self._held))
        self._held, self._size = [], 0

    def _join(self) -> None:
        """Make one run of the first ones, which are the shortest as joined runs go to the end."""
        first, self._runs = self._runs[:_WIDEST], self._runs[_WIDEST:]
        self._runs.append(self._write(heapq.merge(*map(_read, first))))
        for run in first:
            run.unlink()

    def _write(self, items: Iterable[Item]) -> Path:
        path = self._folder / f"{self._number:06}"
        self._number += 1
        with path.open("wb") as file:
            for key, value in items:
                file.write(_LENGTHS.pack(len(key), len(value)))
                file.write(key)
                file.write(value)
        return path


def write_records(path: Path, records: Iterable[bytes]) -> None:
    """Write records one after the other."""
    with path.open("wb") as file:
        for record in records:
            file.write(_LENGTHS.pack(0, len(record)))
            file.write(record)


def read_records(path: Path) -> Iterator[bytes]:
    """Yield the records again."""
    return (record for _, record in _read(path))


def _read(path: Path) -> Iterator[Item]:
    with path.open("rb") as file:
        while item := _item(file):
            yield item


def _item(file: BinaryIO) -> Item | None:
    head = file.read(_LENGTHS.size)
    if not head:
        return None
    key, value = _LENGTHS.unpack(head)
    return file.read(key), file.read(value)
