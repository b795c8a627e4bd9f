"""Triples -> Build: the inverse of ``kg.rdf.writing``."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import Literal, NamedNode, Triple

from kg.errors import GraphError
from kg.model import (
    Build,
    Entity,
    Event,
    EventDate,
    EventMention,
    Mention,
    Part,
    Participant,
    Place,
    Run,
    Source,
    Status,
    TextSpan,
)
from kg.rdf import terms
from kg.rdf.literals import split_operators
from kg.rdf.terms import DC, DCTERMS, DIPL, NIF, OWL, PROV, RDF, RDFS, SCHEMA, SEM, WGS84, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Term = NamedNode | Literal
Value = TypeVar("Value", bound=StrEnum)
_BROKEN = "Build the graph anew from its texts."


def build_of(triples: Iterable[Triple], where: str) -> Build:
    """Return the build that triples tell of.

    Args:
        triples: All triples of a graph, in any order.
        where: The graph's name, for messages.

    Raises:
        GraphError: The triples are none that kg wrote, or what an event needs is missing.
    """
    return _Reader(triples, where).build()


class _Node:
    """A subject with what is said of it."""

    def __init__(self, name: NamedNode, facts: Mapping[NamedNode, list[Term]], where: str) -> None:
        self.name = name
        self.where = where
        self._facts = facts

    def all(self, predicate: NamedNode) -> list[Term]:
        return self._facts.get(predicate, [])

    def any(self, predicate: NamedNode) -> Term | None:
        return min(self.all(predicate), key=str, default=None)

    def one(self, predicate: NamedNode) -> Term:
        value = self.any(predicate)
        if value is None:
            message = f"{self.where}: <{self.name.value}> has no <{predicate.value}>."
            raise GraphError(message, remedy=_BROKEN)
        return value

    def text(self, predicate: NamedNode) -> str:
        value = self.any(predicate)
        return "" if value is None else value.value

    def number(self, predicate: NamedNode) -> float:
        return self._as(float, predicate)

    def whole(self, predicate: NamedNode) -> int:
        return self._as(int, predicate)

    def day(self, predicate: NamedNode) -> date | None:
        return self._as(date.fromisoformat, predicate) if self.all(predicate) else None

    def known_day(self, predicate: NamedNode) -> date:
        return self._as(date.fromisoformat, predicate)

    def node(self, predicate: NamedNode) -> NamedNode:
        value = self.one(predicate)
        if isinstance(value, NamedNode):
            return value
        message = f"{self.where}: <{predicate.value}> of <{self.name.value}> is no IRI: {value}."
        raise GraphError(message, remedy=_BROKEN)

    def key(self, predicate: NamedNode) -> str | None:
        return key_of(self.node(predicate)) if self.all(predicate) else None

    def choice(self, predicate: NamedNode, choices: Mapping[Value, NamedNode]) -> Value:
        """Return the member of ``choices`` that is said; the first where several are."""
        said = self.all(predicate)
        for member, term in choices.items():
            if term in said:
                return member
        found = ", ".join(sorted(map(str, said))) or "nothing"
        message = f"{self.where}: <{predicate.value}> of <{self.name.value}> is {found}."
        raise GraphError(message, remedy=f"Expected one of {', '.join(map(str, choices.values()))}.")

    def _as(self, kind: Callable[[str], _T], predicate: NamedNode) -> _T:
        value = self.one(predicate)
        try:
            return kind(value.value)
        except ValueError as error:
            message = f"{self.where}: <{predicate.value}> of <{self.name.value}> is {value}."
            raise GraphError(message, remedy=_BROKEN) from error


_T = TypeVar("_T")


class _Reader:
    def __init__(self, triples: Iterable[Triple], where: str) -> None:
        self._where = where
        self._facts: defaultdict[NamedNode, defaultdict[NamedNode, list[Term]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._typed: defaultdict[Term, list[NamedNode]] = defaultdict(list)
        self._entities: dict[NamedNode, Entity] = {}
        self._places: dict[NamedNode, Place] = {}
        for triple in triples:
            subject, value = triple.subject, triple.object
            if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
                self._facts[subject][triple.predicate].append(value)
                if triple.predicate == RDF.type:
                    self._typed[value].append(subject)

    def build(self) -> Build:
        run, *parts = self._runs()
        events = (self._event(node) for node in self._typed[DIPL.Event])
        sources = (self._source(node) for node in self._typed[DIPL.Document])
        return Build(
            run=self._run(run),
            sources=tuple(sorted(sources, key=lambda source: source.id)),
            events=tuple(sorted(events, key=lambda event: event.id)),
            merged=tuple(sorted(map(self._part, parts), key=lambda part: (part.documents, repr(part.run)))),
        )

    def _runs(self) -> list[NamedNode]:
        """Return the run that wrote the graph, and then those whose graphs it merged."""
        runs = self._typed[DIPL.Run]
        merged = [value for run in runs for value in self._node(run).all(PROV.wasInformedBy)]
        own = [run for run in runs if run not in merged]
        if len(own) != 1:
            raise GraphError(
                f"{self._where} tells of {len(own) or 'no'} run{'s' * (len(own) > 1)} of kg.",
                remedy="Join graphs by 'kg merge'." if own else _not_ours(self._facts),
            )
        return [*own, *(run for run in runs if run in merged)]

    def _part(self, name: NamedNode) -> Part:
        read = (value for value in self._node(name).all(PROV.used) if isinstance(value, NamedNode))
        return Part(run=self._run(name), documents=tuple(sorted(map(self._document_id, read))))

    def _node(self, name: NamedNode) -> _Node:
        return _Node(name, self._facts.get(name, {}), self._where)

    def _nodes(self, names: Iterable[Term]) -> list[_Node]:
        """Return nodes that have a position, in that order."""
        nodes = [self._node(name) for name in names if isinstance(name, NamedNode)]
        return sorted(nodes, key=lambda node: node.whole(DIPL.position))

    def _run(self, name: NamedNode) -> Run:
        node = self._node(name)
        options = self._nodes(node.all(DIPL.option))
        return Run(
            kg_version=node.text(DIPL.kgVersion),
            model=node.text(DIPL.model),
            model_version=node.text(DIPL.modelVersion),
            options=tuple((option.text(RDFS.label), option.text(RDF.value)) for option in options),
            encoder=node.text(DIPL.encoder),
        )

    def _source(self, name: NamedNode) -> Source:
        node = self._node(name)
        return Source(
            id=node.one(DCTERMS.identifier).value,
            title=node.text(DCTERMS.title),
            published=node.day(DCTERMS.issued),
            source=node.text(DC.publisher),
            url=node.text(SCHEMA.url),
            language=node.text(DC.language),
            licence=node.text(DC.rights),
            digest=node.text(SCHEMA.sha256),
            copy_of=self._original(node),
        )

    def _event(self, name: NamedNode) -> Event:
        node = self._node(name)
        parts = [(role, value) for role, term in terms.ROLES.items() for value in node.all(term)]
        people = [
            Participant(role=role, entity=self._entity(value))
            for role, value in parts
            if isinstance(value, NamedNode)
        ]
        return Event(
            id=key_of(name),
            action=key_of(node.node(DIPL.action)),
            participants=tuple(sorted(people, key=lambda part: (part.role, part.entity.id))),
            status=node.choice(DIPL.status, terms.STATUSES),
            mentions=tuple(self._mention(report) for report in self._nodes(self._reports[name])),
            date=self._date(node, SEM.hasEarliestBeginTimeStamp, SEM.hasLatestEndTimeStamp),
            place=self._place(node, SEM.hasPlace),
            confidence=node.number(DIPL.confidence),
            first_reported=node.day(DIPL.firstReported),
        )

    @cached_property
    def _reports(self) -> Mapping[NamedNode, list[NamedNode]]:
        found: defaultdict[NamedNode, list[NamedNode]] = defaultdict(list)
        for report in self._typed[DIPL.Report]:
            found[self._node(report).node(DIPL.reports)].append(report)
        return found

    def _mention(self, node: _Node) -> EventMention:
        sentence = self._span(node)
        said_by = node.any(SEM.accordingTo)
        operators = node.any(DIPL.operator)
        return EventMention(
            action=key_of(node.node(DIPL.reportedAction)),
            participants=tuple(self._participant(part) for part in self._nodes(node.all(DIPL.participation))),
            status=self._status(node),
            sentence=sentence,
            trigger=TextSpan(
                document_id=sentence.document_id,
                start=node.whole(DIPL.triggerBegin),
                end=node.whole(DIPL.triggerEnd),
                text=node.text(DIPL.trigger),
            ),
            date=self._date(node, DIPL.reportedEarliest, DIPL.reportedLatest),
            place=self._place(node, DIPL.reportedPlace),
            attribution=self._entity(said_by) if isinstance(said_by, NamedNode) else None,
            frame=node.text(DIPL.frame),
            operators=split_operators(operators.value) if operators else (),
            confidence=node.number(DIPL.confidence),
        )

    def _status(self, node: _Node) -> Status:
        claim = node.one(DIPL.polarity), node.one(DIPL.modality)
        for status, told in terms.CLAIMS.items():
            if told == claim:
                return status
        message = f"{self._where}: <{node.name.value}> claims {claim[0]} and {claim[1]}."
        raise GraphError(message, remedy="A negated report is an asserted one.")

    def _participant(self, node: _Node) -> Participant:
        return Participant(
            role=node.choice(DIPL.role, terms.ROLES),
            entity=self._entity(node.node(DIPL.participant)),
            mention=self._words(node) if DIPL.Mention in node.all(RDF.type) else None,
        )

    def _words(self, node: _Node) -> Mention:
        return Mention(
            span=self._span(node),
            kind=node.choice(DIPL.mentionKind, terms.KINDS),
            head=node.text(DIPL.head),
            entity_id=node.key(DIPL.refersTo),
            link=node.choice(DIPL.linkedBy, terms.LINKS),
            score=node.number(DIPL.score),
        )

    def _span(self, node: _Node) -> TextSpan:
        return TextSpan(
            document_id=self._document_id(node.node(NIF.referenceContext)),
            start=node.whole(NIF.beginIndex),
            end=node.whole(NIF.endIndex),
            text=node.text(NIF.anchorOf),
        )

    def _original(self, copy: _Node) -> str:
        """Return the id of the document of which one is a copy, empty if the graph does not hold that."""
        names = (name for name in copy.all(DIPL.copyOf) if isinstance(name, NamedNode))
        return min((self._node(name).text(DCTERMS.identifier) for name in names), default="")

    def _document_id(self, name: NamedNode) -> str:
        return self._node(name).one(DCTERMS.identifier).value

    def _date(self, node: _Node, earliest: NamedNode, latest: NamedNode) -> EventDate | None:
        if not node.all(earliest):
            return None
        return EventDate(
            earliest=node.known_day(earliest),
            latest=node.known_day(latest),
            precision=node.choice(DIPL.datePrecision, terms.PRECISIONS),
            span=self._date_span(node),
            basis=node.choice(DIPL.dateBasis, terms.BASES),
        )

    def _date_span(self, node: _Node) -> TextSpan | None:
        if not node.all(DIPL.dateText):
            return None
        context = DIPL.dateContext if node.all(DIPL.dateContext) else NIF.referenceContext
        return TextSpan(
            document_id=self._document_id(node.node(context)),
            start=node.whole(DIPL.dateBegin),
            end=node.whole(DIPL.dateEnd),
            text=node.text(DIPL.dateText),
        )

    def _entity(self, name: NamedNode) -> Entity:
        if name not in self._entities:
            node = self._node(name)
            self._entities[name] = Entity(
                id=key_of(name),
                name=node.text(RDFS.label),
                kind=node.choice(RDF.type, terms.KINDS),
                state=node.key(DIPL.actsFor),
                wikidata=node.text(OWL.sameAs).removeprefix(terms.WIKIDATA) or None,
                part_of=node.key(DIPL.partOf),
            )
        return self._entities[name]

    def _place(self, told: _Node, predicate: NamedNode) -> Place | None:
        if not told.all(predicate):
            return None
        name = told.node(predicate)
        if name not in self._places:
            node = self._node(name)
            same = node.text(OWL.sameAs).removeprefix(terms.GEONAMES).rstrip("/")
            self._places[name] = Place(
                id=key_of(name),
                name=node.text(RDFS.label),
                country=node.text(DIPL.country) if node.all(DIPL.country) else None,
                geonames=int(same) if same.isdecimal() else None,
                latitude=node.number(WGS84.lat) if node.all(WGS84.lat) else None,
                longitude=node.number(WGS84.long) if node.all(WGS84.long) else None,
            )
        return self._places[name]


def _not_ours(facts: Mapping[NamedNode, object]) -> str:
    if not facts:
        return "It holds no triple: give a graph that 'kg build' wrote."
    return "It is a graph of another ontology: give one that 'kg build' wrote."
