"""What a reader remembers while reading on: who was named, in which office, and who is being spoken of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from kg.gazetteer import Title
    from kg.linking.links import Linked
    from kg.model import Entity

_MUCH_MORE = 1.5  # times as often as the next state
_CROWD = 12  # mentions read back for whom "the two leaders" means


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A mention as it was heard: in which sentence, and whether it acts there."""

    linked: Linked
    sentence: int
    subject: bool

    @property
    def entity(self) -> Entity:
        """Return who was spoken of."""
        return self.linked.entity


@dataclass(slots=True)
class Memory:
    """The actors of one document in the order of the text.

    Args:
        genders: ``m`` or ``f`` by entity id, where known.
        surnames: Persons of this document by their last name.
        offices: The latest person of this document by kind of office and state.
        held: The office of each person, by entity id.
        spoken: All mentions so far.
        counts: How often each entity was spoken of.
        bodies: Organisations that no table knows, by name and by acronym.
        authors: Who say "we" outside quotations, once that was asked for.
    """

    genders: dict[str, str] = field(default_factory=dict)
    surnames: dict[str, Entity] = field(default_factory=dict)
    offices: dict[tuple[str, str | None], Entity] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    spoken: list[Spoken] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    bodies: dict[str, Entity] = field(default_factory=dict)
    authors: tuple[Entity, ...] | None = None

    def hear(self, linked: Linked, *, sentence: int, subject: bool) -> None:
        """Remember that an actor was spoken of."""
        self.spoken.append(Spoken(linked=linked, sentence=sentence, subject=subject))
        self.counts[linked.entity.id] = self.counts.get(linked.entity.id, 0) + 1

    def appoint(self, entity: Entity, kind: str) -> None:
        """Remember who is spoken of in an office; the latest person is "the president" later on."""
        self.offices.pop((kind, entity.state), None)
        self.offices[kind, entity.state] = entity
        self.held[entity.id] = kind

    def officer(self, kinds: Collection[str], local: Sequence[Title] = ()) -> Entity | None:
        """Return the person last spoken of in an office of one of the ``kinds``, or of a ``local`` title."""
        for (kind, _), entity in reversed(self.offices.items()):
            if kind in kinds or any(title.kind == kind and entity.state in title.scope for title in local):
                return entity
        return None

    def state(self, sentence: int, others: Collection[str | None] = ()) -> Entity | None:
        """Return the state last spoken of, in this sentence or before, that is none of the ``others``."""
        for spoken in reversed(self.spoken):
            entity = spoken.entity
            if entity.kind is Kind.STATE and spoken.sentence <= sentence and entity.id not in others:
                return entity
        return None

    def home(self) -> str:
        """Return the code of the state of which a text speaks far more than of others; empty if of none."""
        counts = Counter(
            spoken.entity.state
            for spoken in self.spoken
            if spoken.entity.kind is Kind.STATE and spoken.entity.state
        )
        first, second = [*counts.most_common(2), ("", 0), ("", 0)][:2]
        return first[0] if first[1] >= _MUCH_MORE * second[1] else ""

    def organisation(self, sentence: int, kind: Kind = Kind.ORGANISATION) -> Entity | None:
        """Return the organisation, or other actor of a ``kind``, spoken of in the last five sentences."""
        for spoken in reversed(self.spoken):
            if sentence - spoken.sentence > 5:
                return None
            if spoken.entity.kind is kind and not spoken.linked.modifier:
                return spoken.entity
        return None

    def same_head(self, head: str) -> Entity | None:
        """Return who was last described by a noun: "the French embassy ... the embassy"."""
        for spoken in reversed(self.spoken):
            if spoken.linked.found.text.lower().endswith(head) and spoken.linked.found.text.lower() != head:
                return spoken.entity
        return None

    def same_noun(self, word: str) -> Entity | None:
        """Return who was last described by the same noun: "Chadian rebels ... the rebels"."""
        for spoken in reversed(self.spoken):
            if spoken.linked.found.word == word:
                return spoken.entity
        return None

    def recent(self, sentence: int, reach: int) -> Iterator[Spoken]:
        """Yield the latest mentions, the nearest first, as far as ``reach`` sentences back."""
        for spoken in reversed(self.spoken[-_CROWD * (reach + 1) :]):
            if sentence - spoken.sentence > reach:
                return
            yield spoken
