"""A record as its file words it -> a Document."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from kg.documents.addresses import day_in
from kg.documents.datelines import dateline
from kg.errors import InputError
from kg.model import Document, Skipped

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One document as its file words it, not checked yet.

    Args:
        id: What the document is called if its fields do not say: its file, and its line there.
        fields: Its columns or keys, in lower case, with their values.
    """

    id: str
    fields: Mapping[str, object]


def document_of(fields: Mapping[str, object]) -> Document:
    """Return the document of a record that was checked before, under the very id that it says.

    Example:
        >>> document_of({"id": " a", "text": "Talks began."}).id
        ' a'
    """
    key = str(fields["id"])
    return replace(as_document(Record(id=key, fields=fields))[0], id=key)


def as_document(record: Record, published: date | None = None) -> tuple[Document, Skipped | None]:
    """Return the document that a record holds, and what is wrong with its date if it is.

    The day is that of the record, else that of the dateline, else that in its address, else ``published``.

    Args:
        record: As its file words it.
        published: The day of documents that say none; also gives the year to a dateline without one.

    Raises:
        InputError: It has no text.

    Example:
        >>> as_document(Record(id="a.txt", fields={"text": "OSLO, 3 May 2021 — Talks began."}))[0].published
        datetime.date(2021, 5, 3)
    """
    fields = record.fields
    document = Document(
        id=_word(fields, "id") or record.id,
        text=_text(fields),
        title=_word(fields, "title"),
        source=_word(fields, "source"),
        url=_word(fields, "url"),
        licence=_word(fields, "licence") or _word(fields, "license"),
        language=_word(fields, "language") or _word(fields, "lang") or "en",
    )
    worded = _word(fields, "date") or _word(fields, "published")
    stated = as_day(worded)
    day = stated
    if day is None:
        near = day_in(document.url) or published
        opening = dateline(document.text, near=near)
        day = (opening.published if opening else None) or near
    return replace(document, published=day), _date_fault(
        document.id, worded
    ) if worded and not stated else None


def clean(text: str) -> str:
    r"""Return ``text`` with line feeds alone as line ends, without NUL and byte order marks.

    Lone surrogates, which no file can hold, become U+FFFD.

    Example:
        >>> clean("\ufeffone\r\ntwo\x00")
        'one\ntwo'
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text or "\ufeff" in text:
        text = text.replace("\0", "").replace("\ufeff", "")
    return text if is_sound(text) else _SURROGATE.sub("\ufffd", text)


def is_sound(text: str) -> bool:
    """Return whether ``text`` holds no lone surrogate, which stands for a byte that could not be decoded."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def as_day(worded: str) -> date | None:
    """Return the day of an ISO 8601 date or date-time, None if it is neither.

    Example:
        >>> as_day("2021-03-12T08:30:00Z"), as_day("31/02/2020")
        (datetime.date(2021, 3, 12), None)
    """
    worded = re.sub(r"(?<=\d)\s*(?:UTC|GMT)$", "+00:00", worded)
    for read in (date.fromisoformat, lambda text: datetime.fromisoformat(text).date()):
        try:
            return read(worded)
        except ValueError:
            continue
    return None


def shown(value: str) -> str:
    """Return ``value`` fit for a message: quoted, on one line, no longer than 40 characters."""
    return repr(value if len(value) <= 40 else value[:39] + "…")


_SURROGATE = re.compile("[\ud800-\udfff]")


def _text(fields: Mapping[str, object]) -> str:
    if "text" not in fields:
        names = ", ".join(sorted(shown(name) for name in fields)[:8]) or "nothing"
        raise InputError(
            f"has no 'text', only {names}.", remedy="Name the key that holds the article 'text'."
        )
    value = fields["text"]
    if value is not None and not isinstance(value, str):
        raise InputError("has a 'text' that is not a string.", remedy="Put the article there, in quotes.")
    text = clean(value or "")
    if not text.strip():
        raise InputError("is empty.")
    return text


def _word(fields: Mapping[str, object], name: str) -> str:
    """Return a field as text: a number as its digits, and a list, an object or what is missing as nothing."""
    value = fields.get(name)
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return ""
    return str(value)


def _date_fault(document_id: str, worded: str) -> Skipped:
    reason = f"date {shown(worded)} is not ISO 8601 (YYYY-MM-DD) and was left out."
    return Skipped(document_id=document_id, stage="date", reason=reason)
