"""spaCy registrations, and nothing else: ``kg_mentions``, ``kg_linker``, ``kg_events``.

Each reads what the one before it left on the document; ``doc._.kg_events`` is the result.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from kg.encoder import Encoder, load_decision
from kg.events import Extractor, Reader, load_frames, load_operators, load_places
from kg.gazetteer import Gazetteer, load_gazetteer
from kg.linking import Linker
from kg.mentions import MentionFinder, Sort
from kg.model import Document
from kg.parsing import ENDS
from kg.resources import ontologies
from kg.sieve import Sieve

if TYPE_CHECKING:
    from collections.abc import Callable

for name in ("kg_document", "kg_mentions", "kg_links"):
    Doc.set_extension(name, default=None, force=True)
for name in ("kg_events", "kg_unread"):
    Doc.set_extension(name, default=(), force=True)

_CONFIG = {"gazetteer": ""}  # folder of a user's own tables
_LONGEST_SENTENCE = 500  # tokens; beyond that it is a list or rubbish, and every rule costs its square
_WEIGHTS = Path(str(files("kg"))) / "encoder" / "weights"


def document_of(doc: Doc) -> Document:
    """Return the document that a parse belongs to; a bare text is one without date."""
    return doc._.kg_document or Document(id="text", text=doc.text)


@Language.component("kg_paragraphs", assigns=["token.is_sent_start"])
def begin_paragraphs(doc: Doc) -> Doc:
    """Begin a sentence after each empty line, with its quotation marks on the side of what they enclose."""
    for gap in doc:
        if not (gap.is_space and gap.text.count("\n") > 1):
            continue
        first = gap.i + 1
        if first < len(doc):
            doc[first].is_sent_start = True
        if first + 1 < len(doc) and doc[first].is_quote:
            doc[first + 1].is_sent_start = False
        if gap.i > 1 and doc[gap.i - 1].is_quote and doc[gap.i - 2].is_punct:
            doc[gap.i - 1].is_sent_start = gap.is_sent_start = False
    _cut_endless(doc)
    return doc


def _cut_endless(doc: Doc) -> None:
    """Begin a sentence where none has ended for too long."""
    if len(doc) <= _LONGEST_SENTENCE:
        return
    first = 0
    for token in doc:
        if token.i - first >= _LONGEST_SENTENCE:
            token.is_sent_start = True
        if token.is_sent_start or token.text in ENDS:
            first = token.i


@Language.factory("kg_mentions", default_config=_CONFIG, assigns=["doc._.kg_mentions"])
def make_mentions(nlp: Language, name: str, gazetteer: str) -> Mentions:
    """Make the component that finds mentions of actors."""
    del name
    tables = _gazetteer(gazetteer)
    return Mentions(MentionFinder(nlp, tables), Sieve(tables))


class Mentions:
    """The component that finds mentions of actors; ``sieve`` says what of a text need be parsed for it."""

    def __init__(self, find: MentionFinder, sieve: Sieve) -> None:
        self._find = find
        self.sieve = sieve

    def __call__(self, doc: Doc) -> Doc:
        """Leave the mentions of a document on it; of what was not parsed, the names alone."""
        found = self._find(doc)
        if unread := doc._.kg_unread:
            found = tuple(
                each
                for each in found
                if each.sort is Sort.NAME or not any(start <= each.start < end for start, end in unread)
            )
        doc._.kg_mentions = found
        return doc


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
    "kg_events",
    default_config={**_CONFIG, "rules_only": False},
    requires=["doc._.kg_links"],
    assigns=["doc._.kg_events"],
)
def make_events(nlp: Language, name: str, gazetteer: str, rules_only: bool) -> Events:  # noqa: FBT001 - named
    """Make the component that finds events."""
    del nlp, name
    frames = ontologies() / "frames"
    extractor = Extractor(
        lexicon=load_frames(frames),
        operators=load_operators(frames / "operators.toml"),
        places=load_places(Path(gazetteer) if gazetteer else None),
        nouns=_gazetteer(gazetteer).nouns,
        reader=None if rules_only else Reader(encoder=Encoder(_WEIGHTS), decision=load_decision(_WEIGHTS)),
    )
    return Events(extractor)


class Events:
    """The component that finds events; who trains the encoder asks its ``extractor`` for acts of frames."""

    def __init__(self, extractor: Extractor) -> None:
        self.extractor = extractor

    def __call__(self, doc: Doc) -> Doc:
        """Leave the events of a document on it."""
        doc._.kg_events = self.extractor(doc, doc._.kg_links, document_of(doc))
        return doc


def _gazetteer(own: str) -> Gazetteer:
    return load_gazetteer(ontologies() / "gazetteer", Path(own) if own else None)
