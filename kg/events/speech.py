"""On whose word an act is told: "Peru said that Chile had attacked"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.actions import actions
from kg.events.syntax import ancestors, children, subjects
from kg.model import Kind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.events.acts import Act
    from kg.events.parties import Parties
    from kg.linking import Linked
    from kg.model import Entity

_WORDS = frozenset({"REJECT", "THREATEN"})  # sorts of act that saying performs
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
    linked = _speaker(verb, parties)
    return linked.entity if linked is not None else None


def in_own_name(act: Act, doc: Doc, parties: Parties) -> Act:
    """Return an act by words with the person who says them for a state: "Doe said Peru would not agree"."""
    by_words = actions()[act.action].plover in _WORDS
    said = _speaker(doc[act.verb], parties)
    if said is None or said.entity.kind is not Kind.PERSON:
        return act
    actors = (
        said
        if each.entity.kind is Kind.STATE
        and each.entity.state == said.entity.state
        and (by_words or _is_own(doc[each.found.root]))
        else each
        for each in act.actors
    )
    return replace(act, actors=tuple({each.entity.id: each for each in actors}.values()))


def _is_own(noun: Token) -> bool:
    """Return whether a noun is "his country", whose acts who says so owns."""
    return any(owner.lower_ in {"his", "her"} for owner in children(noun, "poss"))


def _speaker(verb: Token, parties: Parties) -> Linked | None:
    for token in (verb, *ancestors(verb)):
        speakers = parties.named(_according(token))
        if not speakers and token is not verb and token.lemma_ in _SAYING:
            speakers = parties.acting(subjects(token))
        if speakers:
            return speakers[0]
    return None


def _according(token: Token) -> list[Token]:
    return [
        each
        for child in children(token, "prep")
        if child.lower_ == "according"
        for to in children(child, "prep")
        for each in children(to, "pobj")
    ]
