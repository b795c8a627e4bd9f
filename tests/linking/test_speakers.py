"""Who says "we" outside quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from spacy.tokens import Doc

from kg.gazetteer import load_gazetteer
from kg.linking import Linker
from kg.mentions import MentionFinder
from kg.resources import ontologies

if TYPE_CHECKING:
    from collections.abc import Callable

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


@pytest.fixture(scope="session")
def read(nlp: Language) -> Callable[[str, str], list[tuple[str, set[str]]]]:
    """Return the words that stand for actors in a text of some publisher, with the ids of those actors."""
    known = load_gazetteer(ontologies() / "gazetteer")
    find, link = MentionFinder(nlp, known), Linker(known)

    def linked(text: str, source: str) -> list[tuple[str, set[str]]]:
        with nlp.select_pipes(enable=[name for name in nlp.pipe_names if not name.startswith("kg_")]):
            doc = nlp(text)
        links = link(doc, find(doc), None, source)
        starts = sorted({each.found.start for each in links.items})
        return [(doc[i].text, {each.entity.id for each in links.all_at(i)}) for i in starts]

    return linked


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "We, the foreign ministers of Chad and Mali, regret the raid.",
        "Chad and Mali issue the following joint statement. We regret the raid.",
    ],
)
def test_we_are_all_who_issue_a_joint_text(read: Callable[..., list[tuple[str, set[str]]]], text: str):
    assert ("We", {"TCD", "MLI"}) in read(text, "Government of Chad, press office")


@pytest.mark.model
def test_a_joint_text_that_lists_nobody_is_not_by_its_publisher(
    read: Callable[..., list[tuple[str, set[str]]]],
):
    assert "We" not in dict(read("This is a joint statement on Mali. We regret it.", "Chad, press office"))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "source", "meant"),
    [
        pytest.param("The Government regrets the raid in Mali.", "Chad, press", "TCD", id="who issues"),
        pytest.param(
            "The Malian government met. Togo sent rice. The government ate.",
            "",
            "MLI",
            id="the one called so",
        ),
        pytest.param("Mali prayed. The government fasted.", "The Nobody", "MLI", id="spoken of"),
    ],
)
def test_the_government_is_the_nearest_called_so_or_who_issues_the_text(
    read: Callable[..., list[tuple[str, set[str]]]], text: str, source: str, meant: str
):
    governments = [ids for word, ids in read(text, source) if word.lower() == "government"]
    assert governments[-1] == {meant}


@pytest.mark.model
def test_the_first_state_that_a_source_names_publishes(read: Callable[..., list[tuple[str, set[str]]]]):
    assert ("We", {"TCD"}) in read("We regret the raid.", "Papers of Chad on Equatorial Guinea, volume 2")


@pytest.mark.model
def test_we_are_the_state_that_alone_takes_a_stand_out_of_quotes(
    read: Callable[..., list[tuple[str, set[str]]]],
):
    text = 'Togo condemns the raid. "Chad condemns everything," a reporter said. We urge calm.'
    assert ("We", {"TGO"}) in read(text, "")
