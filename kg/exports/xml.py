"""RDF/XML with the same bytes for the same triples, which rdflib's own writer does not give."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from kg.exports.text import attribute, content
from kg.rdf.terms import XSD, prefixes
from kg.rdf.writing import triples

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model import Build


def to_xml(build: Build, base: str) -> Iterator[str]:
    """Yield the pieces of an RDF/XML file; XML knows no control characters, they become U+FFFD."""
    known = prefixes(base)
    by_iri = {iri: prefix for prefix, iri in known.items()}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
    yield from (f"\n    xmlns:{prefix}={attribute(iri)}" for prefix, iri in known.items())
    yield ">\n"
    every = sorted(dict.fromkeys(triples(build, base)), key=str)
    for subject, told in groupby(every, key=lambda triple: triple.subject):
        if isinstance(subject, NamedNode):
            yield f"<rdf:Description rdf:about={attribute(subject.value)}>\n"
            yield from (_property(triple, by_iri) for triple in told)
            yield "</rdf:Description>\n"
    yield "</rdf:RDF>\n"


def _property(triple: Triple, by_iri: Mapping[str, str]) -> str:
    iri, value = triple.predicate.value, triple.object
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    name = f"{by_iri[iri[:cut]]}:{iri[cut:]}"
    if isinstance(value, NamedNode):
        return f"  <{name} rdf:resource={attribute(value.value)}/>\n"
    if isinstance(value, Literal):
        return f"  <{name}{_kind(value)}>{content(value.value)}</{name}>\n"
    raise TypeError(f"{value} is neither an IRI nor a literal.")


def _kind(value: Literal) -> str:
    if value.language:
        return f" xml:lang={attribute(value.language)}"
    return "" if value.datatype == XSD.string else f" rdf:datatype={attribute(value.datatype.value)}"
