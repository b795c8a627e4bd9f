"""What a probability is worth."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.encoder import Decision, load_decision
from kg.encoder.decision import DECISION
from kg.errors import ModelError

EVEN = Decision(frame=0.4, alone=0.5, nobody=0.7, beside=0.8)


def test_the_shipped_decision_can_be_read(weights: Path):
    assert 0 < load_decision(weights).alone < 1


@given(st.floats(0, 1), st.floats(0, 1))
def test_what_is_likelier_has_no_less_confidence(one: float, other: float):
    low, high = sorted((one, other))
    assert EVEN.with_frame(low) <= EVEN.with_frame(high)


@given(st.floats(0, 1))
def test_a_confidence_lies_between_0_and_1(probability: float):
    assert 0 <= EVEN.without_frame(probability) <= 1


def test_an_even_line_leaves_a_probability_as_it_is():
    assert EVEN.with_frame(0.73) == 0.73


def test_each_lane_has_its_own_line():
    shifted = replace(EVEN, alone_offset=-2.0)
    assert shifted.with_frame(0.5) == 0.5
    assert shifted.without_frame(0.5) < 0.5


def test_a_missing_file_is_told(tmp_path: Path):
    with pytest.raises(ModelError, match=r"decision\.toml cannot be used"):
        load_decision(tmp_path)


WHOLE = "\n".join(f"{each.name} = 0.5" for each in fields(Decision))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (WHOLE.replace("alone = 0.5", "", 1), "alone"),
        (WHOLE.replace("0.5", '"half"', 1), "half"),
        (WHOLE.replace("0.5", "[]", 1), "list"),
        ("frame = ", "Invalid"),
        ("\xff", "decode"),
    ],
)
def test_a_faulty_file_is_told_with_its_fault(tmp_path: Path, content: str, told: str):
    (tmp_path / DECISION).write_text(content, encoding="latin-1")
    with pytest.raises(ModelError, match=told) as caught:
        load_decision(tmp_path)
    assert "--rules-only" in caught.value.remedy


def test_a_whole_file_is_read(tmp_path: Path):
    (tmp_path / DECISION).write_text(WHOLE, encoding="utf-8")
    assert load_decision(tmp_path).beside == 0.5
