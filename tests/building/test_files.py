from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg import documents
from kg.building.files import Files
from kg.building.journal import Journal
from kg.documents import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.model import Document, Skipped


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = Journal(tmp_path / "journal.sqlite")
    yield journal
    journal.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("OSLO, 3 May 2021 — Talks began.")
    (folder / "b.jsonl").write_text('{"text": "Peru thanked Chile."}\nno json\n')
    (folder / "empty.txt").touch()
    return folder


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the files that are taken apart."""
    names: list[str] = []
    records = reading._records  # noqa: SLF001 - what a second run should not ask for

    def noted(file: reading.File, *rest: object) -> Iterator[object]:
        names.append(file.name)
        return records(file, *rest)

    monkeypatch.setattr(reading, "_records", noted)
    return names


def read(folder: Path, journal: Journal, fingerprint: str = "") -> list[Document | Skipped]:
    files = Files(fingerprint)
    journal.begin({})
    files.keep(journal)
    skipped: list[Skipped] = []
    found = list(documents.read([folder], on_skip=skipped.append, remember=files))
    journal.finish()
    return [*found, *skipped]


def test_a_second_run_takes_no_file_apart_and_finds_the_same(
    folder: Path, journal: Journal, parsed: list[str]
):
    first = read(folder, journal)
    parsed.clear()
    assert (read(folder, journal), parsed) == (first, [])


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda folder: (folder / "a.txt").write_text("OSLO — Talks ended."), id="changed"),
        pytest.param(lambda folder: (folder / "new.txt").write_text("Talks ended."), id="new"),
        pytest.param(lambda folder: (folder / "a.txt").rename(folder / "new.txt"), id="renamed"),
    ],
)
def test_one_file_that_is_changed_is_taken_apart_alone(
    folder: Path, journal: Journal, parsed: list[str], change: Callable[[Path], object]
):
    read(folder, journal)
    parsed.clear()
    change(folder)
    read(folder, journal)
    assert len(parsed) == 1


def test_other_options_or_libraries_read_all_anew(folder: Path, journal: Journal, parsed: list[str]):
    read(folder, journal)
    parsed.clear()
    read(folder, journal, "other")
    assert len(parsed) == 3


def test_a_large_file_is_read_in_a_stream_each_time(
    folder: Path, journal: Journal, parsed: list[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("kg.building.files.MOST_BYTES", 39)
    read(folder, journal)
    parsed.clear()
    read(folder, journal)
    assert parsed == ["b.jsonl"]
