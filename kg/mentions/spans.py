"""Where a text may name an actor, before it is known whom: token ranges with their candidates."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.gazetteer import Name, Title


class Sort(StrEnum):
    """What kind of expression a found stretch of text is."""

    NAME = "name"
    PERSON = "person"
    BODY = "body"
    TITLE = "title"
    COLLECTIVE = "collective"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A stretch of tokens that may name an actor.

    Args:
        start: First token.
        end: Token after the last one.
        root: Token that carries the stretch in the parse.
        sort: What kind of expression it is.
        text: The words.
        names: What the gazetteer says of a name.
        persons: Keys of the office holders that the text may mean.
        titles: What the gazetteer says of a title.
        word: A title or noun as the gazetteer lists it: lower case, singular.
    """

    start: int
    end: int
    root: int
    sort: Sort
    text: str
    names: tuple[Name, ...] = ()
    persons: tuple[str, ...] = ()
    titles: tuple[Title, ...] = ()
    word: str = ""


def unaccented(text: str) -> str:
    """Return a text without the marks on its letters.

    Example:
        >>> unaccented("Nicolás Maduro")
        'Nicolas Maduro'
    """
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
