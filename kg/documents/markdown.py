"""Markdown to plain text: the words without the marks, and what a front matter says of the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token


def plain(markdown: str) -> tuple[str, str]:
    r"""Return the title (the first heading, or empty) and the text of a Markdown article.

    Example:
        >>> plain("# Talks\n\nThe *two* sides met [again](https://example.org).")
        ('Talks', 'Talks\n\nThe two sides met again.')
    """
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    blocks = [(after, _words(token)) for after, token in zip([None, *tokens], tokens, strict=False)]
    title = next((words for before, words in blocks if before and before.type == "heading_open"), "")
    text = "\n\n".join(words.strip("\n") for _, words in blocks if words.strip())
    return " ".join(title.split()), text


def front_matter(text: str) -> tuple[dict[str, str], str]:
    r"""Return the ``key: value`` lines between two ``---`` that open a page, and the page without them.

    Example:
        >>> front_matter("---\ntitle: 'Talks'\ndate: 2021-03-12\n---\nThey met.")
        ({'title': 'Talks', 'date': '2021-03-12'}, 'They met.')
    """
    match = _FRONT.match(text)
    if not match:
        return {}, text
    pairs = (line.partition(":") for line in match["lines"].split("\n") if _PAIR.match(line))
    return {key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs}, text[match.end() :]


_FRONT = re.compile(r"---[ \t]*\n(?P<lines>(?:(?!---)[^\n]*\n){0,100}?)---[ \t]*(?:\n|\Z)")
_PAIR = re.compile(r"[A-Za-z_]+:\s*[^\s|>\[{]")


def _words(token: Token) -> str:
    if token.type in ("code_block", "fence"):
        return token.content
    return "".join(_pieces(token.children)) if token.children else ""


def _pieces(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif token.type != "html_inline":
            yield "".join(_pieces(token.children)) if token.children else token.content
