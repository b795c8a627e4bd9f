"""On whose word an act is told: "Peru said that Chile had attacked"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.events.syntax import ancestors, children, subjects

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.events.parties import Parties
    from kg.model import Entity

_SAYING = frozenset(
    {
        "say",
        "announce",
        "tell",
        "add",
        "confirm",
        "declare",
        "report",
        "state",
        "claim",
        "allege",
        "note",
        "insist",
    }
    | {
        "acknowledge",
        "admit",
        "write",
        "explain",
        "stress",
        "warn",
        "reveal",
        "believe",
        "argue",
        "assert",
        "deny",
    }
)


def said_by(verb: Token, parties: Parties) -> Entity | None:
    """Return who says that the act under ``verb`` took place, None if the author does.

    The speaker governs the act's clause ("said that", ", Peru said") or stands after "according to".
    """
    for token in (verb, *ancestors(verb)):
        speakers = parties.named(_according(token))
        if not speakers and token is not verb and token.lemma_ in _SAYING:
            speakers = parties.acting(subjects(token))
        if speakers:
            return speakers[0].entity
    return None


def _according(token: Token) -> list[Token]:
    return [
        each
        for child in children(token, "prep")
        if child.lower_ == "according"
        for to in children(child, "prep")
        for each in children(to, "pobj")
    ]
