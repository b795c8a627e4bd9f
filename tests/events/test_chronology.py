"""Which date belongs to which act, by the small lexicon."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.model import Basis, Precision, TextSpan

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import EventMention

    Extract = Callable[..., tuple[EventMention, ...]]

WEDNESDAY = date(2023, 5, 17)


def dated(extract: Extract, text: str, published: date | None = WEDNESDAY) -> list[str]:
    """Return acts and dates on a line each: ``criticise 2023-05-16``."""
    return [f"{each.action} {each.date}" for each in extract(text, published)]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Peru condemned Chile on Tuesday.", "2023-05-16"),
        ("On Tuesday Peru condemned Chile.", "2023-05-16"),
        ("Peru said on Monday that it condemned Chile.", "2023-05-15"),
        ("Peru, which Brazil praised on Monday, condemned Chile.", "2023-05-17"),
        ("Peru condemned Chile after the raid on Friday.", "2023-05-17"),
        ("Peru condemned Chile in protest at last month's raid.", "2023-05-17"),
        ("Peru condemned Chile for the first time since 2018.", "2023-05-17"),
        ("Peru condemned Chile over the 2013 accord.", "2023-05-17"),
        ("Peru condemned Chile as its envoy was about to leave on July 1, 2009.", "2023-05-17"),
        ("Peru has condemned Chile since Monday.", "2023-05-15/2023-05-17"),
        ("Peru announced that it had condemned Chile.", "2023-05-17"),
    ],
)
def test_a_date_belongs_to_the_act_of_its_clause(extract: Extract, text: str, when: str):
    assert f"criticise {when}" in dated(extract, text)


def test_an_act_that_is_to_come_looks_forward(extract: Extract):
    assert dated(extract, "Peru will visit Chile on Friday.") == ["visit 2023-05-19"]


def test_what_was_agreed_for_later_is_not_the_day_of_agreeing(extract: Extract):
    assert dated(extract, "Peru and Chile agreed to meet on Saturday.") == ["planMeeting 2023-05-17"]


def test_a_second_act_may_lie_days_from_the_first(extract: Extract):
    found = dated(extract, "Peru praised Brazil, two days after Chile condemned Turkey.")
    assert found == ["praise 2023-05-17", "criticise 2023-05-15"]


def test_a_report_of_past_acts_without_a_date_is_background(extract: Extract):
    assert dated(extract, "Peru had condemned Chile.") == ["criticise None"]


def test_the_past_perfect_takes_its_own_date(extract: Extract):
    assert dated(extract, "Peru had condemned Chile in 1998.") == ["criticise 1998"]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Peru condemned Chile on Monday. Peru praised Brazil the day after.", "2023-05-16"),
        ("Peru condemned Chile on Monday. Peru praised Brazil a day earlier.", "2023-05-14"),
        ("Peru condemned Chile on Monday. It rained. Peru praised Brazil.", "2023-05-15"),
        ("Peru condemned Chile in 1998. Peru praised Brazil.", "2023-05-17"),
    ],
)
def test_an_act_goes_by_what_was_told_before(extract: Extract, text: str, when: str):
    assert dated(extract, text)[-1] == f"praise {when}"


def test_what_goes_by_the_act_before_says_so(extract: Extract):
    found = extract("Peru condemned Chile on Monday. Peru praised Brazil.", WEDNESDAY)
    assert found[1].date is not None
    assert found[1].date.basis is Basis.ANCHORED
    assert found[1].date.span is not None
    assert found[1].date.span.text == "Monday"


def test_a_visit_lasts_as_long_as_it_is_said_to(extract: Extract):
    (act, *_) = extract("The three days of talks between Peru and Chile began on Monday.", WEDNESDAY)
    assert str(act.date) == "2023-05-15/2023-05-17"
    assert act.date is not None
    assert act.date.precision is Precision.INTERVAL


def test_a_quotation_counts_from_the_day_on_which_it_was_spoken(extract: Extract):
    found = dated(extract, 'An envoy said on Monday, "Peru condemned Chile yesterday."')
    assert found == ["criticise 2023-05-14"]


def test_a_relative_date_without_publication_has_no_value(extract: Extract):
    assert dated(extract, "Peru condemned Chile on Tuesday.", None) == ["criticise None"]


def test_a_stated_date_needs_no_publication(extract: Extract):
    assert dated(extract, "Peru condemned Chile on 3 May 2021.", None) == ["criticise 2021-05-03"]


def test_a_day_at_the_end_of_the_calendar_does_not_overflow(extract: Extract):
    text = "The ten days of talks between Peru and Chile began."
    assert dated(extract, text, date(9999, 12, 31)) == ["meet None"]


def test_a_date_says_in_which_document_its_words_stand(extract: Extract):
    (act,) = extract("Peru condemned Chile on Tuesday.", WEDNESDAY)
    assert act.date.span == TextSpan(document_id="a", start=24, end=31, text="Tuesday")
