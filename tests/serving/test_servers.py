"""Real servers that take a graph by ``kg push`` answer as kg's own store does."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from kg.queries import prepare, ready
from kg.queries.binding import bind, checked
from kg.queries.engine import opened
from kg.queries.tokens import declarations
from kg.rdf.terms import prefixes
from kg.serving import Place, push
from kg.serving.children import program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMED = "https://example.org/graph"
VALUES = {"actor": "Peru", "one": "Peru", "other": "Chile", "speaker": "Peru", "since": "2023-01-01",
          "below": "0.95", "event": "e1"}  # fmt: skip
CONFIGURATION = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 100000
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], folder: Path, url: str) -> Iterator[None]:
    """Run a server until the end of the block, which begins when it answers."""
    with subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            for _ in range(600):
                try:
                    urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 - our own
                    break
                except urllib.error.HTTPError:
                    break
                except OSError:
                    assert process.poll() is None
                    time.sleep(0.1)
            yield
        finally:
            process.kill()


@pytest.fixture(scope="module")
def oxigraph(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the query address of an Oxigraph that has the graph."""
    home, port = tmp_path_factory.mktemp("oxigraph"), free_port()
    url = f"http://127.0.0.1:{port}"
    with running([program(), "serve", "--location", str(home), "--bind", f"127.0.0.1:{port}"], home, url):
        push(folder, Place(url=f"{url}/store"), chunk=2_000)
        yield f"{url}/query"


@pytest.fixture(scope="module")
def virtuoso(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the query address of a Virtuoso that has the graph."""
    found = shutil.which("virtuoso-t")
    if found is None:
        pytest.skip("Virtuoso is not installed (Debian: virtuoso-opensource)")
    home, http = tmp_path_factory.mktemp("virtuoso"), free_port()
    (home / "kg.ini").write_text(CONFIGURATION.format(sql=free_port(), http=http), encoding="ascii")
    url = f"http://127.0.0.1:{http}"
    with running([found, "+configfile", "kg.ini", "+foreground"], home, f"{url}/sparql"):
        place = Place(url=f"{url}/sparql-graph-crud-auth", graph=NAMED, user="dba", password="dba")  # noqa: S106 - as installed
        push(folder, place, chunk=2_000)
        yield f"{url}/sparql"


def rows(url: str, query: str, **more: str) -> list[tuple[str, ...]]:
    """Return the solutions of a query, numbers alike however they are written."""
    request = urllib.request.Request(  # noqa: S310 - our own
        url, urlencode({"query": query, **more}).encode(), {"Accept": "application/sparql-results+json"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - our own
        found = json.load(answer)
    names = found["head"]["vars"]
    return sorted(tuple(plain(row.get(name)) for name in names) for row in found["results"]["bindings"])


def plain(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    number = term.get("datatype", "").rpartition("#")[2] in {"integer", "decimal", "double", "float", "int"}
    return f"{float(term['value']):.4f}" if number else term["value"]


def asked(folder: Path, name: str) -> str:
    query = ready()[name]
    given = {it.name: VALUES[it.name] for it in query.parameters if not it.optional}
    text, values = prepare(opened(folder), query, given)
    bound = bind(text, checked(text, values))
    return declarations(bound, prefixes()) + bound


def ours(folder: Path, query: str) -> list[tuple[str, ...]]:
    results = opened(folder).query(query)
    names = [each.value for each in results.variables]  # type: ignore[union-attr]
    terms = ([row[name] for name in names] for row in results)  # type: ignore[union-attr, index, call-overload]
    return sorted(tuple(plain(as_json(term)) for term in row) for row in terms)


def as_json(term: object) -> dict[str, str] | None:
    if term is None:
        return None
    kind = getattr(term, "datatype", None)
    return {"value": term.value, "datatype": kind.value if kind else ""}  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ready())
def test_oxigraph_answers_as_kg_does(oxigraph: str, folder: Path, name: str):
    query = asked(folder, name)
    assert rows(oxigraph, query) == ours(folder, query)


@pytest.mark.parametrize("name", ready())
def test_virtuoso_answers_as_kg_does(virtuoso: str, folder: Path, name: str):
    query = asked(folder, name)
    assert rows(virtuoso, query, **{"default-graph-uri": NAMED}) == ours(folder, query)


def test_as_many_triples_are_there_as_were_sent(oxigraph: str, folder: Path):
    count = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }"
    assert rows(oxigraph, count) == ours(folder, count)


def test_as_many_triples_are_in_virtuoso(virtuoso: str, folder: Path):
    count = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }"
    assert rows(virtuoso, count, **{"default-graph-uri": NAMED}) == ours(folder, count)
