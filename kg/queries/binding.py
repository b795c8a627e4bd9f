"""Puts values in the place of a query's variables, as whole terms and never inside other text."""

from __future__ import annotations

import difflib
import re
from datetime import date, datetime
from typing import TYPE_CHECKING

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode

from kg.errors import QueryError
from kg.rdf.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Mapping

Term = NamedNode | Literal

# What a variable's name may stand in without being one: addresses, texts and comments are stepped over.
_TOKEN = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*>
    | \"{3}(?:\"{0,2}(?:[^\"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
    | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
    | \#[^\n\r]*
    | \bBOUND\s*\(\s*[?$](?P<bound>\w+)\s*\)
    | [?$](?P<name>\w+)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def variables(query: str) -> tuple[str, ...]:
    """Return the names of a query's variables, each once, in order.

    Example:
        >>> variables('SELECT ?a { ?a ?b "?c" # ?d')
        ('a', 'b')
    """
    found = (match["name"] or match["bound"] for match in _TOKEN.finditer(query))
    return tuple(dict.fromkeys(name for name in found if name))


def bind(query: str, values: Mapping[str, Term]) -> str:
    r"""Return a query in which terms stand for variables.

    A term is written by Oxigraph, which escapes it, and replaces a whole token, so that no value can end a
    text, open a clause or add one.

    Example:
        >>> bind('SELECT ?a { ?a ?b ?c FILTER(!BOUND(?c) || ?a = "?c") }', {"c": Literal('"} #')})
        'SELECT ?a { ?a ?b "\\"} #" FILTER(!true || ?a = "?c") }'
    """

    def replaced(match: re.Match[str]) -> str:
        if match["bound"] in values:
            return "true"
        return str(values[match["name"]]) if match["name"] in values else match[0]

    return _TOKEN.sub(replaced, query)


def as_term(value: object) -> Term:
    """Return a Python value as an RDF term.

    Raises:
        QueryError: There is no term for values of its type.

    Example:
        >>> str(as_term(date(2023, 5, 19)))
        '"2023-05-19"^^<http://www.w3.org/2001/XMLSchema#date>'
    """
    match value:
        case NamedNode() | Literal():
            return value
        case rdflib.URIRef():
            return _named(str(value))
        case rdflib.Literal():
            kind = NamedNode(str(value.datatype)) if value.datatype else None
            return Literal(str(value), language=value.language, datatype=kind)
        case datetime():
            return Literal(value.date().isoformat(), datatype=XSD.date)
        case date():
            return Literal(value.isoformat(), datatype=XSD.date)
        case str() | bool() | int() | float():
            return Literal(value)
        case _:
            raise QueryError(
                f"A parameter cannot be a {type(value).__name__}.",
                remedy="Give text, a number, a date, True or False, or an rdflib term.",
            )


def checked(query: str, values: Mapping[str, object]) -> dict[str, Term]:
    """Return parameters as terms.

    Raises:
        QueryError: The query has no variable of that name, or the value cannot be a term.
    """
    known = variables(query)
    for name in values:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            every = ", ".join(f"?{each}" for each in known) or "none"
            remedy = f"Did you mean ?{near[0]}?" if near else f"It has {every}."
            raise QueryError(f"The query has no variable ?{name}.", remedy=remedy)
    return {name: as_term(value) for name, value in values.items()}


def _named(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"'{iri}' is no IRI: {error}.", remedy="Give an absolute IRI.") from error


def from_rdflib(term: object) -> NamedNode | BlankNode | Literal:
    """Return an rdflib term as pyoxigraph's."""
    return BlankNode(str(term)) if isinstance(term, rdflib.BNode) else as_term(term)
