from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.events import load_places
from kg.model import Document

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

    from kg.model import EventMention

with (Path(__file__).parent / "places.tsv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.model
@pytest.mark.parametrize("case", [pytest.param(case, id=case["text"]) for case in CASES])
def test_the_last_act_of_a_text_took_place_where_the_table_says(nlp: Language, case: dict[str, str]):
    doc = nlp.make_doc(case["text"])
    doc._.kg_document = Document(id="a", text=case["text"], published=date(2023, 5, 17))
    found = nlp(doc)._.kg_events[-1].place
    assert (
        (found.name, found.country or "") == (case["place"], case["country"])
        if found
        else case["place"] == ""
    )


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("The presidents of Peru and Chile met in Santiago.", "Santiago", id="in"),
        pytest.param("Talks between Peru and Chile were held in Lima.", "Lima", id="under the light verb"),
        pytest.param("Peru visited Chile.", "Chile", id="a country that is visited"),
        pytest.param(
            "The president of Peru visited Santiago in Chile.", "Santiago", id="a city before its country"
        ),
    ],
)
def test_an_act_takes_place_where_its_words_are_attached(
    extract: Callable[..., tuple[EventMention, ...]], text: str, place: str
):
    found = extract(text)[0].place
    assert found
    assert found.name == place


def test_a_party_is_no_place(extract: Callable[..., tuple[EventMention, ...]]):
    assert extract("Peru condemned Chile.")[0].place is None


def test_a_city_is_known_with_country_and_coordinates():
    city = load_places().city("Hiroshima")
    assert city
    assert (city.country, city.geonames, round(city.latitude or 0)) == ("JPN", 1862415, 34)


def test_of_two_cities_of_a_name_the_larger_is_meant():
    city = load_places().city("Paris")
    assert city
    assert city.country == "FRA"


def test_a_named_country_decides_between_cities_of_a_name():
    city = load_places().city("Paris", "USA")
    assert city
    assert city.country == "USA"


def test_a_large_city_is_known_by_its_older_name():
    city = load_places().city("Kiev")
    assert city
    assert city.country == "UKR"


def test_an_unknown_city_is_none():
    assert load_places().city("Brigadoon-on-Sea") is None
