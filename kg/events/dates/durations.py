"""How long an act takes, and how far from another it lies: "a three-day visit", "two days after the raid"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from kg.events.dates.intervals import between, moved
from kg.events.dates.words import COUNT, number
from kg.events.syntax import ancestors, children, clause_verb
from kg.model import Basis, Precision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span, Token

    from kg.events.acts import Act
    from kg.model import EventDate

_LASTING = re.compile(
    rf"\b(?P<count>{COUNT})[\s-](?P<unit>day|week)s?(?:['’]s?)?\s+(?:of\s+)?(?:[a-z-]+\s+){{0,3}}"
    r"(?P<noun>visit|tour|trip|stay|talks|meeting|summit|conference|dialogue|negotiations|discussions)\b"
)
_OPENING = frozenset(
    {"arrive", "begin", "start", "open", "launch", "embark", "convene", "call", "pay", "beginning", "onset"}
)
_CLOSING = frozenset(
    {"end", "conclude", "wrap", "finish", "complete", "leave", "depart", "after", "following"}
)
_TRIPS = frozenset({"visit", "tour", "trip", "stay"})
_LONG = frozenset({"visit", "meet", "convene", "negotiate", "consult"})
_AWAY = re.compile(
    rf"\b(?:(?P<count>{COUNT})\s+)?(?P<unit>hour|day|week|month|year)s?\s+(?P<side>after|before)\b"
    r"(?=\s+[\w“\"])"
)
_HOURS = 24


def lasting(value: EventDate, act: Act, doc: Doc) -> EventDate:
    """Return the days of an act of several days of which only the first, or the last, is dated."""
    trigger = doc[act.trigger]
    if value.precision is not Precision.DAY or act.action not in _LONG:
        return value
    for match in _LASTING.finditer(trigger.sent.text):
        noun = _token(trigger.sent, match.start("noun"))
        if noun is not None and _is_told_by(noun, act, trigger):
            return _stretched(value, match, noun)
    return value


def _is_told_by(noun: Token, act: Act, trigger: Token) -> bool:
    """Return whether it is the act that takes so long: a visit, not the meeting at its start."""
    alike = (act.action == "visit") == (noun.lemma_ in _TRIPS) or noun.lemma_ == "talk"
    return alike and (noun == trigger or clause_verb(noun) == clause_verb(trigger))


def _stretched(value: EventDate, match: re.Match[str], noun: Token) -> EventDate:
    days = timedelta(days=number(match["count"]) * (7 if match["unit"] == "week" else 1) - 1)
    words = {each.lemma_.lower() for each in _upward(noun)}
    if words & _CLOSING:
        return replace(value, earliest=value.earliest - days, precision=Precision.INTERVAL)
    if words & _OPENING:
        return replace(value, latest=value.latest + days, precision=Precision.INTERVAL)
    return value


def _upward(noun: Token) -> Iterator[Token]:
    """Yield what governs a noun up to its clause's verb: "at the start of a three-day visit"."""
    verb = clause_verb(noun)
    for each in ancestors(noun):
        yield each
        if each == verb:
            return


def distance(act: Act, doc: Doc) -> tuple[Token, re.Match[str]] | None:
    """Return from which clause an act's own time is told, as in "two days after Peru had fired".

    Returns:
        The verb of the clause it is counted from, and the words that tell how far; None if none do.
    """
    trigger = doc[act.trigger]
    verb = clause_verb(trigger)
    for match in _AWAY.finditer(trigger.sent.text):
        word = _token(trigger.sent, match.start("side"))
        if word is None:
            continue
        if word.dep_ == "mark" and (word.head == verb or word.head in set(ancestors(verb))):
            return clause_verb(word.head.head), match
        if any(each == trigger for child in children(word, "pobj", "pcomp") for each in child.subtree):
            return clause_verb(word), match
    return None


def away(base: EventDate, match: re.Match[str]) -> EventDate:
    """Return the date that lies so far from that of the other act; without a number, a unit at most."""
    sign = -1 if match["side"].lower() == "after" else 1
    unit, count = match["unit"], match["count"]
    if unit == "hour":
        return replace(_days(base, sign * (number(count) // _HOURS if count else 0)), basis=Basis.ANCHORED)
    if count is None:
        near, far = (
            moved(base.earliest, "day", sign),
            moved(base.earliest, unit if unit != "day" else "week", sign),
        )
        return between(min(near, far), max(near, far), Basis.ANCHORED)
    step = sign * number(count)
    return replace(
        base,
        earliest=moved(base.earliest, unit, step),
        latest=moved(base.latest, unit, step),
        basis=Basis.ANCHORED,
    )


def _days(base: EventDate, step: int) -> EventDate:
    days = timedelta(days=step)
    return replace(base, earliest=base.earliest + days, latest=base.latest + days)


def _token(sentence: Span, offset: int) -> Token | None:
    start = sentence.start_char + offset
    span = sentence.doc.char_span(start, start + 1, alignment_mode="expand")
    return span[0] if span is not None else None
