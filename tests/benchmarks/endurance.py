"""Build, ask and serve one folder at once for a while: ``python tests/benchmarks/endurance.py [MINUTES]``.

Three processes work without a pause, 30 minutes if no number is given: one builds the articles of the demo
anew, each time with sentences that were never seen before and every third time in memory; one opens the
graph, asks it in and out of its own process, draws and exports it; one is ``kg serve``, which the second
asks too. Each minute a line is printed for each of them (with its children): builds or rounds done, memory,
open file handles, threads, and for all together the files in the folder of temporary files.

In the end the least of the last quarter is compared with that of the second (the first warms caches; the
least is what is held between two rounds of work): exit code 1 if the memory of a process grew by more than
a tenth, or its handles or the temporary files grew at all, or one failed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import psutil

import kg

if TYPE_CHECKING:
    from collections.abc import Iterator

ARTICLES = Path(kg.__file__).parent / "demo" / "articles.jsonl"
NAMES = ("building", "asking", "serving")
_COUNT = "SELECT (COUNT(?e) AS ?n) WHERE { ?e a dipl:Event }"
_SERVED = "PREFIX dipl: <https://w3id.org/dipl#> SELECT ?e WHERE { ?e a dipl:Event } LIMIT 50"
_EVERY = 60.0
_PAGES = ("", "editor", "graph.html", "nothing-here")


class Sample(NamedTuple):
    """What a process with its children holds."""

    megabytes: int
    handles: int
    threads: int


def corpus(folder: Path, turn: int) -> Path:
    """Write the articles of the demo, a third of them with words that no earlier turn had."""
    lines = []
    for place, line in enumerate(ARTICLES.read_text("utf-8").splitlines()):
        record = json.loads(line)
        if (place + turn) % 3 == 0:
            name = f"Zor{turn:x}anov{place:x}ic"
            record["text"] += f"\n\nThe French envoy {name} met the Japanese minister {name[::-1].title()}."
        lines.append(json.dumps(record))
    path = folder / "articles.jsonl"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def building(base: Path) -> Iterator[None]:
    """Build again and again."""
    turn = 0
    while True:
        turn += 1
        source = corpus(base, turn)
        if turn % 3:
            kg.build_folder(source, base / "out", fresh=turn % 6 == 5)
        else:
            kg.build(source).write(base / "other")
        yield


def asking(base: Path) -> Iterator[None]:
    """Open, ask, draw and export what is there, and ask what is served."""
    url = (base / "url").read_text("utf-8").strip()
    while True:
        graph = kg.open(base / "out")
        assert graph.sparql(_COUNT, timeout=60.0).n[0] == graph.sparql(_COUNT).n[0]  # type: ignore[union-attr]
        graph.sparql("relations", one="France", other="Germany")
        graph.page()
        graph.timeline(actor="France")
        for name in ("events.csv", "events.graphml", "events.jsonld"):
            graph.export(base / name)
        for page in _PAGES:
            served(url + page)
        answer = json.loads(served(url + "query?" + urllib.parse.urlencode({"query": _SERVED})))
        assert answer["results"]["bindings"], "the endpoint has no events"
        yield


def served(url: str) -> bytes:
    """Return what is served at an address, nothing if it is refused."""
    try:
        with urllib.request.urlopen(url, timeout=120) as answer:  # noqa: S310 - our own endpoint
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        error.close()
        return b""


def work(role: str, base: Path) -> None:
    """Do one of the three for ever, and say how often it was done; a fault is told and goes on."""
    loops = {"building": building, "asking": asking}
    done, failed, last = 0, 0, ""
    steps = loops[role](base)
    while True:
        try:
            next(steps)
            done += 1
        except Exception as error:  # noqa: BLE001 - whatever it is, it is to be told
            failed, last = failed + 1, repr(error)
            steps = loops[role](base)
            time.sleep(1)
        (base / f"{role}.new").write_text(f"{done}\t{failed}\t{last}", "utf-8")
        (base / f"{role}.new").replace(base / f"{role}.done")


@contextmanager
def started(base: Path) -> Iterator[dict[str, psutil.Process]]:
    """Start the three, with a folder for temporary files of their own."""
    (base / "tmp").mkdir()
    environment = os.environ | {"TMPDIR": str(base / "tmp")}
    me = (sys.executable, str(Path(__file__).resolve()))
    serve = (
        sys.executable,
        "-c",
        "from kg.cli import main; main()",
        "serve",
        str(base / "out"),
        "--port",
        "0",
    )
    kg.build_folder(corpus(base, 0), base / "out")
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        with (base / "url").open("wb") as out, (base / "serving.err").open("wb") as err:
            running["serving"] = subprocess.Popen(serve, env=environment, stdout=out, stderr=err)
        while not (base / "url").read_text("utf-8").endswith("\n"):
            time.sleep(0.2)
        for role in ("building", "asking"):
            running[role] = subprocess.Popen((*me, "--role", role, str(base)), env=environment)
        yield {role: psutil.Process(running[role].pid) for role in NAMES}
    finally:
        for each in running.values():
            each.terminate()
        for each in running.values():
            each.wait()


def sample(process: psutil.Process) -> Sample:
    """Return what a process and its children hold; a child that has just ended counts nothing."""
    found = [0, 0, 0]
    for each in (process, *process.children(recursive=True)):
        try:
            values = (each.memory_info().rss >> 20, each.num_fds(), each.num_threads())
        except psutil.Error:
            continue
        found = [have + more for have, more in zip(found, values, strict=True)]
    return Sample(*found)


def alive(process: psutil.Process) -> bool:
    """Return whether a process runs; one that has ended and was not waited for does not."""
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def lowest(process: psutil.Process) -> Sample:
    """Return the least of a few samples in a row: what is held between pieces of work, not for one."""
    seen = []
    for _ in range(8):
        seen.append(sample(process))
        time.sleep(0.5)
    return Sample(*map(min, zip(*seen, strict=True)))


def temporary(base: Path) -> int:
    """Return how many files and folders lie among the temporary files and beside the graphs."""
    return sum(1 for _ in (base / "tmp").rglob("*")) + sum(1 for _ in base.iterdir())


def done(base: Path, role: str) -> tuple[int, int, str]:
    """Return how often a process did its work, how often it failed and why last."""
    path = base / f"{role}.done"
    times, failed, why = path.read_text("utf-8").split("\t", 2) if path.is_file() else ("0", "0", "")
    return int(times), int(failed), why


def told(minute: float, role: str, found: Sample, base: Path) -> str:
    """Return a line of the table."""
    times, failed, _ = done(base, role)
    return f"{minute:6.1f}\t{role}\t{times}\t{failed}\t" + "\t".join(map(str, found))


def grown(samples: dict[str, list[Sample]], files: list[int]) -> list[str]:
    """Return what has grown from the second quarter to the last."""

    def least(values: list[int]) -> tuple[int, int]:
        part = max(len(values) // 4, 1)
        return min(values[part : 2 * part] or values), min(values[-part:])

    faults = []
    for role, found in samples.items():
        memory, handles = (least([each[place] for each in found]) for place in (0, 1))
        if memory[1] > memory[0] * 1.1:
            faults.append(f"{role}: memory from {memory[0]} to {memory[1]} MB")
        if handles[1] > handles[0]:
            faults.append(f"{role}: handles from {handles[0]} to {handles[1]}")
    before, after = least(files)
    return faults + ([f"temporary files from {before} to {after}"] if after > before else [])


def main(minutes: float) -> int:
    """Run, print the table, and return the exit code."""
    samples: dict[str, list[Sample]] = {role: [] for role in NAMES}
    files: list[int] = []
    sys.stdout.write("minute\tprocess\tdone\tfailed\tMB\thandles\tthreads\n")
    with tempfile.TemporaryDirectory(prefix="endurance-") as name, started(base := Path(name)) as running:
        begin = time.monotonic()
        while (passed := time.monotonic() - begin) < minutes * 60:
            for role in NAMES:
                found = lowest(running[role])
                samples[role].append(found)
                sys.stdout.write(told(passed / 60, role, found, base) + "\n")
            files.append(temporary(base))
            sys.stdout.write(f"{passed / 60:6.1f}\ttemporary files: {files[-1]}\n")
            sys.stdout.flush()
            time.sleep(min(_EVERY, minutes * 6))
        faults = grown(samples, files)
        for role in ("building", "asking"):
            _, failed, why = done(base, role)
            faults += [f"{role} failed {failed} times, the last time by {why}"] if failed else []
        faults += [f"{role} has ended" for role in NAMES if not alive(running[role])]
    sys.stdout.write("\n".join(faults or ["Nothing has grown."]) + "\n")
    return int(bool(faults))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--role"]:
        work(sys.argv[2], Path(sys.argv[3]))
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 30.0))
