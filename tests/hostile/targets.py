"""What is fuzzed, alike by Hypothesis in the tests and by atheris: each takes anything and gives no error."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from kg.documents import read
from kg.documents.addresses import day_in
from kg.documents.datelines import dateline
from kg.documents.records import as_day
from kg.events.dates import find_dates
from kg.events.dates.words import MONTHS, WEEKDAYS
from kg.model import EventDate
from kg.tables.dates import date_of
from kg.tables.faults import Fault

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Document, Skipped

_TOLD = """
on in the of and to from until since by before after last next this early late mid end beginning
first second third day week month year quarter century decade two three a few several ago later
earlier days weeks months years weekend today yesterday tomorrow morning night 1 2 29 30 31 32 0 13
99 100 1999 2000 2023 2024 9999 0000 10000 2023-02-30 20230503 03/05/2023 31.12.1999 2023/24 Q4 H1
1990s 20th BC AD st th , . - – / ' ( ) : " spring summer autumn winter Christmas Easter fortnight
respectively 999999999 12 LIMA Reuters GMT 24:00
"""
WORDS = [*_TOLD.split(), *MONTHS, *WEEKDAYS]
"""What dates are made of."""


def read_as(folder: Path, name: str, content: bytes) -> tuple[list[Document], list[Skipped]]:
    """Return what kg reads from a file of this name and content; a document or a reason is there always."""
    path = folder / name
    path.write_bytes(content)
    skipped: list[Skipped] = []
    documents = list(read([path], on_skip=skipped.append))
    for each in documents:
        assert each.text.strip()
        (each.id + each.text + each.title + each.url + each.source).encode()
    for each in skipped:
        assert each.reason
    return documents, skipped


def read_dates(text: str, published: date | None, anchor: date | None, *, ahead: bool) -> None:
    """Read all dates of a text, by every reader of dates that kg has."""
    before = EventDate(earliest=anchor, latest=anchor) if anchor else None
    for start, end, when in find_dates(text, published, ahead=ahead, anchor=before):
        assert 0 <= start < end <= len(text)
        assert when.earliest <= when.latest
    dateline(text, near=published)
    as_day(text)
    day_in(text)
    with suppress(Fault):
        date_of(text)
