"""Matches frames against a parsed sentence and fills their slots."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.actions import actions
from kg.events.acts import Act
from kg.events.slots import Slots
from kg.events.syntax import (
    AMOUNTS,
    children,
    clause_verbs,
    coordinated,
    is_passive,
    objects,
    prepositional,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Span, Token

    from kg.events.frames import Frame, Lexicon
    from kg.events.parties import Parties

_TAGS = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ"}
_DEEMING = frozenset(
    {"consider", "view", "regard", "see", "deem", "call", "label", "believe", "think", "describe"}
)
_EACH_OTHER = frozenset({("each", "other"), ("one", "another")})
_INTO = frozenset({"in", "into", "for", "to"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Matcher:
    """Finds acts in sentences by frames."""

    lexicon: Lexicon

    def __call__(self, sentence: Span, parties: Parties) -> Iterator[Act]:
        """Yield the acts of a sentence, at most one for each trigger and PLOVER type: the best told one."""
        for token in sentence:
            part = _part(token)
            frames = self.lexicon.index.get((part, token.lemma_.lower()), ()) if part else ()
            best: dict[str, Act] = {}
            for frame in frames:
                plover = actions()[frame.action].plover
                act = _act(frame, token, parties)
                if act is not None and (plover not in best or _rank(act) > _rank(best[plover])):
                    best[plover] = act
            yield from best.values()


def _part(token: Token) -> str | None:
    """Return the part of speech under which frames know a token; taggers take headline verbs for nouns."""
    if token.dep_ in {"ROOT", "ccomp"} and token.pos_ in {"NOUN", "PROPN"} and children(token, "nsubj"):
        return "VERB"
    if token.tag_ == "VBN" and token.dep_ == "acomp":
        return "ADJ"  # "is opposed to"
    return _TAGS.get(token.pos_)


def _rank(act: Act) -> tuple[bool, int]:
    """Order rival readings of one trigger: parties found first, then the frame that asks for more."""
    frame = act.frame
    asked = (
        frame.particle,
        frame.object,
        frame.complement,
        frame.modifier,
        frame.preposition,
        frame.phrase,
        frame.modal,
    )
    return is_told(act), sum(map(bool, asked))


def is_told(act: Act) -> bool:
    """Return whether an act has the parties that its frame needs."""
    states = {linked.entity.state for linked in (*act.actors, *act.counterparts) if linked.entity.state}
    needs = act.frame.needs
    filled = {"actor": bool(act.actors), "counterpart": bool(act.counterparts), "parties": len(states) > 1}
    joint = actions()[act.action].symmetric and "parties" not in needs and bool(act.frame.counterpart)
    return all(filled[need] for need in needs) and (not joint or len(states) > 1)


def _act(frame: Frame, token: Token, parties: Parties) -> Act | None:
    support = _support(token, frame) if frame.part == "NOUN" else None
    if frame.part == "NOUN" and support is None and (not frame.bare or _is_named(token)):
        return None
    if not _holds(frame, token):
        return None
    slots = Slots(frame=frame, token=token, support=support, parties=parties)
    actors = slots.fill(frame.actor, actor=True)
    if frame.actor_kind:
        actors = [linked for linked in actors if linked.entity.kind.value in frame.actor_kind]
    states = {linked.entity.state for linked in actors}
    counterparts = slots.fill(frame.counterpart, actor=False, besides=states)
    verb = support if support is not None else token
    others = {linked.entity.state for linked in counterparts} - states
    reciprocal = not others and len(actors) > 1 and (_is_mutual(verb) or _concerns_both(frame, verb, states))
    if reciprocal:
        counterparts = actors
    return Act(
        action=frame.action,
        frame=frame,
        trigger=token.i,
        verb=verb.i,
        actors=tuple(actors),
        counterparts=tuple(counterparts),
        reciprocal=reciprocal,
    )


def _is_named(noun: Token) -> bool:
    """Return whether a noun ends the name of a thing, as in "the North Atlantic Treaty"."""
    if not noun.text.istitle() or noun.dep_ == "ROOT":
        return False
    before = [each for each in children(noun, "compound", "nmod") if each.text.istitle()]
    return bool(before) and noun.sent.text != noun.sent.text.title()


def _is_mutual(verb: Token) -> bool:
    """Return whether it is done to "each other"."""
    return any(pair in _EACH_OTHER for pair in pairwise(each.lower_ for each in verb.subtree))


def _concerns_both(frame: Frame, verb: Token, states: set[str | None]) -> bool:
    """Return whether two states do with "their ambassadors" what is done to the other."""
    owners = [each.lower_ for thing in children(verb, "dobj") for each in children(thing, "poss")]
    return frame.mutual and len(states) == 2 and owners == ["their"]


def _holds(frame: Frame, token: Token) -> bool:
    """Return whether the conditions of a frame hold at its trigger."""
    if frame.particle and not _particles(token) & frame.particle:
        return False
    if frame.preposition and not any(prepositional(token, each) for each in frame.preposition):
        return False
    if frame.object and not _object_lemmas(token) & frame.object:
        return False
    if frame.modifier and not _lemmas(children(token, "amod", "compound", "advmod", "nmod")) & frame.modifier:
        return False
    if frame.modal and not _modals(token) & frame.modal:
        return False
    if frame.complement and not _complements(frame, token) & frame.complement:
        return False
    return _words_hold(frame, token)


def _particles(verb: Token) -> set[str]:
    """Return the particles of a verb; parsers take the one of "walked out of talks" for a preposition."""
    bare = [each for each in children(verb, "prep") if not children(each, "pobj", "pcomp")]
    return {each.lower_ for each in (*children(verb, "prt", "advmod"), *bare)}


def _words_hold(frame: Frame, token: Token) -> bool:
    if not frame.phrase and not frame.without:
        return True
    text = f" {' '.join(each.lower_ for each in token.subtree)} "
    if any(f" {word} " in text for word in frame.without):
        return False
    if not frame.phrase:
        return True
    return any(f" {word} " in text for word in frame.phrase) and not _is_denied(token)


def _is_denied(token: Token) -> bool:
    """Return whether an opinion is denied: "said that it does not consider the move illegal"."""
    return any(verb.lemma_ in _DEEMING and children(verb, "neg") for verb in (token, *clause_verbs(token)))


def _complements(frame: Frame, token: Token) -> set[str]:
    found = _lemmas(clause_verbs(token))
    for preposition in frame.preposition:
        found |= _lemmas(prepositional(token, preposition))
    return found


def _object_lemmas(verb: Token) -> set[str]:
    """Return the lemmas of the objects and of the titles before names: "summons ambassador Jane Doe"."""
    found = [each for obj in objects(verb) for each in coordinated(obj)]
    found += [each for obj in found if obj.lemma_.lower() in AMOUNTS for each in prepositional(obj, "of")]
    return _lemmas(found) | _lemmas(
        title for each in found for title in children(each, "compound", "nmod", "appos")
    )


def _modals(token: Token) -> set[str]:
    return {helper.lower_ for verb in clause_verbs(token) for helper in children(verb, "aux")}


def _lemmas(tokens: Iterable[Token]) -> set[str]:
    return {each.lemma_.lower() for token in tokens for each in coordinated(token)}


def _support(noun: Token, frame: Frame) -> Token | None:
    """Return the light verb of an event noun: "held talks", "talks were held", "is in talks"."""
    while noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head
    head = noun.head
    if noun.dep_ in {"dobj", "nsubjpass"} and head.lemma_ in frame.support:
        return head
    if noun.dep_ in {"nsubjpass", "nsubj"}:
        return None
    if noun.dep_ == "pobj" and head.lower_ in _INTO and head.head.pos_ in {"VERB", "AUX"}:
        return (
            head.head
            if head.head.lemma_ in frame.support or head.head.lemma_ in {"be", "enter", "meet"}
            else None
        )
    for child in children(noun, "acl", "relcl"):
        if child.lemma_ in frame.support and is_passive(child):
            return child
    return None
