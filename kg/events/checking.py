"""What grammar says against a reading of the encoder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.actions import actions
from kg.events.syntax import subjects

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.events.acts import Act
    from kg.events.parties import Parties


def has_another_subject(act: Act, doc: Doc, parties: Parties) -> bool:
    """Return whether the verb of an act has a subject that is of none of the states said to act.

    In "Peru condemned Chile's move, and Kenya left" it is not Chile that leaves.
    """
    verb = doc[act.trigger]
    if verb.pos_ != "VERB" or actions()[act.action].symmetric:
        return False
    doers = {linked.entity.state for linked in parties.named(subjects(verb))}
    return bool(doers) and not doers & {linked.entity.state for linked in act.actors}
