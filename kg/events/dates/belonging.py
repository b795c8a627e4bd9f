"""To which act of a sentence a date expression belongs, by the parse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.events.dates.tense import is_answered
from kg.events.syntax import ancestors, clause_verb
from kg.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from kg.events.acts import Act
    from kg.events.dates.expressions import Expression

_BEFORE_NOUN = frozenset({"poss", "nummod", "amod", "compound", "nmod"})
_ELSEWHERE = frozenset({"after", "following", "despite", "before", "since", "until", "amid", "over"})
_ANSWERING = frozenset({"retaliation", "response", "reaction", "protest", "revenge", "time"})
_HOLDING = frozenset({"attend", "hold", "host", "have", "join", "conduct"})
ARRANGING = frozenset({"planMeeting", "requestMeeting"})  # "invited them to talks on Sunday"
_VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An expression of a sentence.

    Args:
        expression: The expression.
        token: The word of the parse that carries it.
        first: Its first word.
        offset: Its first character in the document.
        text: Its words.
    """

    expression: Expression
    token: Token
    first: Token
    offset: int
    text: str


def remoteness(found: Found, act: Act, doc: Doc) -> int | None:
    """Return how far an expression is from an act, None if it belongs to another act.

    0 at the word of the act, 1 in its clause, 2 in one that governs it ("said on Monday that"), 3 in a
    coordinated one.
    """
    verb, chain = clause_verb(doc[act.verb]), list(_chain(found.token))
    if (noun := _described(found)) is not None:
        return 0 if _is_named_by(noun, act, doc) else None
    trigger = doc[act.trigger]
    if trigger.pos_ not in _VERBAL:
        if act.action in ARRANGING and (trigger in chain or _ends(found, trigger)):
            return None
        if trigger in chain or _tells_of(clause_verb(found.token), trigger):
            return 0
        if is_answered(trigger) and _ends(found, trigger):
            return 0
    if _is_elsewhere(found, chain):
        return None
    own = clause_verb(found.token)
    if own.i == verb.i:
        return 1
    above = list(ancestors(verb))
    if own in above:
        between = (verb, *above[: above.index(own)])
        return None if any(each.dep_ == "relcl" for each in between) else 2
    return 3 if own.dep_ == "conj" and own.head.i == verb.i else None


def is_of_whole(found: Found, root: Token) -> bool:
    """Return whether an expression dates a sentence: it stands in the main clause, and with its verb."""
    return (
        clause_verb(found.token).i == root.i
        and _described(found) is None
        and not _is_elsewhere(found, list(_chain(found.token)))
    )


def _chain(token: Token) -> Iterator[Token]:
    """Yield what governs a date within its clause, the nearest first, up to the verb."""
    for each in ancestors(token):
        yield each
        if each.pos_ in _VERBAL:
            return


def _described(found: Found) -> Token | None:
    """Return the noun that a date stands before: "last month's raid", "the 2013 accord"; else None."""
    token, head = found.token, found.token.head
    if token.dep_ not in _BEFORE_NOUN or head.i < token.i or head.pos_ not in {"NOUN", "PROPN"}:
        return None
    first = found.first
    opens = first.i == token.sent.start or token.doc[first.i - 1].pos_ == "ADP"
    return None if opens and head.pos_ == "PROPN" else head  # "On Monday Smith met" is parsed as a name


def _is_named_by(noun: Token, act: Act, doc: Doc) -> bool:
    """Return whether a noun with a date before it is the act: "last week's raid", "attend Monday's talks"."""
    verb = doc[act.verb]
    if noun.i == act.trigger == act.verb or (verb.dep_ == "relcl" and verb.head == noun):
        return True
    return noun.head == verb and (verb.lemma_ in _HOLDING or act.status is Status.PLANNED)


def _tells_of(verb: Token, noun: Token) -> bool:
    """Return whether a clause hangs on the noun of an act: "the expulsions that it ordered on Monday"."""
    return verb.dep_ in {"acl", "relcl"} and verb.head == noun


def _ends(found: Found, noun: Token) -> bool:
    """Return whether a date ends what is said of a noun: "over its raid on Monday"."""
    left = _left(found)
    if left is None:
        return False
    for each in (left, *ancestors(left)):
        if each == noun:
            return True
        if each.pos_ in _VERBAL and each.dep_ not in {"acl", "relcl"}:
            return False
    return False


def _is_elsewhere(found: Found, chain: Sequence[Token]) -> bool:
    """Return whether a date tells of what an act followed or answered: "left after the raid on Friday"."""
    left = _left(found)
    over = [*chain[1:], *(_chain(left) if left is not None else ())]
    return any(each.lower_ in _ELSEWHERE or each.lower_ in _ANSWERING for each in over)


def _left(found: Found) -> Token | None:
    """Return the word before an expression and its preposition, None at the start or after a comma."""
    doc, start = found.token.doc, found.token.sent.start
    before = found.first.i - 1
    if before >= start and doc[before].pos_ == "ADP":
        before -= 1
    return None if before < start or doc[before].is_punct else doc[before]
