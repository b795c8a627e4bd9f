"""No output and no file of the ontology uses a term that its vocabulary does not have.

rdflib knows the terms of most vocabularies; ``vocabularies.tsv`` holds those that we use of the others.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib.namespace import (
    DC,
    DCAT,
    DCTERMS,
    FOAF,
    GEO,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SDO,
    SH,
    SKOS,
    TIME,
    VANN,
    VOID,
    XSD,
)

from kg.actions import QUADS, actions
from kg.exports import export, write_months
from kg.rdf import terms, write_turtle
from kg.rdf.inference import infer
from kg.rdf.terms import DIPL
from kg.resources import ontologies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Build

# rdflib itself calls what it has declared out of date
pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning"),
]
CLOSED = (DC, DCAT, DCTERMS, FOAF, GEO, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, TIME, VANN, VOID, XSD)
ONTOLOGY = ("diplomacy.ttl", "actions.ttl", "shapes.ttl")
GRAPHS = (".ttl", ".jsonld", ".nq", ".trig", ".rdf")


def listed() -> dict[str, str]:
    with Path(__file__).with_name("vocabularies.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["term"]: row["kind"] for row in rows}


LISTED = listed()
OWN = {
    *(DIPL.iri + name for name in (*DIPL.names(), *actions())),
    *(terms.ACTION + name for name in actions()),
    *(terms.CAMEO + action.cameo for action in actions().values()),
    *(terms.PLOVER + name for name in QUADS),
    *(terms.QUAD + name for name in QUADS.values()),
}


def exists(term: str) -> bool:
    if term.startswith(terms.ONTOLOGY) and not term.startswith(terms.DATA_BASE):
        return term in OWN
    return term in LISTED or any(str(space) in term and rdflib.URIRef(term) in space for space in CLOSED)


def read(path: Path) -> rdflib.Dataset:
    graph = rdflib.Dataset(default_union=True)
    graph.parse(data=path.read_bytes(), format=rdflib.util.guess_format(str(path)))
    return graph


def used(path: Path) -> Iterator[str]:
    """Yield the predicates, classes and datatypes of a file, and all else that lies in a vocabulary."""
    spaces = (
        *(str(space) for space in CLOSED),
        *{term[: max(term.rfind("#"), term.rfind("/")) + 1] for term in LISTED},
        *(DIPL.iri, terms.ACTION, terms.CAMEO, terms.PLOVER, terms.QUAD),
    )
    for subject, predicate, value, _ in read(path).quads():
        yield str(predicate)
        if predicate == RDF.type:
            yield str(value)
        if isinstance(value, rdflib.Literal) and value.datatype:
            yield str(value.datatype)
        for each in (subject, value):
            name = str(each)
            if isinstance(each, rdflib.URIRef) and name.startswith(spaces) and name not in spaces:
                yield name


@pytest.mark.parametrize("suffix", GRAPHS)
def test_no_output_holds_an_undeclared_term(build: Build, tmp_path: Path, suffix: str):
    export(build, tmp_path / f"graph{suffix}")
    found = set(used(tmp_path / f"graph{suffix}"))
    assert len(found) > 50
    assert not [term for term in sorted(found) if not exists(term)]


def test_neither_does_what_follows_nor_a_manifest(build: Build, tmp_path: Path):
    write_turtle(build, tmp_path / "graph.ttl")
    infer(tmp_path / "graph.ttl", tmp_path / "more.ttl")
    files = [tmp_path / "more.ttl", write_months(build, tmp_path / "months")]
    assert not [term for file in files for term in used(file) if not exists(term)]


@pytest.mark.parametrize("name", ONTOLOGY)
def test_the_ontology_uses_terms_that_there_are(name: str):
    known = {*OWN, terms.ACTION.rstrip("/"), terms.CAMEO.rstrip("/")}
    assert not [term for term in used(ontologies() / name) if not exists(term) and term not in known]


def test_what_an_output_uses_of_other_vocabularies_the_ontology_declares(build: Build, tmp_path: Path):
    write_turtle(build, tmp_path / "graph.ttl")
    declared = {str(each) for each in read(ontologies() / "diplomacy.ttl").subjects(RDF.type)}
    built_in = (str(RDF), str(RDFS), str(XSD))
    used_here = set(used(tmp_path / "graph.ttl")) - OWN - declared
    assert not [term for term in used_here if not term.startswith(built_in)]


def test_what_ours_are_kinds_of_is_declared():
    graph = read(ontologies() / "diplomacy.ttl").parse(ontologies() / "actions.ttl")
    declared = set(graph.subjects(RDF.type))
    above = {
        value
        for name in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith)
        for value in graph.objects(None, name)
    }
    assert not {each for each in above - declared if not str(each).startswith(str(XSD))}


def test_the_table_of_terms_says_what_each_is_and_holds_no_more_than_is_used():
    everywhere = {term for name in ONTOLOGY for term in used(ontologies() / name)}
    spdx = {term for term in LISTED if "spdx" in term}  # of manifests
    assert set(LISTED) - spdx <= everywhere
    for term, kind in LISTED.items():
        assert term.rstrip("0123456789")[-1].isalpha()
        name = term[max(term.rfind("#"), term.rfind("/")) + 1 :]
        assert (kind == "property") == name[0].islower()


@pytest.mark.parametrize("term", ["https://schema.org/mades", str(SKOS) + "altlabel", DIPL.iri + "actr"])
def test_a_misspelt_term_is_found(term: str):
    assert not exists(term)
