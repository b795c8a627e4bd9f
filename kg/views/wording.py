"""An event in words, as a reader meets it on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.actions import Action, actions
from kg.errors import GraphError
from kg.model import Role, Status
from kg.rdf.labels import NAMED, date_label, day_label, each_other, listed, verb_of

if TYPE_CHECKING:
    from kg.model import Event

__all__ = ["LABEL_LENGTH", "NAMED", "act_of", "day", "headline", "label", "names", "when"]

LABEL_LENGTH = 30

day, names, when = day_label, listed, date_label

_BEFORE = {
    (Status.PLANNED, False): "is to",
    (Status.PLANNED, True): "are to",
    (Status.NEGATED, False): "did not",
    (Status.NEGATED, True): "did not",
    (Status.HYPOTHETICAL, False): "may",
    (Status.HYPOTHETICAL, True): "may",
}


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
    words = [
        names(actors),
        _verb(event, plural=len(actors) > 1, transitive=bool(others)),
        names(each_other(actors, others)),
    ]
    return " ".join(word for word in words if word)


def _verb(event: Event, *, plural: bool, transitive: bool) -> str:
    verb = verb_of(event)
    before = f" {verb.before}" if verb.before and transitive else ""
    # A label such as "become a member" takes no object: then the past tense stands, and the status beside it.
    reads = not transitive or bool(before) or " " not in verb.base
    if event.status is Status.ACTUAL or not reads:
        return verb.past + before
    return f"{_BEFORE[event.status, plural]} {verb.base}{before}"


def label(name: str) -> str:
    """Return a name short enough to stand in a drawing, without characters that turn or hide text.

    Example:
        >>> label("Ministry of Foreign Affairs of Peru")
        'Ministry of Foreign Affairs o…'
    """
    plain = "".join(char for char in name if char.isprintable())
    return plain if len(plain) <= LABEL_LENGTH else f"{plain[: LABEL_LENGTH - 1]}…"
