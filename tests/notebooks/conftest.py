"""Notebooks run once each, by nbmake, in a folder that all share."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from nbmake.nb_run import NotebookRun

if TYPE_CHECKING:
    from collections.abc import Callable

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
LONGEST = 20_000
PICTURE = 60_000  # characters of a figure


def execute(path: Path, folder: Path) -> Any:  # noqa: ANN401 - nbformat is untyped
    """Run a notebook in a folder, and return it with small and lasting outputs."""
    here = folder / path.name  # it runs beside what others wrote
    shutil.copyfile(path, here)
    result = NotebookRun(here, default_timeout=300, kernel="python3").execute()
    here.unlink()
    if result.error is not None:
        pytest.fail(result.error.trace)
    notebook = result.nb
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # when it ran
        if cell.cell_type == "code":
            cell.outputs = _joined(cell.outputs)
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            for kind in list(data):
                if len(str(data[kind])) > (PICTURE if kind == "image/png" else LONGEST):
                    del data[kind]
    notebook.metadata.language_info = {"name": "python"}  # not the version of the day
    return notebook


def _joined(outputs: list[Any]) -> list[Any]:
    """Return outputs in which what was printed in pieces, one after another, is one."""
    joined: list[Any] = []
    for each in outputs:
        last = joined[-1] if joined else {}
        if each.output_type == "stream" and each.name == last.get("name"):
            last["text"] += each.text
        else:
            joined.append(each)
    return joined


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
