"""Dates that name a day, a month, a year, or more: "12 May 2021", "Q3 2020", "the 19th century"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.events.dates.expressions import Pattern, Vantage
from kg.events.dates.intervals import between, day_of, easter, month_of, months_of, year_of, years_of
from kg.events.dates.words import (
    DASH,
    DAY,
    DECADES,
    MONTH,
    ORDINALS,
    SEASON,
    SEASONS,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    month_number,
)
from kg.model import Basis

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import EventDate

_WHICH_YEAR = r"(?:of\s+|in\s+)?(?P<which>last|this|next)\s+year"
_OF_YEAR = rf"(?:,?\s+(?:of\s+)?(?P<year>{YEAR})|,?\s+{_WHICH_YEAR})?"
_NAMED_DAY = rf"(?:(?P<weekday>{WEEKDAY}),?\s+(?:the\s+)?)?"
_AND = rf"(?:{DASH}|\s+(?:and|or|to|until|till|through)\s+(?:the\s+)?)"
_UNTIL = rf"(?:{_AND}(?P<until>{DAY}))?"
_BOTH = r"(?:\b(?:from|between)\s+(?:the\s+)?)?"
_NEAR = 30
_STEP = {"last": -1, "this": 0, "next": 1}


def _years(match: re.Match[str], vantage: Vantage) -> tuple[list[int], Basis]:
    """Return the years that an expression may mean: its own, or those around publication."""
    parts = match.groupdict()
    if year := parts.get("year"):
        return [int(year)], Basis.STATED
    if vantage.published is None:
        return [], Basis.RELATIVE
    around = vantage.published.year
    if which := parts.get("which"):
        return [around + _STEP[which.lower()]], Basis.RELATIVE
    return [year for year in (around - 1, around, around + 1) if 1 <= year <= date.max.year], Basis.RELATIVE


def _nearest(spans: list[EventDate], vantage: Vantage) -> EventDate | None:
    """Choose the reading that lies on the right side of publication, and then the nearest."""
    if vantage.published is None or len(spans) < 2:
        return spans[0] if spans else None
    day = vantage.published
    right = [span for span in spans if (span.latest >= day if vantage.ahead else span.earliest <= day)]
    return min(right or spans, key=lambda span: abs((span.earliest - day).days))


def _possible(
    match: re.Match[str], vantage: Vantage, read: Callable[[int, Basis], EventDate]
) -> EventDate | None:
    """Return what ``read`` makes of the years that are possible; the 29th of February is not in all."""
    years, basis = _years(match, vantage)
    spans = []
    for year in years:
        try:
            spans.append(read(year, basis))
        except ValueError:
            continue
    return _nearest(_on_weekday(match, spans, vantage), vantage)


def _on_weekday(match: re.Match[str], spans: list[EventDate], vantage: Vantage) -> list[EventDate]:
    """Keep the years in which the day falls on the weekday that the text names, if none is near by.

    A weekday that does not fit a day of the last weeks is a slip; it does not mean another year.
    """
    named, day = match.groupdict().get("weekday"), vantage.published
    if not named or (day and any(abs((span.earliest - day).days) <= _NEAR for span in spans)):
        return spans
    fitting = [span for span in spans if span.earliest.weekday() == WEEKDAYS.index(named.lower())]
    return fitting or spans


def _ordinal(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _full(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    """Read "12 May 2021", "May 12", "12-14 May"; without a year, the day nearest to publication."""
    month, first = month_number(match["month"]), _ordinal(match["day"])
    last = _ordinal(match["until"]) if match["until"] else first
    if last < first:
        return None
    return _possible(
        match, vantage, lambda year, basis: between(date(year, month, first), date(year, month, last), basis)
    )


def _numeric(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    """Read a date in figures; "5/12/2021" is two days, and so none."""
    del vantage
    year, month, day = int(match["year"]), int(match["m"]), int(match["d"])
    if "/" in match[0] and match.start("year") > match.start("m") and month != day:
        if month <= 12 and day <= 12:
            return None
        month, day = min(month, day), max(month, day)
    try:
        return day_of(date(year, month, day), Basis.STATED)
    except ValueError:
        return None


def _month(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    month, side = month_number(match["month"]), (match["side"] or "").lower()
    if side:  # "last May" is behind, "next May" ahead; "this May" is of the year
        day = vantage.published
        if side == "this" and day is not None:
            return month_of(day.year, month, Basis.RELATIVE)
        vantage = Vantage(published=day, ahead=side == "next")
    return _possible(match, vantage, lambda year, basis: month_of(year, month, basis))


def _year(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    del vantage
    return year_of(int(match["year"]), Basis.STATED)


def _year_range(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    """Read "1939-1945" and "1939-45"."""
    del vantage
    first, end = match["year"], match["end"]
    last = int(end if len(end) == len(first) else first[:2] + end)
    return years_of(int(first), last, Basis.STATED) if int(first) < last else None


def _month_range(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    """Read "July-August 2019", "July and August", "between November and January"."""
    first, last = month_number(match["first"]), month_number(match["month"])
    count = (last - first) % 12 + 1
    wraps = 1 if last < first else 0
    return _possible(match, vantage, lambda year, basis: months_of(year - wraps, first, count, basis))


def _quarter(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    word = match["which_quarter"].lower()
    number = int(word[1:]) if word[1:].isdigit() else {"last": 4, "final": 4}.get(word) or ORDINALS[word]
    return _possible(match, vantage, lambda year, basis: months_of(year, 3 * number - 2, 3, basis))


def _season(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    """Read a season as the months that weather services of the north give it."""
    first, side = SEASONS[match["season"].lower()], (match["side"] or "").lower()
    day = vantage.published
    if day is not None and side in {"last", "next"}:
        vantage = Vantage(published=day, ahead=side == "next")
    spans: list[EventDate] = []
    years, basis = _years(match, vantage)
    spans += [months_of(year, first, 3, basis) for year in years if year < date.max.year]
    if day is not None and side == "last":
        spans = [span for span in spans if span.latest < day]
    if day is not None and side == "next":
        spans = [span for span in spans if span.earliest > day]
    if day is not None and side == "this":
        return min(spans, key=lambda span: _gap(span, day), default=None)
    return _nearest(spans, vantage)


def _gap(span: EventDate, day: date) -> int:
    return max((span.earliest - day).days, (day - span.latest).days, 0)


def _decade(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    del vantage
    if word := match["word"]:
        first = 1920 + 10 * DECADES.index(word.lower())
    elif short := match["short"]:
        first = 1900 + int(short)
    else:
        first = int(match["decade"])
    return years_of(first, first + 9, Basis.STATED)


def _century(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    del vantage
    word = match["century"].lower()
    number = ORDINALS.get(word) or int(re.sub(r"\D", "", word) or 0)
    return years_of(100 * number - 99, 100 * number, Basis.STATED) if 1 <= number <= 30 else None


def _week(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    """Read "the first week of May" as its first seven days."""
    month, word = month_number(match["month"]), match["nth"].lower()
    number = {"last": -1, "final": -1}.get(word) or ORDINALS[word]

    def read(year: int, basis: Basis) -> EventDate:
        whole = month_of(year, month, basis)
        if number < 0:
            return between(whole.latest - timedelta(days=6), whole.latest, basis)
        first = whole.earliest + timedelta(days=7 * (number - 1))
        return between(first, min(whole.latest, first + timedelta(days=6)), basis)

    return _possible(match, vantage, read)


_HOLIDAYS: dict[str, tuple[int, int] | int] = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "bastille day": (7, 14),
    "armistice day": (11, 11),
    "good friday": -2,
    "easter sunday": 0,
    "easter monday": 1,
}


def _holiday(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    when = _HOLIDAYS[" ".join(match["holiday"].lower().replace("’", "'").split())]

    def read(year: int, basis: Basis) -> EventDate:
        if isinstance(when, int):
            return day_of(easter(year) + timedelta(days=when), basis)
        return day_of(date(year, *when), basis)

    return _possible(match, vantage, read)


_NAMES = "|".join(
    name.replace("'", "['’]").replace(" ", r"\s+") for name in sorted(_HOLIDAYS, key=len, reverse=True)
)
_NO_COUNT = (
    r"(?!\s+(?:million|billion|thousand|percent|per\s+cent|people|troops|soldiers|tons|tonnes|km|miles))"
)
_NO_NAME = r"(?!\s+[A-Z])"
_CENTURIES = "|".join(sorted(ORDINALS, key=len, reverse=True))
_FISCAL = r"(?:\b(?:[Ff]iscal(?:\s+year)?|FY)[\s-]?(?:\d\d(?:\d\d)?)(?:[-/–]\d\d(?:\d\d)?)?)"


def _none(match: re.Match[str], vantage: Vantage) -> None:
    """Give no value to what looks like a date: a fiscal year begins on another day in each country."""
    del match, vantage


PATTERNS: tuple[Pattern, ...] = (
    Pattern(form=re.compile(_FISCAL), read=_none),
    Pattern(
        form=re.compile(
            rf"(?<![\d.,:$€£])\b{_NAMED_DAY}{_BOTH}(?P<day>{DAY}){_UNTIL}\s+(?:of\s+)?(?P<month>{MONTH}){_OF_YEAR}"
            r"(?!\w)"
        ),
        read=_full,
        fixed_by=("year", "which"),
    ),
    Pattern(
        form=re.compile(
            rf"\b{_NAMED_DAY}{_BOTH}(?P<month>{MONTH})\s+(?:the\s+)?(?P<day>{DAY}){_UNTIL}{_OF_YEAR}{_NO_COUNT}"
        ),
        read=_full,
        fixed_by=("year", "which"),
    ),
    Pattern(
        form=re.compile(rf"(?<![\d-])(?P<day>{DAY})-(?P<month>{MONTH})-(?P<year>{YEAR})(?P<until>)"),
        read=_full,
    ),
    Pattern(
        form=re.compile(
            r"(?<![\d/-])(?P<year>\d{4})[-/](?P<m>\d\d)[-/](?P<d>\d\d)(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?(?!\d)"
        ),
        read=_numeric,
    ),
    Pattern(
        form=re.compile(
            r"(?<![\d./])(?P<d>\d\d?)(?P<mark>[./])(?P<m>\d\d?)(?P=mark)(?P<year>(?:1\d|2[01])\d\d)(?!\d)"
        ),
        read=_numeric,
    ),
    Pattern(
        form=re.compile(
            rf"\b(?:(?P<both>from|between)\s+)?(?P<first>{MONTH})(?:{DASH}|\s?/\s?|\s+and\s+|\s+to\s+|\s+through\s+)"
            rf"(?P<month>{MONTH}){_OF_YEAR}(?!\s*\d)(?!\w)"
        ),
        read=_month_range,
        weak=True,
        fixed_by=("year", "which", "both"),
    ),
    Pattern(
        form=re.compile(
            rf"\b(?:(?P<side>[Ll]ast|[Tt]his|[Nn]ext)\s+)?(?P<month>{MONTH}){_OF_YEAR}(?!\w)(?!\s+\d)"
        ),
        read=_month,
        weak=True,
        fixed_by=("year", "which", "side"),
    ),
    Pattern(
        form=re.compile(
            rf"\b[Tt]he\s+(?P<nth>first|second|third|fourth|last|final)\s+week\s+(?:of|in)\s+(?P<month>{MONTH}){_OF_YEAR}(?!\w)"
        ),
        read=_week,
    ),
    Pattern(
        form=re.compile(
            rf"\b(?:[Tt]he\s+)?(?P<which_quarter>(?i:first|second|third|fourth|last|final)(?=\s+quarter)|Q[1-4]\b)"
            rf"(?:\s+quarter)?(?:\s+of\s+the\s+year)?{_OF_YEAR}(?!\s+final)"
        ),
        read=_quarter,
        fixed_by=("year", "which"),
    ),
    Pattern(
        form=re.compile(
            rf"\b(?:(?P<side>[Ll]ast|[Tt]his|[Nn]ext)\s+)?(?P<season>{SEASON})(?<!\bthe\sfall){_OF_YEAR}(?!\w)"
        ),
        read=_season,
        weak=True,
        fixed_by=("year", "which", "side"),
    ),
    Pattern(
        form=re.compile(
            r"(?:\b(?P<decade>(?:1\d|20)\d0)['’]?s\b|['’](?P<short>\d0)s\b|"
            rf"(?<=the\s)(?P<word>(?i:{'|'.join(DECADES)}))\b)"
        ),
        read=_decade,
    ),
    Pattern(
        form=re.compile(rf"\b(?P<century>\d\d?(?:st|nd|rd|th)|(?i:{_CENTURIES}))[\s-]century\b"),
        read=_century,
    ),
    Pattern(form=re.compile(rf"\b(?P<holiday>(?i:{_NAMES})){_OF_YEAR}(?!\w){_NO_NAME}"), read=_holiday),
    Pattern(
        form=re.compile(
            rf"\b(?P<year>{YEAR.split('(?!')[0]})[-–](?P<end>(?:(?:1\d|2[01])\d\d|\d\d))(?![\d-])"
        ),
        read=_year_range,
        weak=True,
    ),
    Pattern(
        form=re.compile(rf"(?<![\d$€£,.:/])(?<!\d-)\b(?P<year>{YEAR}){_NO_COUNT}"), read=_year, weak=True
    ),
)
