"""Extractions as plain records: one JSON object a document."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.model import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import EventMention, Extraction, Participant


def as_record(extraction: Extraction) -> dict[str, Any]:
    """Return a document's id and events; parties carry all forms in which this document names them.

    Offsets are half-open characters of the document's text.

    Example:
        >>> from kg.model import Extraction, Source
        >>> as_record(Extraction(source=Source(id="a"), mentions=()))
        {'id': 'a', 'events': []}
    """
    aliases: dict[str, set[str]] = defaultdict(set)
    for entity_id, form in extraction.forms:
        aliases[entity_id].add(form)
    return {
        "id": extraction.source.id,
        "events": [_event(mention, aliases) for mention in extraction.mentions],
    }


def _event(mention: EventMention, aliases: Mapping[str, set[str]]) -> dict[str, Any]:
    def parties(role: Role) -> list[dict[str, Any]]:
        return [_party(part, aliases) for part in mention.participants if part.role is role]

    return {
        "action": mention.action,
        "actors": parties(Role.ACTOR),
        "counterparts": parties(Role.COUNTERPART),
        "status": mention.status.value,
        "date": str(mention.date) if mention.date else None,
        "place": mention.place.name if mention.place else None,
        "sentence": mention.sentence.text,
        "start": mention.sentence.start,
        "end": mention.sentence.end,
        "trigger": mention.trigger.text,
        "trigger_start": mention.trigger.start,
        "trigger_end": mention.trigger.end,
        "frame": mention.frame,
        "operators": list(mention.operators),
        "confidence": mention.confidence,
    }


def _party(part: Participant, aliases: Mapping[str, set[str]]) -> dict[str, Any]:
    entity = part.entity
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind.value,
        "country": entity.state,
        "aliases": sorted(aliases.get(entity.id, ())),
    }
