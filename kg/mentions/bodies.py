"""Finds bodies that no table names but the model sees: "the Syrian Transitional Council"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.mentions.spans import Found, Sort

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from spacy.tokens import Doc, Span

# what the model takes for organisations, though none acts
NO_BODIES = frozenset(
    {
        "accord",
        "accords",
        "act",
        "agreement",
        "airport",
        "award",
        "basin",
        "bill",
        "building",
        "conference",
        "constitution",
        "convention",
        "crisis",
        "cup",
        "declaration",
        "exercise",
        "games",
        "house",
        "law",
        "operation",
        "palace",
        "plan",
        "plant",
        "prize",
        "protocol",
        "report",
        "resolution",
        "revolution",
        "road",
        "sea",
        "shield",
        "state",
        "strait",
        "street",
        "summit",
        "talks",
        "treaty",
        "war",
    }
)


def seen_bodies(doc: Doc, taken: Collection[int], words: Mapping[int, str]) -> Iterator[Found]:
    """Yield the organisations of the model that a name of theirs sets off: "the Swiss Coin Council".

    Args:
        doc: The parsed document.
        taken: Tokens of names and persons, which such a name may hold ("Swiss") but not end with.
        words: Titles and nouns as the tables list them, by their tokens; a body of these alone needs no name.
    """
    for span in doc.ents:
        if span.label_ != "ORG" or span.root.i in taken or span.root.lower_ in NO_BODIES:
            continue
        free = [i for i in range(span.start, span.end) if i not in taken and i not in words]
        several = len({words[i] for i in range(span.start, span.end) if i in words}) > 1
        if several or any(_is_name(span, i) for i in free):
            yield _found(span, taken, words)


def _is_name(span: Span, i: int) -> bool:
    token = span.doc[i]
    return token.text[:1].isupper() and not token.is_stop and token.pos_ in {"PROPN", "NOUN", "ADJ"}


def _found(span: Span, taken: Collection[int], words: Mapping[int, str]) -> Found:
    start = end = span.root.i
    while start > span.start and start - 1 not in taken and span.doc[start - 1].pos_ != "DET":
        start -= 1
    while start < span.root.i and span.doc[start].is_punct:
        start += 1
    while end < span.end and end not in taken:
        end += 1
    first = span.start + (span[0].pos_ == "DET")
    name = " ".join(span.doc[first : span.end].text.split())
    word = words.get(span.root.i, "")
    return Found(start=start, end=end, root=span.root.i, sort=Sort.BODY, text=name, word=word)
