"""Every notebook runs from top to bottom and gives the outputs that stand in it.

``KG_REFRESH=1 pytest tests/notebooks`` writes the outputs anew. The page of a graph is left out of them:
it is large, and the notebook shows a picture instead.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nbclient
import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
REFRESH = "KG_REFRESH" in os.environ
LONGEST = 10_000

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path: Path) -> Any:  # noqa: ANN401 - nbformat is untyped
    return nbformat.read(path, as_version=4)


def execute(path: Path, folder: Path) -> Any:  # noqa: ANN401 - see above
    """Run a notebook in a folder, and return it with small and lasting outputs."""
    notebook = read(path)
    resources = {"metadata": {"path": str(folder)}}
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # when it ran
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            for kind in [kind for kind, content in data.items() if len(str(content)) > LONGEST]:
                del data[kind]
    notebook.metadata.language_info = {"name": "python"}  # not the version of the day
    return notebook


def outputs(notebook: Any) -> list[Any]:  # noqa: ANN401 - see above
    return [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]


def test_there_is_a_notebook():
    assert NOTEBOOKS


@pytest.mark.model
@pytest.mark.notebook
@each_notebook
def test_a_notebook_gives_the_outputs_that_stand_in_it(path: Path, tmp_path: Path):
    fresh = execute(path, tmp_path)
    if REFRESH:
        nbformat.write(fresh, path)
    assert outputs(fresh) == outputs(read(path)), "KG_REFRESH=1 pytest tests/notebooks renews them"


@each_notebook
def test_a_notebook_shows_an_output_for_every_cell_of_code(path: Path):
    assert all(outputs(read(path)))


@each_notebook
def test_a_notebook_stays_small(path: Path):
    assert path.stat().st_size < 100_000
