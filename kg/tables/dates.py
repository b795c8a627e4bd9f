"""Dates as event tables write them."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from kg.model import EventDate, Precision, TextSpan
from kg.tables.faults import Fault

_EXPECTED = "Expected 2023-05-19, 20230519, 2023-05 or 2023."
_ISO = re.compile(r"(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?(?:[T ]\d\d:?\d\d.*)?", re.ASCII)
_EUROPEAN = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)


def date_of(text: str, last: str = "", span: TextSpan | None = None) -> EventDate:
    """Return the date that a cell says, or the time from it to a last one.

    Args:
        text: The cell.
        last: The cell of the last day, empty if there is none.
        span: Where the cell stands.

    Raises:
        Fault: A cell is no date, or the last day comes before the first.

    Example:
        >>> str(date_of("20230519")), str(date_of("2023-05"))
        ('2023-05-19', '2023-05')
    """
    if not last and "/" in text and len(text) > len("19/05/2023"):
        text, _, last = text.partition("/")
    first, end = _bounds(text, "date")
    if last:
        end = _bounds(last, "date_end")[1]
    if end < first:
        raise Fault("date_end", f"{last!r} comes before {text!r}.", "Expected the last day of the event.")
    return EventDate(earliest=first, latest=end, precision=_precision(first, end), span=span)


def _bounds(text: str, column: str) -> tuple[date, date]:
    match = _ISO.fullmatch(text)
    if not match:
        raise Fault(column, f"{text!r} is no date.", f"{_near(text)}{_EXPECTED}")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None  # noqa: S101 - the pattern has it
    try:
        first = date(year, month or 1, day or 1)
    except ValueError as error:
        raise Fault(column, f"{text!r} is no date.", f"{_nearest(year, month, day)}{_EXPECTED}") from error
    if day:
        return first, first
    if month:
        return first, first.replace(day=calendar.monthrange(first.year, month)[1])
    return first, first.replace(month=12, day=31)


def _precision(first: date, last: date) -> Precision:
    if first == last:
        return Precision.DAY
    after = date.fromordinal(last.toordinal() + 1) if last < date.max else date.max
    if first.day == 1 and after.day == 1:
        if (first + timedelta(days=31)).replace(day=1) == after:
            return Precision.MONTH
        if first.month == 1 and (after.year, after.month) == (first.year + 1, 1):
            return Precision.YEAR
    return Precision.INTERVAL


def _nearest(year: int, month: int | None, day: int | None) -> str:
    """Return a hint at the day that comes closest to one that the calendar lacks."""
    if not year:
        return ""
    good = min(max(month or 1, 1), 12)
    if day is None:
        return f"Did you mean {year:04}-{good:02}? "
    return f"Did you mean {date(year, good, min(max(day, 1), calendar.monthrange(year, good)[1]))}? "


def _near(text: str) -> str:
    match = _EUROPEAN.fullmatch(text)
    if not match:
        return ""
    one, two, year = map(int, match.groups())
    meant = sorted(
        {f"{year:04}-{m:02}-{d:02}" for d, m in ((one, two), (two, one)) if 0 < m <= 12 and 0 < d <= 31}
    )
    return f"Did you mean {' or '.join(meant)}? " if meant else ""
