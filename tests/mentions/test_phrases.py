"""Phrases are found as if the matcher had all at once; they are taken up only when they may occur."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from spacy.matcher import PhraseMatcher

from kg.gazetteer import load_gazetteer
from kg.mentions.phrases import Phrases
from kg.resources import ontologies

if TYPE_CHECKING:
    from spacy.language import Language

NAMES = ("Peru", "the U.S.", "Al-Qaeda", "'s-Gravenhage", "P5+1", "Guinea-Bissau", "Côte d’Ivoire", "+++")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "text", ["{} protested.", "They met {}.", "({}, he said)", "pro-{}-led talks", "_{}_", "{}/{}", "“{}’s”"]
)
def test_what_is_found_is_what_the_matcher_finds(blank: Language, name: str, text: str):
    every = PhraseMatcher(blank.vocab, attr="ORTH")
    every.add("name", [blank.make_doc(each) for each in NAMES])
    doc = blank(text.replace("{}", name))
    assert sorted(Phrases(blank, NAMES)(doc)) == sorted((start, end) for _, start, end in every(doc))


def test_every_name_of_the_gazetteer_is_found(blank: Language):
    gazetteer = load_gazetteer(ontologies() / "gazetteer")
    names = sorted({*gazetteer.names, *gazetteer.aliases})
    doc = blank(" ; ".join(names))
    found = {doc[start:end].text for start, end in Phrases(blank, names)(doc)}
    assert set(names) - found == set()


def test_a_phrase_is_found_again_in_the_next_document(blank: Language):
    find = Phrases(blank, NAMES)
    assert [list(find(blank(text))) for text in ("Peru agreed.", "Nobody did.", "Not so Peru.")] == [
        [(0, 1)],
        [],
        [(2, 3)],
    ]


def test_names_that_no_document_brings_are_never_cut(blank: Language, monkeypatch: pytest.MonkeyPatch):
    cut: list[str] = []
    find = Phrases(blank, NAMES)
    monkeypatch.setattr(find, "_make_doc", lambda text: (cut.append(text), blank.make_doc(text))[1])
    list(find(blank("Peru agreed.")))
    assert cut == ["Peru"]
