"""Finds the stretches of a text that may name an actor: gazetteer first, then the model's persons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from kg.mentions.bodies import seen_bodies
from kg.mentions.people import is_month, later_surnames, missed_persons, seen_persons
from kg.mentions.phrases import Phrases
from kg.mentions.spans import Found, Sort, unaccented

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from spacy.language import Language
    from spacy.tokens import Doc, Span

    from kg.gazetteer import Gazetteer

__all__ = ["Found", "MentionFinder", "Sort", "unaccented"]

PRONOUNS = frozenset(
    {
        "he",
        "she",
        "him",
        "his",
        "her",
        "it",
        "its",
        "they",
        "them",
        "their",
        "we",
        "us",
        "our",
        "i",
        "me",
        "my",
        "himself",
        "herself",
        "itself",
        "themselves",
    }
)
_SHOUTED = 3  # shorter names in capitals are acronyms, not headlines


class MentionFinder:
    """Finds mentions of actors in a parsed document.

    Args:
        nlp: The language pipeline, whose tokenizer cuts the names as it cuts the text.
        gazetteer: Names, titles, office holders and collective nouns.
    """

    def __init__(self, nlp: Language, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._words = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._pronouns = frozenset(nlp.vocab.strings.add(pronoun) for pronoun in PRONOUNS)
        texts = {*gazetteer.names, *gazetteer.aliases}
        plain = {unaccented(text): text for text in sorted(texts)}
        shouted = {text.upper(): text for text in sorted(texts) if len(text) > _SHOUTED}
        written = {**shouted, **plain, **{text: text for text in texts}}
        self._names = Phrases(nlp, written)
        self._spelling = {_squeezed(form): text for form, text in written.items()}
        words = sorted({*gazetteer.titles, *gazetteer.nouns})
        plurals = {plural(word): word for word in words}
        forms = {**plurals, **{word: word for word in words}}
        self._singular = {_squeezed(form): word for form, word in forms.items()}
        self._words.add("word", [nlp.make_doc(form) for form in sorted(forms)])

    def __call__(self, doc: Doc) -> tuple[Found, ...]:
        """Return the mentions in the order of the text; none overlaps another."""
        persons = seen_persons(doc)
        named = [
            self._name(span)
            for span in _longest((doc[start:end] for start, end in self._names(doc)))
            if not _inside(span, persons) and not is_month(span)
        ]
        taken = _tokens(named)
        people = [
            _found(span, Sort.PERSON) for span in persons if taken.isdisjoint(range(span.start, span.end))
        ]
        taken |= _tokens(people)
        # what is left of "US secretary of state" beside the name is still a title
        words = self._find_words(doc, taken)
        bodies = list(seen_bodies(doc, taken, {i: item.word for item in words for i in _tokens([item])}))
        words = [item for item in words if _tokens(bodies).isdisjoint(_tokens([item]))]
        taken |= _tokens(bodies)
        taken |= _tokens(words)
        missed = self._find_missed(doc, taken, [*named, *people], words)
        pronouns = [
            _found(doc[i : i + 1], Sort.PRONOUN)
            for i, word in enumerate(doc.to_array("LOWER").tolist())
            if word in self._pronouns and i not in taken and doc[i].text != "US"
        ]
        found = [*named, *people, *bodies, *words, *missed, *pronouns]
        return tuple(sorted(found, key=lambda item: item.start))

    def _find_words(self, doc: Doc, taken: Collection[int]) -> list[Found]:
        spans = (
            span for span in self._spans(self._words, doc) if not any(token.i in taken for token in span)
        )
        return [self._word(span) for span in filter_spans(spans)]

    @staticmethod
    def _find_missed(doc: Doc, taken: Collection[int], known: list[Found], words: list[Found]) -> list[Found]:
        free = {i for i in range(len(doc)) if i not in taken}
        titles = {word.end - 1 for word in words if word.sort is Sort.TITLE}
        people = [_found(span, Sort.PERSON) for span in missed_persons(doc, free, titles)]
        names = {item.text for item in (*known, *people) if item.sort is Sort.PERSON}
        later = later_surnames(doc, free - _tokens(people), names)
        return [*people, *(_found(span, Sort.PERSON) for span in later)]

    @staticmethod
    def _spans(matcher: PhraseMatcher, doc: Doc) -> Iterable[Span]:
        return (doc[start:end] for _, start, end in matcher(doc))

    def _name(self, span: Span) -> Found:
        text = self._spelling[_squeezed(span.text)]
        names = self._gazetteer.names.get(text, ())
        persons = () if names else self._gazetteer.aliases.get(text, ())
        return Found(
            start=span.start,
            end=span.end,
            root=span.root.i,
            sort=Sort.NAME if names else Sort.PERSON,
            text=span.text,
            names=names,
            persons=persons,
        )

    def _word(self, span: Span) -> Found:
        word = self._singular[_squeezed(span.text.lower())]
        titles = self._gazetteer.titles.get(word, ())
        return Found(
            start=span.start,
            end=span.end,
            root=span[-1].i if titles else span.root.i,
            sort=Sort.TITLE if titles else Sort.COLLECTIVE,
            text=span.text,
            titles=titles,
            word=word,
        )


def plural(noun: str) -> str:
    """Return the regular plural of a noun or title.

    Example:
        >>> plural("foreign ministry"), plural("spokesman"), plural("minister of defence")
        ('foreign ministries', 'spokesmen', 'ministers of defence')
    """
    head, joint, rest = noun.partition(" of ") if " of " in noun else noun.partition(" for ")
    if head.endswith("man"):
        return f"{head[:-3]}men{joint}{rest}"
    if head.endswith("y") and head[-2:-1] not in "aeiou":
        return f"{head[:-1]}ies{joint}{rest}"
    ending = "es" if head.endswith(("s", "x", "ch", "sh")) else "s"
    return f"{head}{ending}{joint}{rest}"


def _squeezed(text: str) -> str:
    """Return a text without spaces: the tokens of a name match whatever stands between them."""
    return "".join(text.split())


def _longest(spans: Iterable[Span]) -> list[Span]:
    """Return the longest of spans that overlap, the article not counted: "South African", not "the South"."""
    taken: set[int] = set()
    kept = []
    for span in sorted(spans, key=lambda span: (_length(span), len(span), -span.start), reverse=True):
        words = range(span.start, span.end)
        if taken.isdisjoint(words):
            kept.append(span)
            taken.update(words)
    return kept


def _length(span: Span) -> int:
    return len(span) - (span[0].lower_ == "the")


def _found(span: Span, sort: Sort) -> Found:
    return Found(start=span.start, end=span.end, root=span.root.i, sort=sort, text=span.text)


def _tokens(found: Iterable[Found]) -> set[int]:
    return {i for item in found for i in range(item.start, item.end)}


def _inside(span: Span, persons: Iterable[Span]) -> bool:
    """Return whether a name is only part of a longer person's name, as in "Michael Jordan"."""
    return any(
        person.start <= span.start and span.end <= person.end and len(person) > len(span)
        for person in persons
    )
