"""An event in words, as a reader meets it on the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.actions import Action, actions
from kg.errors import GraphError
from kg.model import Precision, Role, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kg.model import Event, EventDate

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
NAMED = 4
"""So many names are written out before the rest is counted."""

_BEFORE = {
    (Status.PLANNED, False): "is to",
    (Status.PLANNED, True): "are to",
    (Status.NEGATED, False): "did not",
    (Status.NEGATED, True): "did not",
    (Status.HYPOTHETICAL, False): "may",
    (Status.HYPOTHETICAL, True): "may",
}
_PREPOSITION = re.compile(r"\s*\(([^)]*)\)")


def act_of(event: Event) -> Action:
    """Return the action of an event.

    Raises:
        GraphError: The event comes from a graph with actions that are not ours.
    """
    try:
        return actions()[event.action]
    except KeyError as error:
        raise GraphError(
            f"Event {event.id} has the unknown action {event.action!r}.", remedy="Add it to actions.tsv."
        ) from error


def headline(event: Event) -> str:
    """Return who did what to whom: "France and Peru met", "Chile is to lift sanctions on Fiji"."""
    actors = [entity.name for entity in event.entities(Role.ACTOR)]
    others = [entity.name for entity in event.entities(Role.COUNTERPART)]
    words = [names(actors), _verb(event, plural=len(actors) > 1, transitive=bool(others)), names(others)]
    return " ".join(word for word in words if word)


def _verb(event: Event, *, plural: bool, transitive: bool) -> str:
    act = act_of(event)
    bracket = _PREPOSITION.search(act.past)
    preposition = f" {bracket[1]}" if bracket and transitive else ""
    # A label such as "become a member" takes no object: then the past tense stands, and the status beside it.
    reads = not transitive or bool(bracket) or " " not in act.label
    if event.status is Status.ACTUAL or not reads:
        return _PREPOSITION.sub("", act.past) + preposition
    return f"{_BEFORE[event.status, plural]} {act.label}{preposition}"


def names(given: Sequence[str]) -> str:
    """Join names as a sentence does.

    Example:
        >>> names(["Chile", "Fiji", "Peru"]), names("abcdef")
        ('Chile, Fiji and Peru', 'a, b, c and 3 others')
    """
    shown = list(given)
    if len(shown) > NAMED:
        shown = [*shown[: NAMED - 1], f"{len(shown) - NAMED + 1} others"]
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def day(when: date) -> str:
    """Return a day as "3 May 2023"."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def when(found: EventDate) -> str:
    """Return a date as exactly as it is known.

    Example:
        >>> from datetime import date
        >>> from kg.model import EventDate
        >>> when(EventDate(earliest=date(2023, 5, 3), latest=date(2023, 5, 5), precision=Precision.INTERVAL))
        '3 May 2023 to 5 May 2023'
    """
    first = found.earliest
    match found.precision:
        case Precision.DAY:
            return day(first)
        case Precision.MONTH:
            return f"{MONTHS[first.month - 1]} {first.year}"
        case Precision.YEAR:
            return str(first.year)
        case _:
            return f"{day(first)} to {day(found.latest)}" if first != found.latest else day(first)
