"""Reports joined into events: those of documents into a build, and those of several builds into one."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import kg
from kg.copies import Copies, joined, marked
from kg.errors import GraphError
from kg.events import merge
from kg.model import Build, Part, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.model import EventMention, Extraction, Skipped, Source


def build(extractions: Iterable[Extraction], run: Run, skipped: Iterable[Skipped] = ()) -> Build:
    """Return sources and merged events; the order of the extractions does not matter."""
    found = {extraction.source.id: extraction for extraction in extractions}
    copies = _copies(found.values())
    sources = {key: marked(extraction.source, copies) for key, extraction in found.items()}
    events = merge((mention for each in found.values() for mention in each.mentions), sources)
    return Build(
        run=run,
        sources=tuple(sorted(sources.values(), key=lambda source: source.id)),
        events=events,
        skipped=tuple(skipped),
    )


def _copies(extractions: Iterable[Extraction]) -> dict[str, str]:
    with TemporaryDirectory() as folder:
        copies = Copies(Path(folder))
        for extraction in extractions:
            copies.add(extraction.source, extraction.shingles)
        return copies.find()


def combine(builds: Sequence[Build]) -> Build:
    """Return one build of all documents, as if they had been read at once.

    A document that several builds read counts as the last of them read it. Each report keeps the run that
    made it.

    Args:
        builds: One build or more.

    Raises:
        GraphError: Two documents of one id have different texts.
    """
    sources, last = _sources(builds)
    mentions = (each for number, build in enumerate(builds) for each in _told(build, number, last))
    runs = {key: _run(builds[number], key) for key, number in last.items()}
    run, parts = _parts(runs, builds[-1].run)
    return Build(
        run=run,
        sources=tuple(sources[key] for key in sorted(sources)),
        events=merge(mentions, sources),
        skipped=tuple(skipped for build in builds for skipped in build.skipped),
        merged=parts,
    )


def _sources(builds: Sequence[Build]) -> tuple[dict[str, Source], dict[str, int]]:
    """Return the documents by id, and for each the number of the last build that read it."""
    sources: dict[str, Source] = {}
    last: dict[str, int] = {}
    for number, build in enumerate(builds):
        for source in build.sources:
            known = sources.get(source.id, source)
            if known.digest != source.digest:
                raise GraphError(
                    f"Two documents of different text have the id {source.id!r}.",
                    remedy="Give each document an id of its own and build anew.",
                )
            sources[source.id], last[source.id] = source, number
    return joined(sources), last


def _told(build: Build, number: int, last: Mapping[str, int]) -> Iterator[EventMention]:
    for event in build.events:
        for mention in event.mentions:
            if last.get(mention.sentence.document_id) == number:
                yield mention


def _run(build: Build, document_id: str) -> Run:
    read = (part.run for part in build.merged if document_id in part.documents)
    return next(read, build.run)


def _parts(runs: Mapping[str, Run], only: Run) -> tuple[Run, tuple[Part, ...]]:
    """Return the run of the whole and, if the documents were read by several runs, what each of them read."""
    distinct = set(runs.values())
    if len(distinct) <= 1:
        return next(iter(distinct), only), ()
    parts = [
        Part(run=run, documents=tuple(sorted(key for key, each in runs.items() if each == run)))
        for run in distinct
    ]
    joint = Run(kg_version=kg.__version__, model="", model_version="")
    return joint, tuple(sorted(parts, key=lambda part: (part.documents, repr(part.run))))
