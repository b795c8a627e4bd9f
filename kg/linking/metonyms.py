"""Tells a capital that acts ("Ankara said") from a capital that is a place ("in Ankara")."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_LOCATIVE = frozenset(
    {
        "in",
        "at",
        "near",
        "outside",
        "around",
        "into",
        "across",
        "inside",
        "throughout",
        "through",
        "via",
        "beyond",
        "within",
        "above",
        "off",
    }
)
_DIRECTIONAL = frozenset({"to", "from", "for", "on", "over", "of", "toward", "towards"})
_MOTION = frozenset(
    {
        "travel",
        "fly",
        "go",
        "come",
        "return",
        "arrive",
        "visit",
        "trip",
        "journey",
        "tour",
        "head",
        "leave",
        "depart",
        "move",
        "flight",
        "plane",
        "train",
        "ship",
        "bus",
        "road",
        "drive",
        "invite",
        "stop",
        "city",
        "march",
        "bring",
        "take",
        "convoy",
        "outskirt",
        "suburb",
        "resident",
        "streets",
        "street",
        "attack",
        "strike",
        "fall",
        "siege",
        "evacuate",
        "withdraw",
        "mayor",
        "university",
        "airport",
        "embassy",
        "capital",
        "bind",
        "en",
        "route",
        "deliver",
        "ambassador",
        "treaty",
        "accord",
        "convention",
        "protocol",
        "summit",
        "conference",
    }
)


def is_locative(token: Token) -> bool:
    """Return whether a capital or seat at ``token`` names a place rather than a government."""
    head = token.head
    if token.dep_ == "pobj":
        if head.lower_ in _LOCATIVE:
            return True
        return head.lower_ in _DIRECTIONAL and head.head.lemma_.lower() in _MOTION
    if token.dep_ in {"compound", "nmod"} and head.i > token.i:
        return not (head.ent_type_ == "" and head.lemma_ in {"government", "official", "regime", "authority"})
    if token.dep_ in {"dobj", "obj"}:
        return head.lemma_ in {
            "visit",
            "leave",
            "bomb",
            "shell",
            "attack",
            "enter",
            "tour",
            "reach",
            "capture",
            "seize",
            "hit",
            "strike",
            "flee",
            "evacuate",
        }
    if token.dep_ == "npadvmod" and token.i == head.i + 1 and head.pos_ == "VERB":
        return False  # parsers take the object of a rare verb for an adverb: "the vote angered Jakarta"
    return token.dep_ in {"npadvmod", "appos"} and not _lists_actor(token)


def _lists_actor(token: Token) -> bool:
    return (
        token.dep_ == "appos" and token.head.dep_ in {"nsubj", "nsubjpass"} and token.head.ent_type_ == "ORG"
    )
