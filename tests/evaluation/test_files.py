from __future__ import annotations

import io
import json
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest

from kg.errors import InputError
from kg.evaluation import evaluate, read_gold, read_predicted

if TYPE_CHECKING:
    from pathlib import Path

PERU = {"name": "Peru", "country": "PER"}
RESIGNS = {"action": "resign", "actors": ["p"], "counterparts": []}
GOLD = {"id": "a", "text": "Peru left.", "entities": {"p": PERU}, "events": [RESIGNS]}
FOUND = {"id": "a", "events": [RESIGNS | {"actors": [PERU], "confidence": 0.5}]}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "some.jsonl"


def written(file: Path, *lines: str | dict[str, Any]) -> Path:
    file.write_text("\n".join(each if isinstance(each, str) else json.dumps(each) for each in lines))
    return file


def with_event(document: dict[str, Any], **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return document | {"events": [document["events"][0] | changes]}


def test_good_files_are_read(file: Path):
    gold = read_gold(written(file, GOLD, "", GOLD | {"id": "b"}))
    predicted = read_predicted(written(file, FOUND))
    assert evaluate(gold, predicted).predicted_documents == 1


def test_a_byte_order_mark_does_no_harm(file: Path):
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(GOLD).encode())
    assert read_gold(file) == [GOLD]


def test_predictions_are_read_from_standard_input(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(FOUND).encode())))
    assert read_predicted("-") == [FOUND]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        pytest.param("not JSON", "is no JSON", id="no JSON"),
        pytest.param("[1]", "is no JSON object", id="no object"),
        pytest.param("[" * 100_000, "is no JSON", id="too deep"),
        pytest.param({**GOLD, "id": 7}, "has no text 'id'", id="id is a number"),
        pytest.param({**GOLD, "text": " "}, "its 'text' is empty", id="no text"),
        pytest.param({**GOLD, "entities": []}, "has no object 'entities'", id="entities are a list"),
        pytest.param({**GOLD, "entities": {"p": {}}}, "entity 'p' has no 'name'", id="nameless entity"),
        pytest.param({**GOLD, "entities": {"p": {**PERU, "country": 5}}}, "its 'country'", id="country 5"),
        pytest.param({**GOLD, "entities": {"p": {**PERU, "aliases": "x"}}}, "its 'aliases'", id="aliases"),
        pytest.param({"id": "b", "text": "x", "entities": {}}, "has no list 'events'", id="no events"),
        pytest.param({**GOLD, "events": ["meet"]}, "event 1 is no JSON object", id="an event is a word"),
        pytest.param(with_event(GOLD, action="greet"), "no action 'greet'", id="unknown action"),
        pytest.param(with_event(GOLD, actors=["q"]), "party 'q' is no entity", id="unknown party"),
        pytest.param(with_event(GOLD, actors="p"), "has no list 'actors'", id="actors are a word"),
        pytest.param(with_event(GOLD, status="maybe"), "unknown status 'maybe'", id="unknown status"),
        pytest.param(with_event(GOLD, date="May 2023"), "'May 2023' is not ISO 8601", id="worded date"),
        pytest.param(with_event(GOLD, date="2023-02-30"), "is not ISO 8601", id="no such day"),
        pytest.param(with_event(GOLD, place=5), "its 'place' is no text", id="place is a number"),
    ],
)
def test_a_fault_of_gold_is_told_with_its_line_and_remedy(file: Path, line: Any, fault: str):  # noqa: ANN401 - JSON
    with pytest.raises(InputError, match=re.escape(fault)) as raised:
        read_gold(written(file, {**GOLD, "id": "first"}, line))
    assert f"{file}, line 2: " in raised.value.message
    assert raised.value.remedy


def test_a_document_that_stands_twice_is_told_with_both_lines(file: Path):
    with pytest.raises(InputError, match=r"line 3: document 'a' stands in line 1 too"):
        read_gold(written(file, GOLD, "", GOLD))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        pytest.param({"confidence": 1.5}, "confidence 1.5", id="confidence above 1"),
        pytest.param({"confidence": float("nan")}, "confidence nan", id="confidence is no number"),
        pytest.param({"confidence": True}, "confidence True", id="confidence is true"),
        pytest.param({"actors": ["Peru"]}, "a party has no 'name'", id="a party is a word"),
        pytest.param({"action": "greet"}, "no action 'greet'", id="unknown action"),
    ],
)
def test_a_fault_of_a_prediction_is_told_with_its_line(file: Path, changes: dict[str, Any], fault: str):
    with pytest.raises(InputError, match=f"line 1: document 'a', event 1.*{re.escape(fault)}"):
        read_predicted(written(file, with_event(FOUND, **changes)))


def test_a_missing_file_is_told(file: Path):
    with pytest.raises(InputError, match="cannot be read: No such file"):
        read_gold(file)


def test_an_empty_file_is_told(file: Path):
    with pytest.raises(InputError, match="is empty"):
        read_gold(written(file, ""))


def test_a_file_that_is_not_utf8_is_told(file: Path):
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="is not UTF-8"):
        read_gold(file)
