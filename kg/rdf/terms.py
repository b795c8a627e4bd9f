"""The terms of every vocabulary that kg writes; a misspelt one raises instead of ending in a file."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from pyoxigraph import NamedNode

from kg.errors import GraphError
from kg.model import Basis, Kind, Link, Precision, Role, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

ONTOLOGY = "https://w3id.org/dipl"
VERSION = "https://w3id.org/dipl/0.3.0"
SOFTWARE = "https://w3id.org/dipl/kg"
DATA_BASE = "https://w3id.org/dipl/data/"


class Vocabulary:
    """A closed namespace: its terms are attributes, any other name raises.

    Example:
        >>> DIPL.counterpart
        <NamedNode value=https://w3id.org/dipl#counterpart>
    """

    def __init__(self, iri: str, names: str) -> None:
        self.iri = iri
        self._terms = {name: NamedNode(iri + name) for name in names.split()}

    def __getattr__(self, name: str) -> NamedNode:
        """Return the term called ``name``."""
        try:
            return self._terms[name]
        except KeyError:
            raise AttributeError(f"<{self.iri}> has no term '{name}' in kg.") from None

    def names(self) -> frozenset[str]:
        """Return the local names of all terms."""
        return frozenset(self._terms)


DIPL = Vocabulary(
    ONTOLOGY + "#",
    # classes
    "Event Report Participation Mention Actor Person State Organisation Group Place Document Run Option "
    "Action Role ActorKind Status Polarity Modality DatePrecision DateBasis LinkMethod "
    # an event
    "action actor counterpart mediator hostedBy status confidence firstReported reportCount interactsWith "
    "datePrecision dateBasis dateEdtf dateText dateBegin dateEnd dateContext copyOf "
    # a report
    "reports reportedAction reportedPlace reportedEarliest reportedLatest "
    "polarity modality trigger triggerBegin triggerEnd frame operator position participation "
    # who takes part, and by which words
    "role participant mentionKind head refersTo linkedBy score "
    # actors, places, runs, actions
    "actsFor partOf country kgVersion model modelVersion encoder option "
    "intensity mode cameoCode ploverType quadClass "
    # values
    "occurred planned denied hypothetical affirmed negated asserted intended supposed "
    "day interval month year stated relative anchored publication "
    "byName byOffice byDescription byPronoun byMetonym",
)
RDF = Vocabulary("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type value")
RDFS = Vocabulary("http://www.w3.org/2000/01/rdf-schema#", "label comment isDefinedBy subPropertyOf seeAlso")
OWL = Vocabulary("http://www.w3.org/2002/07/owl#", "sameAs ObjectProperty SymmetricProperty inverseOf")
XSD = Vocabulary("http://www.w3.org/2001/XMLSchema#", "date integer decimal string")
SKOS = Vocabulary(
    "http://www.w3.org/2004/02/skos/core#",
    "Concept ConceptScheme prefLabel altLabel definition notation scopeNote example "
    "closeMatch broader inScheme hasTopConcept topConceptOf",
)
SEM = Vocabulary(
    "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "hasPlace hasEarliestBeginTimeStamp hasLatestEndTimeStamp accordingTo",
)
NIF = Vocabulary(
    "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "Context referenceContext beginIndex endIndex anchorOf",
)
PROV = Vocabulary(
    "http://www.w3.org/ns/prov#", "Activity wasGeneratedBy used wasInformedBy wasAssociatedWith SoftwareAgent"
)
DCTERMS = Vocabulary("http://purl.org/dc/terms/", "identifier title issued conformsTo creator license")
DC = Vocabulary("http://purl.org/dc/elements/1.1/", "publisher language rights coverage")
SCHEMA = Vocabulary("https://schema.org/", "url sha256")
WGS84 = Vocabulary("http://www.w3.org/2003/01/geo/wgs84_pos#", "lat long")
GSP = Vocabulary("http://www.opengis.net/ont/geosparql#", "hasGeometry Geometry asWKT wktLiteral")

EDTF = Vocabulary("http://id.loc.gov/datatypes/edtf/", "EDTF")

ACTION = "https://w3id.org/dipl/action/"
PLOVER = "https://w3id.org/dipl/plover/"
QUAD = "https://w3id.org/dipl/quad/"
CAMEO = "https://w3id.org/dipl/cameo/"
WIKIDATA = "http://www.wikidata.org/entity/"
GEONAMES = "https://sws.geonames.org/"

ROLES: Mapping[Role, NamedNode] = MappingProxyType(
    {
        Role.ACTOR: DIPL.actor,
        Role.COUNTERPART: DIPL.counterpart,
        Role.MEDIATOR: DIPL.mediator,
        Role.HOST: DIPL.hostedBy,
    }
)
KINDS: Mapping[Kind, NamedNode] = MappingProxyType(
    {
        Kind.PERSON: DIPL.Person,
        Kind.STATE: DIPL.State,
        Kind.ORGANISATION: DIPL.Organisation,
        Kind.GROUP: DIPL.Group,
    }
)
STATUSES: Mapping[Status, NamedNode] = MappingProxyType(
    {
        Status.ACTUAL: DIPL.occurred,
        Status.PLANNED: DIPL.planned,
        Status.NEGATED: DIPL.denied,
        Status.HYPOTHETICAL: DIPL.hypothetical,
    }
)
CLAIMS: Mapping[Status, tuple[NamedNode, NamedNode]] = MappingProxyType(
    {
        Status.ACTUAL: (DIPL.affirmed, DIPL.asserted),
        Status.PLANNED: (DIPL.affirmed, DIPL.intended),
        Status.NEGATED: (DIPL.negated, DIPL.asserted),
        Status.HYPOTHETICAL: (DIPL.affirmed, DIPL.supposed),
    }
)
"""What a report claims of its event: polarity and modality."""
PRECISIONS: Mapping[Precision, NamedNode] = MappingProxyType(
    {
        Precision.DAY: DIPL.day,
        Precision.INTERVAL: DIPL.interval,
        Precision.MONTH: DIPL.month,
        Precision.YEAR: DIPL.year,
    }
)
BASES: Mapping[Basis, NamedNode] = MappingProxyType(
    {
        Basis.STATED: DIPL.stated,
        Basis.RELATIVE: DIPL.relative,
        Basis.ANCHORED: DIPL.anchored,
        Basis.PUBLICATION: DIPL.publication,
    }
)
LINKS: Mapping[Link, NamedNode] = MappingProxyType(
    {
        Link.NAME: DIPL.byName,
        Link.OFFICE: DIPL.byOffice,
        Link.DESCRIPTION: DIPL.byDescription,
        Link.PRONOUN: DIPL.byPronoun,
        Link.METONYM: DIPL.byMetonym,
    }
)

DATA_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "ev": "event/",
        "rep": "report/",
        "par": "participation/",
        "ent": "entity/",
        "pl": "place/",
        "pt": "point/",
        "doc": "document/",
        "run": "run/",
        "opt": "option/",
    }
)
"""Prefix of each kind of data to its folder below the base."""


def prefixes(base: str = DATA_BASE) -> dict[str, str]:
    """Return prefix -> namespace for all that kg writes, ordered by prefix.

    Args:
        base: The IRI below which the data lie; it ends in ``/`` or ``#``.

    Example:
        >>> prefixes()["ev"]
        'https://w3id.org/dipl/data/event/'
    """
    known = {
        "rdf": RDF.iri, "rdfs": RDFS.iri, "owl": OWL.iri, "xsd": XSD.iri, "skos": SKOS.iri, "sem": SEM.iri,
        "nif": NIF.iri, "prov": PROV.iri, "dcterms": DCTERMS.iri, "dc": DC.iri, "schema": SCHEMA.iri,
        "wgs84": WGS84.iri, "gsp": GSP.iri, "dipl": DIPL.iri, "act": ACTION, "plover": PLOVER, "quad": QUAD,
        "cameo": CAMEO, "edtf": EDTF.iri, "wd": WIKIDATA, "gn": GEONAMES,
    }  # fmt: skip
    known |= {prefix: base + folder for prefix, folder in DATA_KINDS.items()}
    return dict(sorted(known.items()))


@dataclass(frozen=True, slots=True)
class Names:
    """Names the nodes of a graph below one base.

    Raises:
        GraphError: The base is no absolute IRI that ends in ``/`` or ``#``.

    Example:
        >>> Names("https://example.org/").key("ent", "FRA")
        <NamedNode value=https://example.org/entity/FRA>
    """

    base: str = DATA_BASE

    def __post_init__(self) -> None:
        """Refuse a base that would make broken IRIs."""
        try:
            NamedNode(self.base)
        except ValueError as error:
            raise _bad_base(self.base) from error
        if not re.match(r"[a-z][a-z0-9+.-]*:.*[/#]$", self.base, re.IGNORECASE):
            raise _bad_base(self.base)

    def key(self, kind: str, key: str) -> NamedNode:
        """Return the node of a stable key; letters that an IRI does not take are percent-encoded."""
        local = quote(key, safe="", errors="replace").replace(".", "%2E")
        return NamedNode(self.base + DATA_KINDS[kind] + local)

    def hashed(self, kind: str, *parts: object) -> NamedNode:
        """Return the node whose name is a hash of ``parts``, which need not be safe in an IRI."""
        return NamedNode(self.base + DATA_KINDS[kind] + content_hash(*parts))


def content_hash(*parts: object) -> str:
    """Return 16 hexadecimal digits that depend on nothing but the parts, in their order.

    Example:
        >>> content_hash("a", 1) == content_hash("a", 1) != content_hash("a1")
        True
    """
    text = "\x1f".join(f"{len(str(part))}:{part}" for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def key_of(node: NamedNode) -> str:
    """Return the key in the node's name: the inverse of ``Names.key``.

    Example:
        >>> key_of(NamedNode("https://example.org/entity/FRA"))
        'FRA'
    """
    return unquote(node.value.rsplit("/", 1)[-1])


def _bad_base(base: str) -> GraphError:
    return GraphError(f"'{base}' cannot be the base of a graph.", remedy=f"Give an IRI such as {DATA_BASE}.")
