from __future__ import annotations

import gzip
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import kg
from kg.building.flow import Summary
from kg.cli import main
from kg.cli_build import Pace, Skips, estimate
from kg.model import Skipped

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], catch_exceptions=False)


class TestPace:
    """How far, how fast, how long."""

    @staticmethod
    def line(summary: Summary, *, seconds: float, total: int | None) -> str:
        clock = iter((0.0, seconds))
        return Pace(lambda: total, clock=lambda: next(clock)).line(summary)

    def test_rate_and_time_left_are_told(self):
        line = self.line(Summary(met=100, read=100), seconds=50, total=1100)
        assert line == "100 of 1,100 documents, 2.0 a second, 8 min left"

    def test_documents_that_were_known_make_it_no_faster(self):
        line = self.line(Summary(met=600, kept=500, read=100), seconds=50, total=1000)
        assert line == "600 of 1,000 documents, 500 known, 2.0 a second, 3 min left"

    def test_without_a_total_no_time_left_is_told(self):
        assert self.line(Summary(met=9, read=9), seconds=3, total=None) == "9 documents, 3.0 a second"

    def test_later_stages_are_named(self):
        assert self.line(Summary(stage="merging"), seconds=3, total=9) == "merging"


class TestEstimate:
    """Documents counted beside the reading."""

    def test_lines_of_tables_and_files_are_counted(self, tmp_path: Path):
        (tmp_path / "a.txt").write_text("Peru\nChile\n")
        (tmp_path / "b.jsonl").write_text("{}\n{}\n{}\n")
        with gzip.open(tmp_path / "c.csv.gz", "wt") as file:
            file.write("text\nPeru\n")
        assert estimate([str(tmp_path)]) == 1 + 3 + 2

    def test_a_damaged_file_counts_as_one(self, tmp_path: Path):
        (tmp_path / "a.jsonl.gz").write_bytes(b"no gzip")
        assert estimate([str(tmp_path)]) == 1


class TestSkips:
    """What was left out, in a few lines."""

    @staticmethod
    def told(reasons: list[str], capsys: pytest.CaptureFixture[str]) -> str:
        skips = Skips()
        for number, reason in enumerate(reasons):
            skips(Skipped(document_id=f"d{number}", stage="read", reason=reason))
        skips.tell()
        return capsys.readouterr().err

    def test_a_few_are_named_each(self, capsys: pytest.CaptureFixture[str]):
        assert self.told(["is empty."] * 2, capsys).splitlines()[1:] == ["  d0: is empty.", "  d1: is empty."]

    def test_many_are_counted_by_reason(self, capsys: pytest.CaptureFixture[str]):
        said = self.told([f"line {n}: is no sound row." for n in range(9)] + ["is empty."] * 2000, capsys)
        assert "2,009 skipped or doubtful:" in said
        assert "  2,000 x is empty.\n  9 x line N: is no sound row.\n" in said

    def test_nothing_is_said_of_nothing(self, capsys: pytest.CaptureFixture[str]):
        assert self.told([], capsys) == ""


class TestCommand:
    """kg build, from its usage to a build that goes on."""

    def test_paths_with_resume_are_wrong_usage(self, tmp_path: Path):
        assert run("build", tmp_path, "--resume").exit_code == 2

    def test_nothing_to_resume_is_told_with_what_to_do(self, tmp_path: Path):
        result = run("build", "--resume", "-o", tmp_path)
        assert (result.exit_code, "kg build PATH" in result.stderr) == (1, True)

    @pytest.mark.model
    def test_two_workers_write_the_bytes_of_a_build_in_memory(self, tmp_path: Path):
        for name, text in (("a", "Peru condemned Chile on 16 May 2023."), ("b", "Japan thanked Kenya.")):
            (tmp_path / f"{name}.txt").write_text(text)
        sources = [tmp_path / "a.txt", tmp_path / "b.txt"]
        assert run("build", *sources, "-o", tmp_path / "two", "--rules-only", "--workers", "2").exit_code == 0
        kg.build(sources, rules_only=True).write(tmp_path / "memory")
        for name in ("graph.ttl", "graph.html", "report.json"):
            assert (tmp_path / "two" / name).read_bytes() == (tmp_path / "memory" / name).read_bytes()

    @pytest.mark.model
    def test_a_build_that_was_ended_goes_on_as_it_was_asked_for(self, tmp_path: Path):
        (tmp_path / "a.txt").write_text("Peru condemned Chile on Tuesday.")

        def end(_summary: Summary) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            kg.build_folder(
                tmp_path / "a.txt", tmp_path / "out", published=date(2023, 5, 17), on_progress=end
            )
        result = run("build", "--resume", "-o", tmp_path / "out")
        assert (result.exit_code, "1 event" in result.stderr) == (0, True)
        assert '"2023-05-16"' in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")
