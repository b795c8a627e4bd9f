"""Attribution: on whose word an act is told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.actions import actions
from kg.model import Document, Role

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Norway said that Kenya had expelled two Ugandan diplomats.", "NOR"),
        ("Kenya expelled two Ugandan diplomats, the Norwegian government said.", "NOR"),
        ("According to Norway, Kenya expelled two Ugandan diplomats.", "NOR"),
        ("Kenya expelled two Ugandan diplomats.", None),
    ],
)
def test_a_report_names_who_says_so(nlp: Language, text: str, speaker: str | None):
    doc = nlp.make_doc(text)
    doc._.kg_document = Document(id="a", text=text)
    told = [each for each in nlp(doc)._.kg_events if each.action == "expelDiplomats"]
    assert [each.attribution and each.attribution.id for each in told] == [speaker]


@pytest.mark.model
def test_a_dateline_names_no_party(nlp: Language):
    doc = nlp("WELLINGTON, 3 May 2024 (Agency) - Kenya condemned Uganda.")
    assert {part.entity.id for each in doc._.kg_events for part in each.participants} == {"KEN", "UGA"}


@pytest.mark.model
def test_a_sentence_ends_with_its_last_word(nlp: Language):
    doc = nlp("Kenya condemned Uganda.\n\nNorway thanked Iceland.\n")
    assert [each.sentence.text for each in doc._.kg_events] == [
        "Kenya condemned Uganda.",
        "Norway thanked Iceland.",
    ]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Kenyan President William Ruto says Kenya will not sign the accord with Uganda.", {"William_Ruto"}),
        ("Norwegian officials say Kenya will not sign the accord with Uganda.", {"KEN"}),
    ],
)
def test_who_speaks_for_a_state_refuses_in_its_name(nlp: Language, text: str, actors: set[str]):
    doc = nlp.make_doc(text)
    doc._.kg_document = Document(id="a", text=text, published=date(2023, 5, 17))
    refused = [each for each in nlp(doc)._.kg_events if actions()[each.action].plover == "REJECT"]
    assert {entity.id for each in refused for entity in each.entities(Role.ACTOR)} == actors


@pytest.mark.model
def test_who_says_what_his_country_does_does_it(nlp: Language):
    text = "Serbian President Aleksandar Vucic says his country will expel the Croatian ambassador."
    doc = nlp.make_doc(text)
    doc._.kg_document = Document(id="a", text=text, published=date(2023, 5, 17))
    (told,) = nlp(doc)._.kg_events
    assert [entity.id for entity in told.entities(Role.ACTOR)] == ["Aleksandar_Vucic"]


@pytest.mark.model
def test_who_is_accused_of_an_act_did_it(nlp: Language):
    doc = nlp("Kenya accused Uganda of arming and training the rebels of Chad.")
    aided = [each for each in doc._.kg_events if each.action == "militaryAid"]
    assert [entity.id for each in aided for entity in each.entities(Role.ACTOR)] == ["UGA"]
