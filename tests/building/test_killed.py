from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tiny_recipes import article

from kg.graph import Graph

PROGRAM = Path(__file__).with_name("killed.py")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder whose build was killed ten times; beside it lies one that was built at once."""
    if sys.platform == "win32":
        pytest.skip("no SIGKILL there")
    folder = tmp_path_factory.mktemp("killed") / "out"
    subprocess.run([sys.executable, PROGRAM, folder, "7", "10"], check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("name", ["graph.ttl", "graph.html", "report.json"])
def test_ten_kills_at_random_moments_change_no_byte(folder: Path, name: str):
    assert (folder / name).read_bytes() == (folder.with_name("at-once") / name).read_bytes()


def test_no_document_is_lost_or_doubled(folder: Path):
    ids = [source.id for source in Graph.open(folder).build.sources]
    assert ids == [article(number).id for number in range(60)]


def test_nothing_is_left_of_what_lay_between(folder: Path):
    assert sorted(path.name for path in (folder / ".kg").iterdir()) == ["journal.sqlite", "lock"]
