"""The command, from its help to its exit codes: 0 done, 1 found wanting, 2 usage, 3 nothing readable."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg.cli import main

if TYPE_CHECKING:
    from click.testing import Result

PROTEST = (
    "Peru condemned Chile on Tuesday.\n\nThe presidents of Peru and Chile met in Santiago on 3 May 2023.\n"
)
ESCAPES = {
    "id": "\x1b[31mred",
    "title": "A \x1b[2J\x07 title",
    "date": "2023-05-18",
    "text": "Peru condemned Chile.",
}
RULES = "--rules-only"  # where a test looks at events: what the encoder adds may change with its weights
NO_EVENT = "The weather was fine and the sea was calm.\n"


def kg(*arguments: str | Path, stdin: str | bytes = "") -> Result:
    """Run the command; an exception that is no exit is a failure of the test."""
    return CliRunner().invoke(main, [str(each) for each in arguments], input=stdin, catch_exceptions=False)


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "protest.txt").write_text(f"LIMA, 17 May 2023 — {PROTEST}", encoding="utf-8")
    (folder / "wire.jsonl").write_text(json.dumps(ESCAPES) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def built(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a graph built from two articles."""
    folder = tmp_path_factory.mktemp("graph")
    result = kg("build", RULES, articles, "-o", folder)
    assert result.exit_code == 0, result.stderr
    return folder


def event_id(built: Path) -> str:
    result = kg(
        "query", "-", "--graph", built, "--csv", stdin="SELECT ?e { ?e a dipl:Event ; dipl:action act:meet }"
    )
    return result.stdout.split()[-1].rsplit("/", 1)[-1].removeprefix("ev:")


class TestHelp:
    """What the command says of itself."""

    COMMANDS = ("build", "demo", "extract", "query", "view", "explain", "evaluate")

    def test_every_command_is_listed(self):
        listed = kg("--help").stdout
        assert [name for name in self.COMMANDS if f"\n  {name} " not in listed] == []

    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_command_names_its_call_in_python(self, command: str):
        assert "In Python: " in " ".join(kg(command, "--help").stdout.split())

    def test_exit_codes_are_told(self):
        assert "3 nothing could be read" in kg("--help").stdout

    def test_the_version_is_that_of_the_package(self):
        assert kg("--version").stdout.startswith("kg, version 0.")

    def test_an_unknown_command_is_wrong_usage(self):
        assert kg("biuld").exit_code == 2

    def test_help_loads_no_language_model_library(self):
        code = "import sys; from kg.cli import main; main(['-h'], standalone_mode=False)"
        code += "; sys.exit('spacy' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0


@pytest.mark.model
class TestBuild:
    """Text in, events and graph out."""

    def test_it_writes_turtle_page_store_and_report(self, built: Path):
        assert sorted(path.name for path in built.iterdir()) == [
            ".kg",  # what the build remembers
            "graph.html",
            "graph.ttl",
            "report.json",
            "store",
        ]

    def test_the_report_counts_the_documents(self, built: Path):
        assert json.loads((built / "report.json").read_text(encoding="utf-8"))["documents"] == 2

    def test_words_go_to_standard_error_alone(self, articles: Path, tmp_path: Path):
        result = kg("build", RULES, articles, "-o", tmp_path)
        assert (result.stdout, "2 documents" in result.stderr) == ("", True)

    def test_quiet_says_nothing(self, articles: Path, tmp_path: Path):
        result = kg("build", articles, "-o", tmp_path, "--quiet")
        assert (result.stdout, result.stderr) == ("", "")

    def test_standard_input_is_read(self, tmp_path: Path):
        assert kg("build", RULES, "-", "-o", tmp_path, "--date", "2023-05-17", stdin=PROTEST).exit_code == 0

    def test_a_given_day_dates_what_says_none(self, tmp_path: Path):
        kg("build", RULES, "-", "-o", tmp_path, "--date", "2023-05-17", stdin=PROTEST)
        assert '"2023-05-16"' in (tmp_path / "graph.ttl").read_text(encoding="utf-8")

    def test_a_document_without_date_still_has_events(self, tmp_path: Path):
        assert kg("build", RULES, "-", "-o", tmp_path, stdin=PROTEST).exit_code == 0

    def test_the_same_folder_can_be_built_into_again(self, articles: Path, built: Path):
        before = (built / "graph.ttl").read_bytes()
        assert kg("build", RULES, articles, "-o", built).exit_code == 0
        assert (built / "graph.ttl").read_bytes() == before


@pytest.mark.model
class TestBadInput:
    """What cannot be read is told, with how to mend it; the rest is done."""

    def test_no_event_is_found_wanting_and_the_graph_is_written(self, tmp_path: Path):
        result = kg("build", "-", "-o", tmp_path, stdin=NO_EVENT)
        assert (result.exit_code, (tmp_path / "graph.ttl").is_file()) == (1, True)
        assert "No event was found" in result.stderr

    def test_an_empty_file_alone_is_nothing_readable(self, tmp_path: Path):
        (tmp_path / "empty.txt").touch()
        result = kg("build", tmp_path / "empty.txt", "-o", tmp_path / "out")
        assert (result.exit_code, "empty.txt: is empty" in result.stderr) == (3, True)

    def test_a_binary_file_beside_good_ones_is_told_and_the_others_are_done(
        self, articles: Path, tmp_path: Path
    ):
        (tmp_path / "photo.txt").write_bytes(bytes(range(256)) * 20)
        result = kg("build", RULES, articles, tmp_path / "photo.txt", "-o", tmp_path / "out")
        assert (result.exit_code, "photo.txt" in result.stderr, "2 documents" in result.stderr) == (
            0,
            True,
            True,
        )

    def test_what_was_skipped_stands_in_the_report(self, articles: Path, tmp_path: Path):
        (tmp_path / "photo.txt").write_bytes(bytes(range(256)) * 20)
        kg("build", articles, tmp_path / "photo.txt", "-o", tmp_path / "out")
        report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
        assert [skipped["document"] for skipped in report["skipped"]] == ["photo.txt"]

    def test_a_binary_file_alone_is_nothing_readable(self, tmp_path: Path):
        (tmp_path / "photo.txt").write_bytes(bytes(range(256)) * 20)
        result = kg("build", tmp_path / "photo.txt", "-o", tmp_path / "out")
        assert (result.exit_code, "photo.txt" in result.stderr) == (3, True)

    def test_nothing_is_written_where_nothing_was_readable(self, tmp_path: Path):
        kg("build", tmp_path / "missing.txt", "-o", tmp_path / "out")
        assert not (tmp_path / "out").exists()

    def test_a_missing_path_is_named(self, tmp_path: Path):
        result = kg("build", tmp_path / "missing.txt", "-o", tmp_path / "out")
        assert (result.exit_code, "missing.txt: does not exist" in result.stderr) == (3, True)

    def test_an_empty_path_is_not_the_folder_that_one_stands_in(self, tmp_path: Path):
        result = kg("build", "", "-o", tmp_path / "out")
        assert (result.exit_code, "is an empty path" in result.stderr) == (3, True)

    def test_a_line_of_five_megabytes_is_told_with_its_remedy(self, articles: Path, tmp_path: Path):
        (tmp_path / "long.txt").write_text("Peru condemned Chile. " * 240_000)
        result = kg("build", RULES, articles, tmp_path / "long.txt", "-o", tmp_path / "out")
        assert (result.exit_code, "Split the document" in result.stderr) == (0, True)

    def test_a_model_that_is_not_installed_is_named(self, articles: Path, tmp_path: Path):
        result = kg("build", articles, "-o", tmp_path, "--model", "xx_no_such_model")
        assert (result.exit_code, "'xx_no_such_model'" in result.stderr) == (1, True)

    def test_a_date_that_is_none_is_wrong_usage(self, articles: Path):
        assert kg("build", articles, "--date", "17/05/2023").exit_code == 2

    def test_no_path_is_wrong_usage(self):
        assert kg("build").exit_code == 2

    def test_an_output_that_is_a_file_is_told(self, articles: Path, tmp_path: Path):
        (tmp_path / "out").touch()
        result = kg("build", articles, "-o", tmp_path / "out")
        assert (result.exit_code, "Cannot make the folder" in result.stderr) == (1, True)


@pytest.mark.model
class TestExtract:
    """One line a document."""

    def test_a_line_is_a_document_with_its_events(self, articles: Path):
        lines = [json.loads(line) for line in kg("extract", RULES, articles).stdout.splitlines()]
        assert sorted(line["id"] for line in lines) == ["protest.txt", "\x1b[31mred"][::-1]
        assert {event["action"] for line in lines for event in line["events"]} >= {"criticise", "meet"}

    def test_a_party_has_its_country(self, articles: Path):
        line = json.loads(kg("extract", RULES, articles / "wire.jsonl").stdout)
        assert [actor["country"] for actor in line["events"][0]["actors"]] == ["PER"]

    def test_a_file_is_written_where_asked(self, articles: Path, tmp_path: Path):
        result = kg("extract", articles, "-o", tmp_path / "events.jsonl")
        assert (result.stdout, len((tmp_path / "events.jsonl").read_text(encoding="utf-8").splitlines())) == (
            "",
            2,
        )

    def test_a_document_without_events_has_a_line_too(self):
        assert json.loads(kg("extract", "-", stdin=NO_EVENT).stdout)["events"] == []

    def test_a_failure_leaves_the_file_that_was_there(self, tmp_path: Path):
        (tmp_path / "events.jsonl").write_text("kept")
        assert kg("extract", tmp_path / "missing.txt", "-o", tmp_path / "events.jsonl").exit_code == 3
        assert (tmp_path / "events.jsonl").read_text() == "kept"


@pytest.mark.model
def test_a_pipe_gets_utf8_whatever_the_locale(built: Path):
    command = [sys.executable, "-c", "from kg.cli import main; main()", "query", "-", "--graph", str(built)]
    query = "SELECT ?o { ?s ?p ?o FILTER(CONTAINS(?o, 'LIMA')) }"
    run = subprocess.run(
        command,
        input=query.encode(),
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=True,
    )
    assert "17 May 2023 — Peru" in run.stdout.decode("utf-8")


@pytest.mark.model
class TestQuery:
    """Ready queries and SPARQL, as table, CSV and JSON."""

    def test_without_a_name_the_ready_queries_are_listed(self):
        assert kg("query").stdout.splitlines()[0].startswith("actors ")

    def test_a_ready_query_answers_with_a_table(self, built: Path):
        assert "Chile" in kg("query", "meetings", "--graph", built, "--param", "actor=Peru").stdout

    def test_sparql_is_read_from_standard_input(self, built: Path):
        result = kg(
            "query", "-", "--graph", built, "--csv", stdin="SELECT (COUNT(*) AS ?n) { ?e a dipl:Event }"
        )
        assert result.stdout.splitlines()[0] == "n"

    def test_sparql_is_read_from_a_file(self, built: Path, tmp_path: Path):
        (tmp_path / "any.rq").write_text("ASK { ?e a dipl:Event }")
        assert kg("query", tmp_path / "any.rq", "--graph", built).stdout == "true\n"

    def test_json_is_an_array_of_objects(self, built: Path):
        result = kg("query", "meetings", "--graph", built, "--param", "actor=Peru", "--json")
        assert {row["counterpart"] for row in json.loads(result.stdout)} == {"Chile"}

    def test_a_turtle_file_is_asked_as_well(self, built: Path):
        result = kg("query", "meetings", "--graph", built / "graph.ttl", "--param", "actor=Peru")
        assert "Chile" in result.stdout

    def test_no_rows_are_told_on_standard_error(self, built: Path):
        result = kg(
            "query", "-", "--graph", built, stdin="SELECT ?e { ?e a dipl:Event ; dipl:action act:invade }"
        )
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "No rows.\n")

    @pytest.mark.parametrize(
        ("arguments", "complaint"),
        [
            pytest.param(("meatings",), "no ready query", id="unknown name"),
            pytest.param(("meetings",), "needs 'actor'", id="missing parameter"),
            pytest.param(("meetings", "--param", "actor=Atlantis"), "Atlantis", id="nobody of that name"),
            pytest.param(
                ("meetings", "--param", "actor=Peru", "--param", "x=1"), "'x'", id="unknown parameter"
            ),
            pytest.param(
                ("meetings", "--param", "actor=Peru", "--param", "since=May"), "'May'", id="no date"
            ),
            pytest.param(("meetings", "--param", "actor"), "is not NAME=VALUE", id="no equals sign"),
            pytest.param(("meetings", "--param", "a b=c"), "is not NAME=VALUE", id="no name"),
        ],
    )
    def test_a_bad_question_is_wrong_usage(self, built: Path, arguments: tuple[str, ...], complaint: str):
        result = kg("query", *arguments, "--graph", built)
        assert (result.exit_code, result.stdout) == (2, "")
        assert complaint in result.stderr

    def test_malformed_sparql_is_wrong_usage(self, built: Path):
        assert kg("query", "-", "--graph", built, stdin="SELECT ?x WHERE {").exit_code == 2

    @pytest.mark.parametrize("place", ["nowhere", "nowhere/graph.ttl"])
    def test_a_graph_that_is_not_there_is_found_wanting(self, tmp_path: Path, place: str):
        result = kg("query", "meetings", "--graph", tmp_path / place, "--param", "actor=Peru")
        assert (result.exit_code, "kg build" in result.stderr) == (1, True)


@pytest.mark.model
class TestViewAndExplain:
    """The page of a graph, and why an event stands in it."""

    def test_the_page_is_written_where_asked_and_its_path_told(self, built: Path, tmp_path: Path):
        assert kg("view", built, "-o", tmp_path / "page.html").stdout == f"{tmp_path / 'page.html'}\n"
        assert "<html" in (tmp_path / "page.html").read_text(encoding="utf-8")

    def test_the_page_has_the_title_given(self, built: Path, tmp_path: Path):
        kg("view", built, "-o", tmp_path / "page.html", "--title", "Peru & Chile")
        assert "Peru &amp; Chile" in (tmp_path / "page.html").read_text(encoding="utf-8")

    def test_a_page_of_no_graph_is_found_wanting(self, tmp_path: Path):
        assert kg("view", tmp_path).exit_code == 1

    def test_a_file_that_is_no_graph_is_found_wanting(self, tmp_path: Path):
        (tmp_path / "graph.ttl").write_text("this is no Turtle")
        assert kg("view", tmp_path).exit_code == 1

    def test_an_event_is_explained_by_the_beginning_of_its_id(self, built: Path):
        result = kg("explain", event_id(built)[:9], "--graph", built)
        assert (result.exit_code, "**met**" in result.stdout) == (0, True)

    def test_an_unknown_event_is_found_wanting(self, built: Path):
        result = kg("explain", "zzz", "--graph", built)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "No event begins with 'zzz'" in result.stderr


@pytest.mark.model
class TestTerminal:
    """What articles say must not steer a terminal."""

    def test_a_title_cannot(self, built: Path):
        rows = kg(
            "query",
            "-",
            "--graph",
            built,
            "--csv",
            stdin="SELECT ?e { ?e a dipl:Event ; dipl:action act:criticise }",
        )
        for line in rows.stdout.splitlines()[1:]:
            shown = kg("explain", line.rsplit("/", 1)[-1].removeprefix("ev:"), "--graph", built).stdout
            assert not {"\x1b", "\x07"} & set(shown)

    @pytest.mark.parametrize("style", ["--table", "--csv", "--json"])
    def test_a_query_cannot(self, built: Path, style: str):
        query = "SELECT ?o { ?s ?p ?o FILTER(isLiteral(?o)) }"
        shown = kg("query", "-", "--graph", built, style, stdin=query).stdout
        assert "title" in shown
        assert not {"\x1b", "\x07"} & set(shown)

    def test_a_skipped_name_cannot(self, tmp_path: Path):
        (tmp_path / "a\x1b[31m.txt").touch()
        assert "\x1b" not in kg("build", tmp_path, "-o", tmp_path / "out").stderr


def run_build(out: Path, seed: int, *paths: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from kg.cli import main; main()", "build", "--quiet", "-o", str(out)]
    return subprocess.Popen([*command, *map(str, paths)], env={**os.environ, "PYTHONHASHSEED": str(seed)})


class TestMinConfidence:
    """What is not sure enough is left out."""

    @pytest.mark.model
    def test_extract_drops_the_unsure_reports(self, articles: Path):
        def confidences(*options: str) -> list[float]:
            lines = map(json.loads, kg("extract", articles, *options).stdout.splitlines())
            return sorted(event["confidence"] for line in lines for event in line["events"])

        found = confidences()
        kept = [each for each in found if each >= found[-1]]
        assert confidences("--min-confidence", str(found[-1])) == kept != found

    @pytest.mark.model
    def test_build_says_that_nothing_was_sure_enough(self, articles: Path, tmp_path: Path):
        result = kg("build", RULES, articles, "-o", tmp_path, "--min-confidence", "1")
        assert (result.exit_code, "as sure as --min-confidence asks" in result.stderr) == (1, True)

    @pytest.mark.model
    def test_a_page_leaves_the_unsure_events_out(self, built: Path, tmp_path: Path):
        kg("view", built, "-o", tmp_path / "page.html", "--min-confidence", "1")
        assert "No events were found" in (tmp_path / "page.html").read_text(encoding="utf-8")

    @pytest.mark.parametrize("command", ["build", "extract", "view"])
    @pytest.mark.parametrize("value", ["-0.1", "1.1", "nan", "high"])
    def test_what_is_no_number_from_0_to_1_is_wrong_usage(self, command: str, value: str, tmp_path: Path):
        result = kg(command, tmp_path, "--min-confidence", value)
        assert (result.exit_code, "--min-confidence" in result.stderr) == (2, True)


@pytest.mark.model
def test_two_builds_are_alike_byte_for_byte_whatever_the_order_and_the_hash_seed(tmp_path: Path):
    texts = [
        "Peru condemned Chile on Tuesday. Its foreign minister, Rosaura Quintana, met Ernesto Vial in Lima.",
        "The presidents of Peru, Chile and Brazil met in Santiago. They agreed to hold talks in June.",
        "France and Germany imposed sanctions on Belarus on Monday, and Minsk expelled two French diplomats.",
        "On 16 May 2023 Peru condemned Chile. Chilean officials rejected the criticism.",
        "Rishi Sunak and Emmanuel Macron held talks in Paris. The British prime minister thanked France.",
        "Sanctions on Belarus were imposed by Germany and France on 15 May.",
    ]
    records = [
        json.dumps({"id": f"n{i}", "date": "2023-05-17", "text": text}) for i, text in enumerate(texts)
    ]
    (tmp_path / "one.jsonl").write_text("\n".join(records))
    (tmp_path / "two.jsonl").write_text("\n".join(reversed(records)))
    runs = [
        run_build(tmp_path / f"out-{name}", seed, tmp_path / f"{name}.jsonl")
        for name, seed in (("one", 1), ("two", 2))
    ]
    assert [run.wait() for run in runs] == [0, 0]
    first, second = (
        {
            file: (tmp_path / f"out-{name}" / file).read_bytes()
            for file in ("graph.ttl", "graph.html", "report.json")
        }
        for name in ("one", "two")
    )
    assert [file for file in first if first[file] != second[file]] == []
    assert first["graph.ttl"].count(b"a dipl:Event") >= 6
