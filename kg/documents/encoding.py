"""Bytes -> text: UTF-8, what a byte order mark says, else what charset-normalizer finds; never binary."""

from __future__ import annotations

import codecs
import re
from itertools import islice
from typing import TYPE_CHECKING

from charset_normalizer import from_bytes

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = 1 << 16
"""How many bytes of a file are looked at to tell what it is."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_EVERY_MARK = tuple(mark for mark, _ in _MARKS)
_MAGIC = {
    b"%PDF": "is a PDF. Give its name the ending .pdf.",
    b"{\\rtf": "RTF is not read yet; save the text as plain text.",
    b"PK\x03\x04": "is a zip or an office document. Give its name the ending .docx or .epub, if it is one.",
    b"\x1f\x8b": "is gzip. Give its name the ending .gz, as in news.txt.gz.",
    b"\x28\xb5\x2f\xfd": "is Zstandard. Give its name the ending .zst, as in news.txt.zst.",
    b"BZh": "is bzip2. Give its name the ending .bz2, as in news.txt.bz2.",
    b"\xfd7zXZ": "is xz. Give its name the ending .xz, as in news.txt.xz.",
    b"PAR1": "is Parquet. Give its name the ending .parquet.",
}
_NOT_TEXT = "is not text. Give a text file, in UTF-8."
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_FOREIGN = re.compile(rb"[\x80-\xff][^\n]{0,400}")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def encoding_of(head: bytes, *, markup: bool = False) -> str:
    """Return the codec that reads a file.

    Args:
        head: The first bytes of the file, ``HEAD`` of them are enough.
        markup: A web page is welcome.

    Raises:
        InputError: It is no text, or in no encoding that can be told.

    Example:
        >>> encoding_of("Genève".encode()), encoding_of("Genève".encode("utf-16"))
        ('utf-8', 'utf-16')
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            plain = head.decode(name, "ignore").lstrip("\ufeff").encode("utf-8", "ignore")
            _check_is_text(plain, markup=markup)
            return name
    _check_is_text(head, markup=markup)
    if _is_mostly_utf8(head):
        return "utf-8"
    return _guess(head)


def decode(data: bytes, *, markup: bool = False) -> str:
    r"""Return the text of a whole file.

    Raises:
        InputError: It is no text, or in no encoding that can be told.

    Example:
        >>> decode(b"Gen\xe8ve est calme ce matin.")
        'Genève est calme ce matin.'
    """
    name = encoding_of(data[:HEAD], markup=markup)
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        if data.startswith(_EVERY_MARK) or _is_mostly_utf8(data):
            raise broken(name, error) from error
        text = _decode_otherwise(data)
    if text.count("\0") * 1000 > len(text):
        raise InputError(_NOT_TEXT)
    return text


def broken(encoding: str, error: UnicodeDecodeError | None = None) -> InputError:
    """Return the error of a file that does not keep to its encoding."""
    where = f": see byte {error.start}" if error else ""
    return InputError(f"is not all {encoding.upper()}{where}.", remedy="Save it as UTF-8.")


def _decode_otherwise(data: bytes) -> str:
    """Return text whose head is plain ASCII but which goes on in an old encoding."""
    name = _guess(data)
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise broken(name, error) from error


def is_page(head: bytes) -> bool:
    """Return whether a file begins as a web page does.

    Example:
        >>> is_page(b"<!DOCTYPE html><html>"), is_page(b"They met.")
        (True, False)
    """
    return bool(_HTML.match(head[:2048]))


def _check_is_text(head: bytes, *, markup: bool) -> None:
    for magic, reason in _MAGIC.items():
        if head.startswith(magic):
            raise InputError(reason)
    if not markup and is_page(head):
        raise InputError("is a web page. Give its name the ending .html.")
    if b"\0" in head or len(_CONTROL.findall(head)) * 20 > len(head):
        raise InputError(_NOT_TEXT)


def _is_mostly_utf8(data: bytes) -> bool:
    """Return whether letters beyond ASCII are in UTF-8, save a few stray bytes; nothing else looks so."""
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(data)
    faults = text.count("\ufffd")
    return faults == 0 or faults <= sum(not char.isascii() for char in text) // 2


def _guess(data: bytes) -> str:
    """Return the likeliest old encoding of ``data``, judged by the lines that are not plain ASCII.

    Windows-1252 is asked first: a few accents in English fit several encodings, and this one is commonest.
    """
    sample = b"\n".join(_foreign_lines(data))
    western = from_bytes(sample, cp_isolation=["cp1252"]).best()
    found = western if western and western.chaos < 0.1 else from_bytes(sample, cp_exclusion=_WIDE).best()
    if not found:
        raise InputError(_NOT_TEXT)
    return found.encoding


_WIDE = ["utf_7", "utf_8", "utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le"]


def _foreign_lines(data: bytes) -> Iterator[bytes]:
    for match in islice(_FOREIGN.finditer(data), 200):
        line = data.rfind(b"\n", max(0, match.start() - 60), match.start()) + 1
        yield data[max(line, match.start() - 60) : match.end()]
