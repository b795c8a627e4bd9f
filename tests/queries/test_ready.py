from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import rdflib

from kg.actions import actions
from kg.errors import QueryError, UnknownEvent
from kg.graph import Graph
from kg.queries import prepare, read_query, ready, resolving, run, select
from kg.queries.engine import opened
from kg.rdf import to_graph
from kg.rdf.terms import DIPL, prefixes
from kg.resources import ontologies

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Build

NAMES = tuple(ready())
# what the issue of ready questions asks for, and the query that answers it
WANTED = {
    "meetings of an actor": "meetings",
    "relations of two states by month": "relations",
    "who condemned what": "condemnations",
    "sanctions imposed and lifted": "sanctions",
    "visits to a place": "visits",
    "co-attendance": "co-attendance",
    "mediators": "mediators",
    "promised against delivered aid": "aid",
    "contradicting reports": "contradictions",
    "events known from one source only": "single-source",
    "first and last contact": "contacts",
    "biggest swings of a dyad": "swings",
    "embassies closed and reopened": "embassies",
    "planned and did it happen": "plans",
    "timeline": "timeline",
    "evidence of an event": "evidence",
}
GIVEN = {
    "co-attendance": {"actor": "France"},
    "contacts": {"actor": "France"},
    "doubtful": {"below": "0.9"},
    "dyads": {"since": "2023-01-01"},
    "evidence": {"event": "e1"},
    "meetings": {"actor": "France"},
    "partners": {"actor": "France"},
    "plans": {"actor": "Peru"},
    "relations": {"one": "France", "other": "Chad"},
    "single-source": {"actor": "Japan"},
    "statements": {"speaker": "France"},
    "swings": {"one": "France", "other": "Chad"},
    "timeline": {"actor": "France"},
}


def test_more_than_twenty_queries_come_ready_and_all_that_were_wanted_are_there():
    assert len(NAMES) > 20
    assert set(WANTED.values()) <= set(NAMES)


def test_each_has_a_title_of_its_own():
    assert len({each.title for each in ready().values()}) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_columns_are_those_of_the_header(store: Path, name: str):
    assert tuple(run(store, name, **GIVEN.get(name, {})).columns) == ready()[name].columns


@pytest.mark.parametrize("name", NAMES)
def test_a_store_and_rdflib_give_the_same_answer(build: Build, store: Path, name: str):
    given = GIVEN.get(name, {})
    assert run(store, name, **given).equals(run(to_graph(build), name, **given))


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_stands_in_the_query(name: str):
    text = ready()[name].text
    assert all(
        "  # limit\n" in text if each.kind == "count" else f"?{each.name}" in text
        for each in ready()[name].parameters
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_line_that_needs_a_parameter_names_one_that_may_be_left_out(name: str):
    named = set(re.findall(r"# if (\w+)", ready()[name].text))
    assert named == {each.name for each in ready()[name].parameters if each.optional and each.kind != "count"}


@pytest.mark.parametrize("name", NAMES)
def test_every_term_of_a_query_is_known(name: str):
    words = re.sub(r"[|/?()^*+]", " ", ready()[name].text).split()
    terms = {word.rstrip(",;}").removeprefix("dipl:") for word in words if word.startswith("dipl:")}
    acts = {word.rstrip(",;}").removeprefix("act:") for word in words if word.startswith("act:")}
    assert terms <= DIPL.names()
    assert acts <= actions().keys()


def test_meetings_of_a_state_are_those_of_its_people(store: Path):
    found = run(store, "meetings", actor="France")
    assert list(zip(found["event"], found["counterpart"], strict=True)) == [
        ("ev:e1", "Fumio Kishida"),
        ("ev:e9", "Chad"),
        ("ev:e5", "Peru"),
    ]


def test_meetings_of_a_person_are_its_own(store: Path):
    assert run(store, "meetings", actor="Emmanuel Macron")["event"].tolist() == ["ev:e1", "ev:e5"]


@pytest.mark.parametrize(
    ("bounds", "events"),
    [
        ({"since": "2023-05-20"}, ["ev:e9", "ev:e5"]),
        ({"until": "2023-05-20"}, ["ev:e1"]),
        ({"since": "2023-05-20", "until": "2023-05-23"}, ["ev:e9"]),
        ({"since": None}, ["ev:e1", "ev:e9", "ev:e5"]),
    ],
)
def test_meetings_lie_between_the_days_that_are_given(store: Path, bounds: dict[str, str], events: list[str]):
    assert run(store, "meetings", actor="France", **bounds)["event"].tolist() == events


def test_relations_count_by_month(store: Path):
    found = run(store, "relations", one="France", other="Chad")
    assert found["month"].tolist() == ["2023-05", "2023-06"]
    assert found["events"].tolist() == [3, 1]
    assert found["cooperative"].tolist() == [1, 1]
    assert found["hostile"].tolist() == [2, 0]
    assert found["intensity"][1] == actions()["liftSanctions"].intensity


def test_those_who_act_together_against_another_deal_not_with_each_other(build: Build):
    graph = to_graph(build)
    graph.update(
        "PREFIX dipl: <https://w3id.org/dipl#> PREFIX ev: <https://w3id.org/dipl/data/event/> "
        "PREFIX ent: <https://w3id.org/dipl/data/entity/> INSERT DATA { ev:e2 dipl:actor ent:PER }"
    )
    assert "Peru" not in set(run(graph, "partners", actor="France", until="2023-05-20")["who"])
    assert "Peru" in set(run(graph, "partners", actor="Chad", until="2023-05-20")["who"])


@pytest.mark.parametrize(
    ("name", "first", "then", "column"),
    [
        ("plans", "dipl:action act:visit ; dipl:status dipl:planned", "act:meet", "happened"),
        ("threats", "dipl:action act:warn ; dipl:status dipl:occurred", "act:bombard", "followed"),
    ],
)
def test_what_followed_towards_one_of_two_others_is_told(name: str, first: str, then: str, column: str):
    graph = rdflib.Graph().parse(
        format="turtle",
        data=f"""
        {"".join(f"@prefix {key}: <{iri}> . " for key, iri in prefixes().items())}
        ent:PER dipl:actsFor ent:PER ; a dipl:State ; rdfs:label "Peru" .
        ent:TCD dipl:actsFor ent:TCD . ent:FRA dipl:actsFor ent:FRA .
        ev:one {first} ; dipl:actor ent:PER ; dipl:counterpart ent:TCD, ent:FRA ; rdfs:label "One" ;
            dipl:firstReported "2023-05-01"^^xsd:date ; sem:hasEarliestBeginTimeStamp "2023-05-01"^^xsd:date .
        ev:two dipl:action {then} ; dipl:status dipl:occurred ; dipl:actor ent:PER ;
            dipl:counterpart ent:FRA ; rdfs:label "Two" ;
            sem:hasEarliestBeginTimeStamp "2023-05-09"^^xsd:date ;
            sem:hasLatestEndTimeStamp "2023-05-09"^^xsd:date .""",
    )
    assert "2023-05-09" in run(graph, name, actor="Peru")[column].astype(str).tolist()


def test_aid_of_an_unknown_day_hides_no_other(build: Build):
    graph = to_graph(build)
    known = "".join(f"PREFIX {key}: <{iri}> " for key, iri in prefixes().items())
    given = "dipl:action act:aid ; dipl:status dipl:occurred ; dipl:actor ent:FRA ; dipl:counterpart ent:PER"
    graph.update(
        f'{known} INSERT DATA {{ ev:x {given} . ev:y {given} ; dipl:firstReported "2023-05-01"^^xsd:date }}'
    )
    found = run(graph, "aid", giver="France")
    assert found[["first", "last"]].astype(str).to_numpy().tolist() == [["2023-05-01", "2023-05-01"]]
    assert found["delivered"].tolist() == [2]


def test_condemnations_tell_who_and_whom(store: Path):
    found = run(store, "condemnations", actor="france")
    assert found[["who", "whom"]].to_numpy().tolist() == [["Emmanuel Macron", "Chad"]]
    assert run(store, "condemnations", target="Peru").empty


def test_sanctions_are_threatened_imposed_and_lifted(store: Path):
    assert run(store, "sanctions", target="Chad")["event"].tolist() == ["ev:e2", "ev:e8", "ev:e3"]
    assert run(store, "sanctions", actor="Peru")["status"].tolist() == ["planned"]


def test_visits_are_seen_from_both_sides(store: Path):
    found = run(store, "visits")
    assert found[["visitor_name", "host_name"]].to_numpy().tolist() == [
        ["Emmanuel Macron", "Peru"],
        ["Fumio Kishida", "Chad"],
    ]
    assert run(store, "visits", visitor="France", at="Lima")["event"].tolist() == ["ev:e5"]
    assert run(store, "visits", visited="Chad")["event"].tolist() == ["ev:e6"]


def test_a_timeline_holds_undated_events_first(store: Path):
    assert run(store, "timeline", actor="Peru")["event"].tolist() == ["ev:e7", "ev:e8", "ev:e5"]


WINDOWS = ("meetings", "single-source", "timeline")


@pytest.mark.parametrize("name", WINDOWS)
def test_a_limit_keeps_the_latest_events_and_says_that_there_are_more(store: Path, name: str):
    whole = run(store, name, actor="France")
    assert "note" not in whole.attrs
    with pytest.warns(UserWarning, match="Only the latest 1 events"):
        found = run(store, name, actor="France", limit=1)
    assert list(found["event"].unique()) == [whole["event"].iloc[-1]]
    assert "'limit'" in found.attrs["note"]


@pytest.mark.parametrize("name", WINDOWS)
@pytest.mark.parametrize("limit", [0, "0", 500])
def test_nothing_is_said_where_nothing_is_left_out(store: Path, name: str, limit: object):
    found = run(store, name, actor="France", limit=limit)
    assert found.equals(run(store, name, actor="France"))
    assert found.attrs == {}


@pytest.mark.parametrize("limit", [-1, "many", "1 } #", 2.5])
def test_a_limit_that_is_no_number_is_refused(store: Path, limit: object):
    with pytest.raises(QueryError, match="no count"):
        run(store, "timeline", actor="France", limit=limit)


def test_whoever_asks_is_told_and_the_warning_points_to_the_line_that_asked(build: Build):
    graph = Graph(build=build)
    with pytest.warns(UserWarning, match="Only the latest 1 events") as told:  # noqa: PT031 - one fact
        run(to_graph(build), "timeline", actor="France", limit=1)
        graph.sparql("timeline", actor="France", limit=1)
        graph.sparql("timeline", actor="France", limit=1, timeout=60)
    assert [each.filename for each in told] == [__file__] * 3


def test_evidence_shows_sentence_and_source(store: Path):
    found = run(store, "evidence", event="ev:e1")
    assert found["title"].tolist() == ["Title a", "Title b"]
    assert found["sentence"][0].startswith("It is said")
    assert found["according_to"].tolist() == ["Emmanuel Macron"] * 2


def test_an_event_of_two_documents_has_no_single_source(store: Path):
    assert "ev:e1" not in set(run(store, "single-source", actor="France")["event"])
    assert run(store, "single-source", actor="Japan")["event"].tolist() == ["ev:e6"]


def test_a_document_and_its_copy_are_a_single_source(build: Build):
    first, *others = build.sources
    copied = replace(build, sources=(first, *(replace(each, copy_of=first.id) for each in others)))
    assert "ev:e1" in set(run(opened(to_graph(copied)), "single-source", actor="France")["event"])


@pytest.mark.parametrize("name", ["France", "FRANCE", " france ", "FRA", "fra", "ent:FRA"])
def test_an_actor_is_found_by_name_or_id(store: Path, name: str):
    assert len(run(store, "timeline", actor=name)) == 6


def test_an_actor_is_found_by_the_name_that_a_text_uses(store: Path):
    assert run(store, "meetings", actor="Macron").equals(run(store, "meetings", actor="Emmanuel Macron"))


def test_a_person_is_found_by_surname_and_an_envoy_not_by_the_country(build: Build):
    graph = to_graph(build)
    graph.update(
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX dipl: <https://w3id.org/dipl#> "
        'INSERT DATA { <urn:a> a dipl:Person ; rdfs:label "Envoy of Fiji"@en . '
        '<urn:b> a dipl:Person ; rdfs:label "Gustavo Petro"@en }'
    )
    assert resolving.actor(opened(graph), "petro").value == "urn:b"
    with pytest.raises(QueryError, match="Did you mean Envoy of Fiji"):
        resolving.actor(opened(graph), "Fiji")


def test_an_unknown_actor_is_told_with_those_that_come_near(store: Path):
    with pytest.raises(QueryError, match="Did you mean France"):
        run(store, "meetings", actor="Frannce")


def test_an_unknown_event_is_told_so(store: Path):
    with pytest.raises(UnknownEvent, match="no event 'e0'"):
        run(store, "evidence", event="e0")


@pytest.mark.parametrize("name", ["", '"} #', "\0", "France> . ?a ?b ?c", "../FRA/../x"])
def test_a_hostile_name_finds_nothing(store: Path, name: str):
    with pytest.raises(QueryError, match="The graph has no actor"):
        run(store, "meetings", actor=name)


def test_a_name_of_two_actors_is_told_so(build: Build):
    graph = to_graph(build)
    graph.update(
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "PREFIX ent: <https://w3id.org/dipl/data/entity/> "
        'INSERT DATA { ent:PER rdfs:label "Chad"@en }'
    )
    with pytest.raises(QueryError, match="More than one actor is called 'Chad': PER, TCD"):
        run(graph, "timeline", actor="Chad")


def test_an_unknown_query_is_told_with_the_nearest(store: Path):
    with pytest.raises(QueryError, match="Did you mean 'meetings'"):
        run(store, "meeting")


def test_a_missing_parameter_is_told_so(store: Path):
    with pytest.raises(QueryError, match="needs 'actor'"):
        run(store, "meetings")


def test_an_unknown_parameter_is_told_so(store: Path):
    with pytest.raises(QueryError, match="no parameter 'who'"):
        run(store, "meetings", actor="France", who="Chad")


def test_a_day_that_is_none_is_told_so(store: Path):
    with pytest.raises(QueryError, match="is no date: 'May'"):
        run(store, "meetings", actor="France", since="May")


@pytest.mark.parametrize(
    "header",
    [
        "# title: x",
        "# columns: x",
        "# title: x\n# columns: y\n# parameter: z",
        "# title: x\n# columns: y\n# parameter: z (planet) what",
    ],
)
def test_a_header_that_lacks_a_part_is_refused(header: str):
    with pytest.raises(QueryError):
        read_query("mine", f"{header}\nSELECT ?x {{}}")


def test_ready_queries_are_plain_sparql(store: Path):
    assert not select(store, ready()["condemnations"].asked()).empty


def test_the_question_that_the_manual_shows_can_be_asked(store: Path):
    text = (ontologies() / "README.md").read_text(encoding="utf-8").split("```sparql\n")[1].split("```")[0]
    query = read_query("own", text)
    asked, values = prepare(opened(store), query, {"who": "France", "since": "2023-01-01"})
    assert tuple(select(store, asked, **values).columns) == query.columns


def test_what_is_not_given_leaves_no_line_behind():
    asked = ready()["condemnations"].asked({"target"})
    assert ("?target" in asked, "?actor" in asked, "# if" in asked) == (True, False, False)
