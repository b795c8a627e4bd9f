"""The encoder that comes with kg, run on sentences; what it finds in them is measured elsewhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.actions import actions
from kg.encoder import Encoder, Named, Reading, Told, Window, windows
from kg.encoder.inference import FLOOR, VOCABULARY, WEIGHTS, inputs, plover_types
from kg.encoder.tokens import Tokens
from kg.errors import ModelError
from kg.model import Kind

TEXT = "Norway condemned Portugal. Later Norway met Ghana in Accra. Ghana thanked Portugal."
SENTENCES = [(0, 26), (27, 59), (60, len(TEXT))]
STATES = {"Norway": "NOR", "Portugal": "PRT", "Ghana": "GHA"}


def named(text: str) -> list[Named]:
    """Return every state that a text names."""
    found = []
    for name, state in STATES.items():
        at = text.find(name)
        while at >= 0:
            found.append(Named(start=at, end=at + len(name), entity=name, kind=Kind.STATE, state=state))
            at = text.find(name, at + 1)
    return sorted(found, key=lambda each: each.start)


WINDOWS = tuple(windows(TEXT, SENTENCES, named(TEXT)))
FIRST, SECOND, _ = WINDOWS


@pytest.fixture(scope="module")
def alone(weights: Path) -> dict[int, list[Reading]]:
    """Return what is read in each window by an encoder that has read no other."""
    return {window.start: list(Encoder(weights)(window)) for window in WINDOWS}


@pytest.fixture(scope="module")
def everything(encoder: Encoder) -> list[tuple[Window, Reading]]:
    """Return all readings with their windows; frames are said to have found some, so that there are any."""
    ask = [Told(pair=(0, 1), action="criticise", live=True), Told(pair=(1, 0), action="thank", live=True)]
    found = [(window, reading) for window in WINDOWS for reading in encoder(window, ask)]
    assert found
    return found


@given(st.permutations(WINDOWS))
@settings(max_examples=6)
def test_a_window_is_read_alike_alone_and_beside_others(
    encoder: Encoder, alone: dict[int, list[Reading]], order: list[Window]
):
    assert {window.start: list(encoder(window)) for window in order} == alone


def test_pairs_are_those_of_the_window(everything: list[tuple[Window, Reading]]):
    assert all(reading.pair in set(window.pairs()) for window, reading in everything)


def test_probabilities_lie_between_the_floor_and_1(everything: list[tuple[Window, Reading]]):
    assert all(FLOOR < reading.probability <= 1 for _, reading in everything)


def test_the_word_that_shows_an_act_stands_in_the_sentence(everything: list[tuple[Window, Reading]]):
    assert all(
        window.start <= reading.trigger[0] < reading.trigger[1] <= window.end
        for window, reading in everything
    )


def test_an_action_is_of_its_type(everything: list[tuple[Window, Reading]]):
    assert all(actions()[reading.action].plover == reading.plover for _, reading in everything)


def test_a_pair_and_a_type_are_read_once(everything: list[tuple[Window, Reading]]):
    keys = [(window.start, reading.pair, reading.plover) for window, reading in everything]
    assert len(keys) == len(set(keys))


def test_a_party_beyond_the_last_stands_for_nobody():
    tokens = Tokens(ids=(1, 2), offsets=((0, 1),) * 2, places=((0,), (1,)), tellers=(True,) * 2)
    assert inputs(FIRST, tokens, [(0, 1), (0, None)], ())["counterpart"].tolist() == [1, 2]


def test_a_type_is_named_once():
    assert len(set(plover_types())) == len(plover_types())


@pytest.mark.parametrize("missing", [WEIGHTS, VOCABULARY])
def test_a_missing_file_is_named(tmp_path: Path, missing: str):
    for name in {WEIGHTS, VOCABULARY} - {missing}:
        (tmp_path / name).touch()
    with pytest.raises(ModelError, match=f"holds no {missing}"):
        Encoder(tmp_path)


@pytest.mark.parametrize("damaged", [WEIGHTS, VOCABULARY])
def test_a_damaged_file_is_told_with_a_remedy(tmp_path: Path, weights: Path, damaged: str):
    shutil.copytree(weights, tmp_path, dirs_exist_ok=True)
    (tmp_path / damaged).write_bytes(b"cut off")
    with pytest.raises(ModelError, match="is damaged") as caught:
        Encoder(tmp_path)
    assert "--rules-only" in caught.value.remedy


def test_weights_for_other_actions_are_refused(weights: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kg.encoder.inference.actions", lambda: {"greet": None})
    with pytest.raises(ModelError, match="trained for other actions"):
        Encoder(weights)
