"""Outcomes on disk -> a build on disk: a block of mentions is in memory at a time, never all of them.

A block is what ``kg.events.merging`` looks at together: the mentions of one action between the same parties,
which it splits by date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from kg.building import codec
from kg.copies import Copies, marked
from kg.errors import NothingReadable
from kg.events.merging import Descriptions, events_of, keyed
from kg.model import Build, Event, Extraction, Run, Skipped, Source
from kg.sorting import Sorter, read_records, write_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kg.building.codec import Outcome

Value = TypeVar("Value", Event, Source)


class Stored(Sequence[Value], Generic[Value]):
    """A sequence on disk: a loop over it holds one value at a time.

    Args:
        path: The file of its records.
        decode: Makes a value of a record.
        count: How many records there are.
    """

    def __init__(self, path: Path, decode: Callable[[bytes], Value], count: int) -> None:
        self._path = path
        self._decode: Callable[[bytes], Value] = decode
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Value]:
        return map(self._decode, read_records(self._path))

    @overload
    def __getitem__(self, at: int) -> Value: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Value, ...]: ...
    def __getitem__(self, at: int | slice) -> Value | tuple[Value, ...]:
        """Return a value by its place, which takes a reading of all before it."""
        if isinstance(at, slice):
            return tuple(self._decode(each) for each in list(read_records(self._path))[at])
        place = at + self._count if at < 0 else at
        for record in islice(read_records(self._path), max(place, 0), None):
            return self._decode(record)
        raise IndexError(at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A build on disk, and what of the documents could not be analysed."""

    build: Build
    left_out: tuple[Skipped, ...]


def merged(outcomes: Iterable[Outcome], run: Run, folder: Path, *, least: float = 0.0) -> Merged:
    """Return the build of what documents tell, as ``kg.combining.build`` would in memory.

    Args:
        outcomes: What became of the documents, ordered by their ids.
        run: What made them.
        folder: Where sources, events and all that lies between are written.
        least: Events of less confidence are left out.

    Raises:
        NothingReadable: No document told anything.
    """
    left_out: list[Skipped] = []
    blocks, copies = Sorter(folder), Copies(folder)
    count = _sort(_told(outcomes, left_out), blocks, copies, folder / "sources")
    original = copies.find()
    sources = Stored(folder / "sources", lambda data: marked(codec.decode_source(data), original), count)
    if not sources:
        reason = f" {left_out[0].document_id}: {left_out[0].reason}" if left_out else ""
        raise NothingReadable(f"Not one document could be read.{reason}")
    actors, found = Descriptions(), Sorter(folder)
    dropped = _events(blocks, actors, found, least, original)
    blocks.close()
    events = _described(found, actors, folder / "events")
    found.close()
    options = dict(run.options) | ({"min_confidence": f"{least:g}"} if dropped else {})
    run = replace(run, options=tuple(options.items()))
    return Merged(build=Build(run=run, sources=sources, events=events), left_out=tuple(left_out))


def _told(outcomes: Iterable[Outcome], left_out: list[Skipped]) -> Iterator[Extraction]:
    for outcome in outcomes:
        if isinstance(outcome, Skipped):
            left_out.append(outcome)
        else:
            yield outcome


def _sort(told: Iterable[Extraction], blocks: Sorter, copies: Copies, path: Path) -> int:
    """Write the sources and return how many there are; sort mentions into blocks, and copies, on the way."""
    count = 0

    def records() -> Iterator[bytes]:
        nonlocal count
        for extraction in told:
            for key, mention in keyed(extraction.mentions):
                blocks.add(codec.encode_key(key), codec.encode_told(extraction.source, mention))
            copies.add(extraction.source, extraction.shingles)
            count += 1
            yield codec.encode(extraction.source)

    write_records(path, records())
    return count


def _events(
    blocks: Sorter, actors: Descriptions, found: Sorter, least: float, original: Mapping[str, str]
) -> int:
    """Sort the events of all blocks by id, count how they describe actors, return how many were unsure."""
    dropped = 0
    for key, group in groupby(blocks, itemgetter(0)):
        told = [codec.decode_told(value) for _, value in group]
        sources = {source.id: marked(source, original) for source, _ in told}
        for event in events_of(codec.decode_key(key), [mention for _, mention in told], sources):
            actors.add(event)
            if event.confidence >= least:
                found.add(event.id.encode(), codec.encode(event))
            else:
                dropped += 1
    return dropped


def _described(found: Sorter, actors: Descriptions, path: Path) -> Stored[Event]:
    count = 0

    def records() -> Iterator[bytes]:
        nonlocal count
        for _, value in found:
            count += 1
            yield codec.encode(actors.describe(codec.decode_event(value)))

    write_records(path, records())
    return Stored(path, codec.decode_event, count)
