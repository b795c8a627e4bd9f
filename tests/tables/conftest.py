from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.gazetteer import load_gazetteer
from kg.resources import ontologies
from kg.tables import Imported, read_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Imported]:
    """Return a function that reads a table from its text."""

    def of(text: str, name: str = "events.csv", **options: object) -> Imported:
        (tmp_path / name).write_text(text, "utf-8", newline="")
        return read_table(tmp_path / name, load_gazetteer(ontologies() / "gazetteer"), **options)

    return of
