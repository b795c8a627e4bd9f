"""A record becomes a document."""

from __future__ import annotations

from datetime import date

import pytest

from kg.documents.records import Record, as_day, as_document, clean
from kg.errors import InputError

DAY = date(2020, 1, 31)


def document(**fields: object):
    return as_document(Record(id="a.txt", fields={"text": "They met.", **fields}))[0]


@pytest.mark.parametrize(
    "worded",
    ["2020-01-31", "20200131", "2020-01-31T23:59:59Z", "2020-01-31 08:30:00 UTC", "2020-01-31T08:30+02:00"],
)
def test_iso_days_and_times_give_a_day(worded: str):
    assert as_day(worded) == DAY


@pytest.mark.parametrize(
    "worded", ["31/01/2020", "2020-02-30", "0000-01-01", "10000-01-01", "2020-01", "today", ""]
)
def test_anything_else_gives_no_day(worded: str):
    assert as_day(worded) is None


def test_every_field_is_kept():
    fields = {"title": "T", "source": "S", "url": "U", "licence": "L", "language": "fr"}
    found = document(id="x", date="2020-01-31", **fields)
    assert found.id == "x"
    assert found.published == DAY
    assert {name: getattr(found, name) for name in fields} == fields


def test_other_spellings_of_a_field_count():
    found = document(license="L", published="2020-01-31")
    assert (found.licence, found.published) == ("L", DAY)


def test_a_document_without_id_is_called_by_its_file():
    assert document().id == "a.txt"


def test_a_number_is_an_id():
    assert document(id=17).id == "17"


@pytest.mark.parametrize("value", [None, "", "  ", [], {}, True, float("nan"), float("inf")])
def test_an_id_of_no_use_is_as_none(value: object):
    assert document(id=value).id == "a.txt"


def test_a_faulty_date_is_told_and_the_document_kept():
    record = Record(id="a", fields={"text": "They met.", "date": "31/02/2020"})
    found, fault = as_document(record)
    assert found.published is None
    assert fault is not None
    assert (fault.stage, fault.document_id) == ("date", "a")
    assert fault.reason == "date '31/02/2020' is not ISO 8601 (YYYY-MM-DD) and was left out."


def test_a_field_comes_before_a_dateline_and_that_before_what_was_given():
    text = "OSLO, 3 May 2021 — They met."
    other = date(1999, 1, 1)
    assert as_document(Record(id="a", fields={"text": text, "date": "2020-01-31"}), other)[0].published == DAY
    assert as_document(Record(id="a", fields={"text": text}), other)[0].published == date(2021, 5, 3)
    assert as_document(Record(id="a", fields={"text": "They met."}), other)[0].published == other


def test_what_was_given_supplies_the_year_of_a_dateline():
    text = "OSLO, 3 May — They met."
    assert as_document(Record(id="a", fields={"text": text}))[0].published is None
    assert as_document(Record(id="a", fields={"text": text}), DAY)[0].published == date(2020, 5, 3)


@pytest.mark.parametrize("text", ["", "  \n\t ", None, "\0\ufeff"])
def test_a_text_of_nothing_is_empty(text: object):
    with pytest.raises(InputError, match="is empty"):
        document(text=text)


@pytest.mark.parametrize("text", [1, ["They met."], {"a": 1}, True])
def test_a_text_that_is_no_string_is_refused(text: object):
    with pytest.raises(InputError, match="not a string"):
        document(text=text)


def test_a_record_without_text_names_what_it_has():
    with pytest.raises(InputError, match="has no 'text', only 'body', 'id'"):
        as_document(Record(id="a", fields={"body": "They met.", "id": 1}))


def test_only_line_ends_nul_marks_and_lone_surrogates_are_altered():
    assert clean("\ufeffa\r\nb\rc\0d \t\x1b[31m\u200b e\ud800") == "a\nb\ncd \t\x1b[31m\u200b e\ufffd"
