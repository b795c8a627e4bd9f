"""Words for a terminal: what articles and tables say must not steer it."""

from __future__ import annotations

import io
import json
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
    return "".join(char if _is_plain(char) else "\ufffd" for char in text)


def escaped(text: str) -> str:
    r"""Return JSON or Turtle with control characters as these languages escape them.

    Example:
        >>> escaped('"Peru\x9b2J"')
        '"Peru\\u009b2J"'
    """
    return "".join(char if _is_plain(char) else _escape(char) for char in text)


def plain_json(value: object, *, indent: int | None = None) -> str:
    r"""Return a value as JSON that steers no terminal.

    Example:
        >>> plain_json({"name": chr(0x9B)})
        '{"name": "\\u009b"}'
    """
    return escaped(json.dumps(value, ensure_ascii=False, indent=indent))


def _is_plain(char: str) -> bool:
    return char in "\n\t" or char.isprintable() or category(char) == "Zs"


def _escape(char: str) -> str:
    # beyond the first plane JSON has a pair and Turtle a long form; nothing there steers a terminal
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else char


def say(words: str) -> None:
    """Write words to standard error."""
    click.echo(plain(words), err=True)


def tell(words: str) -> None:
    """Write a result to standard output."""
    click.echo(plain(words))
