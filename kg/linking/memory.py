"""What a reader remembers while reading on: who was named, in which office, and who is being spoken of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.model import Kind

if TYPE_CHECKING:
    from kg.model import Entity

_SENTENCES = 3
_SINGULAR = frozenset({"he", "him", "his", "himself", "she", "her", "herself"})
_FEMALE = frozenset({"she", "her", "herself"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """An entity as it was last spoken of."""

    entity: Entity
    sentence: int
    subject: bool
    plural: bool = False


@dataclass(slots=True)
class Memory:
    """The actors of one document in the order of the text.

    Args:
        genders: ``m`` or ``f`` by entity id, where known.
        surnames: Persons of this document by their last name.
        offices: The latest person of this document by kind of office.
    """

    genders: dict[str, str] = field(default_factory=dict)
    surnames: dict[str, Entity] = field(default_factory=dict)
    offices: dict[str, Entity] = field(default_factory=dict)
    spoken: list[Spoken] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def hear(self, entity: Entity, *, sentence: int, subject: bool, plural: bool = False) -> None:
        """Remember that ``entity`` was spoken of."""
        self.spoken.append(Spoken(entity=entity, sentence=sentence, subject=subject, plural=plural))
        self.counts[entity.id] = self.counts.get(entity.id, 0) + 1

    def antecedent(self, pronoun: str, sentence: int) -> Entity | None:
        """Return whom a pronoun in ``sentence`` means: a subject before an object, a near one before a far one."""
        near = [
            spoken
            for spoken in self.spoken
            if sentence - _SENTENCES <= spoken.sentence and self._fits(pronoun, spoken)
        ]
        if not near:
            return None
        return max(enumerate(near), key=lambda pair: (pair[1].sentence, pair[1].subject, -pair[0]))[1].entity

    def _fits(self, pronoun: str, spoken: Spoken) -> bool:
        person = spoken.entity.kind is Kind.PERSON
        if pronoun in _SINGULAR:
            gender = self.genders.get(spoken.entity.id, "")
            return person and gender in {"", "f" if pronoun in _FEMALE else "m"}
        if pronoun in {"it", "its", "itself"}:
            return not person and not spoken.plural
        return not person

    def state(self, sentence: int) -> Entity | None:
        """Return the state last spoken of, in this sentence or before."""
        for spoken in reversed(self.spoken):
            if spoken.entity.kind is Kind.STATE and spoken.sentence <= sentence:
                return spoken.entity
        return None

    def speaker(self) -> Entity | None:
        """Return the subject of whom the text spoke last."""
        return next((spoken.entity for spoken in reversed(self.spoken) if spoken.subject), None)
