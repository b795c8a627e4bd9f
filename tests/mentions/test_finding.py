from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from kg.mentions import Sort, plural, unaccented

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.mentions import Found

    Find = Callable[[str], tuple[Found, ...]]


def found(items: tuple[Found, ...]) -> list[tuple[str, str]]:
    return [(item.text, item.sort.value) for item in items]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        pytest.param("Peru condemned Chile.", [("Peru", "name"), ("Chile", "name")], id="names"),
        pytest.param(
            "The European Union Council praised Peru.",
            [("European Union Council", "name"), ("Peru", "name")],
            id="the longest name",
        ),
        pytest.param(
            "Paris Hilton arrived in Paris.",
            [("Paris Hilton", "person"), ("Paris", "name")],
            id="no state in a person",
        ),
        pytest.param(
            "Two foreign ministers arrived.", [("foreign ministers", "title")], id="plural of a title"
        ),
        pytest.param(
            "The ministries of Peru protested.",
            [("ministries", "collective"), ("Peru", "name")],
            id="plural of a noun",
        ),
        pytest.param("She left.", [("She", "pronoun")], id="pronoun"),
        pytest.param(
            "US troops told us the truth.",
            [("US", "name"), ("troops", "collective"), ("us", "pronoun")],
            id="the US and us",
        ),
        pytest.param(
            "PERU CONDEMNED CHILE.", [("PERU", "name"), ("CHILE", "name")], id="capitals, if no acronym"
        ),
        pytest.param("Thatcher arrived.", [("Thatcher", "person")], id="surname of a holder"),
        pytest.param("Ernesto Vial arrived.", [("Ernesto Vial", "person")], id="unknown person"),
        pytest.param(
            "The president, Dina Boluarte, met Chile.",
            [("president", "title"), ("Dina Boluarte", "person"), ("Chile", "name")],
            id="title and name",
        ),
    ],
)
def test_a_sentence_mentions_actors(mention: Find, text: str, mentions: list[tuple[str, str]]):
    assert found(mention(text)) == mentions


def test_a_name_without_its_accents_means_the_same_person(mention: Find):
    assert mention("Nicolas Maduro visited Peru.")[0].persons == ("Nicolas_Maduro",)


def test_a_name_keeps_all_its_readings(mention: Find):
    forms = [name.form for name in mention("The anti-Peruvian protest ended.")[0].names]
    assert forms == ["adjective", "people"]


def test_the_root_of_a_person_is_the_surname(mention: Find):
    assert mention("Ernesto Vial arrived.")[0].root == 1


def test_mentions_do_not_overlap(mention: Find):
    items = mention("A Peruvian foreign ministry spokesman, Juan Ruiz, condemned Chile.")
    assert all(first.end <= second.start for first, second in pairwise(items))


def test_a_title_that_begins_with_a_name_is_cut_after_it(mention: Find):
    assert found(mention("The US secretary of state arrived.")) == [
        ("US", "name"),
        ("secretary of state", "title"),
    ]


def test_the_longest_title_wins(mention: Find):
    items = mention("A Peruvian foreign ministry spokesman, Juan Ruiz, condemned Chile.")
    assert [item.text for item in items if item.sort is Sort.TITLE] == ["foreign ministry spokesman"]


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("minister", "ministers"),
        ("spokesman", "spokesmen"),
        ("embassy", "embassies"),
        ("envoy", "envoys"),
        ("minister of defence", "ministers of defence"),
        ("secretary of state for war", "secretaries of state for war"),
        ("congress", "congresses"),
    ],
)
def test_a_title_has_a_plural(one: str, many: str):
    assert plural(one) == many


def test_accents_are_taken_off_and_nothing_else():
    assert unaccented("Péter Szijjártó, 中国") == "Peter Szijjarto, 中国"
