"""Datelines: what opens an article, and what only looks so."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.datelines import Dateline, dateline

NEAR = date(2021, 1, 2)


@pytest.mark.parametrize(
    ("text", "place", "published", "agency"),
    [
        ("GENEVA, 12 March 2021 (Agency) — Talks began.", "GENEVA", date(2021, 3, 12), "Agency"),
        ("KYIV, March 3 - The envoy left.", "KYIV", date(2021, 3, 3), ""),
        ("(Reuters) - The envoy left.", "", None, "Reuters"),
        ("WASHINGTON (AP) — The envoy left.", "WASHINGTON", None, "AP"),
        ("WASHINGTON (AP) The envoy left.", "WASHINGTON", None, "AP"),
        ("WASHINGTON, D.C. – The envoy left.", "WASHINGTON, D.C.", None, ""),
        ("Tuesday, May 5, 2009\n\nThe envoy left.", "", date(2009, 5, 5), ""),
        ("Published on 3 March 2021\nThe envoy left.", "", date(2021, 3, 3), ""),
        ("2021-03-04\nThe envoy left.", "", date(2021, 3, 4), ""),
        ("MARCH 3, 2021 -- The envoy left.", "", date(2021, 3, 3), ""),
        ("MOSCOW, March 3. /TASS/. The envoy left.", "MOSCOW", date(2021, 3, 3), "TASS"),
        ("MOSCOW. March 3 (Interfax) - The envoy left.", "MOSCOW", date(2021, 3, 3), "Interfax"),
        ("BEIJING, Feb. 7 (Xinhua) -- The envoy left.", "BEIJING", date(2021, 2, 7), "Xinhua"),
        ("TOKYO, Kyodo - The envoy left.", "TOKYO", None, "Kyodo"),
        ("LIMA--(BUSINESS WIRE)--The envoy left.", "LIMA", None, "BUSINESS WIRE"),
        ("(Beirut) – The envoy left.", "Beirut", None, ""),
        ("LIMA — June 1st, 2020 — The envoy left.", "LIMA", date(2020, 6, 1), ""),
        ("PORT-AU-PRINCE, Haiti, 3 Feb 2020 — He left.", "PORT-AU-PRINCE, Haiti", date(2020, 2, 3), ""),
        ("N'DJAMENA, Chad — The envoy left.", "N'DJAMENA, Chad", None, ""),
        ("SÃO PAULO/LIMA — The envoy left.", "SÃO PAULO/LIMA", None, ""),
        ("Rio de Janeiro, May 11, 1959—The envoy left.", "Rio de Janeiro", date(1959, 5, 11), ""),
        ("The Hague, 3 May 2020 - The envoy left.", "The Hague", date(2020, 5, 3), ""),
        ("November 17, 2020, Quito, Ecuador - The envoy left.", "Quito, Ecuador", date(2020, 11, 17), ""),
        ("Cablegram 7 HANOI, 2 June 1950, 4 p.m.\n\nYour telegram.", "HANOI", date(1950, 6, 2), ""),
        ("Remarks, March 3, 2021\nGood morning.", "", date(2021, 3, 3), ""),
        ("May 3, 2021\n\nACCRA, Ghana – The envoy left.", "ACCRA, Ghana", date(2021, 5, 3), ""),
        ("Envoy leaves\n\nBy A. Writer\n\nOSLO, 3 May 2021 - He left.", "OSLO", date(2021, 5, 3), ""),
    ],
)
def test_a_dateline_is_read(text: str, place: str, published: date | None, agency: str):
    found = dateline(text, near=NEAR)
    assert found is not None
    assert (found.place, found.published, found.agency) == (place, published, agency)


@pytest.mark.parametrize(
    "text",
    [
        "PARIS is burning - so they say.",
        "Paris - the city of light - is calm.",
        "Peru – a neighbour – protested.",
        "On Tuesday, May 5, 2009 — the day of the vote — he left.",
        "In Geneva, 3 March 2021 - a Wednesday - was cold.",
        "NATO — the alliance — met.",
        "UNESCO - The body met.",
        "EU – China talks began.",
        "EXCLUSIVE - The envoy left.",
        "QUESTION: You said – no.",
        "MINISTER SMITH: Thank you.",
        "Iran (whose envoy left) protested.",
        "The Atomic Agency (IAEA) The envoy left.",
        "May we go - now?",
        "“We applaud them.”\n\nMarch 11, 2021\n\nThe minister left.",
        "He left on Monday.\n\nGENEVA, 3 March 2021 - He left.",
        "",
    ],
)
def test_an_ordinary_opening_is_no_dateline(text: str):
    assert dateline(text, near=NEAR) is None


def test_the_report_begins_where_the_dateline_ends():
    text = "Envoy leaves\n\nOSLO, 3 May 2021 (AP) — The envoy left."
    found = dateline(text)
    assert found is not None
    assert text[found.end :] == "The envoy left."


def test_a_date_without_a_year_needs_one_from_outside():
    assert dateline("KYIV, March 3 - The envoy left.") == Dateline(place="KYIV", end=16)


def test_a_day_of_december_read_in_january_is_last_year():
    found = dateline("LIMA, Dec. 31 - The envoy left.", near=date(2021, 1, 1))
    assert found is not None
    assert found.published == date(2020, 12, 31)


def test_29_february_falls_on_the_leap_year_nearby():
    found = dateline("LIMA, 29 February - The envoy left.", near=date(2021, 1, 1))
    assert found is not None
    assert found.published == date(2020, 2, 29)


def test_a_day_that_the_calendar_lacks_is_left_out():
    assert dateline("LIMA, 30 February 2021 - The envoy left.") == Dateline(place="LIMA", end=25)


def test_a_month_alone_gives_a_place_and_no_day():
    found = dateline("LIMA, March 2021 — The envoy left.")
    assert found is not None
    assert (found.place, found.published) == ("LIMA", None)


@given(st.text(alphabet="AZaz ,.-—–():/\n39'", max_size=300), st.dates())
def test_any_text_is_read_without_error_and_ends_inside_it(text: str, near: date):
    found = dateline(text, near)
    assert found is None or 0 < found.end <= len(text)
