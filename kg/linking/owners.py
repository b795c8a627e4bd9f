"""Whose office a title names: "the Egyptian president", "Egypt's president", "the president of Egypt"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Link

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.linking.context import Context
    from kg.linking.links import Linked, Links
    from kg.mentions import Found
    from kg.model import Entity

_BETWEEN = frozenset(
    {
        "new",
        "former",
        "ex",
        "then",
        "acting",
        "deputy",
        "senior",
        "top",
        "chief",
        "interim",
        "vice",
        "incoming",
        "outgoing",
        "first",
        "assistant",
        "late",
        "current",
        "newly",
        "-",
        "'s",
        "’s",
        "'",
        "’",
        "elected",
        "special",
        "permanent",
        "two",
        "three",
        "four",
        "five",
        "six",
        "ten",
        "several",
        "some",
        "many",
        "other",
        "more",
        "high",
        "ranking",
        "level",
        "government",
        "state",
        "military",
        "foreign",
        "defence",
        "defense",
        "party",
        "opposition",
        "unnamed",
        "pro",
        "young",
        "transitional",
        "caretaker",
        "embattled",
        "right",
        "hand",
        "national",
        "federal",
        "armed",
        "naval",
        "air",
        *("border", "ceasefire", "climate", "disarmament", "economic", "energy", "hostage", "nuclear"),
        *("peace", "security", "trade"),
    }
)
_OF = frozenset({"of", "for", "from", "at", "in"})
_BY = frozenset({"of", "from"})  # "reports in Peru" are not Peru's
_JOINING = frozenset({",", "and", "the", "&", "/"})
_SENT = frozenset({"envoy"})  # "the special envoy for Peru" is somebody else's
# "they withdrew the troops from Peru"
_REMOVING = frozenset(
    {
        "withdraw",
        "pull",
        "remove",
        "expel",
        "evict",
        "evacuate",
        "recall",
        "bring",
        "return",
        "rescue",
        "free",
        "drive",
        "deport",
        "exclude",
        "ban",
    }
)
# what an adjective after "of" makes the state itself: "the president of the Greek republic"
_STATELY = frozenset(
    {"state", "empire", "monarchy", "throne", "federation", "union", "republic", "kingdom", "economy"}
)
_PARTIES = frozenset({"party", "delegation", "team", "mission", "community", "group", "coalition"})
# who sits in a capital belongs to its government: "officials in Lima", but not "diplomats in Lima"
_SEATED = frozenset({"official", "police", "authority", "government", "ministry", "prosecutor", "parliament"})
_SKIPPED = frozenset({"the", "president", "state", "neighbouring", "neighboring"})
_REACH = 5


def owner(context: Context, found: Found) -> Linked | None:
    """Return the state or body whose office or force the words at ``found`` name, None if they do not say."""
    before = _before(context.doc, found, context.links)
    owned = any(child.tag_ == "PRP$" for child in context.root(found).children)
    if before is not None or (owned and found.word != "counterpart"):
        return before  # "its troops in Peru" are whoever's "its" is
    return _after(context, found)


def owners(context: Context, found: Found, first: Linked) -> list[Entity]:
    """Return all whose a plural names: "Peruvian and Cuban troops", "the ministers of Peru and Cuba"."""
    if not context.is_plural(found):
        return [first.entity]
    after = first.found.start >= found.end
    if not after and not first.modifier:
        return [first.entity]
    step, i = (1, first.found.end) if after else (-1, first.found.start - 1)
    named = {first.entity.id: first.entity}
    while 0 <= i < len(context.doc):
        other = context.links.at(i)
        if other is not None and _is_like(other, first):
            named[other.entity.id] = other.entity
            i = other.found.end if after else other.found.start - 1
        elif context.doc[i].lower_ in _JOINING:
            i += step
        else:
            break
    return list(named.values())[::step]


def _is_like(other: Linked, first: Linked) -> bool:
    return other.entity.kind == first.entity.kind and other.modifier == first.modifier and not other.locative


def is_of_company(context: Context, found: Found) -> bool:
    """Return whether a title is one in an organisation that no table knows: "the Siemens chief"."""
    doc = context.doc
    before = found.start - 1
    while before >= 0 and doc[before].text in {"'s", "’s", "'", "’"}:
        before -= 1
    if before >= 0 and doc[before].ent_type_ == "ORG" and context.links.at(before) is None:
        return True
    end = found.end
    while end + 2 < len(doc) and doc[end].lower_ == "and" and doc[end + 1].pos_ in {"NOUN", "PROPN"}:
        end += 2  # "president and chief of Siemens"
    after = end + 1
    while after < len(doc) and doc[after].lower_ in {"the", "state", "-", "owned"}:
        after += 1
    return (
        after < len(doc)
        and doc[end].lower_ in {"of", "at", "for"}
        and doc[after].ent_type_ == "ORG"
        and context.links.at(after) is None
    )


def _before(doc: Doc, found: Found, links: Links) -> Linked | None:
    for i in range(found.start - 1, max(-1, found.start - 1 - _REACH), -1):
        linked = links.at(i)
        if linked is not None:
            return linked if _owns(doc, linked) else None
        if doc[i].lower_ not in _BETWEEN:
            return None
    return None


def _owns(doc: Doc, linked: Linked) -> bool:
    first = linked.found.start
    hyphen = first > 1 and doc[first - 1].text == "-" and doc[first - 2].lower_ in {"pro", "anti", "non"}
    return linked.entity.kind != "person" and not hyphen


def _after(context: Context, found: Found) -> Linked | None:
    doc, i = context.doc, found.end
    if (
        i + 2 < len(doc)
        and doc[i].lower_ == "and"
        and doc[i + 1].pos_ == "NOUN"
        and doc[i + 2].lower_ == "of"
    ):
        i += 2  # "the government and people of Peru"
    start = i
    if i >= len(doc) or doc[i].lower_ not in (_BY if _is_speech(context, found) else _OF):
        return None
    if doc[i].lower_ == "for" and any(title.kind in _SENT for title in found.titles):
        return None
    if doc[i].lower_ == "from" and doc[i].head.lemma_ in _REMOVING:
        return None
    while i + 1 < len(doc) and (doc[i + 1].lower_ in _SKIPPED or i + 1 in context.titles_by_start):
        i += 1
    linked = context.links.at(i + 1)
    if linked is None or linked.entity.kind == "person":
        return None
    if linked.modifier or _is_adjective(context, linked):
        return _of_state(context, found, linked)
    placed = doc[start].lower_ in {"in", "at"} and (linked.locative or linked.entity.part_of is not None)
    seated = linked.link is Link.METONYM and doc[found.root].lemma_.lower() in _SEATED
    return None if placed and not seated else linked


def _is_adjective(context: Context, linked: Linked) -> bool:
    """Return whether a people's name qualifies a noun: "the Danish Choir"."""
    words = any(name.form in {"adjective", "people"} for name in linked.found.names)
    return words and context.doc[linked.found.end - 1].dep_ in {"amod", "compound", "nmod"}


def _of_state(context: Context, found: Found, adjective: Linked) -> Linked | None:
    """Return the state of "the Greek people", of "the Greek people of Cyprus"; none of "the Greek press"."""
    noun = context.doc[adjective.found.end - 1].head  # an article may belong to the name: "the Dutch"
    collective = context.collectives_by_end.get(noun.i)
    if collective is None and noun.i not in context.titles_by_end:
        named = noun.is_title and not found.titles and context.links.at(noun.i) is None
        stately = noun.lemma_.lower() in _STATELY or named  # not in "of the Greek-Turkish conflict"
        return adjective if stately else None
    if collective is not None and found.titles and _is_party(context, collective):
        return None  # "the leader of the Greek opposition" leads no state
    further = _after(context, collective) if collective is not None else None
    return further if further is not None and further.entity.kind == "state" else adjective


def _is_speech(context: Context, item: Found) -> bool:
    return context.gazetteer.nouns.get(item.word) == "speech"


def _is_party(context: Context, item: Found) -> bool:
    return item.word in _PARTIES or context.gazetteer.nouns[item.word] == "group"
