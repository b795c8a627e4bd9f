"""The gazetteer: who there is, under which names, in which office and when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.errors import LexiconError
from kg.gazetteer.tables import Row, read_rows
from kg.gazetteer.values import Form, Name, Person, Title, distance
from kg.model import Entity, Holding, Kind, Office

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

__all__ = ["Form", "Gazetteer", "Name", "Person", "Title", "load_gazetteer"]

HEADS = ("head_of_state", "head_of_government", "monarch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """The tables in memory.

    Args:
        entities: States, organisations, bodies and groups by id.
        names: Written forms by text.
        titles: Titles of office by their lower-case text.
        persons: Office holders by key.
        aliases: Keys of the persons whom a name or surname may mean, by text.
        nouns: Lower-case nouns for collective actors (``government``, ``troops``) with what they are.
    """

    entities: Mapping[str, Entity]
    names: Mapping[str, tuple[Name, ...]]
    titles: Mapping[str, tuple[Title, ...]]
    persons: Mapping[str, Person]
    aliases: Mapping[str, tuple[str, ...]]
    nouns: Mapping[str, str]
    _holders: Mapping[Office, tuple[tuple[Holding, str], ...]] = field(default_factory=dict)

    def holder(self, kind: str, state: str, day: date | None) -> Person | None:
        """Return who held an office on ``day``; None if the tables know nobody for that day."""
        if day is None:
            return None
        for holding, person in self._holders.get(Office(kind=kind, state=state), ()):
            if distance(holding, day) == 0:
                return self.persons[person]
        return None

    def leader(self, state: str, day: date | None) -> Person | None:
        """Return the one who leads a state: its executive president, else the head of government, else the monarch."""
        found = [person for kind in HEADS if (person := self.holder(kind, state, day))]
        return found[0] if found else None

    def person_entity(self, person: Person, day: date | None) -> Entity:
        """Return a person as an entity that acts for the state of the term nearest to ``day``."""
        holding = person.holding_on(day)
        home = self.entities.get(holding.office.state) if holding else None
        return Entity(
            id=person.key,
            name=person.name,
            kind=Kind.PERSON,
            state=home.state if home else None,
            wikidata=person.wikidata,
        )


def load_gazetteer(folder: Path) -> Gazetteer:
    """Read the tables of a folder.

    Raises:
        LexiconError: A table is missing or has a fault; the message names file, line and column.

    Example:
        >>> from kg.resources import ontologies
        >>> load_gazetteer(ontologies() / "gazetteer").entities["FRA"].name
        'France'
    """
    entities = {entity.id: entity for entity in _entities(folder)}
    persons = _persons(folder / "holders.tsv", entities)
    holders: dict[Office, list[tuple[Holding, str]]] = defaultdict(list)
    for person in persons.values():
        for holding in person.holdings:
            holders[holding.office].append((holding, person.key))
    return Gazetteer(
        entities=entities,
        names=_names(folder / "names.tsv", entities),
        titles=_titles(folder / "offices.tsv"),
        persons=persons,
        aliases=_aliases(persons),
        nouns={row["noun"]: row["kind"] for row in read_rows(folder / "nouns.tsv", ("noun", "kind"))},
        _holders={office: tuple(terms) for office, terms in holders.items()},
    )


def _entities(folder: Path) -> Iterator[Entity]:
    for row in read_rows(folder / "states.tsv", ("id", "name", "kind", "code", "wikidata")):
        yield Entity(
            id=row["id"],
            name=row["name"],
            kind=Kind.STATE,
            state=row["code"] or row["id"],
            wikidata=row["wikidata"] or None,
        )
    for row in read_rows(folder / "organisations.tsv", ("id", "name", "code", "part_of", "wikidata")):
        yield Entity(
            id=row["id"],
            name=row["name"],
            kind=Kind.ORGANISATION,
            state=row["code"] or None,
            part_of=row["part_of"] or None,
            wikidata=row["wikidata"] or None,
        )
    for row in read_rows(folder / "bodies.tsv", ("id", "name", "state", "wikidata")):
        yield Entity(
            id=row["id"],
            name=row["name"],
            kind=Kind.ORGANISATION,
            state=row["state"] or None,
            part_of=row["state"] or None,
            wikidata=row["wikidata"] or None,
        )
    for row in read_rows(folder / "groups.tsv", ("id", "name", "state", "wikidata")):
        yield Entity(
            id=row["id"],
            name=row["name"],
            kind=Kind.GROUP,
            state=row["state"] or None,
            wikidata=row["wikidata"] or None,
        )


def _known(row: Row, column: str, entities: Mapping[str, Entity]) -> str:
    if row[column] not in entities:
        raise LexiconError(
            f"{row.path.name}, line {row.line}, column {column}: {row[column]!r} is no known entity.",
            remedy="Add it to states.tsv, organisations.tsv, bodies.tsv or groups.tsv first.",
        )
    return row[column]


def _names(path: Path, entities: Mapping[str, Entity]) -> dict[str, tuple[Name, ...]]:
    found: dict[str, list[Name]] = defaultdict(list)
    for row in read_rows(path, ("text", "entity", "form", "valid_from", "valid_to")):
        if row["form"] not in list(Form):
            raise LexiconError(
                f"{path.name}, line {row.line}, column form: {row['form']!r} is no form.",
                remedy=f"The forms are: {' '.join(Form)}.",
            )
        name = Name(
            text=row["text"],
            entity_id=_known(row, "entity", entities),
            form=Form(row["form"]),
            valid_from=row.day("valid_from"),
            valid_to=row.day("valid_to", last=True),
        )
        found[name.text].append(name)
    return {text: tuple(names) for text, names in found.items()}


def _titles(path: Path) -> dict[str, tuple[Title, ...]]:
    found: dict[str, list[Title]] = defaultdict(list)
    for row in read_rows(path, ("title", "kind", "scope")):
        found[row["title"]].append(
            Title(text=row["title"], kind=row["kind"], scope=frozenset(row["scope"].split()))
        )
    return {text: tuple(titles) for text, titles in found.items()}


def _persons(path: Path, entities: Mapping[str, Entity]) -> dict[str, Person]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in read_rows(
        path, ("person", "name", "aliases", "office", "entity", "start", "end", "gender", "wikidata")
    ):
        rows[row["person"]].append(row)
    return {key: _person(terms, entities) for key, terms in rows.items()}


def _person(rows: list[Row], entities: Mapping[str, Entity]) -> Person:
    first = rows[0]
    holdings = [
        Holding(
            office=Office(kind=row["office"], state=_known(row, "entity", entities)),
            person=row["person"],
            start=row.day("start"),
            end=row.day("end", last=True),
        )
        for row in rows
    ]
    return Person(
        key=first["person"],
        name=first["name"],
        gender=first["gender"],
        wikidata=first["wikidata"] or None,
        aliases=tuple(alias for alias in first["aliases"].split("|") if alias),
        holdings=tuple(holdings),
    )


def _aliases(persons: Mapping[str, Person]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for person in persons.values():
        for text in dict.fromkeys((person.name, *person.aliases)):
            found[text].append(person.key)
    return {text: tuple(keys) for text, keys in found.items()}
