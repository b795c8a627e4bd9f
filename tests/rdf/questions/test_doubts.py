from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph
import pyshacl
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Triple

from kg.rdf import terms
from kg.rdf.doubts import Facts, doubtful
from kg.rdf.files import as_rdflib
from kg.rdf.terms import DIPL, RDF
from kg.rdf.validation import violations
from kg.rdf.writing import triples
from kg.resources import ontologies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Build

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
TEXT = Literal("x")


def ontology() -> Iterator[Triple]:
    for name in ("diplomacy.ttl", "actions.ttl"):
        yield from (quad.triple for quad in pyoxigraph.parse(path=str(ontologies() / name)))


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    graph = rdflib.Graph().parse(ontologies() / "shapes.ttl")
    return graph.remove((None, SH.sparql, None))


@pytest.fixture(scope="module")
def spoilt(world: Build) -> list[Triple]:
    """A graph in which every statement of every kind of node is once missing, once text, once doubled."""
    content = sorted(set(triples(world)), key=str)
    kinds = {each.subject: each.object for each in content if each.predicate == RDF.type}
    seen: dict[tuple[object, object], int] = {}
    found = []
    for each in content:
        kind = (kinds.get(each.subject), each.predicate)
        seen[kind] = seen.get(kind, -1) + 1
        match seen[kind] if each.predicate != RDF.type else -1:
            case 0:
                pass
            case 1:
                found.append(Triple(each.subject, each.predicate, TEXT))
            case 2:
                found += [each, Triple(each.subject, each.predicate, TEXT)]
            case 3:
                found += [each, Triple(each.subject, each.predicate, DIPL.Event)]
            case _:
                found.append(each)
    return found


def test_a_sound_graph_raises_no_doubt(world: Build, shapes: rdflib.Graph):
    assert not doubtful(Facts([*triples(world), *ontology()]), shapes)


def test_what_pyshacl_refuses_is_doubted_and_told_alike(spoilt: list[Triple], shapes: rdflib.Graph):
    whole = as_rdflib([*spoilt, *ontology()])
    _, found, _ = pyshacl.validate(whole, shacl_graph=shapes, inplace=True)
    refused = {
        (str(found.value(each, SH.focusNode)), str(found.value(each, SH.resultMessage)))
        for each in found.subjects(rdflib.RDF.type, SH.ValidationResult)
    }
    told = {(each.subject, each.message) for each in violations(spoilt, "spoilt")}
    assert len(refused) > 100
    assert refused <= told


def test_a_constraint_that_the_first_look_does_not_know_leaves_it_to_pyshacl(world: Build):
    shapes = rdflib.Graph().parse(
        data=f"""@prefix sh: <{SH}> . @prefix dipl: <{DIPL.iri}> .
        [] sh:targetClass dipl:State ; sh:xone ( [ sh:nodeKind sh:IRI ] ) ."""
    )
    doubted = doubtful(Facts([*triples(world), *ontology()]), shapes)
    assert NamedNode(terms.DATA_BASE + "entity/PER") in doubted
