"""Documents -> parses: only what can tell an event is parsed; of the rest a parse keeps the words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from spacy.language import Language

    from kg.model import Document
    from kg.sieve import Stretch

ENDS = frozenset(".!?")
"""What ends a sentence where there is no parse."""
_BATCH = 64
_BATCH_CHARACTERS = 25_000  # the model holds 4 kB for each character of a batch, and longer ones are slower
_MOST_DOCUMENTS = 256
_MOST_CHARACTERS = 250_000


def chunks(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield documents in lists short enough to be held at once with their parses."""
    chunk: list[Document] = []
    length = 0
    for document in documents:
        chunk.append(document)
        length += len(document.text)
        if len(chunk) >= _MOST_DOCUMENTS or length >= _MOST_CHARACTERS:
            yield chunk
            chunk, length = [], 0
    if chunk:
        yield chunk


def parsed(
    documents: Sequence[Document],
    nlp: Language,
    sieve: Callable[[str], Sequence[Stretch]],
    own: Sequence[str],
) -> dict[int, Doc]:
    """Return the analysed parses of documents by their place; those that can tell nothing have none.

    Args:
        documents: Few enough to be held at once.
        nlp: The pipeline.
        sieve: Says what is to be parsed.
        own: Names of the components that work on whole documents, at the end of the pipeline.
    """
    sieved = (_short(each.text, sieve(each.text)) for each in documents)
    cut = {place: found for place, found in enumerate(sieved) if _is_told(found)}
    parts = _parts(documents, cut, nlp, own)
    whole = {
        place: _joined(documents[place], stretches, parts[place], nlp)
        for place, stretches in cut.items()
        if len(parts[place]) == sum(each.read for each in stretches)  # else an error has been told
    }
    place_of = {id(doc): place for place, doc in whole.items()}
    others = [name for name in nlp.pipe_names if name not in own]
    return {place_of[id(doc)]: doc for doc in nlp.pipe(whole.values(), batch_size=_BATCH, disable=others)}


def _is_told(stretches: Sequence[Stretch]) -> bool:
    return any(each.read for each in stretches)


def _short(text: str, stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return the stretches, those cut that are longer than a batch: after a paragraph, line or sentence."""
    found: list[Stretch] = []
    for each in stretches:
        start = each.start
        while each.read and each.end - start > _BATCH_CHARACTERS:
            end = _last_break(text, start, start + _BATCH_CHARACTERS)
            found.append(replace(each, start=start, end=end))
            start = end
        found.append(replace(each, start=start))
    return found


def _last_break(text: str, start: int, end: int) -> int:
    """Return the character after the last good place to cut before an end, itself if there is none."""
    for mark in ("\n\n", "\n", ". ", " "):
        if (place := text.rfind(mark, start, end)) > start:
            return place + len(mark)
    return end


def _parts(
    documents: Sequence[Document], cut: Mapping[int, Sequence[Stretch]], nlp: Language, own: Sequence[str]
) -> Mapping[int, list[Doc]]:
    """Return the parses of the stretches that are read, by the place of their documents."""
    waiting = [
        (_tokens(documents[place], each, nlp), place)
        for place, stretches in cut.items()
        for each in stretches
        if each.read
    ]
    found: dict[int, list[Doc]] = defaultdict(list)
    for batch in _batches(waiting):
        for doc, place in nlp.pipe(batch, as_tuples=True, batch_size=_BATCH, disable=own):
            found[place].append(doc)
    return found


def _batches(waiting: Iterable[tuple[Doc, int]]) -> Iterator[list[tuple[Doc, int]]]:
    """Yield what waits to be parsed in batches that bound the memory that the model takes."""
    batch: list[tuple[Doc, int]] = []
    length = 0
    for doc, place in waiting:
        if batch and length + len(doc.text) > _BATCH_CHARACTERS:
            yield batch
            batch, length = [], 0
        batch.append((doc, place))
        length += len(doc.text)
    if batch:
        yield batch


def _tokens(document: Document, stretch: Stretch, nlp: Language) -> Doc:
    doc = nlp.make_doc(document.text[stretch.start : stretch.end])
    doc._.kg_document = document
    return doc


def _joined(document: Document, stretches: Sequence[Stretch], read: Sequence[Doc], nlp: Language) -> Doc:
    """Return one parse of a whole document; what was not read has words and sentences, no more."""
    if len(stretches) == 1:
        return read[0]
    parses = iter(read)
    parts = [next(parses) if each.read else _unread(_tokens(document, each, nlp)) for each in stretches]
    join: Any = Doc.from_docs  # spaCy's stubs lack an argument
    doc: Doc = join(
        parts, ensure_whitespace=False, attrs=_ATTRIBUTES, exclude=("user_data", "spans", "tensor")
    )
    doc._.kg_document = document
    starts = np.cumsum([0, *map(len, parts)]).tolist()
    doc._.kg_unread = tuple(
        ends for ends, each in zip(pairwise(starts), stretches, strict=True) if not each.read
    )
    return doc


_ATTRIBUTES = ["HEAD", "DEP", "TAG", "POS", "MORPH", "LEMMA", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID"]


def _unread(doc: Doc) -> Doc:
    """Give a text sentences without a parse: each word hangs on the first of its sentence."""
    heads, first = [], 0
    for token in doc:
        heads.append(first - token.i)
        if token.text in ENDS:
            first = token.i + 1
    loose = doc.vocab.strings.add("dep")
    rows: Any = np.array([heads, [loose] * len(doc)], dtype=np.int64).T.astype(np.uint64)
    return doc.from_array(["HEAD", "DEP"], rows)
