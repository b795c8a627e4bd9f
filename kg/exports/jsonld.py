"""JSON-LD with short names: the context stands in each file, so that reading one needs no network."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Triple

from kg.actions import actions
from kg.exports.text import as_json
from kg.rdf import terms
from kg.rdf.files import replace_file
from kg.rdf.terms import (
    DATA_BASE,
    DC,
    DCTERMS,
    DIPL,
    EDTF,
    GSP,
    NIF,
    OWL,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SEM,
    SKOS,
    WGS84,
)
from kg.rdf.terms import XSD as TYPES
from kg.rdf.writing import triples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.model import Build

FILE = "context.jsonld"

_LINKS = (
    *(DIPL.action, DIPL.actor, DIPL.counterpart, DIPL.mediator, DIPL.hostedBy, DIPL.status),
    *(DIPL.datePrecision, DIPL.dateBasis, DIPL.dateContext, DIPL.reports, DIPL.reportedAction),
    *(DIPL.reportedPlace, DIPL.polarity, DIPL.modality, DIPL.option, DIPL.participation, DIPL.role),
    *(DIPL.participant, DIPL.mentionKind, DIPL.refersTo, DIPL.linkedBy, DIPL.actsFor, DIPL.partOf),
    *(SEM.hasPlace, SEM.accordingTo, NIF.referenceContext, OWL.sameAs, GSP.hasGeometry),
    *(PROV.wasGeneratedBy, PROV.used, PROV.wasInformedBy, PROV.wasAssociatedWith, DCTERMS.conformsTo),
)
_DAYS = (
    *(SEM.hasEarliestBeginTimeStamp, SEM.hasLatestEndTimeStamp, DIPL.reportedEarliest),
    *(DIPL.reportedLatest, DIPL.firstReported, DCTERMS.issued),
)
_DECIMALS = (DIPL.confidence, DIPL.score, DIPL.intensity, WGS84.lat, WGS84.long)
_ENGLISH = (RDFS.label, SKOS.altLabel)
_PLAIN = (
    *(DIPL.reportCount, DIPL.dateText, DIPL.dateBegin, DIPL.dateEnd, DIPL.trigger),
    *(DIPL.triggerBegin, DIPL.triggerEnd, DIPL.frame, DIPL.operator, DIPL.position, DIPL.head),
    *(DIPL.country, DIPL.kgVersion, DIPL.model, DIPL.modelVersion, DIPL.encoder, RDF.value),
    *(NIF.beginIndex, NIF.endIndex, NIF.anchorOf, DCTERMS.identifier, DCTERMS.title),
    *(DC.publisher, DC.language, DC.rights, SCHEMA.url, SCHEMA.sha256),
)


def context(base: str = DATA_BASE) -> dict[str, Any]:
    """Return the context: prefixes, and a short name for each property with the type of its values.

    Args:
        base: The IRI below which the data lie.

    Example:
        >>> context()["actor"]
        {'@id': 'dipl:actor', '@type': '@id'}
    """
    compact = _Compact(base)
    edges = [NamedNode(DIPL.iri + action) for action in actions()]
    kinds: tuple[tuple[Iterable[NamedNode], dict[str, str]], ...] = (
        (_PLAIN, {}),
        ((*_LINKS, *edges), {"@type": "@id"}),
        (_DAYS, {"@type": compact(TYPES.date)}),
        (_DECIMALS, {"@type": compact(TYPES.decimal)}),
        (_ENGLISH, {"@language": "en"}),
        ((GSP.asWKT,), {"@type": compact(GSP.wktLiteral)}),
        ((DIPL.dateEdtf,), {"@type": compact(EDTF.EDTF)}),
    )
    names = {_local(term): {"@id": compact(term), **kind} for found, kind in kinds for term in found}
    return {
        "@version": 1.1,
        "id": "@id",
        "type": "@type",
        **terms.prefixes(base),
        **dict(sorted(names.items())),
    }


def write_context(path: Path) -> None:
    """Write the context as a file of its own, as ``ontologies/context.jsonld`` ships it."""
    replace_file(path, [as_json({"@context": context()}, indent=1), "\n"])


def to_jsonld(build: Build, base: str) -> Iterator[str]:
    """Yield the pieces of a JSON-LD file: the context, then a node after another, ordered."""
    known = context(base)
    write = _Writer(base, known)
    yield f'{{\n"@context": {as_json(known, indent=1)},\n"@graph": ['
    between = "\n"
    every = sorted(dict.fromkeys(triples(build, base)), key=str)
    for subject, told in groupby(every, key=lambda triple: triple.subject):
        if isinstance(subject, NamedNode):
            yield between + as_json(write.node(subject, told), indent=1)
            between = ",\n"
    yield "\n]\n}\n"


class _Compact:
    """Shortens IRIs by the prefixes."""

    def __init__(self, base: str) -> None:
        self._prefixes = {iri: prefix for prefix, iri in terms.prefixes(base).items()}

    def __call__(self, term: NamedNode) -> str:
        iri = term.value
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefixes.get(iri[:cut])
        return f"{prefix}:{iri[cut:]}" if prefix and iri[cut:] else iri


class _Writer:
    def __init__(self, base: str, known: Mapping[str, Any]) -> None:
        self._compact = _Compact(base)
        self._names = {kind["@id"]: (name, kind) for name, kind in known.items() if isinstance(kind, dict)}

    def node(self, subject: NamedNode, told: Iterable[Triple]) -> dict[str, Any]:
        node: dict[str, Any] = {"id": self._compact(subject)}
        for predicate, group in groupby(told, key=lambda triple: triple.predicate):
            if predicate == RDF.type:
                key, values = "type", [self._iri(triple.object) for triple in group]
            else:
                compact = self._compact(predicate)
                key, kind = self._names.get(compact, (compact, {}))
                values = [self._value(triple.object, kind) for triple in group]
            node[key] = values if len(values) > 1 else values[0]
        return node

    def _iri(self, term: object) -> str:
        if isinstance(term, NamedNode):
            return self._compact(term)
        raise TypeError(f"{term} is no IRI.")

    def _value(self, term: object, kind: Mapping[str, str]) -> Any:  # noqa: ANN401 - text, number or object
        if not isinstance(term, Literal):
            return self._iri(term) if kind.get("@type") == "@id" else {"id": self._iri(term)}
        if term.language:
            same = kind.get("@language") == term.language
            return term.value if same else {"@value": term.value, "@language": term.language}
        datatype = self._compact(term.datatype)
        if datatype == kind.get("@type"):
            return term.value
        if term.datatype == TYPES.string:
            return {"@value": term.value} if kind.keys() - {"@id"} else term.value
        return {"@value": term.value, "@type": datatype}


def _local(term: NamedNode) -> str:
    iri = term.value
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]
