"""What probabilities are worth, and how sure an act must be to be told."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kg.encoder import Decision, load_decision
from kg.training.calibration import PERMISSIVE, Trial, calibrated, fitted, write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from spacy.language import Language

    Records = Sequence[Mapping[str, Any]]


def drawn(slope: float, offset: float) -> list[tuple[float, float]]:
    """Return probabilities and outcomes that a line joins."""
    chance = random.Random(7)  # noqa: S311 - no secret
    pairs = []
    for _ in range(4000):
        probability = chance.uniform(0.05, 0.95)
        odds = slope * math.log(probability / (1 - probability)) + offset
        pairs.append((probability, float(chance.random() < 1 / (1 + math.exp(-odds)))))
    return pairs


@pytest.mark.parametrize(("slope", "offset"), [(1.0, 0.0), (0.5, -0.7), (1.6, 0.4)])
def test_the_line_is_found_by_which_outcomes_were_drawn(slope: float, offset: float):
    line = fitted(drawn(slope, offset))
    assert (line.slope, line.offset) == (pytest.approx(slope, abs=0.12), pytest.approx(offset, abs=0.12))


def test_without_evidence_probabilities_are_taken_at_their_word():
    line = fitted([])
    assert (line.slope, line.offset) == (1.0, 0.0)


def test_a_decision_that_was_written_is_read_back(tmp_path: Path):
    decision = replace(PERMISSIVE, alone_slope=0.4, frame_offset=-0.15)
    write(decision, tmp_path)
    assert load_decision(tmp_path) == decision


class Stub:
    """A trial in which surer acts are right more often, and found less."""

    gold: tuple[()] = ()

    def found(self, decision: Decision) -> list[dict[str, Any]]:
        del decision
        return []

    def score(self, decision: Decision) -> tuple[float, float]:
        return 1 - decision.alone, decision.alone + decision.frame / 10


def test_the_most_is_found_that_keeps_the_precision():
    decision = calibrated(Stub(), 0.5)  # type: ignore[arg-type]
    assert (decision.alone, decision.frame) == (0.45, 0.5)


def test_where_no_thresholds_keep_it_the_most_precise_are_taken():
    decision = calibrated(Stub(), 0.99)  # type: ignore[arg-type]
    assert (decision.alone, decision.frame) == (0.6, 0.5)


@pytest.mark.model
def test_documents_are_read_by_the_encoder_that_is_tried(records: Records, vocabulary: Path, nlp: Language):
    trial = Trial(vocabulary.parent, records, nlp)
    protest, _ = trial.found(load_decision(vocabulary.parent))
    assert {each["action"] for each in protest["events"]} == {"criticise"}
    assert trial.score(load_decision(vocabulary.parent))[0] > 0
