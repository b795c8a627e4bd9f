"""Asks a graph in SPARQL, whatever form it has: one engine, one meaning."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import rdflib
from pyoxigraph import (
    BlankNode,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Variable,
)

from kg.errors import GraphError, QueryError
from kg.queries.binding import bind, checked, from_rdflib
from kg.queries.frames import to_frame
from kg.rdf.files import as_rdflib, in_turtle
from kg.rdf.stores import add_ontology, open_store
from kg.rdf.terms import DATA_BASE, DIPL, RDF, prefixes

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

Target = str | Path | Store | rdflib.Graph


def select(target: Target, query: str, /, **parameters: object) -> pd.DataFrame | bool:
    """Ask a SELECT or ASK query.

    Args:
        target: The folder of a store or of a build, a Turtle file, an open store or an rdflib graph.
        query: SPARQL; kg's prefixes are known and need no declaration.
        parameters: Values for variables of the query, by name: text, numbers, dates or rdflib terms.

    Returns:
        For ASK true or false. For SELECT a row a solution, a column a variable: dates as ``datetime64[s]``,
        numbers as numbers, IRIs with their prefix.

    Raises:
        GraphError: The target cannot be opened.
        QueryError: The query is malformed or of another form, or a parameter is unknown.

    Example:
        >>> graph = rdflib.Graph().parse(data="<https://a.org/x> <https://w3id.org/dipl#reportCount> 2 .")
        >>> select(graph, "SELECT ?count { ?event dipl:reportCount ?count }")
           count
        0      2
        >>> select(graph, "ASK { ?event dipl:reportCount ?count }", count=3)
        False
    """
    found = answer(target, query, **parameters)
    if isinstance(found, rdflib.Graph):
        remedy = "Use answer() for CONSTRUCT and DESCRIBE."
        raise QueryError("The query is neither SELECT nor ASK.", remedy=remedy)
    return found


def answer(target: Target, query: str, /, **parameters: object) -> pd.DataFrame | bool | rdflib.Graph:
    """Ask a query of any form; arguments and errors are those of ``select``.

    Returns:
        A table for SELECT, true or false for ASK, a graph for CONSTRUCT and DESCRIBE.

    Example:
        >>> len(answer(rdflib.Graph(), "CONSTRUCT { ?a dipl:meet ?b } { ?b dipl:meet ?a }"))
        0
    """
    store = opened(target)
    base = data_base(store)
    known = prefixes(base)
    match _answered(store, query, parameters, known):
        case QuerySolutions() as solutions:
            return to_frame(solutions, known)
        case QueryTriples() as content:
            return as_rdflib(content, base=base)
        case truth:
            return bool(truth)


def opened(target: Target) -> Store:
    """Return any target as an Oxigraph store, with the ontology beside the data.

    Raises:
        GraphError: The target cannot be opened.
    """
    if isinstance(target, Store):
        return target
    store = Store()
    if isinstance(target, rdflib.Graph):
        store.bulk_extend(map(_quad, target))
    elif Path(target).is_dir():
        return open_store(_inside(Path(target)))
    else:
        with in_turtle(Path(target)):
            store.bulk_load(path=str(target), format=RdfFormat.TURTLE)
    add_ontology(store)
    return store


def data_base(store: Store) -> str:
    """Return the IRI below which the data of a store lie."""
    run = next(iter(store.quads_for_pattern(None, RDF.type, DIPL.Run, None)), None)
    found = re.match(r"(.*)run/", run.subject.value) if run and isinstance(run.subject, NamedNode) else None
    return found[1] if found else DATA_BASE


def _inside(folder: Path) -> Path:
    """Return the store of a folder that ``kg build`` wrote, or the folder itself."""
    return folder / "store" if (folder / "store").is_dir() else folder


def _answered(
    store: Store, query: str, parameters: Mapping[str, object], known: dict[str, str]
) -> QuerySolutions | QueryBoolean | QueryTriples:
    projected = _parsed(query, known)
    values = checked(query, parameters)
    # Oxigraph substitutes a variable only if the query projects it, and only then must it stay in the text.
    inner = {name: term for name, term in values.items() if name not in projected}
    outer = {Variable(name): term for name, term in values.items() if name in projected}
    bound = bind(query, inner)
    try:
        return store.query(bound, prefixes=known, substitutions=outer or None)  # type: ignore[arg-type]
    except SyntaxError as error:
        names = ", ".join(f"?{name}" for name in inner)
        message = f"The query takes no value for {names}: {_first(error)}."
        raise QueryError(message, remedy="A parameter cannot be assigned by AS or grouped by.") from error
    except (RuntimeError, OSError, ValueError) as error:
        raise QueryError(f"The query cannot be answered: {error}.", remedy="Ask for less.") from error


def _parsed(query: str, known: Mapping[str, str]) -> frozenset[str]:
    """Return the variables that the query projects, after a look at its grammar.

    Raises:
        QueryError: The query is malformed; the message shows the line with a caret.
    """
    try:
        found = Store().query(query, prefixes=dict(known))
    except SyntaxError as error:
        raise QueryError(_pointed(query, error), remedy=_hint(error, known)) from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"The query cannot be answered: {error}.") from error
    variables = found.variables if isinstance(found, QuerySolutions) else []
    return frozenset(each.value for each in variables)


def _pointed(query: str, error: SyntaxError) -> str:
    position = re.search(r"at (\d+):(\d+)", str(error))
    if not position:
        return f"The query is no SPARQL: {_first(error)}."
    line, column = int(position[1]), int(position[2])
    lines = query.split("\n")
    shown = lines[min(line, len(lines)) - 1].replace("\t", " ")
    caret = " " * (column - 1) + "^"
    return f"The query is no SPARQL at line {line}, column {column}:\n{shown}\n{caret}\n{_first(error)}."


def _first(error: SyntaxError) -> str:
    """Return what was expected, without the character classes that nobody reads."""
    text = re.sub(r"^error at \d+:\d+: ", "", str(error.msg))
    if "Prefix not found" in text:
        return "unknown prefix"
    if not text.startswith("expected one of "):
        return text
    words = re.split(r",\s|\sor\s", text.removeprefix("expected one of "))
    readable = [word for word in words if "\\u{" not in word]
    return f"expected {', '.join(readable[:6])}"


def _hint(error: SyntaxError, known: Mapping[str, str]) -> str:
    if "Prefix not found" not in str(error):
        return "Mend the query there."
    return f"Known are {', '.join(known)}; declare others with PREFIX."


def _quad(triple: tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]) -> Quad:
    subject, predicate, value = map(from_rdflib, triple)
    if not isinstance(subject, NamedNode | BlankNode) or not isinstance(predicate, NamedNode):
        raise GraphError(f"'{subject} {predicate}' is no statement of RDF.", remedy="Mend the graph.")
    return Quad(subject, predicate, value)
