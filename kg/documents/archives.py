"""WARC files, in which crawlers keep what servers sent: a document a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from kg.documents import pages
from kg.documents.encoding import decode
from kg.documents.limits import LONGEST_PAGE, whole
from kg.documents.needed import needed
from kg.documents.records import Record
from kg.errors import InputError
from kg.model import Skipped
from kg.quieting import quiet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_KINDS = frozenset(("response", "resource", "conversion"))
_PAGES = ("text/html", "application/xhtml+xml")


def warc(stream: BinaryIO, name: str) -> Iterator[Record | Skipped]:
    """Yield the articles of the pages in an archive; images, scripts and failed requests are passed over."""
    library = needed("warcio.archiveiterator", extra="warc", kind="WARC")
    records = iter(library.ArchiveIterator(stream))
    number = 0
    while True:
        number += 1
        try:
            with quiet("warcio"):
                record = next(records)
        except StopIteration:
            return
        except Exception as error:  # warcio raises several kinds, and does not go on after one
            raise InputError(
                f"is damaged or cut off after {number - 1} records.", remedy="Fetch it anew."
            ) from error
        try:
            fields = _fields(record)
        except InputError as error:
            yield Skipped(document_id=f"{name}:{number}", stage="read", reason=str(error))
            continue
        if fields:
            yield Record(id=f"{name}:{number}", fields=fields)


def _fields(record: Any) -> Mapping[str, object] | None:  # noqa: ANN401 - warcio has no types
    """Return what a record tells of an article, None if it is about something else."""
    if record.rec_type not in _KINDS:
        return None
    headers = record.http_headers if record.http_headers is not None else record.rec_headers
    if record.http_headers is not None and not str(headers.get_statuscode()).startswith("2"):
        return None
    kind = str(headers.get_header("Content-Type") or "").split(";")[0].strip().lower()
    if kind not in (*_PAGES, "text/plain"):
        return None
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "")
    try:
        with quiet("warcio"):
            data = whole(record.content_stream(), LONGEST_PAGE)
        missing = record.raw_stream.limit
    except InputError:
        raise
    except Exception as error:  # a body may be packed and damaged in many ways
        raise InputError(
            f"cannot be unpacked ({type(error).__name__}).", remedy="Fetch the archive anew."
        ) from error
    if missing:
        raise InputError("is cut off.", remedy="Fetch the archive anew.")
    return pages.article(data, url) if kind in _PAGES else {"text": decode(data), "url": url}
