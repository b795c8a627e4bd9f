"""One small function a format: the bytes of a file -> its records, one at a time.

A faulty line or row becomes a ``Skipped`` and reading goes on; a faulty file raises ``InputError``.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from typing import BinaryIO

from kg.documents.archives import warc
from kg.documents.columns import check_text, parquet
from kg.documents.datelines import dateline
from kg.documents.encoding import HEAD, broken, decode, encoding_of, is_page
from kg.documents.feeds import feed, is_feed
from kg.documents.files import head_of
from kg.documents.limits import LONGEST_DOCUMENT, LONGEST_LIST, LONGEST_MARKDOWN, whole
from kg.documents.mail import mail, mailbox
from kg.documents.markdown import front_matter, plain
from kg.documents.office import book, is_word, word
from kg.documents.packing import packed_as, unpacked
from kg.documents.pages import page
from kg.documents.papers import pdf
from kg.documents.records import Record, clean, is_sound
from kg.errors import InputError
from kg.model import Skipped

Format = Callable[[BinaryIO, str], Iterator[Record | Skipped]]
"""Reads a stream; the second argument is the name of the file, from which ids are made."""


def text(stream: BinaryIO, name: str) -> Iterator[Record | Skipped]:
    """Yield the one document of a plain text file; a headline is its title."""
    words = clean(decode(whole(stream, LONGEST_DOCUMENT)))
    yield Record(id=name, fields={"text": words, "title": headline(words)})


def markdown(stream: BinaryIO, name: str) -> Iterator[Record | Skipped]:
    """Yield the one document of a Markdown file, its marks taken away if it is not beyond all measure."""
    fields, marked = front_matter(clean(decode(whole(stream, LONGEST_DOCUMENT))))
    title, words = plain(marked) if len(marked) <= LONGEST_MARKDOWN else ("", marked)
    yield Record(id=name, fields={"title": title or headline(words), **fields, "text": words})


def json_lines(stream: BinaryIO, name: str) -> Iterator[Record | Skipped]:
    """Yield the documents of a file with a JSON object a line."""
    lines = _text_stream(stream, newline=None)
    for number, line in enumerate(_lines(lines), start=1):
        if line.strip():
            yield _json_line(line, name, number)


def json_document(stream: BinaryIO, name: str) -> Iterator[Record | Skipped]:
    """Yield the documents of a JSON file: one object, or a list of objects."""
    words = decode(whole(stream, LONGEST_LIST)).removeprefix("\ufeff")
    if not words.strip():
        return
    try:
        content = _parse(words)
    except InputError:
        if not _is_json_object(words.lstrip().split("\n", 1)[0].encode("utf-8", "surrogatepass")):
            raise
        yield from json_lines(io.BytesIO(words.encode("utf-8", "surrogatepass")), name)
        return
    if not isinstance(content, list):
        yield _record(content, name, place="its content")
        return
    for number, item in enumerate(content, start=1):
        yield _record(item, f"{name}:{number}", place=f"item {number}")


def csv_table(
    stream: BinaryIO, name: str, columns: Mapping[str, str] | None = None
) -> Iterator[Record | Skipped]:
    """Yield the rows of a table with named columns, split by comma, semicolon or tab as its header is."""
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_DOCUMENT))
    lines = _whole_lines(_text_stream(stream, newline=""))
    header = next(lines, "").lstrip("\ufeff")
    delimiter = max(",;\t", key=header.count)
    found = [column.strip().lower() for column in next(csv.reader([header], delimiter=delimiter), [])]
    check_text(found, columns or {})
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        number = rows.line_num + 2
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield _fault(name, number, f"is no sound row: {error}. Mend or delete it.")
            continue
        if row:
            yield _row(row, found, name, number)


def sniffed(stream: BinaryIO, name: str) -> Iterator[Record | Skipped]:
    """Yield what a stream of unknown kind holds, told by its first bytes; it may be packed too."""
    head, rest = head_of(stream, HEAD)
    if ending := packed_as(head):
        head, rest = head_of(unpacked(rest, ending), HEAD)
    yield from _told_by(head)(rest, name)


def _told_by(head: bytes) -> Format:
    """Return what reads a stream that begins so."""
    for magic, reader in _BEGINNINGS.items():
        if head.startswith(magic):
            return reader
    if is_page(head):
        return page
    if _XML.match(head) and is_feed(head):
        return feed
    first, _, rest = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    is_lines = _is_json_object(first) or (not rest and bool(_JSON_START.match(first)))
    return json_lines if is_lines else text


def archive(stream: BinaryIO, name: str) -> Iterator[Record | Skipped]:
    """Yield what a zip archive holds that is a Word file or a book."""
    data = io.BytesIO(whole(stream, LONGEST_LIST))
    reader = word if is_word(data) else book
    data.seek(0)
    yield from reader(data, name)


def markup(stream: BinaryIO, name: str) -> Iterator[Record | Skipped]:
    """Yield what an .xml file holds: a feed, or a page written as XML."""
    head, rest = head_of(stream, HEAD)
    yield from (page if is_page(head) else feed)(rest, name)


def headline(words: str) -> str:
    r"""Return the first line of an article if it looks like a headline, else nothing.

    Example:
        >>> headline("Peru and Chile sign treaty\n\nThe two met on Friday.")
        'Peru and Chile sign treaty'
    """
    match = _HEADLINE.match(words)
    line = match["line"].rstrip() if match else ""
    if not line or (line.endswith((".", ":", ";", ",")) and not _ABBREVIATION.search(line)):
        return ""
    opening = dateline(line)
    return "" if opening and opening.end >= len(line) else line


_HEADLINE = re.compile(r"\s*(?P<line>(?=[^\n]*[^\W\d_])\S[^\n]{0,159})\n[ \t]*\n\s*\S")
_ABBREVIATION = re.compile(r"\b\w\.\w\.$")
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_JSON_START = re.compile(rb'\{\s*"[^"\n]{1,80}"\s*:')


def _text_stream(stream: BinaryIO, newline: str | None) -> io.TextIOWrapper:
    """Return a stream as text; bytes that its encoding lacks become lone surrogates, to be told by line."""
    head, whole = head_of(stream, HEAD)
    return io.TextIOWrapper(whole, encoding=encoding_of(head), errors="surrogateescape", newline=newline)


def _lines(stream: io.TextIOWrapper) -> Iterator[str]:
    """Yield the lines of a stream; of one too long no more than shows that it is."""
    while line := _line(stream):
        yield line
        while len(line) > LONGEST_DOCUMENT and not line.endswith("\n"):
            line = _line(stream)


def _line(stream: io.TextIOWrapper) -> str:
    try:
        return stream.readline(LONGEST_DOCUMENT + 1)
    except UnicodeDecodeError as error:
        raise broken(stream.encoding) from error


def _whole_lines(stream: io.TextIOWrapper) -> Iterator[str]:
    for line in _lines(stream):
        if len(line) > LONGEST_DOCUMENT:
            raise InputError(
                f"has a line of more than {LONGEST_DOCUMENT >> 20} MB.", remedy="Split that line."
            )
        yield line


def _json_line(line: str, name: str, number: int) -> Record | Skipped:
    if len(line) > LONGEST_DOCUMENT:
        return _fault(name, number, f"holds more than {LONGEST_DOCUMENT >> 20} MB. Split it.")
    if not is_sound(line):
        return _fault(name, number, "is not in the encoding of the lines before. Save the file as UTF-8.")
    try:
        return _record(_parse(line.lstrip("\ufeff")), f"{name}:{number}", place=f"line {number}")
    except InputError as error:
        return _fault(name, number, str(error))


def _parse(words: str) -> object:
    try:
        return json.loads(words)
    except json.JSONDecodeError as error:
        raise InputError(
            f"not valid JSON: {error.msg} (column {error.colno}).", remedy="Mend or delete it."
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(
            "not valid JSON: too deep, or a number too long.", remedy="Mend or delete it."
        ) from error


def _is_json_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _record(content: object, identity: str, place: str) -> Record | Skipped:
    if isinstance(content, dict):
        return Record(id=identity, fields={str(key).strip().lower(): value for key, value in content.items()})
    reason = f"{place}: a JSON {type(content).__name__}, not an object with the key 'text'."
    return Skipped(document_id=identity, stage="read", reason=reason)


def _row(row: list[str], columns: list[str], name: str, number: int) -> Record | Skipped:
    if len(row) > len(columns):
        return _fault(
            name, number, f"has {len(row)} fields for {len(columns)} columns. Put the text in double quotes."
        )
    if not all(map(is_sound, row)):
        return _fault(name, number, "is not in the encoding of the lines before. Save the file as UTF-8.")
    return Record(id=f"{name}:{number}", fields=dict(zip_longest(columns, row, fillvalue="")))


def _fault(name: str, number: int, reason: str) -> Skipped:
    return Skipped(document_id=f"{name}:{number}", stage="read", reason=f"line {number}: {reason}")


READERS: dict[str, Format] = {
    ".txt": text,
    ".text": text,
    ".md": markdown,
    ".markdown": markdown,
    ".jsonl": json_lines,
    ".ndjson": json_lines,
    ".json": json_document,
    ".csv": csv_table,
    ".tsv": csv_table,
    ".parquet": parquet,
    ".html": page,
    ".htm": page,
    ".xhtml": page,
    ".xml": markup,
    ".rss": feed,
    ".atom": feed,
    ".rdf": feed,
    ".pdf": pdf,
    ".docx": word,
    ".epub": book,
    ".warc": warc,
    ".eml": mail,
    ".mbox": mailbox,
}
"""What reads a file, by the ending of its name (before ``.gz`` and the like)."""

TABLES = frozenset((csv_table, parquet))
"""What must find a column of articles, and so is told which it is."""

_BEGINNINGS: dict[bytes, Format] = {
    b"%PDF": pdf,
    b"PK\x03\x04": archive,
    b"PAR1": parquet,
    b"WARC/": warc,
    b"From ": mailbox,
}
