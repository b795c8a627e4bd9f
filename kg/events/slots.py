"""Fills the slots of a frame at its trigger: which phrases stand in them, and which actors those are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.events.syntax import agents, children, clause_verbs, objects, prepositional, recipients, subjects

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from spacy.tokens import Token

    from kg.events.frames import Frame
    from kg.events.parties import Parties
    from kg.linking import Linked

_GOALS = (
    "to",
    "in",
    "at",
    "of",
    "on",
    "into",
    "against",
    "near",
    "inside",
    "across",
    "over",
    "around",
    "toward",
    "towards",
)
_LINES = frozenset({"border", "frontier", "boundary"})  # what happens near them may be on either side
_DURING = frozenset(
    {"during", "on", "after", "before", "following", "in", "at", "amid", "for", "from", "as", "while"}
)
_VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """The slots of one match.

    Args:
        frame: The frame that matches.
        token: Its trigger.
        support: The light verb over an event noun, None if there is none.
        parties: What phrases of the document stand for.
    """

    frame: Frame
    token: Token
    support: Token | None
    parties: Parties

    def fill(
        self, slots: Collection[str], *, actor: bool, besides: Collection[str | None] = ()
    ) -> list[Linked]:
        """Return the parties of the first slot with one of a state not in ``besides``, else of the first."""
        first: list[Linked] = []
        for slot in slots:
            found = self._slot(slot, actor=actor)
            if any(linked.entity.state and linked.entity.state not in besides for linked in found):
                return found
            first = first or found
        return first

    def _slot(self, slot: str, *, actor: bool) -> list[Linked]:
        if slot == "subject" and not actor:
            return self.parties.named(self._subjects())  # "Peru's decision angered Chile" is aimed at Peru
        if slot in _READERS:
            return _READERS[slot](self)
        found = self._after(slot)
        return self.parties.acting(found) if actor and slot == "by" else self.parties.named(found)

    def subject(self) -> list[Linked]:
        """Return who does what the trigger or its light verb says."""
        return self.parties.acting(self._subjects())

    def _subjects(self) -> list[Token]:
        token, support = self.token, self.support
        if self.frame.part == "VERB":
            return subjects(token)
        if support is not None:
            return subjects(support) or agents(support)
        if self.frame.part == "ADJ" and token.dep_ in {"acomp", "attr"}:
            return children(token.head, "nsubj", "nsubjpass")
        return []

    def object(self) -> list[Linked]:
        """Return to whom or what it is done."""
        light = self.support is not None and self.frame.part != "VERB"
        return self.parties.named(objects(self.support if light and self.support is not None else self.token))

    def recipient(self) -> list[Linked]:
        """Return to whom something is given or said."""
        verb = self.support or self.token
        return self.parties.named([*recipients(verb), *prepositional(verb, "to")])

    def possessor(self) -> list[Linked]:
        """Return the owners of the event noun: "Peru's visit"."""
        return [found for noun in self._nouns() for found in self.parties.qualifying(noun, "poss")]

    def modifier(self) -> list[Linked]:
        """Return the nationalities of the event noun: "Sino-Russian talks"."""
        return [
            found
            for noun in self._nouns()
            for found in self.parties.qualifying(noun, "amod", "compound", "nmod")
        ]

    def head(self) -> list[Linked]:
        """Return whom the trigger itself names."""
        return self.parties.named([self.token])

    def destination(self) -> list[Linked]:
        """Return whose territory is entered, also where a city is named."""
        goals = (place for preposition in _GOALS for place in self._after(preposition))
        places = [*objects(self.token), *(each for each in goals if each.lemma_.lower() not in _LINES)]
        return self.parties.named(places, territory=True)

    def complement(self) -> list[Linked]:
        """Return who acts in the complement clause: "said Peru must withdraw"."""
        return self.parties.acting(each for verb in clause_verbs(self.token) for each in subjects(verb))

    def theme(self) -> list[Linked]:
        """Return whom the subject of the complement clause is about: "said the Peruvian claim was absurd"."""
        verbs = clause_verbs(self.token)
        return self.parties.named(each for verb in verbs for each in children(verb, "nsubj", "nsubjpass"))

    def within(self) -> list[Linked]:
        """Return the parties inside the complement: "agreed to open its border with Peru"."""
        inner = [each for verb in clause_verbs(self.token) for each in _inside(verb)]
        heads = [
            head
            for preposition in sorted(self.frame.preposition)
            for head in prepositional(self.token, preposition)
        ]
        return self.parties.named([*inner, *(each for head in heads for each in _under(head))])

    def clause(self) -> list[Linked]:
        """Return who acts in the clause that an event noun belongs to: "during a visit to Lima, he said"."""
        noun = self.token
        while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ == "NOUN":
            noun = noun.head.head
        if noun.dep_ != "pobj" or noun.head.lower_ not in _DURING:
            return []
        verb = noun.head.head
        return self.parties.acting(subjects(verb)) if verb.pos_ in _VERBAL else []

    def _nouns(self) -> list[Token]:
        """Return the nouns whose owner and nationality count: the trigger, or the object of a light verb."""
        return [self.token] if self.frame.part == "NOUN" else objects(self.token)

    def _after(self, preposition: str) -> list[Token]:
        """Return what a preposition governs at trigger, light verb and object, or else one phrase deeper.

        "Suspension of aid to Peru": ``to`` hangs on the aid.
        """
        bearers = [self.token, *([self.support] if self.support is not None else [])]
        if self.frame.part == "VERB":
            bearers += objects(self.token)
        found = [each for bearer in bearers for each in prepositional(bearer, preposition)]
        deeper = (
            each
            for bearer in bearers
            for under in _under(bearer)
            for each in prepositional(under, preposition)
        )
        return found or list(deeper)


_READERS: dict[str, Callable[[Slots], list[Linked]]] = {
    "subject": Slots.subject,
    "object": Slots.object,
    "recipient": Slots.recipient,
    "possessor": Slots.possessor,
    "modifier": Slots.modifier,
    "head": Slots.head,
    "destination": Slots.destination,
    "complement": Slots.complement,
    "theme": Slots.theme,
    "within": Slots.within,
    "clause": Slots.clause,
}


def _under(bearer: Token) -> Iterator[Token]:
    """Yield the objects of all prepositions that hang on a token."""
    for preposition in children(bearer, "prep", "dative", "advmod"):
        yield from children(preposition, "pobj")
        for inner in children(preposition, "prep"):
            yield from children(inner, "pobj")  # "walked out of talks"


def _inside(verb: Token) -> Iterator[Token]:
    """Yield the objects and prepositional objects of a verb, and those of its objects."""
    for bearer in (verb, *objects(verb)):
        yield from children(bearer, "dobj", "dative")
        yield from (each for each in _under(bearer) if each.head.lower_ != "in")  # there, it only happens
