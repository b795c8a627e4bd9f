"""Links bodies that no table knows, with the state that their name or the words beside it give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.linking.context import linked
from kg.linking.descriptions import link_collective
from kg.linking.owners import owner
from kg.linking.persons import beside, home, nationality
from kg.model import Entity, Kind, Link, as_key

if TYPE_CHECKING:
    from kg.linking.context import Context
    from kg.linking.links import Linked
    from kg.mentions import Found

_SCORE = 0.75


def link_body(context: Context, item: Found) -> list[Linked]:
    """Return an organisation with its state: "the Syrian Transitional Council", "Peru's Coin Council"."""
    if context.links.at(item.root) is not None:
        return []
    earlier = context.memory.bodies.get(item.text)
    if earlier is not None:
        return [linked(item, earlier, Link.NAME, _SCORE)]
    whose = (
        _inside(context, item)
        or owner(context, item)
        or nationality(context, item)
        or _told_of(context, item)
        or beside(context, item)
        or _listed(context, item)
    )
    # a capital in a name is only where a body sits, or a person's given name
    nobody = whose is None or whose.link is Link.METONYM or whose.entity.kind is Kind.PERSON
    if whose is None or nobody or whose.entity.state is None:
        return link_collective(context, item) if item.word in context.gazetteer.nouns else []
    state = whose.entity
    if whose.link is Link.DESCRIPTION:  # "the Chinese company Snow Group": of the state, not of the company
        state = context.gazetteer.entities.get(state.part_of or "", state)
    entity = Entity(
        id=as_key(f"{item.text} {state.state}" if state.state else item.text),
        name=item.text,
        kind=Kind.ORGANISATION,
        state=state.state,
        part_of=state.id,
    )
    context.memory.bodies[item.text] = entity
    context.memory.bodies[_acronym(item.text)] = entity
    return [linked(item, entity, Link.NAME, _SCORE), *_as_noun(context, item, entity)]


def _as_noun(context: Context, item: Found, entity: Entity) -> list[Linked]:
    """Return the noun before a name as one more mention of the body: "the Chinese company Snow Group"."""
    noun = context.collectives_by_end.get(item.start - 1)
    if noun is None or context.is_plural(noun):
        return []
    for other in context.links.all_at(noun.root):
        context.links.drop(other)
    return [linked(noun, entity, Link.DESCRIPTION, _SCORE)]


def _told_of(context: Context, item: Found) -> Linked | None:
    """Return the state in "Snow Group, a Chinese company"; what else follows a comma may be another."""
    after = context.doc[item.end : item.end + 2]
    told = len(after) > 1 and after[0].text == "," and after[1].lower_ in {"a", "an"}
    return home(context, item) if told else None


def _listed(context: Context, item: Found) -> Linked | None:
    """Return whose those are of which a body is one: "Chinese companies such as Snow Group and Ice Ltd"."""
    token = context.root(item)
    while token.dep_ in {"conj", "appos"}:
        token = token.head
    if token.dep_ == "pobj" and token.head.lower_ in {"as", "like", "including"}:
        token = token.head.head
    found = context.links.at(token.i)
    return (
        found if found is not None and found.entity.kind is Kind.GROUP and found.found is not item else None
    )


def _inside(context: Context, item: Found) -> Linked | None:
    """Return the state that the name of a body holds: "Bank of Peru", "Swiss Coin Council".

    A place in it says more than an adjective: "Gaza European Hospital" is in Gaza.
    """
    doc = context.doc
    near = [
        *range(item.start - 1, max(-1, item.start - 3), -1),
        *range(item.end, min(item.end + 2, len(doc))),
    ]
    held = [found for i in near if doc[i].text in item.text and (found := context.links.at(i)) is not None]
    named = next((found for found in held if not found.modifier), None)
    first = held[0] if held else None
    if first is not None and first.modifier and named is not None and named.found.start < first.found.start:
        first = named
    return None if first is None or first.entity.kind is Kind.PERSON else first


def _acronym(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())
