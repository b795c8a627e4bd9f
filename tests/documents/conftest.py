"""Reading what a test writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.documents import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.model import Document, Skipped

    Outcome = tuple[list[Document], list[Skipped]]


@pytest.fixture
def read_file(tmp_path: Path) -> Callable[..., Outcome]:
    """Write a file of this name and content, read it by name, and return documents and what was skipped."""

    def write_and_read(name: str, content: str | bytes, **options: object) -> Outcome:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_all(path, **options)

    return write_and_read


def read_all(*paths: Path, **options: object) -> Outcome:
    skipped: list[Skipped] = []
    documents = list(read(paths, on_skip=skipped.append, **options))  # type: ignore[arg-type]
    return documents, skipped
