"""Acts pointed back to: "Peru condemned the move" is aimed at who made the move."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.actions import actions
from kg.events.syntax import children, objects, prepositional

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from kg.events.acts import Act
    from kg.linking import Linked

_REACTIONS = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
_POINTERS = frozenset({"the", "this", "that", "these", "those", "such"})
_BARE = frozenset({"involvement", "responsibility", "wrongdoing", "allegation", "accusation"})
_REACH = 120  # tokens back: some four sentences
_TRUST = 0.7


def pointed_back(act: Act, doc: Doc, told: Sequence[Act], anaphors: Collection[str]) -> Act:
    """Return a reaction aimed at the doer of the act before it, where its object only points back.

    Args:
        act: An act that may lack a counterpart.
        doc: The parsed document.
        told: The acts of the sentences before, in their order.
        anaphors: Lemmas that point back to an act: "move", "decision", "claim".
    """
    if act.counterparts or not act.actors or actions()[act.action].plover not in _REACTIONS:
        return act
    if not any(_points(token, anaphors) for token in _aims(doc[act.trigger])):
        return act
    doer = _doer(act, told)
    return replace(act, counterparts=tuple(replace(each, score=each.score * _TRUST) for each in doer))


def _aims(trigger: Token) -> Iterator[Token]:
    yield from objects(trigger)
    for preposition in ("of", "at", "for", "over", "to", "as"):
        yield from prepositional(trigger, preposition)


def _points(token: Token, anaphors: Collection[str]) -> bool:
    return token.lemma_.lower() in anaphors and any(
        each.lower_ in _POINTERS for each in children(token, "det")
    )


def _doer(act: Act, told: Sequence[Act]) -> tuple[Linked, ...]:
    """Return who did the nearest act before by another state, one aimed at the speaker first."""
    speakers = {linked.entity.state for linked in act.actors}
    near = [
        other
        for other in reversed(told)
        if act.trigger - other.trigger < _REACH
        and other.actors
        and not speakers & {linked.entity.state for linked in other.actors}
    ]
    aimed = [other for other in near if speakers & {linked.entity.state for linked in other.counterparts}]
    return next((other.actors for other in (*aimed, *near)), ())
