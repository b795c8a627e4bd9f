"""Whom a pronoun means: all nouns before it are weighed, and the heaviest that agrees wins.

A noun that no table knows counts too, so that a pronoun that means "the plan" or "the crowd" is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from kg.linking.speakers import speaker
from kg.mentions import Sort
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from kg.linking.context import Context
    from kg.linking.links import Linked


class Number(Enum):
    """What a third-person pronoun may stand for."""

    PERSON = auto()
    THING = auto()
    MANY = auto()


NUMBER_OF = {
    **dict.fromkeys(("he", "him", "his", "himself", "she", "her", "herself", "hers"), Number.PERSON),
    **dict.fromkeys(("it", "its", "itself"), Number.THING),
    **dict.fromkeys(("they", "them", "their", "themselves", "theirs"), Number.MANY),
}
_FEMALE = frozenset({"she", "her", "herself", "hers"})
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_REACH = {Number.PERSON: 3, Number.THING: 1, Number.MANY: 2}  # sentences back
_WEIGHTS = {
    "nsubj": 80,
    "nsubjpass": 75,
    "agent": 50,
    "ROOT": 50,
    "dobj": 40,
    "obj": 40,
    "dative": 40,
    "poss": 35,
    "attr": 15,
    "pobj": 30,
}
_FURTHER = 40  # what a sentence further back costs
_SAME_CLAUSE = 15
_JOINED = 60  # "the Peruvian people and their leaders"
_CROWDS = frozenset(
    {"crew", "family", "team", "crowd", "couple", "group", "staff", "police", "audience", "public"}
)
_KNOWN_GENDER = 20
_DOUBT = 12  # a lead smaller than this over somebody else leaves the pronoun unresolved
_BURIED = frozenset({"relcl", "acl", "advcl", "pcomp"})
_BURIED_COST = 20
_PLURAL = frozenset({"NNS", "NNPS"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_TIMES = frozenset({"DATE", "TIME", "CARDINAL", "PERCENT", "MONEY", "QUANTITY", "ORDINAL"})
_HUMANS = frozenset(
    {
        "man",
        "woman",
        "boy",
        "girl",
        "son",
        "daughter",
        "wife",
        "husband",
        "brother",
        "sister",
        "father",
        "mother",
        "child",
        "author",
        "professor",
        "doctor",
        "lawyer",
        "candidate",
        "person",
        "teacher",
        "priest",
        "bishop",
        "analyst",
        "singer",
        "actor",
        "player",
        "writer",
        "publisher",
        "suspect",
    }
)
_OWN_SPEECH = 40
_JUDGED = 60
_JUDGING = frozenset(
    {
        "applaud",
        "thank",
        "praise",
        "congratulate",
        "commend",
        "criticise",
        "criticize",
        "condemn",
        "blame",
        "fault",
    }
)
_SPEAKING = frozenset(
    {"say", "tell", "add", "note", "agree", "warn", "state", "insist", "hope", "believe", "claim", "deny"}
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    token: Token
    linked: tuple[Linked, ...]
    weight: int

    @property
    def whose(self) -> str:
        """Return what tells it from another candidate: the state it acts for, else the word."""
        if not self.linked:
            return self.token.lemma_
        return self.linked[0].entity.state or self.linked[0].entity.id


def antecedents(context: Context, pronoun: Token) -> tuple[Linked, ...]:
    """Return whom a third-person pronoun means; empty if that is nobody known or in doubt."""
    number = NUMBER_OF[pronoun.lower_]
    found = sorted(_candidates(context, pronoun, number), key=lambda one: (-one.weight, -one.token.i))
    if not found or not found[0].linked:
        return ()
    best = found[0]
    rival = next((one for one in found[1:] if one.whose != best.whose), None)
    if rival is not None and best.weight - rival.weight < _DOUBT:
        return ()
    return best.linked


def _candidates(context: Context, pronoun: Token, number: Number) -> Iterator[_Candidate]:
    here = context.sentence_of[pronoun.i]
    first = context.sentences[max(0, here - _REACH[number])]
    inside = context.quoted[pronoun.i]
    said = speaker(context, pronoun) if inside else None
    linked = context.links.by_token
    for token in reversed(context.nouns_between(first, pronoun.i)):
        i = token.i
        if token.pos_ not in _NOUNS and i not in linked:
            continue
        if context.quoted[i] and not inside:
            continue
        if said is not None and any(each.entity.id == said.id for each in linked.get(i, ())):
            continue
        if (candidate := _candidate(context, pronoun, number, token)) is not None:
            yield candidate


def _candidate(context: Context, pronoun: Token, number: Number, token: Token) -> _Candidate | None:
    if token.ent_type_ in _TIMES or _is_bound(pronoun, token):
        return None
    role = _role(token)
    if role not in _WEIGHTS:
        return None
    linked = _standing_for(context, token)
    if linked and (linked[0].modifier or linked[0].locative or linked[0].found.root != token.i):
        return None
    fit = _fit(context, pronoun, number, token, linked)
    if fit is None:
        return None
    group, cost = fit
    here, there = context.sentence_of[pronoun.i], context.sentence_of[token.i]
    weight = _WEIGHTS[role] - cost - _FURTHER * (here - there) - (_BURIED_COST if _is_buried(token) else 0)
    if here == there and pronoun.dep_ == "poss" and token.head in _clauses(pronoun):
        weight += _SAME_CLAUSE
    if pronoun.dep_ == "poss" and pronoun.head.dep_ == "conj" and pronoun.head.head == token:
        weight += _JOINED
    if _speaks_of_self(pronoun, token):
        weight += _OWN_SPEECH
    if _is_judged(pronoun, token):
        weight += _JUDGED
    if group and _gender(context, group[0]):
        weight += _KNOWN_GENDER if number is Number.PERSON else 0
    return _Candidate(token, group, weight)


def _speaks_of_self(pronoun: Token, token: Token) -> bool:
    """Return whether a pronoun in what somebody says means the speaker: "Doe said he would go"."""
    verb = pronoun.head
    return (
        pronoun.dep_ in {"nsubj", "nsubjpass"}
        and verb.dep_ == "ccomp"
        and (token.dep_ == "nsubj" and token.head == verb.head and verb.head.lemma_ in _SPEAKING)
    )


def _is_judged(pronoun: Token, token: Token) -> bool:
    """Return whether a pronoun means whom a verb judges: "Doe thanked Roe for his efforts"."""
    verb = token.head
    return (
        pronoun.dep_ == "poss"
        and token.dep_ == "dobj"
        and verb.lemma_ in _JUDGING
        and any(above.dep_ == "prep" and above.head == verb for above in pronoun.ancestors)
    )


def _standing_for(context: Context, token: Token) -> tuple[Linked, ...]:
    """Return whom a noun is linked to, or the person named beside it."""
    linked = context.links.all_at(token.i)
    if linked and linked[0].entity.kind is Kind.PERSON:
        return linked
    for child in token.children:
        beside = context.links.all_at(child.i) if child.dep_ == "appos" else ()
        if beside and beside[0].entity.kind is Kind.PERSON:
            return beside
    return linked


def _fit(
    context: Context, pronoun: Token, number: Number, token: Token, linked: tuple[Linked, ...]
) -> tuple[tuple[Linked, ...], int] | None:
    """Return for whom a noun stands and what its agreement costs; None where it does not agree."""
    if number is Number.MANY:
        return _fit_many(context, pronoun, token, linked)
    if token.tag_ in _PLURAL and not (linked and _is_name(linked[0])):
        return None
    human = _is_human(context, token, linked)
    if number is Number.THING:
        return None if human else (linked, 0)
    if not human:
        return None
    gender = _gender(context, linked[0]) if linked else ""
    wanted = "f" if pronoun.lower_ in _FEMALE else "m"
    return (linked, 0) if gender in {"", wanted} else None


def _fit_many(
    context: Context, pronoun: Token, token: Token, linked: tuple[Linked, ...]
) -> tuple[tuple[Linked, ...], int] | None:
    together = _together(context, token)
    if len(together) > 1:
        return together, 0
    if token.tag_ in _PLURAL and not (linked and _is_name(linked[0])):
        speaks = pronoun.dep_ == "nsubj" and pronoun.head.lemma_ in _SPEAKING
        return None if speaks and not linked and not _is_human(context, token, linked) else (linked, 0)
    if len(linked) > 1:
        return linked, 0
    if linked and linked[0].entity.kind is Kind.GROUP:
        return linked, 0
    acts = pronoun.dep_ in {"nsubj", "nsubjpass", "poss"}
    if (
        linked
        and acts
        and linked[0].entity.kind is not Kind.PERSON
        and linked[0].found.sort is not Sort.TITLE
    ):
        return linked, 35
    return (linked, 10) if not linked and token.lemma_ in _CROWDS else None


def _together(context: Context, token: Token) -> tuple[Linked, ...]:
    """Return the actors joined by "and", of which ``token`` is the first."""
    found, last = [], token
    while True:
        found += list(_standing_for(context, last))
        joined = [child for child in last.children if child.dep_ == "conj" and child.pos_ in _NOUNS]
        if not joined:
            break
        last = joined[0]
    named = {each.entity.id: each for each in found if not each.modifier and not each.locative}
    return tuple(named.values()) if last is not token else ()


def _is_name(linked: Linked) -> bool:
    """Return whether a mention is a name, whose plural form ("United States") is none."""
    return linked.found.sort is Sort.NAME and not any(name.form == "people" for name in linked.found.names)


def _is_human(context: Context, token: Token, linked: tuple[Linked, ...]) -> bool:
    if linked:
        return linked[0].entity.kind is Kind.PERSON or linked[0].found.sort in {Sort.PERSON, Sort.TITLE}
    word = token.lemma_.lower()
    return (
        token.ent_type_ == "PERSON"
        or token.i in context.titles_by_end
        or word in _HUMANS
        or (token.pos_ == "NOUN" and word in context.gazetteer.titles)
    )


def _gender(context: Context, linked: Linked) -> str:
    return context.memory.genders.get(linked.entity.id, "")


def _role(token: Token) -> str:
    """Return the role of a noun, that of the first of a list for the others."""
    steps = 0
    while token.dep_ in {"conj", "appos"} and steps < 6:
        token, steps = token.head, steps + 1
    if token.dep_ == "pobj" and token.head.dep_ == "agent":
        return "agent"
    return token.dep_


def _is_buried(token: Token) -> bool:
    return any(verb.dep_ in _BURIED for verb in (token.head, token.head.head))


def _is_bound(pronoun: Token, token: Token) -> bool:
    """Return whether a noun and a pronoun belong to one verb, so that they are two: "Peru told it"."""
    if pronoun.dep_ == "poss":
        return token == pronoun.head or token.head == pronoun
    if pronoun.lower_ in _REFLEXIVE:
        return False
    verb = pronoun.head.head if pronoun.dep_ == "pobj" else pronoun.head
    if pronoun.dep_ != "nsubj" and token.dep_ == "nsubj" and token.head == _subject_verb(verb):
        return True
    return token.head == verb or (token.dep_ == "pobj" and token.head.head == verb) or verb == token


def _subject_verb(verb: Token) -> Token:
    """Return the verb that lends its subject to one without: "Peru met Chile and praised it"."""
    while verb.dep_ in {"conj", "advcl", "xcomp"} and all(child.dep_ != "nsubj" for child in verb.children):
        verb = verb.head
    return verb


def _clauses(pronoun: Token) -> list[Token]:
    """Return the verb of the clause in which a pronoun stands."""
    for above in pronoun.ancestors:
        if above.pos_ in {"VERB", "AUX"}:
            return [above]
    return []
