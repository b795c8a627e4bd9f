"""Who says "we" outside quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from spacy.tokens import Doc

from kg.linking import Linker
from kg.mentions import MentionFinder

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("source", "meant"),
    [
        pytest.param("Government of Peru, press office", ["PER"], id="an office of a state"),
        pytest.param("The Daily Nobody", [], id="a paper"),
        pytest.param("", [], id="unknown"),
    ],
)
def test_we_are_the_state_whose_office_publishes(
    blank: Language, gazetteer: Gazetteer, source: str, meant: list[str]
):
    words = ["We", "regret", "the", "raid", "."]
    doc = Doc(
        blank.vocab,
        words=words,
        pos=["PRON", "VERB", "DET", "NOUN", "PUNCT"],
        tags=["PRP", "VBP", "DT", "NN", "."],
        lemmas=["we", "regret", "the", "raid", "."],
        heads=[1, 1, 3, 1, 1],
        deps=["nsubj", "ROOT", "det", "dobj", "punct"],
    )
    links = Linker(gazetteer)(doc, MentionFinder(blank, gazetteer)(doc), None, source)
    assert [linked.entity.id for linked in links.items] == meant
