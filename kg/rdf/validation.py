"""Does a graph hold what it must? ``ontologies/shapes.ttl`` asks, and the answer is in words."""

from __future__ import annotations

import difflib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph
import rdflib
from pyoxigraph import NamedNode, RdfFormat, Triple

from kg.actions import actions
from kg.quieting import quiet
from kg.rdf import terms
from kg.rdf.doubts import Facts, doubtful
from kg.rdf.files import as_rdflib, check_ours, in_turtle
from kg.rdf.stores import add_ontology
from kg.rdf.terms import DIPL, NIF, RDF, RDFS
from kg.resources import ontologies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.rdf.doubts import Term

_SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
_ABOVE = (DIPL.reports, DIPL.participation)
_QUOTED = 60
_TYPING = {RDF.type, NamedNode(str(rdflib.RDFS.subClassOf))}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Violation:
    """One thing that a graph lacks or has wrong.

    Args:
        event: The event that it concerns, in words; empty if it concerns none.
        subject: IRI of what is at fault.
        about: What that is, in words.
        message: What is wrong, and how to mend it.
        value: The value at fault, empty if one is missing.
    """

    event: str
    subject: str
    about: str
    message: str
    value: str = ""


def validate(path: Path) -> tuple[Violation, ...]:
    """Return all that is wrong with a Turtle file, ordered by event.

    Args:
        path: The file.

    Raises:
        GraphError: The file cannot be read, is no Turtle, or is a graph of another ontology.
    """
    path = Path(path)
    with in_turtle(path):
        content = [quad.triple for quad in pyoxigraph.parse(path=str(path), format=RdfFormat.TURTLE)]
    return violations(content, str(path))


def violations(content: Iterable[Triple], where: str) -> tuple[Violation, ...]:
    """Return all that is wrong with a graph.

    Args:
        content: Its triples.
        where: The graph's name, for messages.

    Raises:
        GraphError: No triple is of our ontology.
    """
    content = list(content)
    check_ours(content, where)
    faults = {*_misspelt(content), *_misshapen(content)}
    words = _Words(content if faults else ())
    return tuple(sorted(words.violation(fault) for fault in faults))


class _Fault(NamedTuple):
    subject: str
    message: str
    value: str


class _Words:
    """Says what a node is, and which event it belongs to."""

    def __init__(self, content: Iterable[Triple]) -> None:
        self._labels: dict[str, str] = {}
        self._sentences: dict[str, str] = {}
        self._above: defaultdict[str, list[str]] = defaultdict(list)
        self._events: set[str] = set()
        for triple in content:
            subject, value = _plain(triple.subject), _plain(triple.object)
            if triple.predicate == RDFS.label:
                self._labels[subject] = value
            elif triple.predicate == NIF.anchorOf:
                self._sentences[subject] = value
            elif triple.predicate == DIPL.reports:
                self._above[subject].append(value)
            elif triple.predicate == DIPL.participation:
                self._above[value].append(subject)
            elif triple.predicate == RDF.type and value == DIPL.Event.value:
                self._events.add(subject)

    def about(self, node: str) -> str:
        if node in self._labels:
            return self._labels[node]
        if node in self._sentences:
            text = " ".join(self._sentences[node].split())
            return f'"{text}"' if len(text) <= _QUOTED else f'"{text[:_QUOTED].rstrip()}..."'
        return f"<{node}>"

    def event(self, node: str) -> str:
        """Return the event that a node is or belongs to, in words."""
        for _ in range(3):
            if node in self._events or node not in self._above:
                break
            node = min(self._above[node])
        return f"{self.about(node)} ({_short(node)})" if node in self._events else ""

    def violation(self, fault: _Fault) -> Violation:
        return Violation(
            event=self.event(fault.subject),
            subject=fault.subject,
            about=self.about(fault.subject),
            message=fault.message,
            value=fault.value,
        )


def _misspelt(content: Iterable[Triple]) -> Iterator[_Fault]:
    """Yield what uses a term of our namespaces that the ontology does not have."""
    known = _declared()
    named = {term for triple in content for term in (triple.predicate, triple.object)}
    wrong = {term for term in named if _needs_declaring(term) and _plain(term) not in known}
    for triple in content if wrong else ():
        for term in wrong & {triple.predicate, triple.object}:
            near = difflib.get_close_matches(_plain(term), known, n=1)
            mend = f"did you mean {_short(near[0])}?" if near else "see ontologies/reference.html."
            message = f"The ontology has no {_short(_plain(term))}: {mend}"
            yield _Fault(_plain(triple.subject), message, _plain(term))


def _needs_declaring(term: object) -> bool:
    ours = (DIPL.iri, terms.ACTION, terms.PLOVER, terms.QUAD)
    return isinstance(term, NamedNode) and term.value.startswith(ours)


@cache
def _declared() -> Mapping[str, None]:
    """Return the IRIs of all terms, in an order that never changes."""
    names = (*(DIPL.iri + name for name in (*DIPL.names(), *actions())), *_concepts())
    return dict.fromkeys(sorted(names))


def _concepts() -> Iterator[str]:
    for action in actions().values():
        yield terms.ACTION + action.id
        yield terms.PLOVER + action.plover
        yield terms.QUAD + action.quad


def _misshapen(content: Sequence[Triple]) -> Iterator[_Fault]:
    """Yield what the shapes refuse.

    What they ask in SPARQL, Oxigraph answers, and pySHACL reads only the nodes that a first look doubts:
    under it, rdflib takes a minute for 2,500 events.
    """
    shapes = rdflib.Graph().parse(ontologies() / "shapes.ttl")
    yield from _unanswered(content, shapes)
    shapes.remove((None, _SH.sparql, None))
    whole = [*content, *_ontology()]
    if doubted := doubtful(Facts(whole), shapes):
        yield from _refused(whole, doubted, shapes)


def _ontology() -> Iterator[Triple]:
    for name in ("diplomacy.ttl", "actions.ttl"):
        for quad in pyoxigraph.parse(path=str(ontologies() / name), format=RdfFormat.TURTLE):
            yield quad.triple


def _refused(content: Sequence[Triple], doubted: set[Term], shapes: rdflib.Graph) -> Iterator[_Fault]:
    """Yield what pySHACL finds wrong with some nodes, for which it need not read the others."""
    import pyshacl  # noqa: PLC0415 - it takes half a second, and only what is doubted needs it

    focus: list[str | rdflib.URIRef] = sorted(
        rdflib.URIRef(node.value) for node in doubted if isinstance(node, NamedNode)
    )
    if len(focus) == len(doubted):
        content = [each for each in content if each.predicate in _TYPING or _ends(each) & doubted]
    with quiet("rdflib.term"):  # a day that is none is told as a fault
        _, found, _ = pyshacl.validate(
            as_rdflib(content),
            shacl_graph=shapes,
            inplace=True,
            focus_nodes=focus if len(focus) == len(doubted) else None,
        )
    for result in found.subjects(rdflib.RDF.type, _SH.ValidationResult):
        value = found.value(result, _SH.value)
        yield _Fault(
            str(found.value(result, _SH.focusNode)),
            str(found.value(result, _SH.resultMessage)),
            "" if value is None else str(value),
        )


def _ends(triple: Triple) -> set[object]:
    return {triple.subject, triple.object}


def _unanswered(content: Iterable[Triple], shapes: rdflib.Graph) -> Iterator[_Fault]:
    """Yield what the questions find that shapes ask of terms of the ontology, one term after the other."""
    store = pyoxigraph.Store()
    store.extend(pyoxigraph.Quad(*triple) for triple in content)
    add_ontology(store)
    for shape, question in shapes.subject_objects(_SH.sparql):
        message = str(shapes.value(question, _SH.message))
        for term in _targets(store, shapes, shape):
            found: Any = store.query(
                str(shapes.value(question, _SH.select)),
                prefixes=terms.prefixes(),
                substitutions={pyoxigraph.Variable("this"): term},
            )
            for solution in found:
                yield _Fault(_plain(solution["value"]), message, term.value)


def _targets(store: pyoxigraph.Store, shapes: rdflib.Graph, shape: Any) -> list[NamedNode]:  # noqa: ANN401 - rdflib's
    nodes = {NamedNode(str(node)) for node in shapes.objects(shape, _SH.targetNode)}
    for predicate in shapes.objects(shape, _SH.targetSubjectsOf):
        quads = store.quads_for_pattern(None, NamedNode(str(predicate)), None)
        nodes |= {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
    return sorted(nodes, key=str)


def _plain(term: object) -> str:
    return str(getattr(term, "value", term))


def _short(iri: str) -> str:
    """Return an IRI as people write it: with its prefix, if it has one."""
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = {space: name for name, space in terms.prefixes().items()}.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix else f"<{iri}>"
