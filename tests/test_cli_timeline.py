"""``kg timeline``: a graph in the order of time."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from kg import rdf
from kg.cli import main
from kg.graph import Graph
from kg.model import (
    Build,
    Entity,
    Event,
    EventDate,
    Kind,
    Participant,
    Place,
    Role,
    Run,
    Status,
)

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

LIMA = Place(id="3936456", name="Lima", country="PER", geonames=3936456, latitude=-12.04, longitude=-77.03)
PARTIES = tuple(
    Participant(role=Role.ACTOR, entity=Entity(id=code, name=name, kind=Kind.STATE, state=code))
    for code, name in (("CHL", "Chile"), ("PER", "Peru"))
)
DAY = date(2023, 5, 3)
MEETING = Event(
    id="0123456789abcdef",
    action="meet",
    participants=PARTIES,
    status=Status.ACTUAL,
    mentions=(),
    date=EventDate(earliest=DAY, latest=DAY),
    place=LIMA,
    confidence=0.8,
)
BUILD = Build(run=Run(kg_version="1", model="m", model_version="1"), events=(MEETING,))


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    rdf.write_turtle(BUILD, tmp_path / "graph.ttl")
    return tmp_path / "graph.ttl"


def kg(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["timeline", *map(str, arguments)], catch_exceptions=False)


def test_it_shows_date_place_and_act(graph: Path):
    assert kg("--graph", graph).stdout.splitlines()[1] == (
        "3 May 2023  Lima (PER)  Chile and Peru met  [01234567]"
    )


def test_nothing_that_fits_is_said_and_is_no_failure(graph: Path):
    result = kg("--graph", graph, "--since", "2024-01-01")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "No dated event fits.\n")


def test_less_sure_events_are_left_out(graph: Path):
    assert kg("--graph", graph, "--min-confidence", "0.9").stdout == ""


def test_json_holds_the_place(graph: Path):
    assert json.loads(kg("--graph", graph, "--actor", "Peru", "--json").stdout)[0]["place"] == "Lima"


def test_a_picture_is_written(graph: Path, tmp_path: Path):
    kg("--graph", graph, "--svg", tmp_path / "t.svg")
    assert ET.parse(tmp_path / "t.svg").getroot().tag.endswith("svg")  # noqa: S314 - our own text


def test_the_library_gives_the_same(graph: Path):
    assert [entry.event for entry in Graph.open(graph).timeline(place="PER")] == [MEETING]


def test_coordinates_come_back_as_they_were_written(graph: Path):
    assert Graph.open(graph).event("01").place == LIMA


def test_coordinates_are_a_wkt_point_with_the_longitude_first(graph: Path):
    assert 'gsp:asWKT "POINT(-77.03 -12.04)"^^gsp:wktLiteral' in graph.read_text(encoding="utf-8")
