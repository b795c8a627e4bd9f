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
from kg.model import Basis

with (Path(__file__).parent / "dates.tsv").open(encoding="utf-8", newline="") as lines:
    CASES = [tuple(row.values()) for row in csv.DictReader(lines, delimiter="\t")]


@pytest.mark.parametrize(("text", "published", "tense", "expected"), CASES)
def test_an_expression_is_a_date(text: str, published: str, tense: str, expected: str):
    day = date.fromisoformat(published) if published else None
    found = [str(when) for _, _, when in find_dates(text, day, ahead=tense == "future")]
    assert found == ([expected] if expected else [])


def test_a_sentence_may_have_two_dates():
    found = find_dates("They met on 3 May 2021 and on 4 June 2022.", None)
    assert [str(when) for _, _, when in found] == ["2021-05-03", "2022-06-04"]


def test_offsets_are_those_of_the_expression():
    text = "On 3 May 2021 they met."
    ((start, end, _),) = find_dates(text, None)
    assert text[start:end] == "3 May 2021"


@pytest.mark.parametrize(
    ("text", "basis"), [("They met on 3 May 2021.", Basis.STATED), ("They met on Friday.", Basis.RELATIVE)]
)
def test_a_date_says_what_it_rests_on(text: str, basis: Basis):
    assert find_dates(text, date(2023, 5, 17))[0][2].basis is basis


def test_the_day_of_publication_says_that_it_is_one():
    assert publication_date(date(2023, 5, 17)).basis is Basis.PUBLICATION


TOKENS = (
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
    ",",
    "tomorrow",
    "the",
)
WORDS = st.lists(st.sampled_from(TOKENS))


@given(WORDS, st.dates(), st.booleans())
def test_any_words_give_dates_in_order_and_never_fail(words: list[str], published: date, ahead: bool):  # noqa: FBT001 - drawn
    found = find_dates(" ".join(words), published, ahead=ahead)
    assert all(when.earliest <= when.latest for _, _, when in found)
    assert all(first[1] <= second[0] for first, second in pairwise(found))


def test_a_day_beyond_the_calendar_is_no_date():
    assert find_dates("They will meet tomorrow.", date(9999, 12, 31), ahead=True) == []
