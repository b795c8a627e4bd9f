from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
import rdflib

from kg.model import Build, Status
from kg.rdf import prefixes, to_graph, write_turtle
from kg.rdf.files import as_rdflib
from kg.rdf.turtle import to_turtle
from kg.rdf.writing import triples

if TYPE_CHECKING:
    from pathlib import Path

DIPL = rdflib.Namespace("https://w3id.org/dipl#")
ENT = rdflib.Namespace("https://w3id.org/dipl/data/entity/")


def test_order_of_triples_changes_no_byte(build: Build):
    facts = list(triples(build))
    assert "".join(to_turtle(facts, prefixes())) == "".join(to_turtle(reversed(facts), prefixes()))


def test_order_of_events_and_sources_changes_no_byte(build: Build, tmp_path: Path):
    other = replace(build.events[0], id="f0")
    write_turtle(replace(build, events=(build.events[0], other)), tmp_path / "a.ttl")
    write_turtle(replace(build, events=(other, build.events[0])), tmp_path / "b.ttl")
    assert (tmp_path / "a.ttl").read_bytes() == (tmp_path / "b.ttl").read_bytes()


def test_the_seed_of_hashes_changes_no_byte(build: Build, tmp_path: Path):
    write_turtle(build, tmp_path / "first.ttl")
    program = (
        "import sys, pathlib, kg.rdf; first, again = map(pathlib.Path, sys.argv[1:]); "
        "kg.rdf.write_turtle(kg.rdf.read_turtle(first), again)"
    )
    for seed in "13":
        command = [sys.executable, "-c", program, tmp_path / "first.ttl", tmp_path / "again.ttl"]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        assert (tmp_path / "again.ttl").read_bytes() == (tmp_path / "first.ttl").read_bytes()


def test_there_are_no_blank_nodes(build: Build):
    assert not [term for triple in to_graph(build) for term in triple if isinstance(term, rdflib.BNode)]


def test_control_characters_are_escaped():
    node = pyoxigraph.NamedNode("https://example.org/a")
    hostile = 'x\0\x1b\x85\u202e\u2028"""\\ <script> \n.'
    text = "".join(to_turtle([pyoxigraph.Triple(node, node, pyoxigraph.Literal(hostile))], {}))
    assert not set("\0\x1b\x85\u202e\u2028") & set(text)
    (value,) = rdflib.Graph().parse(data=text).objects()
    assert str(value) == hostile


def test_half_a_surrogate_pair_becomes_a_replacement(build: Build, tmp_path: Path):
    source = replace(build.sources[0], title="\ud800")
    write_turtle(replace(build, sources=(source,)), tmp_path / "graph.ttl")
    assert '"\ufffd"' in (tmp_path / "graph.ttl").read_text("utf-8")


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://example.org/a?b=c#d", rdflib.URIRef),
        ("http://example.org", rdflib.URIRef),
        ("javascript:alert(1)", rdflib.Literal),
        ("https://example.org/> . <a> <b> <c", rdflib.Literal),
        ("https://example.org/a/../b", rdflib.Literal),
        ("https://example.org/%zz", rdflib.Literal),
        ("https://example.org\n", rdflib.Literal),
        ("/relative", rdflib.Literal),
    ],
)
def test_only_a_sound_web_address_becomes_an_iri(build: Build, url: str, kind: type):
    graph = to_graph(replace(build, sources=(replace(build.sources[0], url=url),)))
    (value,) = graph.objects(None, rdflib.URIRef("https://schema.org/url"))
    assert isinstance(value, kind)
    assert str(value) == url


def test_an_act_that_took_place_joins_its_parties_both_ways_if_symmetric(build: Build):
    graph = to_graph(build)
    assert (ENT.Emmanuel_Macron, DIPL.meet, ENT.Fumio_Kishida) in graph
    assert (ENT.Fumio_Kishida, DIPL.meet, ENT.Emmanuel_Macron) in graph


@pytest.mark.parametrize("status", [Status.PLANNED, Status.NEGATED, Status.HYPOTHETICAL])
def test_an_act_that_did_not_take_place_joins_nobody(build: Build, status: Status):
    graph = to_graph(replace(build, events=(replace(build.events[0], status=status),)))
    assert not list(graph.subject_objects(DIPL.meet))


def test_a_state_behind_a_person_has_a_name(build: Build):
    assert to_graph(build).value(ENT.FRA, rdflib.RDFS.label) == rdflib.Literal("France", lang="en")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("President  Macron", ["President Macron"]),
        ("the Élysée", ["Élysée"]),
        ("the Emmanuel Macron", []),
        ("the French", []),
        ("French", []),
        ("French forces", []),
        ("the leader of France", []),
    ],
)
def test_a_name_in_the_text_that_differs_is_an_alternative(build: Build, words: str, names: list[str]):
    event = build.events[0]
    report = event.mentions[0]
    first = report.participants[0]
    assert first.mention
    called = replace(first.mention, span=replace(first.mention.span, text=words))
    report = replace(report, participants=(replace(first, mention=called),))
    graph = to_graph(replace(build, events=(replace(event, mentions=(report,)),)))
    assert [str(name) for name in graph.objects(ENT.Emmanuel_Macron, rdflib.SKOS.altLabel)] == names


def test_two_reports_by_the_same_words_are_kept_apart(build: Build):
    event = build.events[0]
    twice = replace(event, mentions=(event.mentions[0], event.mentions[0]))
    assert len(list(to_graph(replace(build, events=(twice,))).subjects(rdflib.RDF.type, DIPL.Report))) == 2


def test_a_changed_confidence_changes_one_line(build: Build, tmp_path: Path):
    surer = replace(build, events=(replace(build.events[0], confidence=0.95),))
    write_turtle(build, tmp_path / "a.ttl")
    write_turtle(surer, tmp_path / "b.ttl")
    before, after = ((tmp_path / name).read_text("utf-8").splitlines() for name in ("a.ttl", "b.ttl"))
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_a_graph_in_rdflib_knows_the_prefixes(build: Build):
    assert dict(as_rdflib(triples(build)).namespaces())["dipl"] == rdflib.URIRef(str(DIPL))
