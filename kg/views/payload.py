"""What the page knows: a build as plain values for JSON, worded and cut up beforehand."""

from __future__ import annotations

from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NotRequired, TypedDict
from urllib.parse import urlsplit

from kg.model import Role, Source
from kg.views.wording import act_of, day, headline, names, when

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Build, Entity, Event, EventMention, TextSpan

MARKS = {Role.ACTOR: "actor", Role.COUNTERPART: "counterpart", Role.MEDIATOR: "other", Role.HOST: "other"}


class EntityData(TypedDict):
    """An actor as the page shows it."""

    name: str
    kind: str
    state: str
    wikidata: NotRequired[str]


class ReportData(TypedDict):
    """One report: ``sentence`` in pieces, each with the part it plays (empty for plain text)."""

    source: int
    sentence: list[tuple[str, str]]
    status: str
    confidence: float
    said: NotRequired[str]


class EventData(TypedDict):
    """An event; ``first`` and ``last`` are its days in ISO 8601, empty if it has no date."""

    id: str
    line: str
    label: str
    quad: str
    status: str
    actors: str
    others: str
    parts: list[tuple[str, str]]
    date: str
    first: str
    last: str
    place: str
    confidence: float
    reports: list[ReportData]


class SourceData(TypedDict):
    """A document; ``url`` is empty unless it is a web address."""

    title: str
    source: str
    date: str
    url: str


class Payload(TypedDict):
    """All the page's data but the drawing."""

    entities: dict[str, EntityData]
    events: list[EventData]
    sources: list[SourceData]


def payload(build: Build) -> Payload:
    """Return what the page shows of a build.

    Example:
        >>> from kg.model import Build, Run
        >>> payload(Build(run=Run(kg_version="0", model="", model_version="")))
        {'entities': {}, 'events': [], 'sources': []}
    """
    used = {mention.sentence.document_id for event in build.events for mention in event.mentions}
    sources = [source for source in build.sources if source.id in used]
    known = {source.id for source in sources}
    sources += [_unknown(document_id) for document_id in sorted(used - known)]
    number = {source.id: index for index, source in enumerate(sources)}
    return {
        "entities": _entities(build.events),
        "events": [_event(event, number) for event in build.events],
        "sources": [_source(source) for source in sources],
    }


def _unknown(document_id: str) -> Source:
    return Source(id=document_id, title=document_id)


def _entities(events: Iterable[Event]) -> dict[str, EntityData]:
    found = {part.entity.id: part.entity for event in events for part in event.participants}
    return {key: _entity(found[key]) for key in sorted(found)}


def _entity(entity: Entity) -> EntityData:
    data: EntityData = {"name": entity.name, "kind": entity.kind.value, "state": entity.state or ""}
    if entity.wikidata:
        data["wikidata"] = entity.wikidata
    return data


def _event(event: Event, number: dict[str, int]) -> EventData:
    act = act_of(event)
    reports = sorted(event.mentions, key=lambda told: (number[told.sentence.document_id], told.sentence))
    return {
        "id": event.id,
        "line": headline(event),
        "label": act.label,
        "quad": act.quad,
        "status": event.status.value,
        "actors": names([entity.name for entity in event.entities(Role.ACTOR)]),
        "others": names([entity.name for entity in event.entities(Role.COUNTERPART)]),
        "parts": sorted({(part.role.value, part.entity.id) for part in event.participants}),
        "date": _date(event),
        "first": event.date.earliest.isoformat() if event.date else "",
        "last": event.date.latest.isoformat() if event.date else "",
        "place": event.place.name if event.place else "",
        "confidence": round(event.confidence, 3),
        "reports": [_report(mention, number) for mention in reports],
    }


def _date(event: Event) -> str:
    if event.date:
        return when(event.date)
    return f"undated, reported {day(event.first_reported)}" if event.first_reported else "undated"


def _report(mention: EventMention, number: dict[str, int]) -> ReportData:
    data: ReportData = {
        "source": number[mention.sentence.document_id],
        "sentence": pieces(mention),
        "status": mention.status.value,
        "confidence": round(mention.confidence, 3),
    }
    if mention.attribution:
        data["said"] = mention.attribution.name
    return data


def pieces(mention: EventMention) -> list[tuple[str, str]]:
    """Cut a sentence where its trigger and its parties begin and end.

    The pieces are cut here, since JavaScript counts characters differently. A span that does not lie in the
    sentence or does not agree with its text is left unmarked.
    """
    text = mention.sentence.text
    told = [(mention.trigger, "trigger")]
    told += [(part.mention.span, MARKS[part.role]) for part in mention.participants if part.mention]
    spans = [(*found, part) for span, part in told if (found := _inside(mention.sentence, span))]
    cuts = sorted({0, len(text), *(end for span in spans for end in span[:2])})
    cut = [(text[a:b], _part(spans, a)) for a, b in pairwise(cuts)]
    return [("".join(text for text, _ in same), part) for part, same in groupby(cut, key=itemgetter(1))]


def _inside(sentence: TextSpan, span: TextSpan) -> tuple[int, int] | None:
    start, end = span.start - sentence.start, span.end - sentence.start
    inside = span.document_id == sentence.document_id and 0 <= start < end <= len(sentence.text)
    return (start, end) if inside and sentence.text[start:end] == span.text else None


def _part(spans: list[tuple[int, int, str]], at: int) -> str:
    """The part played at a place: the trigger goes before a party, an earlier party before a later one."""
    return next((part for start, end, part in spans if start <= at < end), "")


def _source(source: Source) -> SourceData:
    return {
        "title": source.title or source.id,
        "source": source.source,
        "date": day(source.published) if source.published else "",
        "url": source.url if is_web(source.url) else "",
    }


def is_web(url: str) -> bool:
    """Return whether a link is safe to offer.

    Example:
        >>> is_web("https://example.org/a"), is_web("javascript:alert(1)"), is_web("https:///etc")
        (True, False, False)
    """
    try:
        found = urlsplit(url)
    except ValueError:
        return False
    return found.scheme in {"http", "https"} and bool(found.netloc)
