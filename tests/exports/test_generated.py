"""What is generated from the ontology is what the command would write."""

from __future__ import annotations

import runpy
from typing import TYPE_CHECKING

import pytest

from kg.resources import ontologies

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the command wrote."""
    folder = tmp_path_factory.mktemp("generated")
    for name in ("diplomacy.ttl", "actions.tsv", "shapes.ttl"):
        (folder / name).write_bytes((ontologies() / name).read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.resources.ontologies", lambda: folder)
        runpy.run_module("kg.exports", run_name="__main__")
    return folder


@pytest.mark.parametrize("name", ["actions.ttl", "reference.html", "context.jsonld"])
def test_a_generated_file_is_current(made: Path, name: str):
    assert (made / name).read_bytes() == (ontologies() / name).read_bytes(), "python -m kg.exports renews it"
