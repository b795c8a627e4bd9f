"""Links descriptions: "the British prime minister" by the day, "Turkish troops", "the president"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.gazetteer import HEADS
from kg.linking.context import linked
from kg.linking.owners import owner, owners
from kg.linking.persons import FORMER, names_person
from kg.linking.several import link_several
from kg.linking.speakers import issuing_state
from kg.model import Kind, Link

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.gazetteer import Person
    from kg.linking.context import Context
    from kg.linking.links import Linked
    from kg.mentions import Found
    from kg.model import Entity

# offices that one person holds at a time, so that the day tells who is meant
UNIQUE = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "monarch",
        "foreign_minister",
        "defence_minister",
        "head_of_organisation",
    }
)
_LEADER = frozenset({"leader"})
_NAMED_BEFORE = 5  # sentences back in which a head of state or government was named
_BECOMING = frozenset({"as", "elected", "named", "appointed", "become", "becomes", "became"})
_APPOINTING = frozenset(
    {
        "elect",
        "re-elect",
        "reelect",
        "name",
        "appoint",
        "nominate",
        "choose",
        "install",
        "inaugurate",
        "become",
        "remain",
        "designate",
    }
)
# "the election of president", "the post of foreign minister" name an office, not who holds it
_POSTS = frozenset(
    {
        "election",
        "post",
        "office",
        "position",
        "role",
        "title",
        "job",
        "rank",
        "candidate",
        "candidacy",
        "candidature",
        "nominee",
        "nomination",
        "contender",
        "run",
    }
)
_PARTICIPANTS = frozenset({"i", "you", "we"})
_NOT_YET = frozenset({"elect", "designate", "incoming", "deputy", "vice", "assistant", "under", "junior"})
_OFFICERS = frozenset(
    {
        "minister",
        "foreign_minister",
        "defence_minister",
        "head_of_state",
        "head_of_government",
        "monarch",
        "deputy",
        "envoy",
        "legislator",
        "military",
        "ambassador",
    }
)
_CROWDS = frozenset({"protester", "protestor", "demonstrator", "rioter", "crowd", "mob", "activist"})
_QUALIFYING = frozenset({"amod", "compound", "nmod"})
_NOUNS = frozenset({"NOUN", "PROPN"})
# "Peru's neighbours" are not Peru
_OTHERS = frozenset(
    f"{noun}{ending}"
    for noun in ("neighbour", "neighbor", "rival", "foe", "partner", "opponent")
    for ending in ("", "s")
)
_ANY = frozenset({"a", "an", "any", "another", "every", "no", "first"})
_DEFINITE = frozenset({"the", "this", "that"})
# titles that mean whoever was spoken of in one of several offices
_LOOSE = {
    "leader": ("head_of_state", "head_of_government", "monarch", "head_of_organisation"),
    "head of state": ("head_of_state", "monarch"),
    "minister": ("foreign_minister", "defence_minister", "minister"),
    "secretary": ("foreign_minister", "defence_minister", "minister"),
    "diplomat": ("foreign_minister", "ambassador", "envoy"),
    "top diplomat": ("foreign_minister",),
    "envoy": ("envoy", "ambassador"),
    "premier": ("head_of_government",),
    "ruler": ("head_of_state", "monarch"),
}
_ORGANISATIONS = frozenset({"bloc", "alliance", "organisation", "organization", "body", "watchdog"})
_GROUPS = frozenset({"group", "movement", "militia", "insurgents", "rebels", "militants"})
_BARE = frozenset(
    {"government", "administration", "regime", "authorities", "army", "military", "country", "nation"}
)
_LANDS = frozenset({"country", "nation"})
_RULING = frozenset({"government", "administration", "regime", "authorities"})
_NEAR = 4  # sentences in which "the government" is the one last called so
_ORGANS = frozenset(
    {
        "ministry",
        "foreign ministry",
        "defence ministry",
        "defense ministry",
        "embassy",
        "parliament",
        "cabinet",
    }
)


def link_title(context: Context, item: Found) -> list[Linked]:
    """Return who is meant by a title without a name beside it."""
    if context.links.at(item.root) is not None or names_person(context, item):
        return []
    if context.words_before(item, 4) & FORMER:
        return []
    if _is_office_alone(context, item):
        return []
    whose = owner(context, item)
    if whose is None:
        return link_several(context, item) or _spoken_of(context, item)
    if not _exists(item, whose.entity):
        return []
    person = None if _is_no_holder(context, item) else _holder(context, item, whose.entity)
    if person is None and _is_officer(context, item, whose.entity):
        entity = context.describer.officer(_full_title(context, item), whose.entity)
        for kind in context.kinds_in(item, entity.state):
            context.memory.appoint(entity, kind)
        return [linked(item, entity, Link.DESCRIPTION, 0.85)]
    if person is None:
        return [linked(item, each, Link.DESCRIPTION, 0.85) for each in owners(context, item, whose)]
    entity = context.gazetteer.person_entity(person, context.day)
    _seat(context, item, entity)
    return [linked(item, entity, Link.OFFICE, 0.9)]


def _is_office_alone(context: Context, item: Found) -> bool:
    """Return whether a title says what somebody becomes or may be, or what a noun is like, not who it is."""
    if context.words_before(item, 1) & _BECOMING:
        return True
    token = context.root(item)
    if token.dep_ in _QUALIFYING and token.head.i > token.i and token.head.pos_ in _NOUNS:
        return token.head.ent_type_ != "PERSON"  # "the Expert Mission", "an official statement"
    while token.dep_ == "conj":
        token = token.head
    verb = token.head
    if token.dep_ == "pobj":
        posted = verb.i == item.start - 1 and verb.head.lemma_.lower() in _POSTS
        return posted or (verb.lower_ == "as" and verb.head.lemma_ in _APPOINTING)
    if token.dep_ not in {"attr", "oprd"}:
        return False
    subjects = {child.lower_ for child in verb.children if child.dep_ == "nsubj"}
    return verb.lemma_ in _APPOINTING or bool(subjects & _PARTICIPANTS) or _is_supposed(verb)


def _is_supposed(verb: Token) -> bool:
    return any(
        (child.dep_ == "aux" and child.tag_ == "MD") or child.lower_ == "if" for child in verb.children
    )


def link_collective(context: Context, item: Found) -> list[Linked]:
    """Return whose government, troops or citizens are meant."""
    word = item.text.lower()
    if context.root(item).pos_ not in _NOUNS or context.links.at(item.root) is not None:
        return []
    if item.end in context.persons_by_start and context.gazetteer.nouns[item.word] in {"people", "group"}:
        return []
    whose = owner(context, item) or _modifier(context, item)
    if whose is not None and (word in _OTHERS or context.words_before(item, 1) & {"both", "either"}):
        return []
    if whose is not None and word == "member" and context.root(item).dep_ in {"attr", "appos"}:
        return []  # "France, a member of NATO," is not NATO
    if whose is not None and word == "counterpart":
        return [_counterpart(context, item, whose)]
    if whose is not None:
        described = [context.describer.described(item, each) for each in owners(context, item, whose)]
        return [linked(item, each, Link.DESCRIPTION, 0.85) for each in described]
    if several := link_several(context, item):
        return several
    if word in _BARE and (home := _home_of_person(context, item)) is not None:
        return [linked(item, home, Link.DESCRIPTION, 0.85)]
    if item.word in _CROWDS and (place := _place(context, item)) is not None:
        return [linked(item, context.describer.described(item, place), Link.DESCRIPTION, 0.6)]
    entity = _actor_spoken_of(context, item, word)
    return [linked(item, entity, Link.DESCRIPTION, 0.5)] if entity else []


def _place(context: Context, item: Found) -> Entity | None:
    """Return the state in which a crowd stands: "Protesters gathered in Lima"."""
    number = context.sentence_of[item.root]
    end = context.sentences[number + 1] if number + 1 < len(context.sentences) else len(context.doc)
    for token in context.doc[context.sentences[number] : end]:
        if token.dep_ == "pobj" and token.head.lower_ in {"in", "across", "throughout"}:
            found = context.links.at(token.i)
            state = context.gazetteer.entities.get(found.entity.state or "") if found is not None else None
            if state is not None and state.kind is Kind.STATE:
                return state
    return None


def _modifier(context: Context, item: Found) -> Linked | None:
    """Return whose actors a noun means with other words between: "Peruvian table tennis players"."""
    for child in context.root(item).children:
        found = context.links.at(child.i)
        if child.dep_ in _QUALIFYING and child.i < item.start and found is not None and found.modifier:
            return found
    return None


def _actor_spoken_of(context: Context, item: Found, word: str) -> Entity | None:
    """Return the state, bloc or group of which the text has just spoken, for "the government", "the bloc"."""
    sentence = context.sentence_of[item.root]
    if not context.words_before(item, 1) & _DEFINITE or _is_specified(context, item):
        return None
    memory = context.memory
    if context.root(item).dep_ == "compound" and context.gazetteer.nouns.get(item.word) == "territory":
        return None  # "the border town"
    if context.gazetteer.nouns.get(item.word) == "group":
        return memory.same_noun(item.word)
    if word in _LANDS and context.words_before(item, 1) == {"this"}:
        return issuing_state(context)  # "in this country" is where the writer is
    beside = context.doers_beside(item)
    if word in _ORGANISATIONS:
        known = memory.same_head(word) or memory.organisation(sentence)
        return known or (_seated(context, item) if word == "bloc" else None)
    if word in _GROUPS:
        return memory.organisation(sentence, Kind.GROUP)
    if word in _ORGANS:
        return memory.same_head(word) or memory.state(sentence, beside)
    if word in _RULING and (known := _government(context, item)) is not None:
        return known
    return memory.state(sentence, beside) if word in _BARE else memory.same_head(word)


def _seated(context: Context, item: Found) -> Entity | None:
    """Return the organisation of the city where a text was written or of which it spoke last."""
    return next((entity for start, entity in reversed(context.seats) if start < item.start), None)


def _government(context: Context, item: Found) -> Entity | None:
    """Return which government the text called so just before, or which issues the text: "the Government"."""
    before = next(
        (each for each in reversed(context.memory.spoken) if each.linked.found.word == item.word), None
    )
    near = before is not None and context.sentence_of[item.root] - before.sentence <= _NEAR
    own = issuing_state(context) if item.text.istitle() and not context.quoted[item.root] else None
    latest = context.memory.state(context.sentence_of[item.root])
    if own is not None and not (near and before is not None and before.entity == latest):
        return own
    return before.entity if near and before is not None else None


def _home_of_person(context: Context, item: Found) -> Entity | None:
    """Return the state of a person's government: "the Thatcher government"."""
    before = context.links.at(item.start - 1) if item.start else None
    if before is None or before.entity.kind is not Kind.PERSON:
        return None
    return context.gazetteer.entities.get(before.entity.state or "")


def _is_specified(context: Context, item: Found) -> bool:
    """Return whether words after a noun say which one is meant, though no table knows it."""
    return item.end < len(context.doc) and context.doc[item.end].lower_ in {"of", "that", "which", "who"}


def _is_no_holder(context: Context, item: Found) -> bool:
    """Return whether a title is of several, any, a deputy, or one elect."""
    if context.words_before(item, 3) & _ANY:
        return True
    after = {context.doc[i].lower_ for i in range(item.end, min(item.end + 2, len(context.doc)))}
    words = {*context.words_before(item, 2), *item.text.lower().replace("-", " ").split()}
    waiting = "-" in after and bool(after & _NOT_YET)
    return context.is_plural(item) or waiting or bool(words & _NOT_YET)


def _full_title(context: Context, item: Found) -> str:
    """Return a title with the word before it that makes it another office: "incoming foreign minister"."""
    return " ".join([*sorted(context.words_before(item, 2) & _NOT_YET), item.word])


def _is_officer(context: Context, item: Found, home: Entity) -> bool:
    """Return whether a title means one person of a state, of whom the tables know no name."""
    kinds = {title.kind for title in item.titles}
    return (
        home.kind is Kind.STATE
        and bool(kinds & _OFFICERS)
        and not context.is_plural(item)
        and not context.words_before(item, 3) & _ANY
    )


def _exists(item: Found, home: Entity) -> bool:
    """Return whether a title is an office there: a state has no chairman, save where the tables say so."""
    fitting = [title for title in item.titles if not title.scope or home.id in title.scope]
    kinds = {title.kind for title in item.titles}
    return bool(fitting) or kinds != {"head_of_organisation"}


def _holder(context: Context, item: Found, home: Entity) -> Person | None:
    gazetteer, day = context.gazetteer, context.day
    if item.text.lower() in _LEADER:
        leader = _named_head(context, item, home) or gazetteer.leader(home.id, day)
        if leader is not None:
            return leader
    kinds = [
        title.kind
        for title in item.titles
        if title.kind in UNIQUE and (not title.scope or home.id in title.scope)
    ]
    return next((person for kind in kinds if (person := gazetteer.holder(kind, home.id, day))), None)


def _named_head(context: Context, item: Found, home: Entity) -> Person | None:
    """Return the head of a state who was just named: "the leader" may be the president."""
    gazetteer = context.gazetteer
    heads = {kind: gazetteer.holder(kind, home.id, context.day) for kind in HEADS}
    keys = {person.key: person for person in heads.values() if person}
    said = context.memory.recent(context.sentence_of[item.root], _NAMED_BEFORE)
    return next((keys[spoken.entity.id] for spoken in said if spoken.entity.id in keys), None)


def _seat(context: Context, item: Found, entity: Entity) -> None:
    person = context.gazetteer.persons.get(entity.id)
    if person is not None:
        context.memory.genders[entity.id] = person.gender
    for kind in context.kinds_in(item, entity.state):
        context.memory.appoint(entity, kind)


def _counterpart(context: Context, item: Found, whose: Linked) -> Linked:
    """Return who holds the same office elsewhere: "he met his Peruvian counterpart"."""
    held = context.memory.held
    person = next(
        (
            spoken.entity.id
            for spoken in context.memory.recent(context.sentence_of[item.root], 1)
            if spoken.entity.id in held and spoken.entity.state != whose.entity.state
        ),
        "",
    )
    kind = held.get(person, "")
    holder = context.gazetteer.holder(kind, whose.entity.id, context.day) if kind in UNIQUE else None
    if holder is None:
        return linked(item, whose.entity, Link.DESCRIPTION, 0.85)
    entity = context.gazetteer.person_entity(holder, context.day)
    context.memory.appoint(entity, kind)
    return linked(item, entity, Link.OFFICE, 0.8)


def _is_definite(context: Context, item: Found) -> bool:
    """Return whether an article stands before a title, or before that to which it is joined."""
    if context.words_before(item, 1) & _DEFINITE:
        return True
    other = context.titles_by_end.get(item.start - 2)
    joined = other is not None and context.doc[item.start - 1].lower_ in {"and", "or"}
    return joined and other is not None and bool(context.words_before(other, 1) & _DEFINITE)


def _spoken_of(context: Context, item: Found) -> list[Linked]:
    """Return the president of whom the text has spoken, for "the president"."""
    word = item.text.lower()
    if not _is_definite(context, item) or context.is_plural(item):
        return []
    if _is_specified(context, item):
        return []
    kinds = _LOOSE.get(word) or tuple(title.kind for title in item.titles if not title.scope)
    elsewhere = tuple(title for title in item.titles if title.scope)
    if len(elsewhere) == len(item.titles):  # "the Secretary" is nobody but of the states that have such
        elsewhere = tuple(replace(title, kind=kind) for title in elsewhere for kind in kinds or (title.kind,))
        kinds = ()
    entity = context.memory.officer(kinds, elsewhere) or context.memory.same_head(word)
    return [linked(item, entity, Link.DESCRIPTION, 0.7)] if entity else []
