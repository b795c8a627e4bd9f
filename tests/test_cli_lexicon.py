"""The commands of ``kg lexicon``, and a build with a user's own tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import kg as library
from kg.cli import main
from kg.errors import LexiconError

if TYPE_CHECKING:
    from click.testing import Result

LEAGUE = "The Sea League of Quillota condemned Chile on Tuesday.\n"
FAULTY = "text\tentity\tform\tvalid_from\tvalid_to\nPeruland\tPERU\tname\t\t\n"


def kg(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], catch_exceptions=False)


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    (tmp_path / "names.tsv").write_text(FAULTY, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def league(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of tables that know the Sea League of Quillota."""
    folder = tmp_path_factory.mktemp("tables")
    text = ("Sea_League", "Sea League of Quillota", "--kind", "organisation", "--code", "Sea_League")
    assert kg("lexicon", "add", "entity", *text, "--source", "made up", "--to", folder).exit_code == 0
    return folder


class TestCheck:
    """kg lexicon check."""

    def test_our_own_files_are_clean(self):
        result = kg("lexicon", "check")
        assert (result.exit_code, result.stdout) == (0, "")

    def test_a_clean_folder_is_clean(self, league: Path):
        result = kg("lexicon", "check", league)
        assert (result.exit_code, result.stdout) == (0, "")
        assert "2 rows of 2 tables, 0 frame files: no faults." in result.stderr

    def test_a_fault_is_written_to_standard_output_with_the_nearest_value(self, faulty: Path):
        result = kg("lexicon", "check", faulty)
        assert result.exit_code == 1
        assert result.stdout == (
            f"{faulty / 'names.tsv'}, line 2, column entity: 'PERU' is no known entity. "
            "Did you mean 'PER' (Peru)?\n"
        )

    def test_json_gives_the_same_as_records(self, faulty: Path):
        result = kg("lexicon", "check", faulty, "--json")
        (fault,) = json.loads(result.stdout)
        assert (result.exit_code, fault["line"], fault["column"]) == (1, 2, "entity")
        assert set(fault) == {"file", "line", "column", "message", "remedy"}

    def test_json_of_a_clean_folder_is_an_empty_list(self, league: Path):
        assert json.loads(kg("lexicon", "check", league, "--json").stdout) == []

    def test_what_is_no_folder_is_told(self, tmp_path: Path):
        result = kg("lexicon", "check", tmp_path / "missing")
        assert (result.exit_code, "is no folder" in result.stderr) == (1, True)

    def test_a_table_cannot_steer_the_terminal(self, tmp_path: Path):
        (tmp_path / "names.tsv").write_text(FAULTY.replace("PERU", "\x1b[2J"), encoding="utf-8")
        assert "\x1b" not in kg("lexicon", "check", tmp_path).stdout


class TestFind:
    """kg lexicon find."""

    def test_a_state_is_shown_with_its_forms(self):
        assert kg("lexicon", "find", "elysee").stdout.startswith(
            "France  state FRA, acts for FRA, here as seat\n"
        )

    def test_json_holds_all(self):
        found = json.loads(kg("lexicon", "find", "Margaret Thatcher", "--json").stdout)
        assert found["persons"][0]["id"] == "Margaret_Thatcher"

    def test_an_unknown_name_exits_with_1_and_near_names(self):
        result = kg("lexicon", "find", "Argentinia")
        assert (result.exit_code, result.stdout, "Argentina" in result.stderr) == (1, "", True)

    def test_a_name_of_the_users_own_is_found(self, league: Path):
        result = kg("lexicon", "find", "sea league of quillota", "--gazetteer", league)
        assert result.stdout.startswith("Sea League of Quillota  organisation Sea_League")


class TestAdd:
    """kg lexicon add."""

    def test_a_name_is_added_once(self, tmp_path: Path):
        row = ("Peruland", "PER", "--form", "name", "--source", "a map", "--to", tmp_path)
        first, second = kg("lexicon", "add", "name", *row), kg("lexicon", "add", "name", *row)
        assert (first.stderr, second.stderr) == (
            f"Added to {tmp_path}.\n",
            f"{tmp_path} holds that already.\n",
        )

    def test_a_holder_with_spellings_is_added(self, tmp_path: Path):
        row = (
            "Ann Example",
            "ambassador",
            "PER",
            "--start",
            "2020",
            "--alias",
            "Example",
            "--alias",
            "A. Example",
        )
        assert kg("lexicon", "add", "holder", *row, "--source", "s", "--to", tmp_path).exit_code == 0
        assert "Example|A. Example" in (tmp_path / "holders.tsv").read_text(encoding="utf-8")

    def test_a_faulty_row_exits_with_1_and_is_not_written(self, tmp_path: Path):
        row = ("Ann Example", "ambasador", "PER", "--start", "2020", "--source", "s", "--to", tmp_path)
        result = kg("lexicon", "add", "holder", *row)
        assert (result.exit_code, list(tmp_path.iterdir())) == (1, [])
        assert "Did you mean 'ambassador'?" in result.stderr

    def test_a_row_without_a_source_is_wrong_usage(self, tmp_path: Path):
        assert kg("lexicon", "add", "name", "X", "PER", "--form", "name", "--to", tmp_path).exit_code == 2


@pytest.mark.parametrize("command", ["check", "find", "add name", "add holder", "add entity"])
def test_every_command_names_its_call_in_python(command: str):
    assert "In Python: kg.lexicon." in " ".join(kg("lexicon", *command.split(), "--help").stdout.split())


class TestBuild:
    """kg build --gazetteer."""

    @pytest.fixture
    def article(self, tmp_path: Path) -> Path:
        path = tmp_path / "league.txt"
        path.write_text(LEAGUE, encoding="utf-8")
        return path

    @pytest.mark.parametrize("command", ["build", "extract"])
    def test_a_faulty_table_stops_before_a_document_is_read(self, faulty: Path, command: str):
        out = faulty / "out"
        result = kg(command, faulty / "missing.txt", "--gazetteer", faulty, "-o", out)
        assert (result.exit_code, out.exists()) == (1, False)
        assert "names.tsv, line 2, column entity: 'PERU' is no known entity." in result.stderr

    def test_the_call_in_python_raises_the_same(self, faulty: Path):
        with pytest.raises(LexiconError, match=r"names\.tsv, line 2, column entity"):
            library.build(faulty / "missing.txt", gazetteer=faulty)

    @pytest.mark.model
    def test_an_actor_of_the_users_own_acts(self, league: Path, article: Path):
        graph = library.build(article, gazetteer=league)
        actors = {part.entity.id for event in graph.events for part in event.participants}
        assert actors == {"Sea_League", "CHL"}

    @pytest.mark.model
    def test_the_run_records_the_tables_by_their_digest(self, league: Path, article: Path):
        ((key, value),) = library.build(article, gazetteer=str(league)).build.run.options
        assert (key, value.startswith("sha256:"), len(value)) == ("gazetteer", True, 71)

    @pytest.mark.model
    def test_without_tables_the_run_records_none(self, article: Path):
        assert library.build(article).build.run.options == ()
