"""What the ontology says of its terms holds in a graph without any inference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QuerySolutions

from kg.rdf import as_store, prefixes

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.model import Build

HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes().items())
FAULTS = {
    "a subject without the class that its property is for": """
        ?property rdfs:domain ?class . ?node ?property ?value .
        FILTER NOT EXISTS { ?node a/rdfs:subClassOf* ?class }""",
    "an object without the class that its property leads to": """
        ?property a owl:ObjectProperty ; rdfs:range ?class . ?node ?property ?value .
        FILTER NOT EXISTS { ?value a/rdfs:subClassOf* ?class }""",
    "a literal of another datatype": """
        ?property a owl:DatatypeProperty ; rdfs:range ?type . ?node ?property ?value .
        FILTER (!isLiteral(?value) || DATATYPE(?value) != ?type)""",
    "text where a node is meant": """
        ?property a owl:ObjectProperty . ?node ?property ?value . FILTER (isLiteral(?value))""",
    "a node of two classes that have no common member": """
        ?one owl:disjointWith ?other . ?node a/rdfs:subClassOf* ?one, ?class .
        ?class rdfs:subClassOf* ?other""",
    "a symmetric edge that goes one way": """
        ?property a owl:SymmetricProperty . ?node ?property ?value .
        FILTER NOT EXISTS { ?value ?property ?node }""",
    "a blank node": """
        ?node ?property ?value . FILTER (isBlank(?node) || isBlank(?value))""",
    "a node without a type": """
        ?other ?property ?node . FILTER (STRSTARTS(STR(?node), STR(ev:)) || STRSTARTS(STR(?node), STR(ent:)))
        FILTER NOT EXISTS { ?node a ?type }""",
}


@pytest.fixture(scope="module")
def store(world: Build) -> Store:
    return as_store(world)


@pytest.mark.parametrize("pattern", FAULTS.values(), ids=FAULTS.keys())
def test_a_graph_has_nowhere(store: Store, pattern: str):
    found = store.query(f"{HEAD} SELECT ?node ?property WHERE {{ {pattern} }}")
    assert isinstance(found, QuerySolutions)
    assert not list(found)
