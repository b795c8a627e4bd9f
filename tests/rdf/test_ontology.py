from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

from kg.actions import QUADS, actions
from kg.errors import GraphError
from kg.rdf import terms, to_graph
from kg.rdf.terms import DIPL, Names, Vocabulary
from kg.rdf.vocabulary import actions_turtle
from kg.resources import ontologies

if TYPE_CHECKING:
    from kg.model import Build

ACT = rdflib.Namespace(terms.ACTION)


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ontologies() / "diplomacy.ttl").parse(ontologies() / "actions.ttl")


def own(graph: rdflib.Graph) -> set[rdflib.URIRef]:
    return {
        term
        for term in graph.subjects()
        if isinstance(term, rdflib.URIRef) and str(term).startswith(DIPL.iri)
    }


@pytest.mark.parametrize("said", [RDFS.label, RDFS.comment, RDFS.isDefinedBy])
def test_every_term_is_labelled_explained_and_defined(ontology: rdflib.Graph, said: rdflib.URIRef):
    assert not [term for term in own(ontology) if (term, said, None) not in ontology]


def test_terms_in_the_code_are_terms_in_the_file_and_the_other_way_round():
    graph = rdflib.Graph().parse(ontologies() / "diplomacy.ttl")
    assert {str(term).removeprefix(DIPL.iri) for term in own(graph)} == DIPL.names()


def test_no_action_is_called_like_a_term():
    assert not DIPL.names() & actions().keys()


def test_the_file_of_actions_is_what_the_table_makes():
    assert (ontologies() / "actions.ttl").read_text("utf-8") == "".join(actions_turtle())


def test_actions_lie_below_plover_types_and_quad_classes(ontology: rdflib.Graph):
    def above(term: rdflib.term.Node) -> rdflib.term.Node:
        (broader,) = ontology.objects(term, SKOS.broader)
        return broader

    assert len(actions()) == 84
    assert len(QUADS) == 16
    for action in actions().values():
        assert str(above(ACT[action.id])) == terms.PLOVER + action.plover
        assert str(above(above(ACT[action.id]))) == terms.QUAD + action.quad


def test_every_action_has_a_property_that_joins_its_parties(ontology: rdflib.Graph):
    joining = set(ontology.subjects(RDFS.subPropertyOf, rdflib.URIRef(DIPL.interactsWith.value)))
    assert joining == {rdflib.URIRef(DIPL.iri + action) for action in actions()}


def test_symmetric_actions_are_symmetric_properties(ontology: rdflib.Graph):
    declared = set(ontology.subjects(RDF.type, OWL.SymmetricProperty))
    assert declared == {rdflib.URIRef(DIPL.iri + each.id) for each in actions().values() if each.symmetric}


def test_a_graph_uses_declared_terms_only(ontology: rdflib.Graph, build: Build):
    used = {term for triple in to_graph(build) for term in triple if str(term).startswith(DIPL.iri)}
    assert used
    assert used <= own(ontology)


def test_a_misspelt_term_raises():
    with pytest.raises(AttributeError, match="no term 'actr'"):
        _ = DIPL.actr


def test_a_vocabulary_tells_its_names():
    assert Vocabulary("https://example.org/", "a b").names() == {"a", "b"}


@pytest.mark.parametrize("base", ["", "data/", "https://example.org", "https://example.org/ /"])
def test_a_base_that_makes_broken_iris_is_refused(base: str):
    with pytest.raises(GraphError, match="cannot be the base"):
        Names(base)


def test_a_hostile_key_stays_one_local_name():
    node = Names().key("ent", "../a> <b")
    assert node.value == terms.DATA_BASE + "entity/%2E%2E%2Fa%3E%20%3Cb"
    assert terms.key_of(node) == "../a> <b"
