"""Links persons: office holders by name and day, others with the state that the words beside give."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.gazetteer.values import distance
from kg.linking.context import linked
from kg.linking.owners import is_of_company, owner
from kg.mentions import unaccented
from kg.model import Entity, Kind, Link, as_key

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.gazetteer import Person
    from kg.linking.context import Context
    from kg.linking.links import Linked
    from kg.mentions import Found

_HUMAN = frozenset({"people", "group"})  # kinds of noun that one person may be: "the Peruvian journalist Doe"
_SPOKEN_FOR = frozenset({"spokesperson"})
_REMEMBERED = 8 * 365  # days beyond a term after which a bare surname no longer means its holder
_MALE = frozenset({"mr", "mr.", "sir", "lord", "king", "prince", "sheikh"})
_FEMALE = frozenset(
    {"mrs", "mrs.", "ms", "ms.", "queen", "lady", "dame", "princess", "madame", "madam", "miss"}
)
_HONORIFICS = _MALE | _FEMALE | frozenset({"dr", "dr.", "prof.", "professor", "crown", "hon.", "excellency"})
_ANYWHERE = frozenset({"legislator", "official", "head_of_organisation"})  # of any state or none
_REACH = 7
_SHIPS = frozenset({"USS", "HMS", "HMAS", "HMCS", "INS", "RMS", "SS", "MV", "USNS", "Hurricane", "Typhoon"})
_THINGS = frozenset(
    {
        "Airport",
        "Award",
        "Boulevard",
        "Bridge",
        "Center",
        "Centre",
        "Foundation",
        "Hospital",
        "Institute",
        "Library",
        "Memorial",
        "Mosque",
        "Park",
        "Prize",
        "School",
        "Square",
        "Stadium",
        "Street",
        "University",
    }
)
FORMER = frozenset({"former", "ex", "late", "then", "onetime", "ousted", "deposed"})
_POSTED = frozenset({"to", "for", "in"})
_WHERE = frozenset({"in", "near", "outside", "inside", "across", "around", "into"})
_TRUSTING = frozenset(
    {"believe", "confidence", "faith", "hope", "interest", "trust", "yell", "shout", "look"}
)
_HOSTING = frozenset({"host", "accommodate", "welcome"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_APPOSITION = 16  # tokens in which "X, who heads the small delegation of Y," names Y
_ACTING_FOR = frozenset(
    {"lead", "head", "represent", "chair", "serve", "command", "speak", "run", "rule", "govern"}
)
_JOINED = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "PART", "PUNCT"})
_OTHERS = frozenset({"with", "to", "by", ",", ";", "(", ")", '"', "and"})


def link_person(context: Context, item: Found) -> list[Linked]:
    """Return whom a person's name means, and remember the person for the rest of the text."""
    if _is_thing(context, item) or _is_place(context, item):
        return []
    title = _title_before(context, item) or _title_after(context, item)
    whose = owner(context, title) if title else None
    if title and whose and {each.kind for each in title.titles} & _SPOKEN_FOR:
        _remember(context, item, whose.entity, title)
        found: Linked | None = linked(item, whose.entity, Link.DESCRIPTION, 0.9)
    else:
        found = (
            _in_office(context, item, title, whose)
            or _known(context, item)
            or _stranger(context, item, title, whose)
        )
    if found is None:
        return []
    _remember(context, item, found.entity, title)
    called = title or _noun_before(context, item)
    return [found, *([_as_title(called, found)] if called and not context.is_plural(called) else [])]


def link_surname(context: Context, item: Found) -> list[Linked]:
    """Return the person whom a text names in full after it has named the surname alone."""
    if " " in item.text or _is_thing(context, item) or _is_place(context, item):
        return []
    later = context.memory.surnames.get(unaccented(item.text))
    return [linked(item, later, Link.NAME, 0.8)] if later is not None and later.kind is Kind.PERSON else []


def _as_title(title: Found, person: Linked) -> Linked:
    """Return the title beside a name as one more mention: parsers hang "Minister Doe" on either word."""
    link = Link.OFFICE if person.link is Link.NAME else person.link
    return replace(person, found=title, link=link)


def _noun_before(context: Context, item: Found) -> Found | None:
    """Return the noun that says who a name is: "her Peruvian counterpart Jane Doe"."""
    noun = context.collectives_by_end.get(item.start - 1)
    if noun is None or context.gazetteer.nouns[noun.word] not in _HUMAN:
        return None
    return noun


def names_person(context: Context, item: Found) -> bool:
    """Return whether a title or noun stands beside the name of the person, who speaks for both."""
    doc, i = context.doc, item.end
    if i < len(doc) and doc[i].ent_type_ == "PERSON":
        return True
    while i < len(doc) and (doc[i].lower_ in _HONORIFICS or doc[i].text == ","):
        i += 1
    if i < len(doc) and doc[i].lower_ in _POSTED:  # "the Peruvian ambassador to Chile, Jane Doe"
        i += 1
        while i < len(doc) and (context.links.at(i) is not None or doc[i].lower_ in {"the", ","}):
            i += 1
    person = context.persons_by_start.get(i)
    return person is not None and not _is_thing(context, person) and not context.is_plural(item)


def _is_thing(context: Context, item: Found) -> bool:
    """Return whether a ship, an airport, a prize or a firm bears a person's name."""
    doc = context.doc
    if item.start and doc[item.start - 1].text in _SHIPS:
        return True
    if "&" in {token.text for token in doc[max(item.start - 1, 0) : item.end + 1]}:
        return True  # "Johnson & Johnson"
    near = doc[item.end : item.end + 2]
    return any(token.text in _THINGS for token in near[:1]) or any(
        token.text in _THINGS and near[0].is_title for token in near[1:]
    )


def _is_place(context: Context, item: Found) -> bool:
    """Return whether a bare surname is a city here: "met in Lagos", "Lagos hosted the talks"."""
    token = context.root(item)
    bare = item.end - item.start == 1 and unaccented(item.text) not in context.memory.surnames
    if not bare or _title_before(context, item) is not None:
        return False
    if context.words_before(item, 1) & _HONORIFICS:
        return False
    if _is_where(token):
        return True
    if token.ent_type_ not in _PLACES:
        return False
    hosts = token.dep_ == "nsubj" and token.head.lemma_ in _HOSTING
    return hosts or any(
        other.text == token.text and _is_where(other) for other in context.doc if other.i != token.i
    )


def _is_where(token: Token) -> bool:
    """Return whether a preposition of place stands before a name, and not "in" as in "trust in Doe"."""
    preposition = token.head
    return (
        token.dep_ == "pobj"
        and preposition.lower_ in _WHERE
        and preposition.head.lemma_.lower() not in _TRUSTING
    )


def _in_office(context: Context, item: Found, title: Found | None, whose: Linked | None) -> Linked | None:
    """Return the holder of the office before a name, so that namesakes are told apart by office and state."""
    if title is None or whose is None or context.words_before(title, 3) & FORMER:
        return None
    words = set(_without_honorific(unaccented(item.text)).split())
    for kind in context.kinds_in(title, whose.entity.state):
        person = context.gazetteer.holder(kind, whose.entity.id, context.day)
        if person is not None and words <= set(unaccented(person.name).split()):
            return linked(item, context.gazetteer.person_entity(person, context.day), Link.NAME, 0.95)
    return None


def _known(context: Context, item: Found) -> Linked | None:
    holder = _holder(context, item)
    if holder is not None:
        return linked(item, holder, Link.NAME, 0.95)
    earlier = context.memory.surnames.get(unaccented(_surname(item.text)))
    if earlier is not None and _compatible(item.text, earlier):
        return linked(item, earlier, Link.NAME, 0.9)
    return None


def _holder(context: Context, item: Found) -> Entity | None:
    """Return the office holder whom a name means on the day; a surname alone only near to a term."""
    aliases = context.gazetteer.aliases
    bare = _without_honorific(item.text)
    keys = (
        item.persons or aliases.get(item.text) or aliases.get(bare) or aliases.get(_without_middle(bare), ())
    )
    people = [context.gazetteer.persons[key] for key in keys]
    if " " not in bare:
        earlier = context.memory.surnames.get(unaccented(bare))
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
    whose = whose or nationality(context, item) or home(context, item) or beside(context, item)
    state, score = (whose.entity.state, 0.85) if whose else (None, 0.5)
    if title is not None and whose is None and not is_of_company(context, title):
        # "Foreign Minister Jane Doe" is the minister of the state that the text speaks of, but a member of
        # parliament may speak of any
        state = context.memory.home() if _is_of_government(title) else None
    elif whose is None and " " not in item.text:
        return None
    name = _without_honorific(item.text) or item.text
    entity = Entity(
        id=as_key(f"{name} {state}" if state else name),
        name=" ".join(name.split()),
        kind=Kind.PERSON,
        state=state or None,
    )
    return linked(item, entity, Link.NAME, score)


def _is_of_government(title: Found) -> bool:
    return any(each.kind not in _ANYWHERE for each in title.titles)


def nationality(context: Context, item: Found) -> Linked | None:
    """Return the state that qualifies a name: "Slovak film director Jana Novakova", "Peru's Jane Doe"."""
    doc = context.doc
    first = context.sentences[context.sentence_of[item.start]]
    for i in range(item.start - 1, max(first - 1, item.start - _REACH), -1):
        found = context.links.at(i)
        if found is not None:
            return found if found.entity.kind is not Kind.PERSON and not found.locative else None
        if doc[i].pos_ not in _JOINED or doc[i].lower_ in _OTHERS or doc[i].ent_type_ == "ORG":
            return None
    return None


def home(context: Context, item: Found) -> Linked | None:
    """Return the state that the words after a name give: "Jane Doe of Peru"."""
    doc, i = context.doc, item.end
    if i + 1 >= len(doc):
        return None
    if doc[i].lower_ in {"of", "("}:
        i += 2 if doc[i + 1].lower_ == "the" else 1
        return _state_at(context, i)
    return _in_apposition(context, i + 1) if doc[i].text == "," and doc[i + 1].pos_ != "CCONJ" else None


def beside(context: Context, item: Found) -> Linked | None:
    """Return the state of the noun beside which a name stands: "Peru's aide for the sea, Jane Doe"."""
    token = context.root(item)
    if token.dep_ != "appos":
        return None
    owners = (child.i for child in token.head.children if child.dep_ in {"poss", "amod", "compound", "nmod"})
    return next((found for i in owners if (found := _state_at(context, i)) is not None), None)


def _in_apposition(context: Context, start: int) -> Linked | None:
    """Return the state in "who heads Peru's delegation" or "a Peruvian lawyer", up to the next comma."""
    doc = context.doc
    clause = doc[start].lower_ == "who"
    if clause and not (
        start + 1 < len(doc) and {token.lemma_ for token in doc[start + 1 : start + 3]} & _ACTING_FOR
    ):
        return None
    for i in range(start, min(start + _APPOSITION, len(doc))):
        if doc[i].text in {",", ".", ";", "\n"} or (doc[i].pos_ in {"VERB", "AUX"} and not clause):
            return None
        if (found := _state_at(context, i)) is not None:
            sent = not found.modifier and "to" in context.words_before(found.found, 2)
            return None if sent else found  # "the ambassador to Peru" is somebody else's
    return None


def _state_at(context: Context, i: int) -> Linked | None:
    found = context.links.at(i) if i < len(context.doc) else None
    return (
        found if found is not None and found.entity.kind is not Kind.PERSON and not found.locative else None
    )


def _title_before(context: Context, item: Found) -> Found | None:
    doc, i = context.doc, item.start - 1
    while i >= 0 and (doc[i].lower_ in _HONORIFICS or doc[i].text == ","):
        i -= 1
    posted = i
    while posted > 0 and (context.links.at(posted) is not None or doc[posted].lower_ == "the"):
        posted -= 1
    if 0 < posted < i and doc[posted].lower_ in _POSTED:  # "the UN envoy for Chad, Jane Doe"
        i = posted - 1
    title = context.titles_by_end.get(i)
    # in "Jane Doe, ambassador to Chile, John Roe" the title is taken
    return title if title is not None and context.links.at(title.root) is None else None


def _title_after(context: Context, item: Found) -> Found | None:
    """Return the title in an apposition: "Jane Doe, the Peruvian foreign minister,", or after "is"."""
    doc, i = context.doc, item.end
    if i >= len(doc) or not (doc[i].text == "," or _is_told(context, item, i)):
        return None
    for j in range(i + 1, min(i + _REACH, len(doc))):
        if j in context.titles_by_start:
            return context.titles_by_start[j]
        if doc[j].text in {",", "."} or doc[j].pos_ in {"VERB", "AUX"}:
            return None
    return None


def _is_told(context: Context, item: Found, i: int) -> bool:
    """Return whether the verb after a name says who it is: "Jane Doe is the Peruvian foreign minister"."""
    verb = context.doc[i]
    said = verb.lemma_ == "be" and context.root(item).dep_ == "nsubj" and context.root(item).head == verb
    return said and any(child.dep_ == "attr" and child.i in context.titles_by_end for child in verb.children)


def _remember(context: Context, item: Found, entity: Entity, title: Found | None) -> None:
    memory = context.memory
    names = [item.text] if entity.kind is not Kind.PERSON else [item.text, entity.name]
    for surname in sorted({unaccented(_surname(name)) for name in names}):
        memory.surnames.setdefault(surname, entity)
    held = title is not None and not is_of_company(context, title)
    for kind in _kinds_held(context, title, entity) if title is not None and held else ():
        memory.appoint(entity, kind)
    if entity.kind is Kind.PERSON:
        _remember_person(context, item, entity, titled=title is not None)


def _kinds_held(context: Context, title: Found, entity: Entity) -> list[str]:
    """Return which office a title names; of a minister, the one that the tables know."""
    kinds = context.kinds_in(title, entity.state)
    person = context.gazetteer.persons.get(entity.id)
    holding = person.holding_on(context.day) if person is not None and "minister" in kinds else None
    return [holding.office.kind] if holding is not None else kinds


def _remember_person(context: Context, item: Found, entity: Entity, *, titled: bool) -> None:
    memory = context.memory
    person = context.gazetteer.persons.get(entity.id)
    before = context.words_before(item, 1) | {item.text.split()[0].lower()}
    if before & _MALE or before & _FEMALE:
        memory.genders.setdefault(entity.id, "m" if before & _MALE else "f")
    if person is None:
        return
    memory.genders[entity.id] = person.gender or memory.genders.get(entity.id, "")
    holding = person.holding_on(context.day)
    if holding is not None and context.day is not None and not titled and not distance(holding, context.day):
        memory.appoint(entity, holding.office.kind)


def _surname(text: str) -> str:
    return text.rsplit(maxsplit=1)[-1]


def _without_honorific(text: str) -> str:
    return " ".join(word for word in text.split() if word.lower() not in _HONORIFICS)


def _without_middle(text: str) -> str:
    """Return first and last name only, so that "Donald J. Trump" is found."""
    words = text.split()
    return f"{words[0]} {words[-1]}" if len(words) > 2 else ""


def _compatible(text: str, entity: Entity) -> bool:
    """Return whether a name may be that of a person named before by the same surname."""
    words = _without_honorific(unaccented(text)).split()
    if len(words) <= 1 or entity.kind is not Kind.PERSON:
        return True
    name = unaccented(entity.name)
    return words[0][0] == name[0] or name.endswith(f" {' '.join(words)}")  # both surnames of José García Ruiz
