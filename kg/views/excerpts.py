"""The part of a large build that one page can show."""

from __future__ import annotations

import heapq
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.views.page import write_page

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Build, Event

MOST_EVENTS = 20_000
"""Above so many events a page shows those most told; it would be too much for a browser."""


def most_told(build: Build, most: int) -> Build:
    """Return a build of the events that most reports tell, the surest first, with their sources.

    Args:
        build: What a run found; its events may lie on disk.
        most: How many events are kept.

    Example:
        >>> from kg.model import Build, Run
        >>> most_told(Build(run=Run(kg_version="0", model="", model_version="")), 1).events
        ()
    """
    if len(build.events) <= most:
        return build
    kept = sorted(heapq.nlargest(most, build.events, key=_weight), key=lambda event: event.id)
    used = {mention.sentence.document_id for event in kept for mention in event.mentions}
    sources = tuple(source for source in build.sources if source.id in used)
    return replace(build, events=tuple(kept), sources=sources)


def write_excerpt(build: Build, path: Path) -> None:
    """Write the page of a build, or of its most told events if they are many; its heading says so then."""
    shown = most_told(build, MOST_EVENTS)
    if shown is build:
        write_page(build, path)
        return
    title = f"Who did what to whom: the {MOST_EVENTS:,} events most told, of {len(build.events):,}"
    write_page(shown, path, title=title)


def _weight(event: Event) -> tuple[int, float, str]:
    return len(event.mentions), event.confidence, event.id
