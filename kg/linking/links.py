"""Linked mentions of one document, by the token that carries them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.model import Entity, Link, Mention, TextSpan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from kg.mentions import Found


_BEFORE = frozenset({"det", "nummod", "amod", "poss", "compound", "nmod", "npadvmod", "quantmod"})
_WORDS = 10  # of a description that is worth keeping


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A found stretch with the entity that it stands for.

    Args:
        found: The stretch of tokens.
        entity: Whom it means.
        link: How that was found out.
        score: Trust between 0 and 1.
        modifier: It only qualifies a noun ("Turkish", as in "Turkish troops") and is no party by itself.
        locative: It names where something is, as in "in Ankara", and is no party by itself.
    """

    found: Found
    entity: Entity
    link: Link
    score: float = 1.0
    modifier: bool = False
    locative: bool = False

    def forms(self, doc: Doc) -> Iterator[str]:
        """Yield the words that name the entity here; of a description those around it too: "Peru's army"."""
        start, end = self.found.start, self.found.end
        yield doc[start:end].text
        if self.found.text != doc[start:end].text:
            yield self.found.text
        if self.link is not Link.DESCRIPTION:
            return
        root = doc[self.found.root]
        first = min([start, *(child.left_edge.i for child in root.lefts if child.dep_ in _BEFORE)])
        last = max([end, *(child.right_edge.i + 1 for child in root.rights if child.dep_ == "prep")])
        for i in range(max(first, start - _WORDS), start):
            if doc[i].dep_ != "case":
                yield doc[i:end].text
        if last - first <= _WORDS:
            yield doc[first:last].text

    def as_mention(self, doc: Doc, document_id: str) -> Mention:
        """Return the mention as a value that outlives the parsed document."""
        span = doc[self.found.start : self.found.end]
        return Mention(
            span=TextSpan(document_id=document_id, start=span.start_char, end=span.end_char, text=span.text),
            kind=self.entity.kind,
            head=doc[self.found.root].text,
            entity_id=self.entity.id,
            link=self.link,
            score=self.score,
        )


@dataclass(slots=True)
class Links:
    """All linked mentions of a document, by any of their tokens.

    Most mentions mean one entity; "the two leaders" and "they" may mean several.
    """

    items: list[Linked] = field(default_factory=list)
    by_token: dict[int, list[Linked]] = field(default_factory=dict)

    def add(self, linked: Linked) -> None:
        """Keep a mention; an earlier one keeps its tokens, unless it is the same words for another entity."""
        self.items.append(linked)
        for i in range(linked.found.start, linked.found.end):
            held = self.by_token.setdefault(i, [])
            if not held or held[0].found is linked.found:
                held.append(linked)

    def drop(self, linked: Linked) -> None:
        """Forget a mention that later words have shown to be none."""
        self.items.remove(linked)
        for i in range(linked.found.start, linked.found.end):
            self.by_token[i].remove(linked)

    def at(self, token: int) -> Linked | None:
        """Return the mention whose words include ``token``; the first entity where it means several."""
        held = self.by_token.get(token)
        return held[0] if held else None

    def forms(self, doc: Doc) -> tuple[tuple[str, str], ...]:
        """Return by which words the document names its actors, pronouns aside, as pairs with entity ids."""
        named = (each for each in self.items if each.link is not Link.PRONOUN)
        return tuple(sorted({(each.entity.id, form) for each in named for form in each.forms(doc)}))

    def all_at(self, token: int) -> tuple[Linked, ...]:
        """Return a mention that includes ``token`` once for each entity that it means."""
        return tuple(self.by_token.get(token, ()))
