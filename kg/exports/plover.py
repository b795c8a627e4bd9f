"""Events as JSON lines with the names that users of PLOVER data know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.actions import actions
from kg.exports.text import as_json
from kg.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model import Build, Entity, Event, EventMention, Source


def to_plover(build: Build) -> Iterator[str]:
    """Yield a JSON object a line, an event each, ordered by id; null where nothing is known."""
    sources = {source.id: source for source in build.sources}
    return (as_json(_event(event, sources)) + "\n" for event in build.events)


def _event(event: Event, sources: Mapping[str, Source]) -> dict[str, Any]:
    act, when = actions().get(event.action), event.date
    return {
        "event_id": event.id,
        "event_date": when.earliest.isoformat() if when else None,
        "event_date_end": when.latest.isoformat() if when else None,
        "date_precision": when.precision.value if when else None,
        "event_type": act.plover if act else None,
        "event_mode": (act.mode or None) if act else None,
        "quad_code": act.quad if act else None,
        "cameo_code": act.cameo if act else None,
        "intensity": act.intensity if act else None,
        "action": event.action,
        "status": event.status.value,
        "confidence": event.confidence,
        "actors": [_party(entity) for entity in event.entities(Role.ACTOR)],
        "recipients": [_party(entity) for entity in event.entities(Role.COUNTERPART)],
        "mediators": [_party(entity) for entity in event.entities(Role.MEDIATOR)],
        "hosts": [_party(entity) for entity in event.entities(Role.HOST)],
        "location": _location(event),
        "stories": [_story(mention, sources.get(mention.sentence.document_id)) for mention in event.mentions],
    }


def _party(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind.value,
        "country": entity.state,
        "wikidata": entity.wikidata,
    }


def _location(event: Event) -> dict[str, Any] | None:
    place = event.place
    if place is None:
        return None
    return {
        "placename": place.name,
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geonames_id": place.geonames,
    }


def _story(mention: EventMention, source: Source | None) -> dict[str, Any]:
    return {
        "story_id": mention.sentence.document_id,
        "headline": source.title if source else "",
        "publisher": source.source if source else "",
        "url": source.url if source else "",
        "publication_date": source.published.isoformat() if source and source.published else None,
        "text": mention.sentence.text,
        "start": mention.sentence.start,
        "end": mention.sentence.end,
        "trigger": mention.trigger.text,
        "said_by": mention.attribution.id if mention.attribution else None,
        "confidence": mention.confidence,
    }
