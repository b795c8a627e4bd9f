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
)

from kg.errors import GraphError, QueryError
from kg.queries.binding import bind, checked, from_rdflib
from kg.queries.checking import check
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
            return to_frame([each.value for each in solutions.variables], solutions, known)
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
        store.bulk_extend(_quad(*each[:3]) for each in target)  # a dataset yields its graphs as well
    elif Path(target).is_dir():
        return open_store(inside(Path(target)))
    else:
        with in_turtle(Path(target)):
            store.bulk_load(path=str(target), format=RdfFormat.TURTLE)
    add_ontology(store)
    return store


def data_base(store: Store) -> str:
    """Return the IRI below which the data of a store lie."""
    run = next(iter(store.quads_for_pattern(None, RDF.type, DIPL.Run, None)), None)
    return base_of(run.subject.value if run and isinstance(run.subject, NamedNode) else "")


def base_of(run: str) -> str:
    """Return the IRI below which data lie, by the IRI of a run of kg; the usual one if there is none.

    Example:
        >>> base_of("https://example.org/run/0a1b")
        'https://example.org/'
    """
    found = re.match(r"(.*)run/", run)
    return found[1] if found else DATA_BASE


def inside(folder: Path) -> Path:
    """Return the store of a folder that ``kg build`` wrote, or the folder itself."""
    return folder / "store" if (folder / "store").is_dir() else folder


def _answered(
    store: Store, query: str, parameters: Mapping[str, object], known: dict[str, str]
) -> QuerySolutions | QueryBoolean | QueryTriples:
    bound = bind(query, checked(query, parameters))
    check(query, bound, known)
    try:
        return store.query(bound, prefixes=known)
    except (RuntimeError, OSError, ValueError) as error:
        raise QueryError(f"The query cannot be answered: {error}.", remedy="Ask for less.") from error


def _quad(*triple: rdflib.term.Node) -> Quad:
    subject, predicate, value = map(from_rdflib, triple)
    if not isinstance(subject, NamedNode | BlankNode) or not isinstance(predicate, NamedNode):
        raise GraphError(f"'{subject} {predicate}' is no statement of RDF.", remedy="Mend the graph.")
    return Quad(subject, predicate, value)
