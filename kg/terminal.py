"""Words for a terminal: what articles and tables say must not steer it."""

from __future__ import annotations

from unicodedata import category

import click


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
