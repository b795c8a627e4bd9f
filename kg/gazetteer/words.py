"""Lists of words by which kg reads a sentence: ``ontologies/words/*.toml``, each list with what it is for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.errors import LexiconError
from kg.resources import ontologies

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS = ("comment", "words", "actions", "also")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList:
    """One list.

    Args:
        words: Its lemmas, or words as written, with those of the lists that it takes in.
        actions: The ids of actions that it speaks of.
    """

    words: frozenset[str]
    actions: frozenset[str]


@cache
def load_words(name: str) -> Mapping[str, WordList]:
    """Return the lists of a file by their names.

    Args:
        name: The file's name without its ending.

    Raises:
        LexiconError: The file cannot be read, or a list takes in one that is not there.

    Example:
        >>> "summit" in load_words("whereabouts")["occasions"].words
        True
    """
    path = ontologies() / "words" / f"{name}.toml"
    try:
        with path.open("rb") as file:
            tables = {key: table for key, table in tomllib.load(file).items() if isinstance(table, dict)}
        return {key: _word_list(table, tables) for key, table in tables.items()}
    except (OSError, ValueError, KeyError) as error:
        raise LexiconError(
            f"{path} cannot be read: {error}.", remedy="'kg lexicon check' tells what is wrong where."
        ) from error


def _word_list(table: Mapping[str, Any], tables: Mapping[str, Mapping[str, Any]]) -> WordList:
    words = set(table.get("words", ()))
    for other in table.get("also", ()):
        words.update(tables[other].get("words", ()))
    return WordList(words=frozenset(words), actions=frozenset(table.get("actions", ())))
