"""What the encoder is told beside the words: how parties were linked, and what the frames found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kg.actions import actions, plover_types
from kg.model import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from kg.encoder.tokens import Tokens
    from kg.encoder.windows import Named, Pair, Told, Window

    Floats = NDArray[np.float32]

PARTY_FEATURES = 13
_LINKS = (Link.NAME, Link.OFFICE, Link.DESCRIPTION, Link.PRONOUN, Link.METONYM)
_OFTEN, _LATE, _LONG = 8, 10, 20


def party_features(window: Window) -> Floats:
    """Return one row of ``PARTY_FEATURES`` numbers between 0 and 1 for every party."""
    return np.array([_features(window, party) for party in range(len(window.parties))], dtype=np.float32)


def _features(window: Window, party: int) -> list[float]:
    inside = party < window.inside
    mentions = [
        each
        for each in window.named
        if each.entity == window.parties[party] and (each.start >= window.start or not inside)
    ]
    return [
        *(float(any(each.link is link for each in mentions)) for link in _LINKS),
        float(all(each.locative for each in mentions)),
        float(all(each.modifier for each in mentions)),
        float(inside),
        min(window.counts[party], _OFTEN) / _OFTEN,
        _first(mentions).score,
        float(window.position == 0),
        min(window.position, _LATE) / _LATE,
        min(window.sentences, _LONG) / _LONG,
    ]


def _first(mentions: Sequence[Named]) -> Named:
    return min(mentions, key=lambda each: (each.start, each.end, each.entity))


def places(tokens: Tokens) -> Floats:
    """Return for every party the weight of each token in what stands for it, summing to 1."""
    weights = np.zeros((len(tokens.places), len(tokens.ids)), dtype=np.float32)
    for party, found in enumerate(tokens.places):
        for place in found:
            weights[party, place] = 1 / len(found)
    return weights


def rule_features(pairs: Sequence[Pair], found: Iterable[Told]) -> Floats:
    """Return for every pair which types of act the frames found, first the live ones, then the others.

    Args:
        pairs: Who may act on whom.
        found: What frames found; what they found between others is left out.
    """
    row = {pair: number for number, pair in enumerate(pairs)}
    types = plover_types()
    told = np.zeros((len(pairs), 2 * len(types)), dtype=np.float32)
    for each in found:
        if each.pair in row:
            kind = types.index(actions()[each.action].plover)
            told[row[each.pair], kind if each.live else kind + len(types)] = 1
    return told
