from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph
import pytest

from kg.combining import combine
from kg.errors import GraphError
from kg.rdf import read_turtle, write_turtle
from kg.rdf.changes import changes
from kg.rdf.inference import infer
from kg.rdf.reference import reference
from kg.rdf.terms import DIPL
from kg.rdf.validation import validate
from kg.resources import ontologies

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Build

BROKEN = [
    ("Event", "dipl:status dipl:occurred", "dipl:status dipl:day", "not one known status"),
    ("Event", "dipl:reportCount 2", "dipl:reportCount 3", "not as many reports"),
    ("Report", "    dipl:trigger ", "    dipl:frame ", "does not show the act"),
    ("Unreported", "    dipl:reports ev:", "    rdfs:seeAlso ev:", "without a source sentence"),
    ("Sentence", "    nif:anchorOf ", "    rdfs:comment ", "source sentence has not one text"),
    ("Document", "    nif:referenceContext ", "    rdfs:seeAlso ", "sentence stands in not one document"),
    ("Edtf", '"2023-05-19"^^edtf:EDTF', '"19 May"^^edtf:EDTF', "in EDTF is none"),
    ("Claim", "dipl:polarity dipl:affirmed", "dipl:polarity dipl:negated", "negated report cannot"),
    ("Participation", "dipl:role dipl:mediator", "dipl:role dipl:day", "not one known role"),
    ("Document", "c" * 64, "c" * 63, "not one digest"),
    ("Actor", "wd:Q419", "wd:Peru", "no item of Wikidata"),
    ("Place", "wgs84:lat -12.0", "wgs84:lat -112.0", "latitude"),
    ("Geometry", "POINT(-77.0 -12.0)", "Lima", "geometry is no point"),
    ("Run", "e" * 64, "e" * 9, "digest of the encoder"),
    ("Edge", "dipl:severRelations ent:RUS", "dipl:severRelations ent:PER", "No event that took place"),
    ("Term", "dipl:counterpart ent:BLR", "dipl:counterprat ent:BLR", "did you mean dipl:counterpart"),
]  # fmt: skip


def test_a_graph_of_kg_is_sound(world: Build, tmp_path: Path):
    write_turtle(world, tmp_path / "graph.ttl")
    assert validate(tmp_path / "graph.ttl") == ()


@pytest.mark.parametrize(("shape", "find", "put", "message"), BROKEN)
def test_a_fault_is_told_in_words(  # noqa: PLR0913, PLR0917 - a fault in a line
    world: Build, tmp_path: Path, shape: str, find: str, put: str, message: str
):
    path = tmp_path / f"{shape}.ttl"
    write_turtle(world, path)
    assert find in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(find, put), "utf-8")
    assert any(message in each.message for each in validate(path))


def test_a_graph_of_another_ontology_is_not_validated(tmp_path: Path):
    (tmp_path / "other.ttl").write_text("<https://a.org/a> a <https://a.org/B> .", "utf-8")
    with pytest.raises(GraphError, match="another ontology"):
        validate(tmp_path / "other.ttl")


def test_nothing_follows_from_a_graph_of_another_ontology(tmp_path: Path):
    (tmp_path / "other.ttl").write_text("<https://a.org/a> a <https://a.org/B> .", "utf-8")
    with pytest.raises(GraphError, match="another ontology"):
        infer(tmp_path / "other.ttl", tmp_path / "more.ttl")
    assert not (tmp_path / "more.ttl").exists()


def test_what_follows_is_written_beside_the_graph_and_is_sound(world: Build, tmp_path: Path):
    write_turtle(world, tmp_path / "graph.ttl")
    assert infer(tmp_path / "graph.ttl", tmp_path / "more.ttl") > 0
    store = pyoxigraph.Store()
    store.load(path=str(tmp_path / "more.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
    assert store.query(
        f"ASK {{ ?a <{DIPL.iri}host> ?b . ?b <{DIPL.iri}visit> ?a ; <{DIPL.iri}interactsWith> ?a }}"
    )
    assert read_turtle(tmp_path / "more.ttl") == read_turtle(tmp_path / "graph.ttl")
    assert validate(tmp_path / "more.ttl") == ()


def test_an_event_that_went_and_one_that_is_told_otherwise_are_changes(world: Build):
    surer = replace(world.events[1], confidence=0.99)
    found = changes(world, replace(world, events=(world.events[0], surer)))
    assert {change.kind for change in found} == {"gone", "changed"}
    assert [change.details for change in found if change.kind == "changed"] == [
        ("confidence 0.700 -> 0.990",)
    ]
    assert changes(world, world) == ()


def test_graphs_of_two_runs_keep_who_read_what(world: Build, tmp_path: Path):
    other = replace(world.sources[0], id="other")
    late = replace(world, run=replace(world.run, model_version="1"), sources=(other,), events=())
    merged = combine([world, late])
    assert [part.documents for part in merged.merged] == [("gazette", "herald", "tribune"), ("other",)]
    write_turtle(merged, tmp_path / "graph.ttl")
    assert read_turtle(tmp_path / "graph.ttl") == merged


def test_documents_of_one_id_and_two_texts_are_not_merged(world: Build):
    other = replace(world.sources[0], digest="f" * 64)
    with pytest.raises(GraphError, match="different text"):
        combine([world, replace(world, sources=(other,))])


def test_the_reference_page_is_current():
    assert (ontologies() / "reference.html").read_text("utf-8") == "".join(reference())
