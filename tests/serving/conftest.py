from __future__ import annotations

import http.client
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import pytest

from kg.rdf import write_store
from kg.rdf.terms import prefixes
from kg.serving import Endpoint, Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

DATA = """
ent:PER a dipl:State ; rdfs:label "Peru"@en ; dipl:actsFor ent:PER .
ent:CHL a dipl:State ; rdfs:label "Chile"@en ; dipl:actsFor ent:CHL .
ent:X a dipl:Group ; rdfs:label "<script>alert(1)</script>"@en .
run:r a dipl:Run .
"""
EVENT = """
ev:e{0} a dipl:Event ; rdfs:label "Peru met Chile, {0}"@en ; dipl:action act:meet ; dipl:actor ent:PER, {1} ;
  dipl:status dipl:occurred ; dipl:confidence 0.9 ; dipl:reportCount 1 ;
  sem:hasEarliestBeginTimeStamp "2023-05-19"^^xsd:date ; sem:hasLatestEndTimeStamp "2023-05-19"^^xsd:date .
"""


def content(events: int) -> str:
    """Return a graph of events in Turtle."""
    known = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes().items())
    told = "".join(EVENT.format(number, "ent:X" if number == 1 else "ent:CHL") for number in range(events))
    return known + DATA + told


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: str


@dataclass(frozen=True, slots=True)
class Client:
    """Asks as plainly as can be, so that a test sees what is on the wire."""

    url: str

    def __call__(self, method: str, path: str, body: str = "", **headers: str) -> Answered:
        """Send a request; ``content_type`` is the header Content-Type."""
        parts = urlsplit(self.url)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body.encode() or None, named)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answered(response.status, found, response.read().decode())
        finally:
            connection.close()

    def ask(self, query: str, accept: str = "text/csv") -> Answered:
        """Ask a query by GET."""
        return self("GET", f"/query?{urlencode({'query': query})}", Accept=accept)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder as a build leaves it."""
    made = tmp_path_factory.mktemp("served")
    (made / "graph.ttl").write_text(content(60), encoding="utf-8")
    (made / "graph.html").write_text("<!doctype html><title>Page</title>", encoding="utf-8")
    (made / "report.json").write_text("{}", encoding="utf-8")
    write_store(made / "graph.ttl", made / "store")
    return made


@pytest.fixture(scope="session")
def endpoint(folder: Path) -> Iterator[Endpoint]:
    """Return a running endpoint that gives each query two seconds."""
    limits = Limits(seconds=2.0, query=5_000, answer=1_000_000, at_once=4)
    with Endpoint(folder, port=0, limits=limits) as running:
        yield running


@pytest.fixture(scope="session")
def client_of() -> type[Client]:
    return Client


@pytest.fixture(scope="session")
def content_of() -> Callable[[int], str]:
    return content


@pytest.fixture(scope="session")
def client(endpoint: Endpoint) -> Client:
    return Client(endpoint.url)


@pytest.fixture
def served(folder: Path) -> Iterator[Callable[..., Client]]:
    """Return a function that serves the graph with limits of a test's own."""
    running: list[Endpoint] = []

    def serve(**limits: float) -> Client:
        made = Endpoint(folder, port=0, limits=Limits(**limits))  # type: ignore[arg-type]  # int is float
        made.start()
        running.append(made)
        return Client(made.url)

    yield serve
    for each in running:
        each.close()
