"""kg's own evaluation set is well formed.

``articles.gold.jsonl`` holds invented reports, cables and headlines with the acts that a careful reader
finds in them. An optional act is one that careful readers differ on: finding it counts neither way.
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from kg.resources import ontologies

DOCUMENTS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "articles.gold.jsonl").read_text(encoding="utf-8").splitlines()
]
DAY = r"\d{4}(-\d\d(-\d\d)?)?"
each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["id"])


def known_actions() -> set[str]:
    """Return the ids of the actions that kg knows."""
    with (ontologies() / "actions.tsv").open(encoding="utf-8", newline="") as lines:
        return {row["id"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


def test_there_are_at_least_a_hundred_documents_with_ids_of_their_own():
    assert len({document["id"] for document in DOCUMENTS}) == len(DOCUMENTS) >= 100


def test_the_acts_are_of_at_least_eighty_actions():
    assert len({event["action"] for document in DOCUMENTS for event in document["events"]}) >= 80


@pytest.mark.parametrize("status", ["actual", "planned", "negated", "hypothetical"])
def test_every_status_is_required_somewhere(status: str):
    events = [event for document in DOCUMENTS for event in document["events"]]
    assert any(event["status"] == status and not event["optional"] for event in events)


def test_some_documents_tell_of_no_event():
    assert sum(not document["events"] for document in DOCUMENTS) >= 6


@each_document
def test_an_act_has_a_known_action(document: dict[str, Any]):
    assert {event["action"] for event in document["events"]} <= known_actions()


@each_document
def test_parties_are_entities_of_the_document(document: dict[str, Any]):
    parties = {party for event in document["events"] for party in event["actors"] + event["counterparts"]}
    assert parties <= set(document["entities"])


@each_document
def test_an_act_has_an_actor(document: dict[str, Any]):
    assert all(event["actors"] for event in document["events"])


@each_document
def test_triggers_and_aliases_stand_in_the_document(document: dict[str, Any]):
    text = document["title"] + "\n" + document["text"]
    aliases = [alias for entity in document["entities"].values() for alias in entity["aliases"]]
    assert [words for words in aliases if words not in text] == []
    assert [e["trigger"] for e in document["events"] if e["trigger"] not in document["text"]] == []


@each_document
def test_dates_are_iso_days_months_years_or_intervals(document: dict[str, Any]):
    dates = [document["date"], *(event["date"] for event in document["events"] if event["date"])]
    assert all(re.fullmatch(rf"{DAY}(/{DAY})?", date) for date in dates)
