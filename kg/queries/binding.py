"""Puts values in the place of a query's variables, as whole terms and never inside other text."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode

from kg.errors import QueryError
from kg.queries.frames import Curie
from kg.queries.tokens import Token, tokens
from kg.rdf.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Term = NamedNode | Literal


def variables(query: str) -> tuple[str, ...]:
    """Return the names of a query's variables, each once, in order.

    Example:
        >>> variables('SELECT ?a { ?a ?b "?c" # ?d')
        ('a', 'b')
    """
    return tuple(dict.fromkeys(token.name for token in tokens(query) if token.kind == "variable"))


def bind(query: str, values: Mapping[str, Term]) -> str:
    r"""Return a query in which terms stand for variables.

    A term is written by Oxigraph, which escapes it, and replaces a whole token, so that no value can end a
    text, open a clause or add one. A variable that the query asks for keeps its column.

    Example:
        >>> bind('SELECT ?a { ?a ?b ?c FILTER(!BOUND(?c) || ?a = "?c") }', {"c": Literal('"} #')})
        'SELECT ?a { ?a ?b "\\"} #" FILTER(!true || ?a = "?c") }'
        >>> bind("SELECT ?a ?b { ?a ?b 1 } ORDER BY ?b", {"b": NamedNode("x:y")})
        'SELECT ?a (<x:y> AS ?b) { ?a <x:y> 1 } ORDER BY (<x:y>)'
    """
    pieces, end = [], 0
    for start, stop, text in _replacements(tokens(query), values):
        pieces += [query[end:start], text]
        end = stop
    return "".join([*pieces, query[end:]])


@dataclass(slots=True)
class _Clause:
    """Where in a query a token stands: in what SELECT asks for, in an order, or in a pattern."""

    name: str = "pattern"
    star: bool = False
    brackets: int = 0


@dataclass(slots=True)
class _Place:
    """Follows the clauses of a query, one a level of braces."""

    levels: list[_Clause] = field(default_factory=lambda: [_Clause()])

    def step(self, token: Token) -> None:
        here = self.levels[-1]
        if token.says("SELECT"):
            self.levels[-1] = _Clause("asked")
        elif token.says("WHERE", "FROM", "HAVING", "LIMIT", "OFFSET", "VALUES"):
            here.name = "pattern"
        elif token.says("BY"):
            here.name, here.brackets = "order", 0
        elif token.says("*") and here.name == "asked" and not here.brackets:
            here.star = True
        elif token.says("(", ")"):
            here.brackets += 1 if token.text == "(" else -1
        elif token.says("{"):
            self.levels.append(_Clause())
        elif token.says("}") and len(self.levels) > 1:
            self.levels.pop()

    def opens_star(self) -> bool:
        """Return whether the braces that were just opened are those of the outermost SELECT *."""
        star, self.levels[0].star = self.levels[0].star and len(self.levels) == 2, False
        return star

    def written(self, name: str, term: Term) -> str:
        """Return what stands for a variable: the outermost SELECT keeps its column, inner ones need none."""
        here = self.levels[-1]
        if here.brackets or here.name == "pattern":
            return str(term)
        if here.name == "order":
            return f"({term})"
        return f"({term} AS ?{name if len(self.levels) == 1 else f'inner_{name}'})"


def _replacements(found: Sequence[Token], values: Mapping[str, Term]) -> Iterator[tuple[int, int, str]]:
    """Yield where in the text something else is to stand."""
    place, skip = _Place(), 0
    for number, token in enumerate(found):
        place.step(token)
        if number < skip:
            continue
        if token.says("{") and place.opens_star():
            kept = "".join(f" BIND ({term} AS ?{name})" for name, term in values.items())
            yield token.start + 1, token.start + 1, kept
        elif token.says("BOUND") and (last := _bound(found[number : number + 4], values)):
            skip = number + 4
            yield token.start, last.start + 1, "true"
        elif token.kind == "variable" and token.name in values:
            yield token.start, token.start + len(token.text), place.written(token.name, values[token.name])


def _bound(found: Sequence[Token], values: Mapping[str, Term]) -> Token | None:
    """Return the last token of BOUND(?name) if the name has a value."""
    whole = len(found) == 4 and found[1].says("(") and found[3].says(")")
    return found[3] if whole and found[2].kind == "variable" and found[2].name in values else None


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
        case Curie():
            return _named(value.iri)
        case rdflib.URIRef():
            return _named(str(value))
        case rdflib.Literal():
            kind = NamedNode(str(value.datatype)) if value.datatype else None
            return Literal(str(value), language=value.language, datatype=kind)
        case datetime() if value == value:  # noqa: PLR0124 - NaT is no day, and is not what it is
            return Literal(value.date().isoformat(), datatype=XSD.date)
        case date() if not isinstance(value, datetime):
            return Literal(value.isoformat(), datatype=XSD.date)
        case Decimal() if value.is_finite():
            return Literal(format(value, "f"), datatype=XSD.decimal)
        case str() | bool() | int() | float():
            return Literal(value)
        case np.generic():
            return as_term(value.item())
        case _:
            raise QueryError(
                f"A parameter cannot be of the type {type(value).__name__}.",
                remedy="Give text, a number, a date, True or False, a name from a result or an rdflib term.",
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
