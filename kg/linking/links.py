"""Linked mentions of one document, by the token that carries them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.model import Entity, Link, Mention, TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.mentions import Found


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
    """All linked mentions of a document; ``by_token`` finds one by any of its tokens."""

    items: list[Linked] = field(default_factory=list)
    by_token: dict[int, Linked] = field(default_factory=dict)

    def add(self, linked: Linked) -> None:
        """Keep a mention; an earlier mention keeps its tokens."""
        self.items.append(linked)
        for i in range(linked.found.start, linked.found.end):
            self.by_token.setdefault(i, linked)

    def at(self, token: int) -> Linked | None:
        """Return the mention whose words include ``token``."""
        return self.by_token.get(token)
