from __future__ import annotations

import warnings
from datetime import date
from typing import TYPE_CHECKING

import pytest
import spacy
from spacy.language import Language

from kg.combining import build
from kg.errors import ModelError
from kg.model import Document, Role, Run, Skipped
from kg.pipeline import MAX_CHARACTERS, extract, load_pipeline

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.tokens import Doc

RUN = Run(kg_version="0", model="none", model_version="0")
DOCUMENTS = [
    Document(id="a", text="Peru condemned Chile on Tuesday.", published=date(2023, 5, 17)),
    Document(id="b", text="On 16 May 2023 Peru condemned Chile.", published=date(2023, 5, 18)),
    Document(id="c", text="The weather was fine.", published=date(2023, 5, 18)),
]


def test_a_model_that_is_not_installed_is_named_with_a_remedy():
    with pytest.raises(ModelError, match="xx_no_such_model") as caught:
        load_pipeline("xx_no_such_model")
    assert "pip install" in caught.value.remedy


def test_a_pipeline_that_cannot_parse_is_refused(tmp_path: Path):
    spacy.blank("en").to_disk(tmp_path)
    with pytest.raises(ModelError, match="no ner and no parser"):
        load_pipeline(str(tmp_path))


def test_a_document_that_breaks_a_component_is_skipped_and_the_others_done():
    def fragile(doc: Doc) -> Doc:
        if "weather" in doc.text:
            raise ZeroDivisionError("by nought")
        return doc

    Language.component("fragile", func=fragile)
    nlp, skipped = spacy.blank("en"), []
    nlp.add_pipe("fragile")
    done = [extraction.source.id for extraction in extract(DOCUMENTS, nlp, on_skip=skipped.append)]
    assert done == ["a", "b"]
    assert [(each.document_id, each.stage) for each in skipped] == [("c", "extract")]
    assert "by nought" in skipped[0].reason


@pytest.mark.model
def test_a_sentence_ends_with_its_paragraph(nlp: Language):
    text = 'Kenya said: "We met in Lima."\n\nBriefs\n\nUganda left the talks\n\n"They are over," it said.'
    assert [sentence.text.strip() for sentence in nlp(text).sents] == [
        'Kenya said: "We met in Lima."',
        "Briefs",
        "Uganda left the talks",
        '"They are over," it said.',
    ]


@pytest.mark.model
def test_every_document_yields_an_extraction_in_its_turn(nlp: Language):
    assert [found.source.id for found in extract(DOCUMENTS, nlp)] == ["a", "b", "c"]


@pytest.mark.model
def test_a_document_without_events_yields_none(nlp: Language):
    assert [found.mentions for found in extract(DOCUMENTS[2:], nlp)] == [()]


@pytest.mark.model
def test_a_document_beyond_all_measure_is_skipped_and_the_next_one_read(nlp: Language):
    skipped: list[Skipped] = []
    giant = Document(id="giant", text="x" * (MAX_CHARACTERS + 1))
    found = extract([giant, *DOCUMENTS[:1]], nlp, on_skip=skipped.append)
    assert [each.source.id for each in found] == ["a"]
    assert [(each.document_id, each.stage) for each in skipped] == [("giant", "extract")]


@pytest.mark.model
def test_a_build_joins_what_two_documents_tell(nlp: Language):
    (event,) = build(extract(DOCUMENTS, nlp), RUN).events
    assert [mention.sentence.document_id for mention in event.mentions] == ["a", "b"]


@pytest.mark.model
def test_a_build_keeps_documents_without_events_as_sources(nlp: Language):
    assert [source.id for source in build(extract(DOCUMENTS, nlp), RUN).sources] == ["a", "b", "c"]


@pytest.mark.model
def test_the_order_of_documents_does_not_matter(nlp: Language):
    assert build(extract(DOCUMENTS, nlp), RUN) == build(extract(DOCUMENTS[::-1], nlp), RUN)


@pytest.mark.model
def test_what_one_document_says_does_not_colour_the_next(nlp: Language):
    alone = Document(id="d", text="He condemned Chile.")
    (found,) = [each for each in extract([*DOCUMENTS, alone], nlp) if each.source.id == "d"]
    assert found.mentions == ()


@pytest.mark.model
def test_parties_and_offsets_are_those_of_the_text(nlp: Language):
    (found,) = extract(DOCUMENTS[:1], nlp)
    (mention,) = found.mentions
    spans = [part.mention.span for part in mention.participants if part.mention]
    assert [entity.id for entity in mention.entities(Role.ACTOR)] == ["PER"]
    assert [DOCUMENTS[0].text[span.start : span.end] for span in spans] == ["Peru", "Chile"]


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "…",
        "Peru",
        "Peru " * 2000,
        "\u202eurep",
        "🇵🇪 condemned 🇨🇱",
        "((((" * 500,
        "Peru, " * 500 + "met.",
    ],
)
def test_odd_texts_do_no_harm(nlp: Language, text: str):
    with warnings.catch_warnings(record=True) as heard:
        assert len(list(extract([Document(id="a", text=text)], nlp))) == 1
    assert heard == []
