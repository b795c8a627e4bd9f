from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pandas as pd
import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import GraphError, QueryError
from kg.queries import answer, select
from kg.rdf import as_store, open_store, to_graph, write_turtle

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Build

COUNT = "SELECT (COUNT(DISTINCT ?event) AS ?events) { ?event a dipl:Event }"


def table(target: object, query: str, **parameters: object) -> pd.DataFrame:
    found = select(target, query, **parameters)
    assert isinstance(found, pd.DataFrame)
    return found


def test_a_store_a_folder_a_file_and_a_graph_answer_alike(build: Build, store: Path, tmp_path: Path):
    write_turtle(build, tmp_path / "graph.ttl")
    targets = [store, str(store), store.parent, tmp_path / "graph.ttl", open_store(store), to_graph(build)]
    assert [table(target, COUNT)["events"][0] for target in [*targets, as_store(build)]] == [9] * 7


def test_dates_and_numbers_have_their_types(store: Path):
    found = table(
        store,
        "SELECT ?day ?count ?confidence ?name (?count > 1 AS ?many) { ?event dipl:reportCount ?count ; "
        "sem:hasEarliestBeginTimeStamp ?day ; dipl:confidence ?confidence ; rdfs:label ?name }",
    )
    assert [str(kind) for kind in found.dtypes] == ["datetime64[s]", "int64", "float64", "object", "bool"]


def test_what_is_missing_keeps_the_type_of_a_column(store: Path):
    found = table(
        store,
        "SELECT ?day ?many { ?event dipl:reportCount ?count "
        "OPTIONAL { ?event sem:hasEarliestBeginTimeStamp ?day } "
        "OPTIONAL { BIND (?count AS ?many) FILTER (?count > 1) } }",
    )
    assert found["day"].isna().sum() == 1
    assert str(found["day"].dtype) == "datetime64[s]"


def test_iris_are_shortened(store: Path):
    found = table(store, "SELECT ?event ?action { ?event dipl:action ?action FILTER (?event = ev:e1) }")
    assert found.to_numpy().tolist() == [["ev:e1", "act:meet"]]


def test_a_base_of_ones_own_is_shortened_too(build: Build):
    found = table(as_store(build, base="https://example.org/"), "SELECT ?run { ?run a dipl:Run }")
    assert found["run"][0].startswith("run:")


def test_no_solution_keeps_the_columns(store: Path):
    assert list(table(store, "SELECT ?a ?b { ?a dipl:repress ?b }").columns) == ["a", "b"]


def test_ask_answers_true_or_false(store: Path):
    assert select(store, "ASK { ev:e1 a dipl:Event }") is True
    assert select(store, "ASK { ev:e0 a dipl:Event }") is False


def test_construct_answers_with_a_graph(store: Path):
    found = answer(store, "CONSTRUCT { ?a dipl:meet ?b } WHERE { ?a dipl:meet ?b }")
    assert isinstance(found, rdflib.Graph)
    assert len(found) == 4


def test_a_prefix_of_ones_own_wins(store: Path):
    assert select(store, "PREFIX ev: <https://example.org/> ASK { ev:e1 a dipl:Event }") is False


@pytest.mark.parametrize(
    ("value", "count"),
    [("Gazette", 2), ('Gazette"} #', 0), (rdflib.Literal("Gazette"), 2), (pyoxigraph.Literal("Gazette"), 2)],
)
def test_a_value_is_bound_as_a_whole(store: Path, value: object, count: int):
    assert len(table(store, "SELECT ?document { ?document dc:publisher ?name }", name=value)) == count


@pytest.mark.parametrize("day", [date(2023, 5, 20), datetime(2023, 5, 20, 9, 30)])  # noqa: DTZ001 - days alone
def test_a_day_is_bound_as_a_date(store: Path, day: date):
    query = "SELECT ?event { ?event sem:hasEarliestBeginTimeStamp ?when FILTER (?when = ?day) }"
    assert table(store, query, day=day)["event"].tolist() == ["ev:e2"]


def test_a_variable_that_is_asked_for_can_be_bound(store: Path):
    query = "SELECT ?event ?action { ?event dipl:action ?action }"
    found = table(store, query, action=rdflib.URIRef("https://w3id.org/dipl/action/call"))
    assert found.to_numpy().tolist() == [["ev:e9", "act:call"]]


@given(st.text())
def test_no_text_breaks_out_of_its_place(text: str):
    found = table(rdflib.Graph(), "SELECT (STR(?value) AS ?same) {}", value=text)
    assert found["same"].tolist() == [text]


def test_names_in_texts_comments_and_addresses_are_no_variables(store: Path):
    query = 'SELECT ?a { ?a dc:publisher ?name . FILTER ("?name" != <https://a.org/?name>) } # ?name'
    assert len(table(store, query, name="Gazette")) == 2


@pytest.mark.parametrize("form", ["BOUND(?day)", "bound( $day )"])
def test_a_bound_variable_is_bound(store: Path, form: str):
    assert select(store, f"ASK {{ FILTER ({form}) }}", day="x") is True
    assert select(store, f"ASK {{ FILTER ({form}) }}") is False


def test_a_mistake_is_shown_with_a_caret(store: Path):
    with pytest.raises(QueryError) as caught:
        select(store, "SELECT ?a WHERE {\n  ?a dipl:action\n}")
    assert "line 3, column 1:\n}\n^" in str(caught.value)


def test_an_unknown_prefix_is_told_with_those_that_are_known(store: Path):
    with pytest.raises(QueryError, match=r"(?s)Unknown prefix.*Known are act"):
        select(store, "SELECT ?a { ?a foo:bar ?b }")


def test_an_update_is_refused(store: Path):
    with pytest.raises(QueryError):
        select(store, "DELETE WHERE { ?a ?b ?c }")


@pytest.mark.parametrize("query", ["", "   ", "meetings please", "SELECT", "\0"])
def test_what_is_no_query_is_refused(store: Path, query: str):
    with pytest.raises(QueryError):
        select(store, query)


def test_a_parameter_that_the_query_lacks_is_told_with_the_nearest(store: Path):
    with pytest.raises(QueryError, match=r"Did you mean \?actor"):
        select(store, "SELECT ?actor { ?event dipl:actor ?actor }", acter="x")


def test_a_parameter_of_no_known_type_is_refused(store: Path):
    with pytest.raises(QueryError, match="cannot be of the type list"):
        select(store, "SELECT ?a { ?a ?b ?c }", c=[1])


def test_a_parameter_that_the_query_assigns_is_refused(store: Path):
    with pytest.raises(QueryError, match="takes no value from outside"):
        select(store, "SELECT ?a { BIND (1 AS ?b) BIND (?b AS ?a) }", b=2)


def test_construct_is_not_for_select(store: Path):
    with pytest.raises(QueryError, match="neither SELECT nor ASK"):
        select(store, "CONSTRUCT WHERE { ?a dipl:meet ?b }")


def test_a_dataset_of_rdflib_is_asked_as_one_graph(build: Build):
    dataset = rdflib.Dataset()
    part = dataset.graph(rdflib.URIRef("https://example.org/part"))
    for triple in to_graph(build):
        part.add(triple)
    assert table(dataset, COUNT)["events"][0] == 9


def test_a_missing_target_is_told_so(tmp_path: Path):
    with pytest.raises(GraphError, match="cannot be read"):
        select(tmp_path / "none.ttl", COUNT)
    with pytest.raises(GraphError, match="is no store"):
        select(tmp_path, COUNT)
