"""A small corpus and a build of it that takes no time; workers import ``tiny_recipes`` by its name."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.building import chunks
from kg.building.flow import Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Document

sys.path.insert(0, str(Path(__file__).parent))

from tiny_recipes import RUN, Tiny, article


@pytest.fixture(autouse=True)
def _short_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "MOST_DOCUMENTS", 8)


@pytest.fixture
def corpus() -> list[Document]:
    return [article(number) for number in range(60)]


@pytest.fixture
def task(tmp_path: Path, corpus: list[Document]) -> Callable[..., Task]:
    """Return what makes the task of building documents into a folder."""

    def make(documents: list[Document] | None = None, folder: str = "out", **changes: object) -> Task:
        told = corpus if documents is None else documents
        made = Task(folder=tmp_path / folder, reading=lambda *_: iter(told), recipe=Tiny(), run=RUN)
        return replace(made, **changes)  # type: ignore[arg-type]  # whatever a task has

    return make
