"""Which paragraphs of a text can tell an event at all, told by the names in it before anything is parsed.

An act between states needs two of them: a paragraph is read if it, or the one before it, names somebody who
acts for a state or an organisation, and the text has named two of these by its end or in the next paragraph.
Where a text knows one alone, it is read if it has a word of what a state does by itself. All else is passed
over, which is most of a newspaper.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from kg.mentions import unaccented

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.gazetteer import Gazetteer

_SHORTEST_SHOUTED = 4
_ALONE = re.compile(
    r"\b(?:air ?strike|border|cease-?fire|deploy|detain|embargo|militar|missile|mobili[sz]|nav(?:al|y)\b"
    r"|nuclear|ratif|rocket|sanction|shell(?:ed|ing)|summit|treat(?:y|ies)|troops|truce|veto|war(?:plane|ship)s?\b"
    r"|withdr[ae]w)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_BREAK = re.compile(r"\n[ \t\r\f\v]*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Paragraphs that stand together.

    Args:
        start: First character of the text.
        end: Character after the last, blank lines included.
        read: Whether they can tell an event.
    """

    start: int
    end: int
    read: bool


def whole(text: str) -> list[Stretch]:
    """Return a text as one stretch that is read.

    Example:
        >>> whole("They met.")
        [Stretch(start=0, end=9, read=True)]
    """
    return [Stretch(start=0, end=len(text), read=True)]


class Sieve:
    """Tells what of a text is worth parsing.

    Args:
        gazetteer: Whose names are looked for.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._names: dict[str, dict[tuple[str, ...], set[str]]] = defaultdict(dict)
        for text in {*gazetteer.names, *gazetteer.aliases}:
            if states := _states(gazetteer, text):
                for words in filter(None, map(_words, _spellings(text))):
                    self._names[words[0]].setdefault(words, set()).update(states)
        self._lengths = {
            first: sorted({len(words) for words in found}, reverse=True)
            for first, found in self._names.items()
        }

    def __call__(self, text: str) -> list[Stretch]:
        """Return the stretches of a text in their order, which cover it whole; neighbours differ."""
        found: list[Stretch] = []
        for start, end, read in self._paragraphs(text):
            if found and found[-1].read is read:
                found[-1] = Stretch(start=found[-1].start, end=end, read=read)
            else:
                found.append(Stretch(start=start, end=end, read=read))
        return found

    def _paragraphs(self, text: str) -> Iterator[tuple[int, int, bool]]:
        ends = list(_paragraphs(text))
        named = [self.states(text[start:end]) for start, end in ends]
        seen = [len(known) for known in accumulate(named, lambda before, here: before | here)]
        for (start, end), here, before, known, soon in zip(
            ends, named, [frozenset(), *named], seen, [*seen[1:], 0], strict=False
        ):
            two = known > 1 or (soon > 1 and here)
            alone = here and _ALONE.search(text, start, end)
            yield start, end, bool((two and (here or before)) or alone)

    def states(self, text: str) -> frozenset[str]:
        """Return the codes of the states and organisations for which somebody named in a text may act."""
        words = _words(text)
        found: set[str] = set()
        for at, word in enumerate(words):
            if word in self._names:
                found |= self._at(words, at)
        return frozenset(found)

    def _at(self, words: tuple[str, ...], at: int) -> set[str]:
        known = self._names[words[at]]
        return next(
            (
                known[name]
                for length in self._lengths[words[at]]
                if (name := words[at : at + length]) in known
            ),
            set(),
        )


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(text):
        if match.end() < len(text):
            yield start, match.end()
            start = match.end()
    yield start, len(text)


def _spellings(text: str) -> Iterable[str]:
    """Return how kg.mentions knows a name: as it stands, without accents, in capitals."""
    return {text, unaccented(text), *([text.upper()] if len(text) >= _SHORTEST_SHOUTED else ())}


def _states(gazetteer: Gazetteer, text: str) -> set[str]:
    named = {name.entity_id for name in gazetteer.names.get(text, ())}
    held = {
        holding.office.state
        for key in gazetteer.aliases.get(text, ())
        for holding in gazetteer.persons[key].holdings
    }
    known = (gazetteer.entities.get(key) for key in named | held)
    return {entity.state for entity in known if entity is not None and entity.state}
