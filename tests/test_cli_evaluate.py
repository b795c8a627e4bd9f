"""``kg evaluate``: predicted events against a gold standard."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg.cli import main

if TYPE_CHECKING:
    from click.testing import Result


def kg(*arguments: str | Path, stdin: str = "") -> Result:
    """Run the command; an exception that is no exit is a failure of the test."""
    return CliRunner().invoke(main, [str(each) for each in arguments], input=stdin, catch_exceptions=False)


PERU = {"name": "Peru", "country": "PER", "aliases": ["Lima"]}
CHILE = {"name": "Chile", "country": "CHL", "aliases": ["Santiago"]}
CONDEMNS = {"action": "criticise", "actors": ["p"], "counterparts": ["c"], "trigger": "condemned"}
TEXT = {"id": "a", "date": "2023-05-17", "text": "Peru condemned Chile on Tuesday."}
GOLD = {**TEXT, "entities": {"p": PERU, "c": CHILE}, "events": [CONDEMNS]}
FOUND = {"id": "a", "events": [CONDEMNS | {"actors": [PERU], "counterparts": [CHILE], "confidence": 0.8}]}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "gold.jsonl").write_text(json.dumps(GOLD) + "\n")
    return tmp_path / "gold.jsonl"


@pytest.fixture
def found(tmp_path: Path) -> Path:
    (tmp_path / "found.jsonl").write_text(json.dumps(FOUND) + "\n")
    return tmp_path / "found.jsonl"


def test_lanes_and_types_are_shown(gold: Path, found: Path):
    rows = [line.split() for line in kg("evaluate", gold, "--predicted", found).stdout.splitlines()]
    scores = {row[0]: row[1:4] for row in rows if len(row) == 6}
    assert scores == dict.fromkeys(("country", "quad", "entity", "leaf", "ACCUSE"), ["1.000"] * 3)


def test_errors_are_shown_if_asked_for(gold: Path, found: Path):
    found.write_text(json.dumps({"id": "a", "events": []}))
    result = kg("evaluate", gold, "--predicted", found, "--errors", "5")
    assert result.stdout.splitlines()[-1] == "missed\ta\tPeru ACCUSE Chile\t'condemned'"


def test_no_more_errors_are_shown_than_asked_for(gold: Path, found: Path):
    found.write_text(json.dumps({"id": "a", "events": []}))
    assert "missed" not in kg("evaluate", gold, "--predicted", found).stdout


def test_reliability_is_shown_if_asked_for(gold: Path, found: Path):
    result = kg("evaluate", gold, "--predicted", found, "--reliability")
    assert result.stdout.splitlines()[-1] == "expected calibration error 0.200"


def test_json_holds_the_same(gold: Path, found: Path):
    options = ("--json", "--errors", "5", "--reliability")
    record = json.loads(kg("evaluate", gold, "--predicted", found, *options).stdout)
    assert record["lanes"]["country"]["f1"] == 1.0
    assert record["reliability"]["expected_calibration_error"] == 0.2
    assert record["errors"] == []


def test_predictions_are_read_from_standard_input(gold: Path):
    assert kg("evaluate", gold, "--predicted", "-", stdin=json.dumps(FOUND)).exit_code == 0


@pytest.mark.model
def test_without_predictions_the_texts_are_read(gold: Path):
    assert json.loads(kg("evaluate", gold, "--rules-only", "--json").stdout)["lanes"]["leaf"]["f1"] == 1.0


@pytest.mark.model
def test_it_measures_what_extract_writes(gold: Path, tmp_path: Path):
    kg("extract", gold, "-o", tmp_path / "written.jsonl")
    written = kg("evaluate", gold, "--predicted", tmp_path / "written.jsonl", "--json")
    assert written.stdout == kg("evaluate", gold, "--json").stdout


@pytest.mark.parametrize("line", ["{", json.dumps(GOLD)])
def test_a_fault_is_told_by_file_and_line(gold: Path, line: str):
    gold.write_text(f"{json.dumps(GOLD)}\n{line}\n")
    result = kg("evaluate", gold, "--predicted", gold)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"kg: {gold}, line 2: " in result.stderr


def test_reliability_without_confidence_is_found_wanting(gold: Path, found: Path):
    found.write_text(json.dumps(FOUND).replace('"confidence": 0.8', '"date": null'))
    result = kg("evaluate", gold, "--predicted", found, "--reliability")
    assert (result.exit_code, "say no confidence" in result.stderr) == (1, True)


def test_what_gold_says_cannot_steer_a_terminal(gold: Path, found: Path):
    gold.write_text(json.dumps(GOLD | {"id": "\x1b[31mred"}))
    result = kg("evaluate", gold, "--predicted", found, "--errors", "5")
    assert ("red" in result.stdout, "\x1b" in result.stdout) == (True, False)


def test_no_language_model_library_is_loaded_for_predictions(gold: Path, found: Path):
    code = "import sys; from kg.cli import main; main(sys.argv[1:], standalone_mode=False)"
    code += "; sys.exit('spacy' in sys.modules)"
    command = [sys.executable, "-c", code, "evaluate", str(gold), "--predicted", str(found)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
