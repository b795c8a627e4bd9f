"""Who says "we": the subject of the quotation's verb, or whom a statement without quotation marks is by."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.linking.context import Context
    from kg.model import Entity

FIRST_PERSON = frozenset({"we", "us", "our", "ourselves", "i", "me", "my"})
_OF_SEVERAL = frozenset({"we", "us", "our", "ourselves"})
_CLEAR = 1.6  # how much oftener an author must act than anybody else
_ENOUGH = 3
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
    """Return in whose name a text says "we" outside quotations: the state that mostly acts."""
    if context.memory.author is None:
        context.memory.author = (_weigh_authors(context),)
    return context.memory.author[0]


def _weigh_authors(context: Context) -> Entity | None:
    ours = {context.sentence_of[i] for i in _first_persons(context)}
    weights: dict[str, int] = {}
    for linked in context.links.items:
        if (state := linked.entity.state) is None or linked.locative:
            continue
        acting = context.root(linked.found).dep_ in {"nsubj", "nsubjpass"}
        beside = context.sentence_of[linked.found.start] in ours and not acting and not linked.modifier
        weights[state] = weights.get(state, 0) + (3 if acting else 0 if beside else 1)
    ranked = sorted(weights, key=lambda state: (-weights[state], state))
    clear = len(ranked) == 1 or (len(ranked) > 1 and weights[ranked[0]] >= _CLEAR * weights[ranked[1]])
    return context.gazetteer.entities.get(ranked[0]) if clear and weights[ranked[0]] >= _ENOUGH else None


def _first_persons(context: Context) -> list[int]:
    return [
        token.i
        for token in context.doc
        if token.lower_ in _OF_SEVERAL and token.text != "US" and not context.quoted[token.i]
    ]
