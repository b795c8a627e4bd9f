"""Dates that count from the day of publication, or from the event told before."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.events.dates.expressions import Pattern, Vantage
from kg.events.dates.intervals import between, day_of, moved, stepped
from kg.events.dates.words import COUNT, UNIT, WEEKDAY, WEEKDAYS, number
from kg.model import Basis, EventDate

if TYPE_CHECKING:
    from collections.abc import Callable

_HOURS = 24
_CAPITAL = re.compile(r"[A-Z]\w* $")  # a capital word before
_ADVERBS = {
    "yesterday": -1,
    "last night": -1,
    "the day before yesterday": -2,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}
_STEPS = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}
_RECENT = {"days": ("day", 7), "weeks": ("week", 4), "months": ("month", 3)}


def _weekday(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    """Read a weekday by tense: "met on Friday" looks back, "will meet on Friday" forward."""
    day = vantage.published
    if day is None:
        return None
    wanted, word = WEEKDAYS.index(match["weekday"].lower()), (match["which"] or "").lower().split(" ")[-1]
    if match["week"]:
        monday = stepped(day, "week", _STEPS.get(match["week"].lower(), 0), Basis.RELATIVE).earliest
        return day_of(monday + timedelta(days=wanted), Basis.RELATIVE)
    if word in {"next", "coming"} or (vantage.ahead and word not in {"last", "past"}):
        day += timedelta(days=(wanted - day.weekday()) % 7 or (7 if word == "next" else 0))
    else:
        day -= timedelta(days=(day.weekday() - wanted) % 7 or (7 if word == "last" else 0))
    return day_of(day, Basis.RELATIVE)


def _adverb(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    if vantage.published is None:
        return None
    if match["adverb"][0].isupper() and _CAPITAL.search(match.string[: match.start()]):
        return None  # "USA Today", "Russia Today" and their like are papers and broadcasters
    word = " ".join(match["adverb"].lower().split())
    if word == "overnight":
        return between(vantage.published - timedelta(days=1), vantage.published, Basis.RELATIVE)
    return day_of(vantage.published + timedelta(days=_ADVERBS.get(word, 0)), Basis.RELATIVE)


def _unit(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    """Read "last week", "this month"; of this week it is the part behind or ahead of publication."""
    day, unit = vantage.published, match["unit"].lower()
    if day is None:
        return None
    which = match["which"].lower()
    value = stepped(day, unit, _STEPS.get(which, 0), Basis.RELATIVE)
    if which == "past":
        return (
            between(moved(day, unit, -1), day, Basis.RELATIVE) if unit in {"week", "month", "year"} else value
        )
    if unit == "week" and value.earliest <= day <= value.latest:
        ahead = match["side"] == "later" or (vantage.ahead and match["side"] != "earlier")
        return between(day, value.latest, value.basis) if ahead else between(value.earliest, day, value.basis)
    if unit == "weekend" and which in {"this", "the"} and not vantage.ahead and value.earliest > day:
        return stepped(day, unit, -1, Basis.RELATIVE)  # "over the weekend" is the one gone by
    if unit == "weekend" and which == "last" and value.latest >= day:
        return stepped(day, unit, -1, Basis.RELATIVE)
    return value


def _ago(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    if vantage.published is None:
        return None
    sign = -1 if match["side"] == "ago" else 1
    return _counted(vantage.published, match["count"], match["unit"], sign, Basis.RELATIVE)


def _in(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    """Read "in two weeks", and "within 72 hours" as all days until then."""
    day = vantage.published
    if day is None or not (vantage.ahead or match["within"]):
        return None
    there = _counted(day, match["count"], match["unit"], 1, Basis.RELATIVE)
    return there if match["within"] is None else between(day, there.latest, Basis.RELATIVE)


def _counted(day: date, count: str, unit: str, sign: int, basis: Basis) -> EventDate:
    """Return what lies so many units away: a day by days, a week by weeks; "a week ago" is a day."""
    unit, many = unit.lower(), number(count)
    match unit:
        case "minute" | "hour":
            hours = many if unit == "hour" else 0
            return day_of(day + timedelta(days=sign * (hours // _HOURS)), basis)
        case "day" | "month" | "year":
            return stepped(day, unit, sign * many, basis)
        case "week" if many == 1:
            return day_of(day + timedelta(weeks=sign), basis)
        case "fortnight" | "week":
            return stepped(day, "week", sign * many * (2 if unit == "fortnight" else 1), basis)
        case _:
            return stepped(day, "year", 10 * sign * many, basis)


def _few(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    """Read "a few days ago", "several weeks ago": two to seven of them."""
    day = vantage.published
    if day is None:
        return None
    unit = match["unit"].lower()
    return between(moved(day, unit, -7), moved(day, unit, -2), Basis.RELATIVE)


def _stretch(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    """Read "in the last three days", "over the next two weeks"."""
    day = vantage.published
    if day is None:
        return None
    unit, many = match["unit"].lower(), number(match["count"])
    if unit == "hour":
        unit, many = "day", max(1, many // _HOURS)
    ahead = match["which"].lower() in {"next", "coming", "following"}
    other = moved(day, unit, many if ahead else -many)
    return between(day, other, Basis.RELATIVE) if ahead else between(other, day, Basis.RELATIVE)


def _recent(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    """Read "in recent weeks"; "recently" is a month at most."""
    day = vantage.published
    if day is None:
        return None
    unit, many = _RECENT[match["unit"]] if match["unit"] else ("month", 1)
    return between(moved(day, unit, -many), day, Basis.RELATIVE)


def _bare_day(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    """Read "on the 12th" in the month of publication, the one before or the one after."""
    day, wanted = vantage.published, int(match["day"])
    if day is None:
        return None
    found = []
    for step in (-1, 0, 1):
        first = moved(day.replace(day=1), "month", step)
        try:
            found.append(first.replace(day=wanted))
        except ValueError:
            continue
    right = [each for each in found if (each >= day if vantage.ahead else each <= day)]
    return day_of(min(right or found, key=lambda each: abs(each - day)), Basis.RELATIVE)


def _later(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    """Read "three days later", "a day earlier", "24 hours earlier", counted from the event before."""
    start = _anchor(vantage)
    if start is None:
        return None
    sign = -1 if match["side"].lower() in {"earlier", "before", "previously"} else 1
    return _from_anchor(
        start, lambda day, basis: _counted(day, match["count"], match["unit"], sign, basis), sign
    )


def _next_day(match: re.Match[str], vantage: Vantage) -> EventDate | None:
    """Read "the day after", "the following week", "the same day", "that year"."""
    start = _anchor(vantage)
    if start is None:
        return None
    word, unit = match["word"].lower(), match["unit"].lower()
    step = {"after": 1, "following": 1, "next": 1, "before": -1, "previous": -1, "preceding": -1}.get(word, 0)
    return _from_anchor(start, lambda day, basis: stepped(day, unit, step, basis), step)


def _anchor(vantage: Vantage) -> EventDate | None:
    """Return from what "later" counts: the event before, else the day of publication."""
    if vantage.anchor is not None:
        return vantage.anchor
    return day_of(vantage.published, Basis.RELATIVE) if vantage.published else None


def _from_anchor(start: EventDate, step: Callable[[date, Basis], EventDate], sign: int) -> EventDate:
    """Step from an interval: from its last day forward, from its first day back."""
    basis = Basis.ANCHORED
    if start.earliest == start.latest:
        return step(start.earliest, basis)
    first, last = step(start.earliest, basis), step(start.latest, basis)
    value = last if sign > 0 else first
    return (
        value if sign else between(min(first.earliest, last.earliest), max(first.latest, last.latest), basis)
    )


_NAMES = "".join(
    rf"(?<!\b{word}\s)"
    for word in ("Good", "Black", "Bloody", "Super", "Holy", "Palm", "Ash", "Easter", "Fat")
)
_PAPERS = (
    r"(?!\s+(?:Times|Telegraph|Mirror|Express|Mail|Agreement|Accords?|Agreements|Herald|Post|Tribune|Club))"
)
_AFTER = (
    r"(?=\s*(?:[.,;:)”\"]|$|"
    r"(?:the|that|a|an|his|her|its|their|he|she|it|they|in|at|on|by|with|to|for|and|but|as)\b))"
)


PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        form=re.compile(
            rf"{_NAMES}\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his\s+coming|[Tt]his\s+past|[Tt]his|[Cc]oming|[Pp]ast)\s+)?"
            rf"(?P<weekday>{WEEKDAY})\b(?:\s+(?:of\s+|in\s+)?(?P<week>last|this|next)\s+week\b)?{_PAPERS}"
        ),
        read=_weekday,
        fixed_by=("week",),
    ),
    Pattern(
        form=re.compile(
            r"\b(?P<adverb>(?i:the\s+day\s+before\s+yesterday|"
            r"the\s+day\s+after\s+tomorrow|yesterday|today|tomorrow|tonight|last\s+night|overnight|this\s+(?:morning|afternoon|evening)))\b"
        ),
        read=_adverb,
    ),
    Pattern(
        form=re.compile(
            r"\b(?:(?P<side>earlier|later)\s+)?(?P<which>(?i:last|next|this|past|coming))\s+"
            r"(?P<unit>weekend|week|month|quarter|year|decade)\b"
        ),
        read=_unit,
    ),
    Pattern(
        form=re.compile(r"\b(?P<side>)(?P<which>the)\s+(?P<unit>weekend|week|month|year|decade)\b"),
        read=_unit,
        weak=True,
    ),
    Pattern(
        form=re.compile(rf"\b(?P<count>{COUNT})\s+(?P<unit>{UNIT})s?\s+(?P<side>ago|from\s+now)\b"), read=_ago
    ),
    Pattern(
        form=re.compile(
            rf"\b(?:(?P<within>[Ww]ithin)|[Ii]n)\s+(?P<count>{COUNT})\s+(?P<unit>{UNIT})s?\b(?!\s+(?:of|ago))"
        ),
        read=_in,
    ),
    Pattern(
        form=re.compile(
            r"\b(?i:a\s+few|several|some|a\s+number\s+of)\s+(?P<unit>day|week|month|year)s\s+ago\b"
        ),
        read=_few,
    ),
    Pattern(
        form=re.compile(
            rf"\bthe\s+(?P<which>last|past|previous|next|coming|following)\s+(?P<count>{COUNT})\s+"
            r"(?P<unit>hour|day|week|month|year)s?\b"
        ),
        read=_stretch,
    ),
    Pattern(
        form=re.compile(
            r"\b(?:[Rr]ecently|(?:[Ii]n|[Dd]uring|[Oo]ver)\s+(?:the\s+)?recent\s+(?P<unit>days|weeks|months))\b"
        ),
        read=_recent,
    ),
    Pattern(
        form=re.compile(r"\bon\s+the\s+(?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)\b(?=\s*(?:[.,;)]|$))"),
        read=_bare_day,
    ),
    Pattern(
        form=re.compile(
            rf"\b(?P<count>{COUNT})\s+(?P<unit>{UNIT})s?\s+(?P<side>later|earlier|afterwards|previously)\b(?!\s+than)"
        ),
        read=_later,
    ),
    Pattern(
        form=re.compile(
            r"\b(?i:the)\s+(?:(?P<word>following|next|previous|preceding|same)\s+(?P<unit>day|week|weekend|month|year))\b"
        ),
        read=_next_day,
    ),
    Pattern(
        form=re.compile(r"\b(?i:the)\s+(?P<unit>day)\s+(?P<word>after|before)(?=\s*(?:[.,;:)]|$))"),
        read=_next_day,
    ),
    Pattern(
        form=re.compile(rf"\b(?P<word>[Tt]hat|[Ss]ame)\s+(?P<unit>day|week|month|year){_AFTER}"),
        read=_next_day,
    ),
)
