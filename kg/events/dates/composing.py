"""How expressions build on each other: "late" May, "from" Monday "to" Wednesday, "since" 2014."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from kg.events.dates.expressions import Expression, Vantage
from kg.events.dates.intervals import between, part
from kg.events.dates.words import ORDINALS
from kg.model import Basis

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import EventDate

_THIRDS = {"early": 1, "mid": 2, "middle": 2, "late": 3}
_STARTS = frozenset({"beginning", "start"})
_MODIFIER = re.compile(
    r"\b(?:(?:[Tt]he\s+)?(?:(?P<edge>beginning|start|middle|end|close)\s+of"
    r"|(?P<half>first|second|latter)\s+half\s+of|(?P<quarter>first|second|third|fourth|last)\s+quarter\s+of)\s+(?:the\s+)?"
    r"|(?:[Tt]he\s+)?(?:very\s+)?(?P<third>[Ee]arly|[Mm]id|[Mm]iddle|[Ll]ate)(?:\s+(?:in|part\s+of)\s+|\s+|-|)(?:the\s+)?)$"
)
_BOUND = re.compile(
    r"\b(?P<bound>since|until|till|through|by|before|after|as\s+of|no\s+later\s+than|up\s+to|prior\s+to)\s+(?:(?:the|at\s+least)\s+)?$",
    re.IGNORECASE,
)
_BOUNDS = {
    "till": "until",
    "through": "until",
    "up to": "until",
    "no later than": "by",
    "prior to": "before",
    "as of": "",
}
_FROM = re.compile(r"\b(?P<word>from|between)\s+(?:the\s+)?$", re.IGNORECASE)
_TAKEN = re.compile(r"(?P<word>from|between)\b", re.IGNORECASE)
_LINK = re.compile(r"\s?[-–—/]\s?|\s+(?P<word>to|and|until|till|through)\s+(?:the\s+)?")
_LICENCE = re.compile(
    r"(?:\b(?:in|since|by|of|until|till|during|from|last|next|this|before|after|between|through|throughout|around|circa|"
    r"about|over|at|year|years|for|earlier|later|that|dated|spring|summer|autumn|winter)\s+(?:the\s+|about\s+|around\s+)?|\(\s?)$",
    re.IGNORECASE,
)
_SHY_LICENCE = re.compile(
    r"\b(?:in|since|during|until|till|last|next|this|through|throughout|between)\s+$", re.IGNORECASE
)
_OWNED = re.compile(r"(?:\b(?:the|its|their|his|her|our|a|an)|['’]s|s['’])\s+$", re.IGNORECASE)
_NOUN = re.compile(r"\s+(?:[A-Z][\w-]+\s+)*[A-Za-z-]{3,}")
_MONTHS_AS_NAMES = frozenset({"May", "March", "Jan", "April", "June", "August"})


def modified(text: str, expression: Expression) -> Expression:
    """Return an expression with the word that picks a part of it: "early", "mid-", "the end of"."""
    match = _MODIFIER.search(text, max(0, expression.start - 40), expression.start)
    if match is None:
        return expression

    def read(vantage: Vantage) -> EventDate | None:
        value = expression.read(vantage)
        return value if value is None or value.earliest == value.latest else _cut(value, match)

    return replace(expression, start=match.start(), read=read, weak=False)


def _cut(value: EventDate, match: re.Match[str]) -> EventDate:
    if third := match["third"]:
        return part(value, _THIRDS[third.lower()], of=3)
    if half := match["half"]:
        return part(value, 1 if half.lower() == "first" else 2, of=2)
    if quarter := match["quarter"]:
        return part(value, ORDINALS.get(quarter.lower(), 4), of=4)
    edge = match["edge"].lower()
    if edge == "middle":
        return part(value, 2, of=3)
    parts = 3 if (value.latest - value.earliest).days < 32 else 4
    return part(value, 1 if edge in _STARTS else parts, of=parts)


def ranged(text: str, expressions: Iterable[Expression]) -> list[Expression]:
    """Return expressions, with each two that a word or a dash links joined: "Monday to Wednesday"."""
    joined: list[Expression] = []
    for expression in expressions:
        before = joined[-1] if joined else None
        if before is not None and (start := _linked(text, before, expression)) is not None:
            joined[-1] = _range(before, expression, start)
        else:
            joined.append(expression)
    return joined


def _linked(text: str, first: Expression, second: Expression) -> int | None:
    """Return where the range of two expressions starts, None if they are none."""
    match = _LINK.fullmatch(text, first.end, second.start)
    if match is None or first.bound or second.bound:
        return None
    opening = _FROM.search(text, max(0, first.start - 12), first.start) or _TAKEN.match(text, first.start)
    word = (match["word"] or "-").lower()
    if opening is not None and (word == "and") == (opening["word"].lower() == "between"):
        return opening.start()
    alike = first.floating == second.floating and not (first.weak and second.weak)
    return first.start if word == "-" or (alike and word in {"and", "to", "through"}) else None


def _range(first: Expression, second: Expression, start: int) -> Expression:
    def read(vantage: Vantage) -> EventDate | None:
        last = second.read(vantage)
        if last is None:
            return None
        behind = Vantage(published=last.earliest, anchor=vantage.anchor)
        begun = first.read(behind if first.floating else vantage)
        if begun is None or begun.earliest > last.latest:
            return None
        relative = Basis.RELATIVE in {begun.basis, last.basis} and not (
            first.floating and last.basis is Basis.STATED
        )
        return between(begun.earliest, last.latest, Basis.RELATIVE if relative else last.basis)

    return Expression(
        start=start,
        end=second.end,
        read=read,
        weak=first.weak and second.weak and start == first.start,
        floating=first.floating and second.floating,
    )


def bounded(text: str, expression: Expression) -> Expression:
    """Return an expression with the word that makes it a bound: "since 2014", "by the end of the year"."""
    match = _BOUND.search(text, max(0, expression.start - 20), expression.start)
    if match is None:
        return expression
    word = " ".join(match["bound"].lower().split())
    bound = _BOUNDS.get(word, word)
    if not bound or (bound == "through" and not expression.floating):
        return expression
    shy = bound == "by" and _is_shy(text, expression)

    def read(vantage: Vantage) -> EventDate | None:
        if shy and not vantage.ahead:
            return None  # "criticised by May"
        return _bound(expression.read(vantage), bound, vantage)

    return replace(expression, start=match.start(), weak=False, bound=bound, read=read)


def _is_shy(text: str, expression: Expression) -> bool:
    """Return whether an expression is a month that people are called by too."""
    return expression.weak and text[expression.start : expression.end].rstrip(".") in _MONTHS_AS_NAMES


def _bound(value: EventDate | None, bound: str, vantage: Vantage) -> EventDate | None:
    """Return the days that a bound leaves, up to publication or from it on; None if it leaves them open."""
    day = vantage.published
    if value is None:
        return None
    match bound:
        case "since":
            return value if day is None or day < value.latest else between(value.earliest, day, value.basis)
        case "until":
            return None if day is None or day > value.latest else between(day, value.latest, value.basis)
        case "by":
            ahead = day is not None and vantage.ahead and day < value.latest
            return between(day, value.latest, value.basis) if ahead and day is not None else value
        case "before":
            last = value.earliest - timedelta(days=1)
            return (
                between(day, last, value.basis) if day is not None and vantage.ahead and day < last else None
            )
        case _:
            first = value.latest + timedelta(days=1)
            return between(first, day, value.basis) if day is not None and first <= day else None


def is_licensed(text: str, expression: Expression) -> bool:
    """Return whether a weak expression has a word of time before it: "in May", but not "Theresa May"."""
    if not expression.weak:
        return True
    before, words = (
        text[max(0, expression.start - 30) : expression.start],
        text[expression.start : expression.end],
    )
    if words[0].isdigit():
        return bool(_LICENCE.search(before)) or (
            bool(_OWNED.search(before)) and bool(_NOUN.match(text, expression.end))
        )
    if _is_shy(text, expression):
        return bool(_SHY_LICENCE.search(before))
    if (
        text[expression.end : expression.end + 2].strip()[:1].isupper()
        and words[0].isupper()
        and "." in words
    ):
        return False
    return bool(_LICENCE.search(before))
