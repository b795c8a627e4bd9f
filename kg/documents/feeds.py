"""RSS and Atom files: a document an entry."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.documents import pages
from kg.documents.limits import LONGEST_PAGE, whole
from kg.documents.records import Record
from kg.errors import InputError
from kg.model import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator


def feed(stream: BinaryIO, name: str) -> Iterator[Record | Skipped]:
    """Yield the entries of a feed in their order; one that is only a headline is skipped."""
    import feedparser  # noqa: PLC0415 - few corpora need it

    data = whole(stream, LONGEST_PAGE)
    if not is_feed(data):
        raise InputError(_NO_FEED, remedy="Save its text as plain text.")
    if data.count(b"<") - 2 * data.count(b"</") > _MOST_OPEN:
        raise InputError("leaves more tags open than any feed.", remedy="Fetch it anew.")
    if _ENTITY.search(data):
        raise InputError("declares entities of its own, which no feed needs.", remedy="Take them out.")
    try:
        found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # feedparser raises whatever hostile markup leads it into
        raise InputError(f"cannot be read as a feed ({type(error).__name__}).") from error
    if not found.get("version") and not found.entries:
        raise InputError(_NO_FEED, remedy="Save its text as plain text.")
    for number, entry in enumerate(found.entries, start=1):
        yield _record(entry, f"{name}:{number}", source=str(found.feed.get("title", "")))


_NO_FEED = "is XML, but no RSS and no Atom."
_MOST_OPEN = 20_000
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def is_feed(head: bytes) -> bool:
    """Return whether XML begins as RSS or Atom does."""
    return bool(_FEED.search(head[:4096]))


_FEED = re.compile(rb"<(?:rss|rdf:RDF|(?:\w+:)?feed)[\s>]", re.IGNORECASE)


def _record(entry: Any, name: str, source: str) -> Record | Skipped:  # noqa: ANN401 - feedparser has no types
    bodies = [each.get("value", "") for each in entry.get("content", ())] + [entry.get("summary", "")]
    text = max((pages.plain(str(body)) for body in bodies), key=len)
    if not text:
        return Skipped(document_id=name, stage="read", reason="is an entry without text.")
    # not entry.get: where a day cannot be read, feedparser puts another in its place and warns
    moment = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    fields = {
        "id": entry.get("id", ""),
        "text": text,
        "title": pages.plain(str(entry.get("title", ""))),
        "url": entry.get("link", ""),
        "source": source,
        "date": _day(moment),
    }
    return Record(id=name, fields=fields)


def _day(moment: Any) -> str:  # noqa: ANN401 - see _record
    """Return the day of a moment in universal time, empty if there is none or it is in no calendar."""
    try:
        return datetime.fromtimestamp(calendar.timegm(moment), UTC).date().isoformat() if moment else ""
    except (ValueError, OverflowError, OSError, TypeError):
        return ""
