"""Precision and recall of predicted events, lane by lane, and what was missed or wrong."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.evaluation.acts import Compared, Lane, Record, compared, distinct, union
from kg.evaluation.matches import Error, Matches, matches
from kg.evaluation.reliability import Reliability, measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How much of what was found is right, and how much of what is right was found, both from 0 to 1.

    ``gold`` and ``predicted`` are how many of each it rests on.

    Example:
        >>> Score(precision=0.5, recall=1.0).f1
        0.6666666666666666
    """

    precision: float
    recall: float
    gold: int = field(default=0, compare=False)
    predicted: int = field(default=0, compare=False)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def as_record(self) -> dict[str, float]:
        """Return it as plain values, rounded to four decimals."""
        shares = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        rounded = {name: round(share, 4) for name, share in shares.items()}
        return {**rounded, "gold": self.gold, "predicted": self.predicted}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Predicted events against a gold standard.

    Args:
        documents: How many documents the gold standard has.
        predicted_documents: How many of them have a prediction, be it an empty one.
        lanes: Scores of events in each lane; every event weighs one, however many parties it has.
        five: Score of dyads of entities: right in date and place as well.
        types: Scores of dyads of entities, by PLOVER type.
        dated: How many of the dyads of entities that were found have a date in gold.
        date_exact: Share of these whose predicted date is the same days.
        date_overlap: Share of these whose predicted date shares a day with it.
        placed: How many of the dyads of entities that were found have a place in gold.
        place_accuracy: Share of these whose predicted place is it, contains it or is part of it.
        errors: What was missed and what was wrong, in the order of the gold documents.
        reliability: Confidence against correctness; None if a prediction says no confidence.
    """

    documents: int
    predicted_documents: int
    lanes: Mapping[Lane, Score]
    five: Score
    types: Mapping[str, Score]
    dated: int
    date_exact: float
    date_overlap: float
    placed: int
    place_accuracy: float
    errors: tuple[Error, ...]
    reliability: Reliability | None

    def as_record(self) -> dict[str, Any]:
        """Return the scores as plain values for JSON, without errors and reliability."""
        return {
            "documents": {"gold": self.documents, "predicted": self.predicted_documents},
            "lanes": {lane.value: score.as_record() for lane, score in self.lanes.items()},
            "five": self.five.as_record(),
            "date": {
                "dyads": self.dated,
                "exact": round(self.date_exact, 4),
                "overlap": round(self.date_overlap, 4),
            },
            "place": {"dyads": self.placed, "accuracy": round(self.place_accuracy, 4)},
            "types": {name: score.as_record() for name, score in self.types.items()},
        }


def evaluate(gold: Iterable[Record], predicted: Iterable[Record]) -> Evaluation:
    """Compare predicted events with those of a gold standard in all lanes.

    Events that did not take place (negated, hypothetical) are left out on both sides; events of a document
    with the same dyads count once. Gold events marked optional are neither missing when absent nor wrong
    when present.

    Args:
        gold: Documents as ``read_gold`` returns them.
        predicted: Records as ``read_predicted`` returns them and ``kg extract`` writes them: parties are
            objects with ``name``, ``country`` and ``aliases``.

    Example:
        >>> parties = {"p": {"name": "Peru", "country": "PER"}, "c": {"name": "Chile", "country": "CHL"}}
        >>> thanks = {"action": "thank", "actors": ["p"], "counterparts": ["c"], "trigger": "thanked"}
        >>> result = evaluate([{"id": "a", "entities": parties, "events": [thanks]}], [])
        >>> result.lanes[Lane.COUNTRY].recall
        0.0
        >>> result.errors
        (Error(kind='missed', document_id='a', dyad=('Peru', 'SUPPORT', 'Chile'), trigger='thanked'),)
    """
    records = {record["id"]: record for record in predicted}
    documents = compared(gold, records.values())
    matched = [matches(document) for document in documents]
    found = [pair for each in matched for _, pair in each.found]
    dated = [pair for pair in found if pair.is_dated]
    placed = [pair for pair in found if pair.is_placed]
    return Evaluation(
        documents=len(documents),
        predicted_documents=sum(document.id in records for document in documents),
        lanes={lane: _score(documents, lane) for lane in Lane},
        five=_of_dyads(sum(pair.is_five for pair in found), *_counts(matched)),
        types=_by_type(matched),
        dated=len(dated),
        date_exact=_mean([float(pair.same_date) for pair in dated]),
        date_overlap=_mean([float(pair.near_date) for pair in dated]),
        placed=len(placed),
        place_accuracy=_mean([float(pair.same_place) for pair in placed]),
        errors=tuple(error for each in matched for error in each.errors),
        reliability=measured(documents),
    )


def _score(documents: Iterable[Compared], lane: Lane) -> Score:
    found: list[float] = []
    right: list[float] = []
    for document in documents:
        required = distinct(document.required(), lane)
        guessed = distinct(document.found, lane)
        wanted = union(required)
        forgiven = union(distinct(document.optional(), lane)) - wanted
        given = union(guessed)
        found += [len(event & given) / len(event) for event in required]
        judged = [event - forgiven for event in guessed]
        right += [len(event & wanted) / len(event) for event in judged if event]
    return Score(precision=_mean(right), recall=_mean(found), gold=len(found), predicted=len(right))


def _by_type(matched: Iterable[Matches]) -> dict[str, Score]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for each in matched:
        found = [dyad for dyad, _ in each.found]
        for name, group in (("found", found), ("wrong", each.wrong), ("missed", each.missed)):
            for _, deed, _ in group:
                counts[deed][name] += 1
    return {
        deed: _of_dyads(of["found"], of["found"] + of["wrong"], of["found"] + of["missed"])
        for deed, of in sorted(counts.items())
    }


def _counts(matched: Iterable[Matches]) -> tuple[int, int]:
    """Return how many dyads of entities were predicted, and how many gold requires."""
    sizes = [(len(each.found), len(each.wrong), len(each.missed)) for each in matched]
    found = sum(size[0] for size in sizes)
    return found + sum(size[1] for size in sizes), found + sum(size[2] for size in sizes)


def _of_dyads(right: int, predicted: int, gold: int) -> Score:
    return Score(
        precision=right / predicted if predicted else 0.0,
        recall=right / gold if gold else 0.0,
        gold=gold,
        predicted=predicted,
    )


def _mean(shares: list[float]) -> float:
    return sum(shares) / len(shares) if shares else 0.0
