"""What kg finds in its own evaluation set, against floors that only rise."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.evaluation import Evaluation, Lane, Score

pytestmark = pytest.mark.model

GOLD = Path(__file__).parent / "evaluation" / "articles.gold.jsonl"

FLOORS = {
    False: {
        Lane.COUNTRY: Score(precision=0.80, recall=0.36),
        Lane.QUAD: Score(precision=0.83, recall=0.39),
        Lane.ENTITY: Score(precision=0.70, recall=0.30),
        Lane.LEAF: Score(precision=0.70, recall=0.30),
    },
    True: {
        Lane.COUNTRY: Score(precision=0.81, recall=0.31),
        Lane.QUAD: Score(precision=0.85, recall=0.34),
        Lane.ENTITY: Score(precision=0.74, recall=0.27),
        Lane.LEAF: Score(precision=0.74, recall=0.27),
    },
}
"""With the encoder, and with frames alone; slightly below what was last measured. A lower one needs a word in
the commit.

They are lower than they were on the first 44 documents (0.88 and 0.39) because the set has changed: 65 were
added, annotated before kg had read them, and they are harder. On the first 44 kg had 0.93 and 0.40 that day.
"""


@pytest.fixture(scope="module", params=[False, True], ids=["with encoder", "frames alone"])
def rules_only(request: pytest.FixtureRequest) -> bool:
    return request.param


@pytest.fixture(scope="module")
def measured(rules_only: bool) -> Evaluation:  # noqa: FBT001 - a fixture
    return kg.evaluate(GOLD, rules_only=rules_only)


@pytest.mark.parametrize("lane", Lane)
def test_precision_has_not_fallen(measured: Evaluation, rules_only: bool, lane: Lane):  # noqa: FBT001 - a fixture
    assert measured.lanes[lane].precision >= FLOORS[rules_only][lane].precision


@pytest.mark.parametrize("lane", Lane)
def test_recall_has_not_fallen(measured: Evaluation, rules_only: bool, lane: Lane):  # noqa: FBT001 - a fixture
    assert measured.lanes[lane].recall >= FLOORS[rules_only][lane].recall


def test_every_document_was_read(measured: Evaluation):
    assert measured.predicted_documents == measured.documents
