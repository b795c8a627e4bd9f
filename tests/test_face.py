from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

import kg
from kg.errors import GraphError, InputError, NothingReadable

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Skipped


@pytest.fixture
def article(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("Peru condemned Chile on Tuesday.")
    return tmp_path / "a.txt"


@pytest.mark.parametrize("name", kg.__all__)
def test_every_public_name_is_there(name: str):
    assert getattr(kg, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="biuld"):
        kg.biuld  # type: ignore[attr-defined]  # noqa: B018 - looking it up is the test


def test_import_loads_neither_spacy_nor_pandas():
    code = "import sys, kg; sys.exit(bool({'spacy', 'pandas', 'rdflib'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_opening_a_graph_loads_no_language_model_library():
    code = "import sys, kg; kg.Graph, kg.open; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_reading_yields_documents(article: Path):
    assert [(read.id, read.published) for read in kg.read(article, published=date(2023, 5, 17))] == [
        ("a.txt", date(2023, 5, 17))
    ]


def test_opening_nothing_is_refused(tmp_path: Path):
    with pytest.raises(GraphError):
        kg.open(tmp_path)


@pytest.mark.model
def test_three_lines_build_and_write_a_graph(article: Path, tmp_path: Path):
    graph = kg.build(article, published=date(2023, 5, 17), rules_only=True)
    graph.write(tmp_path / "out")
    assert [event.action for event in kg.open(tmp_path / "out").events] == ["criticise"]


@pytest.mark.model
def test_the_day_given_is_an_option_of_the_run(article: Path):
    assert kg.build(article, published=date(2023, 5, 17)).build.run.options == (("published", "2023-05-17"),)


@pytest.mark.model
def test_frames_alone_are_an_option_of_the_run(article: Path):
    assert kg.build(article, rules_only=True).build.run.options == (("rules_only", "true"),)


@pytest.mark.model
def test_a_single_path_and_a_list_are_the_same(article: Path):
    assert list(kg.extract(article)) == list(kg.extract([str(article)]))


@pytest.mark.model
def test_what_is_skipped_is_told_and_kept(article: Path, tmp_path: Path):
    (tmp_path / "empty.txt").touch()
    told: list[Skipped] = []
    graph = kg.build(tmp_path, on_skip=told.append)
    assert [each.document_id for each in told] == ["empty.txt"]
    assert graph.build.skipped == tuple(told)
    assert [source.id for source in graph.build.sources] == [article.name]


@pytest.mark.model
def test_where_nothing_was_readable_the_first_reason_is_given(tmp_path: Path):
    with pytest.raises(NothingReadable, match=r"missing\.txt: does not exist"):
        kg.build(tmp_path / "missing.txt")


@pytest.fixture(scope="module")
def two_documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which two documents tell of one act."""
    folder = tmp_path_factory.mktemp("two")
    (folder / "a.txt").write_text("Peru condemned Chile on 16 May 2023.")
    (folder / "b.txt").write_text("On 16 May 2023, Peru condemned Chile.")
    return folder


@pytest.mark.model
def test_extracting_keeps_the_reports_that_are_sure_enough(two_documents: Path):
    sure = max(
        mention.confidence for each in kg.extract(two_documents, rules_only=True) for mention in each.mentions
    )
    kept = [each for each in kg.extract(two_documents, min_confidence=sure, rules_only=True) if each.mentions]
    assert len(kept) == 2
    more = kg.extract(two_documents, min_confidence=sure + 0.001, rules_only=True)
    assert not any(each.mentions for each in more)


@pytest.mark.model
def test_building_keeps_an_event_whose_reports_are_sure_enough_together(two_documents: Path):
    event = kg.build(two_documents, rules_only=True).events[0]
    one_report = event.mentions[0].confidence
    assert kg.build(two_documents, min_confidence=event.confidence, rules_only=True).events == (event,)
    assert one_report < event.confidence


@pytest.mark.model
def test_what_is_left_out_stands_in_the_options_of_the_run(two_documents: Path):
    graph = kg.build(two_documents, min_confidence=1.0)
    assert (graph.events, graph.build.run.options) == ((), (("min_confidence", "1"),))


@pytest.mark.model
def test_opening_keeps_the_events_that_are_sure_enough(two_documents: Path, tmp_path: Path):
    kg.build(two_documents, rules_only=True).write(tmp_path)
    assert len(kg.open(tmp_path, min_confidence=0.1).events) == 1
    assert kg.open(tmp_path, min_confidence=1.0).events == ()


@pytest.mark.parametrize("least", [-0.1, 1.1, float("nan")])
def test_a_confidence_beyond_0_and_1_is_refused(tmp_path: Path, least: float):
    with pytest.raises(InputError, match="cannot be"):
        kg.open(tmp_path, min_confidence=least)
    with pytest.raises(InputError, match="cannot be"):
        list(kg.extract(tmp_path, min_confidence=least))
