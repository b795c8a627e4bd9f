"""One pass over the mentions of a document, in the order of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.gazetteer import Form
from kg.gazetteer.values import distance
from kg.linking.links import Linked, Links
from kg.linking.memory import Memory
from kg.linking.metonyms import is_locative
from kg.linking.owners import owner
from kg.mentions import Sort
from kg.model import Entity, Kind, Link, as_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from spacy.tokens import Doc

    from kg.gazetteer import Gazetteer, Name, Title
    from kg.mentions import Found

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_SPOKEN_FOR = frozenset({"spokesperson", "official"})
_FIRST_PERSON = frozenset({"we", "us", "our", "i", "me", "my"})
_LEADERS = frozenset({"leader", "head of state"})
_REMEMBERED = 20 * 365  # days beyond a term after which a bare surname no longer means its holder
_HONORIFICS = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "lord", "king", "queen"})


class Linker:
    """Links the mentions of a document to entities.

    Args:
        gazetteer: Who there is.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __call__(self, doc: Doc, found: Sequence[Found], day: date | None) -> Links:
        """Return the linked mentions of ``doc``, published on ``day``."""
        return _Reading(self._gazetteer, doc, day).read(found)


class _Reading:
    """The state of linking one document."""

    def __init__(self, gazetteer: Gazetteer, doc: Doc, day: date | None) -> None:
        self.gazetteer, self.doc, self.day = gazetteer, doc, day
        self.links, self.memory = Links(), Memory()
        self.sentence_of = {token.i: number for number, sentence in enumerate(doc.sents) for token in sentence}
        self.titles: dict[int, Found] = {}
        self.ahead: dict[int, Found] = {}

    def read(self, found: Sequence[Found]) -> Links:
        titles = [item for item in found if item.sort is Sort.TITLE]
        self.titles = {item.end - 1: item for item in titles}
        self.ahead = {item.start: item for item in titles}
        # names of states are linked first, since titles look at those that follow them
        for item in found:
            if item.sort is Sort.NAME:
                self._name(item)
        steps = {Sort.PERSON: self._person, Sort.TITLE: self._title, Sort.COLLECTIVE: self._collective,
                 Sort.PRONOUN: self._pronoun, Sort.NAME: self._hear_name}
        for item in found:
            steps[item.sort](item)
        return self.links

    # -- names of states, organisations and groups

    def _name(self, item: Found) -> None:
        name = self._choose(item.names)
        if name is None or self._excluded(item, name):
            return
        entity = self.gazetteer.entities[name.entity_id]
        token = self.doc[item.root]
        standing = name.form in {Form.CAPITAL, Form.SEAT}
        locative = standing and is_locative(token)
        modifier = name.form is Form.ADJECTIVE and not self._is_people(item)
        link = Link.METONYM if standing else Link.NAME
        self._add(item, entity, link, score=0.8 if standing else 1.0, modifier=modifier, locative=locative, hear=False)

    def _choose(self, names: Sequence[Name]) -> Name | None:
        valid = [name for name in names if name.valid_on(self.day)] or list(names)
        order = list(Form)
        return min(valid, key=lambda name: order.index(name.form), default=None)

    def _excluded(self, item: Found, name: Name) -> bool:
        before = self.doc[item.start - 1] if item.start else None
        hyphen = before is not None and before.text == "-" and item.start > 1
        if hyphen and self.doc[item.start - 2].lower_ in {"pro", "anti", "non", "ex"}:
            return True
        head = self.doc[item.root]
        return name.form is Form.ADJECTIVE and head.dep_ in {"attr", "acomp"} and head.pos_ == "ADJ"

    def _is_people(self, item: Found) -> bool:
        token = self.doc[item.root]
        return token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"amod", "compound", "nmod"} and token.i + 1 < len(
            self.doc) and self.doc[token.i + 1].text != "-"

    def _hear_name(self, item: Found) -> None:
        linked = self.links.at(item.start)
        if linked is not None and linked.found == item and not linked.locative:
            self._hear(linked)

    # -- persons

    def _person(self, item: Found) -> None:
        title = self._title_of(item)
        entity, link, score = self._who(item, title)
        if entity is None:
            return
        if entity.kind is Kind.PERSON:
            self._remember(item, entity, title)
        self._add(item, entity, link, score=score)

    def _who(self, item: Found, title: tuple[Found, Linked | None] | None) -> tuple[Entity | None, Link, float]:
        if title is not None and {each.kind for each in title[0].titles} & _SPOKEN_FOR and title[1] is not None:
            return title[1].entity, Link.DESCRIPTION, 0.9
        holder = self._holder_named(item)
        if holder is not None:
            return holder, Link.NAME, 0.95
        known = self.memory.surnames.get(_surname(item.text))
        if known is not None and _compatible(item.text, known.name):
            return known, Link.NAME, 0.9
        if title is not None:
            state = title[1].entity.state if title[1] else self._home()
            return self._stranger(item, state), Link.NAME, 0.85 if title[1] else 0.5
        return (self._stranger(item, None), Link.NAME, 0.5) if " " in item.text else (None, Link.NAME, 0.0)

    def _stranger(self, item: Found, state: str | None) -> Entity:
        name = " ".join(word for word in item.text.split() if word.lower() not in _HONORIFICS) or item.text
        return Entity(id=as_key(f"{name} {state}" if state else name), name=name, kind=Kind.PERSON, state=state)

    def _home(self) -> str | None:
        """Return the state of which the text last spoke."""
        state = self.memory.state(len(self.sentence_of))
        return state.id if state else None

    def _holder_named(self, item: Found) -> Entity | None:
        keys = item.persons or self.gazetteer.aliases.get(item.text, ())
        keys = keys or self._by_initials(item.text)
        people = [self.gazetteer.persons[key] for key in keys]
        if len(item.text.split()) == 1:
            in_text = self.memory.surnames.get(item.text)
            if in_text is not None:
                return in_text
            people = [person for person in people if self._in_term(person.holdings)]
        if not people:
            return None
        nearest = min(people, key=lambda person: (self._away(person.holdings), person.key))
        return self.gazetteer.person_entity(nearest, self.day)

    def _by_initials(self, text: str) -> tuple[str, ...]:
        """Return office holders whose name differs by a middle name or initial only: "Donald J. Trump"."""
        words = text.split()
        return self.gazetteer.aliases.get(f"{words[0]} {words[-1]}", ()) if len(words) > 2 else ()

    def _away(self, holdings: Sequence[object]) -> int:
        return min((distance(term, self.day) for term in holdings), default=0) if self.day else 0  # type: ignore[arg-type]

    def _in_term(self, holdings: Sequence[object]) -> bool:
        return self._away(holdings) < _REMEMBERED

    def _remember(self, item: Found, entity: Entity, title: tuple[Found, Linked | None] | None) -> None:
        for surname in {_surname(item.text), _surname(entity.name)}:
            self.memory.surnames.setdefault(surname, entity)
        person = self.gazetteer.persons.get(entity.id)
        if person is not None:
            self.memory.genders[entity.id] = person.gender
        for kind in (each.kind for each in title[0].titles) if title else ():
            self.memory.offices[kind] = entity

    def _title_of(self, item: Found) -> tuple[Found, Linked | None] | None:
        """Return the title beside a person's name, before it or in apposition, and whose office it is."""
        found = self._title_before(item) or self._title_after(item)
        return (found, owner(self.doc, found, self.links)) if found else None

    def _title_before(self, item: Found) -> Found | None:
        i = item.start - 1
        while i >= 0 and (self.doc[i].lower_ in _HONORIFICS or self.doc[i].text == ","):
            i -= 1
        return self.titles.get(i)

    def _title_after(self, item: Found) -> Found | None:
        doc, i = self.doc, item.end
        if i >= len(doc) or doc[i].text != ",":
            return None
        for j in range(i + 1, min(i + 7, len(doc))):
            if j in self.ahead:
                return self.ahead[j]
            if doc[j].text in {",", "."} or doc[j].pos_ in {"VERB", "AUX"}:
                return None
        return None

    # -- titles and collective nouns

    def _title(self, item: Found) -> None:
        if self._named_after(item):
            return
        whose = owner(self.doc, item, self.links)
        described = self._described(item, item.titles, whose)
        if described is not None:
            entity, link, score = described
            self._add(item, entity, link, score=score)

    def _named_after(self, item: Found) -> bool:
        """Return whether a person's name follows the title, which then speaks for itself."""
        i = item.end
        return i < len(self.doc) and self.doc[i].ent_type_ == "PERSON"

    def _described(self, item: Found, titles: Sequence[Title], whose: Linked | None) -> tuple[Entity, Link, float] | None:
        if self._is_former(item):
            return None
        if whose is None:
            return self._bare(item, titles)
        state, plural = whose.entity, self.doc[item.root].tag_ in {"NNS", "NNPS"}
        modified = self._is_deputy(item) or plural
        person = None if modified else self._office_holder(item, titles, state.id)
        if person is not None:
            return self.gazetteer.person_entity(person, self.day), Link.OFFICE, 0.9
        return state, Link.DESCRIPTION, 0.85

    def _office_holder(self, item: Found, titles: Sequence[Title], state: str):  # noqa: ANN202 - Person, None
        if item.text.lower() in _LEADERS:
            return self.gazetteer.leader(state, self.day)
        for title in titles:
            if title.scope and state not in title.scope:
                continue
            person = self.gazetteer.holder(title.kind, state, self.day)
            if person is not None:
                return person
        return None

    def _bare(self, item: Found, titles: Sequence[Title]) -> tuple[Entity, Link, float] | None:
        """Link "the president" to the president of whom the text has spoken."""
        before = self.doc[item.start - 1].lower_ if item.start else ""
        if before not in {"the", "his", "her", "their"} or self.doc[item.root].tag_ in {"NNS", "NNPS"}:
            return None
        for title in titles:
            entity = self.memory.offices.get(title.kind)
            if entity is not None and before == "the":
                return entity, Link.DESCRIPTION, 0.7
        return None

    def _is_former(self, item: Found) -> bool:
        words = {self.doc[i].lower_ for i in range(max(0, item.start - 4), item.start)}
        return bool(words & {"former", "ex", "late"})

    def _is_deputy(self, item: Found) -> bool:
        words = {self.doc[i].lower_ for i in range(max(0, item.start - 2), item.start)}
        return bool(words & {"deputy", "vice", "assistant", "under", "junior"})

    def _collective(self, item: Found) -> None:
        whose = owner(self.doc, item, self.links)
        if whose is not None:
            self._add(item, whose.entity, Link.DESCRIPTION, score=0.85)
            return
        kind = self.gazetteer.nouns.get(self.doc[item.root].lemma_.lower(), "")
        definite = item.start and self.doc[item.start - 1].lower_ == "the"
        state = self.memory.state(self.sentence_of[item.root])
        if kind == "government" and definite and state and item.text.lower() in _GOVERNMENTS:
            self._add(item, state, Link.DESCRIPTION, score=0.5)

    # -- pronouns

    def _pronoun(self, item: Found) -> None:
        word = item.text.lower()
        sentence = self.sentence_of[item.root]
        if word in _FIRST_PERSON:
            entity = self._speaker(item)
        else:
            entity = self.memory.antecedent(word, sentence)
        if entity is not None:
            self._add(item, entity, Link.PRONOUN, score=0.6)

    def _speaker(self, item: Found) -> Entity | None:
        subjects = [spoken.entity for spoken in self.memory.spoken if spoken.subject]
        return subjects[-1] if subjects else None

    # -- shared

    def _add(self, item: Found, entity: Entity, link: Link, *, score: float, modifier: bool = False,
             locative: bool = False, hear: bool = True) -> None:
        linked = Linked(found=item, entity=entity, link=link, score=score, modifier=modifier, locative=locative)
        self.links.add(linked)
        if hear and not locative:
            self._hear(linked)

    def _hear(self, linked: Linked) -> None:
        token = self.doc[linked.found.root]
        self.memory.hear(linked.entity, sentence=self.sentence_of[token.i],
                         subject=token.dep_ in _SUBJECTS or token.head.dep_ in _SUBJECTS,
                         plural=token.tag_ in {"NNS", "NNPS"})


_GOVERNMENTS = frozenset({"government", "administration", "regime", "authorities", "foreign ministry", "ministry",
                          "defence ministry", "defense ministry", "military", "army", "country", "nation"})


def _surname(text: str) -> str:
    return text.split()[-1]


def _compatible(text: str, name: str) -> bool:
    words = [word for word in text.split() if word.lower() not in _HONORIFICS]
    return len(words) == 1 or words[0][0] == name.split()[0][0]
