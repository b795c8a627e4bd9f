"""Who says "we": the subject of the quotation's verb, or whom a statement without quotation marks is by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.linking.context import Context
    from kg.model import Entity

FIRST_PERSON = frozenset({"we", "us", "our", "ourselves", "i", "me", "my"})
_OF_SEVERAL = frozenset({"we", "us", "our", "ourselves"})
_LONGEST = 6  # words in the name of an office that publishes
_STANDS = frozenset(
    {
        "applaud",
        "appreciate",
        "call",
        "commend",
        "condemn",
        "congratulate",
        "continue",
        "designate",
        "express",
        "impose",
        "join",
        "offer",
        "oppose",
        "reaffirm",
        "recognise",
        "recognize",
        "regret",
        "reiterate",
        "reject",
        "remain",
        "stand",
        "support",
        "thank",
        "urge",
        "welcome",
    }
)
_REACH = 4  # sentences between a quotation and the verb that brought it in
_SAYING = frozenset(
    {
        "say",
        "tell",
        "add",
        "state",
        "declare",
        "announce",
        "warn",
        "insist",
        "note",
        "continue",
        "write",
        "stress",
        "explain",
        "reply",
        "claim",
        "argue",
        "comment",
        "remark",
        "conclude",
        "tweet",
        "vow",
        "urge",
        "ask",
        "quote",
        "read",
        "respond",
        "reiterate",
        "emphasise",
        "emphasize",
        "pledge",
        "describe",
        "call",
    }
)


def speaker(context: Context, pronoun: Token) -> Entity | None:
    """Return who says a pronoun of the first person; None if the text does not tell."""
    here = context.sentence_of[pronoun.i]
    if not context.quoted[pronoun.i]:
        return _author(context) if pronoun.lower_ in _OF_SEVERAL else None
    for number in (*range(here, max(-1, here - _REACH), -1), here + 1):
        said = _attribution(context, number)
        if said is not None:
            return _entity(context, said)
    return None


def _attribution(context: Context, number: int) -> Token | None:
    """Return the subject of a verb of saying in a sentence, outside its quotations."""
    if number >= len(context.sentences):
        return None
    doc, start = context.doc, context.sentences[number]
    end = context.sentences[number + 1] if number + 1 < len(context.sentences) else len(doc)
    for token in doc[start:end]:
        if token.dep_ == "nsubj" and token.head.lemma_ in _SAYING and not context.quoted[token.i]:
            return token
    return None


def _entity(context: Context, subject: Token) -> Entity | None:
    beside = [child.i for child in subject.children if child.dep_ == "appos"]
    for i in (*beside, subject.i):
        linked = context.links.at(i)
        if linked is not None and not linked.locative:
            return linked.entity
    return None


def _author(context: Context) -> Entity | None:
    """Return who says "we" outside quotations: the publisher, or the state that takes a stand."""
    if context.memory.author is None:
        context.memory.author = (_publisher(context) or _stand_taker(context),)
    return context.memory.author[0]


def _publisher(context: Context) -> Entity | None:
    """Return the state of the office that published a text: "U.S. Department of State"."""
    names = context.gazetteer.names
    words = re.findall(r"[^\s(),;:]+", context.source)
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            found = names.get(" ".join(words[start : start + length]), ())
            homes = [context.gazetteer.entities[name.entity_id].state for name in found]
            if homes and homes[0]:
                return context.gazetteer.entities.get(homes[0])
    return None


def _stand_taker(context: Context) -> Entity | None:
    """Return the state that alone welcomes, condemns or urges in a text, as those do who also say "we"."""
    stands: dict[str, int] = {}
    for linked in context.links.items:
        token = context.root(linked.found)
        taken = (
            token.dep_ == "nsubj"
            and token.head.lemma_ in _STANDS
            and token.head.tag_ in {"VBZ", "VBP", "VBG"}
        )
        if taken and linked.entity.state and not context.quoted[token.i]:
            stands[linked.entity.state] = stands.get(linked.entity.state, 0) + 1
    return context.gazetteer.entities.get(next(iter(stands))) if len(stands) == 1 else None
