"""Links descriptions: "the British prime minister" by the day, "Turkish troops" to their state, "the president"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.linking.context import linked
from kg.linking.owners import owner
from kg.model import Link

if TYPE_CHECKING:
    from kg.gazetteer import Person
    from kg.linking.context import Context
    from kg.linking.links import Linked
    from kg.mentions import Found

# offices that one person holds at a time, so that the day tells who is meant
_UNIQUE = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "monarch",
        "foreign_minister",
        "defence_minister",
        "head_of_organisation",
    }
)
_LEADER = frozenset({"leader", "head of state"})
_FORMER = frozenset({"former", "ex", "late"})
_DEPUTY = frozenset({"deputy", "vice", "assistant", "under", "junior"})
_BARE = frozenset(
    {
        "government",
        "administration",
        "regime",
        "authorities",
        "foreign ministry",
        "ministry",
        "army",
        "defence ministry",
        "defense ministry",
        "military",
        "country",
        "nation",
    }
)


def link_title(context: Context, item: Found) -> Linked | None:
    """Return who is meant by a title without a name beside it."""
    if _is_named(context, item) or context.words_before(item, 4) & _FORMER:
        return None
    whose = owner(context.doc, item, context.links)
    if whose is None:
        return _spoken_of(context, item)
    person = (
        None
        if _is_deputy(context, item) or context.is_plural(item)
        else _holder(context, item, whose.entity.id)
    )
    if person is None:
        return linked(item, whose.entity, Link.DESCRIPTION, 0.85)
    return linked(item, context.gazetteer.person_entity(person, context.day), Link.OFFICE, 0.9)


def link_collective(context: Context, item: Found) -> Linked | None:
    """Return whose government, troops or citizens are meant."""
    whose = owner(context.doc, item, context.links)
    if whose is not None:
        return linked(item, whose.entity, Link.DESCRIPTION, 0.85)
    state = context.memory.state(context.sentence_of[item.root])
    if state is not None and item.text.lower() in _BARE and context.words_before(item, 1) == {"the"}:
        return linked(item, state, Link.DESCRIPTION, 0.5)
    return None


def _is_named(context: Context, item: Found) -> bool:
    """Return whether a person's name follows the title, which then speaks for itself."""
    return item.end < len(context.doc) and context.doc[item.end].ent_type_ == "PERSON"


def _is_deputy(context: Context, item: Found) -> bool:
    return bool(context.words_before(item, 2) & _DEPUTY)


def _holder(context: Context, item: Found, state: str) -> Person | None:
    if item.text.lower() in _LEADER:
        return context.gazetteer.leader(state, context.day)
    kinds = [
        title.kind
        for title in item.titles
        if title.kind in _UNIQUE and (not title.scope or state in title.scope)
    ]
    return next(
        (person for kind in kinds if (person := context.gazetteer.holder(kind, state, context.day))), None
    )


def _spoken_of(context: Context, item: Found) -> Linked | None:
    """Return the president of whom the text has spoken, for "the president"."""
    if context.words_before(item, 1) != {"the"} or context.is_plural(item):
        return None
    known = (context.memory.offices.get(title.kind) for title in item.titles)
    entity = next((entity for entity in known if entity is not None), None)
    return linked(item, entity, Link.DESCRIPTION, 0.7) if entity else None
