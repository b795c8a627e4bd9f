"""Joins what frames found with what the encoder reads: acts with a probability, and acts without a frame."""

from __future__ import annotations

import os
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.actions import actions, dyads
from kg.encoder import Named, Told, windows
from kg.events.acts import Act
from kg.events.frames import Frame
from kg.events.syntax import clause_verb
from kg.model import ENCODER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token

    from kg.encoder import Decision, Encoder, Pair, Reading, Window
    from kg.linking import Linked, Links

    _Key = tuple[Pair, str]

_THREADS = min(4, os.cpu_count() or 1)


def named(doc: Doc, links: Links) -> list[Named]:
    """Return the mentions of parties that act for a state, in the order of the text."""
    found = (
        Named(
            start=doc[each.found.start].idx,
            end=doc[each.found.end - 1].idx + len(doc[each.found.end - 1]),
            entity=each.entity.id,
            kind=each.entity.kind,
            state=each.entity.state,
            link=each.link,
            score=each.score,
            modifier=each.modifier,
            locative=each.locative,
        )
        for each in links.items
        if each.entity.state
    )
    return sorted(found, key=lambda each: (each.start, each.end, each.entity))


def told(acts: Iterable[Act], window: Window) -> Iterator[Told]:
    """Yield what frames found in a window, pair by pair."""
    place = _places(window)
    for act in acts:
        for actor, other in pairs_of(act):
            first, second = place.get(actor), place.get(other)
            if first is not None and (other is None or second is not None):
                yield Told(pair=(first, second), action=act.action, live=act.is_live)


def windows_of(doc: Doc, links: Links) -> list[Window]:
    """Return the sentences of a document as the encoder sees them."""
    sentences = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
    return list(windows(doc.text, sentences, named(doc, links)))


def _is_one_sided(window: Window) -> bool:
    """Return whether a sentence names parties of one state alone: there only frames are trusted.

    Without a frame both parties must stand in the sentence (see ``_is_likely``), and what a state does by
    itself the encoder hardly ever tells alone: on the development set leaving a sixth of the windows out
    changed nothing.
    """
    return len(set(window.states[: window.inside])) < 2


def _places(window: Window) -> Mapping[str | None, int]:
    return {entity: number for number, entity in enumerate(window.parties)}


def pairs_of(act: Act) -> set[tuple[str, str | None]]:
    """Return who acts on whom, by ids of entities."""
    actors = [each.entity.id for each in act.actors]
    return dyads(act.action, actors, [each.entity.id for each in act.counterparts])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Weighs the acts of a document with the encoder, and adds those that no frame found.

    Args:
        encoder: The trained encoder.
        decision: How likely an act must be.
    """

    encoder: Encoder
    decision: Decision

    def __call__(self, doc: Doc, links: Links, acts: Sequence[Act]) -> list[Act]:
        """Return the acts of a document with their probabilities, in the order of the text."""
        by_sentence = defaultdict(list)
        for act in acts:
            by_sentence[doc[act.trigger].sent.start_char].append(act)
        seen = windows_of(doc, links)
        read: list[Act] = []
        for window, readings in zip(seen, self._readings(seen, by_sentence), strict=True):
            read += self._window(doc, links, window, by_sentence[window.start], readings)
        starts = {window.start for window in seen}
        read += [act for start, each in by_sentence.items() if start not in starts for act in each]
        return sorted(read, key=lambda act: act.trigger)

    def _readings(
        self, seen: Sequence[Window], acts: Mapping[int, Sequence[Act]]
    ) -> list[dict[_Key, Reading]]:
        """Return what the encoder reads in each window; one sentence a thread is faster than all in one."""

        def read(window: Window) -> dict[_Key, Reading]:
            known = list(told(acts.get(window.start, ()), window))
            if not known and _is_one_sided(window):
                return {}
            found = self.encoder(window, known)
            return {(each.pair, each.plover): each for each in found}

        with ThreadPoolExecutor(_THREADS) as pool:
            return list(pool.map(read, seen))

    def _window(
        self,
        doc: Doc,
        links: Links,
        window: Window,
        acts: Sequence[Act],
        readings: Mapping[_Key, Reading],
    ) -> list[Act]:
        kept: list[Act] = []
        covered: set[_Key] = set()
        spoken = _Spoken()
        for act in acts:
            keys = _keys(act, window)
            covered.update(keys)
            weighed = self._weighed(
                act, [readings[key].probability if key in readings else 0.0 for key in keys]
            )
            if weighed is not None:
                kept.append(weighed)
                spoken.hear(doc[act.trigger].idx, keys if act.is_live else (), window)
        alone = [
            each
            for key, each in readings.items()
            if key not in covered and self._is_likely(each, spoken, window)
        ]
        made = (self._act(doc, links, window, group) for group in _grouped(_best(alone, window)))
        return [*kept, *(act for act in made if act is not None)]

    def _weighed(self, act: Act, chances: Sequence[float]) -> Act | None:
        """Return an act with its confidence, None if it is too unlikely."""
        if not act.is_live:
            return act  # how likely it took place says nothing on how surely its denial was read
        confidence = self.decision.with_frame(sum(chances) / max(1, len(chances)))
        return replace(act, confidence=confidence) if confidence >= self.decision.frame else None

    def _is_likely(self, reading: Reading, spoken: _Spoken, window: Window) -> bool:
        if _by_state((reading.pair, reading.plover), window) in spoken.acts:
            return False
        if any(party is not None and party >= window.inside for party in reading.pair):
            return False  # that one of whom only the sentence before speaks acts here was hardly ever right
        needed = self.decision.alone if reading.pair[1] is not None else self.decision.nobody
        if spoken.tells(reading, window):
            needed = max(needed, self.decision.beside)
        return self.decision.without_frame(reading.probability) >= needed

    def _act(self, doc: Doc, links: Links, window: Window, group: Sequence[Reading]) -> Act | None:
        first = max(group, key=lambda each: each.probability)
        span = doc.char_span(*first.trigger, alignment_mode="expand")
        if span is None:
            return None
        trigger = span.root
        actors, others = _sides(group)
        return Act(
            action=first.action,
            frame=Frame(id=f"{ENCODER}/{first.action}", action=first.action, part="", lemma=frozenset()),
            trigger=trigger.i,
            verb=clause_verb(trigger).i,
            actors=tuple(_mention(doc, links, window, each, trigger) for each in actors),
            counterparts=tuple(_mention(doc, links, window, each, trigger) for each in others),
            status=first.status,
            confidence=self.decision.without_frame(sum(each.probability for each in group) / len(group)),
        )


class _Spoken:
    """What frames told of a sentence, where the encoder must be surer to add to it."""

    def __init__(self) -> None:
        self.acts: set[tuple[str, str | None, str]] = set()
        self.actors: set[tuple[str, str]] = set()
        self.triggers: set[int] = set()

    def hear(self, trigger: int, keys: Iterable[_Key], window: Window) -> None:
        """Note an act: the character at which its trigger starts, its pairs and type."""
        self.triggers.add(trigger)
        for key in keys:
            actor, other, plover = _by_state(key, window)
            self.acts.add((actor, other, plover))
            self.actors.add((actor, plover))

    def tells(self, reading: Reading, window: Window) -> bool:
        """Return whether a frame found an act at the same word, or one of the type by the same state."""
        actor = window.states[reading.pair[0]]
        return reading.trigger[0] in self.triggers or (actor, reading.plover) in self.actors


def _keys(act: Act, window: Window) -> list[_Key]:
    """Return the pairs and the type of an act; -1 stands for a party that the window does not name.

    Two who act for one state are no pair of the window's, and say nothing on what they do together.
    """
    place = _places(window)
    plover = actions()[act.action].plover
    state = {each.entity.id: each.entity.state for each in (*act.actors, *act.counterparts)}
    return [
        ((place.get(one, -1), None if two is None else place.get(two, -1)), plover)
        for one, two in sorted(pairs_of(act), key=str)
        if two is None or state[one] != state[two]
    ]


def _by_state(key: _Key, window: Window) -> tuple[str, str | None, str]:
    """Return a key by states: what a frame told of the minister is not told once more of her ministry."""
    (actor, other), plover = key
    states = (*window.states, "")  # -1, a party out of sight, is of no state here
    return states[actor], None if other is None else states[other], plover


def _best(readings: Sequence[Reading], window: Window) -> list[Reading]:
    """Return of all entities that act for one state the likeliest: the minister, or her ministry."""
    rivals: dict[tuple[str, str | None, str], list[Reading]] = defaultdict(list)
    for each in readings:
        rivals[_by_state((each.pair, each.plover), window)].append(each)
    return [max(group, key=lambda each: (each.probability, each.pair[0])) for group in rivals.values()]


def _grouped(readings: Sequence[Reading]) -> list[list[Reading]]:
    """Join the pairs of one act: the same action, word and status, and one side in common."""
    groups: dict[tuple[object, ...], list[Reading]] = defaultdict(list)
    for each in sorted(
        readings, key=lambda each: (each.trigger, each.action, each.pair[0], each.pair[1] or -1)
    ):
        side = None if actions()[each.action].symmetric else each.pair[0]
        groups[each.trigger, each.action, each.status, side, each.pair[1] is None].append(each)
    return list(groups.values())


def _sides(group: Sequence[Reading]) -> tuple[list[int], list[int]]:
    actors = [each.pair[0] for each in group]
    others = [each.pair[1] for each in group if each.pair[1] is not None]
    if actions()[group[0].action].symmetric:
        actors, others = [*actors, *others], []
    return list(dict.fromkeys(actors)), list(dict.fromkeys(others))


def _mention(doc: Doc, links: Links, window: Window, party: int, trigger: Token) -> Linked:
    """Return the mention of a party that stands nearest to the trigger, within its sentence if it can."""
    entity = window.parties[party]
    found = [
        each
        for each in links.items
        if each.entity.id == entity and window.context <= doc[each.found.start].idx < window.end
    ]
    return min(
        found,
        key=lambda each: (doc[each.found.start].idx < window.start, abs(each.found.root - trigger.i)),
    )
