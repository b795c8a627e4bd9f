"""Which offices the people of a build held, as the gazetteer knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.gazetteer import load_gazetteer
from kg.model import Kind
from kg.resources import ontologies

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Entity, Holding

Term = tuple[str, str, str]
"""An office in words, its first and its last day in ISO 8601; a day that is not known is empty."""


def offices(people: Iterable[Entity]) -> dict[str, list[Term]]:
    """Return the terms of office of those whom the gazetteer knows, by id.

    Example:
        >>> from kg.model import Entity
        >>> adenauer = Entity(id="Konrad_Adenauer", name="Konrad Adenauer", kind=Kind.PERSON)
        >>> offices([adenauer])["Konrad_Adenauer"][0]
        ('head of government, Germany', '1949-09-15', '1963-10-16')
    """
    known = load_gazetteer(ontologies() / "gazetteer")
    found = {
        each.id: known.persons[each.id].holdings
        for each in people
        if each.kind is Kind.PERSON and each.id in known.persons
    }
    names = {key: entity.name for key, entity in known.entities.items()}
    return {key: [_term(held, names) for held in sorted(terms, key=_order)] for key, terms in found.items()}


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Return the names of states and organisations by their codes; codes that nobody has are left out.

    Example:
        >>> names_of(["FRA", "XYZ"])
        {'FRA': 'France'}
    """
    known = load_gazetteer(ontologies() / "gazetteer").entities
    return {code: known[code].name for code in sorted(codes) if code in known}


def _order(held: Holding) -> tuple[str, str, str]:
    return str(held.start or ""), held.office.kind, held.office.state


def _term(held: Holding, names: dict[str, str]) -> Term:
    of = names.get(held.office.state, held.office.state)
    office = f"{held.office.kind.replace('_', ' ')}, {of}"
    return office, str(held.start or ""), str(held.end or "")
