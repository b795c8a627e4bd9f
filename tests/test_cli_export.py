from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import kg
from kg.cli import main

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "actor,action,counterpart,date\nFrance,meet,Japan,2023-05-19\n"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    (tmp_path / "events.csv").write_text(TABLE, "utf-8")
    kg.import_table(tmp_path / "events.csv").write(tmp_path / "kg-out")
    return tmp_path / "kg-out"


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(word) for word in words])
    return result.exit_code, result.output


def test_export_writes_the_format_of_the_ending_and_says_where(graph: Path, tmp_path: Path):
    assert run("export", graph, "-o", tmp_path / "net.gexf") == (0, f"{tmp_path / 'net.gexf'}\n")
    assert "<gexf" in (tmp_path / "net.gexf").read_text("utf-8")


def test_a_format_overrides_the_ending(graph: Path, tmp_path: Path):
    assert run("export", graph, "-o", tmp_path / "graph.txt", "--format", "n-quads")[0] == 0
    assert (tmp_path / "graph.txt").read_text("utf-8").startswith("<https://w3id.org/dipl/data/")


def test_months_are_a_folder_that_opens_as_a_graph(graph: Path, tmp_path: Path):
    assert run("export", graph, "-o", tmp_path / "months", "--split", "month")[0] == 0
    assert kg.open(tmp_path / "months").build == kg.open(graph).build


def test_import_makes_a_graph_of_a_table(graph: Path, tmp_path: Path):
    code, said = run("import", tmp_path / "events.csv", "-o", tmp_path / "again")
    assert (code, said) == (0, f"1 events in {tmp_path / 'again'}.\n")
    assert (tmp_path / "again" / "graph.ttl").read_bytes() == (graph / "graph.ttl").read_bytes()


def test_import_reads_what_export_wrote(graph: Path, tmp_path: Path):
    run("export", graph, "-o", tmp_path / "graph.jsonld")
    assert run("import", tmp_path / "graph.jsonld", "-o", tmp_path / "again")[0] == 0
    assert (tmp_path / "again" / "graph.ttl").read_bytes() == (graph / "graph.ttl").read_bytes()


def test_a_faulty_table_writes_nothing(tmp_path: Path):
    (tmp_path / "bad.csv").write_text(TABLE.replace("meet", "meat"), "utf-8")
    code, said = run("import", tmp_path / "bad.csv", "-o", tmp_path / "bad")
    assert code == 1
    assert "Nothing was written" in said
    assert not (tmp_path / "bad").exists()


def test_an_explanation_says_that_a_row_was_read(graph: Path):
    opened = kg.open(graph)
    assert "taken from this row of a table" in opened.explain(opened.events[0].id)
