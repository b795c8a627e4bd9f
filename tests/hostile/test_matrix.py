"""Bad inputs and commands: each row of ``matrix.tsv`` is a test.

``python tests/hostile/matrix.py`` prints the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import matrix
import pytest
from inputs import MAKERS

if TYPE_CHECKING:
    from pathlib import Path

CASES = matrix.cases()


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a sound graph, which no case may change."""
    return matrix.written(tmp_path_factory.mktemp("sound") / "graph")


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_a_command_makes_of_bad_input(case: matrix.Case, tmp_path: Path, sound: Path):
    code, said = matrix.run(case, tmp_path, sound)
    assert (code, "Traceback" in said) == (case.exit, False), said
    assert case.message in said.replace(".../", "")


def test_every_input_is_tried():
    assert {case.input for case in CASES} == set(MAKERS)
