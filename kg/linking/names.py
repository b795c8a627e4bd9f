"""Links names of states, organisations and groups; decides whether a name acts, qualifies or only locates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.gazetteer import Form
from kg.linking.links import Linked
from kg.linking.metonyms import is_locative
from kg.linking.namesakes import is_namesake
from kg.linking.owners import owner
from kg.linking.things import is_kind
from kg.model import Kind, Link

if TYPE_CHECKING:
    from kg.gazetteer import Name
    from kg.linking.context import Context
    from kg.mentions import Found
    from kg.model import Entity

_STANDING = frozenset({Form.CAPITAL, Form.SEAT})
_PREFIXES = frozenset({"pro", "anti", "non", "ex"})
_QUALIFYING = frozenset({"amod", "compound", "nmod"})
# words that name a body of any state: whose it is, the words around tell
_SOME = frozenset({"several", "some", "many", "other", "local", "hundreds", "thousands", "dozens"})
_COMMON = frozenset(
    [
        "the",
        "senate",
        "congress",
        "house",
        "of",
        "representatives",
        "treasury",
        "national",
        "security",
        "council",
        "supreme",
        "court",
        "department",
        "state",
        "justice",
        "commerce",
        "navy",
        "army",
        "air",
        "force",
        "coast",
        "guard",
        "marine",
        "corps",
        "joint",
        "chiefs",
        "staff",
        "foreign",
        "office",
        "home",
        "ministry",
        "parliament",
        "commons",
        "lords",
        "assembly",
        "constitutional",
        "intelligence",
        "service",
        "federal",
        "reserve",
        "lower",
        "upper",
        "armed",
        "forces",
        "defence",
        "defense",
        "affairs",
    ]
)


def link_name(context: Context, item: Found) -> Linked | None:
    """Return what a name stands for; None where it is no name of an actor ("anti-Peruvian")."""
    name = _choose(context, item)
    if _is_prefixed(context, item) or _is_predicate(context, item, name) or _is_part(context, item, name):
        return None
    if is_namesake(context, item, name):
        return None
    if name.form is Form.ADJECTIVE and is_kind(context.root(item)):
        return None
    standing = name.form in _STANDING
    entity = context.gazetteer.entities[name.entity_id]
    if name.form is Form.BODY and entity.kind is Kind.STATE:
        entity = context.describer.body(name.text, entity)
    if name.form is Form.PEOPLE and entity.kind is Kind.STATE and _is_counted(context, item):
        entity = context.describer.some_of(entity)
    return Linked(
        found=item,
        entity=entity,
        link=Link.METONYM if standing else Link.NAME,
        score=0.8 if standing else 1.0,
        modifier=name.form is Form.ADJECTIVE and not _means_people(context, item),
        locative=standing and is_locative(context.root(item)),
    )


def _is_counted(context: Context, item: Found) -> bool:
    return any(child.dep_ == "nummod" or child.lower_ in _SOME for child in context.root(item).children)


def settle_body(context: Context, found: Linked) -> Linked:
    """Return a body with a common name as that of the state spoken of: "the Philippine Senate"."""
    item, entity = found.found, found.entity
    if not entity.part_of or not _is_common(item):
        return found
    whose = owner(context, item)
    home = whose.entity if whose else _only_home(context, entity.part_of)
    if home is None or home.kind is not Kind.STATE or home.id in {entity.part_of, entity.state}:
        return found
    organ = context.describer.organ(item.text.lower().removeprefix("the "), home)
    return replace(found, entity=organ, link=Link.DESCRIPTION, score=0.7)


def _is_common(item: Found) -> bool:
    return all(word.lower() in _COMMON for word in item.text.split())


def _only_home(context: Context, state: str) -> Entity | None:
    """Return the one state that a text speaks of, if it never names ``state``."""
    states = {
        linked.entity.id: linked.entity for linked in context.links.items if linked.entity.kind is Kind.STATE
    }
    acting = {linked.entity.state for linked in context.links.items if not _is_common(linked.found)}
    return next(iter(states.values())) if len(states) == 1 and state not in acting else None


def _choose(context: Context, item: Found) -> Name:
    """Return the reading that was valid on the day; a name beats an adjective, an adjective a capital.

    A capital that is the seat of an organisation too is the organisation where it acts, unless the text
    speaks of the capital's state and not of the organisation: "Belgium ... Brussels said".
    """
    valid = [name for name in item.names if name.valid_on(context.day)] or list(item.names)
    best = min(valid, key=lambda name: list(Form).index(name.form))
    seat = next((name for name in valid if name.form is Form.SEAT), None)
    if best.form is not Form.CAPITAL or seat is None or is_locative(context.root(item)):
        return best
    return seat if seat.entity_id in context.spoken or best.entity_id not in context.spoken else best


def _is_prefixed(context: Context, item: Found) -> bool:
    doc, start = context.doc, item.start
    return start > 1 and doc[start - 1].text == "-" and doc[start - 2].lower_ in _PREFIXES


def _is_predicate(context: Context, item: Found, name: Name) -> bool:
    head = context.root(item)
    return name.form is Form.ADJECTIVE and head.dep_ in {"attr", "acomp"} and head.pos_ == "ADJ"


def _is_part(context: Context, item: Found, name: Name) -> bool:
    """Return whether an organisation's name ends a longer one: "Supreme National Security Council"."""
    if context.gazetteer.entities[name.entity_id].kind is not Kind.ORGANISATION or not item.start:
        return False
    before = context.doc[item.start - 1]
    return (
        before.i not in context.named
        and before.pos_ == "PROPN"
        and before.ent_type_ == "ORG"
        and before.text.istitle()
        and not before.is_stop
    )


def _means_people(context: Context, item: Found) -> bool:
    """Return whether an adjective stands for people, as in "the French said"."""
    token = context.root(item)
    hyphen = item.end < len(context.doc) and context.doc[item.end].text == "-"
    return token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in _QUALIFYING and not hyphen
