"""Print how fast kg builds beside its model alone: ``python tests/benchmarks/throughput.py [FILE] [EVERY]``.

Each takes turns of fifty documents, so that other work on the machine slows all alike; what counts is the
time of the processor, all threads together. Of a long FILE every EVERYth document is taken. The last line is
the build: what documents tell, merged, and written as Turtle, page and store.
"""

from __future__ import annotations

import sys
import tempfile
from itertools import islice
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import kg
from kg.combining import build
from kg.documents import read
from kg.graph import Graph
from kg.model import Run
from kg.pipeline import MODEL, extract, load_bare, load_pipeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.model import Document, Extraction

DEMO = Path(kg.__file__).parent / "demo" / "articles.jsonl"
TURN = 50


class Timed:
    """Something whose processor time is added up over many turns."""

    def __init__(self, name: str, work: Callable[[list[Document]], Iterable[object]]) -> None:
        self.name, self.work = name, work
        self.seconds = 0.0
        self.made: list[object] = []

    def turn(self, documents: list[Document]) -> None:
        """Work on some documents."""
        start = process_time()
        self.made += self.work(documents)
        self.seconds += process_time() - start


def main() -> None:
    """Measure the model alone, with frames, and with frames and encoder."""
    path, every = [*sys.argv[1:], *(str(DEMO), "1")[len(sys.argv) - 1 :]][:2]
    documents = list(islice(read(path), 0, None, int(every)))
    bare, frames, whole = load_bare(), load_pipeline(rules_only=True), load_pipeline()
    alone = Timed("model alone", lambda some: [len(doc) for doc in bare.pipe([each.text for each in some])])
    others = [
        Timed("frames only", lambda some: extract(some, frames)),
        Timed("with encoder", lambda some: extract(some, whole)),
    ]
    for each in (alone, *others):
        list(each.work(documents[:5]))  # fills caches
    for start in range(0, len(documents), TURN):
        for each in (alone, *others):
            each.turn(documents[start : start + TURN])
    words = sum(len(each.text.split()) for each in documents)
    sys.stdout.write(f"{len(documents)} documents, {words:,} words\n")
    for each in (alone, *others):
        tell(each.name, each.seconds, alone.seconds, words)
    tell("whole build", others[1].seconds + written(others[1].made), alone.seconds, words)


def written(extractions: list[Extraction]) -> float:
    """Return how long it takes to merge what was found and to write it."""
    start = process_time()
    graph = Graph(build=build(extractions, Run(kg_version="0", model=MODEL, model_version="0")))
    with tempfile.TemporaryDirectory() as folder:
        graph.write(folder)
    return process_time() - start


def tell(name: str, seconds: float, alone: float, words: int) -> None:
    """Print a line of the table."""
    sys.stdout.write(f"{name:14} {words / seconds:9,.0f} words/s, ratio {alone / seconds:.2f}\n")


if __name__ == "__main__":
    main()
