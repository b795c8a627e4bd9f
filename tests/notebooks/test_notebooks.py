"""Every notebook runs from top to bottom and gives the outputs that stand in it.

``KG_REFRESH=1 pytest tests/notebooks`` writes the outputs anew. The first notebook builds the demo and saves
it; the others open what it saved, as they do for a reader who goes through them in order. The page of a graph
is left out of the outputs: it is large, and the notebook shows a picture instead.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
NAMES = ["01-quickstart", "02-sparql", "03-relations-over-time", "04-your-own-corpus", "05-teach-kg"]
REFRESH = "KG_REFRESH" in os.environ

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path: Path) -> Any:  # noqa: ANN401 - nbformat is untyped
    return nbformat.read(path, as_version=4)


def outputs(notebook: Any) -> list[Any]:  # noqa: ANN401 - see above
    return [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]


def lasting(notebook: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - see above
    """Return what each cell printed and showed, without what chance or another version alters."""
    return [
        {
            # a kernel sends what is printed in pieces of its own choice, between other outputs
            "printed": "".join(each.text for each in cell if each.output_type == "stream"),
            "shown": [_shown(each) for each in cell if each.output_type != "stream"],
        }
        for cell in outputs(notebook)
    ]


def _shown(output: Any) -> dict[str, Any]:  # noqa: ANN401 - see above
    """Return an output without what another version of matplotlib or numpy draws otherwise."""
    data = dict(output.get("data", {}))
    if "image/png" in data:
        data["image/png"] = "a figure"
    if "kg-drawing" in (html := str(data.get("text/html", ""))):
        data["text/html"] = sorted(re.findall(r"<text[^>]*>([^<]*)", html))
    return {**output, "data": data}


def test_the_notebooks_are_five():
    assert [path.stem for path in NOTEBOOKS] == NAMES


@pytest.mark.model
@pytest.mark.notebook
@each_notebook
def test_a_notebook_gives_the_outputs_that_stand_in_it(path: Path, run: Callable[[Path], Any]):
    fresh = run(path)
    if REFRESH:
        nbformat.write(fresh, path)
    assert lasting(fresh) == lasting(read(path)), "KG_REFRESH=1 pytest tests/notebooks renews them"


@each_notebook
def test_a_notebook_shows_an_output_for_every_cell_of_code(path: Path):
    assert all(outputs(read(path)))


@each_notebook
def test_a_notebook_stays_small(path: Path):
    assert path.stat().st_size < 100_000


@each_notebook
def test_what_a_notebook_points_to_is_there(path: Path):
    told = "".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    links = re.findall(r"\]\(([^)#]+)\)", told)
    assert [link for link in links if "://" not in link and not (path.parent / link).exists()] == []
