"""Which actors a noun phrase stands for: by itself, or through owner, nationality or of-phrase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.events.syntax import (
    AMOUNTS,
    agents,
    apposed,
    children,
    coordinated,
    is_passive,
    owners,
    prepositional,
)
from kg.model import Kind, Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.tokens import Doc, Token

    from kg.linking import Linked, Links

_QUALIFIERS = ("amod", "compound", "nmod", "poss", "npadvmod")
_DEPTH = 3
_SITTING = frozenset({"base", "headquarter", "register", "locate", "incorporate"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Reads parties off noun phrases.

    Args:
        doc: The parsed document.
        links: Its linked mentions.
        nouns: Collective nouns and what they are.
        act_nouns: Lemmas that name acts ("attack"), whose owner is who did it and not who suffered it.
        apart: Lemmas of those who do not stand for whom they are named by ("critics of Peru").
    """

    doc: Doc
    links: Links
    nouns: Mapping[str, str]
    act_nouns: frozenset[str]
    apart: frozenset[str] = frozenset()

    def named(self, tokens: Iterable[Token], *, territory: bool = False) -> list[Linked]:
        """Return the actors that phrases stand for, however loosely ("Peru's claim" is Peru)."""
        return _unique(
            found
            for token in tokens
            for each in self._listed(token)
            for found in self._of(each, territory=territory)
        )

    def acting(self, tokens: Iterable[Token]) -> list[Linked]:
        """Return the actors among phrases that can act: "Peruvian troops", but not "Peru's claim"."""
        return _unique(
            found
            for token in tokens
            for each in self._listed(token)
            if self._can_act(each)
            for found in self._of(each, territory=False) or self._speaking_through(each)
        )

    def _listed(self, token: Token) -> list[Token]:
        """Return a token and those listed with it; parsers take "A, B and C" for A with an apposition."""
        listed = coordinated(token)
        return listed + [
            each
            for head in listed
            if self._is_state_name(head)
            for other in apposed(head)
            if self._is_state_name(other)
            for each in coordinated(other)
        ]

    def _is_state_name(self, token: Token) -> bool:
        linked = self.links.at(token.i)
        return linked is not None and linked.link is Link.NAME and linked.entity.kind is not Kind.PERSON

    def _speaking_through(self, token: Token) -> list[Linked]:
        """Return who speaks through a text: "Peru issued a statement that condemned Chile"."""
        if self.nouns.get(token.lemma_.lower()) != "speech":
            return []
        return _unique(
            found for each in owners(token) for found in self._of(each, territory=False, depth=_DEPTH)
        )

    def qualifying(self, noun: Token, *labels: str) -> list[Linked]:
        """Return the actors that qualify a noun: "Sino-Russian", "Peru's"."""
        return _unique(
            found
            for child in children(noun, *(labels or _QUALIFIERS))
            for each in coordinated(child)
            for found in self._qualifier(each)
        )

    def _can_act(self, token: Token) -> bool:
        linked = self.links.at(token.i)
        if linked is not None:
            return not linked.locative and (not linked.modifier or token.pos_ != "ADJ")
        return token.lemma_.lower() in self.nouns or token.lemma_.lower() in AMOUNTS or bool(apposed(token))

    def _of(self, token: Token, *, territory: bool, depth: int = 0) -> list[Linked]:
        linked = self.links.at(token.i)
        if linked is not None and (territory or not linked.locative):
            several = list(self.links.all_at(token.i))
            return self._described(token, several) if linked.link is Link.DESCRIPTION else several
        for other in apposed(token):
            if (linked := self.links.at(other.i)) is not None and not linked.locative:
                return list(self.links.all_at(other.i))
        if depth > _DEPTH or token.lemma_.lower() in self.apart:
            return []
        if token.lemma_.lower() in self.act_nouns:
            return self._responsible(token, depth)
        return self._owners(token, territory=territory, depth=depth)

    def _described(self, token: Token, several: list[Linked]) -> list[Linked]:
        """Return the person named beside a description, or all of whom "the ministers of A and B" are."""
        for other in apposed(token):
            person = self.links.at(other.i)
            if (
                person is not None
                and person.entity.kind is Kind.PERSON
                and person.entity.state == several[0].entity.state
            ):
                return [person]
        more = [found for found in self._owners(token, territory=False, depth=_DEPTH) if not found.locative]
        return [*several, *(found for found in more if found.entity.state != several[0].entity.state)]

    def _responsible(self, act: Token, depth: int) -> list[Linked]:
        """Return who did what an act noun names: "the attack on Chile by Peru" is Peru's."""
        doers = [
            found
            for token in prepositional(act, "by")
            for found in self._of(token, territory=False, depth=depth + 1)
        ]
        return doers or self.qualifying(act)

    def _owners(self, token: Token, *, territory: bool, depth: int) -> list[Linked]:
        found = self.qualifying(token) or self._makers(token, depth) or self._seat(token)
        for preposition in ("by", "of", "from", "between", "for"):
            if found:
                break
            found = [
                linked
                for each in prepositional(token, preposition)
                for one in coordinated(each)
                for linked in self._of(one, territory=territory, depth=depth + 1)
            ]
        return found

    def _makers(self, token: Token, depth: int) -> list[Linked]:
        """Return who made what a noun names: "a resolution passed by Peru"."""
        makers = [agent for verb in children(token, "acl") if is_passive(verb) for agent in agents(verb)]
        return [found for each in makers for found in self._of(each, territory=False, depth=depth + 1)]

    def _seat(self, token: Token) -> list[Linked]:
        """Return where those are who are named by it: "firms based in Peru"."""
        seats = [
            seat
            for verb in children(token, "acl")
            if verb.lemma_ in _SITTING
            for seat in prepositional(verb, "in")
        ]
        listed = (each for seat in seats for each in coordinated(seat))
        return _unique(found for each in listed for found in self.links.all_at(each.i))

    def _qualifier(self, token: Token) -> list[Linked]:
        found: list[Linked] = []
        before = token.i - 2
        if before >= 0 and self.doc[token.i - 1].text in {"-", "–", "/"} and (first := self.links.at(before)):
            found.append(first)
        linked = self.links.at(token.i)
        if linked is not None:
            found += self.links.all_at(token.i)
        elif token.dep_ == "poss":
            found += self._of(token, territory=False, depth=_DEPTH)
        elif token.dep_ in {"compound", "nmod"}:
            found += self.qualifying(token)
        return found


def _unique(found: Iterable[Linked]) -> list[Linked]:
    return list({linked.entity.id: linked for linked in found}.values())
