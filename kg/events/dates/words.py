"""The words that dates are made of: names of months and days, numbers, and the patterns for them."""

from __future__ import annotations

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MONTH_NUMBER = (
    {name: number for number, name in enumerate(MONTHS, start=1)}
    | {name[:3]: number for number, name in enumerate(MONTHS, start=1)}
    | {"sept": 9}
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # the month in which each begins
_CARDINALS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth"),
)
_TWENTY_FIRST = 21
NUMBERS = {word: number for number, word in enumerate(_CARDINALS, start=1)} | {
    "a": 1,
    "an": 1,
    "the": 1,
    "a couple of": 2,
    "couple of": 2,
    "a dozen": 12,
}
ORDINALS = {word: number for number, word in enumerate(_ORDINALS, start=1)} | {"twenty-first": _TWENTY_FIRST}
DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w])"
YEAR = r"(?:1\d|2[01])\d\d(?![\d%])(?![.,:]\d)"
WEEKDAY = "(?:" + "|".join(day.capitalize() for day in WEEKDAYS) + ")"
SEASON = "(?:spring|summer|autumn|fall|winter)"
COUNT = (
    r"(?:\d{1,3}|(?i:an?\s+couple\s+of|couple\s+of|a\s+dozen|an?|" + "|".join(reversed(_CARDINALS)) + r"))"
)
UNIT = r"(?:minute|hour|day|week|fortnight|month|year|decade)"
DASH = r"\s?[-–—]\s?"


def month_number(word: str) -> int:
    """Return the number of a month by its name or its abbreviation."""
    return MONTH_NUMBER[word.lower().rstrip(".")]


def number(word: str) -> int:
    """Return a count by its digits or its word: "two", "a couple of", "12"."""
    word = " ".join(word.lower().split())
    return int(word) if word.isdigit() else NUMBERS[word]
