"""``ontologies/actions.ttl``, made from the table of actions: a SKOS scheme and a property an action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from kg.actions import QUADS, Action, actions
from kg.rdf import terms
from kg.rdf.files import replace_file
from kg.rdf.literals import about, english, filled, number, text
from kg.rdf.terms import DCTERMS, DIPL, OWL, RDF, RDFS, SKOS
from kg.rdf.turtle import to_turtle

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_ONTOLOGY = NamedNode(terms.ONTOLOGY)
_ACTIONS = NamedNode(terms.ACTION.rstrip("/"))
_CAMEO = NamedNode(terms.CAMEO.rstrip("/"))
_QUAD_NAMES: Mapping[str, tuple[str, str]] = {
    "VCOOP": ("verbal cooperation", "Words that bring actors closer: talks, agreement, concessions."),
    "MCOOP": ("material cooperation", "Deeds that bring actors closer: joint work, aid, stepping back."),
    "VCONF": ("verbal conflict", "Words that set actors apart: demands, accusations, refusals, threats."),
    "MCONF": ("material conflict", "Deeds that set actors apart: protest, sanctions, coercion, force."),
}
_TYPES: Mapping[str, str] = {
    "AGREE": "The actor commits itself to a friendly step that is still to come.",
    "CONSULT": "Actors meet, travel to each other, telephone, bargain or go between.",
    "SUPPORT": "The actor takes the side of another in words, or ties itself to it by treaty or relations.",
    "CONCEDE": "The actor gives way in words: it apologises, meets a demand or announces a step back.",
    "COOPERATE": "Actors work together: in trade, defence, justice or intelligence.",
    "AID": "The actor gives money, goods, weapons, protection or shelter.",
    "RETREAT": "The actor steps back in deed: it stops fighting, leaves, sets free or lifts a measure.",
    "REQUEST": "The actor asks or demands something.",
    "ACCUSE": "The actor blames another, complains of it, inquires into it or takes it to court.",
    "REJECT": "The actor says no: to a proposal, a demand, a meeting or a draft.",
    "THREATEN": "The actor speaks of harm that it or others may do.",
    "PROTEST": "A crowd turns against another in public.",
    "SANCTION": "The actor reduces or breaks off ties, help, trade, talks or membership.",
    "MOBILIZE": "The actor makes its forces ready or moves them.",
    "COERCE": "The actor uses power short of arms: it seizes, arrests, deports, shuts off or breaks in.",
    "ASSAULT": "The actor uses arms or carries people off.",
}
_INVERSES = {"visit": "host", "host": "visit"}
_PREFIXES = ("act", "cameo", "dcterms", "dipl", "owl", "plover", "quad", "rdf", "rdfs", "skos")


def write_actions(path: Path) -> None:
    """Write the scheme of actions to a Turtle file."""
    replace_file(path, actions_turtle())


def actions_turtle() -> Iterator[str]:
    """Yield the pieces of the Turtle file: 84 actions below 16 PLOVER types below 4 quad classes."""
    known = terms.prefixes()
    yield "# Made from actions.tsv by kg.rdf.vocabulary: edit the table, not this file.\n"
    yield from to_turtle(action_triples(actions()), {prefix: known[prefix] for prefix in _PREFIXES})


def action_triples(known: Mapping[str, Action]) -> Iterator[Triple]:
    """Yield the scheme: quad classes, PLOVER types, actions, CAMEO codes and the direct properties."""
    yield from _scheme(_ACTIONS, "Actions of diplomacy", "What actors do to each other, in three levels.")
    yield from _scheme(_CAMEO, "CAMEO codes", "Codes of Conflict and Mediation Event Observations.")
    for quad, (label, definition) in _QUAD_NAMES.items():
        yield from _concept(_quad(quad), label, definition, quad)
        yield Triple(_ACTIONS, SKOS.hasTopConcept, _quad(quad))
        yield Triple(_quad(quad), SKOS.topConceptOf, _ACTIONS)
    for plover, quad in QUADS.items():
        yield from _concept(_plover(plover), plover.capitalize(), _TYPES[plover], plover)
        yield Triple(_plover(plover), SKOS.broader, _quad(quad))
    for action in known.values():
        yield from _action(action)
        yield from _property(action)


def _action(action: Action) -> Iterator[Triple]:
    node, cameo = NamedNode(terms.ACTION + action.id), NamedNode(terms.CAMEO + action.cameo)
    yield from _concept(node, action.label, action.definition, action.id)
    yield from about(
        node,
        (RDF.type, DIPL.Action),
        (SKOS.broader, _plover(action.plover)),
        (SKOS.closeMatch, cameo),
        (SKOS.scopeNote, english(action.note) if action.note else None),
        (SKOS.example, english(action.example) if action.example else None),
        (DIPL.cameoCode, text(action.cameo)),
        (DIPL.intensity, number(action.intensity)),
        (DIPL.mode, filled(action.mode)),
    )
    yield from about(
        cameo,
        (RDF.type, SKOS.Concept),
        (SKOS.inScheme, _CAMEO),
        (SKOS.prefLabel, english(f"CAMEO {action.cameo}")),
        (RDFS.label, english(f"CAMEO {action.cameo}")),
        (SKOS.notation, text(action.cameo)),
        (RDFS.isDefinedBy, _ONTOLOGY),
    )


def _property(action: Action) -> Iterator[Triple]:
    """Yield the property that joins the parties of an act at once, without its event."""
    inverse = _INVERSES.get(action.id)
    return about(
        NamedNode(DIPL.iri + action.id),
        (RDF.type, OWL.ObjectProperty),
        (RDF.type, OWL.SymmetricProperty if action.symmetric else None),
        (RDFS.label, english(action.label)),
        (RDFS.comment, english(f"An act of this kind took place: {action.label}. {action.definition}")),
        (RDFS.seeAlso, NamedNode(terms.ACTION + action.id)),
        (RDFS.subPropertyOf, DIPL.interactsWith),
        (OWL.inverseOf, NamedNode(DIPL.iri + inverse) if inverse else None),
        (RDFS.isDefinedBy, _ONTOLOGY),
    )


def _concept(node: NamedNode, label: str, definition: str, notation: str) -> Iterator[Triple]:
    return about(
        node,
        (RDF.type, SKOS.Concept),
        (SKOS.prefLabel, english(label)),
        (RDFS.label, english(label)),
        (SKOS.definition, english(definition)),
        (SKOS.notation, text(notation)),
        (SKOS.inScheme, _ACTIONS),
        (RDFS.isDefinedBy, _ONTOLOGY),
    )


def _scheme(node: NamedNode, label: str, comment: str) -> Iterator[Triple]:
    return about(
        node,
        (RDF.type, SKOS.ConceptScheme),
        (RDFS.label, english(label)),
        (RDFS.comment, english(comment)),
        (DCTERMS.creator, text("kg contributors")),
        (DCTERMS.license, NamedNode("https://opensource.org/license/mit")),
        (RDFS.isDefinedBy, _ONTOLOGY),
    )


def _plover(name: str) -> NamedNode:
    return NamedNode(terms.PLOVER + name)


def _quad(name: str) -> NamedNode:
    return NamedNode(terms.QUAD + name)
