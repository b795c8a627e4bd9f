"""spaCy registrations, and nothing else: ``kg_mentions``, ``kg_linker``, ``kg_events``.

Each reads what the one before it left on the document; ``doc._.kg_events`` is the result.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from kg.events import Extractor, load_frames, load_operators, load_places
from kg.gazetteer import Gazetteer, load_gazetteer
from kg.linking import Linker
from kg.mentions import MentionFinder
from kg.model import Document
from kg.resources import ontologies

if TYPE_CHECKING:
    from collections.abc import Callable

for name in ("kg_document", "kg_mentions", "kg_links"):
    Doc.set_extension(name, default=None, force=True)
Doc.set_extension("kg_events", default=(), force=True)

_CONFIG = {"gazetteer": ""}  # folder of a user's own tables


def document_of(doc: Doc) -> Document:
    """Return the document that a parse belongs to; a bare text is one without date."""
    return doc._.kg_document or Document(id="text", text=doc.text)


@Language.factory("kg_mentions", default_config=_CONFIG, assigns=["doc._.kg_mentions"])
def make_mentions(nlp: Language, name: str, gazetteer: str) -> Callable[[Doc], Doc]:
    """Make the component that finds mentions of actors."""
    del name
    find = MentionFinder(nlp, _gazetteer(gazetteer))

    def mentions(doc: Doc) -> Doc:
        doc._.kg_mentions = find(doc)
        return doc

    return mentions


@Language.factory(
    "kg_linker", default_config=_CONFIG, requires=["doc._.kg_mentions"], assigns=["doc._.kg_links"]
)
def make_linker(nlp: Language, name: str, gazetteer: str) -> Callable[[Doc], Doc]:
    """Make the component that links mentions to entities."""
    del nlp, name
    link = Linker(_gazetteer(gazetteer))

    def linker(doc: Doc) -> Doc:
        document = document_of(doc)
        doc._.kg_links = link(doc, doc._.kg_mentions, document.published, document.source)
        return doc

    return linker


@Language.factory(
    "kg_events", default_config=_CONFIG, requires=["doc._.kg_links"], assigns=["doc._.kg_events"]
)
def make_events(nlp: Language, name: str, gazetteer: str) -> Callable[[Doc], Doc]:
    """Make the component that finds events."""
    del nlp, name
    frames = ontologies() / "frames"
    extract = Extractor(
        lexicon=load_frames(frames),
        operators=load_operators(frames / "operators.toml"),
        places=load_places(),
        nouns=_gazetteer(gazetteer).nouns,
    )

    def events(doc: Doc) -> Doc:
        doc._.kg_events = extract(doc, doc._.kg_links, document_of(doc))
        return doc

    return events


def _gazetteer(own: str) -> Gazetteer:
    return load_gazetteer(ontologies() / "gazetteer", Path(own) if own else None)
