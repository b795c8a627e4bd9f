"""An act as it is found in a sentence, while the parse is still at hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.model import ENCODER, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def apart(act: Act) -> Iterator[Act]:
    """Yield a journey to several states as a visit to each, with a place and perhaps a day of its own."""
    hosts: dict[str, list[Linked]] = {}
    for each in act.counterparts:
        hosts.setdefault(each.entity.state or each.entity.id, []).append(each)
    if act.action != "visit" or len(hosts) < 2 or act.reciprocal:
        yield act
        return
    for host in hosts.values():
        yield replace(act, counterparts=tuple(host))
