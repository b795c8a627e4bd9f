from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.model import (
    Build,
    Entity,
    Event,
    EventDate,
    EventMention,
    Kind,
    Mention,
    Participant,
    Place,
    Precision,
    Role,
    Run,
    Source,
    Status,
    TextSpan,
)

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = EventDate(earliest=date(2023, 5, 19), latest=date(2023, 5, 19))
JUNE = EventDate(earliest=date(2023, 6, 1), latest=date(2023, 6, 30), precision=Precision.MONTH)


def make(word: str = "x") -> Build:
    """Return a build with three events and ``word`` in every field that a text or a name can reach."""
    peru = Entity(id="PER", name=f"{word}Peru", kind=Kind.STATE, state="PER")
    chile = Entity(id="CHL", name=f"{word}Chile", kind=Kind.STATE, state="CHL")
    envoy = Entity(id="Ana_Ruiz", name=f"{word}Ana Ruiz", kind=Kind.PERSON, state="PER")
    lima = Place(id="3936456", name=f"{word}Lima", country="PER", geonames=3936456, latitude=-12.04)
    events = (
        _event("a1", "meet", (peru, chile), (), word, date_=DAY, place=lima),
        _event("b2", "imposeSanctions", (envoy,), (chile,), word, date_=JUNE),
        _event("c3", "praise", (chile,), (envoy,), word),
    )
    source = Source(id=f"{word}1", title=word, source=word, url=word, licence=word, digest="00")
    run = Run(kg_version="0.1.0", model=f"{word}m", model_version="1", options=((word, word),))
    return Build(run=run, sources=(source,), events=events)


def _event(  # noqa: PLR0913 - one a field
    key: str,
    action: str,
    actors: tuple[Entity, ...],
    others: tuple[Entity, ...],
    word: str,
    *,
    date_: EventDate | None = None,
    place: Place | None = None,
) -> Event:
    span = TextSpan(document_id=f"{word}1", start=0, end=9, text=f"{word} {key}")
    roles = [(Role.ACTOR, each) for each in actors] + [(Role.COUNTERPART, each) for each in others]
    parts = tuple(Participant(role=role, entity=each) for role, each in sorted(roles))
    words = tuple(
        replace(part, mention=Mention(span=span, kind=part.entity.kind, head=word, entity_id=part.entity.id))
        for part in parts
    )
    mention = EventMention(
        action=action,
        participants=words,
        status=Status.ACTUAL,
        sentence=span,
        trigger=span,
        date=date_,
        place=place,
        attribution=actors[0],
        frame=word,
        operators=(word,),
    )
    return Event(
        id=key,
        action=action,
        participants=parts,
        status=Status.ACTUAL,
        mentions=(mention,),
        date=date_,
        place=place,
        first_reported=date(2023, 6, 2),
    )


@pytest.fixture
def build() -> Build:
    return make()


@pytest.fixture(scope="session")
def build_with() -> Callable[[str], Build]:
    """Return a function that makes a build with a text in every field."""
    return make
