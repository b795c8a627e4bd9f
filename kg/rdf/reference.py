"""``ontologies/reference.html``: a page of all terms, made from the files of the ontology."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat

from kg.actions import QUADS, actions
from kg.rdf import terms
from kg.rdf.files import replace_file
from kg.resources import ontologies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_OWL, _RDFS = "http://www.w3.org/2002/07/owl#", "http://www.w3.org/2000/01/rdf-schema#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_NOTE = "http://purl.org/vocab/vann/usageNote"
_CHANGE = "http://www.w3.org/2004/02/skos/core#changeNote"
_SECTIONS = (
    ("Classes", _OWL + "Class"),
    ("Properties that lead to a node", _OWL + "ObjectProperty"),
    ("Properties that lead to a value", _OWL + "DatatypeProperty"),
    ("Values", _OWL + "NamedIndividual"),
)
_TOLD = {
    _RDFS + "subClassOf": "is a",
    _RDFS + "subPropertyOf": "is a kind of",
    _RDFS + "domain": "from",
    _RDFS + "range": "to",
    _RDFS + "seeAlso": "see also",
}
_MORE = {
    "lode": "http://linkedevents.org/ontology/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "time": "http://www.w3.org/2006/time#",
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
}
_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222;background:#fff}"
    "h2{margin-top:2em;border-bottom:1px solid #999}dt{margin-top:1em;font-weight:bold}dd{margin-left:1.5em}"
    "code{font-size:.95em}table{border-collapse:collapse}td,th{text-align:left;vertical-align:top;"
    "padding:.3em .8em .3em 0;border-top:1px solid #ccc}small{color:#555}"
    "@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}a{color:#8bf}small{color:#aaa}}"
)


def write_reference(path: Path) -> None:
    """Write the page to a file."""
    replace_file(path, reference())


def reference() -> Iterator[str]:
    """Yield the pieces of the page: terms, terms of other vocabularies, actions, changes."""
    facts = _Facts()
    version = facts.text(terms.ONTOLOGY, _OWL + "versionInfo")
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    yield "style-src 'unsafe-inline'\">\n"
    yield f"<title>Diplomatic events {version}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    yield f"<h1>Diplomatic events, version {escape(version)}</h1>\n"
    yield f"<p>{escape(facts.text(terms.ONTOLOGY, 'http://purl.org/dc/terms/description'))}</p>\n"
    yield "<p>Made from diplomacy.ttl and actions.ttl by <code>python -m kg.exports</code>. Namespace "
    yield f"<code>{terms.DIPL.iri}</code>, prefix <code>dipl</code>, licence MIT.</p>\n"
    for title, kind in _SECTIONS:
        yield from _section(title, facts.own(kind), facts)
    yield from _section("Terms of other vocabularies", facts.reused(), facts)
    yield from _actions()
    yield "<h2>Changes</h2>\n<ul>\n"
    yield from (f"<li>{escape(note)}</li>\n" for note in facts.texts(terms.ONTOLOGY, _CHANGE)[::-1])
    yield "</ul>\n</body>\n</html>\n"


class _Facts:
    """What diplomacy.ttl says, by subject and predicate."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, str], list[NamedNode | Literal]] = {}
        for quad in pyoxigraph.parse(path=str(ontologies() / "diplomacy.ttl"), format=RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                self._said.setdefault((quad.subject.value, quad.predicate.value), []).append(quad.object)

    def texts(self, subject: str, predicate: str) -> list[str]:
        return sorted(each.value for each in self._said.get((subject, predicate), ()))

    def text(self, subject: str, predicate: str) -> str:
        return next(iter(self.texts(subject, predicate)), "")

    def own(self, kind: str) -> list[str]:
        found = (subject for subject, predicate in self._said if predicate == _TYPE)
        mine = (subject for subject in found if subject.startswith(terms.DIPL.iri))
        # What is a class or a property and an individual as well is shown as the first.
        first = {
            each: next(kind for _, kind in _SECTIONS if kind in self.texts(each, _TYPE)) for each in mine
        }
        return sorted(each for each in first if first[each] == kind)

    def reused(self) -> list[str]:
        return sorted((subject for subject, predicate in self._said if predicate == _NOTE), key=_short)


def _section(title: str, subjects: Iterable[str], facts: _Facts) -> Iterator[str]:
    yield f"<h2>{title}</h2>\n<dl>\n"
    for subject in subjects:
        comment = facts.text(subject, _RDFS + "comment") or facts.text(subject, _NOTE)
        label = facts.text(subject, _RDFS + "label")
        yield f'<dt id="{_anchor(subject)}"><code>{_short(subject)}</code> {escape(label)}</dt>\n'
        yield f"<dd>{escape(comment)}{_details(subject, facts)}</dd>\n"
    yield "</dl>\n"


def _details(subject: str, facts: _Facts) -> str:
    said = []
    for predicate, words in _TOLD.items():
        if values := facts.texts(subject, predicate):
            said.append(f"{words} {', '.join(map(_linked, values))}")
    return f"<br><small>{'; '.join(said)}</small>" if said else ""


def _linked(iri: str) -> str:
    name = f"<code>{escape(_short(iri))}</code>"
    return f'<a href="#{_anchor(iri)}">{name}</a>' if iri.startswith(terms.DIPL.iri) else name


def _anchor(iri: str) -> str:
    return escape(_short(iri).replace(":", "-"))


def _short(iri: str) -> str:
    spaces = {space: prefix for prefix, space in (terms.prefixes() | _MORE).items()}
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    return f"{spaces[iri[:cut]]}:{iri[cut:]}" if iri[:cut] in spaces else iri


def _actions() -> Iterator[str]:
    """Yield the table of actions, by quad class and PLOVER type."""
    yield "<h2>Actions</h2>\n<p>Each action <code>act:NAME</code> is also a direct property "
    yield "<code>dipl:NAME</code> between the parties of an act that took place.</p>\n<table>\n"
    yield "<tr><th>action</th><th>type, class</th><th>CAMEO</th><th>intensity</th><th>what counts</th></tr>\n"
    for plover, quad in QUADS.items():
        for each in actions().values():
            if each.plover == plover:
                yield f'<tr id="act-{each.id}"><td><code>act:{each.id}</code></td><td>{plover}, {quad}</td>'
                yield f"<td>{each.cameo}</td><td>{each.intensity:g}</td><td>{escape(each.definition)} "
                yield f"{escape(each.note)}<br><small>{escape(each.example)}</small></td></tr>\n"
    yield "</table>\n"
