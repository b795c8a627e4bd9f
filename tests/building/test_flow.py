from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tiny_recipes import Tiny

from kg import combining
from kg.building import chunks, engines, flow, journal, outputs
from kg.building.flow import build_folder
from kg.errors import GraphError, NothingReadable
from kg.graph import Graph
from kg.locking import locked
from kg.model import Document, Skipped
from kg.rdf import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.building.flow import Task


def digest(folder: Path) -> str:
    """Return the digest of the outputs that are bytes."""
    parts = [(folder / name).read_bytes() for name in ("graph.ttl", "graph.html", "report.json")]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def calls(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def in_memory(task: Task, documents: list[Document], folder: Path) -> Path:
    read = task.recipe.load()
    extractions = [each for each in read(documents) if not isinstance(each, Skipped)]
    return Graph(build=combining.build(extractions, task.run)).write(folder)


class Stop(Exception):  # noqa: N818 - no error, the end that a test wants
    """Ends a build from within."""


def stopping(after: int) -> Callable[..., Iterator[chunks.Done]]:
    """Return an engine that is ended after some chunks."""

    def read(recipe: chunks.Recipe, waiting: Iterator[chunks.Chunk]) -> Iterator[chunks.Done]:
        for number, done in enumerate(engines.engine()(recipe, waiting)):
            if number == after:
                raise Stop
            yield done

    return read


class TestBytes:
    """One corpus, one graph."""

    def test_they_are_those_of_a_build_in_memory(
        self, task: Callable[..., Task], corpus: list[Document], tmp_path: Path
    ):
        build_folder(task())
        assert digest(tmp_path / "out") == digest(in_memory(task(), corpus, tmp_path / "memory"))

    def test_the_order_of_documents_changes_none(
        self, task: Callable[..., Task], corpus: list[Document], tmp_path: Path
    ):
        build_folder(task())
        build_folder(task(corpus[::-1], "again"))
        assert digest(tmp_path / "out") == digest(tmp_path / "again")

    def test_the_number_of_workers_changes_none(self, task: Callable[..., Task], tmp_path: Path):
        build_folder(task())
        build_folder(task(folder="again", engine=engines.engine(workers=2)))
        assert digest(tmp_path / "out") == digest(tmp_path / "again")

    def test_copies_are_marked_alike_by_workers_in_another_order_and_in_memory(
        self, task: Callable[..., Task], corpus: list[Document], tmp_path: Path
    ):
        told = [*corpus, *(replace(each, id=f"copy-{each.id}") for each in corpus[:20])]
        build_folder(task(told))
        build_folder(task(told[::-1], "again", engine=engines.engine(workers=2)))
        report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
        assert (report["documents"], report["copies"]) == (80, 20)
        assert digest(tmp_path / "out") == digest(tmp_path / "again")
        assert digest(tmp_path / "out") == digest(in_memory(task(), told, tmp_path / "memory"))

    def test_the_original_that_goes_leaves_its_copy_a_source_of_its_own(
        self, task: Callable[..., Task], corpus: list[Document], tmp_path: Path
    ):
        copy = replace(corpus[0], id="z")
        build_folder(task([*corpus, copy]))
        (before,) = (each for each in Graph.open(tmp_path / "out").build.sources if each.id == "z")
        build_folder(task([*corpus[1:], copy]))
        (after,) = (each for each in Graph.open(tmp_path / "out").build.sources if each.id == "z")
        assert (before.copy_of, after.copy_of) == (corpus[0].id, "")

    def test_the_store_holds_the_triples_of_the_turtle(self, task: Callable[..., Task], tmp_path: Path):
        build_folder(task())
        query = "SELECT (COUNT(?e) AS ?n) { ?e a <https://w3id.org/dipl#Event> }"
        counted = next(iter(open_store(tmp_path / "out" / "store").query(query)))["n"].value
        assert int(counted) == len(Graph.open(tmp_path / "out").events)

    def test_a_page_of_many_events_shows_those_most_told_and_says_so(
        self, task: Callable[..., Task], corpus: list[Document], tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ):  # fmt: skip
        monkeypatch.setattr("kg.views.excerpts.MOST_EVENTS", 20)
        build_folder(task())
        events = len(Graph.open(tmp_path / "out").build.events)
        assert f"the 20 events most told, of {events}<" in (tmp_path / "out" / "graph.html").read_text(
            "utf-8"
        )
        assert digest(tmp_path / "out") == digest(in_memory(task(), corpus, tmp_path / "memory"))

    def test_sorting_on_disk_changes_none(
        self, task: Callable[..., Task], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        build_folder(task())
        monkeypatch.setattr("kg.sorting.BUDGET", 4_000)
        build_folder(task(folder="again"))
        assert digest(tmp_path / "out") == digest(tmp_path / "again")


class TestResume:
    """A build that was ended goes on."""

    def test_what_was_done_is_not_done_again(self, task: Callable[..., Task], tmp_path: Path):
        told = tmp_path / "calls"
        with pytest.raises(Stop):
            build_folder(task(engine=stopping(2), recipe=Tiny(calls=str(told))))
        build_folder(task(recipe=Tiny(calls=str(told))))
        read = calls(told)
        # the chunk under way when it ended is read twice, no other
        assert len(read) - len(set(read)) <= chunks.MOST_DOCUMENTS
        assert len(set(read)) == 60

    @pytest.mark.parametrize("after", [0, 1, 7])
    def test_its_bytes_are_those_of_a_build_in_one_go(
        self, task: Callable[..., Task], tmp_path: Path, after: int
    ):
        with pytest.raises(Stop):
            build_folder(task(engine=stopping(after)))
        build_folder(task())
        build_folder(task(folder="at-once"))
        assert digest(tmp_path / "out") == digest(tmp_path / "at-once")

    def test_what_it_was_asked_for_is_remembered_until_it_is_done(
        self, task: Callable[..., Task], tmp_path: Path
    ):
        with pytest.raises(Stop):
            build_folder(task(engine=stopping(1), request={"paths": ["a"]}))
        assert flow.request_of(tmp_path / "out") == {"paths": ["a"]}
        build_folder(task(request={"paths": ["a"]}))
        assert flow.request_of(tmp_path / "out") is None

    def test_a_full_disk_is_told_and_the_next_build_goes_on(
        self, task: Callable[..., Task], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        small = type("Small", (journal.Journal,), {"begin": _begin_on_a_small_disk})
        with monkeypatch.context() as patch:
            patch.setattr(flow, "Journal", small)
            with pytest.raises(GraphError, match=r"disk is full.*--resume"):
                build_folder(task())
        assert build_folder(task()).kept > 0
        build_folder(task(folder="at-once"))
        assert digest(tmp_path / "out") == digest(tmp_path / "at-once")

    @pytest.mark.parametrize("name", ["write_store", "write_excerpt", "replace_file"])
    def test_a_disk_that_is_full_when_outputs_are_written_leaves_the_old_ones(
        self, task: Callable[..., Task], corpus: list[Document], tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch, name: str,
    ):  # fmt: skip
        build_folder(task(corpus[:10]))
        before = digest(tmp_path / "out")

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(outputs, name, full)
            with pytest.raises(GraphError, match=r"No space left.*--resume"):
                build_folder(task())
        assert digest(tmp_path / "out") == before
        assert build_folder(task()).read == 0

    def test_outputs_that_were_whole_are_put_in_place_by_the_next(
        self, task: Callable[..., Task], corpus: list[Document], tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ):  # fmt: skip
        build_folder(task(corpus[:10]))
        put, done = outputs._put, []  # noqa: SLF001 - the moment of the end

        def ended(*places: Path) -> None:
            if done:
                raise Stop
            done.append(places)
            put(*places)

        with monkeypatch.context() as patch:
            patch.setattr(outputs, "_put", ended)
            with pytest.raises(Stop):
                build_folder(task())
        with locked(tmp_path / "out") as memory:
            assert outputs.publish(memory, tmp_path / "out")
        build_folder(task(folder="at-once"))
        assert digest(tmp_path / "out") == digest(tmp_path / "at-once")

    def test_a_damaged_journal_is_told_with_its_remedy(self, task: Callable[..., Task], tmp_path: Path):
        build_folder(task())
        (tmp_path / "out" / ".kg" / "journal.sqlite").write_bytes(b"no database" * 1000)
        with pytest.raises(GraphError, match="--fresh"):
            build_folder(task())
        assert build_folder(task(fresh=True)).read == 60


def _begin_on_a_small_disk(self: journal.Journal, request: object) -> None:
    journal.Journal.begin(self, {"asked": str(request)})
    self._data.execute("PRAGMA max_page_count=12")


class TestIncremental:
    """A second build reads what is new or has changed."""

    def test_nothing_is_read_twice(self, task: Callable[..., Task]):
        build_folder(task())
        again = build_folder(task())
        assert (again.kept, again.read, again.gone) == (60, 0, 0)

    def test_a_changed_document_alone_is_read(self, task: Callable[..., Task], corpus: list[Document]):
        build_folder(task())
        changed = [replace(corpus[0], text="PER thank CHL 2023-01-01."), *corpus[1:]]
        again = build_folder(task(changed))
        assert (again.read, again.gone) == (1, 1)

    def test_the_graph_is_that_of_a_build_from_scratch(
        self, task: Callable[..., Task], corpus: list[Document], tmp_path: Path
    ):
        build_folder(task(corpus[:40]))
        now = [replace(corpus[0], text="PER thank CHL 2023-01-01."), *corpus[10:]]
        build_folder(task(now))
        build_folder(task(now, "scratch"))
        assert digest(tmp_path / "out") == digest(tmp_path / "scratch")

    def test_a_document_that_is_gone_leaves_the_graph(
        self, task: Callable[..., Task], corpus: list[Document], tmp_path: Path
    ):
        build_folder(task())
        build_folder(task(corpus[1:]))
        assert corpus[0].id not in {source.id for source in Graph.open(tmp_path / "out").build.sources}

    def test_another_recipe_reads_all_anew(self, task: Callable[..., Task]):
        build_folder(task())
        assert build_folder(task(recipe=Tiny(fingerprint="other"))).read == 60

    def test_what_cannot_be_analysed_is_told_each_time_and_tried_once(
        self, task: Callable[..., Task], corpus: list[Document], tmp_path: Path
    ):
        documents = [*corpus[:3], Document(id="bad", text="unreadable")]
        for read in (4, 0):
            told: list[Skipped] = []
            assert build_folder(task(documents, on_skip=told.append)).read == read
            assert [each.document_id for each in told] == ["bad"]
        report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
        assert [each["document"] for each in report["skipped"]] == ["bad"]


class TestOneWriter:
    """Two builds into one folder."""

    def test_the_second_is_refused_with_who_holds_the_lock(self, task: Callable[..., Task], tmp_path: Path):
        with locked(tmp_path / "out"), pytest.raises(GraphError, match=f"process {os.getpid()} on "):
            build_folder(task())

    def test_a_reader_meets_the_last_whole_graph(
        self, task: Callable[..., Task], corpus: list[Document], tmp_path: Path
    ):
        build_folder(task(corpus[:10]))
        before = digest(tmp_path / "out")
        seen: list[str] = []
        build_folder(task(on_progress=lambda _summary: seen.append(digest(tmp_path / "out"))))
        assert set(seen) == {before}
        assert digest(tmp_path / "out") != before

    def test_a_killed_build_leaves_no_lock(self, task: Callable[..., Task], tmp_path: Path):
        program = (
            "import os, signal, sys, pathlib, kg.locking\n"
            "with kg.locking.locked(pathlib.Path(sys.argv[1])): os.kill(os.getpid(), signal.SIGKILL)"
        )
        run = subprocess.run([sys.executable, "-c", program, tmp_path / "out"], check=False)
        assert run.returncode == -signal.SIGKILL
        assert (tmp_path / "out" / ".kg" / "holder.json").exists()
        assert build_folder(task()).sources == 60


class TestNothing:
    """Where nothing is read nothing is written."""

    def test_no_document_is_nothing_readable(self, task: Callable[..., Task], tmp_path: Path):
        with pytest.raises(NothingReadable):
            build_folder(task([]))
        assert not (tmp_path / "out").exists()

    def test_documents_that_cannot_be_analysed_leave_the_old_graph(
        self, task: Callable[..., Task], tmp_path: Path
    ):
        build_folder(task())
        before = digest(tmp_path / "out")
        with pytest.raises(NothingReadable, match="could not be analysed"):
            build_folder(task([Document(id="bad", text="unreadable")]))
        assert digest(tmp_path / "out") == before


def test_a_journal_that_cannot_be_opened_is_told(task: Callable[..., Task], tmp_path: Path):
    (tmp_path / "out" / ".kg" / "journal.sqlite").mkdir(parents=True)
    with pytest.raises(GraphError, match="unable to open"):
        build_folder(task())
