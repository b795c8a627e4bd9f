"""What the encoder is told beside the words: how parties were linked, and what the frames found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kg.model import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from kg.encoder.tokens import Tokens
    from kg.encoder.windows import Named, Window

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


def rule_features(
    pairs: Sequence[tuple[int, int | None]],
    found: Iterable[tuple[tuple[int, int | None], int, bool]],
    types: int,
) -> Floats:
    """Return for every pair which types of act the frames found, first the live ones, then the others.

    Args:
        pairs: Actor and counterpart by place in the window.
        found: A pair, the number of a type, and whether the act took place or is planned.
        types: How many types there are.
    """
    row = {pair: number for number, pair in enumerate(pairs)}
    told = np.zeros((len(pairs), 2 * types), dtype=np.float32)
    for pair, kind, live in found:
        if pair in row:
            told[row[pair], kind if live else kind + types] = 1
    return told
