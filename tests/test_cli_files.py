"""``kg validate``, ``diff``, ``merge`` and ``infer`` in the shell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import kg
from kg.cli import main

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "actor,action,counterpart,date\nFrance,meet,Japan,2023-05-19\n"
SECOND = "actor,action,counterpart,date\nPeru,thank,Chile,2023-06-02\n"


def made(folder: Path, name: str, table: str) -> Path:
    path = folder / f"{name}.csv"
    path.write_text(table, "utf-8")
    kg.import_table(path).write(folder / name)
    return folder / name


@pytest.fixture
def first(tmp_path: Path) -> Path:
    return made(tmp_path, "first", FIRST)


@pytest.fixture
def second(tmp_path: Path) -> Path:
    return made(tmp_path, "second", SECOND)


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(word) for word in words])
    return result.exit_code, result.output


def test_a_graph_that_kg_wrote_is_sound(first: Path) -> None:
    assert run("validate", first) == (0, "The graph is sound.\n")


def test_an_event_without_its_report_is_a_fault_in_words(first: Path, tmp_path: Path) -> None:
    turtle = (first / "graph.ttl").read_text("utf-8")
    broken = tmp_path / "broken.ttl"
    broken.write_text(turtle.replace("dipl:reportCount 1", "dipl:reportCount 7"), "utf-8")
    code, said = run("validate", broken)
    assert code == 1
    assert "The event has not as many reports as it says" in said
    assert said.endswith("1 fault.\n")


def test_faults_are_written_as_json(first: Path, tmp_path: Path) -> None:
    turtle = (first / "graph.ttl").read_text("utf-8")
    broken = tmp_path / "broken.ttl"
    broken.write_text(turtle.replace("dipl:reportCount 1", "dipl:reportCount 7"), "utf-8")
    [fault] = json.loads(run("validate", broken, "--json")[1])
    assert fault["event"].startswith("France met Japan")


def test_a_file_that_is_no_turtle_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "odd.ttl").write_text("@prefix ev: <https://example.org/> .\nev:1 ev:2 .\n", "utf-8")
    code, said = run("validate", tmp_path / "odd.ttl")
    assert code != 0
    assert "line 2" in said


def test_a_graph_does_not_differ_from_itself(first: Path) -> None:
    assert run("diff", first, first) == (0, "0 added, 0 gone, 0 changed.\n")


def test_what_came_and_went_is_said_event_by_event(first: Path, second: Path) -> None:
    code, said = run("diff", first, second)
    assert code == 1
    assert "- France met Japan, 19 May 2023" in said
    assert "+ Peru thanked Chile, 2 June 2023" in said
    assert said.endswith("1 added, 1 gone, 0 changed.\n")


def test_merged_graphs_hold_the_events_of_all(first: Path, second: Path, tmp_path: Path) -> None:
    code, _ = run("merge", first, second, "-o", tmp_path / "both")
    merged = kg.open(tmp_path / "both")
    assert code == 0
    assert {event.action for event in merged.events} == {"meet", "thank"}


def test_a_graph_merged_with_itself_stays_as_it_is(first: Path, tmp_path: Path) -> None:
    run("merge", first, first, "-o", tmp_path / "twice")
    assert kg.diff(first, tmp_path / "twice") == ()


def test_what_follows_is_written_beside_what_is_known(first: Path, tmp_path: Path) -> None:
    code, said = run("infer", first, "-o", tmp_path / "more.ttl")
    assert (code, said.split(" ", 1)[1]) == (0, "triples follow.\n")
    assert "dipl:interactsWith" in (tmp_path / "more.ttl").read_text("utf-8")


def test_what_follows_can_stand_alone_on_the_screen(first: Path) -> None:
    code, said = run("infer", first, "--only")
    assert code == 0
    assert "dipl:interactsWith" in said
    assert "nif:anchorOf" not in said
