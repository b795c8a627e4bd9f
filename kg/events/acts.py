"""An act as it is found in a sentence, while the parse is still at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import ENCODER, Status

if TYPE_CHECKING:
    from kg.events.frames import Frame
    from kg.linking import Linked


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a frame found, before operators, status, date and place are settled.

    Args:
        action: Id of the action.
        frame: The frame that matched.
        trigger: Token that shows the act.
        verb: Token that carries tense and negation: the trigger, or the light verb over an event noun.
        actors: Who does it.
        counterparts: To whom it is done.
        status: Whether it took place.
        operators: Lemmas that changed the act, outermost first.
        reciprocal: The actors do it to each other.
        confidence: Probability that it is right; None if nobody weighed it.
    """

    action: str
    frame: Frame
    trigger: int
    verb: int
    actors: tuple[Linked, ...] = ()
    counterparts: tuple[Linked, ...] = ()
    status: Status = Status.ACTUAL
    operators: tuple[str, ...] = ()
    reciprocal: bool = False
    confidence: float | None = None

    @property
    def is_read(self) -> bool:
        """Whether only the encoder reads it, and no frame."""
        return self.frame.id.startswith(f"{ENCODER}/")

    @property
    def is_live(self) -> bool:
        """Whether it took place or is planned."""
        return self.status in {Status.ACTUAL, Status.PLANNED}
