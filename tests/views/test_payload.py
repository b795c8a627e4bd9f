from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import pytest

from kg.model import TextSpan
from kg.views.networks import to_networkx
from kg.views.payload import is_web, packed, payload, pieces

THANKS = "a|thank|UN|TUR|2022-07-22||actual|.7|The United Nations [thanked] Türkiye."


def test_a_sentence_is_cut_at_trigger_and_parties(example: ModuleType):
    mention = example.event(THANKS).mentions[0]
    assert pieces(mention) == [
        ("The ", ""), ("United Nations", "actor"), (" ", ""), ("thanked", "trigger"), (" ", ""),
        ("Türkiye", "counterpart"), (".", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("start", [0, 117, 5000])
def test_a_trigger_that_does_not_lie_in_its_sentence_is_not_marked(example: ModuleType, start: int):
    mention = example.event(THANKS).mentions[0]
    trigger = TextSpan(document_id="a", start=start, end=start + 7, text="thanked")
    assert "trigger" not in {part for _, part in pieces(replace(mention, trigger=trigger))}


def test_pieces_together_are_the_sentence(example: ModuleType):
    for event in example.build().events:
        sentence = event.mentions[0].sentence.text
        assert "".join(text for text, _ in pieces(event.mentions[0])) == sentence


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//a.org", "http://[", " https:x", ""]
)
def test_only_web_addresses_become_links(url: str):
    assert not is_web(url)


def test_a_report_of_a_lost_document_is_still_shown(example: ModuleType):
    build = replace(example.build(), sources=())
    shown = payload(build, to_networkx(build))
    assert [source["title"] for source in shown["sources"]] == ["a", "b", "c"]


def test_a_copy_names_its_original(example: ModuleType):
    build = example.build()
    first, second, *rest = build.sources
    told = replace(build, sources=(first, replace(second, copy_of=first.id), *rest))
    shown = payload(told, to_networkx(told))
    assert [source["copy"] for source in shown["sources"]] == [
        "",
        first.title or first.id,
        *("" for _ in rest),
    ]


def test_an_event_names_whom_it_joins(example: ModuleType):
    build = example.build(THANKS)
    shown = payload(build, to_networkx(build))
    assert [entity["id"] for entity in shown["entities"]] == ["TUR", "UN"]
    assert shown["events"][0]["pairs"] == [(1, 0, False)]


def test_a_person_has_the_terms_of_the_gazetteer(example: ModuleType):
    build = example.build()
    people = {entity["id"]: entity["offices"] for entity in payload(build, to_networkx(build))["entities"]}
    assert ("head of state, France", "2017-05-14", "") in people["Emmanuel_Macron"]
    assert people["FRA"] == []


def test_a_place_without_coordinates_is_not_on_the_map(example: ModuleType):
    build = example.build()
    places = {place["name"]: place["x"] for place in payload(build, to_networkx(build))["places"]}
    assert places["Kakhovka"] == -1
    assert 800 < places["Hiroshima"] < 1000


def test_what_is_packed_has_a_column_for_each_field(example: ModuleType):
    build = example.build(THANKS)
    events = packed(payload(build, to_networkx(build)))["events"]
    assert events["parts"] == [[0, 1, 1, 0]]
    assert events["reports"][0][0][4][:4] == ["The ", ("United Nations", 2), " ", ("thanked", 1)]
