"""The dyads of entities of a document: found, missed and wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.evaluation.acts import Act, Compared, Dyad, Lane, distinct, dyads, union
from kg.evaluation.names import overlap, same_place


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """A dyad that was ``missed`` or ``wrong``, by names of entities and PLOVER type; ``-`` is nobody."""

    kind: str
    document_id: str
    dyad: Dyad
    trigger: str

    def as_record(self) -> dict[str, str]:
        """Return it as plain values."""
        actor, act, counterpart = self.dyad
        names = {"actor": actor, "type": act, "counterpart": counterpart}
        return {"kind": self.kind, "document": self.document_id, **names, "trigger": self.trigger}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A dyad that was found: what gold says of its date and place, and what of that was found too.

    ``is_five`` says that both are right; where gold has no date or place, none is right.
    """

    is_dated: bool
    same_date: bool
    near_date: bool
    is_placed: bool
    same_place: bool
    is_five: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """The dyads of entities of one document."""

    found: tuple[tuple[Dyad, Found], ...]
    missed: tuple[Dyad, ...]
    wrong: tuple[Dyad, ...]
    errors: tuple[Error, ...]


def matches(document: Compared) -> Matches:
    """Return which dyads of the entities of a document were found, missed and wrong."""
    gold, predicted = _sources(document.gold), _sources(document.found)
    wanted = union(distinct(document.required(), Lane.ENTITY))
    missed = tuple(sorted(wanted - predicted.keys()))
    wrong = tuple(sorted(predicted.keys() - gold.keys()))
    return Matches(
        found=tuple(
            (dyad, _found(gold[dyad], predicted[dyad])) for dyad in sorted(wanted & predicted.keys())
        ),
        missed=missed,
        wrong=wrong,
        errors=(
            *(_error("missed", document.id, dyad, gold) for dyad in missed),
            *(_error("wrong", document.id, dyad, predicted) for dyad in wrong),
        ),
    )


def _found(gold: Sequence[Act], predicted: Sequence[Act]) -> Found:
    gold_dates, dates = ([act.date for act in acts if act.date] for acts in (gold, predicted))
    gold_places, places = ([act.place for act in acts if act.place] for acts in (gold, predicted))
    near, same = overlap(gold_dates, dates), same_place(gold_places, places)
    is_dated, is_placed = bool(gold_dates), bool(gold_places)
    return Found(
        is_dated=is_dated,
        same_date=bool(set(gold_dates) & set(dates)),
        near_date=near,
        is_placed=is_placed,
        same_place=same,
        is_five=(near if is_dated else not dates) and (same if is_placed else not places),
    )


def _sources(acts: Iterable[Act]) -> dict[Dyad, list[Act]]:
    found: dict[Dyad, list[Act]] = defaultdict(list)
    for act in acts:
        for dyad in dyads(act, Lane.ENTITY):
            found[dyad].append(act)
    return dict(found)


def _error(kind: str, document_id: str, dyad: Dyad, sources: Mapping[Dyad, Sequence[Act]]) -> Error:
    act = sources[dyad][0]
    names = {party.key: party.name for party in (*act.actors, *act.counterparts)}
    actor, deed, counterpart = dyad
    named = (names[actor], deed, names.get(counterpart, "-"))
    return Error(kind=kind, document_id=document_id, dyad=named, trigger=act.trigger)
