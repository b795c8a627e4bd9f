"""The gazetteer: who there is, under which names, in which office and when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.gazetteer.checking import check_tables
from kg.gazetteer.faults import Fault, as_error
from kg.gazetteer.folders import laid_over, read_tables, stamp
from kg.gazetteer.tables import TABLES, Row, read_rows
from kg.gazetteer.values import Form, Name, Person, Title, distance
from kg.model import Entity, Holding, Kind, Office

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    Tables = Mapping[str, Sequence[Row]]

__all__ = ["Form", "Gazetteer", "Name", "Person", "Title", "load_gazetteer", "overlay"]

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
        waters: Names of seas and straits that hold the name of an actor, by that name ("Sea of Japan").
    """

    entities: Mapping[str, Entity]
    names: Mapping[str, tuple[Name, ...]]
    titles: Mapping[str, tuple[Title, ...]]
    persons: Mapping[str, Person]
    aliases: Mapping[str, tuple[str, ...]]
    nouns: Mapping[str, str]
    waters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
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
        """Return who leads a state: the office that the title "leader" names there, else any head known."""
        titles = sorted(self.titles.get("leader", ()), key=lambda title: state not in title.scope)
        fitting = (title.kind for title in titles if not title.scope or state in title.scope)
        found = (self.holder(kind, state, day) for kind in dict.fromkeys((*fitting, *HEADS)))
        return next(filter(None, found), None)

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


def load_gazetteer(folder: Path, own: Path | None = None) -> Gazetteer:
    """Return the tables of a folder, read once as long as they do not change.

    Args:
        folder: A folder with all tables.
        own: A user's folder with some tables, laid over them: its rows are added, and replace ours of the
            same key (the id of an entity; text, entity and form of a name; title and scope; person, office,
            entity and start of a term).

    Raises:
        LexiconError: A table is missing or has a fault; the message names file, line and column, and with
            ``own`` every fault of its tables.

    Example:
        >>> from kg.resources import ontologies
        >>> load_gazetteer(ontologies() / "gazetteer").entities["FRA"].name
        'France'
    """
    stamps = tuple(stamp(Path(each)) for each in (folder, own) if each is not None)
    return _loaded(Path(folder), Path(own) if own is not None else None, stamps)


def overlay(folder: Path, own: Path) -> tuple[Tables, Tables, list[Fault]]:
    """Return a user's tables laid over those of a folder, the user's alone, and the faults of these.

    Raises:
        LexiconError: The user's folder is none, or a table of ``folder`` has a fault.
    """
    above, faults = read_tables(own)
    merged = laid_over(_whole(folder), above)
    return merged, above, sorted({*faults, *check_tables(merged, above)})


@lru_cache(maxsize=4)
def _loaded(folder: Path, own: Path | None, _stamps: object) -> Gazetteer:
    if own is None:
        return _gazetteer(_whole(folder))
    tables, _, faults = overlay(folder, own)
    if faults:
        raise as_error(faults)
    return _gazetteer(tables)


def _whole(folder: Path) -> dict[str, list[Row]]:
    return {name: list(read_rows(folder / f"{name}.tsv", table.columns)) for name, table in TABLES.items()}


def _gazetteer(tables: Tables) -> Gazetteer:
    entities = {entity.id: entity for entity in _entities(tables)}
    persons = _persons(tables["holders"], entities)
    names = _names(tables["names"], entities)
    holders: dict[Office, list[tuple[Holding, str]]] = defaultdict(list)
    for person in persons.values():
        for holding in person.holdings:
            holders[holding.office].append((holding, person.key))
    return Gazetteer(
        entities=MappingProxyType(entities),
        names=MappingProxyType(names),
        titles=MappingProxyType(_titles(tables["offices"])),
        persons=MappingProxyType(persons),
        aliases=MappingProxyType(_aliases(persons)),
        nouns=MappingProxyType({row["noun"]: row["kind"] for row in tables["nouns"]}),
        waters=MappingProxyType(_waters(tables["places"], names)),
        _holders=MappingProxyType({office: tuple(terms) for office, terms in holders.items()}),
    )


def _entities(tables: Tables) -> Iterator[Entity]:
    for row in tables["states"]:
        yield _entity(row, Kind.STATE, state=row["code"] or row["id"])
    for row in tables["organisations"]:
        yield _entity(row, Kind.ORGANISATION, state=row["code"], part_of=row["part_of"])
    for row in tables["bodies"]:
        yield _entity(row, Kind.ORGANISATION, state=row["state"], part_of=row["state"])
    for row in tables["groups"]:
        yield _entity(row, Kind.GROUP, state=row["state"])


def _entity(row: Row, kind: Kind, *, state: str, part_of: str = "") -> Entity:
    return Entity(
        id=row["id"],
        name=row["name"],
        kind=kind,
        state=state or None,
        part_of=part_of or None,
        wikidata=row["wikidata"] or None,
    )


def _known(row: Row, column: str, entities: Mapping[str, Entity]) -> str:
    if row[column] not in entities:
        raise as_error(
            [
                row.fault(
                    column,
                    f"{row[column]!r} is no known entity.",
                    "Add it to states.tsv, organisations.tsv, bodies.tsv or groups.tsv first.",
                )
            ]
        )
    return row[column]


def _names(rows: Iterable[Row], entities: Mapping[str, Entity]) -> dict[str, tuple[Name, ...]]:
    found: dict[str, list[Name]] = defaultdict(list)
    forms = {form.value: form for form in Form}
    for row in rows:
        if row["form"] not in forms:
            raise as_error([row.fault("form", f"{row['form']!r} is no form.", f"Forms: {' '.join(Form)}.")])
        name = Name(
            text=row["text"],
            entity_id=_known(row, "entity", entities),
            form=forms[row["form"]],
            valid_from=row.day("valid_from"),
            valid_to=row.day("valid_to", last=True),
        )
        found[name.text].append(name)
    return {text: tuple(names) for text, names in found.items()}


def _waters(rows: Iterable[Row], names: Mapping[str, Sequence[Name]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for text in filter(None, (row["name"], *row["aliases"].split("|"))) if row["kind"] == "water" else ():
            words = text.split()
            for first, last in combinations(range(len(words) + 1), 2):
                part = " ".join(words[first:last])
                if part != text and part in names and (first or names[part][0].form is not Form.NAME):
                    found[part].append(text)  # the Taiwan Strait is Taiwan's as well
    return {part: tuple(texts) for part, texts in found.items()}


def _titles(rows: Iterable[Row]) -> dict[str, tuple[Title, ...]]:
    found: dict[str, list[Title]] = defaultdict(list)
    for row in rows:
        found[row["title"]].append(
            Title(text=row["title"], kind=row["kind"], scope=frozenset(row["scope"].split()))
        )
    return {text: tuple(titles) for text, titles in found.items()}


def _persons(rows: Iterable[Row], entities: Mapping[str, Entity]) -> dict[str, Person]:
    terms: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        terms[row["person"]].append(row)
    return {key: _person(held, entities) for key, held in terms.items()}


def _person(rows: list[Row], entities: Mapping[str, Entity]) -> Person:
    """Return a person of one or more terms; a user's row may add an alias or the gender to ours."""
    holdings = [
        Holding(
            office=Office(kind=row["office"], state=_known(row, "entity", entities)),
            person=row["person"],
            start=row.day("start"),
            end=row.day("end", last=True),
        )
        for row in rows
    ]
    aliases = (alias.strip() for row in rows for alias in row["aliases"].split("|"))
    return Person(
        key=rows[0]["person"],
        name=rows[0]["name"],
        gender=_first(rows, "gender"),
        wikidata=_first(rows, "wikidata") or None,
        aliases=tuple(dict.fromkeys(filter(None, aliases))),
        holdings=tuple(holdings),
    )


def _first(rows: Iterable[Row], column: str) -> str:
    return next((row[column] for row in rows if row[column]), "")


def _aliases(persons: Mapping[str, Person]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for person in persons.values():
        for text in dict.fromkeys((person.name, *person.aliases)):
            found[text].append(person.key)
    return {text: tuple(keys) for text, keys in found.items()}
