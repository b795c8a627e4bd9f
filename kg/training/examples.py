"""From annotated documents to what the network learns: windows, and which acts link which parties there."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.actions import actions, dyads, plover_types
from kg.documents.records import document_of
from kg.encoder.inference import STATUSES
from kg.encoder.tokens import tokenise
from kg.evaluation.names import folded, names_of
from kg.events.reading import told, windows_of
from kg.model import Link, Status

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from tokenizers import Tokenizer

    from kg.encoder import Pair, Told, Window
    from kg.encoder.tokens import Tokens
    from kg.events.acts import Act
    from kg.model import Document

    Record = Mapping[str, Any]

_SILENCE, _KEPT = 0.35, 0.5  # what silence of the frames counts, and how much of it is used
Place = tuple[int, int | None, int]  # actor, counterpart, number of the PLOVER type


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a pair of parties does, by an annotator or by a frame.

    Args:
        action: Number of the action in the table.
        status: Number of the status.
        start: First character of the words that show it.
        end: Character after the last.
        optional: Careful readers differ on it.
        exact: The parties are the very entities annotated, and not others of their states.
    """

    action: int
    status: int
    start: int
    end: int
    optional: bool = False
    exact: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A window with what it tells.

    Args:
        window: The sentence and its parties.
        tokens: Its tokens.
        pairs: Who may act on whom.
        told: What frames found.
        labels: What is done, by actor, counterpart and type.
        unknown: Pairs and types of which the annotation says nothing here, since it codes an act once.
        weight: Of what is not labelled, as evidence that nothing is done.
    """

    window: Window
    tokens: Tokens
    pairs: tuple[Pair, ...]
    told: tuple[Told, ...]
    labels: Mapping[Place, Sequence[Label]]
    unknown: frozenset[Place]
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """A party as annotated: the key of its entity, and the state that it acts for."""

    key: str
    state: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    action: str
    status: int
    optional: bool
    start: int
    end: int
    actors: tuple[_Side, ...]
    counterparts: tuple[_Side, ...]

    @property
    def kind(self) -> int:
        return plover_types().index(actions()[self.action].plover)

    def dyads(self, part: Callable[[_Side], str | None]) -> set[tuple[str, str | None]]:
        """Return who acts on whom, as keys or as states."""
        return dyads(self.action, [*map(part, self.actors)], [*map(part, self.counterparts)])


def annotated(records: Iterable[Record], nlp: Language, tokenizer: Tokenizer) -> Iterator[Example]:
    """Yield the examples of annotated documents.

    Args:
        records: Documents in the format that ``kg evaluate`` reads.
        nlp: A pipeline that uses frames alone.
        tokenizer: That of the encoder.
    """
    for record in records:
        doc, acts = _read(document_of(record), nlp)
        keys = _keys(doc, record["entities"])
        yield from _examples(doc, acts, tokenizer, list(_events(record)), keys)


def from_frames(
    documents: Iterable[Document], nlp: Language, tokenizer: Tokenizer, seed: int
) -> Iterator[Example]:
    """Yield examples of documents that nobody annotated: the frames are the teacher, and are not shown.

    Half of the sentences in which frames find nothing are left out, and silence counts for less.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    for document in documents:
        doc, acts = _read(document, nlp)
        keys = {each.entity.id: each.entity.id for each in doc._.kg_links.items}
        events = [_of_frame(act, doc) for act in acts]
        for example in _examples(doc, (), tokenizer, events, keys, weight=_SILENCE):
            if example.labels or chance.random() < _KEPT:
                yield example


def parsed(document: Document, nlp: Language) -> Doc:
    """Return a document as the pipeline reads it."""
    doc = nlp.make_doc(document.text)
    doc._.kg_document = document
    return nlp(doc)


def _read(document: Document, nlp: Language) -> tuple[Doc, list[Act]]:
    """Return a document's parse, and what frames find in it."""
    doc = parsed(document, nlp)
    events: Any = nlp.get_pipe("kg_events")
    return doc, events.extractor.acts(doc, doc._.kg_links)


def _keys(doc: Doc, entities: Mapping[str, Record]) -> dict[str, str]:
    """Return which annotated entity each linked one is, by any name that the document gives it."""
    index: dict[str, str] = {}
    for key, entity in entities.items():
        for name in names_of(entity):
            index.setdefault(name, key)
    found: dict[str, str] = {}
    for each in doc._.kg_links.items:
        forms = [each.entity.name]
        if each.link is not Link.PRONOUN:
            forms.append(doc[each.found.start : each.found.end].text)
        for name in map(folded, forms):
            if name in index:
                found.setdefault(each.entity.id, index[name])
    return found


def _events(record: Record) -> Iterator[_Event]:
    state = {key: entity.get("country") for key, entity in record["entities"].items()}
    for event in record["events"]:
        start = record["text"].find(event["trigger"])
        if start < 0:
            continue
        yield _Event(
            action=event["action"],
            status=STATUSES.index(Status(event.get("status", "actual"))),
            optional=bool(event.get("optional")),
            start=start,
            end=start + len(event["trigger"]),
            actors=tuple(_Side(key=key, state=state[key]) for key in event["actors"]),
            counterparts=tuple(_Side(key=key, state=state[key]) for key in event["counterparts"]),
        )


def _of_frame(act: Act, doc: Doc) -> _Event:
    trigger = doc[act.trigger]
    return _Event(
        action=act.action,
        status=STATUSES.index(act.status),
        optional=False,
        start=trigger.idx,
        end=trigger.idx + len(trigger),
        actors=tuple(_Side(key=each.entity.id, state=each.entity.state) for each in act.actors),
        counterparts=tuple(_Side(key=each.entity.id, state=each.entity.state) for each in act.counterparts),
    )


def _examples(  # noqa: PLR0913, PLR0917 - one a part of the document
    doc: Doc,
    acts: Sequence[Act],
    tokenizer: Tokenizer,
    events: Sequence[_Event],
    keys: Mapping[str, str],
    weight: float = 1.0,
) -> Iterator[Example]:
    for window in windows_of(doc, doc._.kg_links):
        here = [act for act in acts if doc[act.trigger].sent.start_char == window.start]
        labels = _labels(window, events, keys)
        yield Example(
            window=window,
            tokens=tokenise(window, tokenizer),
            pairs=tuple(window.pairs()),
            told=tuple(told(here, window)),
            labels=labels,
            unknown=_unknown(window, events, keys, labels),
            weight=weight,
        )


def _labels(window: Window, events: Iterable[_Event], keys: Mapping[str, str]) -> dict[Place, list[Label]]:
    labels: dict[Place, list[Label]] = defaultdict(list)
    for event in events:
        if window.start <= event.start < window.end:
            actors = [_places(side, window, keys) for side in event.actors]
            others = [_places(side, window, keys) for side in event.counterparts]
            label = Label(
                action=list(actions()).index(event.action),
                status=event.status,
                start=event.start,
                end=event.end,
                optional=event.optional,
                exact=all(exact for _, exact in [*actors, *others]),
            )
            for pair in _pairs(event, _union(actors), _union(others), window):
                labels[*pair, event.kind].append(label)
    return dict(labels)


def _places(side: _Side, window: Window, keys: Mapping[str, str]) -> tuple[list[int], bool]:
    """Return where a party stands in the window, else others of its state, the sentence's own first."""
    own = [place for place, party in enumerate(window.parties) if keys.get(party) == side.key]
    if own:
        return own, True
    same = [place for place, state in enumerate(window.states) if side.state and state == side.state]
    return [place for place in same if place < window.inside] or same, False


def _union(sides: Iterable[tuple[list[int], bool]]) -> list[int]:
    return sorted({place for places, _ in sides for place in places})


def _pairs(event: _Event, actors: list[int], others: list[int], window: Window) -> set[Pair]:
    if not event.counterparts and len(event.actors) == 1 and not actions()[event.action].symmetric:
        return {(actor, None) for actor in actors}
    if actions()[event.action].symmetric or not event.counterparts:
        actors = others = sorted({*actors, *others})
    return {(one, two) for one in actors for two in others if window.states[one] != window.states[two]}


def _unknown(
    window: Window,
    events: Iterable[_Event],
    keys: Mapping[str, str],
    labels: Mapping[Place, Sequence[Label]],
) -> frozenset[Place]:
    """Return the pairs that do an act of a type somewhere in the document, if not told here.

    An annotator codes an act once, where it is first clear: told again it is no negative. But where it is
    told by its very parties, others of the same states do not do it.
    """
    settled = {_states(place, window) for place, found in labels.items() if any(each.exact for each in found)}
    by_key, by_state = set(), set()
    for event in events:
        by_key |= {(*pair, event.kind) for pair in event.dyads(lambda side: side.key)}
        by_state |= {(*pair, event.kind) for pair in event.dyads(lambda side: side.state)}
    parties = [keys.get(party) for party in window.parties]
    unknown = set()
    for actor, other in window.pairs():
        for kind in range(len(plover_types())):
            keyed = (parties[actor], None if other is None else parties[other], kind)
            stated = _states((actor, other, kind), window)
            if (keyed in by_key and other is not None) or stated in by_state:
                unknown.add((actor, other, kind))
    return frozenset(place for place in unknown if _states(place, window) not in settled)


def _states(place: Place, window: Window) -> tuple[str, str | None, int]:
    actor, other, kind = place
    return window.states[actor], None if other is None else window.states[other], kind
