from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.events.parties import Parties

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    from kg.gazetteer import Gazetteer
    from kg.linking import Linked, Links

    Reader = Callable[[str], tuple[Doc, Parties]]


@pytest.fixture
def reader(parse: Callable[[str], Doc], link: Callable[..., Links], gazetteer: Gazetteer) -> Reader:
    def read(text: str) -> tuple[Doc, Parties]:
        doc = parse(text)
        return doc, Parties(
            doc=doc, links=link(text), nouns=gazetteer.nouns, act_nouns=frozenset({"attack", "threat"})
        )

    return read


def ids(found: list[Linked]) -> list[str]:
    return [linked.entity.id for linked in found]


@pytest.mark.parametrize(
    ("text", "word", "parties"),
    [
        pytest.param("Peru condemned Chile.", "Chile", ["CHL"], id="a name"),
        pytest.param("Peru and Chile condemned the attack.", "Peru", ["PER", "CHL"], id="coordinated names"),
        pytest.param("Peru condemned two Chilean diplomats.", "diplomats", ["CHL"], id="a nationality"),
        pytest.param("Peru condemned Chile's attack on Brazil.", "attack", ["CHL"], id="who did an act"),
        pytest.param(
            "The threat by Peru to impose sanctions on Chile was empty.", "threat", ["PER"], id="by"
        ),
        pytest.param("The claim of Peru angered Chile.", "claim", ["PER"], id="of"),
        pytest.param(
            "The presidents of Peru and Chile met in Santiago.", "presidents", ["PER", "CHL"], id="plural"
        ),
        pytest.param(
            "Talks between Peru and Chile were held in Lima.", "Talks", ["PER", "CHL"], id="between"
        ),
        pytest.param("The minister condemned the attack.", "attack", [], id="nobody"),
        pytest.param("The ministers met in Ankara.", "Ankara", [], id="a place"),
    ],
)
def test_a_phrase_stands_for_its_parties(reader: Reader, text: str, word: str, parties: list[str]):
    doc, read = reader(text)
    assert ids(read.named(token for token in doc if token.text == word)) == parties


def test_a_place_counts_as_its_state_where_territory_is_asked_for(reader: Reader):
    doc, read = reader("The ministers met in Ankara.")
    assert ids(read.named([doc[4]], territory=True)) == ["TUR"]


def test_troops_can_act_for_their_state(reader: Reader):
    doc, read = reader("Peruvian troops attacked Chile.")
    assert ids(read.acting([doc[1]])) == ["PER"]


def test_a_claim_cannot_act_for_its_state(reader: Reader):
    doc, read = reader("The claim of Peru angered Chile.")
    assert read.acting([doc[1]]) == []


def test_a_hyphenated_pair_qualifies_as_two(reader: Reader):
    doc, read = reader("Sino-Russian talks began on Friday.")
    assert ids(read.qualifying(doc[3])) == ["CHN", "RUS"]


def test_only_the_relations_asked_for_qualify(reader: Reader):
    doc, read = reader("Peru's talks with Chile lasted an hour.")
    assert (ids(read.qualifying(doc[2], "poss")), ids(read.qualifying(doc[2], "amod"))) == (["PER"], [])
