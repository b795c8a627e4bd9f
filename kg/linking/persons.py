"""Links persons: office holders by name and day, others by the state that their title or nationality gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.gazetteer.values import distance
from kg.linking.context import linked
from kg.linking.owners import owner
from kg.model import Entity, Kind, Link, as_key

if TYPE_CHECKING:
    from kg.gazetteer import Person
    from kg.linking.context import Context
    from kg.linking.links import Linked
    from kg.mentions import Found

_SPOKEN_FOR = frozenset({"spokesperson", "official"})
_REMEMBERED = 20 * 365  # days beyond a term after which a bare surname no longer means its holder
_HONORIFICS = frozenset(
    {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "lord", "king", "queen"}
)
_REACH = 7


def link_person(context: Context, item: Found) -> Linked | None:
    """Return whom a person's name means, and remember the person for the rest of the text."""
    title = _title_before(context, item) or _title_after(context, item)
    whose = owner(context.doc, title, context.links) if title else None
    if title and whose and {each.kind for each in title.titles} & _SPOKEN_FOR:
        return linked(item, whose.entity, Link.DESCRIPTION, 0.9)
    found = _known(context, item) or _stranger(context, item, title, whose)
    if found is not None and found.entity.kind is Kind.PERSON:
        _remember(context, found, title)
    return found


def _known(context: Context, item: Found) -> Linked | None:
    holder = _holder(context, item)
    if holder is not None:
        return linked(item, holder, Link.NAME, 0.95)
    earlier = context.memory.surnames.get(_surname(item.text))
    if earlier is not None and _compatible(item.text, earlier.name):
        return linked(item, earlier, Link.NAME, 0.9)
    return None


def _holder(context: Context, item: Found) -> Entity | None:
    """Return the office holder whom a name means on the day; a surname alone only near to a term."""
    aliases = context.gazetteer.aliases
    keys = item.persons or aliases.get(item.text) or aliases.get(_without_middle(item.text), ())
    people = [context.gazetteer.persons[key] for key in keys]
    if " " not in item.text:
        earlier = context.memory.surnames.get(item.text)
        if earlier is not None:
            return earlier
        people = [person for person in people if _away(context, person) < _REMEMBERED]
    nearest = min(people, key=lambda person: (_away(context, person), person.key), default=None)
    return context.gazetteer.person_entity(nearest, context.day) if nearest else None


def _away(context: Context, person: Person) -> int:
    day = context.day
    return min((distance(term, day) for term in person.holdings), default=0) if day else 0


def _stranger(context: Context, item: Found, title: Found | None, whose: Linked | None) -> Linked | None:
    """Return somebody whom no table knows, with the state that the words beside the name give."""
    whose = whose or _nationality(context, item)
    state, score = (whose.entity.state, 0.85) if whose else (None, 0.5)
    if title is not None and whose is None:
        # "Foreign Minister Jane Doe" is the minister of the state that the text speaks of
        home = context.memory.state(context.sentence_of[item.root])
        state = home.state if home else None
    elif whose is None and " " not in item.text:
        return None
    name = " ".join(word for word in item.text.split() if word.lower() not in _HONORIFICS) or item.text
    entity = Entity(
        id=as_key(f"{name} {state}" if state else name),
        name=" ".join(name.split()),
        kind=Kind.PERSON,
        state=state,
    )
    return linked(item, entity, Link.NAME, score)


def _nationality(context: Context, item: Found) -> Linked | None:
    """Return the state that qualifies a name: "Slovak film director Jana Novakova"."""
    for i in range(item.start - 1, max(-1, item.start - _REACH), -1):
        found = context.links.at(i)
        if found is not None:
            return found if found.entity.kind is not Kind.PERSON and not found.locative else None
        if context.doc[i].pos_ not in {"NOUN", "PROPN", "ADJ", "ADP"} or context.doc[i].lower_ in {
            "with",
            "to",
            "by",
        }:
            return None
    return None


def _title_before(context: Context, item: Found) -> Found | None:
    i = item.start - 1
    while i >= 0 and (context.doc[i].lower_ in _HONORIFICS or context.doc[i].text == ","):
        i -= 1
    return context.titles_by_end.get(i)


def _title_after(context: Context, item: Found) -> Found | None:
    """Return the title in an apposition: "Jane Doe, the Peruvian foreign minister,"."""
    doc, i = context.doc, item.end
    if i >= len(doc) or doc[i].text != ",":
        return None
    for j in range(i + 1, min(i + _REACH, len(doc))):
        if j in context.titles_by_start:
            return context.titles_by_start[j]
        if doc[j].text in {",", "."} or doc[j].pos_ in {"VERB", "AUX"}:
            return None
    return None


def _remember(context: Context, found: Linked, title: Found | None) -> None:
    memory, entity = context.memory, found.entity
    for surname in sorted({_surname(found.found.text), _surname(entity.name)}):
        memory.surnames.setdefault(surname, entity)
    person = context.gazetteer.persons.get(entity.id)
    if person is not None:
        memory.genders[entity.id] = person.gender
    for each in title.titles if title else ():
        memory.offices[each.kind] = entity


def _surname(text: str) -> str:
    return text.split()[-1]


def _without_middle(text: str) -> str:
    """Return first and last name only, so that "Donald J. Trump" is found."""
    words = text.split()
    return f"{words[0]} {words[-1]}" if len(words) > 2 else ""


def _compatible(text: str, name: str) -> bool:
    words = [word for word in text.split() if word.lower() not in _HONORIFICS]
    return len(words) == 1 or words[0][0] == name[0]
