"""Change rules a little and see if a test notices: ``python tests/benchmarks/mutants.py [COUNT [SEED]]``.

mutmut (``pip install '.[test,release]'``) makes all its changes to ``kg/events`` and ``kg/linking``, about
13,000, in a copy of what lies here; COUNT of them, 240 if no number is given, are drawn at random by SEED
and tried against the tests of the two folders that reach the function. Printed are the changes that no test
noticed, then for each of the two how many were noticed. The same code and the same seed give the same sample.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MUTMUT = (sys.executable, "-m", "mutmut")
_NOTICED = {1, 3, -24, 24, 36, 152, 255}
"""What a change ends with that made a test fail, or that ran without an end."""
_ALONE = "kg.events.checking.*"
"""The smallest module: mutmut makes the changes to all when it is asked to try those of one."""


def endings(folder: Path) -> dict[str, int | None]:
    """Return the changes by name, each with what its tests ended with, nothing if it was not tried."""
    found: dict[str, int | None] = {}
    for path in sorted((folder / "mutants").rglob("*.meta")):
        found |= json.loads(path.read_text("utf-8"))["exit_code_by_key"]
    return found


def tried(folder: Path, *names: str) -> None:
    """Let mutmut try some changes, one after the other."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with (folder / "log").open("w", encoding="utf-8") as log:
        command = (*MUTMUT, "run", "--max-children", "1", *names)
        done = subprocess.run(command, cwd=folder, env=environment, stdout=log, stderr=log, check=False)
    if done.returncode:
        sys.exit((folder / "log").read_text("utf-8")[-3000:])


def shown(folder: Path, name: str) -> str:
    """Return a change as the lines that differ."""
    run = subprocess.run((*MUTMUT, "show", name), cwd=folder, capture_output=True, text=True, check=True)
    lines = run.stdout.splitlines()
    return "\n".join(line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---"))


def main(count: int, seed: int) -> None:
    """Try a sample and print the table."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        folder = Path(name) / "kg"
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".*", "mutants", "__pycache__", "dist"))
        tried(folder, _ALONE)
        names = sorted(endings(folder))
        sample = random.Random(seed).sample(names, min(count, len(names)))  # noqa: S311 - to be repeated
        tried(folder, *sample)
        ended = endings(folder)
        for each in sorted(each for each in sample if ended[each] not in _NOTICED):
            sys.stdout.write(f"{each}  ({ended[each]})\n{shown(folder, each)}\n\n")
    parts = Counter(
        (part, ended[each] in _NOTICED) for each in sample for part in (each.split(".")[1], "both")
    )
    sys.stdout.write(f"{len(sample)} of {len(names)} changes, seed {seed}\n")
    for part in ("events", "linking", "both"):
        seen, missed = parts[part, True], parts[part, False]
        share = seen / max(seen + missed, 1)
        sys.stdout.write(f"{part}\tnoticed {seen}\tnot noticed {missed}\t{share:.1%}\n")


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:3]]
    main(*given, *(240, 10)[len(given) :])
