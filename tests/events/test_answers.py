"""The days of acts that a text names only as why another was done, with the English model."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.model import Document

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model


def dated(nlp: Language, text: str) -> list[str]:
    """Return acts and dates on a line each, read on 17 May 2023: ``criticise 2023-05-16``."""
    doc = nlp.make_doc(text)
    doc._.kg_document = Document(id="a", text=text, published=date(2023, 5, 17))
    return [f"{each.action} {each.date}" for each in nlp(doc)._.kg_events]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Norway recalls its ambassador from Kenya over the attack by Kenya on Uganda.", "attack None"),
        ("Norway recalls its ambassador from Kenya in response to Kenya's attack on Uganda.", "attack None"),
        ("Norway praised Chile after accusing Kenya of fraud.", "accuse None"),
        (
            "In retaliation for Kenya's expulsion of Chilean diplomats yesterday, Chile recalls an envoy.",
            "expelDiplomats 2023-05-16",
        ),
        ("Kenya launched an attack on Uganda.", "attack 2023-05-17"),
    ],
)
def test_what_another_act_answers_is_not_of_the_day_of_writing(nlp: Language, text: str, told: str):
    assert told in dated(nlp, text)


def test_talks_after_which_another_act_came_are_of_the_same_story(nlp: Language):
    found = dated(nlp, "Norway praised Chile after talks between Kenya and Uganda.")
    assert "meet 2023-05-17" in found


def test_what_was_done_previously_has_no_day(nlp: Language):
    assert dated(nlp, "Norway previously condemned Kenya.") == ["criticise None"]


def test_a_participle_dates_the_noun_before_it(nlp: Language):
    found = dated(nlp, "Chile resents the agreement between Kenya and Uganda signed on 2 May.")
    assert "signAgreement 2023-05-02" in found


def test_the_day_of_talks_to_which_one_is_invited_is_not_that_of_the_invitation(nlp: Language):
    found = dated(nlp, "The president of Kenya invites the president of Uganda to a summit on Sunday.")
    assert "planMeeting 2023-05-17" in found
