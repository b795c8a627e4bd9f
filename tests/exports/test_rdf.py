from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from kg.errors import GraphError
from kg.exports import export, read_graph
from kg.exports.jsonld import context
from kg.rdf import to_graph
from kg.resources import ontologies

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Build, Event

# rdflib itself calls what it has declared out of date
pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning"),
]
FILES = ("graph.ttl", "graph.jsonld", "graph.nq", "graph.trig", "graph.rdf")
HOSTILE = "\"'<&>]]>\\ {|}\u202e\u2028\x85=1+1"


def union(path: Path) -> rdflib.Graph:
    """Return the triples of all graphs of a file as rdflib reads them."""
    read = rdflib.Dataset(default_union=True)
    read.parse(data=path.read_bytes(), format=rdflib.util.guess_format(str(path)))
    found = rdflib.Graph()
    for quad in read.quads():
        found.add(quad[:3])
    return found


@pytest.mark.parametrize("file", FILES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(word=st.text(max_size=8))
def test_a_build_is_read_back_whatever_its_texts_say(
    file: str, word: str, build_with: Callable[[str], Build]
):
    build = build_with(word)
    if file.endswith(".rdf") and not word.isprintable():
        return  # XML knows no control characters
    with TemporaryDirectory() as folder:
        export(build, Path(folder) / file)
        assert read_graph(Path(folder) / file) == build


@pytest.mark.parametrize("file", FILES)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(word=st.text(max_size=8).filter(str.isprintable) | st.just(HOSTILE))
def test_rdflib_reads_the_same_triples(file: str, word: str, build_with: Callable[[str], Build]):
    build = build_with(word)
    with TemporaryDirectory() as folder:
        export(build, Path(folder) / file)
        assert isomorphic(union(Path(folder) / file), to_graph(build))


@pytest.mark.parametrize("file", FILES)
def test_the_order_of_events_and_sources_changes_no_byte(build: Build, file: str, tmp_path: Path):
    other = replace(build, events=build.events[::-1])
    export(build, tmp_path / "one" / file)
    export(other, tmp_path / "two" / file)
    assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_rdf_xml_stays_well_formed_under_control_characters(
    build_with: Callable[[str], Build], tmp_path: Path
):
    export(build_with("a\x00\x1b\ufffeb"), tmp_path / "graph.rdf")
    assert "a\ufffd\ufffd\ufffdb" in {source.title for source in read_graph(tmp_path / "graph.rdf").sources}


def test_what_a_source_says_stands_in_its_graph(build: Build, tmp_path: Path):
    export(build, tmp_path / "graph.trig")
    read = rdflib.Dataset()
    read.parse(data=(tmp_path / "graph.trig").read_bytes(), format="trig")
    found = read.query(
        "PREFIX dipl: <https://w3id.org/dipl#> PREFIX dcterms: <http://purl.org/dc/terms/> "
        "SELECT ?id (COUNT(?r) AS ?n) { ?g dcterms:identifier ?id . GRAPH ?g { ?r a dipl:Report } } "
        "GROUP BY ?id"
    )
    assert [(str(row[0]), int(row[1])) for row in found] == [("x1", 3)]


@pytest.mark.parametrize("file", FILES)
def test_a_change_of_one_event_changes_a_handful_of_lines(build: Build, file: str, tmp_path: Path):
    export(build, tmp_path / "one" / file)
    changed = tuple(_surer(event) if event.id == "b2" else event for event in build.events)
    export(replace(build, events=changed), tmp_path / "two" / file)
    one, two = ((tmp_path / name / file).read_text("utf-8").splitlines() for name in ("one", "two"))
    assert 0 < len(set(two) - set(one)) <= 2
    assert len(one) == len(two)


@pytest.mark.parametrize("file", FILES)
def test_an_event_that_goes_takes_only_its_own_lines_with_it(build: Build, file: str, tmp_path: Path):
    export(build, tmp_path / "one" / file)
    export(replace(build, events=build.events[:2]), tmp_path / "two" / file)
    one, two = ((tmp_path / name / file).read_text("utf-8").splitlines() for name in ("one", "two"))
    # the line before one that went may lose its comma, in Turtle its semicolon
    new = {line.rstrip(" ;,.") for line in two} - {line.rstrip(" ;,.") for line in one}
    assert not new
    assert len(two) < len(one)


def _surer(event: Event) -> Event:
    return replace(event, confidence=0.875)


def test_the_shipped_context_is_the_one_in_the_code():
    shipped = json.loads((ontologies() / "context.jsonld").read_text("utf-8"))
    assert shipped == {"@context": context()}


def test_short_names_of_json_ld_mean_one_property_each():
    ids = [term["@id"] for term in context().values() if isinstance(term, dict)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("file", FILES)
def test_what_is_not_of_its_language_is_told(file: str, tmp_path: Path):
    (tmp_path / file).write_text("<<< no graph", "utf-8")
    with pytest.raises(GraphError, match="is no "):
        read_graph(tmp_path / file)


def test_a_triple_that_stands_in_two_graphs_is_read_once(build: Build, tmp_path: Path):
    export(build, tmp_path / "graph.nq")
    bare = to_graph(build).serialize(format="nt")
    lines = (tmp_path / "graph.nq").read_text("utf-8")
    (tmp_path / "graph.nq").write_text(lines + bare, "utf-8")
    assert read_graph(tmp_path / "graph.nq") == build
