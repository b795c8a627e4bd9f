"""Whom a pronoun means: all nouns before it are weighed, and the heaviest that agrees wins.

A noun that no table knows counts too, so that a pronoun that means "the plan" or "the crowd" is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from kg.linking.speakers import speaker
from kg.linking.ties import clauses, is_bound, speaking, tie
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
_CROWDS = frozenset(
    {"crew", "family", "team", "crowd", "couple", "group", "staff", "police", "audience", "public"}
)
_KNOWN_GENDER = 20
_DOUBT = 12  # a lead smaller than this over somebody else leaves the pronoun unresolved
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
_MEETING = frozenset(
    {
        "meet",
        "speak",
        "talk",
        "confer",
        "consult",
        "have",
        "hold",
        "sign",
        "reach",
        "conclude",
        "agree",
        "negotiate",
    }
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
    return () if _is_barred(context, pronoun, best.token) else best.linked


def _is_barred(context: Context, pronoun: Token, token: Token) -> bool:
    """Return whether a like pronoun in between means somebody unknown, who is more likely meant here too."""
    if NUMBER_OF[pronoun.lower_] is not Number.PERSON:
        return False
    return any(
        _agree(pronoun, between) and context.links.at(between.i) is None
        for between in context.nouns_between(token.i + 1, pronoun.i)
        if context.quoted[between.i] == context.quoted[pronoun.i]
    )


def _agree(pronoun: Token, other: Token) -> bool:
    """Return whether two pronouns are alike in number and gender."""
    number = NUMBER_OF.get(other.lower_)
    alike = (pronoun.lower_ in _FEMALE) == (other.lower_ in _FEMALE)
    return number is NUMBER_OF[pronoun.lower_] and (alike or number is not Number.PERSON)


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
        if token.pos_ == "PRON" and token.lower_ in NUMBER_OF and not _agree(pronoun, token):
            continue
        if context.quoted[i] and not inside:
            continue
        if said is not None and any(each.entity.id == said.id for each in linked.get(i, ())):
            continue
        if (candidate := _candidate(context, pronoun, number, token)) is not None:
            yield candidate


def _candidate(context: Context, pronoun: Token, number: Number, token: Token) -> _Candidate | None:
    if token.ent_type_ in _TIMES or is_bound(pronoun, token):
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
    apart = context.sentence_of[pronoun.i] - context.sentence_of[token.i]
    weight = _WEIGHTS[role] - cost - _FURTHER * apart + tie(pronoun, token, known=bool(linked))
    if group and _gender(context, group[0]):
        weight += _KNOWN_GENDER if number is Number.PERSON else 0
    return _Candidate(token, group, weight)


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
    together = _together(context, pronoun, token) or _partners(context, pronoun, token)
    if len(together) > 1:
        return together, 0
    if _joined_to(pronoun, token):
        return (), 0  # somebody unknown
    if token.tag_ in _PLURAL and not (linked and _is_name(linked[0])):
        speaks = pronoun.dep_ == "nsubj" and pronoun.head.lemma_ in speaking()
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


def _together(context: Context, pronoun: Token, token: Token) -> tuple[Linked, ...]:
    """Return the actors joined by "and", of which ``token`` is the first; none if one of them is unknown."""
    found, last = [], token
    while True:
        if not (standing := _standing_for(context, last)):
            return ()
        found += list(standing)
        if (joined := _joined_to(pronoun, last)) is None:
            break
        last = joined
    named = {each.entity.id: each for each in found if not each.modifier and not each.locative}
    return tuple(named.values()) if last is not token else ()


def _joined_to(pronoun: Token, token: Token) -> Token | None:
    """Return the noun that "and" joins to another, unless it is the pronoun's own: "Peru and their aims"."""
    joined = (child for child in token.children if child.dep_ == "conj" and child.pos_ in _NOUNS)
    return next((child for child in joined if not child.is_ancestor(pronoun)), None)


def _partners(context: Context, pronoun: Token, token: Token) -> tuple[Linked, ...]:
    """Return the two who meet: "Doe spoke with Roe. They agreed"; not in "Doe met Roe and their aides"."""
    verb = token.head
    if token.dep_ != "nsubj" or verb.lemma_ not in _MEETING or verb in clauses(pronoun):
        return ()
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    if verb.lemma_ == "meet" and objects:
        others = objects
    else:
        places = [child for above in (verb, *objects) for child in above.children if child.lower_ == "with"]
        others = [child for place in places for child in place.children if child.dep_ == "pobj"]
    others += [child for one in others for child in one.children if child.dep_ == "conj"]
    found = [each for one in (token, *others) for each in _standing_for(context, one)]
    persons = {each.entity.id: each for each in found if each.entity.kind is Kind.PERSON}
    states = {each.entity.state for each in persons.values()}
    return tuple(persons.values()) if len(states) == len(persons) else ()


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
