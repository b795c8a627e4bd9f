"""How long after its time a runaway query ends, with the kernel alive, and while its store is built anew.

``python tests/benchmarks/runaway.py DIR [RUNS]``; DIR is what ``kg build`` wrote. It is copied for the runs
in which it is built anew. A shell of IPython stands for the kernel: the magic runs inside either.
"""

# ruff: noqa: T201 - a benchmark prints

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

import kg

FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
COUNT = "SELECT (COUNT(?e) AS ?n) { ?e a dipl:Event }"
SECONDS = 1.0


def asked(shell: Any, options: str, query: str) -> Any:  # noqa: ANN401 - IPython is untyped
    """Run a cell, and return its outcome; what it says is not shown."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return shell.run_cell(f"%%sparql {options}\n{query}")


def late(shell: Any, folder: Path) -> float:  # noqa: ANN401 - see above
    """Return by how many seconds a runaway query outlived its time; the next one must be answered."""
    asked(shell, f"--graph {folder}", COUNT)
    begun = time.perf_counter()
    result = asked(shell, f"--timeout {SECONDS:g}", FOREVER)
    ended = time.perf_counter() - begun
    assert "was ended after" in str(result.error_in_exec), result.error_in_exec
    assert asked(shell, "", COUNT).result["n"][0] > 0
    return ended - SECONDS


def told(what: str, times: list[float]) -> None:
    span = f"{min(times) * 1e3:.0f} to {max(times) * 1e3:.0f} ms"
    print(f"{what}: {len(times)} queries ended {span} after their time; each time the next was answered")


def main(source: Path, runs: int) -> None:
    """Print how late the queries ended."""
    shell = InteractiveShell()
    shell.run_line_magic("load_ext", "kg")
    told("at rest", [late(shell, source) for _ in range(runs)])
    graph, stop = kg.open(source), threading.Event()
    with tempfile.TemporaryDirectory() as place:
        folder = graph.write(Path(place) / "kg-out")
        written = 1

        def rebuild() -> None:
            nonlocal written
            while not stop.is_set():
                graph.write(folder)
                written += 1

        thread = threading.Thread(target=rebuild)
        thread.start()
        try:
            told("while its store is built", [late(shell, folder) for _ in range(runs)])
        finally:
            stop.set()
            thread.join()
        print(f"the store was written {written} times meanwhile")
    shell.run_line_magic("unload_ext", "kg")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int((sys.argv[2:3] or ["5"])[0]))
