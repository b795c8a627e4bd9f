"""Who says "we": the subject of the quotation's verb, or whom a statement without quotation marks is by."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.model import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.linking.context import Context
    from kg.model import Entity

FIRST_PERSON = frozenset({"we", "us", "our", "ourselves", "i", "me", "my"})
_OF_SEVERAL = frozenset({"we", "us", "our", "ourselves"})
_OPENING = 120  # tokens within which a joint text says whose it is
_TEXTS = frozenset({"statement", "communique", "communiqué", "declaration", "message", "letter"})
_RELEASES = frozenset({"release", "releases", "statement", "statements", "briefing", "press"})
_ISSUING = frozenset({Kind.STATE, Kind.ORGANISATION})
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
        "answer",
        "caution",
        "admit",
        "acknowledge",
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


_QUOTING = frozenset({"quote", "report", "cite", "hear"})


def speakers(context: Context, pronoun: Token) -> tuple[Entity, ...]:
    """Return who says a pronoun of the first person; empty if the text does not tell."""
    if not context.quoted[pronoun.i]:
        return _authors(context) if pronoun.lower_ in _OF_SEVERAL else ()
    said = speaker(context, pronoun)
    return (said,) if said else ()


def speaker(context: Context, pronoun: Token) -> Entity | None:
    """Return who says what a pronoun is quoted in; None if it is not quoted, or the text does not tell."""
    here = context.sentence_of[pronoun.i]
    if not context.quoted[pronoun.i]:
        return None
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
        if _says(token) and not context.quoted[token.i]:
            return token
    return None


def _says(subject: Token) -> bool:
    """Return whether one says or is said to say: "Doe said", "Doe was quoted as saying"."""
    verbs = {"nsubj": _SAYING, "nsubjpass": _QUOTING}.get(subject.dep_, frozenset())
    return subject.head.lemma_ in verbs


def _entity(context: Context, subject: Token) -> Entity | None:
    beside = [child.i for child in subject.children if child.dep_ == "appos"]
    for i in (*beside, subject.i):
        linked = context.links.at(i)
        if linked is not None and not linked.locative:
            return linked.entity
    return None


def _authors(context: Context) -> tuple[Entity, ...]:
    """Return who says "we" outside quotations: who issues the text together, or alone, or takes a stand."""
    if context.memory.authors is None:
        alone = None if _is_joint(context) else _publisher(context) or _stand_taker(context)
        context.memory.authors = _issuers(context) or ((alone,) if alone else ())
    return context.memory.authors


def issuing_state(context: Context) -> Entity | None:
    """Return the state whose office speaks in a text: "Prime Minister of Peru, media release"."""
    words = {word.lower() for word in re.findall(r"\w+", context.source)}
    return _publisher(context) if words & _RELEASES else None


def _is_joint(context: Context) -> bool:
    """Return whether a text opens as one of several: "Chad and Mali issue the following joint statement"."""
    opening = [token.lower_ for token in context.doc[:_OPENING]]
    return any(pair[0] == "joint" and pair[1] in _TEXTS for pair in pairwise(opening))


def _issuers(context: Context) -> tuple[Entity, ...]:
    """Return those whom the opening of a joint text lists: "We, the ministers of Chad and Mali, welcome"."""
    if context.doc[:2].text.lower() != "we," and not _is_joint(context):
        return ()
    lists: dict[int, dict[str, Entity]] = {}
    for linked in context.links.items:
        first = context.root(linked.found)
        if first.i >= _OPENING or linked.modifier or linked.locative or linked.entity.kind not in _ISSUING:
            continue
        while first.dep_ in {"conj", "appos"}:
            first = first.head
        lists.setdefault(first.i, {})[linked.entity.id] = linked.entity
    longest = max(lists.values(), key=len, default={})
    return tuple(longest.values()) if len(longest) > 1 else ()


def _publisher(context: Context) -> Entity | None:
    """Return the state of the office that published a text: "U.S. Department of State"."""
    names = context.gazetteer.names
    words = re.findall(r"[^\s(),;:]+", context.source)
    for start in range(len(words)):
        for length in range(min(_LONGEST, len(words) - start), 0, -1):
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
