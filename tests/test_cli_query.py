"""``kg query``: names resolved, four forms of answers, own files with and without a header."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
import rdflib
from click.testing import CliRunner

from kg.cli import main
from kg.model import (
    Build,
    Entity,
    Event,
    EventDate,
    EventMention,
    Kind,
    Participant,
    Role,
    Run,
    Source,
    Status,
)
from kg.model import TextSpan as Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Storing = Callable[[Build, Path], None]

EDGES = "CONSTRUCT { ?a dipl:accuse ?b } WHERE { ?a dipl:accuse ?b }"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HEADED = """# title: Who accused whom
# parameter: who (actor) who accuses
# columns: name
SELECT ?name { ?who dipl:accuse/rdfs:label ?name }
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory, store_of: Storing) -> Path:
    """Return the folder of a store in which Peru accuses a state with a hostile name."""
    from datetime import date  # noqa: PLC0415 - one day

    peru = Entity(id="PER", name="Peru", kind=Kind.STATE, state="PER")
    formula = Entity(id="X", name="=HYPERLINK(1)\x1b[2J", kind=Kind.GROUP)
    parts = (Participant(role=Role.ACTOR, entity=peru), Participant(role=Role.COUNTERPART, entity=formula))
    span = Span(document_id="a", start=0, end=4, text="Peru")
    day = EventDate(earliest=date(2023, 5, 19), latest=date(2023, 5, 19))
    said = EventMention(
        action="accuse", participants=parts, status=Status.ACTUAL, sentence=span, trigger=span, confidence=0.5
    )
    event = Event(
        id="e1", action="accuse", participants=parts, status=Status.ACTUAL, mentions=(said,), date=day
    )
    build = Build(
        run=Run(kg_version="0", model="none", model_version="0"),
        sources=(Source(id="a", title="A"),),
        events=(event,),
    )
    folder = tmp_path_factory.mktemp("graph")
    store_of(build, folder / "store")
    return folder


def ask(graph: Path, *arguments: str | Path, stdin: str = "") -> Result:
    command = ["query", *map(str, arguments), "--graph", str(graph)]
    return CliRunner().invoke(main, command, input=stdin, catch_exceptions=False)


def test_the_list_tells_the_parameters_and_which_must_be_given():
    listed = CliRunner().invoke(main, ["query"]).stdout
    assert "--param actor*, since, until" in listed


def test_construct_answers_in_turtle(graph: Path):
    found = rdflib.Graph().parse(data=ask(graph, "-", stdin=EDGES).stdout, format="turtle")
    assert [str(value) for value in found.objects()] == ["https://w3id.org/dipl/data/entity/X"]


def test_describe_answers_in_turtle(graph: Path):
    found = rdflib.Graph().parse(data=ask(graph, "-", "--turtle", stdin="DESCRIBE ent:PER").stdout)
    assert "Peru" in {str(value) for value in found.objects()}


def test_construct_can_be_a_table(graph: Path):
    rows = list(csv.reader(io.StringIO(ask(graph, "-", "--csv", stdin=EDGES).stdout)))
    assert rows == [["subject", "predicate", "object"], ["ent:PER", "dipl:accuse", "ent:X"]]


def test_a_table_cannot_be_turtle(graph: Path):
    result = ask(graph, "-", "--turtle", stdin="SELECT ?a { ?a dipl:accuse ?b }")
    assert (result.exit_code, "CONSTRUCT" in result.stderr) == (2, True)


def test_days_are_days_in_json(graph: Path):
    row = json.loads(ask(graph, "condemnations", "--json").stdout)[0]
    assert (row["day"], row["who"]) == ("2023-05-19", "Peru")


def test_a_formula_stays_text_in_csv(graph: Path):
    assert next(csv.DictReader(io.StringIO(ask(graph, "condemnations", "--csv").stdout)))["whom"][0] == "'"


@pytest.mark.parametrize("style", ["--table", "--csv", "--json"])
def test_a_name_cannot_steer_the_terminal(graph: Path, style: str):
    assert "\x1b" not in ask(graph, "condemnations", style).stdout


@pytest.mark.parametrize(
    ("value", "rows"),
    [("actor=Peru", 1), ("actor=peru", 1), ("actor=ent:PER", 1), ("day=2023-05-19", 1), ("day=2023-05-20", 0),
     ("count=1", 1), ("count=2", 0), ("actor=<https://w3id.org/dipl/data/entity/PER>", 1),
     ("whom=ent:X", 1), ("whom=ent:PER", 0), ('whom=" } #', 0)],
)  # fmt: skip
def test_a_query_of_ones_own_takes_values_by_what_they_are(graph: Path, value: str, rows: int):
    text = (
        "SELECT ?event { ?event dipl:actor ?actor ; dipl:counterpart ?whom ; dipl:reportCount ?count ; "
        "sem:hasEarliestBeginTimeStamp ?day }"
    )
    found = ask(graph, "-", "--json", "--param", value, stdin=text)
    assert len(json.loads(found.stdout)) == rows


def test_an_unknown_actor_is_told_with_those_that_come_near(graph: Path):
    result = ask(graph, "timeline", "--param", "actor=Perru")
    assert (result.exit_code, "Did you mean Peru?" in result.stderr) == (2, True)


def test_a_parameter_that_is_given_twice_is_refused(graph: Path):
    result = ask(graph, "timeline", "--param", "actor=Peru", "--param", "actor=Chile")
    assert (result.exit_code, "'actor' is given more than once." in result.stderr) == (2, True)


def test_a_misspelt_question_is_told_with_the_nearest(graph: Path):
    assert "Did you mean 'meetings'?" in ask(graph, "meeting").stderr


def test_a_file_with_a_header_is_a_ready_query(graph: Path, tmp_path: Path):
    (tmp_path / "own.rq").write_text(HEADED, encoding="utf-8")
    assert "HYPERLINK" in ask(graph, tmp_path / "own.rq", "--param", "who=Peru").stdout
    assert "needs 'who'" in ask(graph, tmp_path / "own.rq").stderr


def test_the_sparql_can_be_seen_with_values_in_it(graph: Path):
    shown = ask(graph, "denials", "--show", "--param", "actor=Peru").stdout
    assert ("entity/PER> ." in shown, "?actor" in shown) == (True, False)


def test_without_values_it_is_seen_as_it_stands(graph: Path):
    assert ask(graph, "denials", "--show").stdout.startswith("# title: ")


def test_a_query_that_takes_too_long_is_ended(graph: Path):
    result = ask(graph, "-", "--timeout", "0.5", stdin=RUNAWAY)
    assert (result.exit_code, "ended after 0.5 s" in result.stderr) == (2, True)


def test_a_turtle_file_answers_as_its_store_does(graph: Path, tmp_path: Path):
    pyoxigraph.Store.read_only(str(graph / "store")).dump(
        str(tmp_path / "graph.ttl"),
        format=pyoxigraph.RdfFormat.TURTLE,
        from_graph=pyoxigraph.DefaultGraph(),
    )
    assert ask(tmp_path / "graph.ttl", "condemnations").stdout == ask(graph, "condemnations").stdout


def test_it_says_that_only_the_latest_events_are_shown(graph: Path):
    text = "SELECT ?event { VALUES ?event { %s } } LIMIT 1  # limit"
    assert "Note: Only the latest 1 events" in ask(graph, "-", stdin=text % "1 2").stderr
    assert "Note" not in ask(graph, "-", stdin=text % "1").stderr
