from __future__ import annotations

from typing import Any

import pytest

from kg.errors import InputError
from kg.evaluation import evaluate, reliability

PERU, CHILE, BRAZIL = (
    {"name": name, "country": code} for name, code in (("Peru", "PER"), ("Chile", "CHL"), ("Brazil", "BRA"))
)
THANKS = {"action": "thank", "actors": ["p"], "counterparts": ["c"]}
BLAME = {"action": "criticise", "actors": ["b"], "counterparts": ["c"], "optional": True}
GOLD = [{"id": "a", "entities": {"p": PERU, "c": CHILE, "b": BRAZIL}, "events": [THANKS, BLAME]}]


def found(confidence: float | None, *, actor: dict[str, str] = PERU, action: str = "thank") -> dict[str, Any]:
    event: dict[str, Any] = {"action": action, "actors": [actor], "counterparts": [CHILE]}
    return event if confidence is None else event | {"confidence": confidence}


def predicted(*events: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"id": "a", "events": list(events)}]


def test_what_is_right_as_often_as_it_says_has_no_error():
    events = [found(0.8) for _ in range(4)] + [found(0.8, actor=BRAZIL)]
    assert reliability(GOLD, predicted(*events)).expected_calibration_error == pytest.approx(0.0)


def test_what_is_sure_and_wrong_has_the_greatest_error():
    assert reliability(GOLD, predicted(found(1.0, actor=BRAZIL))).expected_calibration_error == 1.0


def test_bins_weigh_by_their_events():
    events = [found(0.9), found(0.9), found(0.9), found(0.5, actor=BRAZIL)]
    error = reliability(GOLD, predicted(*events)).expected_calibration_error
    assert error == pytest.approx(0.75 * 0.1 + 0.25 * 0.5)


@pytest.mark.parametrize(("confidence", "place"), [(0.0, 0), (0.1, 0), (0.11, 1), (0.5, 4), (1.0, 9)])
def test_a_bin_holds_what_is_above_its_lower_edge(confidence: float, place: int):
    bins = reliability(GOLD, predicted(found(confidence))).bins
    assert [number for number, each in enumerate(bins) if each.count] == [place]


def test_an_empty_bin_has_no_shares():
    empty = reliability(GOLD, predicted(found(0.9))).bins[0]
    assert (empty.count, empty.mean_confidence, empty.share_right) == (0, None, None)


def test_half_right_is_half_an_event():
    both = found(0.5) | {"counterparts": [CHILE, BRAZIL]}
    assert reliability(GOLD, predicted(both)).bins[4].share_right == 0.5


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(found(0.9, actor=BRAZIL, action="criticise"), id="optional"),
        pytest.param(found(0.9) | {"status": "negated"}, id="negated"),
    ],
)
def test_what_is_set_aside_is_not_judged(event: dict[str, Any]):
    assert reliability(GOLD, predicted(event)).count == 0


def test_reports_of_one_act_are_judged_each():
    assert reliability(GOLD, predicted(found(0.4), found(0.8))).count == 2


def test_the_number_of_bins_can_be_chosen():
    assert len(reliability(GOLD, predicted(found(0.9)), bins=4).bins) == 4


def test_no_bins_are_refused():
    with pytest.raises(InputError, match="too few"):
        reliability(GOLD, predicted(), bins=0)


def test_events_without_confidence_are_refused():
    with pytest.raises(InputError, match="confidence"):
        reliability(GOLD, predicted(found(None)))


def test_an_evaluation_of_events_without_confidence_has_none():
    assert evaluate(GOLD, predicted(found(None))).reliability is None
