"""Finds persons: those that the model sees, and those that a title or an earlier name shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.mentions.bodies import NO_BODIES
from kg.mentions.spans import unaccented

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from spacy.tokens import Doc, Span, Token

_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_LONGEST = 5
_MONTHS = frozenset({"April", "August", "June", "March", "May"})
_WHEN = frozenset(
    [
        *("after", "before", "by", "during", "early", "following", "from", "in", "last", "late", "mid"),
        *("next", "of", "on", "previous", "since", "this", "through", "throughout", "until", "till"),
    ]
)
_ACTING = frozenset({"nsubj", "nsubjpass", "dobj", "poss", "conj", "dative", "agent"})


def seen_persons(doc: Doc) -> list[Span]:
    """Return the persons that the model sees, without a possessive at the end."""
    spans = (span for span in doc.ents if span.label_ == "PERSON" and not _is_thing(span))
    return [trimmed for span in spans if (trimmed := _trim(span)) is not None]


def missed_persons(doc: Doc, free: Collection[int], titles: Collection[int]) -> Iterator[Span]:
    """Yield runs of capitalised names that a title or an owner before, or "who" after, shows to be persons.

    Args:
        doc: The parsed document.
        free: Tokens that no other mention takes.
        titles: Last tokens of titles.
    """
    done = 0
    for i in sorted(free):
        if i >= done and _is_name(doc[i]):
            done = _run(doc, i, free)
            if 1 < done - i <= _LONGEST and _is_shown(doc, i, done, titles):
                yield doc[i:done]


def later_surnames(doc: Doc, free: Collection[int], names: Collection[str]) -> Iterator[Span]:
    """Yield the surnames by which persons named in full are called later on, where the model misses them."""
    surnames = {unaccented(name.rsplit(maxsplit=1)[-1]) for name in names if " " in name}
    for i in sorted(free):
        token = doc[i]
        if unaccented(token.text) in surnames and token.pos_ == "PROPN" and token.dep_ != "compound":
            yield doc[i : i + 1]


def is_month(span: Span) -> bool:
    """Return whether a surname such as "May" is the month here, or no name at all: "it may", "in May"."""
    token = span[0]
    if len(span) > 1 or token.text not in _MONTHS:
        return False
    before = span.doc[token.i - 1] if token.i else None
    after = span.doc[token.i + 1] if token.i + 1 < len(span.doc) else None
    if token.pos_ != "PROPN" or (before is not None and (before.lower_ in _WHEN or before.like_num)):
        return True
    if after is not None and (after.like_num or after.text.isdigit()):
        return True
    # parsers take whom somebody met for a time: "Doe met May in London"
    met = token.dep_ == "npadvmod" and token.i == token.head.i + 1 and token.head.pos_ == "VERB"
    joined = token.dep_ == "pobj" and token.head.lower_ in {"with", "to", "against", "for", "and", "between"}
    return not (token.dep_ in _ACTING or met or joined or token.ent_type_ == "PERSON")


def _run(doc: Doc, start: int, free: Collection[int]) -> int:
    """Return where a run of free capitalised names that starts at ``start`` ends."""
    end = start
    while end < len(doc) and end in free and (_is_name(doc[end]) or _is_joint(doc, end, start)):
        end += 1
    return end


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper() and not token.is_upper and not token.ent_type_


def _is_joint(doc: Doc, i: int, start: int) -> bool:
    return doc[i].text == "-" and i > start and i + 1 < len(doc) and _is_name(doc[i + 1])


def _is_shown(doc: Doc, start: int, end: int, titles: Collection[int]) -> bool:
    before = start - 1
    if before in titles or (before >= 0 and doc[before].text in _POSSESSIVES):
        return True
    return end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].lower_ == "who"


def _is_thing(span: Span) -> bool:
    """Return whether the model takes for a person what is none: "the Hill Proposals", "Hill Agreement"."""
    several = len(span) > 1 and span[-1].tag_ == "NNPS" and span[-1].lemma_ != span[-1].text
    return several or span[-1].lower_ in NO_BODIES or not any(token.text[:1].isupper() for token in span)


def _trim(span: Span) -> Span | None:
    start, end = span.start, span.end
    while end > start and span.doc[end - 1].text in _POSSESSIVES:
        end -= 1
    return span.doc[start:end] if end > start else None
