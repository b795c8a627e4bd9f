"""Dates in a sentence: expressions to intervals, against the day of publication and the tense."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.model import Basis, EventDate, Precision, TextSpan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    _Reader = Callable[[re.Match[str], "Vantage"], EventDate | None]

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH_OF = (
    {name: number for number, name in enumerate(_MONTHS, start=1)}
    | {name[:3]: number for number, name in enumerate(_MONTHS, start=1)}
    | {"sept": 9}
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_MONTH = (
    r"(?P<month>(?:January|February|March|April|May|June|July|August|September|October|November|December)|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?)"
)
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_UNTIL = r"(?:\s?[-–]\s?(?P<until>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?)?"
_IN = r"in|since|by|of|until|till|during|from|last|next|this|early|late|mid-|mid|before|after"
_WEEKDAY = "|".join(day.capitalize() for day in _DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vantage:
    """What an expression is resolved against: the day of publication, and whether the act lies ahead."""

    published: date | None
    ahead: bool = False


def find_dates(text: str, published: date | None, *, ahead: bool = False) -> list[tuple[int, int, EventDate]]:
    """Return the dates of a text with their half-open character offsets, in order.

    A relative expression without a day of publication has no value and is left out.

    Args:
        text: A sentence.
        published: The day on which it was written.
        ahead: Whether the act lies in the future, so that "on Friday" looks forward.

    Example:
        >>> [str(found) for _, _, found in find_dates("They met on Friday in Lima.", date(2023, 5, 17))]
        ['2023-05-12']
    """
    vantage, found, taken = Vantage(published=published, ahead=ahead), [], 0
    for match, read in sorted(_matches(text), key=lambda pair: (pair[0].start(), -pair[0].end())):
        if match.start() < taken:
            continue
        try:
            value = read(match, vantage)
        except OverflowError:  # "tomorrow" on the last day that a date can have
            value = None
        if value is not None:
            found.append((match.start(), match.end(), value))
            taken = match.end()
    return found


def with_span(value: EventDate, span: TextSpan) -> EventDate:
    """Return a date that remembers the words it was read from."""
    return EventDate(
        earliest=value.earliest, latest=value.latest, precision=value.precision, span=span, basis=value.basis
    )


def publication_date(published: date) -> EventDate:
    """Return the day of publication as the date of an act that is the news itself."""
    return EventDate(earliest=published, latest=published, basis=Basis.PUBLICATION)


def _matches(
    text: str,
) -> Iterator[tuple[re.Match[str], Callable[[re.Match[str], Vantage], EventDate | None]]]:
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(text):
            yield match, read


def _span(first: date, last: date, basis: Basis, precision: Precision | None = None) -> EventDate:
    if precision is None:
        precision = Precision.DAY if first == last else Precision.INTERVAL
    return EventDate(earliest=first, latest=last, precision=precision, basis=basis)


def _month(year: int, month: int, basis: Basis) -> EventDate:
    return _span(date(year, month, 1), date(year, month, monthrange(year, month)[1]), basis, Precision.MONTH)


def _year(year: int, basis: Basis) -> EventDate:
    return _span(date(year, 1, 1), date(year, 12, 31), basis, Precision.YEAR)


def _full(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    """Read "12 May 2021", "May 12", "12-14 May"; without a year, the day nearest to publication."""
    month = _MONTH_OF[match["month"].lower().rstrip(".")]
    day, year = int(match["day"]), match["year"]
    until = int(match["until"]) if match["until"] else day
    years = [int(year)] if year else _near_years(vantage)
    basis = Basis.STATED if year else Basis.RELATIVE
    try:
        spans = [_span(date(each, month, day), date(each, month, until), basis) for each in years]
    except ValueError:
        return None
    return _nearest(spans, vantage) if until >= day else None


def _near_years(vantage: Vantage) -> list[int]:
    if vantage.published is None:
        return []
    return [
        year
        for year in (vantage.published.year - 1, vantage.published.year, vantage.published.year + 1)
        if 1 <= year <= 9999
    ]


def _nearest(spans: list[EventDate], vantage: Vantage) -> EventDate | None:
    """Choose the reading that lies on the right side of publication, and then the nearest."""
    if vantage.published is None or len(spans) < 2:
        return spans[0] if spans else None
    day = vantage.published
    right = [span for span in spans if (span.latest >= day if vantage.ahead else span.earliest <= day)]
    return min(right or spans, key=lambda span: abs((span.earliest - day).days))


def _iso(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    del vantage
    try:
        day = date(int(match["year"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    return _span(day, day, Basis.STATED)


def _month_only(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    month = _MONTH_OF[match["month"].lower().rstrip(".")]
    if match["year"]:
        return _month(int(match["year"]), month, Basis.STATED)
    return _nearest([_month(year, month, Basis.RELATIVE) for year in _near_years(vantage)], vantage)


def _year_only(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    del vantage
    return _year(int(match["year"]), Basis.STATED)


def _weekday(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    day = vantage.published
    if day is None:
        return None
    wanted, word = _DAYS.index(match["weekday"].lower()), (match["which"] or "").lower()
    if word == "next" or (vantage.ahead and word != "last"):
        day += timedelta(days=(wanted - day.weekday()) % 7 or (7 if word == "next" else 0))
    else:
        day -= timedelta(days=(day.weekday() - wanted) % 7 or (7 if word == "last" else 0))
    return _span(day, day, Basis.RELATIVE)


def _adverb(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    if vantage.published is None:
        return None
    shift = {"yesterday": -1, "tomorrow": 1}.get(match["adverb"].lower(), 0)
    day = vantage.published + timedelta(days=shift)
    return _span(day, day, Basis.RELATIVE)


def _unit(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    if vantage.published is None:
        return None
    step = {"last": -1, "next": 1, "coming": 1}.get(match["which"].lower(), 0)
    return _shifted(vantage.published, match["unit"].lower(), step)


def _ago(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    if vantage.published is None:
        return None
    count = _NUMBERS.get(match["count"].lower()) or int(match["count"])
    sign = -1 if match["side"].lower() in {"ago", "earlier"} else 1
    unit = match["unit"].lower()
    if unit in {"day", "week"}:
        day = vantage.published + timedelta(days=sign * count * (7 if unit == "week" else 1))
        return _span(day, day, Basis.RELATIVE) if unit == "day" else _shifted(day, "week", 0)
    return _shifted(vantage.published, unit, sign * count)


def _shifted(day: date, unit: str, step: int) -> EventDate | None:
    try:
        if unit == "week":
            monday = day - timedelta(days=day.weekday()) + timedelta(weeks=step)
            return _span(monday, monday + timedelta(days=6), Basis.RELATIVE)
        if unit == "month":
            year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
            return _month(year, month + 1, Basis.RELATIVE)
        return _year(day.year + step, Basis.RELATIVE)
    except (ValueError, OverflowError):
        return None


_PATTERNS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (re.compile(rf"\b{_DAY}{_UNTIL}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?\b"), _full),
    (re.compile(rf"\b{_MONTH}\s+{_DAY}{_UNTIL}(?:,?\s+{_YEAR})?\b(?!\d)"), _full),
    (re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b"), _iso),
    (
        # a bare month needs a word of time before it, since "Theresa May" is no date
        re.compile(rf"\b(?:{_IN})\s?{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?\b(?!\s*\d)"),
        _month_only,
    ),
    (re.compile(rf"\b(?:in|since|during|of|by)\s+{_YEAR}\b(?!s)"), _year_only),
    (
        re.compile(rf"\b(?:(?P<which>last|next|this|late|early)\s+)?(?P<weekday>{_WEEKDAY})\b(?!\s+[A-Z])"),
        _weekday,
    ),
    (re.compile(r"\b(?P<adverb>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight)\b"), _adverb),
    (re.compile(r"\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his|coming)\s+(?P<unit>week|month|year)\b"), _unit),
    (
        re.compile(
            r"\b(?P<count>\d{1,2}|[Aa]n?|one|two|three|four|five|six|seven|eight|nine|ten)\s+"
            r"(?P<unit>day|week|month|year)s?\s+(?P<side>ago|earlier|later|from\snow)\b"
        ),
        _ago,
    ),
)
