"""Actors and places as triples: each once, however many reports name it."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import Literal, NamedNode, Triple

from kg.model import Build, Entity, Kind, Link, Mention, Participant, Place
from kg.rdf import labels, terms
from kg.rdf.literals import about, english, number, text
from kg.rdf.terms import DIPL, GSP, OWL, RDF, RDFS, SKOS, WGS84, Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LONGEST_NAME = 60
_ARTICLE = re.compile(r"^the\s+(?=\S)", re.IGNORECASE)
_PARTICLE = 3  # as long as "of", "bin" and "and" at most
Value = TypeVar("Value", Entity, Place)


def actors(names: Names, build: Build) -> Iterator[Triple]:
    """Yield all actors, the names by which texts call them, and the states behind them."""
    entities = {entity.id: entity for entity in _one_each(_entities(build))}
    for entity in entities.values():
        yield from _entity(names, entity)
    for mention in _mentions(build):
        if mention.entity_id in entities and (other := _other_name(mention, entities[mention.entity_id])):
            yield Triple(names.key("ent", mention.entity_id), SKOS.altLabel, english(other))
    acting = {entity.state for entity in entities.values() if entity.state}
    above = {entity.part_of for entity in entities.values() if entity.part_of}
    for code in (acting | above) - entities.keys():
        yield from _stand_in(names, code, acts=code in acting)


def places(names: Names, build: Build) -> Iterator[Triple]:
    """Yield all places with their coordinates."""
    told = ((event.place, *(mention.place for mention in event.mentions)) for event in build.events)
    each = _one_each(place for place in chain.from_iterable(told) if place is not None)
    return chain.from_iterable(_place(names, place) for place in each)


def _entity(names: Names, entity: Entity) -> Iterator[Triple]:
    same = entity.wikidata if re.fullmatch(r"Q[1-9][0-9]*", entity.wikidata or "") else None
    return about(
        names.key("ent", entity.id),
        (RDF.type, terms.KINDS[entity.kind]),
        (RDFS.label, english(entity.name)),
        (DIPL.actsFor, names.key("ent", entity.state) if entity.state is not None else None),
        (DIPL.partOf, names.key("ent", entity.part_of) if entity.part_of is not None else None),
        (OWL.sameAs, NamedNode(terms.WIKIDATA + same) if same else None),
    )


def _stand_in(names: Names, code: str, *, acts: bool) -> Iterator[Triple]:
    """Yield a name for a state or organisation that is no party itself but stands behind one."""
    name, kind = labels.known_actors().get(code, (code, None))
    return about(
        names.key("ent", code),
        (RDF.type, terms.KINDS[kind] if kind else DIPL.Actor),
        (RDFS.label, english(name)),
        # As for one that is a party: whoever asks for all that France did asks for who acts for France.
        (DIPL.actsFor, names.key("ent", code) if acts or kind is Kind.STATE else None),
    )


def _place(names: Names, place: Place) -> Iterator[Triple]:
    yield from about(
        names.key("pl", place.id),
        (RDF.type, DIPL.Place),
        (RDFS.label, english(place.name)),
        (DIPL.country, text(place.country) if place.country is not None else None),
        (OWL.sameAs, NamedNode(f"{terms.GEONAMES}{place.geonames}/") if place.geonames is not None else None),
        (WGS84.lat, number(place.latitude) if place.latitude is not None else None),
        (WGS84.long, number(place.longitude) if place.longitude is not None else None),
    )
    if place.latitude is not None and place.longitude is not None:
        point = names.key("pt", place.id)
        wkt = f"POINT({number(place.longitude).value} {number(place.latitude).value})"
        yield Triple(names.key("pl", place.id), GSP.hasGeometry, point)
        yield from about(point, (RDF.type, GSP.Geometry), (GSP.asWKT, Literal(wkt, datatype=GSP.wktLiteral)))


def _participants(build: Build) -> Iterator[Participant]:
    for event in build.events:
        yield from event.participants
        yield from (part for mention in event.mentions for part in mention.participants)


def _entities(build: Build) -> Iterator[Entity]:
    yield from (part.entity for part in _participants(build))
    said = (mention.attribution for event in build.events for mention in event.mentions)
    yield from (speaker for speaker in said if speaker is not None)


def _mentions(build: Build) -> Iterator[Mention]:
    return (part.mention for part in _participants(build) if part.mention is not None)


def _other_name(mention: Mention, entity: Entity) -> str | None:
    """Return the words of the text if they are a name, and not the usual one; "the French" are none."""
    words = _ARTICLE.sub("", " ".join(mention.span.text.split()))
    fits = mention.link is Link.NAME and 0 < len(words) <= _LONGEST_NAME and words != entity.name
    return words if fits and _has_capitals(words) and words not in labels.demonyms() else None


def _has_capitals(words: str) -> bool:
    """Return whether each word has a capital but for particles: "Court of Justice", not "Russian forces"."""
    capital = [word != word.lower() or word == word.upper() for word in words.split()]
    small = [len(word) <= _PARTICLE for word in words.split()]
    return any(capital) and all(map(max, capital, small))


def _one_each(values: Iterable[Value]) -> list[Value]:
    """Return one value an id; where texts know an actor differently, the one of whom most is known."""
    chosen: dict[str, Value] = {}
    for value in sorted(set(values), key=_ignorance):
        chosen.setdefault(value.id, value)
    return list(chosen.values())


def _ignorance(value: Entity | Place) -> tuple[int, str]:
    return repr(value).count("=None"), repr(value)
