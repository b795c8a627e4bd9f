"""Notebooks run once each, in a folder that all share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbclient
import nbformat
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
LONGEST = 20_000
PICTURE = 60_000  # characters of a figure


def execute(path: Path, folder: Path) -> Any:  # noqa: ANN401 - nbformat is untyped
    """Run a notebook in a folder, and return it with small and lasting outputs."""
    notebook = nbformat.read(path, as_version=4)
    how = {"timeout": 300, "kernel_name": "python3", "coalesce_streams": True}
    nbclient.NotebookClient(notebook, resources={"metadata": {"path": str(folder)}}, **how).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # when it ran
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            for kind in list(data):
                if len(str(data[kind])) > (PICTURE if kind == "image/png" else LONGEST):
                    del data[kind]
    notebook.metadata.language_info = {"name": "python"}  # not the version of the day
    return notebook


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which notebooks run."""
    return tmp_path_factory.mktemp("notebooks")


@pytest.fixture(scope="session")
def run(shared: Path) -> Callable[[Path], Any]:
    """Run a notebook, the first one before any other: it builds the demo that the others open."""
    done: dict[Path, Any] = {}

    def once(path: Path) -> Any:  # noqa: ANN401 - see above
        for each in (NOTEBOOKS[0], path):
            if each not in done:
                done[each] = execute(each, shared)
        return done[path]

    return once
