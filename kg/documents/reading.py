"""The way from paths to documents: walk, open, read records, make documents, keep their ids apart."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from kg.documents import formats
from kg.documents.columns import checked, renamed
from kg.documents.duplicates import Identities
from kg.documents.files import File, opened, walk
from kg.documents.language import is_english, language_of
from kg.documents.packing import ENDINGS
from kg.documents.records import Record, as_document
from kg.errors import InputError
from kg.model import Document, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    Remember = Callable[[File, Callable[[], Iterator[Document | Skipped]]], Iterator[Document | Skipped]]


def ignore(_skipped: Skipped) -> None:
    """Say nothing of what was skipped."""


class Reading(TypedDict, total=False):
    """How files are read; all of it may be left out, and ``read`` tells of it."""

    published: date | None
    columns: Mapping[str, str] | None
    any_language: bool


def anew(_file: File, parse: Callable[[], Iterator[Document | Skipped]]) -> Iterator[Document | Skipped]:
    """Read a file without remembering it."""
    return parse()


def read(
    paths: str | Path | Iterable[str | Path],
    *,
    on_skip: Callable[[Skipped], None] = ignore,
    remember: Remember = anew,
    **reading: Unpack[Reading],
) -> Iterator[Document]:
    """Yield the documents in files and folders, one at a time.

    Reads plain text, Markdown, web pages, PDF, EPUB, Word, JSON Lines, JSON, CSV, TSV, Parquet, RSS, Atom,
    WARC, mails and mailboxes, each also packed with gzip, bzip2, xz or Zstandard. Paths are read in
    sorted order whatever order they come in, so that the same input gives the same documents. Memory does
    not grow with their number, but for some 200 bytes each that keep ids apart.

    Args:
        paths: Files, folders, or ``-`` for standard input.
        on_skip: Told of all that could not be read (``stage="read"``), of what is not in English
            (``stage="language"``), and of dates that were left out of documents kept (``stage="date"``).
        remember: Given a file and what reads it; yields what it holds, perhaps without reading it again.
        **reading: ``published`` is the day of documents that say none themselves, neither in a field nor in
            a dateline nor in their address. ``columns`` names the columns of tables and keys of objects that
            hold the fields in ``kg.documents.columns.FIELDS``, as in ``{"text": "body"}``. With
            ``any_language`` documents are kept that are not in English, of which nothing can be told.

    Yields:
        Documents with ids that differ; their ``text`` as found, save line ends, NUL and byte order marks.

    Raises:
        InputError: ``columns`` names a field that documents do not have.

    Example:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "talks.txt").write_text("OSLO, 3 May 2021 — Talks began.")
        >>> [(document.id, str(document.published)) for document in read([folder])]
        [('talks.txt', '2021-05-03')]
    """
    given = [paths] if isinstance(paths, str | Path) else paths
    options: Reading = {**reading, "columns": checked(reading.get("columns") or {})}
    identities = Identities()
    for path in sorted(map(str, given)):
        for file in walk(path):
            for found in remember(file, partial(_documents, file, options)):
                if isinstance(found, Skipped):
                    on_skip(found)
                elif document := identities.admit(found):
                    yield document
                else:
                    on_skip(_skip(found.id, "has been read already: same id, same text."))


def worded(reading: Reading) -> list[tuple[str, str]]:
    """Return how files are read as words, without what goes without saying.

    Example:
        >>> worded({"columns": {"text": "body"}, "any_language": False})
        [('columns', 'text=body')]
    """
    day, columns = reading.get("published"), reading.get("columns")
    words = {
        "published": day.isoformat() if day else "",
        "columns": " ".join(f"{field}={column}" for field, column in sorted((columns or {}).items())),
        "any_language": "true" if reading.get("any_language") else "",
    }
    return [(name, value) for name, value in words.items() if value]


def _documents(file: File, options: Reading) -> Iterator[Document | Skipped]:
    for record in _records(file, options):
        if isinstance(record, Skipped):
            yield record
            continue
        fields = renamed(record.fields, options.get("columns") or {})
        try:
            document, fault = as_document(replace(record, fields=fields), options.get("published"))
        except InputError as error:
            yield _skip(record.id, str(error))
            continue
        language = language_of(document.text, document.language)
        if not (options.get("any_language") or is_english(language)):
            yield Skipped(
                document_id=document.id, stage="language", reason=f"is not in English, but in {language!r}."
            )
            continue
        if fault:
            yield fault
        yield replace(document, language=language)


def _records(file: File, options: Reading) -> Iterator[Record | Skipped]:
    """Yield the records of a file, and what ends them early as the last."""
    found = False
    try:
        reader = _reader(file, options)
        with opened(file) as stream:
            for record in reader(stream, file.name):
                found = True
                yield record
        if not found:
            yield _skip(file.name, "is empty.")
    except InputError as error:
        yield _skip(file.name, str(error))


def _reader(file: File, options: Reading) -> formats.Format:
    """Return what reads a file by its name.

    Raises:
        InputError: It is missing, of a format not read yet, or of an unknown one and not asked for by name.
    """
    if file.fault:
        raise InputError(file.fault)
    suffix = next((suffix for suffix in file.suffixes if suffix not in ENDINGS), "")
    if suffix in formats.READERS:
        reader = formats.READERS[suffix]
        return partial(reader, columns=options.get("columns")) if reader in formats.TABLES else reader
    if suffix in _NOT_YET:
        name, remedy = _NOT_YET[suffix]
        raise InputError(f"{name} is not read yet; {remedy}.")
    if not file.given:
        kind = f"has the unknown ending {suffix!r}" if suffix else "has no ending that tells its format"
        raise InputError(f"{kind}.", remedy="If it is plain text, name it .txt or give it by itself.")
    return formats.sniffed


def _skip(document_id: str, reason: str) -> Skipped:
    return Skipped(document_id=document_id, stage="read", reason=reason)


_TEXT = "save it as plain text"
_TABLE = "save it as CSV or JSON Lines"
_UNPACK = "unpack it"
_NOT_YET = {
    ".mhtml": ("MHTML", "save the page as .html"),
    ".doc": ("Old Word", "save it as .docx"),
    ".odt": ("OpenDocument", _TEXT),
    ".rtf": ("RTF", _TEXT),
    ".mobi": ("Mobipocket", "save it as .epub"),
    ".xls": ("Excel", _TABLE),
    ".xlsx": ("Excel", _TABLE),
    ".zip": ("Zip", _UNPACK),
    ".tar": ("Tar", _UNPACK),
    ".tgz": ("Tar", _UNPACK),
    ".7z": ("7-Zip", _UNPACK),
}
