"""The SPARQL 1.1 protocol, a case a test; and clients that people use."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, SPARQLWrapper

from kg.queries.process import Asker

if TYPE_CHECKING:
    from kg.serving import Endpoint
    from tests.serving.conftest import Client

COUNT = "PREFIX dipl: <https://w3id.org/dipl#> SELECT (COUNT(?e) AS ?n) { ?e a dipl:Event }"
NAMES = "PREFIX dipl: <https://w3id.org/dipl#> SELECT ?n { ?s a dipl:State ; rdfs:label ?n } ORDER BY ?n"
FORM = "application/x-www-form-urlencoded"


def test_get(client: Client):
    assert client.ask(COUNT).body.split() == ["n", "60"]


def test_post_of_a_form(client: Client):
    found = client("POST", "/query", urlencode({"query": COUNT}), Content_Type=FORM, Accept="text/csv")
    assert (found.status, found.body.split()) == (200, ["n", "60"])


def test_post_of_a_query_itself(client: Client):
    kind = "application/sparql-query; charset=utf-8"
    found = client("POST", "/query", COUNT, Content_Type=kind, Accept="text/csv")
    assert (found.status, found.body.split()) == (200, ["n", "60"])


def test_the_other_usual_address_answers_as_well(client: Client):
    assert client("GET", f"/sparql?{urlencode({'query': COUNT})}", Accept="text/csv").body.split() == [
        "n",
        "60",
    ]


def test_results_in_json(client: Client):
    found = client.ask(NAMES, "application/sparql-results+json")
    assert found.headers["content-type"].startswith("application/sparql-results+json")
    assert [row["n"]["value"] for row in json.loads(found.body)["results"]["bindings"]] == ["Chile", "Peru"]


def test_results_in_xml(client: Client):
    found = client.ask(NAMES, "application/sparql-results+xml")
    read = ET.fromstring(found.body)  # noqa: S314 - our own
    literals = read.iter("{http://www.w3.org/2005/sparql-results#}literal")
    assert [literal.text for literal in literals] == ["Chile", "Peru"]


def test_results_in_csv(client: Client):
    assert list(csv.reader(io.StringIO(client.ask(NAMES, "text/csv").body))) == [["n"], ["Chile"], ["Peru"]]


def test_results_in_tsv(client: Client):
    found = client.ask(NAMES, "text/tab-separated-values")
    assert found.body.split() == ["?n", '"Chile"@en', '"Peru"@en']


@pytest.mark.parametrize("kind", ["text/turtle", "application/n-triples", "application/rdf+xml"])
def test_construct_in_formats_of_rdf(client: Client, kind: str):
    found = client.ask("CONSTRUCT { ?a rdfs:label ?n } { ?a a dipl:State ; rdfs:label ?n }", kind)
    assert len(rdflib.Graph().parse(data=found.body, format=kind)) == 2


def test_ask(client: Client):
    found = client.ask("ASK { ?a a dipl:State }", "application/sparql-results+json")
    assert json.loads(found.body)["boolean"] is True


def test_the_graphs_of_a_query_can_be_named(client: Client):
    asked = urlencode({"query": COUNT, "default-graph-uri": "https://example.org/nothing"})
    assert client("GET", f"/query?{asked}", Accept="text/csv").body.split() == ["n", "0"]


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status"),
    [
        pytest.param("GET", "/query?query=SELECT%20*%20%7B", "", {}, 400, id="malformed"),
        pytest.param("GET", "/query?query=ASK%20%7B%7D&query=ASK%20%7B%7D", "", {}, 400, id="two queries"),
        pytest.param("GET", "/query?query=%FF", "", {}, 400, id="no UTF-8"),
        pytest.param("POST", "/query", "x=1", {"Content_Type": FORM}, 400, id="form without query"),
        pytest.param("POST", "/query", "ASK {}", {"Content_Type": "text/plain"}, 415, id="another type"),
        pytest.param("POST", "/query", "x" * 6_000, {"Content_Type": FORM}, 413, id="too long"),
        pytest.param("GET", "/query?query=ASK%20%7B%7D", "", {"Accept": "image/png"}, 406, id="no format"),
        pytest.param("GET", f"/query?query={'x' * 70_000}", "", {}, 414, id="too long an address"),
    ],
)
def test_what_is_no_query_is_refused(  # noqa: PLR0913, PLR0917 - a whole request
    client: Client, method: str, path: str, body: str, headers: dict[str, str], status: int
):
    assert client(method, path, body, **headers).status == status


INSERT = "INSERT DATA { <https://a.org/a> <https://a.org/b> 1 }"


@pytest.mark.parametrize(
    ("method", "path", "body", "kind"),
    [
        ("POST", "/update", INSERT, "application/sparql-update"),
        ("POST", "/update", urlencode({"update": INSERT}), FORM),
        ("POST", "/query", urlencode({"update": INSERT}), FORM),
        ("POST", "/query", urlencode({"query": INSERT}), FORM),
        ("POST", "/query", INSERT, "application/sparql-query"),
        ("POST", "/query", INSERT, "application/sparql-update"),
        ("POST", "/query", "LOAD <file:///etc/passwd>", "application/sparql-query"),
        ("GET", f"/query?{urlencode({'update': INSERT})}", "", ""),
        ("PUT", "/store?default", "<a:a> <a:b> 1 .", "text/turtle"),
        ("POST", "/store?default", "<a:a> <a:b> 1 .", "text/turtle"),
        ("DELETE", "/store?default", "", ""),
        ("PATCH", "/query", INSERT, "application/sparql-update"),
    ],
)
def test_nothing_can_be_changed(client: Client, method: str, path: str, body: str, kind: str):
    assert 400 <= client(method, path, body, Content_Type=kind).status < 500
    assert client.ask("ASK { ?a <https://a.org/b> ?b }", "application/sparql-results+json").body.count(
        "false"
    )


def test_sparqlwrapper_reads_from_it(endpoint: Endpoint):
    wrapper = SPARQLWrapper(f"{endpoint.url}query")
    wrapper.setQuery(COUNT)
    wrapper.setReturnFormat(JSON)
    assert wrapper.queryAndConvert()["results"]["bindings"][0]["n"]["value"] == "60"


def test_rdflib_reads_from_it(endpoint: Endpoint):
    graph = rdflib.Graph(SPARQLStore(f"{endpoint.url}query", returnFormat="json"))
    assert [str(row[0]) for row in graph.query(NAMES)] == ["Chile", "Peru"]


def test_rdflib_sees_its_triples(endpoint: Endpoint):
    graph = rdflib.Graph(SPARQLStore(f"{endpoint.url}query"))
    kind = rdflib.URIRef("https://w3id.org/dipl#State")
    assert len(list(graph.subjects(rdflib.RDF.type, kind))) == 2


def test_kg_reads_from_it(endpoint: Endpoint):
    with Asker(f"{endpoint.url}query") as asker:
        assert asker.ask(NAMES).frame()["n"].tolist() == ["Chile", "Peru"]
