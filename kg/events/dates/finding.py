"""All date expressions of a sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.events.dates import absolute, relative
from kg.events.dates.composing import bounded, is_licensed, modified, ranged
from kg.events.dates.expressions import Expression, Vantage
from kg.events.dates.words import MONTHS, WEEKDAYS
from kg.model import Basis, EventDate, Precision, TextSpan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

_PATTERNS = (*absolute.PATTERNS, *relative.PATTERNS)
_ANY = re.compile(
    r"\d|"
    + "|".join(sorted({word[:3] for word in (*MONTHS, *WEEKDAYS)}))
    + r"|day|night|week|month|year|hour|fortnight|decade|century|quarter|summer|winter|spring|autumn|fall|"
    r"recent|morrow|this (?:morning|afternoon|evening)|christmas|easter|ties\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"][^”\"]*(?:[”\"]|$)")
_ELSEWHERE = re.compile(r"\([^()]*\b(?:GMT|UTC|local\s+time|E[SD]T|CES?T|BST|[A-Z]{1,4}T)\b[^()]*\)")


def expressions(text: str) -> tuple[Expression, ...]:
    """Return the date expressions of a sentence in order, whether or not they have a value.

    Example:
        >>> text = "They met on Friday and in May."
        >>> [text[each.start : each.end] for each in expressions(text)]
        ['Friday', 'May']
    """
    if not _ANY.search(text):
        return ()
    atoms = [modified(text, each) for each in _longest(_matches(text))]
    whole = [bounded(text, each) for each in ranged(text, _apart(atoms))]
    quotes = [match.span() for match in _QUOTED.finditer(text)]
    found = (
        replace(each, quoted=any(start < each.start < end for start, end in quotes))
        for each in whole
        if is_licensed(text, each)
    )
    return tuple(_without_other_clocks(text, found))


def find_dates(
    text: str, published: date | None, *, ahead: bool = False, anchor: EventDate | None = None
) -> list[tuple[int, int, EventDate]]:
    """Return the dates of a text with their half-open character offsets, in order.

    A relative expression without a day of publication has no value and is left out.

    Args:
        text: A sentence.
        published: The day on which it was written.
        ahead: Whether the act lies in the future, so that "on Friday" looks forward.
        anchor: The date of the event told before, from which "the day after" counts.

    Example:
        >>> from datetime import date
        >>> [str(found) for _, _, found in find_dates("They met on Friday in Lima.", date(2023, 5, 17))]
        ['2023-05-12']
    """
    vantage = Vantage(published=published, ahead=ahead, anchor=anchor)
    read = ((each, value_of(each, vantage)) for each in expressions(text))
    return [(each.start, each.end, value) for each, value in read if value is not None]


def value_of(expression: Expression, vantage: Vantage) -> EventDate | None:
    """Return the value of an expression, None if it has none, or none that a calendar holds."""
    try:
        return expression.read(vantage)
    except (OverflowError, ValueError):  # "tomorrow" on the last day that a date can have
        return None


def with_span(value: EventDate, span: TextSpan) -> EventDate:
    """Return a date that remembers the words it was read from."""
    return replace(value, span=span)


def publication_date(published: date) -> EventDate:
    """Return the day of publication as the date of an act that is the news itself."""
    return EventDate(earliest=published, latest=published, precision=Precision.DAY, basis=Basis.PUBLICATION)


def _matches(text: str) -> Iterator[Expression]:
    for pattern in _PATTERNS:
        for match in pattern.form.finditer(text):
            yield pattern.expression(match)


def _longest(found: Iterable[Expression]) -> list[Expression]:
    """Keep what starts first, of those the longest, of those the first in the table."""
    kept: list[Expression] = []
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _apart(atoms: Iterable[Expression]) -> list[Expression]:
    """Leave out what a longer modifier of the next expression has taken in."""
    kept: list[Expression] = []
    for each in atoms:
        while kept and kept[-1].end > each.start:
            kept.pop()
        kept.append(each)
    return kept


def _without_other_clocks(text: str, found: Iterable[Expression]) -> Iterator[Expression]:
    """Leave out the same moment by another clock: "late Tuesday (0200 GMT Wednesday)"."""
    clocks = [match.span() for match in _ELSEWHERE.finditer(text)]
    before = False
    for each in found:
        if before and any(start < each.start < end for start, end in clocks):
            continue
        before = True
        yield each
