"""Links bodies that no table knows, with the state that their name or the words beside it give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.linking.context import linked
from kg.linking.descriptions import link_collective
from kg.linking.owners import owner
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
    whose = _inside(context, item) or owner(context, item)
    if whose is None or whose.entity.kind not in {Kind.STATE, Kind.ORGANISATION}:
        return link_collective(context, item) if item.word in context.gazetteer.nouns else []
    entity = Entity(
        id=as_key(f"{item.text} {whose.entity.state}" if whose.entity.state else item.text),
        name=item.text,
        kind=Kind.ORGANISATION,
        state=whose.entity.state,
        part_of=whose.entity.id,
    )
    context.memory.bodies[item.text] = entity
    context.memory.bodies[_acronym(item.text)] = entity
    return [linked(item, entity, Link.NAME, _SCORE)]


def _inside(context: Context, item: Found) -> Linked | None:
    """Return the state that the name of a body holds: "Bank of Peru", "Swiss Coin Council"."""
    doc = context.doc
    near = [
        *range(item.start - 1, max(-1, item.start - 3), -1),
        *range(item.end, min(item.end + 2, len(doc))),
    ]
    for i in near:
        found = context.links.at(i)
        if found is not None and doc[i].text in item.text:
            return None if found.entity.kind is Kind.PERSON else found
    return None


def _acronym(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())
