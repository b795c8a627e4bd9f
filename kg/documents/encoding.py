"""Bytes -> text: UTF-8, what a byte order mark says, else what charset-normalizer finds; never binary."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from kg.errors import InputError

HEAD = 1 << 16
"""How many bytes of a file are looked at to tell what it is."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {
    b"%PDF": "PDF is not read yet; save the text as plain text.",
    b"{\\rtf": "RTF is not read yet; save the text as plain text.",
    b"PK\x03\x04": "is a zip or an office document, not text. Save its content as plain text.",
    b"\x1f\x8b": "is gzip. Give its name the ending .gz, as in news.txt.gz.",
    b"\x28\xb5\x2f\xfd": "is a zstd archive; only gzip is read yet. Unpack it.",
    b"BZh": "is a bzip2 archive; only gzip is read yet. Unpack it.",
    b"\xfd7zXZ": "is an xz archive; only gzip is read yet. Unpack it.",
}
_NOT_TEXT = "is not text. Give a text file, in UTF-8."
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def encoding_of(head: bytes) -> str:
    """Return the codec that reads a file.

    Args:
        head: The first bytes of the file, ``HEAD`` of them are enough.

    Raises:
        InputError: It is no text, or in no encoding that can be told.

    Example:
        >>> encoding_of("Genève".encode()), encoding_of("Genève".encode("utf-16"))
        ('utf-8', 'utf-16')
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    _check_is_text(head)
    if _is_utf8(head):
        return "utf-8"
    return _guess(head)


def decode(data: bytes) -> str:
    r"""Return the text of a whole file.

    Raises:
        InputError: It is no text, or in no encoding that can be told.

    Example:
        >>> decode(b"Gen\xe8ve est calme ce matin.")
        'Genève est calme ce matin.'
    """
    name = encoding_of(data[:HEAD])
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        if data.startswith(tuple(mark for mark, _ in _MARKS)):
            raise InputError(
                f"does not keep to {name.upper()} at byte {error.start}, which its start announces.",
                remedy="Save it as UTF-8.",
            ) from error
        return _decode_otherwise(data, error.start)


def _decode_otherwise(data: bytes, first_fault: int) -> str:
    """Return text whose head is plain ASCII or UTF-8 but which goes on in something else."""
    start = max(0, first_fault - HEAD // 2)
    try:
        return data.decode(_guess(data[start : start + HEAD]))
    except UnicodeDecodeError as error:
        raise InputError(f"mixes encodings, see byte {error.start}.", remedy="Save it as UTF-8.") from error


def _check_is_text(head: bytes) -> None:
    for magic, reason in _MAGIC.items():
        if head.startswith(magic):
            raise InputError(reason)
    if _HTML.match(head[:2048]):
        raise InputError("HTML is not read yet; save the page as plain text.")
    if b"\0" in head or len(_CONTROL.findall(head)) * 20 > len(head):
        raise InputError(_NOT_TEXT)


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _guess(sample: bytes) -> str:
    """Return the likeliest old encoding of ``sample``.

    Windows-1252 is asked first: a few accents in English fit several encodings, and this one is commonest.
    """
    western = from_bytes(sample, cp_isolation=["cp1252"]).best()
    found = western if western and western.chaos < 0.1 else from_bytes(sample).best()
    if not found:
        raise InputError(_NOT_TEXT)
    return found.encoding
