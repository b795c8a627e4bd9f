"""The shape of the code: imports run downwards, functions are short, files are not long."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

PACKAGE = Path(__file__).parents[1] / "kg"
FILES = sorted(PACKAGE.rglob("*.py"))


def bodies(file: Path) -> list[tuple[str, int]]:
    """Return the functions of a file with the lines of their bodies, docstrings not counted."""
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
            found.append((f"{file.relative_to(PACKAGE)}:{node.name}", lines))
    return found


FUNCTIONS = [function for file in FILES for function in bodies(file)]


def test_imports_keep_the_contracts_of_pyproject():
    # the command and not its library: it alone puts the project's folder on the path and reads its settings
    lint = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([lint], cwd=PACKAGE.parent, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_the_median_function_has_at_most_eight_lines():
    assert median(lines for _, lines in FUNCTIONS) <= 8


def test_no_function_has_more_than_sixty_lines():
    assert [name for name, lines in FUNCTIONS if lines > 60] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_file_has_fewer_than_five_hundred_lines_and_says_what_it_is(file: Path):
    text = file.read_text(encoding="utf-8")
    assert text.count("\n") < 500
    assert ast.get_docstring(ast.parse(text))
