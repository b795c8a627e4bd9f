"""A window as the encoder's tokens: parties stand between marks of their kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tokenizers import Tokenizer

    from kg.encoder.windows import Named, Window

MAX_TOKENS = 128
_START, _SEPARATOR = 101, 102  # [CLS] and [SEP] of BERT's vocabulary
_OPEN = {Kind.STATE: 1, Kind.PERSON: 2, Kind.ORGANISATION: 3, Kind.GROUP: 4}  # [unused0] to [unused3]
_CLOSE = 4  # further on
OPENING = frozenset(_OPEN.values())
CLOSING = frozenset(mark + _CLOSE for mark in OPENING)
HIDDEN = 103  # [MASK] of BERT's vocabulary
_NOWHERE = (-1, -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What goes into the encoder.

    Args:
        ids: Of the tokens.
        offsets: Half-open characters of the document's text; -1 for marks.
        places: For each party, the positions of its opening marks: in the sentence, else before it.
        tellers: Whether a token may show an act: it is a word of the sentence itself.
    """

    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    places: tuple[tuple[int, ...], ...]
    tellers: tuple[bool, ...]


def tokenise(window: Window, tokenizer: Tokenizer) -> Tokens:
    """Return the tokens of a window, at most ``MAX_TOKENS``."""
    writer = _Writer(window, tokenizer)
    for start, end, group in _stretches(window):
        writer.words_to(start)
        writer.party(start, end, group)
    writer.words_to(window.end)
    return writer.tokens()


def _stretches(window: Window) -> Iterator[tuple[int, int, list[Named]]]:
    """Yield stretches of text that name parties; one inside another joins it."""
    group: list[Named] = []
    end = -1
    for each in sorted(window.named, key=lambda each: (each.start, -each.end)):
        if group and each.start < end:
            group.append(each)
            continue
        if group:
            yield group[0].start, end, group
        group, end = [each], each.end
    if group:
        yield group[0].start, end, group


class _Writer:
    def __init__(self, window: Window, tokenizer: Tokenizer) -> None:
        self.window, self.tokenizer = window, tokenizer
        self.ids, self.offsets = [_START], [_NOWHERE]
        self.places: dict[str, list[int]] = {party: [] for party in window.parties}
        self.at = window.context
        self.inside = False

    def words_to(self, end: int) -> None:
        start = self.window.start
        if not self.inside and self.at < start <= end:
            self._words(start)
        if not self.inside and self.at >= start:
            self.inside = True
            if self.window.context < start:
                self._mark(_SEPARATOR)
        self._words(end)

    def _words(self, end: int) -> None:
        if end > self.at:
            encoded = self.tokenizer.encode(self.window.text[self.at : end], add_special_tokens=False)
            self.ids += encoded.ids
            self.offsets += [(self.at + first, self.at + last) for first, last in encoded.offsets]
        self.at = max(self.at, end)

    def _mark(self, mark: int) -> None:
        self.ids.append(mark)
        self.offsets.append(_NOWHERE)

    def party(self, start: int, end: int, group: list[Named]) -> None:
        mark = _OPEN.get(group[0].kind, _OPEN[Kind.STATE])
        for entity in dict.fromkeys(each.entity for each in group):
            self.places[entity].append(len(self.ids))
        self._mark(mark)
        self.at = start
        self._words(end)
        self._mark(mark + _CLOSE)

    def tokens(self) -> Tokens:
        last = MAX_TOKENS - 1
        ids, offsets = [*self.ids[:last], _SEPARATOR], [*self.offsets[:last], _NOWHERE]
        tellers = [first >= self.window.start for first, _ in offsets]
        border = tellers.index(True) - 1 if any(tellers) else 0  # the mark before the first word
        return Tokens(
            ids=tuple(ids),
            offsets=tuple(offsets),
            places=tuple(self._places(party, len(ids) - 1, border) for party in self.window.parties),
            tellers=tuple(tellers) if any(tellers) else (True,) * len(ids),
        )

    def _places(self, party: str, end: int, border: int) -> tuple[int, ...]:
        seen = [place for place in self.places[party] if place < end]
        return tuple(place for place in seen if place >= border) or tuple(seen)
