"""Build -> triples: every field that a value has, so that the values can be read back."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import NamedNode, Triple

from kg.actions import actions
from kg.model import (
    Build,
    Event,
    EventDate,
    EventMention,
    Mention,
    Participant,
    Role,
    Run,
    Source,
    Status,
    TextSpan,
)
from kg.rdf import labels, parties, terms
from kg.rdf.literals import Fact, about, day, edtf, english, filled, join_operators, number, text, whole
from kg.rdf.terms import DC, DCTERMS, DIPL, NIF, PROV, RDF, RDFS, SCHEMA, SEM, Names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# An address that no parser resolves, mends or refuses; any other stays text.
_ADDRESS = re.compile(
    r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?"
    r"(?:/(?!\.{1,2}(?:[/?#]|$))(?:[a-z0-9._~!$&'()*+,;=:@-]|%[0-9a-f]{2})*)*"
    r"(?:\?(?:[a-z0-9._~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*)?"
    r"(?:#(?:[a-z0-9._~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*)?",
    re.IGNORECASE,
)
# A report has predicates of its own, so that a question for events never meets their reports.
_TOLD_OF_EVENT = (SEM.hasEarliestBeginTimeStamp, SEM.hasLatestEndTimeStamp)
_TOLD_BY_REPORT = (DIPL.reportedEarliest, DIPL.reportedLatest)


def triples(build: Build, base: str = terms.DATA_BASE) -> Iterator[Triple]:
    """Yield all triples of a build, in no particular order, some of them twice.

    Args:
        build: What a run found.
        base: The IRI below which the data lie.

    Raises:
        GraphError: The base is no absolute IRI that ends in ``/`` or ``#``.
    """
    names = Names(base)
    makers = _makers(names, build)
    yield from _runs(names, build, makers)
    yield from chain.from_iterable(_source(names, source) for source in build.sources)
    yield from chain.from_iterable(_event(names, makers, event) for event in build.events)
    yield from parties.actors(names, build)
    yield from parties.places(names, build)


class _Makers(dict[str, NamedNode]):
    """The run that read each document; the build's own for all that no merged run read."""

    def __init__(self, run: NamedNode, merged: Mapping[str, NamedNode]) -> None:
        super().__init__(merged)
        self.run = run

    def __missing__(self, document_id: str) -> NamedNode:
        return self.run


def _makers(names: Names, build: Build) -> _Makers:
    merged = {each: _run_node(names, part.run) for part in build.merged for each in part.documents}
    return _Makers(_run_node(names, build.run), merged)


def _run_node(names: Names, run: Run) -> NamedNode:
    options = chain.from_iterable(run.options)
    return names.hashed("run", run.kg_version, run.model, run.model_version, run.encoder, *options)


def _runs(names: Names, build: Build, makers: _Makers) -> Iterator[Triple]:
    for run in (build.run, *(part.run for part in build.merged)):
        yield from _run(_run_node(names, run), run)
        yield from _options(names, _run_node(names, run), run)
    for part in build.merged:
        yield Triple(makers.run, PROV.wasInformedBy, _run_node(names, part.run))
    for source in build.sources:
        yield Triple(makers[source.id], PROV.used, names.hashed("doc", source.id))


def _run(node: NamedNode, run: Run) -> Iterator[Triple]:
    return about(
        node,
        (RDF.type, DIPL.Run),
        (RDF.type, PROV.Activity),
        (RDFS.label, english(" ".join(filter(None, (f"kg {run.kg_version}", _with(run)))))),
        (PROV.wasAssociatedWith, NamedNode(terms.SOFTWARE)),
        (DCTERMS.conformsTo, NamedNode(terms.VERSION)),
        (DIPL.kgVersion, text(run.kg_version)),
        (DIPL.model, filled(run.model)),
        (DIPL.modelVersion, filled(run.model_version)),
        (DIPL.encoder, filled(run.encoder)),
    )


def _with(run: Run) -> str:
    return f"with {run.model} {run.model_version}".rstrip() if run.model else ""


def _options(names: Names, node: NamedNode, run: Run) -> Iterator[Triple]:
    for position, (key, value) in enumerate(run.options, start=1):
        option = names.hashed("opt", node.value, position)
        yield Triple(node, DIPL.option, option)
        yield from about(
            option,
            (RDF.type, DIPL.Option),
            (RDFS.label, text(key)),
            (RDF.value, text(value)),
            (DIPL.position, whole(position)),
        )


def _source(names: Names, source: Source) -> Iterator[Triple]:
    url = NamedNode(source.url) if _ADDRESS.fullmatch(source.url) else filled(source.url)
    yield from about(
        names.hashed("doc", source.id),
        (RDF.type, DIPL.Document),
        (RDF.type, NIF.Context),
        (DCTERMS.identifier, text(source.id)),
        (DCTERMS.title, filled(source.title)),
        (DCTERMS.issued, day(source.published)),
        (DC.publisher, filled(source.source)),
        (DC.language, filled(source.language)),
        (DC.rights, filled(source.licence)),
        (SCHEMA.url, url),
        (SCHEMA.sha256, filled(source.digest)),
        (DIPL.copyOf, names.hashed("doc", source.copy_of) if source.copy_of else None),
    )


def _event(names: Names, makers: _Makers, event: Event) -> Iterator[Triple]:
    node = names.key("ev", event.id)
    yield from about(
        node,
        (RDF.type, DIPL.Event),
        (RDFS.label, english(labels.event_label(event))),
        (DIPL.action, _action(event.action)),
        (SEM.hasPlace, names.key("pl", event.place.id) if event.place else None),
        (DIPL.status, terms.STATUSES[event.status]),
        (DIPL.confidence, number(event.confidence)),
        (DIPL.firstReported, day(event.first_reported)),
        (DIPL.reportCount, whole(len(event.mentions))),
    )
    for part in event.participants:
        yield Triple(node, terms.ROLES[part.role], names.key("ent", part.entity.id))
    yield from _date(names, node, event.date, _TOLD_OF_EVENT)
    yield from _direct(names, event)
    taken: set[NamedNode] = set()
    for position, mention in enumerate(event.mentions, start=1):
        report = _report_node(names, event, mention, taken)
        yield from _report(names, report, mention)
        yield from about(
            report,
            (DIPL.reports, node),
            (DIPL.position, whole(position)),
            (PROV.wasGeneratedBy, makers[mention.sentence.document_id]),
        )


def _direct(names: Names, event: Event) -> Iterator[Triple]:
    """Yield an edge for each ordered pair that the act joins, if it took place."""
    action = actions().get(event.action)
    if action is None or event.status is not Status.ACTUAL:
        return
    ahead, behind = event.entities(Role.ACTOR), event.entities(Role.COUNTERPART)
    if action.symmetric:
        ahead = behind = (*ahead, *behind)
    edge = NamedNode(DIPL.iri + action.id)
    for one in ahead:
        for other in behind:
            if one.id != other.id:
                yield Triple(names.key("ent", one.id), edge, names.key("ent", other.id))


def _report_node(names: Names, event: Event, mention: EventMention, taken: set[NamedNode]) -> NamedNode:
    """Name a report by what it reports and where it stands, never by what was read into it."""
    where = (mention.sentence, mention.trigger)
    spans = [part for span in where for part in (span.document_id, span.start, span.end)]
    node, again = names.hashed("rep", event.id, *spans), 1
    while node in taken:
        again += 1
        node = names.hashed("rep", event.id, *spans, again)
    taken.add(node)
    return node


def _report(names: Names, node: NamedNode, mention: EventMention) -> Iterator[Triple]:
    polarity, modality = terms.CLAIMS[mention.status]
    yield from about(
        node,
        (RDF.type, DIPL.Report),
        *_stretch(names, mention.sentence),
        (DIPL.reportedAction, _action(mention.action)),
        (DIPL.polarity, polarity),
        (DIPL.modality, modality),
        (DIPL.trigger, text(mention.trigger.text)),
        (DIPL.triggerBegin, whole(mention.trigger.start)),
        (DIPL.triggerEnd, whole(mention.trigger.end)),
        (DIPL.reportedPlace, names.key("pl", mention.place.id) if mention.place else None),
        (SEM.accordingTo, names.key("ent", mention.attribution.id) if mention.attribution else None),
        (DIPL.frame, filled(mention.frame)),
        (DIPL.operator, text(join_operators(mention.operators)) if mention.operators else None),
        (DIPL.confidence, number(mention.confidence)),
    )
    yield from _date(names, node, mention.date, _TOLD_BY_REPORT, mention.sentence.document_id)
    for position, part in enumerate(mention.participants, start=1):
        taking = names.hashed("par", node.value, position)
        yield Triple(node, DIPL.participation, taking)
        yield from _participation(names, taking, part, position)


def _participation(names: Names, node: NamedNode, part: Participant, position: int) -> Iterator[Triple]:
    yield from about(
        node,
        (RDF.type, DIPL.Participation),
        (DIPL.role, terms.ROLES[part.role]),
        (DIPL.participant, names.key("ent", part.entity.id)),
        (DIPL.position, whole(position)),
    )
    if part.mention:
        yield from _mention(names, node, part.mention)


def _mention(names: Names, node: NamedNode, mention: Mention) -> Iterator[Triple]:
    return about(
        node,
        (RDF.type, DIPL.Mention),
        *_stretch(names, mention.span),
        (DIPL.mentionKind, terms.KINDS[mention.kind]),
        (DIPL.head, text(mention.head)),
        (DIPL.refersTo, names.key("ent", mention.entity_id) if mention.entity_id is not None else None),
        (DIPL.linkedBy, terms.LINKS[mention.link]),
        (DIPL.score, number(mention.score)),
    )


def _stretch(names: Names, span: TextSpan) -> tuple[Fact, ...]:
    return (
        (NIF.referenceContext, names.hashed("doc", span.document_id)),
        (NIF.beginIndex, whole(span.start)),
        (NIF.endIndex, whole(span.end)),
        (NIF.anchorOf, text(span.text)),
    )


def _date(
    names: Names,
    node: NamedNode,
    when: EventDate | None,
    bounds: tuple[NamedNode, NamedNode],
    document_id: str | None = None,
) -> Iterator[Triple]:
    """Yield a date; its document is told only where it is not the one of the report."""
    if when is None:
        return
    yield from about(
        node,
        (bounds[0], day(when.earliest)),
        (bounds[1], day(when.latest)),
        (DIPL.datePrecision, terms.PRECISIONS[when.precision]),
        (DIPL.dateBasis, terms.BASES[when.basis]),
        (DIPL.dateEdtf, edtf(when)),
    )
    if span := when.span:
        elsewhere = span.document_id != document_id
        yield from about(
            node,
            (DIPL.dateText, text(span.text)),
            (DIPL.dateBegin, whole(span.start)),
            (DIPL.dateEnd, whole(span.end)),
            (DIPL.dateContext, names.hashed("doc", span.document_id) if elsewhere else None),
        )


def _action(action: str) -> NamedNode:
    return NamedNode(terms.ACTION + quote(action, safe=""))
