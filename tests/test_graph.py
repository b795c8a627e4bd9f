from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import kg
from kg.errors import GraphError, QueryError, UnknownEvent
from kg.graph import Graph, turtle_file
from kg.model import (
    Build,
    Entity,
    Event,
    EventDate,
    EventMention,
    Kind,
    Mention,
    Participant,
    Role,
    Run,
    Skipped,
    Source,
    Status,
    TextSpan,
)

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Peru condemned <b>Chile</b>."
PERU = Entity(id="PER", name="Peru", kind=Kind.STATE, state="PER")
CHILE = Entity(id="CHL", name="Chile", kind=Kind.STATE, state="CHL")
DAY = EventDate(earliest=date(2023, 5, 16), latest=date(2023, 5, 16))


def span(start: int, end: int) -> TextSpan:
    return TextSpan(document_id="a", start=start, end=end, text=TEXT[start:end])


def part(role: Role, entity: Entity, where: TextSpan) -> Participant:
    mention = Mention(span=where, kind=entity.kind, head=where.text, entity_id=entity.id)
    return Participant(role=role, entity=entity, mention=mention)


def event(key: str, action: str) -> Event:
    report = EventMention(
        action=action,
        participants=(part(Role.ACTOR, PERU, span(0, 4)), part(Role.COUNTERPART, CHILE, span(18, 23))),
        status=Status.ACTUAL,
        sentence=span(0, len(TEXT)),
        trigger=span(5, 14),
        date=DAY,
        frame=f"{action}/x",
    )
    parties = (Participant(role=Role.ACTOR, entity=PERU), Participant(role=Role.COUNTERPART, entity=CHILE))
    return Event(
        id=key, action=action, participants=parties, status=Status.ACTUAL, mentions=(report,), date=DAY
    )


@pytest.fixture
def graph() -> Graph:
    return Graph(
        build=Build(
            run=Run(kg_version="0", model="none", model_version="0"),
            sources=(Source(id="a", title="Words & <deeds>", published=date(2023, 5, 17)),),
            events=(event("abc1", "criticise"), event("abd2", "meet")),
            skipped=(Skipped(document_id="b", stage="read", reason="is empty."),),
        )
    )


def test_an_event_is_found_by_the_beginning_of_its_id(graph: Graph):
    assert graph.event("abc").action == "criticise"


@pytest.mark.parametrize(
    ("key", "complaint"), [("ab", "2 events begin"), ("x", "No event"), ("", "No event")]
)
def test_a_beginning_of_none_or_several_is_refused(graph: Graph, key: str, complaint: str):
    with pytest.raises(UnknownEvent, match=complaint):
        graph.event(key)


def test_what_is_written_reads_back_the_same(graph: Graph, tmp_path: Path):
    assert kg.open(graph.write(tmp_path)).events == graph.events


def test_a_folder_and_its_turtle_file_are_the_same_graph(graph: Graph, tmp_path: Path):
    graph.write(tmp_path)
    assert kg.open(tmp_path).build == kg.open(tmp_path / "graph.ttl").build


def test_the_report_tells_what_was_skipped(graph: Graph, tmp_path: Path):
    graph.write(tmp_path)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (report["events"], report["skipped"][0]["reason"]) == (2, "is empty.")


def test_a_folder_that_cannot_be_made_is_told_with_a_remedy(graph: Graph, tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(GraphError, match="Cannot make the folder") as caught:
        graph.write(tmp_path / "file" / "out")
    assert caught.value.remedy


def test_a_select_answers_with_a_table(graph: Graph):
    answer = graph.sparql("SELECT ?event { ?event a dipl:Event }")
    assert isinstance(answer, pd.DataFrame)
    assert len(answer) == 2


def test_an_ask_answers_yes_or_no(graph: Graph):
    assert graph.sparql("ASK { ?event dipl:action act:invade }") is False


def test_a_ready_query_is_asked_by_its_name(graph: Graph):
    answer = graph.sparql("condemnations", actor="Peru")
    assert isinstance(answer, pd.DataFrame)
    assert len(answer) == 1


def test_a_malformed_query_is_refused(graph: Graph):
    with pytest.raises(QueryError):
        graph.sparql("SELECT WHERE")


def test_events_are_edges_of_a_network(graph: Graph):
    network = graph.to_networkx()
    assert {"PER", "CHL"} <= set(network.nodes)
    assert network.number_of_edges("PER", "CHL") >= 1


def test_the_page_escapes_what_articles_say(graph: Graph):
    page = graph.page(title="A <script> & more")
    assert "<title>A &lt;script&gt; &amp; more" in page
    assert "<b>Chile" not in page


def test_the_page_stands_in_a_frame_of_a_notebook(graph: Graph):
    html = graph.view(height=300).data
    assert '<iframe srcdoc="' in html
    assert 'height="300"' in html


def test_an_explanation_marks_trigger_and_parties(graph: Graph):
    assert "[Peru] **condemned** <b>[Chile]</b>." in graph.explain("abc1")


@pytest.mark.parametrize("name", ["nothing", "nothing.ttl"])
def test_where_there_is_no_graph_the_remedy_names_the_command(tmp_path: Path, name: str):
    with pytest.raises(GraphError, match="kg build"):
        turtle_file(tmp_path / name)


def test_a_query_with_a_timeout_is_answered_alike(graph: Graph):
    query = "SELECT ?event { ?event a dipl:Event } ORDER BY ?event"
    assert graph.sparql(query, timeout=600).equals(graph.sparql(query))
    assert graph.sparql("condemnations", timeout=600, actor="Peru").equals(
        graph.sparql("condemnations", actor="Peru")
    )


def test_a_query_that_takes_too_long_is_ended_and_the_next_is_answered(graph: Graph):
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with pytest.raises(QueryError, match=r"The query was ended after 0\.2 s\."):
        graph.sparql(endless, timeout=0.2)
    assert graph.sparql("ASK { ?event a dipl:Event }", timeout=600) is True
