"""The score of predicted against gold events, at the level of countries: who did which kind of act to whom.

An act is counted as dyads, the PLOVER type between two states: ``("FRA", "SUPPORT", "JPN")``. Every event
weighs one, however many parties it has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.actions import actions

Dyad = tuple[str, str, str]
_LIVE = frozenset({"actual", "planned"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How much of what was found is right, and how much of what is right was found, both from 0 to 1.

    Example:
        >>> Score(precision=0.5, recall=1.0).f1
        0.6666666666666666
    """

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def score(gold: Iterable[Mapping[str, Any]], predicted: Iterable[Mapping[str, Any]]) -> Score:
    """Compare predicted events with those of a gold standard, document by document.

    Events that did not take place (negated, hypothetical) are left out on both sides. Gold events marked
    optional are neither missing when absent nor wrong when present.

    Args:
        gold: Documents with ``id``, ``entities`` (by key, each with ``country``) and ``events``, whose
            ``actors`` and ``counterparts`` are keys of entities.
        predicted: Records as ``kg extract`` writes them: parties are objects with ``name`` and ``country``.

    Example:
        >>> peru = {"id": "a", "entities": {"p": {"country": "PER"}, "c": {"country": "CHL"}}}
        >>> thanks = {"action": "thank", "actors": ["p"], "counterparts": ["c"], "status": "actual"}
        >>> score([peru | {"events": [thanks]}], [{"id": "a", "events": []}])
        Score(precision=0.0, recall=0.0)
    """
    records = {record["id"]: record["events"] for record in predicted}
    found, right = [], []
    for document in gold:
        required, optional = _gold_events(document)
        guessed = _distinct(records.get(document["id"], ()), _country_of_party)
        wanted = set().union(*required)
        forgiven = set().union(*optional) - wanted
        given = set().union(*guessed)
        found += [len(event & given) / len(event) for event in required]
        judged = [event - forgiven for event in guessed]
        right += [len(event & wanted) / len(event) for event in judged if event]
    return Score(precision=_mean(right), recall=_mean(found))


def dyads(event: Mapping[str, Any], state: Callable[[Any], str]) -> frozenset[Dyad]:
    """Return who did which type of act to whom in one event; ``-`` stands for nobody.

    Args:
        event: With ``action``, ``actors`` and ``counterparts``.
        state: Gives the state of a party, or what stands for it.

    Example:
        >>> sorted(dyads({"action": "meet", "actors": ["PER", "CHL"], "counterparts": []}, str))
        [('CHL', 'CONSULT', 'PER'), ('PER', 'CONSULT', 'CHL')]
    """
    action = actions()[event["action"]]
    actors = {state(party) for party in event["actors"]}
    counterparts = {state(party) for party in event["counterparts"]}
    if action.symmetric or not counterparts:
        actors = counterparts = actors | counterparts
    pairs = {(actor, action.plover, other) for actor in actors for other in counterparts if actor != other}
    return frozenset(pairs or {(actor, action.plover, "-") for actor in actors})


def _gold_events(document: Mapping[str, Any]) -> tuple[set[frozenset[Dyad]], set[frozenset[Dyad]]]:
    def country(key: str) -> str:
        return document["entities"][key]["country"] or f"?{key}"

    required = [event for event in document["events"] if not event.get("optional")]
    optional = [event for event in document["events"] if event.get("optional")]
    return _distinct(required, country), _distinct(optional, country)


def _distinct(events: Iterable[Mapping[str, Any]], state: Callable[[Any], str]) -> set[frozenset[Dyad]]:
    return {dyads(event, state) for event in events if event.get("status", "actual") in _LIVE} - {frozenset()}


def _country_of_party(party: Mapping[str, Any]) -> str:
    return party["country"] or f"~{party['name']}"


def _mean(shares: list[float]) -> float:
    return sum(shares) / len(shares) if shares else 0.0
