"""Links pronouns to the actors of whom the text is speaking; the first person to who is speaking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.linking.antecedents import NUMBER_OF, Number, antecedents
from kg.linking.context import linked
from kg.linking.speakers import FIRST_PERSON, speakers
from kg.model import Kind, Link

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.linking.context import Context
    from kg.linking.links import Linked
    from kg.mentions import Found

_SCORE = 0.6
_MALE = frozenset({"he", "him", "his", "himself"})
_CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "csubjpass", "acl", "relcl"})
_EMPTY_VERBS = frozenset({"seem", "appear", "happen", "rain", "snow", "emerge", "turn", "take", "become"})
_ADDRESSING = frozenset(
    {"accuse", "blame", "urge", "warn", "threaten", "suspect", "ask", "press", "criticise", "criticize"}
)
_OBJECTS = frozenset({"dobj", "obj", "pobj", "dative", "oprd"})


def link_pronoun(context: Context, item: Found) -> list[Linked]:
    """Return whom a pronoun of the third person means; empty if the text gives no clear candidate."""
    token = context.root(item)
    if token.lower_ not in NUMBER_OF or _is_empty(token):
        return []
    found = [linked(item, each.entity, Link.PRONOUN, _SCORE) for each in antecedents(context, token)]
    if len(found) == 1 and found[0].entity.kind is Kind.PERSON and NUMBER_OF[token.lower_] is Number.PERSON:
        gender = "m" if token.lower_ in _MALE else "f"
        context.memory.genders.setdefault(found[0].entity.id, gender)
    return found


def link_first_person(context: Context, item: Found) -> list[Linked]:
    """Return who speaks, for "we" and "I", once all other mentions are linked."""
    token = context.root(item)
    if token.lower_ not in FIRST_PERSON:
        return []
    return [linked(item, each, Link.PRONOUN, _SCORE) for each in speakers(context, token)]


def _is_empty(token: Token) -> bool:
    """Return whether "it" stands for no thing ("it is clear that"), or for what happened."""
    if token.lower_ not in {"it", "itself"}:
        return False
    verb = token.head
    if token.dep_ in _OBJECTS:
        return verb.lemma_ not in _ADDRESSING  # "accused it of meddling": nothing but an actor is accused
    if token.dep_ == "expl":
        return True
    if token.dep_ == "nsubj" and verb.lemma_ == "be":
        return True
    passive = token.dep_ == "nsubjpass" and any(child.dep_ in _CLAUSES for child in verb.children)
    return passive or verb.lemma_ in _EMPTY_VERBS
