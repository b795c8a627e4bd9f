"""Intervals of the calendar: months, years, weeks, parts of them, and steps from one to the next."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.model import Basis, EventDate, Precision

if TYPE_CHECKING:
    from collections.abc import Iterator

_WEEK = 7
_DECADE = 10


def between(first: date, last: date, basis: Basis, precision: Precision | None = None) -> EventDate:
    """Return the days from ``first`` to ``last``, both included."""
    if precision is None:
        precision = Precision.DAY if first == last else Precision.INTERVAL
    return EventDate(earliest=first, latest=last, precision=precision, basis=basis)


def day_of(day: date, basis: Basis) -> EventDate:
    """Return a single day."""
    return between(day, day, basis)


def month_of(year: int, month: int, basis: Basis) -> EventDate:
    """Return a month of a year."""
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return between(first, last, basis, Precision.MONTH)


def year_of(year: int, basis: Basis) -> EventDate:
    """Return a year."""
    return between(date(year, 1, 1), date(year, 12, 31), basis, Precision.YEAR)


def years_of(first: int, last: int, basis: Basis) -> EventDate:
    """Return the years from ``first`` to ``last``, both included."""
    return year_of(first, basis) if first == last else between(date(first, 1, 1), date(last, 12, 31), basis)


def months_of(year: int, month: int, count: int, basis: Basis) -> EventDate:
    """Return ``count`` months from a month on; they may run into the next year."""
    end_year, end_month = _month_after(year, month, count - 1)
    return between(date(year, month, 1), month_of(end_year, end_month, basis).latest, basis)


def week_of(day: date, basis: Basis) -> EventDate:
    """Return the week of a day, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return between(monday, monday + timedelta(days=_WEEK - 1), basis)


def weekend_of(day: date, basis: Basis) -> EventDate:
    """Return Saturday and Sunday of a day's week."""
    sunday = week_of(day, basis).latest
    return between(sunday - timedelta(days=1), sunday, basis)


def stepped(day: date, unit: str, step: int, basis: Basis) -> EventDate:
    """Return the unit that lies ``step`` units from the one of a day.

    Raises:
        ValueError: The calendar does not reach so far.
        OverflowError: The same.
    """
    match unit:
        case "day":
            return day_of(day + timedelta(days=step), basis)
        case "week":
            return week_of(day + timedelta(weeks=step), basis)
        case "weekend":
            return weekend_of(day + timedelta(weeks=step), basis)
        case "month":
            return month_of(*_month_after(day.year, day.month, step), basis)
        case "quarter":
            first = day.month - (day.month - 1) % 3
            return months_of(*_month_after(day.year, first, 3 * step), 3, basis)
        case "decade":
            first_year = day.year - day.year % _DECADE + _DECADE * step
            return years_of(first_year, first_year + _DECADE - 1, basis)
        case _:
            return year_of(day.year + step, basis)


def moved(day: date, unit: str, step: int) -> date:
    """Return the day ``step`` units away; the 31st of a short month is its last day."""
    match unit:
        case "day":
            return day + timedelta(days=step)
        case "week":
            return day + timedelta(weeks=step)
        case _:
            months = {"month": 1, "year": 12, "decade": 12 * _DECADE}[unit]
            year, month = _month_after(day.year, day.month, months * step)
            return date(year, month, min(day.day, monthrange(year, month)[1]))


def part(value: EventDate, number: int, of: int) -> EventDate:
    """Return one of ``of`` parts of an interval: whole years of decades, whole months of years, else days.

    Example:
        >>> str(part(year_of(2021, Basis.STATED), 2, of=2))
        '2021-07-01/2021-12-31'
        >>> str(part(month_of(2021, 10, Basis.STATED), 2, of=3))
        '2021-10-11/2021-10-20'
    """
    steps = list(_steps(value))
    size = len(steps) // of
    if size == 0:
        return value
    first, last = size * (number - 1), len(steps) - 1 if number == of else size * number - 1
    return _named(between(steps[first][0], steps[last][1], value.basis))


def _steps(value: EventDate) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day of what an interval is cut into."""
    first, last = value.earliest, value.latest
    if not _is_whole_years(value):
        for offset in range((last - first).days + 1):
            yield first + timedelta(days=offset), first + timedelta(days=offset)
    elif first.year == last.year:
        for month in range(1, 13):
            yield date(first.year, month, 1), date(first.year, month, monthrange(first.year, month)[1])
    else:
        for year in range(first.year, last.year + 1):
            yield date(year, 1, 1), date(year, 12, 31)


def _named(value: EventDate) -> EventDate:
    """Return an interval as the month or year that it is."""
    first, last = value.earliest, value.latest
    month = month_of(first.year, first.month, value.basis)
    if (month.earliest, month.latest) == (first, last):
        return month
    return year_of(first.year, value.basis) if _is_whole_years(value) and first.year == last.year else value


def _is_whole_years(value: EventDate) -> bool:
    first, last = value.earliest, value.latest
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def _month_after(year: int, month: int, step: int) -> tuple[int, int]:
    years, rest = divmod(year * 12 + month - 1 + step, 12)
    return years, rest + 1


def easter(year: int) -> date:
    """Return Easter Sunday of the Western churches, by the Gregorian rule of Meeus, Jones and Butcher.

    Example:
        >>> easter(2024)
        datetime.date(2024, 3, 31)
    """
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (8 * century + 13) // 25
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
