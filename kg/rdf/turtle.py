"""Turtle with the same bytes for the same triples: sorted, a value a line, no blank nodes."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from kg.rdf.terms import RDF, RDFS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?$")
_INTEGER = re.compile(r"-?[0-9]+$")
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+$")
# Oxigraph escapes C0; what else cannot be seen or turns the direction of a line is escaped here.
UNSEEN = re.compile("[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_LINE = " ;\n    "


def to_turtle(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield the pieces of a Turtle file; doubled triples are written once.

    Args:
        triples: In any order; subjects, predicates and objects are IRIs or literals.
        prefixes: Prefix -> namespace; those that nothing uses are written as well, so that files stay alike.

    Example:
        >>> node = NamedNode("https://example.org/a")
        >>> print("".join(to_turtle([Triple(node, RDFS.label, Literal("Peru", language="en"))], {})))
        <BLANKLINE>
        <https://example.org/a>
            <http://www.w3.org/2000/01/rdf-schema#label> "Peru"@en .
        <BLANKLINE>
    """
    yield from (f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(prefixes.items()))
    write = _Terms(prefixes)
    for subject, group in groupby(sorted({_key(triple): triple for triple in triples}.items()), _subject):
        lines = []
        for predicate, values in groupby((triple for _, triple in group), lambda triple: triple.predicate):
            objects = ",\n        ".join(write(triple.object) for triple in values)
            lines.append(f"{write.predicate(predicate)} {objects}")
        yield f"\n{write(NamedNode(subject))}\n    {_LINE.join(lines)} .\n"


class _Terms:
    """Writes terms, with IRIs as prefixed names where that is safe."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = {iri: prefix for prefix, iri in prefixes.items()}
        self._written: dict[NamedNode, str] = {}

    def __call__(self, term: object) -> str:
        if isinstance(term, NamedNode):
            if term not in self._written:
                self._written[term] = self._named(term.value)
            return self._written[term]
        if isinstance(term, Literal):
            return self._literal(term)
        raise TypeError(f"{term} is neither an IRI nor a literal.")

    def predicate(self, term: NamedNode) -> str:
        return "a" if term == RDF.type else self(term)

    def _named(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefixes.get(iri[:cut])
        return f"{prefix}:{iri[cut:]}" if prefix and _LOCAL.match(iri[cut:]) else f"<{iri}>"

    def _literal(self, term: Literal) -> str:
        datatype = term.datatype
        if datatype == XSD.string or term.language:
            return UNSEEN.sub(_escape, str(term))
        if (datatype == XSD.integer and _INTEGER.match(term.value)) or (
            datatype == XSD.decimal and _DECIMAL.match(term.value)
        ):
            return term.value
        text = UNSEEN.sub(_escape, str(Literal(term.value)))
        return f"{text}^^{self(datatype)}"


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04X}"


def _subject(item: tuple[tuple[str, str, str], Triple]) -> str:
    return item[0][0]


def _key(triple: Triple) -> tuple[str, str, str]:
    """Order: subject; its types, its label, the other predicates by IRI; objects as written in N-Triples."""
    predicate = triple.predicate
    first = {RDF.type: "0", RDFS.label: "1"}.get(predicate, predicate.value)
    subject = triple.subject
    if not isinstance(subject, NamedNode):
        raise TypeError(f"{subject} is no IRI.")
    return (subject.value, first, str(triple.object))
