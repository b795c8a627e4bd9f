"""SPARQL cut into tokens, so that a name in a text, an address or a comment is never taken for a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(
    rf"""(?P<iri><[^<>"{{}}|^`\\\x00-\x20]*>)
    | (?P<text>\"{{3}}(?:\"{{0,2}}(?:[^\"\\]|\\.))*\"{{3}} | '{{3}}(?:'{{0,2}}(?:[^'\\]|\\.))*'{{3}}
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<comment>\#[^\n\r]*)
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<prefixed>(?:{_LETTER}(?:[\w.·-]*[\w·-])?)?:(?:(?:[\w:·-]|%[0-9A-Fa-f]{{2}}|\\[^\w\s])
        (?:(?:[\w:.·-]|%[0-9A-Fa-f]{{2}}|\\[^\w\s])*(?:[\w:·-]|%[0-9A-Fa-f]{{2}}|\\[^\w\s]))?)?)
    | (?P<word>\w+)
    | (?P<sign>[^\w\s])""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: its kind, its text and where it begins.

    ``kind`` is iri, text, comment, variable, language, prefixed (a prefixed name), word or sign.
    """

    kind: str
    text: str
    start: int

    @property
    def name(self) -> str:
        """The name of a variable, without its sign."""
        return self.text[1:]

    def says(self, *words: str) -> bool:
        """Return whether the token is one of these words or signs, in any case."""
        return self.kind in {"word", "sign"} and self.text.upper() in words


def tokens(query: str) -> tuple[Token, ...]:
    """Return the tokens of a query, without its comments and white space.

    Example:
        >>> [token.text for token in tokens('SELECT ?a { ?a dc:title "?b" } # ?c')]
        ['SELECT', '?a', '{', '?a', 'dc:title', '"?b"', '}']
    """
    return tuple(token for token in _all(query) if token.kind != "comment")


def _all(query: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(query):
        yield Token(match.lastgroup or "", match[0], match.start())


def declared(found: Sequence[Token]) -> frozenset[str]:
    """Return the prefixes that a query declares itself.

    Example:
        >>> sorted(declared(tokens("PREFIX ev: <https://a.org/> ASK {}")))
        ['ev']
    """
    return frozenset(
        after.text.removesuffix(":")
        for token, after in pairwise(found)
        if token.says("PREFIX") and after.kind == "prefixed"
    )


def body(found: Sequence[Token]) -> tuple[int, int] | None:
    """Return the places in the text of the braces that open and close what a query looks for.

    CONSTRUCT has braces before them for its template, VALUES may have some behind them.

    Example:
        >>> body(tokens("CONSTRUCT {} WHERE {} VALUES ?a {}"))
        (19, 20)
    """
    depth, opened, block = 0, 0, None
    for token in found:
        if depth == 0 and block and token.says("VALUES"):
            break
        if token.says("{"):
            opened = token.start if depth == 0 else opened
            depth += 1
        elif token.says("}"):
            depth -= 1
            block = (opened, token.start) if depth == 0 else block
    return block


def place(query: str, start: int) -> tuple[int, int]:
    r"""Return line and column, from 1, of a place in a query.

    Example:
        >>> place("ASK {\n  ?a", 8)
        (2, 3)
    """
    before = query[:start]
    return before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1


def pointed(query: str, line: int, column: int) -> str:
    r"""Return a line of a query with a caret under a column.

    Example:
        >>> print(pointed("ASK {\n  ?a", 2, 3))
          ?a
          ^
    """
    lines = query.split("\n")
    shown = lines[min(line, len(lines)) - 1].replace("\t", " ").rstrip("\r")
    return f"{shown}\n{' ' * (column - 1)}^"


def declarations(query: str, known: Mapping[str, str]) -> str:
    """Return the declarations of the known prefixes that a query uses and does not declare, in one line.

    Example:
        >>> declarations("ASK { ev:x a ev:y }", {"ev": "https://a.org/", "dc": "https://b.org/"})
        'PREFIX ev: <https://a.org/> '
    """
    found = tokens(query)
    used = {token.text.partition(":")[0] for token in found if token.kind == "prefixed"} - declared(found)
    return "".join(f"PREFIX {name}: <{known[name]}> " for name in sorted(used & known.keys()))
