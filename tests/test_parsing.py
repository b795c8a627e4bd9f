"""Parses of documents of which only some paragraphs are read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kg import parsing
from kg.model import Document
from kg.parsing import chunks
from kg.pipeline import extract

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from spacy.language import Language

IDLE = "The harvest was good, and the bakers of the town were glad of it. They baked all day."
TOLD = "The president of France, Emmanuel Macron, met the Japanese prime minister in Hiroshima on Friday."
LATER = "Macron thanked Japan."


def document(*paragraphs: str, name: str = "a") -> Document:
    return Document(id=name, text="\n\n".join(paragraphs), published=date(2023, 5, 19))


@pytest.mark.model
def test_offsets_are_those_of_the_whole_text(nlp: Language):
    source = document(IDLE, TOLD, IDLE, IDLE, LATER, IDLE)
    (found,) = extract([source], nlp)
    assert {mention.action for mention in found.mentions} == {"meet", "thank"}
    for mention in found.mentions:
        for span in (mention.sentence, mention.trigger):
            assert source.text[span.start : span.end] == span.text


@pytest.mark.model
def test_what_is_not_read_is_not_parsed(nlp: Language, monkeypatch: pytest.MonkeyPatch):
    seen: list[str] = []
    make = nlp.make_doc
    monkeypatch.setattr(nlp, "make_doc", lambda text: seen.append(text) or make(text))
    assert [found.mentions for found in extract([document(IDLE)] * 3, nlp)] == [(), (), ()]
    assert seen == []


@pytest.mark.model
def test_documents_stay_in_order_and_none_is_lost(nlp: Language):
    documents = [document(TOLD if n % 3 else IDLE, name=str(n)) for n in range(9)]
    found = list(extract(documents, nlp))
    assert [each.source.id for each in found] == [each.id for each in documents]
    assert [bool(each.mentions) for each in found] == [n % 3 > 0 for n in range(9)]


@pytest.mark.model
def test_a_long_text_is_read_in_parts_that_bound_the_memory(nlp: Language, monkeypatch: pytest.MonkeyPatch):
    source = document(TOLD, *[LATER] * 20)
    (whole,) = extract([source], nlp)
    seen: list[int] = []
    pipe = nlp.pipe

    def spied(docs: Iterable[Any], **options: Any) -> Iterator[Any]:  # noqa: ANN401 - spaCy's own
        batch = list(docs)
        if options.get("as_tuples"):
            seen.append(sum(len(doc.text) for doc, _ in batch))
        return pipe(batch, **options)

    monkeypatch.setattr(nlp, "pipe", spied)
    monkeypatch.setattr(parsing, "_BATCH_CHARACTERS", 150)
    (found,) = extract([source], nlp)
    assert (max(seen) <= 150, sum(seen)) == (True, len(source.text))
    assert [each.trigger for each in found.mentions] == [each.trigger for each in whole.mentions]


@pytest.mark.model
def test_a_text_that_offers_no_place_to_cut_is_cut_all_the_same(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(parsing, "_BATCH_CHARACTERS", 40)
    source = document(TOLD.replace(" ", "_") + "x" * 100 + " Peru met Chile. France met Japan.")
    (found,) = extract([source], nlp)
    assert {source.text[each.trigger.start : each.trigger.end] for each in found.mentions} == {"met"}


@pytest.mark.model
def test_the_vocabulary_does_not_grow_with_the_documents(nlp: Language):
    def words(start: int) -> list[Document]:
        return [document(TOLD, f"Peru named w{n}q w{n}z.", name=str(n)) for n in range(start, start + 20)]

    list(extract(words(0), nlp))
    before = len(nlp.vocab.strings)
    list(extract(words(1000), nlp))
    assert len(nlp.vocab.strings) - before < 20


@pytest.mark.model
def test_a_document_that_cannot_be_analysed_is_told_once(nlp: Language, monkeypatch: pytest.MonkeyPatch):
    def fail(_doc: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(nlp, "_components", _with(nlp, "ner", fail))
    told: list[str] = []
    documents = [document(TOLD, IDLE, IDLE, TOLD, name="x"), document(IDLE, name="y")]
    found = list(extract(documents, nlp, on_skip=lambda each: told.append(each.document_id)))
    assert (told, [each.source.id for each in found]) == (["x"], ["y"])


def _with(nlp: Language, name: str, component: Callable) -> list[tuple[str, Callable]]:
    return [(each, component if each == name else made) for each, made in nlp._components]  # noqa: SLF001 - spaCy has no other way


def test_chunks_are_short():
    found = list(chunks(document("x" * 200_000, name=str(n)) for n in range(5)))
    assert [len(chunk) for chunk in found] == [2, 2, 1]
