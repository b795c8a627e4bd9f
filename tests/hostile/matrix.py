"""The matrix of bad inputs and commands: ``python tests/hostile/matrix.py`` prints it as a table.

``matrix.tsv`` has a row a case: input (a maker of ``inputs.py``), command, exit code and what is said.
In a command {in} is the input, {good} a sound article, {graph} a sound graph and {out} a place that is free.
"""

from __future__ import annotations

import csv
import errno
import os
import shlex
import shutil
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from click.testing import CliRunner

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from inputs import MAKERS  # noqa: E402 - see above
from samples import SENTENCE  # noqa: E402 - see above

import kg  # noqa: E402 - see above
from kg.cli import main as command  # noqa: E402 - see above

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_EVENTS = "actor,action,counterpart,date\nFrance,meet,Japan,2023-05-19\nPeru,thank,Chile,2023-06-02\n"
_REFUSED = ("unreadable", "read-only")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An input, a command, and what comes of it.

    Args:
        input: Name of the maker.
        command: The words behind ``kg``.
        exit: Exit code.
        message: What standard error, or standard output if it says nothing, holds; empty if nothing is said.
    """

    input: str
    command: str
    exit: int
    message: str

    @property
    def name(self) -> str:
        """What a test is called."""
        return f"{self.input}: kg {self.command}"


def cases() -> list[Case]:
    """Return the rows of the table."""
    with (HERE / "matrix.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Case(**{**row, "exit": int(row["exit"])}) for row in rows]


def written(folder: Path) -> Path:
    """Write a small sound graph."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    table = folder.parent / "events.csv"
    table.write_text(_EVENTS, "utf-8")
    return kg.import_table(table).write(folder)


def run(case: Case, folder: Path, graph: Path) -> tuple[int, str]:
    """Return the exit code of a case and what the command said, folders left out.

    Args:
        case: The case.
        folder: An empty folder.
        graph: A sound graph; no case may change it.
    """
    (folder / "in").mkdir()
    path = MAKERS[case.input](folder / "in")
    good = folder / "good.txt"
    good.write_text(SENTENCE, "utf-8")
    places = {"in": path, "good": good, "graph": graph, "out": folder / "out"}
    words = [word.format_map(places) for word in shlex.split(case.command)]
    with ExitStack() as stack:
        if case.input in _REFUSED:
            stack.enter_context(refused(path))
        result = CliRunner().invoke(command, words, input=b"", catch_exceptions=False)
    if "{in} {good}" in case.command and case.command.startswith("extract"):
        assert "good.txt" in result.stdout, "a bad document has stopped a good one"
    said = result.stderr + ("" if case.command.startswith("extract") else result.stdout)
    shutil.rmtree(folder / "in")  # some are large
    for place in (folder / "in", folder, graph.parent):
        said = said.replace(str(place), "...")
    return result.exit_code, " ".join(said.split())


@contextmanager
def refused(path: Path) -> Iterator[None]:
    """Let the system refuse a file or a folder, also to root, whom permissions do not bind."""

    def guarded(call: Callable[..., Any]) -> Callable[..., Any]:
        def guard(*args: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the call takes
            for each in args[:2]:
                if isinstance(each, str | os.PathLike) and Path(each).is_relative_to(path):
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(each))
            return call(*args, **named)

        return guard

    with ExitStack() as stack:
        for name in (
            "os.open",
            "os.mkdir",
            "os.replace",
            "os.listdir",
            "os.scandir",
            "io.open",
            "builtins.open",
        ):
            module, _, function = name.partition(".")
            real = getattr(sys.modules[module], function)
            stack.enter_context(mock.patch(name, guarded(real)))
        yield


def main() -> None:
    """Print the table as Markdown, with what each command said."""
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        graph = written(base / "sound" / "graph")
        print("| input | command | exit code | message |\n| --- | --- | --- | --- |")  # noqa: T201 - its task
        for number, case in enumerate(cases()):
            folder = base / str(number)
            folder.mkdir()
            code, said = run(case, folder, graph)
            shown = (said if len(said) < 200 else f"{said[:197]}...").replace("|", "\\|")
            print(f"| {case.input} | `kg {case.command}` | {code} | {shown} |", flush=True)  # noqa: T201 - see above


if __name__ == "__main__":
    sys.modules["matrix"] = sys.modules[__name__]
    main()
