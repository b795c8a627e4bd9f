"""The options that say how files are read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

FRENCH = (
    "Les ministres des deux pays se sont rencontrés lundi à Genève pour parler de la paix et du commerce. "
    "Ils ont dit que les négociations reprendront dans la semaine, et que les deux délégations y seront. "
)


def kg(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


@pytest.mark.parametrize("given", ["text", "body=text", "text=", "text=a --column text=b"])
def test_a_column_that_cannot_be_is_wrong_usage(tmp_path: Path, given: str):
    assert kg("extract", tmp_path, "--column", *given.split()).exit_code == 2


@pytest.mark.model
def test_the_columns_of_a_table_are_named(tmp_path: Path):
    table = tmp_path / "a.csv"
    table.write_text('no,body,day\n7,"France thanked Japan on Friday.",2023-05-19\n')
    columns = [f"--column={each}" for each in ("text=body", "id=no", "date=day")]
    result = kg("extract", "--rules-only", "--quiet", table, *columns)
    found = json.loads(result.stdout)
    assert (found["id"], [event["action"] for event in found["events"]]) == ("7", ["thank"])


@pytest.mark.model
def test_what_is_not_english_is_skipped_and_told(tmp_path: Path):
    (tmp_path / "a.txt").write_text("France thanked Japan on Friday.")
    (tmp_path / "b.txt").write_text(FRENCH)
    result = kg("extract", "--rules-only", tmp_path)
    assert "b.txt: is not in English, but in 'fr'." in result.stderr
    assert len(result.stdout.splitlines()) == 1
    assert len(kg("extract", "--rules-only", "--any-language", tmp_path).stdout.splitlines()) == 2
