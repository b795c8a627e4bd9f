from __future__ import annotations

from typing import Any

import pytest

from kg.evaluation import Score, score

PARTIES = {
    key: {"country": key.upper() if key != "nobody" else ""} for key in ("per", "chl", "bra", "nobody")
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
    def party(key: str) -> dict[str, str]:
        return {"name": key, "country": PARTIES[key]["country"]}

    sides = ("actors", "counterparts")
    return [
        {
            "id": "a",
            "events": [
                each | {side: [party(key) for key in each[side]] for side in sides} for each in events
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
    assert score(gold(*right), predicted(*found)) == Score(precision=precision, recall=recall)


def test_a_document_that_was_not_predicted_counts_as_missed():
    assert score(gold(THANKS), []) == Score(precision=0.0, recall=0.0)


def test_f1_of_nothing_is_nothing():
    assert Score(precision=0.0, recall=0.0).f1 == 0.0
