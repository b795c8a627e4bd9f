"""Answers queries in a process of its own, which can be ended at any moment; run as a script by ``process``.

It reads a line of JSON from its input for each thing to do and writes a line for each answer. It imports
nothing of kg, so that it is there at once.
"""

from __future__ import annotations

import json
import signal
import sys
import urllib.error
import urllib.parse
import urllib.request
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DIPL = "https://w3id.org/dipl#"
_AT_ONCE = 200  # nodes of which one query asks for names
_GRACE = 2.0  # seconds that the parent has to end it before it ends by itself
_RESULTS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
_NAMES = """SELECT ?node (MIN(?name) AS ?value) {
    VALUES ?node { %s } ?node <http://www.w3.org/2000/01/rdf-schema#label> ?name } GROUP BY ?node"""
_PAGES = """SELECT ?node (MIN(?url) AS ?value) { VALUES ?node { %s }
    { ?node <https://schema.org/url> ?url }
    UNION { ?node <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#referenceContext>
        /<https://schema.org/url> ?url }
    UNION { ?report <https://w3id.org/dipl#reports> ?node . ?report
        <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#referenceContext>
        /<https://schema.org/url> ?url } } GROUP BY ?node"""


class Source(Protocol):
    """What can be asked."""

    def ask(self, query: str, form: str) -> Any:  # noqa: ANN401 - pyoxigraph has no common type for answers
        """Return a bool, solutions or triples."""


class Local:
    """A store on disk or in memory."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def ask(self, query: str, form: str) -> Any:  # noqa: ANN401 - see Source
        """Ask the store."""
        answer = self._store.query(query)
        return bool(answer) if form == "ASK" else answer


class Endpoint:
    """A server that speaks the SPARQL 1.1 protocol."""

    def __init__(self, address: str) -> None:
        self._address = address
        # a proxy knows nothing of this machine
        here = urllib.parse.urlsplit(address).hostname in {"localhost", "127.0.0.1", "::1"}
        proxies = [urllib.request.ProxyHandler({})] if here else []
        self._opener = urllib.request.build_opener(*proxies)

    def ask(self, query: str, form: str) -> Any:  # noqa: ANN401 - see Source
        """Send the query and read the answer as it comes."""
        table = form in {"SELECT", "ASK"}
        request = urllib.request.Request(  # noqa: S310 - the parent lets only http and https pass
            self._address,
            data=urllib.parse.urlencode({"query": query}).encode(),
            headers={"Accept": _RESULTS if table else _TRIPLES, "User-Agent": "kg"},
        )
        response = self._opener.open(request)
        if not table:
            return (quad.triple for quad in ox.parse(response, format=ox.RdfFormat.N_TRIPLES))
        answer = ox.parse_query_results(response, format=ox.QueryResultsFormat.JSON)
        return bool(answer) if form == "ASK" else answer


def opened(order: dict[str, Any]) -> Source:
    """Return the source that an order names: a store, files or an address."""
    if order["kind"] == "endpoint":
        return Endpoint(order["at"])
    if order["kind"] == "store":
        return Local(ox.Store.read_only(order["at"]))
    store = ox.Store()
    for path in order["files"]:
        kind = ox.RdfFormat.from_extension(path.rpartition(".")[2].lower())
        store.bulk_load(path=path, format=kind or ox.RdfFormat.TURTLE)
    return Local(store)


def base(source: Source) -> str:
    """Return the IRI of a run of kg, which tells below which IRI the data lie; empty if there is none."""
    rows = list(source.ask(f"SELECT ?run {{ ?run a <{_DIPL}Run> }} LIMIT 1", "SELECT"))
    return str(rows[0]["run"].value) if rows else ""


def answered(source: Source, order: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the answer to a query, and for a table also what the graph says of its nodes."""
    found = source.ask(order["query"], order["form"])
    if isinstance(found, bool):
        yield {"truth": found}
        return
    if order["form"] != "SELECT":
        triples, more = _capped(found, order["rows"])
        text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
        yield {"triples": text.decode(), "more": more}
        nodes = {term for triple in triples for term in (triple.subject, triple.object)}
    else:
        names = [each.value for each in found.variables]
        rows, more = _capped(found, order["rows"])
        yield {"variables": names, "rows": [[plain(term) for term in row] for row in rows], "more": more}
        nodes = {term for row in rows for term in row if isinstance(term, ox.NamedNode)}
    iris = sorted(str(node) for node in nodes if isinstance(node, ox.NamedNode))
    yield {"known": known(source, iris[: order["names"]])}


def _capped(found: Iterable[Any], limit: int | None) -> tuple[list[Any], bool]:
    kept = list(islice(found, None if limit is None else limit + 1))
    return (kept, False) if limit is None or len(kept) <= limit else (kept[:limit], True)


def plain(term: Any) -> list[str | None] | None:  # noqa: ANN401 - any term of pyoxigraph
    """Return a term as values for JSON."""
    if isinstance(term, ox.NamedNode):
        return ["iri", term.value]
    if isinstance(term, ox.Literal):
        return ["literal", term.value, term.language, term.datatype.value]
    return None if term is None else ["text", str(term)]


def known(source: Source, nodes: list[str]) -> dict[str, list[str]]:
    """Return IRI -> name and address of its evidence."""
    found: dict[str, list[str]] = {}
    for start in range(0, len(nodes), _AT_ONCE):
        some = " ".join(nodes[start : start + _AT_ONCE])
        for place, query in enumerate((_NAMES, _PAGES)):
            for row in _asked_by_the_way(source, query.replace("%s", some)):
                if row["node"] is not None and row["value"] is not None:
                    found.setdefault(row["node"].value, ["", ""])[place] = row["value"].value
    return found


def _asked_by_the_way(source: Source, query: str) -> list[Any]:
    """Return what a table can do without: nothing, where the server does not answer."""
    try:
        return list(source.ask(query, "SELECT"))
    except (OSError, SyntaxError, ValueError, RuntimeError):
        return []


def complaint(error: Exception) -> str:
    """Return what went wrong, in a line."""
    if isinstance(error, urllib.error.HTTPError):
        said = error.read(2000).decode("utf-8", "replace").strip()
        return f"the server answers {error.code} {error.reason}. {said}".strip()
    if isinstance(error, urllib.error.URLError):
        return f"the server cannot be reached: {error.reason}"
    return f"{type(error).__name__}: {error}"


def limited(seconds: float | None) -> None:
    """Let the system end this process some time after the limit, in case that the parent is gone."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, 0 if seconds is None else seconds + _GRACE)


def main() -> None:
    """Do what the lines of the input say, until they end."""
    source: Source | None = None
    for line in sys.stdin:
        order = json.loads(line)
        try:
            limited(order.get("seconds"))
            if source is None:
                source = opened(order)
                say({"base": base(source)})
                continue
            for part in answered(source, order):
                say(part)
            say({"done": True})
        except Exception as error:  # noqa: BLE001 - whatever it is, the parent tells it
            say({"error": complaint(error)})
        finally:
            limited(None)


def say(answer: dict[str, Any]) -> None:
    """Write a line."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
