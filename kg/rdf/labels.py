"""What a person reads: a line an event, and names for states that only stand behind an actor."""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING

from kg.actions import actions
from kg.model import Entity, Event, EventDate, Kind, Precision, Role, Status
from kg.resources import ontologies

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_NAMED = 4


def event_label(event: Event) -> str:
    """Return the event as a line: who did what to whom, where and when.

    Example:
        >>> peru = Entity(id="PER", name="Peru", kind=Kind.STATE)
        >>> chile = Entity(id="CHL", name="Chile", kind=Kind.STATE)
        >>> from kg.model import Participant
        >>> parts = (Participant(role=Role.ACTOR, entity=peru), Participant(role=Role.ACTOR, entity=chile))
        >>> event_label(Event(id="e", action="meet", participants=parts, status=Status.PLANNED, mentions=()))
        'Chile met Peru (planned)'
    """
    said = [_clause(event)]
    if mediators := event.entities(Role.MEDIATOR):
        said.append(f"mediated by {_listed(mediators)}")
    if event.place:
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
        >>> day = date(2023, 5, 19)
        >>> date_label(EventDate(earliest=day, latest=day))
        '19 May 2023'
    """
    first, last = when.earliest, when.latest
    month = _MONTHS[first.month - 1]
    match when.precision:
        case Precision.YEAR:
            return str(first.year)
        case Precision.MONTH:
            return f"{month} {first.year}"
        case _ if first == last:
            return f"{first.day} {month} {first.year}"
        case _:
            return f"{first.day} {month} {first.year} to {last.day} {_MONTHS[last.month - 1]} {last.year}"


def _clause(event: Event) -> str:
    action = actions().get(event.action)
    past = action.past if action else event.action
    actors, counterparts = _by_name(event, Role.ACTOR), _by_name(event, Role.COUNTERPART)
    if action and action.symmetric and not counterparts:
        actors, counterparts = actors[:1], actors[1:]
    verb = re.sub(r"[()]", "", past) if counterparts else re.sub(r" \(.*\)", "", past)
    return " ".join(filter(None, (_listed(actors) or "Someone", verb, _listed(counterparts))))


def _by_name(event: Event, role: Role) -> Sequence[Entity]:
    return sorted(event.entities(role), key=lambda entity: (entity.name, entity.id))


def _listed(entities: Sequence[Entity]) -> str:
    names = [entity.name for entity in entities]
    if len(names) > _NAMED:
        names = [*names[: _NAMED - 1], f"{len(names) - _NAMED + 1} others"]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


@cache
def known_actors() -> Mapping[str, tuple[str, Kind]]:
    """Return id -> name and kind of the states and organisations of the gazetteer, as far as it is there."""
    found: dict[str, tuple[str, Kind]] = {}
    for file, kind in (("organisations.tsv", Kind.ORGANISATION), ("states.tsv", Kind.STATE)):
        path = ontologies() / "gazetteer" / file
        if path.is_file():
            lines = path.read_text("utf-8").splitlines()
            rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            found |= {row["id"]: (row["name"], kind) for row in rows}
    return found
