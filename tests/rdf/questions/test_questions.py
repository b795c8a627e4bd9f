"""What the ontology must be able to answer: ``*.rq``, each with its answer in its head."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QuerySolutions

from kg.rdf import as_store, prefixes, to_graph
from kg.resources import ontologies

if TYPE_CHECKING:
    import rdflib
    from pyoxigraph import Store

    from kg.model import Build

QUESTIONS = sorted(Path(__file__).parent.glob("*.rq"))
HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes().items())


def expected(question: Path) -> list[tuple[str, ...]]:
    lines = question.read_text("utf-8").splitlines()
    width = next(line for line in lines if line.startswith("SELECT")).count("?")
    found = [line.removeprefix("# = ").split(" | ") for line in lines if line.startswith("# = ")]
    return sorted(tuple((row + [""] * width)[:width]) for row in found)


@pytest.fixture(scope="module")
def store(world: Build) -> Store:
    return as_store(world)


@pytest.fixture(scope="module")
def graph(world: Build) -> rdflib.Graph:
    found = to_graph(world)
    for name in ("diplomacy.ttl", "actions.ttl"):
        found.parse(ontologies() / name)
    return found


def test_there_are_fifteen_questions():
    assert len(QUESTIONS) == 15


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_pyoxigraph_answers(store: Store, question: Path):
    found = store.query(HEAD + question.read_text("utf-8"))
    assert isinstance(found, QuerySolutions)
    assert sorted(tuple(cell.value if cell else "" for cell in row) for row in found) == expected(question)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_rdflib_answers_the_same(graph: rdflib.Graph, question: Path):
    found = graph.query(HEAD + question.read_text("utf-8"))
    assert sorted(tuple("" if cell is None else str(cell) for cell in row) for row in found) == expected(
        question
    )
