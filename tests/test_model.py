from __future__ import annotations

import re
from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KGError, NothingReadable, UnknownEvent
from kg.model import Document, EventDate, Precision, as_key


def interval(first: date, last: date, precision: Precision = Precision.INTERVAL) -> EventDate:
    return EventDate(earliest=first, latest=last, precision=precision)


@pytest.mark.parametrize(
    ("first", "last", "precision", "text"),
    [
        (date(2023, 5, 19), date(2023, 5, 19), Precision.DAY, "2023-05-19"),
        (date(2023, 5, 1), date(2023, 5, 31), Precision.MONTH, "2023-05"),
        (date(2023, 1, 1), date(2023, 12, 31), Precision.YEAR, "2023"),
        (date(2023, 5, 19), date(2023, 5, 21), Precision.INTERVAL, "2023-05-19/2023-05-21"),
    ],
)
def test_a_date_is_written_as_exactly_as_it_is_known(
    first: date, last: date, precision: Precision, text: str
):
    assert str(interval(first, last, precision)) == text


def test_dates_that_share_one_day_overlap():
    assert interval(date(2023, 5, 1), date(2023, 5, 3)).overlaps(interval(date(2023, 5, 3), date(2023, 5, 9)))


def test_dates_side_by_side_do_not_overlap():
    assert not interval(date(2023, 5, 1), date(2023, 5, 3)).overlaps(
        interval(date(2023, 5, 4), date(2023, 5, 9))
    )


@given(st.dates(), st.dates(), st.dates(), st.dates())
def test_overlapping_is_mutual(a: date, b: date, c: date, d: date):
    one, other = interval(min(a, b), max(a, b)), interval(min(c, d), max(c, d))
    assert one.overlaps(other) == other.overlaps(one)


def test_values_cannot_be_changed():
    document = Document(id="a", text="b")
    with pytest.raises(FrozenInstanceError):
        document.text = "c"  # type: ignore[misc]


def test_a_source_keeps_the_digest_and_not_the_text():
    source = Document(id="a", text="Peru thanked Chile.", title="t").as_source()
    assert (source.title, len(source.digest), hasattr(source, "text")) == ("t", 64, False)


def test_a_lone_surrogate_has_a_digest_too():
    assert Document(id="a", text="\ud800").as_source().digest


@given(st.text())
def test_a_key_is_safe_in_an_iri_and_a_file_name(text: str):
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,80}", as_key(text))


@given(st.text())
def test_a_key_is_its_own_key(text: str):
    assert as_key(as_key(text)) == as_key(text)


def test_texts_in_other_scripts_have_keys_of_their_own():
    assert as_key("中国") != as_key("日本")


def test_an_error_reads_as_what_is_wrong_and_how_to_mend_it():
    assert str(NothingReadable("It is empty.", remedy="Write.")) == "It is empty. Write."


@pytest.mark.parametrize("error", [NothingReadable, UnknownEvent])
def test_one_base_catches_every_error_of_kg(error: type[KGError]):
    with pytest.raises(KGError):
        raise error("x")


@pytest.mark.parametrize(
    ("earliest", "latest", "written"),
    [
        ("2023-05-19", "2023-05-19", "2023-05-19"),
        ("2023-05-19", "2023-05-21", "2023-05-19/2023-05-21"),
        ("2023-05-01", "2023-05-31", "2023-05"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("2019-07-01", "2019-08-31", "2019-07/2019-08"),
        ("1939-01-01", "1945-12-31", "1939/1945"),
        ("1990-01-01", "1999-12-31", "199X"),
        ("1800-01-01", "1899-12-31", "18XX"),
        ("0999-02-03", "0999-02-03", "0999-02-03"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
    ],
)
def test_a_date_is_written_in_edtf(earliest: str, latest: str, written: str):
    first, last = date.fromisoformat(earliest), date.fromisoformat(latest)
    assert EventDate(earliest=first, latest=last, precision=Precision.INTERVAL).edtf == written
