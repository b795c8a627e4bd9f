"""What the encoder reads at a time: a sentence, the end of the one before it, and the parties named there."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.model import Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Kind

MAX_CONTEXT = 120
MAX_PARTIES = 14
_MAX_BEFORE = 6


Pair = tuple[int, int | None]
"""Actor and counterpart by place in a window's parties; None stands for nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a frame found in a window.

    Args:
        pair: Who acts on whom.
        action: Id of the action.
        live: It took place or is planned.
    """

    pair: Pair
    action: str
    live: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A linked mention as the encoder sees it.

    Args:
        start: First character of the document's text.
        end: Character after the last.
        entity: Id of the entity.
        kind: What sort of actor it is.
        state: Whom it acts for.
        link: How it was resolved.
        score: Trust in that, between 0 and 1.
        modifier: It only qualifies a noun.
        locative: It names where something is.
    """

    start: int
    end: int
    entity: str
    kind: Kind
    state: str
    link: Link = Link.NAME
    score: float = 1.0
    modifier: bool = False
    locative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A sentence in its surroundings.

    Args:
        text: The document's text.
        context: Character at which reading starts, before the sentence or at its start.
        start: First character of the sentence.
        end: Character after its last.
        parties: Ids of the entities named, those of the sentence itself first.
        states: The state of each party.
        inside: How many of the parties the sentence itself names.
        named: Their mentions, in the order of the text.
        counts: How often the document names each party.
        position: Number of the sentence in its document, from 0.
        sentences: How many sentences the document has.
    """

    text: str
    context: int
    start: int
    end: int
    parties: tuple[str, ...]
    states: tuple[str, ...]
    inside: int
    named: tuple[Named, ...]
    counts: tuple[int, ...]
    position: int
    sentences: int

    def pairs(self) -> Iterator[Pair]:
        """Yield who may act on whom."""
        for actor, state in enumerate(self.states):
            for other, foreign in enumerate(self.states):
                if state != foreign and min(actor, other) < self.inside:
                    yield actor, other
        for actor in range(self.inside):
            yield actor, None


def windows(text: str, sentences: Sequence[tuple[int, int]], named: Sequence[Named]) -> Iterator[Window]:
    """Yield a window for every sentence that names a party, if parties of two states are in sight.

    Args:
        text: The document's text.
        sentences: Half-open character offsets, in the order of the text.
        named: Linked mentions of entities that act for a state or organisation, in the order of the text.
    """
    counts = Counter(each.entity for each in named)
    starts = [each.start for each in named]

    def within(first: int, last: int) -> Sequence[Named]:
        return named[bisect_left(starts, first) : bisect_left(starts, last)]

    for position, (before, (start, end)) in enumerate(pairwise([(0, 0), *sentences])):
        own = _ids(within(start, end))
        if not own:
            continue
        context = _context(text, before[0], start)
        seen = within(context, end)
        others = [each for each in _ids(seen) if each not in own][:_MAX_BEFORE]
        parties = tuple([*own, *others][:MAX_PARTIES])
        state_of = {each.entity: each.state for each in reversed(seen)}
        if len({state_of[party] for party in parties}) < 2:
            continue
        yield Window(
            text=text,
            context=context,
            start=start,
            end=end,
            parties=parties,
            states=tuple(state_of[each] for each in parties),
            inside=min(len(own), MAX_PARTIES),
            named=tuple(each for each in seen if each.entity in parties),
            counts=tuple(counts[each] for each in parties),
            position=position,
            sentences=len(sentences),
        )


def _ids(named: Sequence[Named]) -> list[str]:
    return list(dict.fromkeys(each.entity for each in named))


def _context(text: str, before: int, start: int) -> int:
    """Return where the last characters of the sentence before begin, at a word."""
    context = max(before, start - MAX_CONTEXT)
    if context > before:
        space = text.find(" ", context, start)
        context = space + 1 if space > 0 else start
    return context
