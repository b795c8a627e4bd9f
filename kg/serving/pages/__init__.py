"""The pages of the endpoint: the start, a form and an answer for each ready query, the editor."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, urlencode

from jinja2 import Environment, PackageLoader

from kg.exports.text import cell
from kg.queries.binding import bind, checked
from kg.queries.ready import left_out, prepare, ready
from kg.queries.tokens import declarations
from kg.rdf.terms import prefixes
from kg.serving.requests import Question, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.queries.ready import ReadyQuery
    from kg.serving.front import Endpoint

FIXED: Mapping[str, tuple[str, str]] = {
    "/style.css": ("style.css", "text/css; charset=utf-8"),
    "/editor.js": ("editor.js", "text/javascript; charset=utf-8"),
}
"""Path -> file of this package and its kind."""
FILES: Mapping[str, tuple[str, str]] = {
    "/graph.html": ("graph.html", "text/html; charset=utf-8"),
    "/graph.ttl": ("graph.ttl", "text/turtle; charset=utf-8"),
}
"""Path -> file of the build and its kind."""
BORROWED = {"/yasgui.min.js", "/yasgui.min.css", "/logo.svg"}
"""What Oxigraph's own editor consists of."""

_FORMATS = {
    "csv": "text/csv; charset=utf-8", "json": "application/sparql-results+json",
    "rq": "text/plain; charset=utf-8",
}  # fmt: skip
_ROWS = 1_000
_DATE = "http://www.w3.org/2001/XMLSchema#date"


def fixed(name: str) -> bytes:
    """Return a file of this package."""
    return (files("kg.serving.pages") / name).read_bytes()


def start(endpoint: Endpoint) -> bytes:
    """Return the start page."""
    found = {
        path.removeprefix("/") for path, (name, _) in FILES.items() if (endpoint.folder / name).is_file()
    }
    return _render("start.html", queries=ready().values(), files=found, limits=endpoint.limits)


def ready_page(endpoint: Endpoint, name: str, parameters: str) -> tuple[str, bytes]:
    """Return kind and content of the page of a ready query, asked if all is given that it needs.

    Raises:
        QueryError: A value names nothing in the graph.
        Refused: There is no such query or format, or it is not answered.
    """
    query = ready().get(name)
    if query is None:
        raise Refused(404, "There is no ready query of that name.")
    given = {key: value for key, value in parse_qsl(parameters, max_num_fields=20) if value}
    style = given.pop("format", "html")
    asked = all(it.optional or it.name in given for it in query.parameters) and "ask" in given
    given.pop("ask", None)
    if style == "rq" and not asked:
        return _FORMATS["rq"], query.text.encode()
    if not asked:
        return "text/html; charset=utf-8", _render("ready.html", query=query, given=given)
    text = sparql(endpoint, query, given)
    if style == "rq":
        return _FORMATS["rq"], text.encode()
    if style == "csv":
        return _FORMATS[style], for_spreadsheets(_answered(endpoint, text, "text/csv"))
    if style in _FORMATS:
        return _FORMATS[style], _answered(endpoint, text, _FORMATS[style].partition(";")[0])
    if style != "html":
        raise Refused(404, "There is no such format.")
    return "text/html; charset=utf-8", _answer_page(endpoint, query, given, text)


def sparql(endpoint: Endpoint, query: ReadyQuery, given: Mapping[str, str]) -> str:
    """Return a ready query with its values and prefixes, as any endpoint understands it."""
    text, values = prepare(endpoint.store(), query, given)
    bound = bind(text, checked(text, values))
    return declarations(bound, prefixes()).replace("> PREFIX", ">\nPREFIX").strip() + "\n\n" + bound


def for_spreadsheets(table: bytes) -> bytes:
    """Return a table of SPARQL's CSV in which no cell is taken for a formula."""
    made = io.StringIO(newline="")
    rows = csv.reader(io.StringIO(table.decode(), newline=""))
    csv.writer(made).writerows(
        [each if _NUMBER.fullmatch(each) else cell(each) for each in row] for row in rows
    )
    return made.getvalue().encode()


_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)


def _answer_page(endpoint: Endpoint, query: ReadyQuery, given: Mapping[str, str], text: str) -> bytes:
    found = json.loads(_answered(endpoint, text, "application/sparql-results+json"))
    names = found["head"]["vars"]
    rows = [[_cell(row.get(each)) for each in names] for row in found["results"]["bindings"][:_ROWS]]
    events = [row["event"]["value"] for row in found["results"]["bindings"] if "event" in row]
    return _render(
        "ready.html",
        query=query,
        given=given,
        names=names,
        rows=rows,
        note=left_out(text, events, lambda rest: _any(endpoint, rest)),
        left=max(0, len(found["results"]["bindings"]) - _ROWS),
        text=text,
        again=urlencode({**given, "ask": 1}),
        editor=quote(text, safe=""),
    )


def _any(endpoint: Endpoint, text: str) -> bool:
    found = json.loads(_answered(endpoint, text, "application/sparql-results+json"))
    return bool(found["results"]["bindings"])


def _answered(endpoint: Endpoint, text: str, accept: str) -> bytes:
    with endpoint.answer(Question(query=text), accept) as answer:
        content = b"".join(answer.pieces)
    if answer.status != 200:
        raise Refused(answer.status, content.decode(errors="replace")[:500])
    return content


def _cell(term: Mapping[str, str] | None) -> dict[str, Any]:
    """Return what a cell shows, and the event that it leads to."""
    if term is None:
        return {"text": ""}
    value = term["value"]
    if term["type"] != "uri":
        number = term.get("datatype", "").rpartition("#")[2] in {"integer", "decimal", "double", "float"}
        return {"text": f"{float(value):.6g}" if number else value, "number": number}
    prefix, short = _shortened(value)
    event = short if prefix == "ev" else ""
    page = value if value.startswith(("https://", "http://")) and not prefix else ""
    return {"text": f"{prefix}:{short}" if prefix else value, "event": event, "page": page}


def _shortened(iri: str) -> tuple[str, str]:
    for prefix, namespace in prefixes().items():
        if iri.startswith(namespace) and "/" not in iri.removeprefix(namespace):
            return prefix, iri.removeprefix(namespace)
    return "", iri


@cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader("kg.serving", "pages"), autoescape=True)


def _render(template: str, **values: Iterable[Any] | object) -> bytes:
    return _environment().get_template(template).render(**values).encode("utf-8", "replace")
