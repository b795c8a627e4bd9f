"""Whether confidence means what it says: of events with confidence 0.8, four in five should be right."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.errors import InputError
from kg.evaluation.acts import Compared, Lane, Record, compared, dyads

BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The predicted events whose confidence is above ``low`` and at most ``high``.

    ``mean_confidence`` and ``share_right`` are None where ``count`` is 0.
    """

    low: float
    high: float
    count: int
    mean_confidence: float | None
    share_right: float | None

    def as_record(self) -> dict[str, Any]:
        """Return it as plain values, rounded to four decimals."""
        return {
            "low": round(self.low, 4),
            "high": round(self.high, 4),
            "count": self.count,
            "mean_confidence": _rounded(self.mean_confidence),
            "share_right": _rounded(self.share_right),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Confidence against correctness, bin by bin."""

    bins: tuple[Bin, ...]

    @property
    def count(self) -> int:
        """How many events were judged."""
        return sum(each.count for each in self.bins)

    @property
    def expected_calibration_error(self) -> float:
        """The mean distance of confidence from correctness, bins weighed by their events; 0 is best."""
        distances = (
            each.count * abs(each.mean_confidence - each.share_right)
            for each in self.bins
            if each.mean_confidence is not None and each.share_right is not None
        )
        return sum(distances) / self.count if self.count else 0.0

    def as_record(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "expected_calibration_error": round(self.expected_calibration_error, 4),
            "bins": [each.as_record() for each in self.bins],
        }


def reliability(gold: Iterable[Record], predicted: Iterable[Record], bins: int = BINS) -> Reliability:
    """Compare the confidence of predicted events with how often they are right.

    Each predicted event that is actual or planned weighs one, also if another has the same dyads: it has a
    confidence of its own. It is right by the share of its country dyads that gold requires; dyads of optional
    gold events are set aside first, and an event that has no other is not judged. The expected
    calibration error is that of Guo, Pleiss, Sun and Weinberger (2017), "On Calibration of Modern
    Neural Networks", equation 3, with bins of equal width.

    Args:
        gold: Documents as ``read_gold`` returns them.
        predicted: Records as ``kg extract`` writes them, each event with ``confidence`` from 0 to 1.
        bins: How many, 1 or more.

    Raises:
        InputError: A predicted event has no confidence.

    Example:
        >>> peru, chile = {"name": "Peru", "country": "PER"}, {"name": "Chile", "country": "CHL"}
        >>> thanks = {"action": "thank", "actors": ["p"], "counterparts": ["c"]}
        >>> gold = [{"id": "a", "entities": {"p": peru, "c": chile}, "events": [thanks]}]
        >>> sure = {"action": "thank", "actors": [peru], "counterparts": [chile], "confidence": 0.9}
        >>> result = reliability(gold, [{"id": "a", "events": [sure]}])
        >>> result.bins[8].count, round(result.expected_calibration_error, 3)
        (1, 0.1)
    """
    if bins < 1:
        raise InputError(f"{bins} bins are too few.", remedy="Ask for 1 or more.")
    found = measured(compared(gold, predicted), bins)
    if found is None:
        raise InputError("A predicted event has no 'confidence'.", remedy="'kg extract' writes it.")
    return found


def measured(documents: Iterable[Compared], bins: int = BINS) -> Reliability | None:
    """Return the reliability of the acts found in documents; None if one of them has no confidence."""
    cells: list[list[tuple[float, float]]] = [[] for _ in range(bins)]
    for document in documents:
        for confidence, right in judged(document):
            if confidence is None:
                return None
            cells[max(0, math.ceil(confidence * bins) - 1)].append((confidence, right))
    return Reliability(bins=tuple(_bin(number, bins, cell) for number, cell in enumerate(cells)))


def judged(document: Compared) -> Iterator[tuple[float | None, float]]:
    """Yield the confidence of each act found, and the share of its dyads that is right."""
    wanted = {dyad for act in document.required() for dyad in dyads(act, Lane.COUNTRY)}
    forgiven = {dyad for act in document.optional() for dyad in dyads(act, Lane.COUNTRY)} - wanted
    for act in document.found:
        if event := dyads(act, Lane.COUNTRY) - forgiven:
            yield act.confidence, len(event & wanted) / len(event)


def _bin(number: int, bins: int, cell: list[tuple[float, float]]) -> Bin:
    count = len(cell)
    return Bin(
        low=number / bins,
        high=(number + 1) / bins,
        count=count,
        mean_confidence=sum(confidence for confidence, _ in cell) / count if cell else None,
        share_right=sum(right for _, right in cell) / count if cell else None,
    )


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
