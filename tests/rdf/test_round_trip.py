from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from kg.model import (
    Basis,
    Build,
    Entity,
    Event,
    EventDate,
    EventMention,
    Kind,
    Link,
    Mention,
    Part,
    Participant,
    Place,
    Precision,
    Role,
    Run,
    Source,
    Status,
    TextSpan,
)
from kg.rdf import read_turtle, to_graph, write_turtle

TEXT = st.text(max_size=12)
KEYS = st.text("abcXYZ019_-", min_size=1, max_size=6)
DAYS = st.dates(date(1400, 1, 1), date(2400, 1, 1))
SCORES = st.floats(0, 1)
OFFSETS = st.integers(0, 10**6)
ENTITIES = st.builds(
    Entity,
    id=KEYS,
    name=TEXT,
    kind=st.sampled_from(Kind),
    state=st.none() | st.sampled_from(["FRA", "JPN", "EU"]),
    wikidata=st.none() | st.integers(1, 10**7).map(lambda number: f"Q{number}"),
    part_of=st.none() | KEYS,
)
PLACES = st.builds(
    Place,
    id=KEYS,
    name=TEXT,
    country=st.none() | st.just("JPN"),
    geonames=st.none() | st.integers(1, 10**7),
    latitude=st.none() | st.floats(-90, 90),
    longitude=st.none() | st.floats(-180, 180),
)


def spans(documents: list[str]) -> st.SearchStrategy[TextSpan]:
    return st.builds(TextSpan, document_id=st.sampled_from(documents), start=OFFSETS, end=OFFSETS, text=TEXT)


def dates(documents: list[str]) -> st.SearchStrategy[EventDate]:
    return st.builds(
        EventDate,
        earliest=DAYS,
        latest=DAYS,
        precision=st.sampled_from(Precision),
        span=st.none() | spans(documents),
        basis=st.sampled_from(Basis),
    )


def participants(entities: list[Entity], documents: list[str]) -> st.SearchStrategy[tuple[Participant, ...]]:
    mentions = st.builds(
        Mention,
        span=spans(documents),
        kind=st.sampled_from(Kind),
        head=TEXT,
        entity_id=st.none() | KEYS,
        link=st.sampled_from(Link),
        score=SCORES,
    )
    part = st.builds(
        Participant,
        role=st.sampled_from(Role),
        entity=st.sampled_from(entities),
        mention=st.none() | mentions,
    )
    return st.lists(part, max_size=4).map(tuple)


@st.composite
def reports(
    draw: st.DrawFn, entities: list[Entity], places: list[Place], documents: list[str]
) -> EventMention:
    sentence = draw(spans(documents))
    trigger = TextSpan(
        document_id=sentence.document_id, start=draw(OFFSETS), end=draw(OFFSETS), text=draw(TEXT)
    )
    return EventMention(
        action=draw(st.sampled_from(["meet", "imposeSanctions", "not/known"])),
        participants=draw(participants(entities, documents)),
        status=draw(st.sampled_from(Status)),
        sentence=sentence,
        trigger=trigger,
        date=draw(st.none() | dates(documents)),
        place=draw(st.none() | st.sampled_from(places)),
        attribution=draw(st.none() | st.sampled_from(entities)),
        frame=draw(TEXT),
        operators=draw(st.lists(TEXT, max_size=3).map(tuple)),
        confidence=draw(SCORES),
    )


@st.composite
def builds(draw: st.DrawFn) -> Build:
    documents = draw(st.lists(TEXT, min_size=1, max_size=3, unique=True))
    entities = draw(st.lists(ENTITIES, min_size=1, max_size=3, unique_by=lambda entity: entity.id))
    places = draw(st.lists(PLACES, min_size=1, max_size=2, unique_by=lambda place: place.id))
    sources = [
        Source(id=each, title=draw(TEXT), published=draw(st.none() | DAYS), url=draw(TEXT), digest=draw(TEXT))
        for each in sorted(documents)
    ]
    events = []
    for key in sorted(draw(st.sets(KEYS, max_size=2))):
        parties = draw(st.sets(st.tuples(st.sampled_from(Role), st.sampled_from(entities)), max_size=3))
        ordered = sorted(parties, key=lambda party: (party[0], party[1].id))
        events.append(
            Event(
                id=key,
                action=draw(st.sampled_from(["meet", "imposeSanctions"])),
                participants=tuple(Participant(role=role, entity=entity) for role, entity in ordered),
                status=draw(st.sampled_from(Status)),
                mentions=tuple(draw(st.lists(reports(entities, places, documents), max_size=2))),
                date=draw(st.none() | dates(documents)),
                place=draw(st.none() | st.sampled_from(places)),
                confidence=draw(SCORES),
                first_reported=draw(st.none() | DAYS),
            )
        )
    options = draw(st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple))
    run = Run(
        kg_version=draw(TEXT), model=draw(TEXT), model_version=draw(TEXT), options=options, encoder=draw(TEXT)
    )
    merged = draw(st.booleans())
    parts = (Part(run=replace(run, kg_version=run.kg_version + "+"), documents=tuple(sorted(documents))),)
    return Build(run=run, sources=tuple(sources), events=tuple(events), merged=parts if merged else ())


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(build=builds())
def test_a_build_is_read_back_as_it_was_written(build: Build):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.ttl"
        write_turtle(build, path)
        assert read_turtle(path) == build


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(build=builds())
def test_rdflib_and_pyoxigraph_read_the_same_triples(build: Build):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.ttl"
        write_turtle(build, path)
        read = rdflib.Graph().parse(path)
        assert len(read) == len(set(pyoxigraph.parse(path=str(path))))
        assert isomorphic(read, to_graph(build))


def test_the_graph_in_memory_holds_what_the_file_holds(build: Build, tmp_path: Path):
    write_turtle(build, tmp_path / "graph.ttl")
    assert isomorphic(to_graph(build), rdflib.Graph().parse(tmp_path / "graph.ttl"))


def test_a_base_of_ones_own_is_read_back(build: Build, tmp_path: Path):
    write_turtle(build, tmp_path / "graph.ttl", base="https://example.org/data#")
    assert "https://w3id.org/dipl/data" not in (tmp_path / "graph.ttl").read_text("utf-8")
    assert read_turtle(tmp_path / "graph.ttl") == build


def test_a_copy_is_read_back_with_its_original(build: Build, tmp_path: Path):
    copied = replace(build, sources=(Source(id="0"), Source(id="1", copy_of="0")), events=())
    write_turtle(copied, tmp_path / "graph.ttl")
    assert read_turtle(tmp_path / "graph.ttl").sources == copied.sources
