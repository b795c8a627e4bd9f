"""Whose office a title names: "the Egyptian president", "Egypt's president", "the president of Egypt"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Link

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.linking.context import Context
    from kg.linking.links import Linked, Links
    from kg.mentions import Found

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
    }
)
_OF = frozenset({"of", "for", "from", "at", "in"})
# who sits in a capital belongs to its government: "officials in Lima", but not "diplomats in Lima"
_SEATED = frozenset({"official", "police", "authority", "government", "ministry", "prosecutor", "parliament"})
_SKIPPED = frozenset({"the", "president", "state", "neighbouring", "neighboring"})
_REACH = 5


def owner(context: Context, found: Found) -> Linked | None:
    """Return the state or body whose office or force the words at ``found`` name, None if they do not say."""
    return _before(context.doc, found, context.links) or _after(context, found)


def is_of_company(context: Context, found: Found) -> bool:
    """Return whether a title is one in an organisation that no table knows: "the Siemens chief"."""
    doc = context.doc
    before = found.start - 1
    while before >= 0 and doc[before].text in {"'s", "’s", "'", "’"}:
        before -= 1
    if before >= 0 and doc[before].ent_type_ == "ORG" and context.links.at(before) is None:
        return True
    after = found.end + 1
    while after < len(doc) and doc[after].lower_ in {"the", "state", "-", "owned"}:
        after += 1
    return (
        after < len(doc)
        and doc[found.end].lower_ in {"of", "at", "for"}
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
    if i >= len(doc) or doc[i].lower_ not in _OF:
        return None
    while i + 1 < len(doc) and (doc[i + 1].lower_ in _SKIPPED or i + 1 in context.titles_by_start):
        i += 1
    linked = context.links.at(i + 1)
    if linked is None or linked.entity.kind == "person":
        return None
    placed = doc[start].lower_ in {"in", "at"} and (linked.locative or linked.entity.part_of is not None)
    seated = linked.link is Link.METONYM and doc[found.root].lemma_.lower() in _SEATED
    return None if placed and not seated else linked
