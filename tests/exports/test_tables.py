from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.exports import export
from kg.exports.tables import DYAD_MONTHS, EVENTS
from kg.exports.text import cell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.model import Build


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@given(text=st.text(max_size=6))
def test_no_cell_begins_as_a_formula(text: str):
    assert (
        not cell(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    )


@pytest.mark.parametrize("word", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_a_formula_in_any_text_is_made_harmless(
    word: str, build_with: Callable[[str], Build], tmp_path: Path
):
    export(build_with(word), tmp_path / "events.csv")
    texts = [name for name, kind in EVENTS.items() if kind in {str, list}]
    cells = [row[name] for row in rows(tmp_path / "events.csv") for name in texts]
    assert not [each for each in cells if each.strip()[:1] in set("=+-@＝＋－＠") - {""}]
    assert any(each.startswith("'") for each in cells)


def test_numbers_below_zero_stay_numbers(build: Build, tmp_path: Path):
    export(build, tmp_path / "events.csv")
    assert [row["intensity"] for row in rows(tmp_path / "events.csv")] == ["2.5", "-6.0", "5.0"]
    assert rows(tmp_path / "events.csv")[0]["latitude"] == "-12.04"


def test_a_row_tells_who_did_what_to_whom_and_when(build: Build, tmp_path: Path):
    export(build, tmp_path / "events.csv")
    row = rows(tmp_path / "events.csv")[1]
    assert (row["actors"], row["action"], row["counterparts"]) == ("Ana_Ruiz", "imposeSanctions", "CHL")
    assert (row["date_start"], row["date_end"], row["date_precision"]) == (
        "2023-06-01",
        "2023-06-30",
        "month",
    )
    assert (row["plover_type"], row["quad_class"], row["cameo_code"]) == ("SANCTION", "MCONF", "163")


def test_a_dyad_month_counts_types_and_quads(build: Build, tmp_path: Path):
    export(build, tmp_path / "dyads.csv", table="dyad-months")
    found = [(row["month"], row["actor"], row["counterpart"]) for row in rows(tmp_path / "dyads.csv")]
    assert found == [("2023-05", "CHL", "PER"), ("2023-05", "PER", "CHL"), ("2023-06", "PER", "CHL")]
    last = rows(tmp_path / "dyads.csv")[-1]
    assert (last["mconf"], last["sanction"], last["vcoop"], last["intensity_mean"]) == ("1", "1", "0", "-6.0")


def test_quads_and_types_each_add_up_to_the_events(build: Build, tmp_path: Path):
    export(build, tmp_path / "dyads.parquet", table="dyad-months")
    for row in pq.read_table(tmp_path / "dyads.parquet").to_pylist():
        assert row["events"] == sum(row[quad] for quad in ("vcoop", "mcoop", "vconf", "mconf"))
        assert row["events"] == sum(row[name] for name in list(DYAD_MONTHS)[10:26])


def test_parquet_keeps_types_lists_and_texts(build_with: Callable[[str], Build], tmp_path: Path):
    export(build_with("=a;\x00"), tmp_path / "events.parquet")
    table = pq.read_table(tmp_path / "events.parquet")
    first = table.to_pylist()[0]
    assert table.column_names == list(EVENTS)
    assert first["date_start"] == date(2023, 5, 19)
    assert first["actor_names"] == ["=a;\x00Chile", "=a;\x00Peru"]


def test_the_same_build_gives_the_same_bytes(build: Build, tmp_path: Path):
    for name in ("events.csv", "events.parquet"):
        export(build, tmp_path / "one" / name)
        export(build, tmp_path / "two" / name)
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
