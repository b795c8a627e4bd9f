"""A small corpus and a build of it that takes no time; workers import ``tiny_recipes`` by its name."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.building.flow import Task
from kg.model import Document, Run

if TYPE_CHECKING:
    from collections.abc import Callable

sys.path.insert(0, str(Path(__file__).parent))

from tiny_recipes import Tiny

CODES = ("PER", "CHL", "BOL", "ECU", "COL")
RUN = Run(kg_version="0", model="tiny", model_version="0")


def article(number: int) -> Document:
    one, other = CODES[number % 5], CODES[(number * 3 + 1) % 5]
    return Document(
        id=f"d{number:04}", text=f"{one} criticise {other} 2023-05-{number % 28 + 1:02}. {other} meet {one}."
    )


@pytest.fixture
def corpus() -> list[Document]:
    return [article(number) for number in range(300)]


@pytest.fixture
def task(tmp_path: Path, corpus: list[Document]) -> Callable[..., Task]:
    """Return what makes the task of building documents into a folder."""

    def make(documents: list[Document] | None = None, folder: str = "out", **changes: object) -> Task:
        told = corpus if documents is None else documents
        made = Task(folder=tmp_path / folder, reading=lambda _note: iter(told), recipe=Tiny(), run=RUN)
        return replace(made, **changes)  # type: ignore[arg-type]  # whatever a task has

    return make
