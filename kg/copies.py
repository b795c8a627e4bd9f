"""Which documents are copies of others: what an agency wrote and many sites carry is one source.

Each document is told by the hashes of its runs of four words. MinHash bands propose pairs, the likeness of
the hashes confirms them. The earliest document of a kind, and of one day that of the smallest id, is the
original: order, workers and earlier builds change nothing. Pairs are sorted on disk; in memory are eight
bytes a document and the copies that were found.
"""

from __future__ import annotations

import re
import struct
from array import array
from dataclasses import replace
from datetime import date, timedelta
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from tempfile import TemporaryFile
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from rensa import RMinHash

from kg.sorting import Sorter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.model import Source

ALIKE = 0.8
"""So much of what two documents have is common to both if one is a copy."""
NEAR = timedelta(days=31)
"""A text that comes again later, such as a yearly greeting, tells of something else."""

_RUN = 4  # words
_FEWEST = 16  # runs; a shorter text is compared as a whole
_MOST = 1024  # of longer texts the smallest hashes stand for all
_BANDS, _ROWS, _SEED = 16, 4, 42
_BATCH = 256  # documents
_HELD = 8  # documents of one band with which later ones are compared
_UNDATED = date.max
_NUMBER = struct.Struct(">Q")
_WORD = re.compile(r"\w+")


def shingles(text: str) -> bytes:
    """Return by what a text is compared with others: at most 1,024 ordered hashes of four bytes.

    Example:
        >>> shingles("Peru met Chile.") == shingles("PERU met Chile"), shingles("...")
        (True, b'')
    """
    words = [word.encode("utf-8", "surrogatepass") for word in _WORD.findall(text.casefold())]
    hashes = {crc32(b" ".join(run)) for run in zip(*(words[at:] for at in range(_RUN)), strict=False)}
    if len(hashes) >= _FEWEST:
        return np.array(sorted(hashes)[:_MOST], dtype="<u4").tobytes()
    whole = np.frombuffer(blake2b(b" ".join(words), digest_size=16).digest(), dtype="<u4")
    return np.unique(whole).tobytes() if words else b""


def likeness(one: bytes, other: bytes) -> float:
    """Return which part of the runs of two texts is common to both, from 0 to 1.

    It is exact for texts of up to 1,024 different runs, and an estimate for longer ones.

    Args:
        one: The hashes of a text.
        other: Those of another.

    Example:
        >>> told = shingles("Peru met Chile.")
        >>> likeness(told, told), likeness(told, shingles("Peru met Bolivia."))
        (1.0, 0.0)
    """
    first, second = _hashes(one), _hashes(other)
    every = np.union1d(first, second)
    if max(len(first), len(second)) == _MOST:
        every = every[:_MOST]
    common = np.intersect1d(first, second, assume_unique=True)
    return float(np.count_nonzero(common <= every[-1])) / len(every)


def _hashes(told: bytes) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return np.frombuffer(told, dtype="<u4")


class Copies:
    """Finds the copies among documents that are told one by one, in any order.

    Args:
        folder: Where all that lies between is written.
    """

    def __init__(self, folder: Path) -> None:
        self._bands, self._pairs = Sorter(folder), Sorter(folder)
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 - closed by find
        self._ends = array("Q", [0])
        self._waiting: list[tuple[bytes, bytes]] = []

    def add(self, source: Source, told: bytes) -> None:
        """Take a document with its hashes; one without is nobody's copy."""
        if not told:
            return
        self._waiting.append((_entry(source, len(self._ends) - 1), told))
        self._file.write(told)
        self._ends.append(self._ends[-1] + len(told))
        if len(self._waiting) >= _BATCH:
            self._band()

    def find(self) -> dict[str, str]:
        """Return the id of the original by the id of each copy, and give all place back."""
        self._band()
        for _, group in groupby(self._bands, itemgetter(0)):
            for later, earlier in _proposed(entry for _, entry in group):
                self._pairs.add(later, earlier)
        found: dict[bytes, bytes] = {}
        for later, group in groupby(self._pairs, itemgetter(0)):
            original = self._original(later, (found.get(each, each) for _, each in group))
            if original:
                found[later] = original
        self._close()
        return {_id(later): _id(original) for later, original in found.items()}

    def _band(self) -> None:
        sets = [_hashes(told).tolist() for _, told in self._waiting]
        rows = RMinHash.digest_matrix_from_token_hash_sets(sets, _BANDS * _ROWS, _SEED).to_rows()
        for (entry, _), row in zip(self._waiting, rows, strict=True):
            for band in range(_BANDS):
                part = row[band * _ROWS : (band + 1) * _ROWS]
                self._bands.add(struct.pack(f">B{_ROWS}I", band, *part), entry)
        self._waiting.clear()

    def _original(self, later: bytes, candidates: Iterable[bytes]) -> bytes | None:
        told = self._told(later)
        for each, _ in groupby(candidates):
            if _near(_day(each), _day(later)) and likeness(told, self._told(each)) >= ALIKE:
                return each
        return None

    def _told(self, entry: bytes) -> bytes:
        (number,) = _NUMBER.unpack(entry[-_NUMBER.size :])
        self._file.seek(self._ends[number])
        return self._file.read(self._ends[number + 1] - self._ends[number])

    def _close(self) -> None:
        self._bands.close()
        self._pairs.close()
        self._file.close()


def _entry(source: Source, number: int) -> bytes:
    """Return a document as bytes that sort by day and id: day, id, the place of its hashes."""
    day = _day_of(source).isoformat()
    return day.encode() + source.id.encode("utf-8", "surrogatepass") + b"\0" + _NUMBER.pack(number)


def _id(entry: bytes) -> str:
    return entry[10 : -_NUMBER.size - 1].decode("utf-8", "surrogatepass")


def _proposed(entries: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield each document of a band with earlier ones of about its day, an undated one with the first."""
    first: list[bytes] = []
    held: list[bytes] = []
    for entry in entries:
        held = [each for each in held if _near(_day(each), _day(entry))]
        yield from ((entry, each) for each in (first if _day(entry) == _UNDATED else held))
        for known in (first, held):
            if len(known) < _HELD:
                known.append(entry)


def _near(one: date, other: date) -> bool:
    return _UNDATED in {one, other} or abs(one - other) <= NEAR


def _day_of(source: Source) -> date:
    return source.published or _UNDATED


def _day(entry: bytes) -> date:
    return date.fromisoformat(entry[:10].decode())


def marked(source: Source, copies: Mapping[str, str]) -> Source:
    """Return a document that says of which other it is a copy, by the ids that ``Copies.find`` gives."""
    original = copies.get(source.id, "")
    return source if source.copy_of == original else replace(source, copy_of=original)


def original_of(document_id: str, sources: Mapping[str, Source]) -> str:
    """Return the id of the document of which one is a copy, its own if it is none.

    Example:
        >>> from kg.model import Source
        >>> original_of("b", {"b": Source(id="b", copy_of="a")}), original_of("a", {})
        ('a', 'a')
    """
    source = sources.get(document_id)
    return (source.copy_of if source else "") or document_id


def copies_among(documents: Iterable[str], sources: Mapping[str, Source]) -> int:
    """Return how many of some documents say the same as another of them.

    Example:
        >>> from kg.model import Source
        >>> copies_among(["a", "b", "c"], {"b": Source(id="b", copy_of="a")})
        1
    """
    met = set(documents)
    return len(met) - len({original_of(each, sources) for each in met})


def joined(sources: Mapping[str, Source]) -> dict[str, Source]:
    """Return the documents of several builds: what is copied from a copy is copied from its original.

    Texts that are equal letter by letter are copies of the earliest, though no build read them together.
    """
    first: dict[str, Source] = {}
    ordered = sorted(sources.values(), key=lambda each: (_day_of(each), each.id))
    copies: dict[str, str] = {}
    for source in ordered:
        before = first.setdefault(source.digest or source.id, source)
        original = source.copy_of if source.copy_of in sources else ""
        if not original and before is not source and _near(_day_of(before), _day_of(source)):
            original = before.id
        original = copies.get(original, original)
        if original and original != source.id:
            copies[source.id] = original
    return {key: marked(source, copies) for key, source in sources.items()}
