"""What %%sparql promises, in a shell of IPython."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import rdflib

from kg.graph import Graph
from kg.rdf import as_store, to_graph

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Shell

    from kg.model import Build

    Storing = Callable[[Build, Path], None]

VISITS = (
    "SELECT ?who ?day { ?event dipl:action act:visit ; dipl:actor ?who ; sem:hasEarliestBeginTimeStamp ?day }"
)
FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture
def asking(shell: Shell, folder: Path) -> Shell:
    """A shell that asks the example."""
    shell.cell(f"%sparql --graph {folder}")
    return shell


# what can be asked


@pytest.mark.parametrize("form", ["folder", "store", "turtle", "rdflib", "kg", "oxigraph", "address", "path"])
def test_the_same_cell_asks_every_form_of_a_graph(
    shell: Shell, build: Build, folder: Path, address: str, form: str
):
    shell.names["network"] = {
        "rdflib": lambda: to_graph(build),
        "kg": lambda: Graph(build=build),
        "oxigraph": lambda: as_store(build),
        "path": lambda: folder,
    }.get(form, lambda: None)()
    named = {"folder": folder, "store": folder / "store", "turtle": folder / "graph.ttl", "address": address}
    answer = shell.ask(VISITS, f"--graph {named.get(form, 'network')}")
    assert answer["who"].tolist() == ["ent:Emmanuel_Macron"]
    assert answer["who"][0].label == "Emmanuel Macron"
    assert answer["day"].tolist() == [pd.Timestamp(2023, 5, 18)]


def test_a_variable_called_graph_is_asked_if_none_is_named(shell: Shell, build: Build):
    shell.names["graph"] = Graph(build=build)
    assert len(shell.ask(VISITS)) == 1


def test_the_graph_of_one_cell_is_that_of_the_next(asking: Shell):
    assert len(asking.ask(VISITS)) == 1
    assert "kg-out" in asking.cell("%sparql")[1]


def test_a_graph_that_grew_is_asked_as_it_is_now(shell: Shell):
    graph = shell.names["grown"] = rdflib.Graph()
    count = "SELECT (COUNT(*) AS ?n) { ?a <https://example.org/p> ?b }"
    assert shell.ask(count, "-g grown")["n"][0] == 0
    graph.add(
        (rdflib.URIRef("https://example.org/a"), rdflib.URIRef("https://example.org/p"), rdflib.Literal(1))
    )
    assert shell.ask(count)["n"][0] == 1


def test_a_store_that_is_built_anew_is_asked_as_it_is_now(
    shell: Shell, build: Build, tmp_path: Path, store_of: Storing
):
    count = "SELECT (COUNT(?e) AS ?n) { ?e a dipl:Event }"
    store_of(build, tmp_path / "store")
    assert shell.ask(count, f"-g {tmp_path}")["n"][0] == 25
    store_of(Graph(build=build).build.__class__(run=build.run, events=build.events[:3]), tmp_path / "store")
    assert shell.ask(count)["n"][0] == 3


def test_a_store_can_be_asked_while_it_is_built_again_and_again(
    shell: Shell, build: Build, tmp_path: Path, store_of: Storing
):
    store_of(build, tmp_path / "store")
    stop = threading.Event()

    def rebuild() -> None:
        while not stop.is_set():
            store_of(build, tmp_path / "store")

    thread = threading.Thread(target=rebuild)
    thread.start()
    try:
        counts = {
            int(shell.ask("SELECT (COUNT(?e) AS ?n) { ?e a dipl:Event }", f"-g {tmp_path}")["n"][0])
            for _ in range(25)
        }
    finally:
        stop.set()
        thread.join()
    assert counts == {25}


def test_what_is_no_graph_is_told_with_the_nearest_name(shell: Shell, build: Build):
    shell.names["network"] = Graph(build=build)
    assert "There is no variable, file or folder netwrk.\nDid you mean network?" in shell.refuse(
        VISITS, "-g netwrk"
    )


def test_a_variable_that_holds_no_graph_is_told_so(shell: Shell):
    shell.names["network"] = 3
    assert "The variable network, a int, cannot be asked." in shell.refuse(VISITS, "-g network")


def test_without_a_graph_a_way_to_one_is_told(shell: Shell):
    assert "%sparql --graph" in shell.refuse(VISITS)


def test_a_folder_without_a_store_is_told_so(shell: Shell, tmp_path: Path):
    assert "There is no store in" in shell.refuse(VISITS, f"-g {tmp_path}")


def test_a_file_that_is_no_turtle_is_told_so(shell: Shell, tmp_path: Path):
    (tmp_path / "graph.ttl").write_text("no turtle")
    assert "graph.ttl cannot be opened" in shell.refuse(VISITS, f"-g {tmp_path / 'graph.ttl'}")


def test_a_server_that_is_not_there_is_told_so(shell: Shell):
    assert "the server cannot be reached" in shell.refuse(VISITS, "-g http://127.0.0.1:9/query")


# what comes back


def test_columns_have_types_and_nodes_have_names(asking: Shell):
    answer = asking.ask(
        "SELECT * { ?event dipl:confidence ?sure ; dipl:reportCount ?count ; dipl:action ?act }"
    )
    assert [str(answer[name].dtype) for name in ("sure", "count", "act")] == ["float64", "int64", "object"]
    assert "bombard" in set(answer.labels()["act"])


def test_the_table_shows_names_and_stays_a_table(asking: Shell):
    answer = asking.ask(VISITS)
    assert "Emmanuel Macron <small" in answer._repr_html_()
    assert "Emmanuel Macron ent:Emmanuel_Macron" in repr(answer)
    assert (answer["who"] == "ent:Emmanuel_Macron").all()


def test_the_table_goes_to_arrow_and_so_to_polars(asking: Shell):
    arrow = pytest.importorskip("pyarrow")
    table = arrow.Table.from_pandas(pd.DataFrame(asking.ask(VISITS)))
    assert table.column("who").to_pylist() == ["ent:Emmanuel_Macron"]
    assert arrow.types.is_timestamp(table.column("day").type)


def test_raw_keeps_whole_iris(asking: Shell):
    answer = asking.ask(VISITS, "--raw")
    assert answer["who"].tolist() == ["https://w3id.org/dipl/data/entity/Emmanuel_Macron"]


def test_a_result_goes_into_a_variable(asking: Shell):
    shown, said = asking.cell(f"%%sparql -o visits\n{VISITS}")
    assert shown is None
    assert "visits: 1 rows, columns who, day" in said
    assert asking.names["visits"]["day"][0] == pd.Timestamp(2023, 5, 18)


def test_ask_answers_true_or_false(asking: Shell):
    assert asking.ask("ASK { ?a dipl:bombard ?b }") is True
    assert asking.ask("ASK { ?a dipl:invade ?b }") is False


@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?a dipl:bombard ?b }", "DESCRIBE ent:RUS"])
def test_a_graph_is_drawn_and_is_one_of_rdflib(asking: Shell, query: str):
    graph = asking.ask(query)
    assert isinstance(graph, rdflib.Graph)
    assert ">Russia</text>" in graph._repr_html_()


def test_a_graph_that_was_made_can_be_asked_in_turn(asking: Shell):
    asking.cell("%%sparql -o hostile\nCONSTRUCT WHERE { ?a dipl:bombard ?b }")
    assert asking.ask("SELECT ?b { ?a dipl:bombard ?b }", "-g hostile")["b"].tolist() == ["ent:UKR"]


def test_rows_are_capped_and_it_is_said(asking: Shell):
    result, said = asking.cell("%%sparql --rows 7\nSELECT ?e { ?e a dipl:Event }")
    assert len(result) == 7
    assert "These are the first 7 rows; there are more" in said
    assert "there are more" not in asking.cell("%%sparql --rows 25\nSELECT ?e { ?e a dipl:Event }")[1]
    assert len(asking.ask("SELECT ?e { ?e a dipl:Event }", "--rows 0")) == 25


def test_a_line_asks_as_a_cell_does(asking: Shell):
    assert len(asking.cell(f"%sparql --raw {VISITS}")[0]) == 1


def test_a_prefix_of_ones_own_wins(asking: Shell):
    assert asking.ask("PREFIX act: <https://example.org/>\nASK { ?e dipl:action act:visit }") is False


# evidence


def test_evidence_is_a_link(asking: Shell):
    shown = asking.ask(
        "SELECT ?event ?report { ?report dipl:reports ?event ; dipl:trigger 'flew' }"
    )._repr_html_()
    link = '<a href="https://example.org/visits?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">'
    assert shown.count(link) == 2


def test_the_address_of_a_source_is_a_link(asking: Shell):
    assert asking.ask("SELECT ?url { ?d schema:url ?url }")._repr_html_().count("<a href") == 1


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "https://a.org/\"onclick='x'",
        "<img src=x onerror=alert(1)>",
        "data:text/html,x",
    ],
)
def test_hostile_text_is_shown_as_text(shell: Shell, text: str):
    shell.names["hostile"] = rdflib.Graph()
    node = rdflib.URIRef("https://example.org/a")
    shell.names["hostile"].add((node, rdflib.RDFS.label, rdflib.Literal(text)))
    shell.names["hostile"].add((node, rdflib.URIRef("https://schema.org/url"), rdflib.Literal(text)))
    query = "SELECT ?node ?text { ?node rdfs:label ?text . ?node schema:url ?url }"
    shown = shell.ask(query, "-g hostile")._repr_html_()
    shown += shell.ask("DESCRIBE <https://example.org/a>")._repr_html_()
    assert "<img" not in shown
    assert "href" not in shown


def test_a_column_called_by_hostile_text_is_escaped(asking: Shell):
    answer = asking.ask(VISITS).rename(columns={"who": "<img src=x>"})
    assert "<img" not in answer._repr_html_()
    assert "<img" not in answer.set_index(pd.Index(["<img src=x>"]))._repr_html_()


# Python variables


@pytest.mark.parametrize(
    "value",
    [date(2023, 5, 18), pd.Timestamp(2023, 5, 18), np.datetime64("2023-05-18")],
)
def test_a_day_of_python_is_a_day_of_the_query(asking: Shell, value: object):
    asking.names["when"] = value
    assert len(asking.ask(f"{VISITS[:-1]} FILTER (?day = $when) }}")) == 1


@pytest.mark.parametrize("value", [25, np.int64(25), 25.0])
def test_a_number_of_python_is_a_number_of_the_query(asking: Shell, value: float):
    asking.names["many"] = value
    assert asking.ask("SELECT (COUNT(?e) = $many AS ?right) { ?e a dipl:Event }")["right"][0]


def test_a_cell_of_a_result_is_bound_as_the_node_it_was(asking: Shell):
    asking.names["who"] = asking.ask(VISITS)["who"][0]
    answer = asking.ask("SELECT $who ?whom { $who dipl:praise ?whom }")
    assert answer.to_numpy().tolist() == [["ent:Emmanuel_Macron", "ent:Fumio_Kishida"]]


def test_a_bound_variable_keeps_its_column_in_every_form_of_select(asking: Shell):
    asking.names["who"] = rdflib.URIRef("https://w3id.org/dipl/data/entity/RUS")
    grouped = "SELECT ?who (COUNT(?e) AS ?n) { ?e dipl:actor $who } GROUP BY ?who ORDER BY ?who"
    assert asking.ask(grouped)["who"].tolist() == ["ent:RUS"]
    assert set(asking.ask("SELECT * { ?e dipl:counterpart $who }")["who"]) == {"ent:RUS"}
    inner = "SELECT ?who ?n { { SELECT ?who (COUNT(?e) AS ?n) { ?e dipl:actor $who } GROUP BY ?who } }"
    assert asking.ask(inner)["who"].tolist() == ["ent:RUS"]


@pytest.mark.parametrize(
    "text",
    [
        'x" } # ',
        "x' } #",
        '"} ; DROP ALL #',
        "\\",
        '\\"',
        "a\nb",
        "?s ?p ?o",
        "<https://a.org/>",
        "$other",
        "{x}",
    ],
)
def test_a_hostile_value_stays_a_value(asking: Shell, text: str):
    asking.names["name"] = text
    assert asking.ask("SELECT ($name AS ?same) {}")["same"].tolist() == [text]
    assert asking.cell("%sparql SELECT ($name AS ?same) {}")[0]["same"].tolist() == [text]


def test_a_hostile_iri_is_refused(asking: Shell):
    asking.names["name"] = rdflib.URIRef("https://a.org/> ?p ?o } #")
    assert "is no IRI" in asking.refuse("ASK { $name ?p ?o }")


def test_an_unknown_python_variable_is_told_with_the_nearest(asking: Shell):
    asking.names["actor"] = "x"
    assert "Did you mean $actor?" in asking.refuse("ASK { ?a rdfs:label $actr }")


def test_a_value_that_cannot_stand_there_is_told_so(asking: Shell):
    asking.names["name"] = "text"
    assert "The query takes no value from outside" in asking.refuse("ASK { BIND (1 AS $name) }")


# time


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def child(shell: Shell) -> Any:  # noqa: ANN401 - private to its module
    """The process that answered last."""
    magics = shell.ipython.magics_manager.registry["SparqlMagics"]
    return [asker for _, asker in magics.askers.values()][-1].child


@pytest.mark.parametrize("form", ["folder", "variable", "address"])
def test_a_runaway_query_is_ended_and_the_next_is_answered(
    shell: Shell, build: Build, folder: Path, address: str, form: str
):
    shell.names["network"] = Graph(build=build)
    shell.ask("ASK {}", f"-g {({'folder': folder, 'address': address}).get(form, 'network')}")
    answering = child(shell).process.pid
    begun = time.monotonic()
    said = shell.refuse(FOREVER, "--timeout 0.3")
    assert time.monotonic() - begun < 60, (
        "FOREVER takes hours; how soon it ends is no matter for a busy machine"
    )
    assert "The query was ended after 0.3 s." in said
    assert gone(answering)
    assert len(shell.ask(VISITS)) == 1


def test_the_stop_button_ends_the_query(asking: Shell, monkeypatch: pytest.MonkeyPatch):
    asking.ask("ASK {}")
    answering = child(asking)

    def interrupted(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(answering, "do", interrupted)
    asking.ipython.run_cell(f"%%sparql\n{FOREVER}")
    assert gone(answering.process.pid)
    assert len(asking.ask(VISITS)) == 1


def test_a_process_that_died_is_replaced(asking: Shell):
    asking.ask("ASK {}")
    child(asking).process.kill()
    child(asking).process.wait()
    assert len(asking.ask(VISITS)) == 1


def test_at_most_four_graphs_stay_open(shell: Shell, build: Build):
    first = 0
    for number in range(5):
        shell.names[f"graph{number}"] = Graph(build=build)
        shell.ask("ASK {}", f"-g graph{number}")
        first = first or child(shell).process.pid
    assert gone(first)


# mistakes


def test_a_mistake_is_shown_with_line_and_caret_and_no_traceback(asking: Shell):
    said = asking.refuse("SELECT ?a {\n  ?a dipl:action\n}")
    assert "at line 3, column 1:\n}\n^\nexpected a variable or a name" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("ASK {\n  dpl:meet ?a ?b }", "Did you mean dipl:?"),
        ("ASK {\n  dipl:meets ?a ?b }", "Did you mean dipl:meet?"),
        ("ASK {\n  act:imposesanction ?a ?b }", "Did you mean act:imposeSanctions"),
        ("ASK {\n  act:telephone ?a ?b }", "Did you mean act:call"),
        ("ASK {\n  plover:meet ?a ?b }", "Did you mean dipl:meet or act:meet?"),
        ("ASK {\n  foaf:name ?a ?b }", "Write on top: PREFIX foaf: <http://xmlns.com/foaf/0.1/>"),
    ],
)
def test_what_was_meant_is_told(asking: Shell, query: str, meant: str):
    said = asking.refuse(query)
    assert f"at line 2, column 3:\n{query[6:]}\n  ^\n" in said
    assert meant in said


def test_a_column_that_a_value_from_python_fills_is_not_noted(asking: Shell):
    asking.cell("name = 'Chad'")
    said = asking.cell("%%sparql\nSELECT ?name ?empty { ?a rdfs:label $name } LIMIT 1")[1]
    assert "Nothing binds ?empty" in said
    assert "Nothing binds ?name" not in said


@pytest.mark.parametrize(
    ("query", "note"),
    [
        (
            "SELECT ?nmae { ?a rdfs:label ?name } LIMIT 1",
            "Nothing binds ?nmae: its column stays empty. Did you mean ?name?",
        ),
        ("SELECT ?b { ?a a dipl:Event FILTER NOT EXISTS { ?a dipl:host ?b } } LIMIT 1", "Nothing binds ?b"),
        ("SELECT ?a { ?a rdfs:lable ?b }", "There is no rdfs:lable. Did you mean rdfs:label?"),
        ("SELECT ?a { ?a sem:place ?b }", "kg never writes sem:place. Did you mean sem:hasPlace?"),
    ],
)
def test_what_may_be_amiss_is_noted_beside_the_result(asking: Shell, query: str, note: str):
    assert note in asking.cell(f"%%sparql\n{query}")[1]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?a ?n { { SELECT ?a (1 AS ?n) { ?a a dipl:Event } } }",
        "SELECT ?n (COUNT(?a) AS ?m) { ?a a ?b } GROUP BY (STR(?b) AS ?n)",
        "SELECT ?v {} VALUES ?v { 1 2 }",
        "SELECT * { ?a a dipl:Event } LIMIT 1",
        "SELECT ?a # { not this }\n{ ?a a dipl:Event . # nor } this\n } LIMIT 1",
        "SELECT DISTINCT ?a { { ?a a dipl:Event } UNION { ?a a dipl:Report } MINUS { ?a a ?x } } LIMIT 1",
    ],
)
def test_nothing_is_noted_where_all_is_bound(asking: Shell, query: str):
    assert "Nothing binds" not in asking.cell(f"%%sparql\n{query}")[1]


def test_an_update_is_refused(asking: Shell):
    assert "kg takes no updates" in asking.refuse("INSERT DATA { <x:a> <x:b> 1 }")


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ("--rwos 3", "Did you mean --rows?"),
        ("--rows many", "'many' is no value for --rows."),
        ("--timeout -1", "--timeout needs a value"),
        ("-o 1x", "cannot be the name of a variable"),
        ("-o", "The option -o needs a value."),
    ],
)
def test_a_wrong_option_is_told_so(asking: Shell, options: str, complaint: str):
    assert complaint in asking.refuse(VISITS, options)


def test_a_cell_without_a_query_is_told_so(shell: Shell):
    assert "There is no query." in shell.cell("%sparql")[1]


def test_a_server_that_refuses_is_quoted(shell: Shell, address: str):
    said = shell.refuse(VISITS, f"-g {address}/refusing")
    assert "the server answers 400 Bad Request. no queries here" in said


# loading


def test_kg_is_imported_without_ipython():
    code = "import kg, sys; assert not {'IPython', 'pandas', 'rdflib'} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_magic_can_be_loaded_twice_and_taken_away(shell: Shell):
    shell.cell("%load_ext kg")
    shell.cell("%reload_ext kg")
    shell.cell("%unload_ext kg")
    assert "sparql" not in shell.ipython.magics_manager.magics["cell"]
    shell.cell("%load_ext kg")
