"""Words for a terminal: what articles and tables say must not steer it."""

from __future__ import annotations

import io
import sys
from unicodedata import category

import click


def use_utf8() -> None:
    """Write UTF-8 to files and pipes whatever the locale, and to a terminal what it can show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def plain(text: str) -> str:
    """Return text without control characters.

    Example:
        >>> plain("Peru" + chr(27) + "[2J")
        'Peru\ufffd[2J'
    """
    return "".join(
        char if char in "\n\t" or char.isprintable() or category(char) == "Zs" else "\ufffd" for char in text
    )


def say(words: str) -> None:
    """Write words to standard error."""
    click.echo(plain(words), err=True)


def tell(words: str) -> None:
    """Write a result to standard output."""
    click.echo(plain(words))
