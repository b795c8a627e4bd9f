"""What is known while the mentions of one document are linked, in the order of the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.gazetteer import Form
from kg.linking.links import Linked, Links
from kg.linking.memory import Memory
from kg.linking.quotes import quoted_tokens
from kg.mentions import Sort
from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from spacy.tokens import Doc, Token

    from kg.gazetteer import Gazetteer
    from kg.linking.described import Describer
    from kg.mentions import Found
    from kg.model import Entity, Link

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ"})
_PLURAL = frozenset({"NNS", "NNPS"})
_STANDING = frozenset({Form.CAPITAL, Form.SEAT})


@dataclass(slots=True)
class Context:
    """One document on its way through the linker.

    Args:
        gazetteer: Who there is.
        describer: Who has no name but a description.
        doc: The parse.
        day: Day of publication.
        source: Who published the text, in words.
        text: The text, which spaCy would join from its tokens at each asking.
        titles_by_end: Titles of office by their last token.
        titles_by_start: Titles of office by their first token.
        collectives_by_end: Nouns for actors by their last token.
        persons_by_start: Names of persons by their first token.
        sentences: First token of each sentence.
        sentence_of: Number of the sentence of each token.
        quoted: Whether each token stands between quotation marks.
        named: Tokens that belong to a found name of a state, organisation or group.
        spoken: Entities that the text names by no seat or capital of theirs.
        spelled: Acronyms whose words the text tells, with these words in lower case.
        seats: Organisations in whose city the text was written or of whose city it speaks, with the token.
        nouns: Nouns and pronouns by the number of their sentence, as far as read.
    """

    gazetteer: Gazetteer
    describer: Describer
    doc: Doc
    day: date | None
    source: str = ""
    text: str = ""
    links: Links = field(default_factory=Links)
    memory: Memory = field(default_factory=Memory)
    titles_by_end: dict[int, Found] = field(default_factory=dict)
    titles_by_start: dict[int, Found] = field(default_factory=dict)
    collectives_by_end: dict[int, Found] = field(default_factory=dict)
    persons_by_start: dict[int, Found] = field(default_factory=dict)
    sentences: Sequence[int] = ()
    sentence_of: Sequence[int] = ()
    quoted: Sequence[bool] = ()
    named: frozenset[int] = frozenset()
    spoken: frozenset[str] = frozenset()
    spelled: Mapping[str, frozenset[str]] = field(default_factory=dict)
    seats: Sequence[tuple[int, Entity]] = ()
    nouns: dict[int, list[Token]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, describer: Describer, doc: Doc, found: Sequence[Found], *, day: date | None, source: str = ""
    ) -> Context:
        """Return the context at the beginning of a document."""
        titles = [item for item in found if item.sort is Sort.TITLE]
        sentences = [sentence.start for sentence in doc.sents]
        lengths = (end - start for start, end in pairwise([*sentences, len(doc)]))
        return cls(
            gazetteer=describer.gazetteer,
            describer=describer,
            doc=doc,
            day=day,
            source=source,
            text=doc.text,
            sentences=sentences,
            sentence_of=[number for number, length in enumerate(lengths) for _ in range(length)],
            quoted=quoted_tokens(doc),
            titles_by_end={item.end - 1: item for item in titles},
            titles_by_start={item.start: item for item in titles},
            collectives_by_end={item.end - 1: item for item in found if item.sort is Sort.COLLECTIVE},
            persons_by_start={item.start: item for item in found if item.sort is Sort.PERSON},
            named=frozenset(
                i for item in found if item.sort is Sort.NAME for i in range(item.start, item.end)
            ),
            spoken=frozenset(
                name.entity_id for item in found for name in item.names if name.form not in _STANDING
            ),
        )

    def root(self, item: Found) -> Token:
        """Return the token that carries a mention."""
        return self.doc[item.root]

    def is_plural(self, item: Found) -> bool:
        """Return whether a mention is of several: "ministers", "heads of state"."""
        if item.titles:
            return all(item.text.lower() != title.text for title in item.titles)
        return self.root(item).tag_ in _PLURAL

    def words_before(self, item: Found, count: int) -> set[str]:
        """Return the lower-case words in the ``count`` tokens before a mention."""
        return {self.doc[i].lower_ for i in range(max(0, item.start - count), item.start)}

    def nouns_between(self, start: int, end: int) -> list[Token]:
        """Return the nouns and pronouns from one token up to another, read once for each sentence."""
        found: list[Token] = []
        for number in range(self.sentence_of[start], self.sentence_of[end] + 1):
            if number not in self.nouns:
                first = self.sentences[number]
                last = self.sentences[number + 1] if number + 1 < len(self.sentences) else len(self.doc)
                self.nouns[number] = [token for token in self.doc[first:last] if token.pos_ in _NOMINAL]
            found += self.nouns[number]
        return [token for token in found if start <= token.i < end]

    def kinds_in(self, item: Found, home: str | None) -> list[str]:
        """Return the kinds of office that a title names in a state, save those of other states alone."""
        return [title.kind for title in item.titles if not title.scope or home in title.scope]

    def doers_beside(self, item: Found) -> frozenset[str | None]:
        """Return the ids and states of those who act upon whom a noun means: "Peru left the country"."""
        token = self.root(item)
        if token.dep_ not in {"dobj", "obj", "pobj"}:
            return frozenset()
        above = [token.head, token.head.head] if token.dep_ == "pobj" else [token.head]
        return self.actors_of(above, token)

    def actors_of(self, words: Iterable[Token], token: Token) -> frozenset[str | None]:
        """Return the ids and states of those who hang on words beside a ``token``."""
        children = (child for word in words for child in word.children if child != token)
        found = [linked.entity for child in children for linked in self.links.all_at(child.i)]
        return frozenset(each for entity in found for each in (entity.id, entity.state))

    def hear(self, linked: Linked) -> None:
        """Remember that an actor was spoken of."""
        token = self.root(linked.found)
        subject = token.dep_ in _SUBJECTS or token.head.dep_ in _SUBJECTS
        self.memory.hear(linked, sentence=self.sentence_of[token.i], subject=subject)


def linked(item: Found, entity: Entity, link: Link, score: float) -> Linked:
    """Return a mention linked to an entity."""
    return Linked(found=item, entity=entity, link=link, score=score)


def seats(gazetteer: Gazetteer, found: Iterable[Found]) -> Iterator[tuple[int, Entity]]:
    """Yield the organisations that have their seat in a city of which a text speaks, with the token there."""
    for item in found:
        for name in item.names:
            entity = gazetteer.entities[name.entity_id]
            if name.form is Form.SEAT and entity.kind is Kind.ORGANISATION:
                yield item.start, entity
