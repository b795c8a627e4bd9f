from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import GraphError
from kg.model import Build
from kg.rdf import as_store, open_store, read_turtle, write_store, write_turtle

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Storing = Callable[[Build, Path], None]


def test_what_is_no_turtle_is_refused_with_its_line(tmp_path: Path):
    (tmp_path / "notes.ttl").write_text("@prefix a: <https://a.org/> .\n\nPeru thanked Chile.\n", "utf-8")
    with pytest.raises(GraphError, match=r"notes\.ttl, line 3, column 1 is no Turtle: Peru is not"):
        read_turtle(tmp_path / "notes.ttl")


def test_bytes_are_refused(tmp_path: Path):
    (tmp_path / "photo.ttl").write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff")
    with pytest.raises(GraphError, match="is no Turtle"):
        read_turtle(tmp_path / "photo.ttl")


def test_a_graph_of_another_ontology_is_told_so(tmp_path: Path):
    (tmp_path / "other.ttl").write_text("<https://a.org/a> a <https://a.org/B> .", "utf-8")
    with pytest.raises(GraphError, match="graph of another ontology"):
        read_turtle(tmp_path / "other.ttl")


def test_an_empty_file_is_told_so(tmp_path: Path):
    (tmp_path / "empty.ttl").touch()
    with pytest.raises(GraphError, match="holds no triple"):
        read_turtle(tmp_path / "empty.ttl")


def test_a_missing_file_is_told_so(tmp_path: Path):
    with pytest.raises(GraphError, match="cannot be read"):
        read_turtle(tmp_path / "none.ttl")


@pytest.mark.parametrize(
    ("find", "put", "message"),
    [
        ("dipl:status dipl:occurred", "dipl:status dipl:maybe", "Expected one of"),
        ("    dipl:action act:meet ;\n", "", "has no <https://w3id.org/dipl#action>"),
        ('"2023-05-19"^^xsd:date', '"Friday"^^xsd:date', "Friday"),
        ("dipl:polarity dipl:affirmed", "dipl:polarity dipl:negated ; dipl:modality dipl:intended", "claims"),
        ("dipl:action act:meet", 'dipl:action "meet"', "is no IRI"),
    ],
)
def test_a_broken_graph_is_refused_with_what_is_wrong(
    build: Build, tmp_path: Path, find: str, put: str, message: str
):
    path = tmp_path / "graph.ttl"
    write_turtle(build, path)
    text = path.read_text("utf-8")
    assert find in text
    path.write_text(
        text.replace(find, put).replace("    dipl:modality dipl:asserted ;\n", "")
        if message == "claims"
        else text.replace(find, put),
        "utf-8",
    )
    with pytest.raises(GraphError, match=message):
        read_turtle(path)


def test_a_file_is_left_as_it_was_when_writing_fails(build: Build, tmp_path: Path):
    path = tmp_path / "graph.ttl"
    path.write_text("old", "utf-8")
    with pytest.raises(GraphError):
        write_turtle(build, path, base="no iri")
    assert [each.name for each in tmp_path.iterdir()] == ["graph.ttl"]
    assert path.read_text("utf-8") == "old"


def test_a_store_holds_what_the_build_holds(build: Build, tmp_path: Path, store_of: Storing):
    store_of(build, tmp_path / "store")
    store = open_store(tmp_path / "store")
    assert store.query("ASK { ?event <https://w3id.org/dipl#reportCount> 1 }")


def test_a_store_on_disk_holds_what_one_in_memory_holds(build: Build, tmp_path: Path, store_of: Storing):
    store_of(build, tmp_path / "store")
    assert set(open_store(tmp_path / "store")) == set(as_store(build))


def test_a_store_is_replaced_while_it_is_being_read(build: Build, tmp_path: Path, store_of: Storing):
    store_of(build, tmp_path / "store")
    reading = open_store(tmp_path / "store")
    before = len(reading)
    store_of(Build(run=build.run), tmp_path / "store")
    assert len(reading) == before > len(open_store(tmp_path / "store"))
    assert [each.name for each in tmp_path.iterdir()] == ["store"]


def test_a_store_can_only_be_read(build: Build, tmp_path: Path, store_of: Storing):
    store_of(build, tmp_path / "store")
    with pytest.raises(RuntimeError, match="read-write"):
        open_store(tmp_path / "store").clear()


def test_a_folder_that_is_no_store_is_never_replaced(build: Build, tmp_path: Path, store_of: Storing):
    (tmp_path / "thesis.txt").write_text("mine", "utf-8")
    with pytest.raises(GraphError, match="is no store"):
        store_of(build, tmp_path)
    assert (tmp_path / "thesis.txt").read_text("utf-8") == "mine"


def test_a_store_that_fails_leaves_the_old_one(build: Build, tmp_path: Path, store_of: Storing):
    store_of(build, tmp_path / "store")
    (tmp_path / "bad.ttl").write_text("no turtle", "utf-8")
    with pytest.raises(GraphError, match="line 1, column 1 is no Turtle"):
        write_store(tmp_path / "bad.ttl", tmp_path / "store")
    assert len(open_store(tmp_path / "store")) > 0


def test_a_folder_without_a_store_is_told_so(tmp_path: Path):
    with pytest.raises(GraphError, match="is no store"):
        open_store(tmp_path)
