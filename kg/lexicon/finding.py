"""Looks up what the knowledge files know under a name or a lemma, however it is spelt."""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.events.frames import load_frames
from kg.events.operators import load_operators
from kg.gazetteer import load_gazetteer
from kg.resources import ontologies

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.gazetteer import Gazetteer, Name, Person
    from kg.model import Entity, Holding

_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
_NEAR = 5
_ALIKE = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What stands under a name.

    Args:
        name: What was asked for.
        entities: States, organisations, bodies and groups, each with the forms found, all its forms and the
            terms of its office holders.
        persons: Office holders with their terms.
        titles: Titles of office, with the kind of office and where it holds.
        nouns: Nouns for collective actors, with what they are.
        frames: Frames and operators that the word triggers.
        nearest: The names that come nearest, if nothing was found.
    """

    name: str
    entities: tuple[Mapping[str, Any], ...] = ()
    persons: tuple[Mapping[str, Any], ...] = ()
    titles: tuple[Mapping[str, Any], ...] = ()
    nouns: tuple[Mapping[str, Any], ...] = ()
    frames: tuple[Mapping[str, Any], ...] = ()
    nearest: tuple[str, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """Return the finding as plain values."""
        return {column: getattr(self, column) for column in self.__slots__}

    def __bool__(self) -> bool:
        return any((self.entities, self.persons, self.titles, self.nouns, self.frames))


def find(name: str, folder: str | Path | None = None) -> Finding:
    """Return all that the tables and frames know under a name; case, accents and full stops do not matter.

    Args:
        name: A name, an id, a title or the lemma of a verb, noun or adjective.
        folder: A folder of the user's own tables, laid over ours.

    Raises:
        LexiconError: A table has a fault.

    Example:
        >>> [(found["id"], found["as"]) for found in find("elysee").entities]
        [('FRA', ['seat'])]
    """
    gazetteer = load_gazetteer(ontologies() / "gazetteer", Path(folder) if folder else None)
    key = folded(name)
    found = Finding(
        name=name,
        entities=tuple(_entities(key, gazetteer)),
        persons=tuple(_persons(key, gazetteer)),
        titles=tuple(_titles(key, gazetteer)),
        nouns=tuple(
            {"noun": noun, "kind": kind} for noun, kind in gazetteer.nouns.items() if folded(noun) == key
        ),
        frames=tuple(_frames(key)),
    )
    return found or Finding(name=name, nearest=_nearest(key, gazetteer))


def folded(text: str) -> str:
    """Return a text without case, accents, punctuation and a leading article.

    Example:
        >>> folded("the U.S."), folded("Élysée"), folded("Guinea-Bissau")
        ('us', 'elysee', 'guinea bissau')
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    kept = "".join(" " if char in "-_/" else char for char in plain if char.isalnum() or char in " -_/")
    return " ".join(kept.split()).removeprefix("the ")


def _entities(key: str, gazetteer: Gazetteer) -> Iterator[dict[str, Any]]:
    written = {name for names in gazetteer.names.values() for name in names if folded(name.text) == key}
    ids = {name.entity_id for name in written}
    ids |= {
        entity.id for entity in gazetteer.entities.values() if key in {folded(entity.id), folded(entity.name)}
    }
    for entity_id in sorted(ids):
        forms = sorted({name.form.value for name in written if name.entity_id == entity_id})
        yield _entity(gazetteer.entities[entity_id], forms, gazetteer)


def _entity(entity: Entity, forms: list[str], gazetteer: Gazetteer) -> dict[str, Any]:
    names = (name for names in gazetteer.names.values() for name in names if name.entity_id == entity.id)
    terms = [
        (person, term)
        for person in gazetteer.persons.values()
        for term in person.holdings
        if term.office.state == entity.id
    ]
    terms.sort(key=lambda each: (each[1].office.kind, str(each[1].start or ""), each[0].name))
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind.value,
        "state": entity.state,
        "part_of": entity.part_of,
        "wikidata": entity.wikidata,
        "as": forms,
        "forms": [_form(name) for name in sorted(names, key=lambda name: (name.form, name.text))],
        "holders": [{"name": person.name, **_term(term)} for person, term in terms],
    }


def _form(name: Name) -> dict[str, str | None]:
    return {
        "text": name.text,
        "form": name.form.value,
        "from": name.valid_from.isoformat() if name.valid_from else None,
        "until": name.valid_to.isoformat() if name.valid_to else None,
    }


def _term(term: Holding) -> dict[str, str | None]:
    return {
        "office": term.office.kind,
        "entity": term.office.state,
        "start": term.start.isoformat() if term.start else None,
        "end": term.end.isoformat() if term.end else None,
    }


def _persons(key: str, gazetteer: Gazetteer) -> Iterator[dict[str, Any]]:
    for person in gazetteer.persons.values():
        if key in {folded(text) for text in (person.key, person.name, *person.aliases)}:
            yield _person(person)


def _person(person: Person) -> dict[str, Any]:
    return {
        "id": person.key,
        "name": person.name,
        "aliases": list(person.aliases),
        "gender": person.gender or None,
        "wikidata": person.wikidata,
        "offices": [_term(term) for term in person.holdings],
    }


def _titles(key: str, gazetteer: Gazetteer) -> Iterator[dict[str, Any]]:
    for text, titles in gazetteer.titles.items():
        if folded(text) == key:
            yield from ({"title": text, "kind": title.kind, "scope": sorted(title.scope)} for title in titles)


def _frames(key: str) -> Iterator[dict[str, Any]]:
    folder = ontologies() / "frames"
    for (part, lemma), frames in load_frames(folder).index.items():
        if folded(lemma) == key:
            for frame in frames:
                texts = [example.text for example in frame.examples]
                yield {
                    "id": frame.id,
                    "action": frame.action,
                    "part": part,
                    "lemma": lemma,
                    "examples": texts,
                }
    for (part, lemma), operators in load_operators(folder / "operators.toml").index.items():
        if folded(lemma) == key:
            for name in dict.fromkeys(operator.effect.name for operator in operators):
                yield {
                    "id": f"operators/{name}",
                    "action": "",
                    "part": part,
                    "lemma": lemma,
                    "examples": [],
                }


def _nearest(key: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    known: dict[str, str] = {}
    for text in (*gazetteer.entities, *gazetteer.names, *gazetteer.aliases, *gazetteer.titles):
        known.setdefault(folded(text), text)
    lemmas = load_frames(ontologies() / "frames").lemmas
    known |= {folded(lemma): lemma for lemma in sorted(lemmas) if folded(lemma) not in known}
    return tuple(known[near] for near in difflib.get_close_matches(key, known, n=_NEAR, cutoff=_ALIKE))
