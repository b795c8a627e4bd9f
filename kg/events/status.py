"""Whether an act took place, by tense, modals, negation and conditionals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.events.syntax import children
from kg.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo"})
_POSSIBLE = frozenset({"would", "could", "may", "might", "should", "can", "must", "'d", "’d", "ca"})
_DUE = frozenset(
    {"planned", "upcoming", "scheduled", "forthcoming", "expected", "future", "next", "impending", "proposed"}
)
_MAYBE = frozenset({"possible", "potential", "alleged", "hypothetical", "further", "feared", "would-be"})
_NEGATIVE = frozenset({"no", "neither", "without"})
_SAYING = frozenset(
    {"say", "announce", "tell", "add", "confirm", "declare", "report", "state", "promise", "reveal"}
)
_ABOUT = frozenset({"on", "about", "over", "for", "towards", "toward", "regarding", "concerning"})
# what such talks are about is not yet there: "talks on a ceasefire"
_TALKS = frozenset({"talk", "negotiation", "discussion", "debate", "referendum", "proposal", "work", "push"})
_MAKING = frozenset(
    {"form", "forge", "make", "create", "build", "establish", "hold", "have", "launch", "start", "open"}
)
_WANTING = frozenset({"want", "need", "seek", "desire", "favour", "favor", "envisage", "await"})
_OBLIGING = frozenset({"have", "need", "ought"})
_AWAITED = frozenset({"schedule", "plan", "expect", "due", "slate", "set"})


def status_of(trigger: Token, verb: Token) -> Status:
    """Return the status of an act by its trigger and the verb that carries its tense."""
    if children(trigger, "neg"):
        return Status.NEGATED
    if trigger.dep_ == "acomp":
        return _of_verb(trigger.head)  # "was not impressed"
    if verb.pos_ in {"VERB", "AUX"}:
        return _of_verb(verb)
    return _of_noun(trigger)


def _of_noun(noun: Token) -> Status:
    qualifiers = {child.lower_ for child in noun.children if child.dep_ in {"amod", "det", "neg"}}
    if qualifiers & _NEGATIVE:
        return Status.NEGATED
    if qualifiers & _DUE:
        return Status.PLANNED
    if qualifiers & _MAYBE:
        return Status.HYPOTHETICAL
    head = noun.head
    if noun.dep_ == "pobj" and head.lower_ in _ABOUT and head.head.lemma_.lower() in _TALKS:
        return Status.HYPOTHETICAL
    if noun.dep_ in {"nsubj", "nsubjpass"} and head.pos_ in {"VERB", "AUX"}:
        return Status.PLANNED if head.lemma_ in _AWAITED else _of_verb(head)
    if noun.dep_ == "dobj" and head.lemma_ in _MAKING:
        return _of_verb(head)  # "would form a pact with Peru"
    return Status.HYPOTHETICAL if noun.dep_ == "dobj" and head.lemma_ in _WANTING else Status.ACTUAL


def _of_verb(verb: Token) -> Status:
    first = _first_conjunct(verb)
    if any(children(each, "neg") or _nothing(each) for each in {verb, first}):
        return Status.NEGATED
    if (
        verb.dep_ == "xcomp"
        and verb.head.lemma_ == "have"
        and any(child.lower_ == "yet" for each in (verb, verb.head) for child in children(each, "advmod"))
    ):
        return Status.NEGATED  # "has yet to name"
    if verb.dep_ in {"relcl", "acl"} and _is_none(verb.head):
        return Status.NEGATED  # "no treaty that was signed"
    if verb.dep_ == "xcomp" and _obliges(verb.head) and children(verb, "aux"):
        return Status.HYPOTHETICAL  # "has to withdraw"
    helpers = {child.lower_ for each in (verb, first) for child in children(each, "aux", "auxpass")}
    if verb.dep_ == "pcomp" and verb.head.lower_ == "about":
        return Status.HYPOTHETICAL  # "talks about opening the border"
    if any(
        child.lower_ in {"if", "unless", "whether", "until", "till", "lest"}
        for child in children(verb, "mark")
    ):
        return Status.HYPOTHETICAL
    if "would" in helpers and verb.dep_ == "ccomp" and verb.head.lemma_ in _SAYING:
        return Status.PLANNED  # "said that it would withdraw"
    if helpers & _POSSIBLE:
        return Status.HYPOTHETICAL
    if helpers & _FUTURE or _is_arranged(verb):
        return Status.PLANNED
    return Status.ACTUAL


def is_purpose(verb: Token) -> bool:
    """Return whether a verb says what something is done for: "sent ships to defend Peru"."""
    return verb.dep_ in {"advcl", "acl"} and any(child.lower_ == "to" for child in children(verb, "aux"))


def _obliges(verb: Token) -> bool:
    """Return whether a verb says what is still to be done: "has to", and not "had to", which was done."""
    return verb.lemma_ in _OBLIGING and (verb.lemma_ != "have" or verb.tag_ != "VBD")


def _first_conjunct(verb: Token) -> Token:
    while (
        verb.dep_ == "conj"
        and verb.head.pos_ in {"VERB", "AUX"}
        and not children(verb, "nsubj", "nsubjpass", "aux")
    ):
        verb = verb.head
    return verb


def _nothing(verb: Token) -> bool:
    return any(_is_none(each) for each in children(verb, "dobj", "nsubj", "nsubjpass"))


def _is_none(noun: Token) -> bool:
    return any(child.lower_ in _NEGATIVE for child in children(noun, "det"))


def _is_arranged(verb: Token) -> bool:
    """Return whether an infinitive says what is arranged: "is due to visit", "Peru to visit Chile"."""
    if not any(child.lower_ == "to" for child in children(verb, "aux")):
        return False
    if verb.dep_ == "ROOT":
        return True
    return verb.dep_ in {"xcomp", "ccomp"} and (
        verb.head.lemma_ in {*_AWAITED, "be", "prepare"} or verb.head.lower_ == "due"
    )
