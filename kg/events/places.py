"""Names of places in a parsed text, and which place each means."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.gazetteer import Form
from kg.gazetteer.places import load_places
from kg.model import Kind, Link, Place, as_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Span, Token

    from kg.gazetteer.places import Known, Places
    from kg.linking import Linked, Links

__all__ = ["Spot", "load_places", "spots"]

_PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})
_NO_PLACE_TYPES = frozenset({"PERSON", "DATE", "TIME", "MONEY", "WORK_OF_ART", "LAW", "LANGUAGE"})
_LOCATIVE = frozenset(
    {"in", "at", "near", "outside", "from", "to", "into", "off", "around", "via", "through"}
)
_FACILITIES = frozenset({"airport", "international", "airfield", "port", "harbour", "harbor", "embassy"})
_SURE = frozenset({"water", "base", "venue"})  # kinds whose names nobody bears
_BESIDE = frozenset({"the", "'s", "’s", "city", "of"})
_COUNTRIES = frozenset({"country", "nation", "kingdom", "republic", "emirate", "sultanate", "island"})
_IN_SENTENCE = 0.9
_IN_TEXT = 0.6
_VATICAN = "VAT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A name of a place in a text.

    Args:
        start: Its first token.
        end: The token after its last.
        root: The token that carries it.
        place: What it means.
        kind: What sort of place it is, empty if no table knows it.
        linked: The actor of that name, if it is one.
        qualifies: It only says where the place before it lies: "Lebanon" in "Tripoli, Lebanon".
    """

    start: int
    end: int
    root: int
    place: Place
    kind: str = ""
    linked: Linked | None = None
    qualifies: bool = False

    @property
    def is_state(self) -> bool:
        """Whether it names a whole state."""
        return self.linked is not None and self.place.id == self.linked.entity.id


@dataclass(frozen=True, slots=True)
class _Named:
    """A stretch of tokens with the places that it may mean, none if no table knows it."""

    start: int
    end: int
    known: tuple[Known, ...] = ()
    linked: Linked | None = None


def spots(doc: Doc, links: Links, places: Places) -> list[Spot]:
    """Return all names of places in a document, in the order of the text."""
    found = sorted(_named(doc, links, places), key=lambda each: each.start)
    near = _Nearby(doc, links)
    made: list[Spot] = []
    for i, each in enumerate(found):
        qualifier = found[i + 1] if i + 1 < len(found) and _qualified(doc, each, found[i + 1]) else None
        place = _place(doc, each, _fitting(each.known, qualifier), near, places)
        if qualifier is not None and qualifier.linked is not None and not qualifier.known and not each.linked:
            place = _within(doc, each, place, qualifier.linked.entity.id)
        before = made[-1] if made else None
        if before is not None and _names_city(before, each, doc):
            made[-1] = replace(before, place=place)  # "the White House in Washington": the city is said
        made.append(
            Spot(
                start=each.start,
                end=each.end,
                root=_root(doc[each.start : each.end]),
                place=place,
                kind=each.known[0].kind if each.known else "",
                linked=each.linked,
                qualifies=before is not None and _qualified(doc, before, each) and not before.is_state,
            )
        )
    return made


def _within(doc: Doc, named: _Named, place: Place, country: str) -> Place:
    """Return a place in the country told after it: "Rhodes, Peru" is one that no table knows."""
    if place.country == country or (named.known and place.country is None):
        return place
    name = doc[named.start : named.end].text
    return Place(id=as_key(f"{name} {country}"), name=name, country=country)


def _root(span: Span) -> int:
    """Return the token by which a name hangs on the rest; parsers tear "the Kaliningrad exclave" apart."""
    bound = (token for token in span if token.dep_ in {"pobj", "dobj"} and token.head.i < span.start)
    return next(bound, span.root).i


def _names_city(venue: Spot, each: _Named, doc: Doc) -> bool:
    inside = bool(each.known) and each.known[0].kind == "city" and _qualified(doc, venue, each)
    return inside and venue.kind in {"venue", "base"}


def _named(doc: Doc, links: Links, places: Places) -> Iterator[_Named]:
    taken: set[int] = set()
    for each in _by_table(doc, links, places):
        taken.update(range(each.start, each.end))
        yield each
    for token in doc:
        if token.lower_ == "capital" and token.i not in taken and (known := _capital(token, links, places)):
            taken.add(token.i)
            yield _Named(token.i, token.i + 1, known=(known,))
    for linked in links.items:
        stretch = range(linked.found.start, linked.found.end)
        if _is_country(linked) and taken.isdisjoint(stretch):
            taken.update(stretch)
            yield _Named(stretch.start, stretch.stop, linked=linked)
    for span in doc.ents:
        if span.label_ in _PLACE_TYPES and taken.isdisjoint(range(span.start, span.end)):
            start = span.start + (span[0].lower_ in {"the", "a"} and len(span) > 1)
            if all(links.at(i) is None for i in range(start, span.end)) and span[-1].is_alpha:
                yield _Named(start, span.end)


def _capital(token: Token, links: Links, places: Places) -> Known | None:
    """Return the capital in "the Peruvian capital" and "Peru's capital"."""
    for child in token.children:
        linked = links.at(child.i) if child.dep_ in {"amod", "poss", "compound", "nmod"} else None
        if linked is not None and linked.entity.kind is Kind.STATE:
            return places.capitals.get(linked.entity.id)
    return None


def _is_country(linked: Linked) -> bool:
    if linked.entity.kind is not Kind.STATE or linked.modifier:
        return False
    if linked.link is Link.NAME:
        return any(name.form is Form.NAME for name in linked.found.names)
    return linked.link is Link.DESCRIPTION and linked.found.text.lower().split()[-1] in _COUNTRIES


def _by_table(doc: Doc, links: Links, places: Places) -> Iterator[_Named]:
    """Yield the names that our tables know, the longest at each word."""
    end, text = 0, doc.text  # the text is put together anew each time it is asked for
    ents = {i: ent for ent in doc.ents for i in range(ent.start, ent.end)}
    for token in doc:
        if token.i < end:
            continue
        word = token.text
        names = places.starts.get(word) or (() if word.isalpha() else places.starts.get(_first(word), ()))
        for name in names:
            found = _match(doc, text, token, name)
            if found is not None and _means_place(doc, ents, found, links, places.names[name]):
                end = found[1]
                linked = links.at(found[0])
                whole = linked is not None and linked.found.end >= end  # not "British" in "British Columbia"
                yield _Named(*found, known=places.names[name], linked=linked if whole else None)
                break


def _first(word: str) -> str:
    """Return a word up to its first hyphen, apostrophe or stop: "Al" in "Al-Aqsa"."""
    for i, letter in enumerate(word):
        if not letter.isalnum():
            return word[:i]
    return word


def _match(doc: Doc, text: str, token: Token, name: str) -> tuple[int, int] | None:
    bare = name.removeprefix("the ")
    if bare != name and not (token.i and doc[token.i - 1].lower_ == "the"):
        return None
    stop = token.idx + len(bare)
    if text[token.idx : stop] != bare:
        return None
    span = doc.char_span(token.idx, stop)
    return (span.start, span.end) if span is not None else None


def _means_place(
    doc: Doc, ents: Mapping[int, Span], found: tuple[int, int], links: Links, known: Sequence[Known]
) -> bool:
    span = doc[found[0] : found[1]]
    sure = known[0].kind in _SURE
    if not sure and any(token.ent_type_ in _NO_PLACE_TYPES for token in span):
        return False
    linked = links.at(span.start)
    if linked is not None and not _may_be_place(linked, found, known, doc):
        return False
    if known[0].kind not in {"city", "state"} or linked is not None:
        return True
    if any(token.ent_type_ in _PLACE_TYPES for token in span):
        return _is_whole(doc, ents.get(span.start), span)
    before = doc[span.start - 1] if span.start else None
    return span[0].is_title and before is not None and before.lower_ in _LOCATIVE


def _may_be_place(linked: Linked, found: tuple[int, int], known: Sequence[Known], doc: Doc) -> bool:
    """Return whether an actor's name is a place's too: a capital, a seat, or a territory with its own row."""
    start = linked.found.start + (doc[linked.found.start].lower_ == "the")
    if linked.found.start >= found[0] and linked.found.end < found[1]:
        return linked.entity.kind is not Kind.PERSON  # "Sea of Japan", "UN headquarters"
    if linked.found.end - start > found[1] - found[0] or linked.modifier:
        return False
    if linked.entity.kind is Kind.PERSON:
        return False
    if linked.link is Link.METONYM or linked.entity.id == _VATICAN:
        return True
    # "Singapore" is the state, "Gaza" the strip
    return known[0].kind in {"region", "base", "venue"} and linked.entity.kind is Kind.STATE


def _is_whole(doc: Doc, ent: Span | None, span: Span) -> bool:
    """Return whether a city's name is not part of a longer one, save for its airport: "Kansas City"."""
    if ent is None:
        return True
    before, after = doc[ent.start : span.start], doc[span.end : ent.end]
    rest = after[0].lower_ if len(after) else ""
    alone = all(token.is_punct or token.lower_ in _BESIDE for token in before)
    return alone and (not rest or not rest.isalpha() or rest in _FACILITIES)


def _qualified(doc: Doc, one: _Named | Spot, two: _Named) -> bool:
    """Return whether a name is followed by where it lies: "Paris, Texas", "Tripoli in Lebanon"."""
    between = doc[one.end : two.start].text.strip()
    return between in {",", "(", "in", ", in"} and two.start - one.end <= 2


def _fitting(known: tuple[Known, ...], qualifier: _Named | None) -> tuple[Known, ...]:
    """Return those of several places that lie in the country or state told after them."""
    if qualifier is None or len(known) < 2:
        return known
    if qualifier.linked is not None:
        return tuple(each for each in known if each.place.country == qualifier.linked.entity.id) or known
    for where in qualifier.known:
        inside = [each for each in known if _lies_in(each, where)]
        if inside:
            return tuple(inside)
    return known


def _lies_in(each: Known, where: Known) -> bool:
    if each.place.id == where.place.id or where.kind not in {"region", "state"}:
        return False
    same = each.place.country == where.place.country
    return same and (each.part == where.part if where.part and each.part else True)


class _Nearby:
    """Which countries a text speaks of, to tell one Birmingham from another."""

    def __init__(self, doc: Doc, links: Links) -> None:
        self.doc = doc
        self.links = links
        self.text = {each.entity.state for each in links.items}

    def bonus(self, country: str | None, token: int) -> float:
        """Return how much likelier a country makes a place for being spoken of around a token."""
        sentence = self.doc[token].sent
        found = (self.links.at(i) for i in range(sentence.start, sentence.end))
        if any(linked is not None and linked.entity.state == country for linked in found):
            return _IN_SENTENCE
        return _IN_TEXT if country in self.text else 0.0


def _place(doc: Doc, named: _Named, known: Iterable[Known], near: _Nearby, places: Places) -> Place:
    candidates = tuple(known)
    if len(candidates) > 1:
        own = named.linked.entity.state if named.linked is not None else None

        def trust(each: Known) -> tuple[float, str]:
            capital = 1.0 if own and each.place.country == own else 0.0
            return each.weight + capital + near.bonus(each.place.country, named.start), each.place.id

        return max(candidates, key=trust).place
    if candidates:
        return candidates[0].place
    if named.linked is not None:
        return places.countries.get(named.linked.entity.id) or country(named.linked)
    name = doc[named.start : named.end].text
    return Place(id=as_key(name), name=name)


def country(linked: Linked) -> Place:
    """Return an actor that is no state of the tables as a place."""
    return Place(id=linked.entity.id, name=linked.entity.name, country=linked.entity.state)


def host(linked: Iterable[Linked], countries: Mapping[str, Place]) -> Place | None:
    """Return the state for which the first of some parties acts, as a place."""
    found = (countries.get(each.entity.state or "") for each in linked)
    return next((place for place in found if place is not None), None)
