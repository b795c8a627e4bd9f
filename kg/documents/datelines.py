"""What an article's opening says of its place, its day and its agency: ``GENEVA, 12 March 2021 (AP) —``.

A name alone proves nothing ("Paris is cold."), so a dateline needs a date, an agency, or a place in capitals
set off by a dash. Only an opening counts: dates deeper in the text tell of events.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The opening of an article.

    Args:
        place: Where it was written, as worded; empty if not said.
        published: The day; None if it is not said or lacks a year that nothing supplies.
        agency: Who reports, as worded; empty if not said.
        end: Offset in characters at which the report itself begins.
    """

    place: str = ""
    published: date | None = None
    agency: str = ""
    end: int


def dateline(text: str, near: date | None = None) -> Dateline | None:
    """Return the dateline that opens ``text``, after a headline or a byline at most.

    Args:
        text: A whole article.
        near: A day close to the publication; gives the year to a date without one.

    Returns:
        The dateline, None if the text has none.

    Example:
        >>> dateline("GENEVA, 12 March 2021 (Agency) — Talks began.")
        Dateline(place='GENEVA', published=datetime.date(2021, 3, 12), agency='Agency', end=33)
        >>> dateline("PARIS is burning - so they say.") is None
        True
    """
    dated = None
    for start in _openings(text):
        found = _dateline_at(text, start, near)
        if found and dated:
            return replace(found, published=dated.published or found.published)
        if found and found.place:
            return found
        dated = dated or found
    return dated


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


_OPENING_LINES = 4
_HEADING_LENGTH = 160
_REACH = 200


def _openings(text: str) -> Iterator[int]:
    """Yield where a dateline may begin: the first lines, as long as only headings stand before."""
    start = 0
    for _ in range(_OPENING_LINES):
        line = _INK.search(text, start)
        if not line:
            return
        start = line.start()
        yield start
        end = text.find("\n", start, start + _HEADING_LENGTH)
        if end < 0 or text[start:end].rstrip().endswith(".") or text[start] in _QUOTES:
            return
        start = end


_QUOTES = "\"'“‘«–—"
_INK = re.compile(r"\S")

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = "(?i:sept|" + "|".join(rf"{month[:3]}(?:{month[3:]})?" for month in _MONTHS) + r")(?!\w)\.?"
_WEEKDAY = r"(?i:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?i:day)?(?!\w)\.?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\w)"
_YEAR = r"(?:1[5-9]|20)\d\d(?!\w)"
_DATE = (
    rf"(?:{_WEEKDAY},?\s+)?(?:"
    rf"(?P<iso>{_YEAR}-\d\d-\d\d)"
    rf"|(?P<day>{_DAY})\s+(?P<month>{_MONTH})(?:,?\s+(?P<year>{_YEAR}))?"
    rf"|(?P<us_month>{_MONTH})\s+(?P<us_day>{_DAY})(?:,?\s+(?P<us_year>{_YEAR}))?"
    rf"|{_MONTH},?\s+{_YEAR})"
)
_ANY_DATE = re.sub(r"\?P<\w+>", "?:", _DATE)
_HOUR = r"\d{1,2}(?:[:.]?\d\d)?(?:\s*(?i:[ap]\.?m\b\.?|noon|midnight|utc|gmt|z|hrs))*"
_CLOCK = rf"(?:(?:[,;—–]\s*|\s+){_HOUR})?"
_NAME = r"[^\W\d_](?:[\w.'’]|-(?=[^\W\d_]))*"
_LINK = r"(?:of|the|and|on|upon|de|da|do|del|di|du|des|den|la|le|el|al|am|der)"
_WORDS = rf"{_NAME}(?:\ (?:{_LINK}\ )*{_NAME}){{0,4}}"
_PLACE = rf"(?P<place>{_WORDS}(?:(?:,\ ?|/)(?!{_ANY_DATE}){_WORDS}){{0,2}})"
_SIGNED = (
    r"(?:\((?P<agency>[A-Z][\w./&'-]*(?:[ ,]{1,2}[\w./&'-]+){0,4})\)|/(?P<slashed>[A-Z][\w.\ -]{1,30})/)[.]?"
)
_DASH = r"(?:\s*(?:—|―|--+)\s*|\s+[–-]\s+|–\s+)"
_SET_OFF = rf"(?:{_DASH}|:\s+)"
_LABEL = r"(?:(?i:published|posted|dated?)(?:\ on)?:?\ +)?"
_CABLE = (
    r"(?:(?i:cablegram|telegram|despatch|dispatch|airgram|memorandum|letter)\ +(?:[A-Z]{0,3}\.?\d+\ +)?)?"
)
_LINE_END = r"[.]?[ \t]*(?=\n|\Z)"
_AGENCIES = _set_of(
    """
    AA AAP AFP AKI ANADOLU ANI ANSA ANTARA AP APA APP BBC BERNAMA BLOOMBERG BNS CNN CTK DPA EFE IANS
    INTERFAX IPS IRNA ITAR-TASS KCNA KUNA KYODO MTI NNA PA PAP PTI REUTERS SANA SPA TANJUG TASS UKRINFORM
    UPI VOA WAM XINHUA YONHAP
    """
)
_KNOWN_AGENCY = "(?i:" + "|".join(sorted(map(re.escape, _AGENCIES), key=len, reverse=True)) + r")(?!\w)"

_BARE_PLACE = re.compile(rf"{_PLACE}{_DASH}")
_FORMS = (
    re.compile(rf"{_LABEL}{_DATE}{_CLOCK}{_LINE_END}"),
    re.compile(rf"{_CABLE}{_PLACE}[,.]?\s+{_DATE}{_CLOCK}{_LINE_END}"),
    re.compile(rf"{_LABEL}{_DATE}{_CLOCK}{_SET_OFF}"),
    re.compile(rf"{_SIGNED}{_DASH}"),
    re.compile(rf"{_DATE},?\s+{_PLACE}{_DASH}"),
    re.compile(rf"{_PLACE}(?:[,.]?\s+|{_DASH}){_DATE}{_CLOCK}[,.]?\s*{_SIGNED}(?:{_SET_OFF}|\s+)"),
    re.compile(rf"{_PLACE}(?:[,.]?\s+|{_DASH}){_DATE}{_CLOCK}[,.]?{_SET_OFF}"),
    re.compile(rf"{_PLACE}(?:,?\s+{_DATE})?,\s+(?P<agency>{_KNOWN_AGENCY}){_SET_OFF}"),
    re.compile(rf"{_PLACE}(?:[,.]?\s+|{_DASH}){_SIGNED}{_SET_OFF}"),
    re.compile(rf"{_PLACE},?\s+\((?P<agency>{_KNOWN_AGENCY}[^()\n]{{0,20}})\)\s+(?=[A-Z])"),
    _BARE_PLACE,
)


def _dateline_at(text: str, start: int, near: date | None) -> Dateline | None:
    opening = text[start : start + _REACH]
    for form in _FORMS:
        match = form.match(opening)
        if match and _is_sound(match, rest=opening[match.end() :]):
            return _as_dateline(match.groupdict(), start + match.end(), near)
    return None


def _as_dateline(parts: dict[str, str | None], end: int, near: date | None) -> Dateline:
    place, agency = parts.get("place") or "", parts.get("agency") or parts.get("slashed") or ""
    if not place and agency and not (_is_agency(agency) or _is_shouted(agency)):
        place, agency = agency, ""
    place = "" if place.casefold() in _NEWSROOM else _without_stop(place)
    return Dateline(place=place, published=_day(parts, near), agency=agency, end=end)


_NEWSROOM = _set_of(
    """
    analysis breaking commentary confidential correction editorial exclusive explainer factbox feature
    interview live opinion readout release remarks secret statement summary transcript unclassified update
    updated video watch
    """
) | {"breaking news", "media note", "press release", "press statement", "special report"}
_NO_PLACES = _set_of(
    """
    ASEAN BRICS ECOWAS EFTA FIFA IAEA ICAO INTERPOL MERCOSUR NAFTA NASA NATO OECD OPCW OPEC OSCE UNCTAD UNESCO
    UNHCR UNICEF UNRWA ANSWER MODERATOR NOTE OPERATOR QUESTION SUBJECT
    """
)
_SENTENCE_STARTS = _set_of(
    """
    a after an and as at before but by early every following for from he her his if in it its last late my
    next no on our she since some that the their there these they this those to today tomorrow under
    until we when while with yesterday you
    """
)


def _is_sound(match: re.Match[str], rest: str) -> bool:
    """Return whether what looks like a dateline is none of the sentences that look so too."""
    parts = match.groupdict()
    place, agency = parts.get("place"), parts.get("agency") or parts.get("slashed")
    if not place:
        return _is_agency(agency) or len(agency) > 3 if agency else _opens_report(rest)
    if not _is_name(place):
        return False
    if any(parts.get(group) for group in ("iso", "day", "us_day")):
        return bool(agency) or _is_shouted(_town(place)) or _opens_report(rest)
    if agency and _is_agency(agency):
        return True
    return _stands_in_capitals(place) and place.casefold() not in _NEWSROOM


def _is_name(place: str) -> bool:
    """Return whether every word is capitalised and none is a day, a month or a word that opens sentences."""
    words = re.split(r"[ ,/]+", place)
    first = words[0].casefold()
    if first in _SENTENCE_STARTS and not (first == "the" and len(words) > 1):
        return False
    return all(_is_name_word(word) for word in words if word)


def _is_name_word(word: str) -> bool:
    if re.fullmatch(_WEEKDAY, word):
        return False
    return word[0].isupper() or bool(re.fullmatch(_LINK, word))


def _is_agency(name: str) -> bool:
    """Return whether ``name`` is an agency by itself; after a place any name in brackets is taken for one."""
    words = set(re.split(r"[\s/]+", name.upper()))
    return bool(words & (_AGENCIES | {"AGENCY", "MEDIA", "NEWS", "PRESS", "WIRE"}))


def _town(place: str) -> str:
    return re.split(r"[,/]", place)[0]


def _is_shouted(words: str) -> bool:
    return words == words.upper()


def _stands_in_capitals(place: str) -> bool:
    """Return whether the town is in capitals and no acronym: CARACAS, Venezuela; but not EU or NATO."""
    town = _town(place)
    letters = sum(char.isalpha() for char in town)
    return _is_shouted(town) and letters >= 4 and not _NO_PLACES & set(town.split())


def _opens_report(rest: str) -> bool:
    """Return whether ``rest`` begins as a sentence does, or its line ends here."""
    start = rest.lstrip(" \"'“‘([")[:1]
    return not start.islower()


def _without_stop(place: str) -> str:
    """Return ``place`` without the full stop that ends it, unless that is part of an abbreviation: D.C."""
    word = place.rsplit(" ", 1)[-1]
    return place[:-1] if word.endswith(".") and word.count(".") == 1 and len(word) > 4 else place


def _day(parts: dict[str, str | None], near: date | None) -> date | None:
    """Return the day in the groups of ``_DATE``, None if it is incomplete or not in the calendar."""
    if iso := parts.get("iso"):
        return _calendar_day(*map(int, iso.split("-")))
    month, day = parts.get("month") or parts.get("us_month"), parts.get("day") or parts.get("us_day")
    if not month or not day:
        return None
    number = [name[:3] for name in _MONTHS].index(month[:3].casefold()) + 1
    day_number = int(re.sub(r"\D", "", day))
    if year := parts.get("year") or parts.get("us_year"):
        return _calendar_day(int(year), number, day_number)
    return _nearest_day(number, day_number, near) if near else None


def _nearest_day(month: int, day: int, near: date) -> date | None:
    """Return the day of that name closest to ``near``: 31 December is last year's for a text of 1 January."""
    days = (_calendar_day(year, month, day) for year in (near.year, near.year - 1, near.year + 1))
    return min((found for found in days if found), key=lambda found: abs(found - near), default=None)


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
