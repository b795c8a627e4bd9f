from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

import kg
from kg.model import (
    Build,
    Entity,
    Event,
    EventDate,
    EventMention,
    Kind,
    Link,
    Mention,
    Participant,
    Place,
    Role,
    Run,
    Source,
    Status,
    TextSpan,
)
from kg.rdf import as_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pyoxigraph

    Storing = Callable[[Build, Path], None]

FRANCE = Entity(id="FRA", name="France", kind=Kind.STATE, state="FRA", wikidata="Q142")
CHAD = Entity(id="TCD", name="Chad", kind=Kind.STATE, state="TCD")
PERU = Entity(id="PER", name="Peru", kind=Kind.STATE, state="PER")
MACRON = Entity(id="Emmanuel_Macron", name="Emmanuel Macron", kind=Kind.PERSON, state="FRA")
KISHIDA = Entity(id="Fumio_Kishida", name="Fumio Kishida", kind=Kind.PERSON, state="JPN")
LIMA = Place(id="3936456", name="Lima", country="PER", geonames=3936456, latitude=-12.0, longitude=-77.0)
START = date(2023, 5, 19)


def report(event: str, document: str, action: str, actor: Entity, status: Status) -> EventMention:
    text = f"It is said of {actor.name} and {event}."
    words = TextSpan(
        document_id=document, start=14, end=14 + len(actor.name.split()[-1]), text=actor.name.split()[-1]
    )
    mention = Mention(span=words, kind=actor.kind, head=words.text, entity_id=actor.id, link=Link.NAME)
    return EventMention(
        action=action,
        participants=(Participant(role=Role.ACTOR, entity=actor, mention=mention),),
        status=status,
        sentence=TextSpan(document_id=document, start=0, end=len(text), text=text),
        trigger=TextSpan(document_id=document, start=3, end=5, text="is"),
        attribution=actor,
        confidence=0.7,
    )


def event(  # noqa: PLR0913 - a whole event in a line
    key: str,
    action: str,
    actors: tuple[Entity, ...],
    counterparts: tuple[Entity, ...] = (),
    *,
    days: int | None = 0,
    documents: tuple[str, ...] = ("a",),
    status: Status = Status.ACTUAL,
    place: Place | None = None,
) -> Event:
    day = None if days is None else START + timedelta(days=days)
    parties = [(Role.ACTOR, each) for each in actors] + [(Role.COUNTERPART, each) for each in counterparts]
    return Event(
        id=key,
        action=action,
        participants=tuple(Participant(role=role, entity=entity) for role, entity in parties),
        status=status,
        mentions=tuple(report(key, document, action, actors[0], status) for document in documents),
        date=day and EventDate(earliest=day, latest=day),
        place=place,
        confidence=0.8,
    )


@pytest.fixture(scope="session")
def build() -> Build:
    events = (
        event("e1", "meet", (MACRON, KISHIDA), documents=("a", "b"), place=LIMA),
        event("e2", "imposeSanctions", (FRANCE,), (CHAD,), days=1),
        event("e3", "liftSanctions", (FRANCE,), (CHAD,), days=40),
        event("e4", "criticise", (MACRON,), (CHAD,), days=2),
        event("e5", "visit", (MACRON,), (PERU,), days=30, place=LIMA),
        event("e6", "host", (CHAD,), (KISHIDA,), days=31),
        event("e7", "meet", (CHAD, PERU), days=None),
        event("e8", "threatenSanctions", (PERU,), (CHAD,), days=3, status=Status.PLANNED),
        event("e9", "call", (FRANCE, CHAD), days=4),
    )
    sources = tuple(
        Source(
            id=key, title=f"Title {key}", source="Gazette", published=START, url=f"https://example.org/{key}"
        )
        for key in "ab"
    )
    return Build(run=Run(kg_version="0.1.0", model="none", model_version="0"), sources=sources, events=events)


@pytest.fixture(scope="session")
def store(build: Build, tmp_path_factory: pytest.TempPathFactory, store_of: Storing) -> Path:
    folder = tmp_path_factory.mktemp("build") / "store"
    store_of(build, folder)
    return folder


@pytest.fixture(scope="session")
def demo() -> pyoxigraph.Store:
    """Return the graph of the bundled articles."""
    return as_store(kg.demo().build)
