"""Where acts took place: by the words that they hang on, the visit or meeting they belong to, the host."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.events.places import host, spots
from kg.events.syntax import ancestors, objects, prepositional
from kg.gazetteer.words import load_words
from kg.model import Kind, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token

    from kg.events.acts import Act
    from kg.events.places import Spot
    from kg.gazetteer.places import Places
    from kg.linking import Linked, Links
    from kg.model import Place


_FILE = "whereabouts"
# labels of the parse, which are no words of English
_OBJECTS = frozenset({"dobj", "npadvmod", "oprd", "attr", "nsubjpass"})
_PARTY_WORDS = _OBJECTS | {
    *("compound", "poss", "nsubj", "nmod", "amod"),
    *("of", "by", "with", "for", "against", "between"),
}
_CLAUSES = frozenset({"ccomp", "relcl", "advcl", "acl", "csubj", "parataxis"})
_ASIDES = frozenset({"advcl", "relcl", "pcomp", "pobj"})
_DEPTH = 8


def _words(name: str) -> frozenset[str]:
    return load_words(_FILE)[name].words


def _acts(name: str) -> frozenset[str]:
    return load_words(_FILE)[name].actions


@cache
def _sites() -> Mapping[str, frozenset[str]]:
    """Return by which words a place may hang on a deed; a visit and talks have their own."""
    lists = (each for name, each in load_words(_FILE).items() if name.startswith("sites_"))
    return {action: each.words for each in lists for action in each.actions}


@dataclass(frozen=True, slots=True)
class _Tie:
    """By which word a place hangs on which other: ``in`` and ``met``, or ``dobj`` and ``visited``."""

    spot: Spot
    word: str
    head: Token


class Whereabouts:
    """The places of one document's acts."""

    def __init__(self, doc: Doc, links: Links, places: Places) -> None:
        self.doc = doc
        self.links = links
        self.places = places
        self.ties: dict[int, list[_Tie]] = {}
        for spot in spots(doc, links, places):
            if not spot.qualifies and doc[spot.root].dep_ != "amod":
                self.ties.setdefault(doc[spot.root].sent.start, []).append(_tie(doc, spot))

    def of(self, acts: Sequence[Act]) -> list[Place | None]:
        """Return the place of each act, None where the text tells none."""
        own = [self._own(act) for act in acts]
        told = [place or self._shared(act, acts, own) for act, place in zip(acts, own, strict=True)]
        return [self._narrowed(act, place, acts, own) for act, place in zip(acts, told, strict=True)]

    def _narrowed(
        self, act: Act, place: Place | None, acts: Sequence[Act], own: Sequence[Place | None]
    ) -> Place | None:
        """Return the city of a visit or meeting told only by its country: where the same act went on."""
        if (
            place is None
            or act.action not in _acts("hosting")
            or self.places.countries.get(place.id) != place
        ):
            return place
        around = [
            (abs(other.trigger - act.trigger), there)
            for other, there in zip(acts, own, strict=True)
            if there is not None
            and self.doc[other.trigger].sent == self.doc[act.trigger].sent
            and there.country == place.country
            and there.id not in self.places.countries
            and other.action in _acts("hosting")
            and other.status is act.status
            and _belongs_to(act, other)
        ]
        return min(around, key=lambda each: each[0])[1] if around else place

    def _shared(self, act: Act, acts: Sequence[Act], own: Sequence[Place | None]) -> Place | None:
        """Return the place of the visit or meeting that an act belongs to: of the same parties, near by."""
        if act.action in _sites() or act.action in _acts("afar"):
            return None
        around = [
            (other.trigger > act.trigger, abs(other.trigger - act.trigger), place)
            for other, place in zip(acts, own, strict=True)
            if place is not None and other.action in _acts("hosting") and _belongs_to(act, other)
        ]
        return min(around, key=lambda each: each[:2])[2] if around else None

    def _own(self, act: Act) -> Place | None:
        ranked = [
            (rank, tie.spot.is_state, abs(tie.spot.root - act.trigger), tie.spot.start, tie.spot.place)
            for tie in self.ties.get(self.doc[act.trigger].sent.start, ())
            if (rank := _rank(self.doc, self.links, act, tie)) is not None
        ]
        if ranked:
            return min(ranked, key=lambda each: each[:4])[4]
        if act.action in _acts("travel"):
            return host(act.counterparts if act.action == "visit" else act.actors, self.places.countries)
        if act.action in _acts("on_soil"):
            return host(act.counterparts, self.places.countries)
        if act.action in _acts("removals") and _is_from_here(self.doc[act.verb]):
            return host(act.actors, self.places.countries)
        return None


def _belongs_to(act: Act, other: Act) -> bool:
    """Return whether an act may be part of a visit or meeting: its parties are there, who speaks by name."""
    if other.status is Status.PLANNED and act.status is not Status.PLANNED:
        return False
    states = _states(act)
    if len(states) < 2 or not states <= _states(other):
        return False
    there = {each.entity.id for each in (*other.actors, *other.counterparts)}
    return act.action in _acts("meeting") or all(each.entity.id in there for each in act.actors)


def _states(act: Act) -> set[str]:
    return {each.entity.state or "" for each in (*act.actors, *act.counterparts)}


def _tie(doc: Doc, spot: Spot) -> _Tie:
    """Return what a place hangs on, past the words for a part of it: "on the outskirts of Beirut"."""
    token, word = doc[spot.root], ""
    for _ in range(_DEPTH):
        head = token.head
        match token.dep_:
            case "appos" | "conj":
                token = head
            case "compound" | "nmod" | "poss" | "amod" if head.lemma_.lower() in _words("part_of"):
                token = head
            case "pobj":
                word = head.lower_
                over = head.head
                while over.pos_ == "ADP" and over.head is not over and over.i != over.head.i:
                    over = over.head
                if over.lemma_.lower() not in _words("part_of") or over.dep_ == "ROOT":
                    return _Tie(spot, word, over)
                token = over
            case dep:
                return _Tie(spot, dep, head)
    return _Tie(spot, word, token)


def _rank(doc: Doc, links: Links, act: Act, tie: _Tie) -> int | None:
    """Return how loosely a place is tied to an act, 0 for its own words; None if it is another's."""
    trigger, verb = doc[act.trigger], doc[act.verb]
    if act.action == "establishRelations" and _is_opened(doc, tie, _core(trigger, verb)):
        return 0
    if _is_actor(act, tie) or (act.action in _acts("removals") and _is_left(act, tie)):
        return None
    if act.action in _acts("travel"):
        rank = _of_travel(links, tie, trigger, verb)
        aside = act.action == "visit" and (rank or tie.spot.is_state) and _is_elsewhere(act, tie)
        return None if aside else rank
    if act.action in _sites():
        return _of_deed(tie, _sites()[act.action], trigger, verb)
    return _of_talk(links, tie, trigger, verb, meets=act.action in _acts("meeting"))


def _is_left(act: Act, tie: _Tie) -> bool:
    """Return whether a place is where those come from whom a state takes away: no place of the removal."""
    if _is_of(act.counterparts, tie):  # the expelled were not at home
        return True
    return tie.word in _words("within") and (tie.spot.is_state or not _is_of(act.actors, tie))


def _is_opened(doc: Doc, tie: _Tie, core: set[int]) -> bool:
    """Return whether a place is where a mission is opened: "opened a consulate in Lima"."""
    if doc[tie.spot.root].head.lower_ not in _words("within"):
        return False
    return (tie.word in _OBJECTS and tie.head.i in core) or (
        tie.head.lemma_ in _words("missions") and tie.head.dep_ in _OBJECTS and tie.head.head.i in core
    )


def _is_actor(act: Act, tie: _Tie) -> bool:
    """Return whether a place is named as who acts, or is spoken with, and not as where."""
    parties = act.actors
    if act.action not in _sites() and act.action not in _acts("travel"):
        parties += act.counterparts
    named = any(each.found.start <= tie.spot.root < each.found.end for each in parties)
    return named and (tie.word in _PARTY_WORDS or not tie.word)


def _is_from_here(verb: Token) -> bool:
    """Return whether it is told that somebody is sent out of "the country"."""
    return any(each.lemma_ in _words("homes") for word in ("from", "in", "to") for each in _under(verb, word))


def _under(verb: Token, word: str) -> list[Token]:
    """Return what a preposition governs at a verb or its object."""
    return [found for each in (verb, *objects(verb)) for found in prepositional(each, word)]


def _is_elsewhere(act: Act, tie: _Tie) -> bool:
    """Return whether a place lies outside the state visited: "in Lima on a tour of Peru and Chile"."""
    there = {each.entity.state for each in act.counterparts}
    states = all(each.entity.kind is Kind.STATE for each in act.counterparts)
    return states and bool(there) and tie.spot.place.country not in {"", None, *there}


def _is_of(parties: Sequence[Linked], tie: _Tie) -> bool:
    """Return whether a place lies in the state of one of some parties."""
    return any(each.entity.state == tie.spot.place.country for each in parties)


def _core(trigger: Token, verb: Token) -> set[int]:
    """Return the words of an act: trigger, verb and the nouns and verbs between them."""
    between: set[int] = set()
    for each in ancestors(trigger) if trigger.i != verb.i else ():
        if each.i == verb.i:
            return {trigger.i, verb.i} | between
        if each.pos_ in {"NOUN", "VERB", "AUX"}:
            between.add(each.i)
    return {trigger.i, verb.i}


def _of_travel(links: Links, tie: _Tie, trigger: Token, verb: Token) -> int | None:
    if tie.head.i in _core(trigger, verb) and tie.word in _words("goals") | _OBJECTS | {"compound"}:
        return 0
    return _of_talk(links, tie, trigger, verb, meets=True)


def _of_deed(tie: _Tie, sites: frozenset[str], trigger: Token, verb: Token) -> int | None:
    core = _core(trigger, verb)
    if tie.word in _OBJECTS | {"compound"}:
        return (
            0
            if tie.head.i in core or (tie.head.lemma_ in _words("entering") and _is_under(tie.head, core))
            else None
        )
    if tie.word not in sites:
        return None
    if tie.head.i in core:
        return 0
    rank = 2 if tie.head.dep_ in {"nsubj", "nsubjpass"} else 1
    return rank if tie.head.dep_ not in _CLAUSES and _is_under(tie.head, core) else None


def _is_under(token: Token, core: set[int]) -> bool:
    """Return whether a token hangs on the words of an act, with no other clause between."""
    for each in ancestors(token):
        if each.i in core:
            return True
        if each.dep_ in _CLAUSES:
            return False
    return False


def _of_talk(links: Links, tie: _Tie, trigger: Token, verb: Token, *, meets: bool) -> int | None:
    head, core = tie.head, _core(trigger, verb)
    if meets:
        core |= {noun.i for noun in objects(verb) if noun.lemma_.lower() in _words("occasions")}
    if head.i in core:
        if tie.word in _words("within"):
            return 0 if meets or not _is_topic(tie, head) else None
        if tie.word == "compound":
            return 0 if _stem(head) in _words("occasions") else None
        return 0 if tie.word in _words("goals") | _OBJECTS and _stem(head) in _words("ways") else None
    if _relative_of(tie, verb):
        return 0
    if (
        tie.word in _words("within")
        and _is_host(links, head, meets=meets)
        and any(each.i in core for each in _over(head))
    ):
        return 1
    if _stem(head) in _words("occasions") and tie.word in _words("goals") | {"compound"}:
        return 2 if _belongs(head, verb, _words("around") if meets else _words("during")) else None
    if (
        _stem(head) in _words("on_the_way")
        and tie.word in _words("goals") | _OBJECTS
        and _goes_with(head, verb)
    ):
        return 3
    if tie.word == "in" and _opens(tie) and _is_told_in(verb, head) and not tie.spot.is_state:
        return 4
    return 4 if meets and tie.word in _words("within") and _is_purpose(head, core) else None


def _opens(tie: _Tie) -> bool:
    """Return whether a sentence begins with a place: "In Lima, Peru and Chile issued a statement"."""
    start = tie.head.sent.start
    return all(
        token.is_space or token.pos_ in {"ADP", "DET", "PUNCT"}
        for token in tie.head.doc[start : tie.spot.start]
    )


def _is_told_in(verb: Token, above: Token) -> bool:
    """Return whether a verb is of what another tells: "issued a statement condemning", not an aside."""
    between = [verb, *_between(verb, above)]
    return above in ancestors(verb) and all(each.dep_ not in _ASIDES for each in between)


def _is_topic(tie: _Tie, verb: Token) -> bool:
    """Return whether a place belongs to what is spoken of: "accused Peru of crimes in the Gaza Strip"."""
    return any(
        verb.i < each.i < tie.spot.start
        and each.lower_ in _words("topics")
        and each.head.pos_ not in {"DET", "PRON"}
        for each in verb.sent
    )


def _stem(token: Token) -> str:
    """Return the lemma; taggers take "visits" and "travels" for nouns in the present tense of headlines."""
    return token.lemma_.lower()


def _is_purpose(token: Token, core: set[int]) -> bool:
    """Return whether a verb is what an act is for: "signed a pact to exchange prisoners in Lima"."""
    aims = any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)
    return aims and token.dep_ in {"acl", "advcl", "relcl"} and token.head.i in core


def _relative_of(tie: _Tie, verb: Token) -> bool:
    """Return whether an act is told of a place: "Lima, where he met"."""
    relative = next((each for each in (verb, *ancestors(verb)) if each.dep_ == "relcl"), None)
    if relative is None or not tie.spot.start <= relative.head.i < tie.spot.end:
        return False
    return any(child.lower_ == "where" for child in relative.children)


def _is_host(links: Links, token: Token, *, meets: bool) -> bool:
    """Return whether a place tells of the act: "met the minister in Lima", "crowds in Lima demand"."""
    if meets:
        return token.pos_ == "PROPN" or links.at(token.i) is not None
    return token.dep_ == "nsubj" and token.pos_ == "NOUN"


def _over(token: Token) -> Iterator[Token]:
    """Yield what governs a token up to the verb of its clause."""
    for each in ancestors(token):
        yield each
        if each.pos_ in {"VERB", "AUX"}:
            return


def _belongs(occasion: Token, verb: Token, links: frozenset[str]) -> bool:
    """Return whether an act happens on an occasion: "during a visit to Lima", "at a meeting in Lima"."""
    token = occasion
    for each in ancestors(occasion):
        if each.pos_ == "ADP" and token.dep_ == "pobj" and each.lower_ not in links:
            return False
        if each.pos_ in {"VERB", "AUX"}:
            if token.dep_ not in {"prep", "npadvmod"}:
                return False
            return each.i == verb.i or each in ancestors(verb) or _goes_with(each, verb)
        token = each
    return False


def _goes_with(way: Token, verb: Token) -> bool:
    """Return whether an act goes with another verb: "travelled to Lima to meet", "speaking in Lima, said"."""
    if way in ancestors(verb):
        return not (verb.dep_ == "conj" and way.i > verb.i)
    if verb in ancestors(way) and way.dep_ in {"advcl", "prep", "pcomp", "acl"}:
        return not any(each.dep_ == "ccomp" for each in _between(way, verb))
    return False


def _between(token: Token, above: Token) -> Iterator[Token]:
    """Yield what governs a token below another word that governs it."""
    for each in ancestors(token):
        if each == above:
            return
        yield each
