"""Descriptions of several: "the two leaders", "both sides", "the pair" mean who was just spoken of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.linking.context import linked
from kg.linking.ties import is_told
from kg.model import Kind, Link

if TYPE_CHECKING:
    from kg.linking.context import Context
    from kg.linking.links import Linked
    from kg.mentions import Found
    from kg.model import Entity

_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4}
_PAIRS = {"pair": 2, "duo": 2, "trio": 3}
_STATES = frozenset(
    {
        "sides",
        "countries",
        "nations",
        "states",
        "governments",
        "neighbours",
        "neighbors",
        "capitals",
        "parties",
        "allies",
        "rivals",
        "foes",
        "delegations",
        "powers",
        "republics",
        "kingdoms",
        "peoples",
        "armies",
        "militaries",
        "parliaments",
        "economies",
        "entities",
        "organisations",
        "organizations",
        "institutions",
        "blocs",
    }
)
_UPON = frozenset({"on", "upon", "with", "between", "against"})
_REACH = 3
_SCORE = 0.6
_BETWEEN = frozenset(
    {
        "the",
        "neighbouring",
        "neighboring",
        "rival",
        "allied",
        "warring",
        "opposing",
        "our",
        "foreign",
        "prime",
    }
)


def link_several(context: Context, item: Found) -> list[Linked]:
    """Return the two, three or four actors spoken of last, where a description counts them."""
    count = _count(context, item)
    if not count:
        return [linked(item, entity, Link.DESCRIPTION, _SCORE) for entity in _together(context, item)]
    wants_states = item.text.lower().rsplit(maxsplit=1)[-1] in _STATES
    found = _latest(context, item, count, persons=not wants_states)
    if not found and not wants_states:
        found = _latest(context, item, count, persons=False)
    return [linked(item, entity, Link.DESCRIPTION, _SCORE) for entity in found]


def _together(context: Context, item: Found) -> list[Entity]:
    """Return the persons of several states named in one sentence just before, for "the leaders"."""
    after = context.doc[item.end].lower_ if item.end < len(context.doc) else ""
    if not item.titles or not context.is_plural(item) or after in {"of", "that", "which", "who", "from"}:
        return []
    if context.words_before(item, 1) != {"the"}:
        return []
    if (earlier := _same(context)) is not None:
        return earlier
    here = context.sentence_of[item.root]
    for number in range(here - 1, max(-1, here - _REACH), -1):
        named = [spoken.entity for spoken in context.memory.recent(here, _REACH) if spoken.sentence == number]
        found = {each.id: each for each in reversed(named) if each.kind is Kind.PERSON and each.state}
        if len(found) > 1 and len({each.state for each in found.values()}) == len(found):
            return list(found.values())
    return []


def _same(context: Context) -> list[Entity] | None:
    """Return the persons whom a plural title meant before: "the presidents ... the leaders"."""
    last = next(
        (
            spoken.linked.found
            for spoken in reversed(context.memory.spoken)
            if spoken.linked.found.titles and spoken.linked.score == _SCORE
        ),
        None,
    )
    meant = [each.entity for each in context.links.all_at(last.root)] if last is not None else []
    return meant if len(meant) > 1 and all(each.kind is Kind.PERSON for each in meant) else None


def _count(context: Context, item: Found) -> int:
    word = item.text.lower()
    before = [context.doc[i].lower_ for i in range(max(0, item.start - 3), item.start)]
    if word in _PAIRS:
        return _PAIRS[word] if before[-1:] == ["the"] else 0
    if not context.is_plural(item):
        return 0
    if _speaks_of_others(context, item):
        return 0
    while before and before[-1] in _BETWEEN:
        before.pop()
    return _COUNTS.get(before[-1], 0) if before else 0


def _speaks_of_others(context: Context, item: Found) -> bool:
    """Return whether the words after say which ones: "both sides of the border", "two countries that"."""
    after = context.doc[item.end].lower_ if item.end < len(context.doc) else ""
    bare = context.words_before(item, 3) & {"the", "both", "our", "their"}
    return after in {"of", "that", "which", "who", "from"} or not bare


def _latest(context: Context, item: Found, count: int, *, persons: bool) -> list[Entity]:
    """Return the last ``count`` actors; none if the sentence that completes them names more."""
    here = context.sentence_of[item.root]
    others = _doers(context, item)
    found: dict[str, Entity] = {}
    reached = here
    for spoken in context.memory.recent(here, _REACH):
        if len(found) >= count and spoken.sentence < reached:
            break
        reached = spoken.sentence
        entity = _as_wanted(context, spoken.entity, persons=persons)
        if entity is not None and not {entity.id, entity.state} & others:
            found.setdefault(entity.id, entity)
    return list(found.values())[::-1] if len(found) == count else []


def _doers(context: Context, item: Found) -> frozenset[str | None]:
    """Return who act upon several, and so are none of them: "Peru urged both sides", "called on the two"."""
    token = context.root(item)
    if token.dep_ == "nsubj" and token.head.dep_ in {"ccomp", "xcomp"} and is_told(token.head):
        return context.actors_of([token.head.head], token)
    by_preposition = token.dep_ == "pobj" and token.head.lower_ in _UPON
    return context.doers_beside(item) if by_preposition or token.dep_ in {"dobj", "obj"} else frozenset()


def _as_wanted(context: Context, entity: Entity, *, persons: bool) -> Entity | None:
    """Return an actor as the person, or as the state or organisation for which it acts."""
    if persons:
        return entity if entity.kind is Kind.PERSON and entity.state else None
    if entity.kind is Kind.STATE:
        return entity
    home = context.gazetteer.entities.get(entity.state or "")
    return home if home is not None and home.kind is Kind.STATE else entity if entity.state else None
