"""Builds into a folder, killed by SIGKILL at random moments, then once more to the end: a program of its own.

Usage: killed.py FOLDER SEED KILLS. Prints at which stage each build was killed.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from tiny_recipes import RUN, Tiny, article

from kg.building import chunks
from kg.building.flow import Summary, Task, build_folder

STAGES = ("reading", "merging", "writing", "done")


def build(folder: Path, *, slow: float = 0.0, told: int = 1) -> None:
    """Build 60 documents, waiting a little at each step, and tell the stages."""

    def step(summary: Summary) -> None:
        os.write(told, f"{summary.stage}\n".encode())
        time.sleep(slow)

    documents = [article(number) for number in range(60)]
    build_folder(
        Task(
            folder=folder,
            reading=lambda *_: iter(documents),
            recipe=Tiny(),
            run=RUN,
            on_progress=step,
        )
    )


def build_and_be_killed(folder: Path, delay: float) -> str:
    """Build in a child that kills itself after ``delay`` seconds, and return the last stage it told."""
    end, told = os.pipe()
    child = os.fork()
    if child == 0:
        threading.Timer(delay, os.kill, (os.getpid(), signal.SIGKILL)).start()
        build(folder, slow=0.02, told=told)
        os.kill(os.getpid(), signal.SIGKILL)
    os.close(told)
    with os.fdopen(end) as stages:
        last = ["start", *stages.read().split()][-1]
    os.waitpid(child, 0)
    return last


def main() -> None:
    """Kill and kill again, then let one build come to its end."""
    chunks.MOST_DOCUMENTS = 8
    folder, seed, kills = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    chance = random.Random(seed)  # noqa: S311 - no secret
    begin = time.monotonic()
    build(folder.with_name("at-once"), slow=0.02, told=os.open(os.devnull, os.O_WRONLY))
    whole = time.monotonic() - begin
    for _ in range(kills):
        last = build_and_be_killed(folder, chance.uniform(0.01, whole))
        sys.stdout.write(f"{last}\n")
    build(folder, told=os.open(os.devnull, os.O_WRONLY))


if __name__ == "__main__":
    main()
