"""What is known while the mentions of one document are linked, in the order of the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.linking.links import Linked, Links
from kg.linking.memory import Memory
from kg.mentions import Sort

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from spacy.tokens import Doc, Token

    from kg.gazetteer import Gazetteer
    from kg.mentions import Found
    from kg.model import Entity, Link

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_PLURAL = frozenset({"NNS", "NNPS"})


@dataclass(slots=True)
class Context:
    """One document on its way through the linker.

    Args:
        gazetteer: Who there is.
        doc: The parse.
        day: Day of publication.
        titles_by_end: Titles of office by their last token.
        titles_by_start: Titles of office by their first token.
        sentence_of: Number of the sentence of each token.
    """

    gazetteer: Gazetteer
    doc: Doc
    day: date | None
    links: Links = field(default_factory=Links)
    memory: Memory = field(default_factory=Memory)
    titles_by_end: dict[int, Found] = field(default_factory=dict)
    titles_by_start: dict[int, Found] = field(default_factory=dict)
    sentence_of: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, gazetteer: Gazetteer, doc: Doc, day: date | None, found: Sequence[Found]) -> Context:
        """Return the context at the beginning of a document."""
        titles = [item for item in found if item.sort is Sort.TITLE]
        sentences = {token.i: number for number, sentence in enumerate(doc.sents) for token in sentence}
        return cls(
            gazetteer=gazetteer,
            doc=doc,
            day=day,
            sentence_of=sentences,
            titles_by_end={item.end - 1: item for item in titles},
            titles_by_start={item.start: item for item in titles},
        )

    def root(self, item: Found) -> Token:
        """Return the token that carries a mention."""
        return self.doc[item.root]

    def is_plural(self, item: Found) -> bool:
        """Return whether a mention is of several."""
        return self.root(item).tag_ in _PLURAL

    def words_before(self, item: Found, count: int) -> set[str]:
        """Return the lower-case words in the ``count`` tokens before a mention."""
        return {self.doc[i].lower_ for i in range(max(0, item.start - count), item.start)}

    def hear(self, linked: Linked) -> None:
        """Remember that an actor was spoken of."""
        token = self.root(linked.found)
        subject = token.dep_ in _SUBJECTS or token.head.dep_ in _SUBJECTS
        self.memory.hear(
            linked.entity,
            sentence=self.sentence_of[token.i],
            subject=subject,
            plural=self.is_plural(linked.found),
        )


def linked(item: Found, entity: Entity, link: Link, score: float) -> Linked:
    """Return a mention linked to an entity."""
    return Linked(found=item, entity=entity, link=link, score=score)
