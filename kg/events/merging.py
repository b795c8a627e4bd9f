"""Joins the reports of one act into one event, in whatever order they come."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from kg.copies import original_of
from kg.model import Entity, Event, EventMention, Participant, Precision, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from kg.model import EventDate, Place, Source, TextSpan

Key = tuple[str, tuple[tuple[str, str], ...]]

_PRECISIONS = (Precision.DAY, Precision.INTERVAL, Precision.MONTH, Precision.YEAR)
_STATUSES = (Status.ACTUAL, Status.PLANNED, Status.HYPOTHETICAL, Status.NEGATED)


def merge(mentions: Iterable[EventMention], sources: Mapping[str, Source]) -> tuple[Event, ...]:
    """Return the events that mentions report, ordered by id.

    Mentions of the same action between the same parties are one event if their dates overlap; the most
    exact date is the event's. Undated ones join the first event of their kind in the same document. Where
    a document names a state in one sentence and its minister or army in another, the latter is the party.

    Args:
        mentions: What documents say, in any order.
        sources: The documents by id.
    """
    groups: dict[Key, list[EventMention]] = defaultdict(list)
    for key, mention in keyed(mentions):
        groups[key].append(mention)
    events = [event for key, group in groups.items() for event in events_of(key, group, sources)]
    actors = Descriptions()
    for event in events:
        actors.add(event)
    return tuple(sorted(map(actors.describe, events), key=lambda event: event.id))


def events_of(key: Key, group: Sequence[EventMention], sources: Mapping[str, Source]) -> Iterator[Event]:
    """Yield the events that the mentions under one key report; no mention under another key matters to them.

    Args:
        key: Action and parties, as ``keyed`` gives them.
        group: All mentions under that key, in any order.
        sources: Their documents by id.
    """
    participants = _parties(key, group)
    for cluster in _clusters(group):
        yield _event(cluster, participants, sources)


def _key(mention: EventMention) -> Key:
    return mention.action, tuple(sorted({(part.role.value, part.entity.id) for part in mention.participants}))


def keyed(mentions: Iterable[EventMention]) -> Iterator[tuple[Key, EventMention]]:
    """Yield mentions with the key of the fullest telling in their documents of what may be the same act.

    Documents do not matter to each other here: all mentions of one must come together, no more.
    """
    alike: dict[tuple[str, str, frozenset[tuple[str, str]]], list[EventMention]] = defaultdict(list)
    for mention in mentions:
        states = frozenset((part.role.value, _state(part)) for part in mention.participants)
        alike[mention.sentence.document_id, mention.action, states].append(mention)
    for group in alike.values():
        told: list[EventMention] = []
        for mention in sorted(group, key=lambda each: (-_fullness(each), *_order(each), _key(each))):
            fuller = next(
                (each for each in told if _is_in(mention, each) and _at_once(mention, each)), mention
            )
            if fuller is mention:
                told.append(mention)
            yield _key(fuller), mention


def _is_in(mention: EventMention, fuller: EventMention) -> bool:
    """Return whether one telling names the parties of another, or the states for which they act."""
    named = {(part.role, part.entity.id) for part in fuller.participants}
    states = {(part.role, _state(part)) for part in fuller.participants}
    return all(
        (part.role, part.entity.id) in named
        or (part.entity.id == part.entity.state and (part.role, _state(part)) in states)
        for part in mention.participants
    )


def _at_once(one: EventMention, other: EventMention) -> bool:
    return one.date is None or other.date is None or one.date.overlaps(other.date)


def _fullness(mention: EventMention) -> int:
    """Return how many parties are known by more than their state."""
    return sum(part.entity.id != part.entity.state for part in mention.participants)


def _state(part: Participant) -> str:
    return part.entity.state or part.entity.id


def _order(mention: EventMention) -> tuple[object, ...]:
    when = mention.date
    exactness = (
        (_PRECISIONS.index(when.precision), when.earliest, when.latest) if when else (len(_PRECISIONS),)
    )
    return (*exactness, mention.sentence, mention.trigger, mention.frame)


def _clusters(group: Sequence[EventMention]) -> list[list[EventMention]]:
    """Split mentions of one action and parties by date; exact dates come first and gather the vaguer ones."""
    dated = _Clusters()
    undated: list[EventMention] = []
    for mention in sorted(group, key=_order):
        if mention.date is None:
            undated.append(mention)
        else:
            dated.add(mention.date, mention)
    return _with_undated(dated.found, undated)


class _Clusters:
    """Clusters whose dates share no day, found by date in the time that a look into a sorted list takes.

    Dates of one precision come in their order, so that each precision has a sorted list of its own.
    """

    def __init__(self) -> None:
        self.found: list[list[EventMention]] = []
        self._ends: dict[Precision, list[date]] = {each: [] for each in _PRECISIONS}
        self._homes: dict[Precision, list[tuple[date, list[EventMention]]]] = {
            each: [] for each in _PRECISIONS
        }

    def add(self, when: EventDate, mention: EventMention) -> None:
        home = self._home(when)
        if home is not None:
            home.append(mention)
            return
        cluster = [mention]
        self.found.append(cluster)
        self._ends[when.precision].append(when.latest)
        self._homes[when.precision].append((when.earliest, cluster))

    def _home(self, when: EventDate) -> list[EventMention] | None:
        """Return the first cluster, exact dates before vague ones, that shares a day with a date."""
        for precision in _PRECISIONS:
            at = bisect_left(self._ends[precision], when.earliest)
            if at < len(self._ends[precision]):
                begins, cluster = self._homes[precision][at]
                if begins <= when.latest:
                    return cluster
        return None


def _with_undated(dated: list[list[EventMention]], undated: list[EventMention]) -> list[list[EventMention]]:
    homes: dict[str, list[EventMention]] = {}
    for cluster in dated:
        for mention in cluster:
            homes.setdefault(mention.sentence.document_id, cluster)
    loose: list[EventMention] = []
    for mention in undated:
        homes.get(mention.sentence.document_id, loose).append(mention)
    return [*dated, loose] if loose else dated


def _parties(key: Key, group: Iterable[EventMention]) -> tuple[Participant, ...]:
    """Return who takes part, as the most exact telling under a key describes them."""
    told = min((each for each in group if _key(each) == key), key=_order)
    found = {
        (part.role.value, part.entity.id): Participant(role=part.role, entity=part.entity)
        for part in told.participants
    }
    return tuple(found[each] for each in key[1])


def _event(
    cluster: Sequence[EventMention], participants: tuple[Participant, ...], sources: Mapping[str, Source]
) -> Event:
    first = cluster[0]
    mentions = tuple(sorted(_one_a_sentence(cluster), key=_position))
    documents = {each.sentence.document_id for each in mentions}
    originals = {each: original_of(each, sources) for each in documents}
    days = [
        source.published
        for each in mentions
        if (source := sources.get(each.sentence.document_id)) and source.published
    ]
    return Event(
        id=_identify(first.action, participants, first.date),
        action=first.action,
        participants=participants,
        status=min((each.status for each in mentions), key=_STATUSES.index),
        mentions=mentions,
        date=first.date,
        place=_place(mentions),
        confidence=_confidence(mentions, originals),
        first_reported=min(days, default=None),
    )


def _one_a_sentence(cluster: Sequence[EventMention]) -> Iterator[EventMention]:
    """Yield the surest report of each sentence, with the most exact date that the sentence gives.

    "Held a meeting" is found at its verb and at its noun.
    """
    told: dict[TextSpan, list[EventMention]] = defaultdict(list)
    for mention in cluster:
        told[mention.sentence].append(mention)
    for group in told.values():
        surest = min(group, key=lambda each: (-each.confidence, *_position(each)))
        yield replace(surest, date=min(group, key=_order).date)


def _position(mention: EventMention) -> tuple[object, ...]:
    place = mention.place.id if mention.place else ""
    return mention.sentence, mention.trigger, mention.frame, mention.status, str(mention.date), place


def _identify(action: str, participants: Sequence[Participant], when: EventDate | None) -> str:
    parties = "|".join(f"{part.role}:{part.entity.id}" for part in participants)
    digest = hashlib.sha256(f"{action}|{parties}|{when or 'undated'}".encode()).hexdigest()
    return digest[:16]


def _place(mentions: Sequence[EventMention]) -> Place | None:
    """Return the place that most reports give; a city beats a country, then the name decides."""
    counts: dict[Place, int] = defaultdict(int)
    for mention in mentions:
        if mention.place is not None:
            counts[mention.place] += 1
    return min(counts, key=lambda place: (place.latitude is None, -counts[place], place.id), default=None)


def _confidence(mentions: Sequence[EventMention], originals: Mapping[str, str]) -> float:
    """Return the probability that at least one report is right, counting a document and its copies once."""
    best: dict[str, float] = {}
    for mention in mentions:
        document = originals[mention.sentence.document_id]
        best[document] = max(best.get(document, 0.0), mention.confidence)
    wrong = 1.0
    for confidence in sorted(best.values()):
        wrong *= 1.0 - confidence
    return round(1.0 - wrong, 3)


class Descriptions:
    """Gives every entity one description: of those that differ, the commonest in all events."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[Entity, int]] = defaultdict(lambda: defaultdict(int))

    def add(self, event: Event) -> None:
        """Count how an event describes its entities; all are to be counted before one is described."""
        for mention in event.mentions:
            for entity in _entities(mention):
                self._counts[entity.id][entity] += 1
        for part in event.participants:  # the telling that names them may be of another day, or less sure
            self._counts[part.entity.id].setdefault(part.entity, 0)

    def describe(self, event: Event) -> Event:
        """Return an event whose entities are described as everywhere else."""
        return _described(event, self._chosen) if self._differ else event

    @cached_property
    def _differ(self) -> bool:
        return any(len(found) > 1 for found in self._counts.values())

    @cached_property
    def _chosen(self) -> Mapping[str, Entity]:
        return {
            key: min(found, key=lambda entity: (-found[entity], str(entity)))
            for key, found in self._counts.items()
        }


def _entities(mention: EventMention) -> Iterator[Entity]:
    yield from (part.entity for part in mention.participants)
    if mention.attribution is not None:
        yield mention.attribution


def _described(event: Event, chosen: Mapping[str, Entity]) -> Event:
    def parts(participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
        return tuple(replace(part, entity=chosen[part.entity.id]) for part in participants)

    mentions = tuple(
        replace(
            mention,
            participants=parts(mention.participants),
            attribution=chosen[mention.attribution.id] if mention.attribution else None,
        )
        for mention in event.mentions
    )
    return replace(event, participants=parts(event.participants), mentions=mentions)
