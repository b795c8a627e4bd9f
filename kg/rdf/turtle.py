"""Turtle with the same bytes for the same triples: sorted, a value a line, no blank nodes."""

from __future__ import annotations

import re
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from kg.rdf.terms import RDF, RDFS, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?$")
_INTEGER = re.compile(r"-?[0-9]+$")
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+$")
# Oxigraph escapes C0; what else cannot be seen or turns the direction of a line is escaped here.
UNSEEN = re.compile("[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_LINE = " ;\n    "
_FIRST = {"0": RDF.type.value, "1": RDFS.label.value}
_PLACES = {iri: place for place, iri in _FIRST.items()}
_REMEMBERED = 50_000  # names: enough for all terms, and memory does not grow with the data


Entry = tuple[bytes, bytes]
"""A triple as it is sorted, and its object as it is written."""


def in_memory(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Return entries in order."""
    return sorted(set(entries))


def to_turtle(
    triples: Iterable[Triple],
    prefixes: Mapping[str, str],
    *,
    sort: Callable[[Iterable[Entry]], Iterable[Entry]] = in_memory,
) -> Iterator[str]:
    """Yield the pieces of a Turtle file; doubled triples are written once.

    Args:
        triples: In any order; subjects, predicates and objects are IRIs or literals.
        prefixes: Prefix -> namespace; those that nothing uses are written as well, so that files stay alike.
        sort: Puts entries in order; another one where more is to be written than memory holds.

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
    entries = sort((_key(triple), write(triple.object).encode()) for triple in triples)
    distinct = (entry for entry, _ in groupby(entries))
    told = ((*key.decode().split("\t", 2), value.decode()) for key, value in distinct)
    for subject, group in groupby(told, itemgetter(0)):
        lines = []
        for first, values in groupby(group, itemgetter(1)):
            objects = ",\n        ".join(value for *_, value in values)
            lines.append(f"{write.predicate(_FIRST.get(first, first))} {objects}")
        yield f"\n{write(NamedNode(subject))}\n    {_LINE.join(lines)} .\n"


class _Terms:
    """Writes terms, with IRIs as prefixed names where that is safe."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = {iri: prefix for prefix, iri in prefixes.items()}
        self._written: dict[NamedNode, str] = {}

    def __call__(self, term: object) -> str:
        if isinstance(term, NamedNode):
            if term not in self._written:
                if len(self._written) >= _REMEMBERED:
                    self._written.clear()
                self._written[term] = self._named(term.value)
            return self._written[term]
        if isinstance(term, Literal):
            return self._literal(term)
        raise TypeError(f"{term} is neither an IRI nor a literal.")

    def predicate(self, iri: str) -> str:
        return "a" if iri == RDF.type.value else self(NamedNode(iri))

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


def _key(triple: Triple) -> bytes:
    """Order: subject; its types, its label, the other predicates by IRI; objects as written in N-Triples.

    No IRI holds a tab or anything that sorts before one, and UTF-8 sorts as its characters do.
    """
    predicate = triple.predicate.value
    if not isinstance(triple.subject, NamedNode):
        raise TypeError(f"{triple.subject} is no IRI.")
    return f"{triple.subject.value}\t{_PLACES.get(predicate, predicate)}\t{triple.object}".encode()
