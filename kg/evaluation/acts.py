"""Gold and predicted events as acts between the same parties, and acts as dyads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kg.actions import Action, actions
from kg.actions import dyads as pairs_of
from kg.evaluation.names import Days, days, folded, names_of

Dyad = tuple[str, str, str]
Record = Mapping[str, Any]

_LIVE = frozenset({"actual", "planned"})


class Lane(StrEnum):
    """How exactly parties and acts are compared."""

    COUNTRY = "country"
    QUAD = "quad"
    ENTITY = "entity"
    LEAF = "leaf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who takes part: ``key`` in the gold document, ``~`` and a name if that does not know them.

    ``country`` is the code of whom they act for; for those without one it is what tells them apart.
    """

    key: str
    country: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An event that took place or is planned; the others are not compared."""

    action: Action
    actors: tuple[Party, ...]
    counterparts: tuple[Party, ...]
    date: Days | None
    place: str
    trigger: str
    optional: bool
    confidence: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The acts of one document, as they are (``gold``) and as they were found (``found``)."""

    id: str
    gold: tuple[Act, ...]
    found: tuple[Act, ...]

    def required(self) -> Iterator[Act]:
        """Yield the gold acts that have to be found."""
        return (act for act in self.gold if not act.optional)

    def optional(self) -> Iterator[Act]:
        """Yield the gold acts that careful readers differ on."""
        return (act for act in self.gold if act.optional)


def compared(gold: Iterable[Record], predicted: Iterable[Record]) -> list[Compared]:
    """Lay the predictions beside the gold documents; one without prediction has nothing found."""
    events = {record["id"]: record["events"] for record in predicted}
    return [_compared(document, events.get(document["id"], ())) for document in gold]


def dyads(act: Act, lane: Lane) -> frozenset[Dyad]:
    """Return who did which kind of act to whom, as ``kg.actions.dyads`` pairs them; ``-`` stands for nobody.

    Example:
        >>> sides = {key: Party(key=key.lower(), country=key, name=key) for key in ("PER", "CHL")}
        >>> talks = Act(action=actions()["meet"], actors=tuple(sides.values()), counterparts=(), date=None,
        ...             place="", trigger="", optional=False, confidence=None)
        >>> sorted(dyads(talks, Lane.COUNTRY))
        [('CHL', 'CONSULT', 'PER'), ('PER', 'CONSULT', 'CHL')]
    """
    who, deed = _PARTY[lane], _DEED[lane](act.action)
    pairs = pairs_of(act.action.id, map(who, act.actors), map(who, act.counterparts))
    return frozenset((one, deed, other or "-") for one, other in pairs)


def distinct(acts: Iterable[Act], lane: Lane) -> set[frozenset[Dyad]]:
    """Return the acts as sets of dyads; acts with the same dyads are one."""
    return {dyads(act, lane) for act in acts} - {frozenset()}


def union(events: Iterable[frozenset[Dyad]]) -> frozenset[Dyad]:
    """Return the dyads of all events."""
    return frozenset().union(*events)


def _by_country(party: Party) -> str:
    return party.country


def _by_key(party: Party) -> str:
    return party.key


_PARTY: Mapping[Lane, Callable[[Party], str]] = {
    Lane.COUNTRY: _by_country,
    Lane.QUAD: _by_country,
    Lane.ENTITY: _by_key,
    Lane.LEAF: _by_country,
}
_DEED: Mapping[Lane, Callable[[Action], str]] = {
    Lane.COUNTRY: lambda action: action.plover,
    Lane.QUAD: lambda action: action.quad,
    Lane.ENTITY: lambda action: action.plover,
    Lane.LEAF: lambda action: action.id,
}


def _compared(document: Record, events: Iterable[Record]) -> Compared:
    known = {
        key: Party(key=key, country=entity.get("country") or f"?{key}", name=entity.get("name") or key)
        for key, entity in document["entities"].items()
    }
    by_name: dict[str, Party] = {}
    for key, entity in document["entities"].items():
        for name in names_of(entity):
            by_name.setdefault(name, known[key])
    return Compared(
        id=document["id"],
        gold=tuple(_acts(document["events"], known.__getitem__)),
        found=tuple(_acts(events, lambda party: _recognised(party, by_name))),
    )


def _recognised(party: Record, by_name: Mapping[str, Party]) -> Party:
    """Return a predicted party as the gold entity that shares one of its names, the usual one first."""
    name = party.get("name") or ""
    known = next((by_name[form] for form in (folded(name), *names_of(party)) if form in by_name), None)
    key = known.key if known else f"~{folded(name or '?')}"
    country = party.get("country") or (known.country if known else key)
    return Party(key=key, country=country, name=name)


def _acts(events: Iterable[Record], party: Callable[[Any], Party]) -> Iterator[Act]:
    for event in events:
        if event.get("status", "actual") in _LIVE:
            yield Act(
                action=actions()[event["action"]],
                actors=tuple(map(party, event["actors"])),
                counterparts=tuple(map(party, event["counterparts"])),
                date=days(event.get("date")),
                place=event.get("place") or "",
                trigger=event.get("trigger") or "",
                optional=bool(event.get("optional")),
                confidence=event.get("confidence"),
            )
