"""How the syntax of a sentence ties a pronoun to a noun, or keeps the two apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.gazetteer.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_SAME_CLAUSE = 15
_JOINED = 80  # "the Peruvian people and their leaders", "the raids of the rebels and their threats"
_OWN_SPEECH = 40
_UNDERSTOOD = 70  # "Peru urged Chile to open its ports"
_NEXT = 60  # "worked with Chile in its role"
_JUDGED = 60
_BURIED = frozenset({"relcl", "acl", "advcl", "pcomp"})
_BURIED_COST = 20
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})


def _words(name: str) -> frozenset[str]:
    return load_words("pronouns")[name].words


def speaking() -> frozenset[str]:
    """Return the verbs of saying; who says something with them may mean himself."""
    return _words("speaking")


def is_told(verb: Token) -> bool:
    """Return whether a verb says what somebody is told to do: "urged Chile to sign"."""
    return verb.head.lemma_ in _words("commanding")


def tie(pronoun: Token, token: Token, *, known: bool) -> int:
    """Return how much more likely than by its role alone a noun is what a pronoun means.

    Args:
        pronoun: A pronoun of the third person.
        token: A noun before it.
        known: The noun is linked to an actor.
    """
    ties = (
        (-_BURIED_COST, _is_buried(pronoun, token)),
        (_SAME_CLAUSE, pronoun.dep_ == "poss" and token.head in clauses(pronoun)),
        (_JOINED, pronoun.dep_ == "poss" and pronoun.head.dep_ == "conj" and pronoun.head.head == token),
        (_JOINED, _owns_joined(pronoun, token)),
        (_UNDERSTOOD, known and _is_understood(pronoun, token)),
        (_NEXT, known and _stands_next(pronoun, token)),
        (_OWN_SPEECH, _speaks_of_self(pronoun, token)),
        (_JUDGED, _is_judged(pronoun, token)),
    )
    return sum(weight for weight, holds in ties if holds)


def is_bound(pronoun: Token, token: Token) -> bool:
    """Return whether a noun and a pronoun belong to one verb, so that they are two: "Peru told it"."""
    if pronoun.dep_ == "poss":
        return token == pronoun.head or token.head == pronoun
    if pronoun.lower_ in _REFLEXIVE:
        return False
    verb = pronoun.head.head if pronoun.dep_ == "pobj" else pronoun.head
    if pronoun.dep_ != "nsubj" and token.dep_ == "nsubj" and token.head == _subject_verb(verb):
        return True
    return token.head == verb or (token.dep_ == "pobj" and token.head.head == verb) or verb == token


def _is_buried(pronoun: Token, token: Token) -> bool:
    """Return whether a noun stands in a clause of its own, of which the pronoun is no part."""
    verbs = (token.head, token.head.head)
    return any(verb.dep_ in _BURIED and not verb.is_ancestor(pronoun) for verb in verbs)


def _owns_joined(pronoun: Token, token: Token) -> bool:
    """Return whether a noun owns what the pronoun's noun is joined to: "raids of the rebels and their"."""
    noun = pronoun.head
    if pronoun.dep_ != "poss" or noun.dep_ != "conj" or token.dep_ not in {"poss", "pobj"}:
        return False
    return _owned(token) == noun.head


def _owned(token: Token) -> Token:
    """Return what a noun with an apostrophe or after "of" owns: "the raids of the rebels"."""
    return token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token.head


def _is_understood(pronoun: Token, token: Token) -> bool:
    """Return whether a noun is the unsaid subject of the pronoun's clause: "Peru urged Chile to open its"."""
    if pronoun.dep_ != "poss":
        return False
    verbs = clauses(pronoun)
    if not verbs or any(child.dep_ in {"nsubj", "nsubjpass"} for child in verbs[0].children):
        return False
    verb = verbs[0]
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        verb = verb.head
    if verb.dep_ == "acl":  # "the king insisting on his", "the efforts of Peru to keep its"
        return verb.head == token or (token.dep_ in {"poss", "pobj"} and _owned(token) == verb.head)
    above = token.head.head if token.dep_ == "pobj" and token.head.lower_ in {"on", "upon"} else token.head
    asked = token.dep_ in {"dobj", "pobj", "dative"} and above.lemma_ in _words("commanding")
    return asked and verb.head == above and verb.dep_ in {"xcomp", "ccomp", "advcl"}


def _stands_next(pronoun: Token, token: Token) -> bool:
    """Return whether only a preposition parts a noun from the pronoun's noun: "with Chile in its role"."""
    before = pronoun.nbor(-1) if pronoun.dep_ == "poss" and pronoun.i else None
    return before is not None and before.dep_ == "prep" and token.dep_ == "pobj" and token.i == before.i - 1


def _speaks_of_self(pronoun: Token, token: Token) -> bool:
    """Return whether a pronoun in what somebody says means the speaker: "Doe said he would go"."""
    verb = pronoun.head
    return (
        pronoun.dep_ in {"nsubj", "nsubjpass"}
        and verb.dep_ == "ccomp"
        and (token.dep_ == "nsubj" and token.head == verb.head and verb.head.lemma_ in speaking())
    )


def _is_judged(pronoun: Token, token: Token) -> bool:
    """Return whether a pronoun means whom a verb judges: "Doe thanked Roe for his efforts"."""
    verb = token.head
    return (
        pronoun.dep_ == "poss"
        and token.dep_ == "dobj"
        and verb.lemma_ in _words("judging")
        and any(above.dep_ == "prep" and above.head == verb for above in pronoun.ancestors)
    )


def _subject_verb(verb: Token) -> Token:
    """Return the verb that lends its subject to one without: "Peru met Chile and praised it"."""
    while verb.dep_ in {"conj", "advcl", "xcomp"} and all(child.dep_ != "nsubj" for child in verb.children):
        verb = verb.head
    return verb


def clauses(pronoun: Token) -> list[Token]:
    """Return the verb of the clause in which a pronoun stands."""
    for above in pronoun.ancestors:
        if above.pos_ in {"VERB", "AUX"}:
            return [above]
    return []
