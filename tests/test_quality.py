"""What the frames find in kg's own evaluation set, against floors that only rise."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.evaluation import Evaluation, Lane, Score

pytestmark = pytest.mark.model

GOLD = Path(__file__).parent / "evaluation" / "articles.gold.jsonl"

FLOORS = {
    Lane.COUNTRY: Score(precision=0.78, recall=0.32),
    Lane.QUAD: Score(precision=0.82, recall=0.35),
    Lane.ENTITY: Score(precision=0.71, recall=0.27),
    Lane.LEAF: Score(precision=0.71, recall=0.27),
}
"""Slightly below what was last measured; a lower one needs a word in the commit.

They are lower than they were on the first 44 documents (0.88 and 0.39) because the set has changed: 65 were
added, annotated before kg had read them, and they are harder. On the first 44 kg had 0.93 and 0.40 that day.
"""


@pytest.fixture(scope="module")
def measured() -> Evaluation:
    return kg.evaluate(GOLD, rules_only=True)


@pytest.mark.parametrize("lane", Lane)
def test_precision_has_not_fallen(measured: Evaluation, lane: Lane):
    assert measured.lanes[lane].precision >= FLOORS[lane].precision


@pytest.mark.parametrize("lane", Lane)
def test_recall_has_not_fallen(measured: Evaluation, lane: Lane):
    assert measured.lanes[lane].recall >= FLOORS[lane].recall


def test_every_document_was_read(measured: Evaluation):
    assert measured.predicted_documents == measured.documents
