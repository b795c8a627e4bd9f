"""Matches frames against a parsed sentence and fills their slots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.events.acts import Act
from kg.events.syntax import (
    agents,
    children,
    clause_verbs,
    coordinated,
    is_passive,
    objects,
    prepositional,
    recipients,
    subjects,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Span, Token

    from kg.events.frames import Frame, Lexicon
    from kg.events.parties import Parties
    from kg.linking import Linked

_TAGS = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ"}
_INTO = frozenset({"in", "into", "for", "to"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Matcher:
    """Finds acts in sentences by frames."""

    lexicon: Lexicon

    def __call__(self, sentence: Span, parties: Parties) -> Iterator[Act]:
        """Yield the acts of a sentence, at most one for each action and trigger."""
        for token in sentence:
            part = _TAGS.get(token.pos_)
            frames = self.lexicon.index.get((part, token.lemma_.lower())) if part else None
            if not frames:
                continue
            seen: set[str] = set()
            for frame in frames:
                if frame.action in seen:
                    continue
                act = _act(frame, token, parties)
                if act is not None:
                    seen.add(frame.action)
                    yield act


def _act(frame: Frame, token: Token, parties: Parties) -> Act | None:
    support = _support(token, frame) if frame.part == "NOUN" else None
    if frame.part == "NOUN" and support is None and not frame.bare:
        return None
    if not _holds(frame, token):
        return None
    slots = _Slots(frame=frame, token=token, support=support, parties=parties)
    actors, counterparts = slots.fill(frame.actor, actor=True), slots.fill(frame.counterpart, actor=False)
    verb = support if support is not None else token
    return Act(action=frame.action, frame=frame, trigger=token.i, verb=verb.i, actors=tuple(actors),
               counterparts=tuple(counterparts))


def _holds(frame: Frame, token: Token) -> bool:
    """Return whether the conditions of a frame hold at its trigger."""
    if frame.particle and not {child.lower_ for child in children(token, "prt", "advmod")} & frame.particle:
        return False
    if frame.preposition and not any(prepositional(token, each) for each in frame.preposition):
        return False
    if frame.object and not _lemmas(objects(token)) & frame.object:
        return False
    if frame.modifier and not _lemmas(children(token, "amod", "compound", "advmod", "nmod")) & frame.modifier:
        return False
    if frame.complement and not _complements(frame, token) & frame.complement:
        return False
    return _words_hold(frame, token)


def _words_hold(frame: Frame, token: Token) -> bool:
    if not frame.phrase and not frame.without:
        return True
    text = f" {' '.join(each.lower_ for each in token.subtree)} "
    if any(f" {word} " in text for word in frame.without):
        return False
    return not frame.phrase or any(f" {word} " in text for word in frame.phrase)


def _complements(frame: Frame, token: Token) -> set[str]:
    found = _lemmas(clause_verbs(token))
    for preposition in frame.preposition:
        found |= _lemmas(prepositional(token, preposition))
    return found


def _lemmas(tokens: Iterable[Token]) -> set[str]:
    return {each.lemma_.lower() for token in tokens for each in coordinated(token)}


def _support(noun: Token, frame: Frame) -> Token | None:
    """Return the light verb of an event noun: "held talks", "talks were held", "is in talks"."""
    while noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head
    head = noun.head
    if noun.dep_ in {"dobj", "nsubjpass"} and head.lemma_ in frame.support:
        return head
    if noun.dep_ == "nsubjpass" or noun.dep_ == "nsubj":
        return None
    if noun.dep_ == "pobj" and head.lower_ in _INTO and head.head.pos_ in {"VERB", "AUX"}:
        return head.head if head.head.lemma_ in frame.support or head.head.lemma_ in {"be", "enter", "meet"} else None
    for child in children(noun, "acl", "relcl"):
        if child.lemma_ in frame.support and is_passive(child):
            return child
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slots:
    """The slots of one match."""

    frame: Frame
    token: Token
    support: Token | None
    parties: Parties

    def fill(self, slots: tuple[str, ...], *, actor: bool) -> list[Linked]:
        """Return the parties of the first slot that has any."""
        for slot in slots:
            found = self._slot(slot, actor=actor)
            if found:
                return found
        return []

    def _slot(self, slot: str, *, actor: bool) -> list[Linked]:
        token, parties = self.token, self.parties
        match slot:
            case "subject":
                return parties.acting(self._subjects())
            case "object":
                return parties.named(self._objects())
            case "recipient":
                verb = self.support or token
                return parties.named([*recipients(verb), *prepositional(verb, "to")])
            case "possessor":
                return [found for noun in self._nouns() for found in parties.qualifying(noun, "poss")]
            case "modifier":
                return [found for noun in self._nouns()
                        for found in parties.qualifying(noun, "amod", "compound", "nmod")]
            case "head":
                return parties.named([token])
            case "destination":
                places = [*objects(token), *self._after("to"), *self._after("in"), *self._after("at"), *self._after("of")]
                return parties.named(places, territory=True)
            case "complement":
                return parties.acting(subject for verb in clause_verbs(token) for subject in subjects(verb))
        return parties.acting(self._after(slot)) if actor and slot == "by" else parties.named(self._after(slot))

    def _subjects(self) -> list[Token]:
        if self.frame.part == "VERB":
            return subjects(self.token)
        if self.support is not None:
            return subjects(self.support) or agents(self.support)
        if self.frame.part == "ADJ":
            return children(self.token.head, "nsubj") if self.token.dep_ in {"acomp", "attr"} else []
        return []

    def _objects(self) -> list[Token]:
        return objects(self.token if self.support is None or self.frame.part == "VERB" else self.support)

    def _nouns(self) -> list[Token]:
        """Return the nouns whose owner and nationality count: the trigger, or the object of a light verb."""
        return [self.token] if self.frame.part == "NOUN" else objects(self.token)

    def _after(self, preposition: str) -> list[Token]:
        bearers = [self.token, *([self.support] if self.support is not None else [])]
        if self.frame.part == "VERB":
            bearers += objects(self.token)
        return [found for bearer in bearers for found in prepositional(bearer, preposition)]
