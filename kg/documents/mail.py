"""Mails, alone (.eml) or many in one file (.mbox): newsletters and press lists."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, BinaryIO

from kg.documents import pages
from kg.documents.limits import LONGEST_PAGE, whole
from kg.documents.records import Record
from kg.errors import InputError
from kg.model import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message


def mail(stream: BinaryIO, name: str) -> Iterator[Record | Skipped]:
    """Yield the one document of a mail."""
    yield _read(whole(stream, LONGEST_PAGE), name)


def mailbox(stream: BinaryIO, name: str) -> Iterator[Record | Skipped]:
    """Yield the mails of a mailbox; each begins with a line ``From ...`` after an empty one."""
    for number, message in enumerate(_messages(stream), start=1):
        place = f"{name}:{number}"
        if message is None:
            yield _skip(place, f"holds more than {LONGEST_PAGE >> 20} MB.")
        else:
            yield _read(message, place)


def _messages(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield one message after the other, None for one that is too long."""
    lines: list[bytes] = []
    length, empty = 0, True
    started = False
    while line := stream.readline(LONGEST_PAGE + 1):
        if empty and line.startswith(b"From "):
            if started:
                yield b"".join(lines) if length <= LONGEST_PAGE else None
            lines, length, started = [], 0, True
        elif started:
            length += len(line)
            if length <= LONGEST_PAGE:
                lines.append(_QUOTED.sub(rb"\1", line))
        elif line.strip():
            raise InputError("is no mailbox: it does not begin with 'From '.")
        empty = not line.strip()
    if started:
        yield b"".join(lines) if length <= LONGEST_PAGE else None


_QUOTED = re.compile(rb"^>(>*From )")


def _read(data: bytes, name: str) -> Record | Skipped:
    if len(_PARTS.findall(data)) > _MOST_PARTS:
        return _skip(name, f"is a mail of more than {_MOST_PARTS} parts.")
    try:
        # not policy.default: it takes minutes for a long header
        message = message_from_bytes(data, policy=policy.compat32)
        text = _body(message)
        fields = {
            "id": _header(message, "message-id").strip("<>"),
            "text": text,
            "title": _header(message, "subject"),
            "source": _header(message, "from"),
            "date": _day(_header(message, "date")),
        }
    except Exception as error:  # noqa: BLE001 - the standard library raises many kinds on hostile mails
        return _skip(name, f"cannot be read as mail ({type(error).__name__}).")
    return Record(id=name, fields=fields) if text.strip() else _skip(name, "is a mail without text.")


_PARTS = re.compile(rb"^content-type:\s*multipart", re.IGNORECASE | re.MULTILINE)
_MOST_PARTS = 50
_LONGEST_HEADER = 1_000


def _header(message: Message, name: str) -> str:
    worded = str(message.get(name) or "")[:_LONGEST_HEADER]
    return " ".join(str(make_header(decode_header(worded))).split())


def _day(worded: str) -> str:
    try:
        return parsedate_to_datetime(worded).date().isoformat()
    except (ValueError, TypeError):
        return ""


def _body(message: Message) -> str:
    """Return the plain text of a mail, else that of its page."""
    texts = {part.get_content_type(): part for part in reversed(list(message.walk()))}
    for kind in ("text/plain", "text/html"):
        if kind in texts:
            content = texts[kind].get_payload(decode=True)
            words = _decoded(content if isinstance(content, bytes) else b"", texts[kind])
            return pages.plain(words) if kind == "text/html" else words
    return ""


def _decoded(content: bytes, part: Message) -> str:
    try:
        return content.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return pages.decode_page(content)


def _skip(name: str, reason: str) -> Skipped:
    return Skipped(document_id=name, stage="read", reason=reason)
