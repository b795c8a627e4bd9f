"""On which side of the day of writing a clause lies, by its tense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.events.status import status_of
from kg.events.syntax import ancestors, children, clause_verb
from kg.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_SINCE = frozenset({"after", "since", "when", "before", "until"})
_AWAITED = frozenset(
    {
        "due",
        "set",
        "scheduled",
        "slated",
        "expected",
        "planned",
        "planning",
        "plans",
        "plan",
        "upcoming",
        "to-be",
    }
)
_FORWARD = frozenset(
    {
        "agree",
        "plan",
        "decide",
        "promise",
        "invite",
        "offer",
        "ask",
        "urge",
        "intend",
        "hope",
        "want",
        "prepare",
    }
    | {
        "due",
        "set",
        "schedule",
        "expect",
        "intention",
        "decision",
        "proposal",
        "invitation",
        "agreement",
        "pledge",
    }
    | {"vow", "propose", "call", "demand", "request", "order", "tell", "commit", "ready", "refuse", "decline"}
)
_SAYING = frozenset(
    {"announce", "confirm", "reveal", "say", "report", "state", "declare", "disclose", "acknowledge"}
)
_FOLLOWED = frozenset({"after", "following", "over", "despite", "since"})
_BEFORE = frozenset({"previously", "earlier", "formerly"})
_ANSWERS = frozenset({"retaliation", "response", "reaction", "revenge", "protest"})
_VERBAL = frozenset({"VERB", "AUX"})


def is_ahead(token: Token) -> bool:
    """Return whether the clause of a date looks ahead: "will", "agreed to meet", "a visit planned for"."""
    verb = clause_verb(token)
    if verb.pos_ in _VERBAL and (status_of(verb, verb) is Status.PLANNED or _is_intended(verb)):
        return True
    return any(
        word in _AWAITED
        for each in (token, *_within(token, verb), verb)
        for word in (
            each.lower_,
            *(child.lower_ for child in children(each, "amod", "acl", "acomp", "xcomp")),
        )
        if each is not verb or word not in {"plan", "plans"}
    )


def _is_intended(verb: Token) -> bool:
    """Return whether a verb is what another says shall be: "agreed to meet", "a decision to visit"."""
    first = verb
    while first.dep_ == "conj" and first.head.pos_ in _VERBAL:
        first = first.head
    to = any(child.lower_ == "to" for each in (first, verb) for child in children(each, "aux"))
    return to and first.head.lemma_ in _FORWARD


def is_perfect(verb: Token) -> bool:
    """Return whether a verb is in the past perfect, which looks further back than its text."""
    return any(child.dep_ == "aux" and child.lower_ in {"had", "'d", "’d"} for child in verb.children)


def has_lasted(verb: Token) -> bool:
    """Return whether a verb tells what has gone on up to now, as "has held" and "holding" do."""
    helpers = {child.lower_ for child in children(verb, "aux", "auxpass")}
    return bool(helpers & {"have", "has", "had", "'ve", "’ve", "having", "been"}) or (
        verb.tag_ in {"VBG", "VBN"} and "to" not in helpers
    )


def is_background(verb: Token) -> bool:
    """Return whether an act is told to explain another: in the past perfect, or in a clause of time.

    What somebody now announces to have done is the news itself: "announced that it had severed relations".
    """
    verb = _first(clause_verb(verb))
    if any(child.lower_ in _BEFORE for child in children(verb, "advmod")):
        return True
    if is_perfect(verb):
        return not (verb.dep_ == "ccomp" and verb.head.lemma_ in _SAYING)
    return verb.dep_ == "advcl" and any(
        child.lower_ in _SINCE for child in verb.children if child.dep_ in {"mark", "advmod", "prep"}
    )


def is_answered(trigger: Token) -> bool:
    """Return whether an act is named as what another followed or answered: "in response to its raid"."""
    if trigger.pos_ in _VERBAL:
        return trigger.dep_ == "pcomp" and trigger.head.lower_ in _SINCE
    for each in ancestors(trigger):
        if each.pos_ in _VERBAL:
            return False
        if each.lower_ in _FOLLOWED or each.lemma_.lower() in _ANSWERS:
            return True
    return False


def _first(verb: Token) -> Token:
    while verb.dep_ == "conj" and verb.head.pos_ in _VERBAL and not is_perfect(verb):
        verb = verb.head
    return verb


def _within(token: Token, verb: Token) -> Iterator[Token]:
    for each in ancestors(token):
        if each == verb:
            return
        yield each
