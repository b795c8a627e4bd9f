"""What a person reads: a line an event, and names for states that only stand behind an actor."""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.actions import actions
from kg.model import Event, EventDate, Kind, Precision, Role, Status
from kg.resources import ontologies

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
NAMED = 4
"""So many names are written out before the rest is counted."""


def event_label(event: Event) -> str:
    """Return the event as a line: who did what to whom, where and when.

    Example:
        >>> from kg.model import Entity, Participant
        >>> peru = Entity(id="PER", name="Peru", kind=Kind.STATE)
        >>> chile = Entity(id="CHL", name="Chile", kind=Kind.STATE)
        >>> parts = (Participant(role=Role.ACTOR, entity=peru), Participant(role=Role.ACTOR, entity=chile))
        >>> event_label(Event(id="e", action="meet", participants=parts, status=Status.PLANNED, mentions=()))
        'Chile met Peru (planned)'
    """
    said = [_clause(event)]
    if mediators := _by_name(event, Role.MEDIATOR):
        said.append(f"mediated by {listed(mediators)}")
    if event.place and event.place.name not in {part.entity.name for part in event.participants}:
        said.append(event.place.name)
    if event.date:
        said.append(date_label(event.date))
    return ", ".join(said) + _STATUS[event.status]


_STATUS: Mapping[Status, str] = {
    Status.ACTUAL: "",
    Status.PLANNED: " (planned)",
    Status.NEGATED: " (denied)",
    Status.HYPOTHETICAL: " (hypothetical)",
}


def date_label(when: EventDate) -> str:
    """Return the date in words, as exact as it is known.

    Example:
        >>> from datetime import date
        >>> first = date(2023, 5, 3)
        >>> date_label(EventDate(earliest=first, latest=first))
        '3 May 2023'
        >>> date_label(EventDate(earliest=first, latest=date(2023, 5, 5), precision=Precision.INTERVAL))
        '3 May 2023 to 5 May 2023'
    """
    first, last = when.earliest, when.latest
    match when.precision:
        case Precision.YEAR:
            return str(first.year)
        case Precision.MONTH:
            return f"{MONTHS[first.month - 1]} {first.year}"
        case _ if first == last:
            return day_label(first)
        case _:
            return f"{day_label(first)} to {day_label(last)}"


def day_label(day: date) -> str:
    """Return a day as "3 May 2023"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


class Verb(NamedTuple):
    """How an act is told: "impose sanctions", "imposed sanctions", and "on" before a counterpart."""

    base: str
    past: str
    before: str


def verb_of(event: Event) -> Verb:
    """Return the verb of an event; an action that is not ours is told by its id.

    Example:
        >>> verb_of(Event(id="e", action="thank", participants=(), status=Status.ACTUAL, mentions=()))
        Verb(base='thank', past='thanked', before='')
    """
    if event.action in _TAKES_IN and _is_of_member(event):
        return _TAKES_IN[event.action]
    action = actions().get(event.action)
    if action is None:
        return Verb(event.action, event.action, "")
    bracket = _BRACKET.search(action.past)
    before = bracket[1] if bracket else ""
    alone = before == "between" and len(event.entities(Role.COUNTERPART)) == 1
    return Verb(action.label, _BRACKET.sub("", action.past), "with" if alone else before)


_BRACKET = re.compile(r"\s*\(([^)]*)\)")
_TAKES_IN: Mapping[str, Verb] = {
    "join": Verb("admit", "admitted", ""),
    "leave": Verb("expel", "expelled", ""),
}


def _is_of_member(event: Event) -> bool:
    """Return whether an organisation takes in or puts out another, instead of joining or leaving one."""
    kinds = [
        {entity.kind is Kind.ORGANISATION for entity in event.entities(role)}
        for role in (Role.ACTOR, Role.COUNTERPART)
    ]
    return kinds == [{True}, {False}]


def listed(given: Sequence[str]) -> str:
    """Join names as a sentence does.

    Example:
        >>> listed(["Chile", "Fiji", "Peru"]), listed("abcdef")
        ('Chile, Fiji and Peru', 'a, b, c and 3 others')
    """
    names = list(given)
    if len(names) > NAMED:
        names = [*names[: NAMED - 1], f"{len(names) - NAMED + 1} others"]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _clause(event: Event) -> str:
    action, verb = actions().get(event.action), verb_of(event)
    actors, counterparts = _by_name(event, Role.ACTOR), _by_name(event, Role.COUNTERPART)
    if action and action.symmetric and not counterparts:
        actors, counterparts = actors[:1], actors[1:]
    before = verb.before if counterparts else ""
    whom = listed(each_other(actors, counterparts))
    return " ".join(filter(None, (listed(actors) or "Someone", verb.past, before, whom)))


def each_other(actors: Sequence[str], counterparts: Sequence[str]) -> Sequence[str]:
    """Return whom an act is done to: "each other" if actors do it to themselves.

    Example:
        >>> each_other(["Chile", "Peru"], ["Peru", "Chile"]), each_other(["Chile"], ["Peru"])
        (['each other'], ['Peru'])
    """
    return ["each other"] if actors and sorted(actors) == sorted(counterparts) else counterparts


def _by_name(event: Event, role: Role) -> Sequence[str]:
    return [name for name, _ in sorted((entity.name, entity.id) for entity in event.entities(role))]


@cache
def demonyms() -> frozenset[str]:
    """Return the adjectives and names of peoples of the gazetteer, which name no actor by themselves."""
    rows = _table("names.tsv")
    return frozenset(row["text"] for row in rows if row["form"] in {"adjective", "people"})


@cache
def known_actors() -> Mapping[str, tuple[str, Kind]]:
    """Return id -> name and kind of the states and organisations of the gazetteer, as far as it is there."""
    found: dict[str, tuple[str, Kind]] = {}
    for file, kind in (("organisations.tsv", Kind.ORGANISATION), ("states.tsv", Kind.STATE)):
        found |= {row["id"]: (row["name"], kind) for row in _table(file)}
    return found


def _table(file: str) -> list[dict[str, str]]:
    path = ontologies() / "gazetteer" / file
    if not path.is_file():
        return []
    return list(csv.DictReader(path.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
