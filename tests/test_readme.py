"""The README is true: its examples run in order, and print what it shows.

``KG_REFRESH=1 pytest tests/test_readme.py tests/notebooks`` writes the shown output anew:
README, picture and notebooks.
"""

from __future__ import annotations

import ast
import contextlib
import os
import re
import runpy
import shutil
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import kg
from kg.cli import main
from kg.rdf.labels import event_label

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PICTURE = ROOT / ".github" / "page.png"
REFRESH = "KG_REFRESH" in os.environ
BLOCK = re.compile(
    r"^```(sh|python)\n(.*?)^```\n(?:```(?:text|turtle)\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL
)
TEXT = README.read_text(encoding="utf-8")


@dataclass(frozen=True, kw_only=True)
class Example:
    """Code of the README and the output shown below it, None if none is."""

    language: str
    code: str
    shown: str | None
    line: int


def examples(text: str) -> list[Example]:
    """Return the examples of a Markdown text that can run in an installed kg."""
    return [
        Example(language=match[1], code=match[2], shown=match[3], line=text.count("\n", 0, match.start()) + 1)
        for match in BLOCK.finditer(text)
        if "pip install" not in match[2]
    ]


EXAMPLES = examples(TEXT)
LABEL = "Mexico severed relations with Ecuador"
EVENT = re.findall(r"^kg explain (\w+)", TEXT, re.MULTILINE)[0]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    """Run every example in one new folder, and return what each prints by its line."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "articles").mkdir()
    text = "LIMA, 3 May 2024 - The Peruvian president met the Chilean foreign minister on Thursday.\n"
    (folder / "articles" / "lima.txt").write_text(text, encoding="utf-8")
    names: dict[str, Any] = {}
    output = {}
    for example in EXAMPLES:
        code = example.code.replace(EVENT, event_id(folder)) if REFRESH else example.code
        seen = run_shell(code, folder) if example.language == "sh" else run_python(code, folder, names)
        output[example.line] = "".join(f"{line.rstrip()}\n" for line in seen.splitlines())
    if REFRESH:
        refresh(output, folder)
    return output


def event_id(folder: Path) -> str:
    """Return the id that the event shown in the README has now, once the demo is built."""
    demo = folder / "kg-demo"
    if not demo.is_dir():
        return EVENT
    return next(event.id for event in kg.open(demo).events if event_label(event).startswith(LABEL))


def run_shell(code: str, folder: Path) -> str:
    """Return what a command prints to a reader, on both streams."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(  # noqa: S602 - the commands are our own README's
        code,
        shell=True,
        check=True,
        cwd=folder,
        env={**os.environ, "PATH": path, "COLUMNS": "110"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ).stdout


def run_python(code: str, folder: Path, names: dict[str, Any]) -> str:
    """Run statements, and return the value of the last one as a notebook would show it."""
    *body, last = ast.parse(code).body
    with contextlib.chdir(folder):
        exec(compile(ast.Module([*body], []), str(README), "exec"), names)  # noqa: S102 - our own README
        if not isinstance(last, ast.Expr):
            raise TypeError("An example in Python ends with an expression.")
        value = eval(compile(ast.Expression(last.value), str(README), "eval"), names)  # noqa: S307 - see above
    return value.to_string() if isinstance(value, pd.DataFrame) else repr(value)


def refresh(output: dict[int, str], folder: Path) -> None:
    """Write what was printed, and a new picture, into the README."""

    def renewed(match: re.Match[str]) -> str:
        line = TEXT.count("\n", 0, match.start()) + 1
        if match[3] is None or line not in output:
            return match[0]
        start, end = (place - match.start() for place in match.span(3))
        return match[0][:start] + output[line] + match[0][end:]

    README.write_text(BLOCK.sub(renewed, TEXT).replace(EVENT, event_id(folder)), encoding="utf-8")
    if shutil.which("chromium"):
        runpy.run_path(str(ROOT / "tests" / "picture.py"))["take"](folder / "kg-demo" / "graph.html", PICTURE)


@pytest.mark.model
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"line-{example.line}")
def test_an_example_runs_and_prints_what_is_shown(example: Example, printed: dict[int, str]):
    if example.shown is not None and not REFRESH:
        assert printed[example.line] == example.shown, "KG_REFRESH=1 pytest tests/test_readme.py renews it"


def test_turtle_page_query_and_explanation_are_among_the_examples():
    shown = " ".join(example.code for example in EXAMPLES)
    assert all(word in shown for word in ("kg demo", "graph.ttl", "graph.sparql", "kg query", "kg explain"))


def test_the_check_runs_the_test_command_of_the_readme():
    command = "pip install '.[test]' && pytest"
    assert command in TEXT
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`kg (\w+)", TEXT))))
def test_a_command_that_is_named_exists(command: str):
    assert command in main.commands


@pytest.mark.parametrize("target", re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXT))
def test_a_link_leads_to_a_file(target: str):
    assert (ROOT / target).is_file()


def test_the_picture_is_a_png_of_the_page_and_small():
    content = PICTURE.read_bytes()
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">II", content[16:24]) == (1280, 860)
    assert len(content) < 400_000


def test_the_readme_is_read_in_five_minutes():
    assert len(TEXT.splitlines()) < 150
