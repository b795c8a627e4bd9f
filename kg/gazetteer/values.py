"""What the gazetteer knows: names, titles and office holders as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from kg.model import Holding


class Form(StrEnum):
    """How a written form stands for its entity."""

    NAME = "name"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    CAPITAL = "capital"
    SEAT = "seat"
    BODY = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One written form of an entity, valid from the first to the last day given."""

    text: str
    entity_id: str
    form: Form
    valid_from: date | None = None
    valid_to: date | None = None

    def valid_on(self, day: date | None) -> bool:
        """Return whether the form stood for the entity on ``day``; without a day, whether it does today."""
        if day is None:
            return self.valid_to is None
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title of office: what kind of office it names, and in which states alone (empty: anywhere)."""

    text: str
    kind: str
    scope: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An office holder with all terms that the tables know; ``gender`` is ``m``, ``f`` or empty."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    gender: str = ""
    wikidata: str | None = None
    holdings: tuple[Holding, ...] = ()

    def holding_on(self, day: date | None) -> Holding | None:
        """Return the term that covers ``day``, else the nearest one; without a day the latest."""
        if not self.holdings:
            return None
        if day is None:
            return max(self.holdings, key=_first_day)
        return min(self.holdings, key=lambda term: (distance(term, day), -_first_day(term)))


def distance(holding: Holding, day: date) -> int:
    """Return how many days lie between a term and ``day``; 0 within it."""
    if holding.start is not None and day < holding.start:
        return (holding.start - day).days
    if holding.end is not None and day > holding.end:
        return (day - holding.end).days
    return 0


def _first_day(holding: Holding) -> int:
    return holding.start.toordinal() if holding.start else 0
