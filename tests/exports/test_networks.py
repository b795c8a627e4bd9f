from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from kg.exports import export

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.model import Build

GEXF = "http://gexf.net/1.3"


def test_networkx_opens_gexf_with_the_days_of_each_edge(build: Build, tmp_path: Path):
    export(build, tmp_path / "net.gexf")
    graph = nx.read_gexf(tmp_path / "net.gexf")
    times = {data["event"]: (data.get("start"), data.get("end")) for _, _, data in graph.edges(data=True)}
    assert times == {"a1": ("2023-05-19",) * 2, "b2": ("2023-06-01", "2023-06-30"), "c3": (None, None)}


def test_gexf_is_as_its_schema_wants_it(build: Build, tmp_path: Path):
    """Checks what GEXF 1.3 says of order, types and times (github.com/gephi/gexf, specs/1.3)."""
    export(build, tmp_path / "net.gexf")
    root = ET.parse(tmp_path / "net.gexf").getroot()  # noqa: S314 - our own file
    assert (root.tag, root.get("version")) == (f"{{{GEXF}}}gexf", "1.3")
    (graph,) = root
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    assert local(graph) == ["attributes", "attributes", "nodes", "edges"]
    declared = {each.get("id"): each.get("type") for each in graph.iter(f"{{{GEXF}}}attribute")}
    assert set(declared.values()) <= {"string", "long", "double", "boolean"}
    assert {each.get("for") for each in graph.iter(f"{{{GEXF}}}attvalue")} == set(declared)
    for element in (*graph.iter(f"{{{GEXF}}}node"), *graph.iter(f"{{{GEXF}}}edge")):
        assert local(element) in (["attvalues"], ["attvalues", "spells"])
        assert element.get("label") == " ".join((element.get("label") or "").split())
    for each in graph.iter():
        if each.get("start") or each.get("end"):
            first, last = date.fromisoformat(each.attrib["start"]), date.fromisoformat(each.attrib["end"])
            assert first <= last


def local(element: ET.Element) -> list[str]:
    return [each.tag.removeprefix(f"{{{GEXF}}}") for each in element]


def test_two_acts_of_a_pair_are_edges_of_two_kinds(build: Build, tmp_path: Path):
    export(build, tmp_path / "net.gexf")
    edges = ET.parse(tmp_path / "net.gexf").getroot().iter(f"{{{GEXF}}}edge")  # noqa: S314 - our own file
    assert [each.get("kind") for each in edges] == ["meet", "imposeSanctions", "praise"]


def test_an_actor_is_there_on_the_days_of_its_events(build: Build, tmp_path: Path):
    export(build, tmp_path / "net.gexf")
    nodes = nx.read_gexf(tmp_path / "net.gexf").nodes
    assert nodes["PER"]["spells"] == [("2023-05-19", "2023-05-19")]
    assert "spells" not in nodes["CHL"]  # one of its events has no date


def test_networkx_opens_graphml_with_an_edge_an_event(build: Build, tmp_path: Path):
    export(build, tmp_path / "net.graphml")
    graph = nx.read_graphml(tmp_path / "net.graphml", force_multigraph=True)
    data = graph.edges["Ana_Ruiz", "CHL", "b2-1"]
    assert (data["action"], data["start"], data["end"]) == ("imposeSanctions", "2023-06-01", "2023-06-30")
    assert (data["intensity"], data["symmetric"]) == (-6.0, False)


@pytest.mark.parametrize("file", ["net.gexf", "net.graphml"])
@pytest.mark.parametrize("word", ['"><script>', "]]>&amp;", "\x00\x1b\ufffe", "\ud800", "a\nb\tc\r"])
def test_hostile_names_stay_text(file: str, word: str, build_with: Callable[[str], Build], tmp_path: Path):
    export(build_with(word), tmp_path / file)
    read = nx.read_gexf if file.endswith("gexf") else nx.read_graphml
    name = read(tmp_path / file).nodes["PER"]["name"]
    bad = "\x00\x1b\ufffe\ud800"
    assert name == "".join("\ufffd" if char in bad else char for char in word) + "Peru"


@pytest.mark.parametrize("file", ["net.gexf", "net.graphml", "events.jsonl"])
def test_the_same_build_gives_the_same_bytes(build: Build, file: str, tmp_path: Path):
    export(build, tmp_path / "one" / file)
    export(build, tmp_path / "two" / file)
    assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
