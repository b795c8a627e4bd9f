"""When two names are the same name, and two dates the same days."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

Days = tuple[date, date]

_NOBODY = frozenset({
    "he", "she", "they", "it", "him", "her", "them", "his", "their", "its", "we", "us", "i",
    "who", "which", "that", "both", "the two", "the two leaders", "officials", "leaders",
    *(article + noun for article in ("", "the ") for noun in (
        "president", "prime minister", "minister", "leader", "government")),
})  # fmt: skip
"""Words that name nobody in particular: pronouns, and titles without a name or a state."""

_TITLE = re.compile(r"(?:the|mr|mrs|ms|dr|sir|president|prime minister)\.?\s+(?=\w)")
_MARKS = re.compile(r"[^\w ]+")
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?")


def folded(name: str) -> str:
    """Return a name without accents, capitals, marks, and the title or article before it.

    Example:
        >>> folded("President Péter Szijjártó"), folded("the U.S.")
        ('peter szijjarto', 'u s')
    """
    letters = (char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    low = "".join(letters).casefold().strip()
    title = None if low in _NOBODY else _TITLE.match(low)
    return _MARKS.sub(" ", low[title.end() :] if title else low).strip()


def names_of(party: Mapping[str, Any]) -> list[str]:
    """Return the folded forms of a party's ``name`` and ``aliases``, without those that name nobody."""
    forms = [party.get("name") or "", *(party.get("aliases") or ())]
    return sorted({folded(form) for form in forms if form.casefold().strip() not in _NOBODY} - {""})


def days(iso: str | None) -> Days | None:
    """Return the first and last day of an ISO 8601 day, month, year or interval; None if it is none.

    Example:
        >>> [str(day) for day in days("2023-02")]
        ['2023-02-01', '2023-02-28']
    """
    first, _, last = (iso or "").partition("/")
    start, end = _edges(first), _edges(last or first)
    return (start[0], end[1]) if start and end else None


def overlap(first: Iterable[Days], second: Iterable[Days]) -> bool:
    """Return whether any of the first spans shares a day with any of the second."""
    others = list(second)
    return any(one[0] <= other[1] and other[0] <= one[1] for one in first for other in others)


def same_place(first: Iterable[str], second: Iterable[str]) -> bool:
    """Return whether any of the first names is, contains or is part of any of the second.

    Example:
        >>> same_place(["The Hague"], ["the city of The Hague"]), same_place(["Lima"], ["Quito"])
        (True, False)
    """
    others = [folded(name) for name in second]
    return any(one in other or other in one for one in map(folded, first) for other in others)


def _edges(text: str) -> Days | None:
    match = _DAY.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if year is None or month is None:
            return date(int(match[1]), 1, 1), date(int(match[1]), 12, 31)
        return date(year, month, day or 1), date(year, month, day or monthrange(year, month)[1])
    except ValueError:
        return None
