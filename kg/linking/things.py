"""Adjectives of nationality that only tell a kind of thing: "Turkish coffee", "the Spanish language"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.gazetteer.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_kind(token: Token) -> bool:
    """Return whether an adjective of nationality at ``token`` says which kind of thing a noun means."""
    noun = token.head
    if token.dep_ not in {"amod", "compound", "nmod"} or noun.i < token.i:
        return False
    word = noun.lemma_.lower()
    if word in _words("kinds"):
        return True
    return word in _words("goods") and not any(
        other.lemma_.lower() in _words("trade") for other in token.sent
    )


def _words(name: str) -> frozenset[str]:
    return load_words("things")[name].words
