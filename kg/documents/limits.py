"""How much is read of one thing: guards against bombs, far beyond any article."""

from __future__ import annotations

from typing import BinaryIO

from kg.errors import InputError

LONGEST_DOCUMENT = 64 << 20
"""How long one document may be, in bytes or characters."""

LONGEST_LIST = 256 << 20
"""What a file that is read whole may measure at most, in bytes."""

LONGEST_PAGE = 16 << 20
"""How long a web page or a mail may be, in bytes."""

LONGEST_MARKDOWN = 1 << 20
"""How many characters of Markdown are parsed: hostile marks cost 20 s a million. Longer pages stay as is."""

MOST_PAGES = 5_000
"""How many pages of a PDF or chapters of a book are read."""


def whole(stream: BinaryIO, limit: int) -> bytes:
    """Return all bytes of a stream.

    Raises:
        InputError: They are more than ``limit``.
    """
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"holds more than {limit >> 20} MB.", remedy="Split it, or make it JSON Lines.")
    return data
