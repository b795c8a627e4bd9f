"""What has changed between two graphs: events that came, went or are told otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.model import Role
from kg.rdf.labels import date_label, event_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model import Build, Event

_Evidence = tuple[str, int, int]
_ROLES = {
    Role.ACTOR: "actors",
    Role.COUNTERPART: "counterparts",
    Role.MEDIATOR: "mediators",
    Role.HOST: "hosts",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One event that differs.

    Args:
        kind: ``added``, ``gone`` or ``changed``.
        event: Its id in the new graph, or in the old one if it is gone.
        label: The event in words.
        sources: Ids of the documents that tell of it, ordered.
        details: What is otherwise, each as "status planned -> actual"; none if it came or went.
    """

    kind: str
    event: str
    label: str
    sources: tuple[str, ...]
    details: tuple[str, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """Return the change as plain values for JSON."""
        return {
            "kind": self.kind,
            "event": self.event,
            "label": self.label,
            "sources": list(self.sources),
            "details": list(self.details),
        }


def changes(old: Build, new: Build) -> tuple[Change, ...]:
    """Return how the events of two builds differ, ordered by source and event.

    An event whose action, parties or date are read anew has another id. It counts as changed if the same
    words of the same document tell of both.

    Args:
        old: The build before.
        new: The build after.
    """
    before, after = _by_id(old), _by_id(new)
    same = [(before[key], after[key]) for key in before.keys() & after.keys()]
    gone = {key: event for key, event in before.items() if key not in after}
    added = {key: event for key, event in after.items() if key not in before}
    retold = list(_retold(gone, added))
    for one, other in retold:
        del gone[one.id], added[other.id]
    found = [_changed(one, other) for one, other in (*same, *retold) if any(_details(one, other))]
    found += [_change("gone", event) for event in gone.values()]
    found += [_change("added", event) for event in added.values()]
    return tuple(sorted(found, key=lambda change: (change.sources, change.event)))


def _by_id(build: Build) -> dict[str, Event]:
    return {event.id: event for event in build.events}


def _retold(gone: Mapping[str, Event], added: Mapping[str, Event]) -> Iterator[tuple[Event, Event]]:
    """Yield pairs of events of which the same words tell, each event once."""
    tellers = {place: event for event in gone.values() for place in _evidence(event)}
    taken: set[str] = set()
    for event in added.values():
        for place in _evidence(event):
            other = tellers.get(place)
            if other is not None and other.id not in taken:
                taken.add(other.id)
                yield other, event
                break


def _evidence(event: Event) -> list[_Evidence]:
    spans = (mention.trigger for mention in event.mentions)
    return sorted((span.document_id, span.start, span.end) for span in spans)


def _change(kind: str, event: Event, details: Iterable[str] = ()) -> Change:
    sources = tuple(sorted({mention.sentence.document_id for mention in event.mentions}))
    return Change(
        kind=kind, event=event.id, label=event_label(event), sources=sources, details=tuple(details)
    )


def _changed(old: Event, new: Event) -> Change:
    return _change("changed", new, _details(old, new))


def _details(old: Event, new: Event) -> Iterator[str]:
    was, now = _facts(old), _facts(new)
    return (f"{name} {was[name]} -> {now[name]}" for name in was if was[name] != now[name])


def _facts(event: Event) -> dict[str, str]:
    """Return what is compared, in words."""
    named = {said: _names(event, role) for role, said in _ROLES.items()}
    return {
        "action": event.action,
        **named,
        "status": event.status.value,
        "date": date_label(event.date) if event.date else "none",
        "place": event.place.name if event.place else "none",
        "confidence": f"{event.confidence:.3f}",
        "reports": str(len(event.mentions)),
    }


def _names(event: Event, role: Role) -> str:
    return ", ".join(sorted(entity.name for entity in event.entities(role))) or "none"
