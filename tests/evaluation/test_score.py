from __future__ import annotations

from typing import Any

import pytest

from kg.evaluation import Error, Evaluation, Lane, Score, evaluate

PARTIES: dict[str, dict[str, Any]] = {
    "per": {"name": "Peru", "country": "PER", "aliases": ["Lima", "the government", "they"]},
    "chl": {"name": "Chile", "country": "CHL"},
    "bra": {"name": "Brazil", "country": "BRA"},
    "quintana": {"name": "Rosaura Quintana", "country": "PER", "aliases": ["Minister Quintana"]},
    "nobody": {"name": "the rebels", "country": ""},
}


def event(action: str, actors: str, counterparts: str = "", **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {
        "action": action,
        "actors": actors.split(),
        "counterparts": counterparts.split(),
        "status": "actual",
        **more,
    }


def gold(*events: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"id": "a", "entities": PARTIES, "events": events}]


def predicted(*events: dict[str, Any]) -> list[dict[str, Any]]:
    sides = ("actors", "counterparts")
    return [
        {
            "id": "a",
            "events": [
                each | {side: [PARTIES[key] for key in each[side]] for side in sides} for each in events
            ],
        }
    ]


THANKS, TALKS = event("thank", "per", "chl"), event("meet", "per chl")


@pytest.mark.parametrize(
    ("right", "found", "precision", "recall"),
    [
        pytest.param([THANKS], [THANKS], 1.0, 1.0, id="all right"),
        pytest.param([THANKS, TALKS], [THANKS], 1.0, 0.5, id="one missed"),
        pytest.param([THANKS], [THANKS, TALKS], 0.5, 1.0, id="one wrong"),
        pytest.param([THANKS], [event("thank", "chl", "per")], 0.0, 0.0, id="the wrong way round"),
        pytest.param([TALKS], [event("meet", "chl", "per")], 1.0, 1.0, id="either way round, if symmetric"),
        pytest.param([TALKS], [event("call", "per chl")], 1.0, 1.0, id="another act of the same type"),
        pytest.param([event("thank", "per", "chl bra")], [THANKS], 1.0, 0.5, id="one party of two missed"),
        pytest.param([THANKS], [event("thank", "per", "chl bra")], 0.5, 1.0, id="one party of two wrong"),
        pytest.param([THANKS], [THANKS, THANKS], 1.0, 1.0, id="the same twice counts once"),
        pytest.param(
            [THANKS], [THANKS, TALKS | {"status": "negated"}], 1.0, 1.0, id="negated ones do not count"
        ),
        pytest.param([THANKS | {"status": "hypothetical"}], [], 0.0, 0.0, id="nothing to find"),
        pytest.param([THANKS, TALKS | {"optional": True}], [THANKS], 1.0, 1.0, id="optional, absent"),
        pytest.param([THANKS, TALKS | {"optional": True}], [THANKS, TALKS], 1.0, 1.0, id="optional, present"),
        pytest.param([event("resign", "per")], [event("resign", "per")], 1.0, 1.0, id="nobody to do it to"),
        pytest.param([THANKS], [event("thank", "per", "nobody")], 0.0, 0.0, id="nobody in particular"),
    ],
)
def test_events_are_compared(right: list[Any], found: list[Any], precision: float, recall: float):
    result = evaluate(gold(*right), predicted(*found))
    assert result.lanes[Lane.COUNTRY] == Score(precision=precision, recall=recall)


def test_a_document_that_was_not_predicted_counts_as_missed():
    assert evaluate(gold(THANKS), []).lanes[Lane.COUNTRY] == Score(precision=0.0, recall=0.0)


def test_f1_of_nothing_is_nothing():
    assert Score(precision=0.0, recall=0.0).f1 == 0.0


def evaluated(right: dict[str, Any], found: dict[str, Any]) -> Evaluation:
    return evaluate(gold(right), predicted(found))


@pytest.mark.parametrize(
    ("found", "lanes"),
    [
        pytest.param(THANKS, {"country", "quad", "entity", "leaf"}, id="the same"),
        pytest.param(
            event("praise", "per", "chl"), {"country", "quad", "entity"}, id="another act of the type"
        ),
        pytest.param(event("agree", "per", "chl"), {"quad"}, id="another type of the class"),
        pytest.param(event("attack", "per", "chl"), set(), id="another class"),
        pytest.param(
            event("thank", "quintana", "chl"), {"country", "quad", "leaf"}, id="another of the state"
        ),
    ],
)
def test_each_lane_has_an_exactness_of_its_own(found: dict[str, Any], lanes: set[str]):
    assert {lane for lane, each in evaluated(THANKS, found).lanes.items() if each.f1} == lanes


@pytest.mark.parametrize(
    ("name", "known"),
    [
        pytest.param("Rosaura Quintana", True, id="by the usual name"),
        pytest.param("ROSAURA QUINTANA", True, id="in capitals"),
        pytest.param("President Rosaura Quintana", True, id="with a title"),
        pytest.param("Rosáura Quintana", True, id="with an accent"),
        pytest.param("Minister Quintana", True, id="by an alias"),
        pytest.param("Quintana", False, id="by a name that gold does not have"),
        pytest.param("the minister", False, id="by a title"),
    ],
)
def test_an_entity_is_known_by_name(name: str, known: bool):  # noqa: FBT001 - a row of the table
    record = predicted(event("thank", "quintana", "chl"))
    record[0]["events"][0]["actors"] = [{"name": name, "country": "PER"}]
    result = evaluate(gold(event("thank", "quintana", "chl")), record)
    assert result.lanes[Lane.ENTITY].f1 == float(known)


@pytest.mark.parametrize("form", ["they", "the government", "The Government"])
def test_a_word_for_nobody_in_particular_is_no_name(form: str):
    record = predicted(THANKS)
    record[0]["events"][0]["actors"] = [{"name": form, "country": "PER"}]
    assert evaluate(gold(THANKS), record).lanes[Lane.ENTITY].f1 == 0.0


def test_a_party_without_country_has_that_of_the_entity_it_names():
    record = predicted(THANKS)
    record[0]["events"][0]["actors"] = [{"name": "Lima", "country": None}]
    assert evaluate(gold(THANKS), record).lanes[Lane.COUNTRY].f1 == 1.0


@pytest.mark.parametrize(
    ("right", "found", "exact", "near"),
    [
        ("2023-05-19", "2023-05-19", 1.0, 1.0),
        ("2023-05-19", "2023-05", 0.0, 1.0),
        ("2023-05-19", "2023-05-18/2023-05-20", 0.0, 1.0),
        ("2023-05-19", "2023-05-20", 0.0, 0.0),
        ("2024-02", "2024-02-01/2024-02-29", 1.0, 1.0),
        ("2023", None, 0.0, 0.0),
    ],
)
def test_dates_are_compared_as_days(right: str, found: str | None, exact: float, near: float):
    result = evaluated(THANKS | {"date": right}, THANKS | {"date": found})
    assert (result.date_exact, result.date_overlap, result.dated) == (exact, near, 1)


def test_what_gold_does_not_date_or_place_is_not_compared_for_it():
    result = evaluated(THANKS, THANKS | {"date": "2023", "place": "Lima"})
    assert (result.dated, result.placed) == (0, 0)


@pytest.mark.parametrize(
    ("right", "found", "accuracy"),
    [("Lima", "Lima", 1.0), ("The Hague", "hague", 1.0), ("Lima", "Lima, Peru", 1.0), ("Lima", "Quito", 0.0)],
)
def test_places_are_compared_by_name(right: str, found: str, accuracy: float):
    assert evaluated(THANKS | {"place": right}, THANKS | {"place": found}).place_accuracy == accuracy


@pytest.mark.parametrize(
    ("right", "found", "five"),
    [
        pytest.param({}, {}, 1.0, id="no date and no place, and none found"),
        pytest.param({}, {"date": "2023"}, 0.0, id="a date where there is none"),
        pytest.param({"date": "2023", "place": "Lima"}, {"date": "2023", "place": "Lima"}, 1.0, id="both"),
        pytest.param({"date": "2023", "place": "Lima"}, {"date": "2023"}, 0.0, id="one of two"),
    ],
)
def test_all_five_are_right_together(right: dict[str, str], found: dict[str, str], five: float):
    assert evaluated(THANKS | right, THANKS | found).five.f1 == five


def test_types_are_scored_each_by_itself():
    types = evaluate(gold(THANKS, TALKS), predicted(THANKS)).types
    assert {name: each.recall for name, each in types.items()} == {"CONSULT": 0.0, "SUPPORT": 1.0}


def test_errors_name_document_dyad_and_trigger():
    result = evaluated(THANKS | {"trigger": "thanked"}, event("criticise", "bra", trigger="blamed"))
    assert result.errors == (
        Error(kind="missed", document_id="a", dyad=("Peru", "SUPPORT", "Chile"), trigger="thanked"),
        Error(kind="wrong", document_id="a", dyad=("Brazil", "ACCUSE", "-"), trigger="blamed"),
    )


def test_an_optional_event_is_no_error():
    assert evaluate(gold(THANKS | {"optional": True}), predicted(THANKS)).errors == ()


def test_documents_without_prediction_are_counted():
    result = evaluate(gold(THANKS), [])
    assert (result.documents, result.predicted_documents) == (1, 0)
