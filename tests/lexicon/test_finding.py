"""What is known under a name, however it is spelt."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.lexicon import find
from kg.lexicon.finding import folded


@pytest.mark.parametrize(
    "name", ["Côte d'Ivoire", "cote d'ivoire", "COTE D’IVOIRE", "Ivory Coast", "the Ivory Coast", "CIV"]
)
def test_a_state_is_found_by_any_spelling(name: str):
    assert [found["id"] for found in find(name).entities] == ["CIV"]


@pytest.mark.parametrize("name", ["US", "U.S.", "the u.s.", "usa"])
def test_full_stops_do_not_matter(name: str):
    assert "USA" in [found["id"] for found in find(name).entities]


def test_a_capital_says_of_which_state():
    assert [(found["id"], found["as"]) for found in find("ankara").entities] == [("TUR", ["capital"])]


def test_an_entity_comes_with_kind_code_forms_and_holders():
    (found,) = find("Turkey").entities
    assert (found["kind"], found["state"]) == ("state", "TUR")
    assert {"text": "Turkish", "form": "adjective", "from": None, "until": None} in found["forms"]
    assert "Recep Tayyip Erdogan" in {folded(term["name"]).title() for term in found["holders"]}


def test_a_person_comes_with_terms():
    (found,) = find("margaret thatcher").persons
    assert {
        "office": "head_of_government",
        "entity": "GBR",
        "start": "1979-05-04",
        "end": "1990-11-28",
    } in found["offices"]


def test_a_title_comes_with_its_kind():
    assert ("head_of_government", []) in [
        (each["kind"], each["scope"]) for each in find("prime minister").titles
    ]


def test_a_noun_says_what_it_stands_for():
    assert [each["kind"] for each in find("government").nouns] == ["government"]


def test_a_lemma_comes_with_its_frames():
    assert "criticise" in {each["action"] for each in find("condemn").frames}


def test_an_operator_is_found_too():
    assert "operators/threat" in {each["id"] for each in find("threaten").frames}


def test_a_name_that_is_unknown_has_near_ones():
    found = find("Argentinia")
    assert (bool(found), "Argentina" in found.nearest) == (False, True)


def test_a_name_like_no_other_has_none():
    assert find("zzzzqqqq").nearest == ()


def test_an_empty_name_finds_nothing():
    assert not find("")


def test_the_users_own_tables_are_known(tmp_path: Path):
    (tmp_path / "nouns.tsv").write_text("noun\tkind\nloya jirga\tgovernment\n", encoding="utf-8")
    assert [each["noun"] for each in find("Loya Jirga", tmp_path).nouns] == ["loya jirga"]
