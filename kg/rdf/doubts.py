"""A first look at a graph with its shapes: which nodes may break one, so that pySHACL need read only these.

A doubt is no fault: whatever this look does not know, it doubts, and pySHACL decides and words the fault.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib.collection import Collection

from kg.rdf.terms import RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pyoxigraph import Triple

_SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
_SUBCLASS = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
_SAYS_NOTHING = {
    rdflib.RDF.type, rdflib.RDFS.label, rdflib.RDFS.comment, rdflib.RDFS.isDefinedBy, _SH.message,
    _SH.targetClass, _SH.path, _SH.severity, _SH.sparql,
}  # fmt: skip
_INTEGER, _DECIMAL = re.compile(r"[+-]?[0-9]+"), re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Term: TypeAlias = "NamedNode | BlankNode | Literal"
Check: TypeAlias = "Callable[[Facts, Term], bool]"
ValueCheck: TypeAlias = "Callable[[Facts, Term, set[Term]], bool]"


class Facts:
    """A graph by subject and by object, with the members of its classes."""

    def __init__(self, content: Iterable[Triple]) -> None:
        self.ahead: defaultdict[object, defaultdict[NamedNode, set[Term]]] = _index()
        self.back: defaultdict[object, defaultdict[NamedNode, set[Term]]] = _index()
        self._above: defaultdict[object, set[object]] = defaultdict(set)
        for triple in content:
            subject, predicate, value = _terms(triple)
            self.ahead[subject][predicate].add(value)
            if not isinstance(value, Literal):
                self.back[value][predicate].add(subject)
            if predicate == _SUBCLASS:
                self._above[value].add(subject)

    def members(self, kind: NamedNode) -> set[Term]:
        """Return all that has a class or one below it as its type."""
        known: set[object] = set()
        waiting: list[object] = [kind]
        while waiting:
            each = waiting.pop()
            if each not in known:
                known.add(each)
                waiting += self._above[each]
        return set(chain.from_iterable(self.back[each][RDF.type] for each in known))


def doubtful(facts: Facts, shapes: rdflib.Graph) -> set[Term]:
    """Return the nodes that are not plainly as the shapes of their classes want them.

    Args:
        facts: The graph, with the classes of its ontology.
        shapes: Shapes in SHACL; what they ask in SPARQL is left out.
    """
    look = _Look(facts, shapes)
    found: set[Term] = set()
    for shape, kind in shapes.subject_objects(_SH.targetClass):
        fine = look.node_check(shape)
        found |= {node for node in look.members(kind) if not fine(facts, node)}
    return found


class _Look:
    """Turns shapes into checks that answer whether a node is plainly as it should be."""

    def __init__(self, facts: Facts, shapes: rdflib.Graph) -> None:
        self._facts, self._shapes = facts, shapes
        self._members: dict[rdflib.term.Node, set[Term]] = {}

    def members(self, kind: rdflib.term.Node) -> set[Term]:
        if kind not in self._members:
            self._members[kind] = self._facts.members(NamedNode(str(kind)))
        return self._members[kind]

    def node_check(self, shape: rdflib.term.Node) -> Check:
        checks = [check for name, value in self._said(shape) for check in self._node_checks(name, value)]
        return lambda facts, node: all(check(facts, node) for check in checks)

    def _said(self, shape: rdflib.term.Node) -> Iterator[tuple[rdflib.term.Node, rdflib.term.Node]]:
        return (each for each in self._shapes.predicate_objects(shape) if each[0] not in _SAYS_NOTHING)

    def _list(self, value: rdflib.term.Node) -> list[rdflib.term.Node]:
        return list(Collection(self._shapes, value))

    def _node_checks(self, name: rdflib.term.Node, value: rdflib.term.Node) -> Iterator[Check]:
        if name == _SH.property:
            yield self._property_check(value)
        elif name == _SH["or"]:
            choices = [self.node_check(each) for each in self._list(value)]
            yield lambda facts, node: any(choice(facts, node) for choice in choices)
        else:
            yield lambda _facts, _node: False

    def _property_check(self, shape: rdflib.term.Node) -> Check:
        values = self._path(self._shapes.value(shape, _SH.path))
        checks = [self._value_check(name, value) for name, value in self._said(shape)]

        def fine(facts: Facts, node: Term) -> bool:
            found = values(facts, node)
            return all(check(facts, node, found) for check in checks)

        return fine

    def _path(self, path: rdflib.term.Node | None) -> Callable[[Facts, Term], set[Term]]:
        if isinstance(path, rdflib.URIRef):
            return partial(_ahead, predicate=NamedNode(path))
        if inverse := self._shapes.value(path, _SH.inversePath):
            return partial(_back, predicate=NamedNode(str(inverse)))
        choices = self._list(self._shapes.value(path, _SH.alternativePath) or rdflib.RDF.nil)
        ways = [self._path(each) for each in choices]
        return lambda facts, node: set(chain.from_iterable(way(facts, node) for way in ways))

    def _value_check(self, name: rdflib.term.Node, value: rdflib.term.Node) -> ValueCheck:
        if name == _SH["in"]:
            return partial(_among, known={_term(each) for each in self._list(value)})
        if name == _SH["class"]:
            return partial(_among, known=self.members(value))
        known = _CHECKS.get(name)
        return partial(known, wanted=_term(value)) if known else lambda _facts, _node, _found: False


def _terms(triple: Triple) -> tuple[Any, NamedNode, Any]:
    return triple.subject, triple.predicate, triple.object


def _index() -> defaultdict[object, defaultdict[NamedNode, set[Term]]]:
    return defaultdict(lambda: defaultdict(set))


def _ahead(facts: Facts, node: Term, *, predicate: NamedNode) -> set[Term]:
    return facts.ahead[node].get(predicate, set())


def _back(facts: Facts, node: Term, *, predicate: NamedNode) -> set[Term]:
    return facts.back[node].get(predicate, set())


def _term(node: rdflib.term.Node) -> Term:
    if isinstance(node, rdflib.URIRef):
        return NamedNode(node)
    if isinstance(node, rdflib.Literal) and node.language:
        return Literal(node, language=node.language)
    if isinstance(node, rdflib.Literal):
        return Literal(node, datatype=NamedNode(node.datatype) if node.datatype else None)
    return BlankNode(str(node))


def _among(_facts: Facts, _node: Term, found: set[Term], *, known: set[Term]) -> bool:
    return found <= known


def _at_least(_facts: Facts, _node: Term, found: set[Term], *, wanted: Term) -> bool:
    return len(found) >= int(wanted.value)


def _at_most(_facts: Facts, _node: Term, found: set[Term], *, wanted: Term) -> bool:
    return len(found) <= int(wanted.value)


def _of_datatype(_facts: Facts, _node: Term, found: set[Term], *, wanted: Term) -> bool:
    return all(isinstance(each, Literal) and each.datatype == wanted and _well_formed(each) for each in found)


def _of_node_kind(_facts: Facts, _node: Term, found: set[Term], *, wanted: Term) -> bool:
    kinds = {str(_SH.IRI): (NamedNode,), str(_SH.IRIOrLiteral): (NamedNode, Literal)}
    return all(isinstance(each, kinds.get(wanted.value, ())) for each in found)


def _long_enough(_facts: Facts, _node: Term, found: set[Term], *, wanted: Term) -> bool:
    return all(not isinstance(each, BlankNode) and len(each.value) >= int(wanted.value) for each in found)


def _like(_facts: Facts, _node: Term, found: set[Term], *, wanted: Term) -> bool:
    return all(not isinstance(each, BlankNode) and re.search(wanted.value, each.value) for each in found)


def _from(_facts: Facts, _node: Term, found: set[Term], *, wanted: Term) -> bool:
    return all(_ordered(wanted, each) for each in found)


def _up_to(_facts: Facts, _node: Term, found: set[Term], *, wanted: Term) -> bool:
    return all(_ordered(each, wanted) for each in found)


def _before(facts: Facts, node: Term, found: set[Term], *, wanted: Term) -> bool:
    others = facts.ahead[node].get(NamedNode(wanted.value), set())
    return all(_ordered(one, two) and _worth(one) != _worth(two) for one in found for two in others)


def _not_after(facts: Facts, node: Term, found: set[Term], *, wanted: Term) -> bool:
    others = facts.ahead[node].get(NamedNode(wanted.value), set())
    return all(_ordered(one, two) for one in found for two in others)


_CHECKS: Mapping[rdflib.term.Node, Callable[..., bool]] = {
    _SH.minCount: _at_least,
    _SH.maxCount: _at_most,
    _SH.datatype: _of_datatype,
    _SH.nodeKind: _of_node_kind,
    _SH.minLength: _long_enough,
    _SH.pattern: _like,
    _SH.minInclusive: _from,
    _SH.maxInclusive: _up_to,
    _SH.lessThan: _before,
    _SH.lessThanOrEquals: _not_after,
}


def _ordered(one: Term, two: Term) -> bool:
    """Return whether two values of one kind stand in order; what is neither number nor day never does."""
    first, second = _worth(one), _worth(two)
    if isinstance(first, date) and isinstance(second, date):
        return first <= second
    return isinstance(first, Decimal) and isinstance(second, Decimal) and first <= second


@lru_cache(maxsize=1 << 16)
def _worth(value: Term) -> Decimal | date | None:
    if not isinstance(value, Literal) or not _well_formed(value):
        return None
    if value.datatype in {XSD.integer, XSD.decimal}:
        return Decimal(value.value)
    return date.fromisoformat(value.value) if value.datatype == XSD.date else None


def _well_formed(value: Literal) -> bool:
    if value.datatype == XSD.integer:
        return _INTEGER.fullmatch(value.value) is not None
    if value.datatype == XSD.decimal:
        return _DECIMAL.fullmatch(value.value) is not None
    return value.datatype != XSD.date or _is_day(value.value)


def _is_day(text: str) -> bool:
    try:
        return _DAY.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False
