"""Dates in sentences; the cases stand in ``dates.tsv``, an empty cell is no date."""

from __future__ import annotations

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.events.dates import find_dates, publication_date
from kg.model import Basis, EventDate

with (Path(__file__).parent / "dates.tsv").open(encoding="utf-8", newline="") as lines:
    CASES = [tuple(row.values()) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def day_of(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


@pytest.mark.parametrize(
    ("text", "published", "tense", "anchor", "earliest", "latest", "precision", "basis"), CASES
)
def test_an_expression_is_a_date(  # noqa: PLR0913 - a case has as many columns
    *,
    text: str,
    published: str,
    tense: str,
    anchor: str,
    earliest: str,
    latest: str,
    precision: str,
    basis: str,
):
    before = EventDate(earliest=day, latest=day) if (day := day_of(anchor)) else None
    found = find_dates(text, day_of(published), ahead=tense == "future", anchor=before)
    values = [
        (when.earliest.isoformat(), when.latest.isoformat(), when.precision, when.basis) for *_, when in found
    ]
    assert values == ([(earliest, latest, precision, basis)] if earliest else [])


def test_the_table_is_large_and_says_nothing_twice():
    assert len({(text, published) for text, published, *_ in CASES}) == len(CASES) >= 150


def test_a_sentence_may_have_two_dates():
    found = find_dates("They met on 3 May 2021 and on 4 June 2022.", None)
    assert [str(when) for _, _, when in found] == ["2021-05-03", "2022-06-04"]


def test_offsets_are_those_of_the_expression():
    text = "On 3 May 2021 they met."
    ((start, end, _),) = find_dates(text, None)
    assert text[start:end] == "3 May 2021"


def test_the_words_that_bound_a_date_belong_to_it():
    text = "They will leave by the end of 2025."
    ((start, end, _),) = find_dates(text, date(2023, 5, 17), ahead=True)
    assert text[start:end] == "by the end of 2025"


def test_the_day_of_publication_says_that_it_is_one():
    assert publication_date(date(2023, 5, 17)).basis is Basis.PUBLICATION


TOKENS = (
    *(
        "on",
        "in",
        "last",
        "next",
        "31",
        "February",
        "0",
        "2024",
        "Friday",
        "May",
        "ago",
        "week",
        "10",
        "year",
        "-",
    ),
    *(
        ",",
        "tomorrow",
        "the",
        "since",
        "by",
        "end of",
        "from",
        "to",
        "between",
        "and",
        "early",
        "mid-",
        "1990s",
        "two",
    ),
    *(
        "days",
        "later",
        "first quarter of",
        "summer",
        "19th century",
        "Christmas",
        "until",
        "(0200 GMT",
        ")",
        "recently",
    ),
)
WORDS = st.lists(st.sampled_from(TOKENS))
DAYS = st.one_of(st.none(), st.dates())


@given(WORDS, DAYS, st.booleans(), DAYS)
def test_any_words_give_dates_in_order_and_never_fail(
    words: list[str],
    published: date | None,
    ahead: bool,  # noqa: FBT001 - drawn
    before: date | None,
):
    anchor = EventDate(earliest=before, latest=before) if before else None
    found = find_dates(" ".join(words), published, ahead=ahead, anchor=anchor)
    assert all(when.earliest <= when.latest for _, _, when in found)
    assert all(first[1] <= second[0] for first, second in pairwise(found))


def test_a_day_beyond_the_calendar_is_no_date():
    assert find_dates("They will meet tomorrow.", date(9999, 12, 31), ahead=True) == []
