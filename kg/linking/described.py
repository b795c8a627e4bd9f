"""Actors that only a description names: a state's foreign ministry, hostages from it, its trade minister."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.gazetteer import Form
from kg.model import Entity, Kind, as_key

if TYPE_CHECKING:
    from kg.gazetteer import Gazetteer
    from kg.mentions import Found

_ORGAN, _GROUP = "organ", "group"  # nouns that stand for an actor of their own, not for their state
_ARTICLE, _OWNERSHIP = re.compile("^[Tt]he "), re.compile("^['’]?s? ")
_PLURALS = frozenset(
    {"United", "Netherlands", "Philippines", "Maldives", "Bahamas", "Islands", "Republic", "Comoros", "Union"}
)
_SAME = {
    "foreign affairs ministry": "foreign ministry",
    "external affairs ministry": "foreign ministry",
    "ministry of foreign affairs": "foreign ministry",
    "ministry of external affairs": "foreign ministry",
    "ministry of defence": "defence ministry",
    "ministry of the interior": "interior ministry",
    "home ministry": "interior ministry",
    "armed force": "military",
}


class Describer:
    """Makes the actors that a noun and its owner describe.

    Args:
        gazetteer: Which nouns name actors of their own, and which bodies have a name.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._forms: dict[str, list[str]] = defaultdict(list)
        for text, names in gazetteer.names.items():
            for name in names:
                if name.form in {Form.ADJECTIVE, Form.NAME}:
                    self._forms[name.entity_id].append(text)

    def described(self, item: Found, home: Entity) -> Entity:
        """Return whom a noun of a state means: "its foreign ministry" is an organ, "its troops" the state."""
        kind = self.gazetteer.nouns.get(item.word)
        if home.kind is Kind.STATE and kind == _GROUP:
            return _own(f"{item.text.lower()} from {home.name}", Kind.GROUP, home)
        return self.organ(item.word, home) if home.kind is Kind.STATE and kind == _ORGAN else home

    def organ(self, noun: str, home: Entity) -> Entity:
        """Return the body of a state that a lower-case noun names, by its own name if the tables know it."""
        noun = noun.replace("defense", "defence")
        noun = _SAME.get(noun, noun)
        capitalised = " ".join(word if word == "of" else word.capitalize() for word in noun.split())
        return self._body(noun, home) or _own(f"{capitalised} of {home.name}", Kind.ORGANISATION, home)

    def body(self, text: str, home: Entity) -> Entity:
        """Return the body of a state that goes by a name: "the Polish Senate", "Kosovo's parliament"."""
        text = _ARTICLE.sub("", text)
        for form in self._forms[home.id]:
            noun = _OWNERSHIP.sub("", text.removeprefix(form)).lower()
            if text.startswith(form) and self.gazetteer.nouns.get(noun) == _ORGAN:
                return self.organ(noun, home)
        return _own(text, Kind.ORGANISATION, home)

    @staticmethod
    def some_of(home: Entity) -> Entity:
        """Return those whom a number and a people's name mean: "five Peruvians"."""
        return _own(f"people from {home.name}", Kind.GROUP, home)

    @staticmethod
    def officer(title: str, home: Entity) -> Entity:
        """Return the unnamed holder of an office: "the Peruvian trade minister"."""
        return replace(_own(f"{title} of {home.name}", Kind.PERSON, home), part_of=None)

    def _body(self, noun: str, home: Entity) -> Entity | None:
        """Return the body that is called by a form of its state and the noun: "Iranian Foreign Ministry"."""
        for form in self._forms[home.id]:
            for name in self.gazetteer.names.get(f"{form} {noun}", ()):
                if name.form is Form.BODY and name.entity_id != home.id:
                    return self.gazetteer.entities[name.entity_id]
        return None


def _with_article(state: str) -> str:
    words = state.split()
    return f"the {state}" if _PLURALS & {words[0], words[-1]} else state


def _own(name: str, kind: Kind, home: Entity) -> Entity:
    name = (name[0].upper() + name[1:]).replace(home.name, _with_article(home.name))
    return Entity(id=as_key(name), name=name, kind=kind, state=home.state, part_of=home.id)
