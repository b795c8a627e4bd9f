"""What kg finds in its own evaluation set, against floors that only rise."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.evaluation import Score, score
from kg.model import Document
from kg.pipeline import extract
from kg.views.records import as_record

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model

FLOORS = Score(precision=0.88, recall=0.39)
"""Slightly below what was last measured (0.886 and 0.395); a lower one needs a word in the commit."""

GOLD = [
    json.loads(line)
    for line in (Path(__file__).parent / "evaluation" / "articles.gold.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


@pytest.fixture(scope="module")
def measured(nlp: Language) -> Score:
    documents = [
        Document(id=gold["id"], text=gold["text"], published=date.fromisoformat(gold["date"]))
        for gold in GOLD
    ]
    return score(GOLD, [as_record(extraction) for extraction in extract(documents, nlp)])


def test_precision_has_not_fallen(measured: Score):
    assert measured.precision >= FLOORS.precision


def test_recall_has_not_fallen(measured: Score):
    assert measured.recall >= FLOORS.recall
