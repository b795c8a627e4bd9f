"""Mails, alone (.eml) or many in one file (.mbox): newsletters and press lists."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, BinaryIO

from kg.documents import pages
from kg.documents.limits import LONGEST_PAGE, whole
from kg.documents.records import Record
from kg.errors import InputError
from kg.model import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage


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
    try:
        message = message_from_bytes(data, policy=policy.default)
        text, moment = _body(message), message["date"]
        fields = {
            "id": _header(message, "message-id").strip("<>"),
            "text": text,
            "title": _header(message, "subject"),
            "source": _header(message, "from"),
            "date": moment.datetime.date().isoformat() if moment and moment.datetime else "",
        }
    except Exception as error:  # noqa: BLE001 - the standard library raises many kinds on hostile headers
        return _skip(name, f"cannot be read as mail ({type(error).__name__}).")
    return Record(id=name, fields=fields) if text.strip() else _skip(name, "is a mail without text.")


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message[name] or "").split())


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    content = str(part.get_content())
    return pages.plain(content) if part.get_content_subtype() == "html" else content


def _skip(name: str, reason: str) -> Skipped:
    return Skipped(document_id=name, stage="read", reason=reason)
