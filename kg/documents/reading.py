"""The way from paths to documents: walk, open, read records, make documents, keep their ids apart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.documents import formats
from kg.documents.duplicates import Identities
from kg.documents.files import File, opened, walk
from kg.documents.records import Record, as_document
from kg.errors import InputError
from kg.model import Document, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date


def ignore(_skipped: Skipped) -> None:
    """Say nothing of what was skipped."""


def read(
    paths: Iterable[str | Path], *, published: date | None = None, on_skip: Callable[[Skipped], None] = ignore
) -> Iterator[Document]:
    """Yield the documents in files and folders, one at a time.

    Reads plain text, Markdown, JSON Lines, JSON, CSV and TSV, each also packed with gzip. Paths are read in
    sorted order whatever order they come in, so that the same input gives the same documents. Memory does
    not grow with their number, but for some 200 bytes each that keep ids apart.

    Args:
        paths: Files, folders, or ``-`` for standard input.
        published: The day of documents that say none themselves, neither in a field nor in a dateline.
        on_skip: Told of all that could not be read (``stage="read"``), and of dates that were left out
            of documents kept (``stage="date"``).

    Yields:
        Documents with ids that differ; their ``text`` as found, save line ends, NUL and byte order marks.

    Example:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "talks.txt").write_text("OSLO, 3 May 2021 — Talks began.")
        >>> [(document.id, str(document.published)) for document in read([folder])]
        [('talks.txt', '2021-05-03')]
    """
    given = [paths] if isinstance(paths, str | Path) else paths
    identities = Identities()
    for path in sorted(map(str, given)):
        for file in walk(path):
            for found in _documents(file, published):
                if isinstance(found, Skipped):
                    on_skip(found)
                elif document := identities.admit(found):
                    yield document
                else:
                    on_skip(_skip(found.id, "has been read already: same id, same text."))


def _documents(file: File, published: date | None) -> Iterator[Document | Skipped]:
    for record in _records(file):
        if isinstance(record, Skipped):
            yield record
            continue
        try:
            document, fault = as_document(record, published)
        except InputError as error:
            yield _skip(record.id, str(error))
            continue
        if fault:
            yield fault
        yield document


def _records(file: File) -> Iterator[Record | Skipped]:
    """Yield the records of a file, and what ends them early as the last."""
    found = False
    try:
        reader = _reader(file)
        with opened(file) as stream:
            for record in reader(stream, file.name):
                found = True
                yield record
        if not found:
            yield _skip(file.name, "is empty.")
    except InputError as error:
        yield _skip(file.name, str(error))


def _reader(file: File) -> formats.Format:
    """Return what reads a file by its name.

    Raises:
        InputError: It is missing, of a format not read yet, or of an unknown one and not asked for by name.
    """
    if file.fault:
        raise InputError(file.fault)
    suffix = next((suffix for suffix in file.suffixes if suffix != ".gz"), "")
    if suffix in formats.READERS:
        return formats.READERS[suffix]
    if suffix in _NOT_YET:
        name, remedy = _NOT_YET[suffix]
        raise InputError(f"{name} is not read yet; {remedy}.")
    if not file.given:
        kind = f"has the unknown ending {suffix!r}" if suffix else "has no ending that tells its format"
        raise InputError(f"{kind}.", remedy="If it is plain text, name it .txt or give it by itself.")
    return formats.sniffed


def _skip(document_id: str, reason: str) -> Skipped:
    return Skipped(document_id=document_id, stage="read", reason=reason)


_PAGE = "save the page as plain text"
_TEXT = "save it as plain text"
_TABLE = "save it as CSV or JSON Lines"
_UNPACK = "unpack it, or pack it with gzip"
_NOT_YET = {
    ".html": ("HTML", _PAGE),
    ".htm": ("HTML", _PAGE),
    ".xhtml": ("HTML", _PAGE),
    ".mhtml": ("MHTML", _PAGE),
    ".xml": ("XML", _TEXT),
    ".rss": ("RSS", _TEXT),
    ".atom": ("Atom", _TEXT),
    ".pdf": ("PDF", _TEXT),
    ".doc": ("Word", _TEXT),
    ".docx": ("Word", _TEXT),
    ".odt": ("OpenDocument", _TEXT),
    ".rtf": ("RTF", _TEXT),
    ".epub": ("EPUB", _TEXT),
    ".eml": ("Mail", _TEXT),
    ".mbox": ("Mail", _TEXT),
    ".xls": ("Excel", _TABLE),
    ".xlsx": ("Excel", _TABLE),
    ".parquet": ("Parquet", _TABLE),
    ".warc": ("WARC", _TABLE),
    ".zip": ("Zip", _UNPACK),
    ".tar": ("Tar", _UNPACK),
    ".tgz": ("Tar", _UNPACK),
    ".bz2": ("Bzip2", _UNPACK),
    ".xz": ("XZ", _UNPACK),
    ".zst": ("Zstandard", _UNPACK),
    ".7z": ("7-Zip", _UNPACK),
}
