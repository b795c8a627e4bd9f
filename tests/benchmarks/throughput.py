"""Print how fast kg builds beside its model alone: ``python tests/benchmarks/throughput.py [FILE] [EVERY]``.

Each takes turns of fifty documents, so that other work on the machine slows all alike. The first number is by
the clock, which is what users wait for on a machine that does nothing else; the second is the time of the
processor, all threads together. Of a long FILE every EVERYth document is taken. The last line is the build:
what documents tell, merged, and written as Turtle, page and store.
"""

from __future__ import annotations

import sys
import tempfile
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, NamedTuple

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


class Cost(NamedTuple):
    """Seconds that something took."""

    clock: float = 0.0
    processor: float = 0.0

    def and_(self, other: Cost) -> Cost:
        """Return the cost of both."""
        return Cost(self.clock + other.clock, self.processor + other.processor)


class Timed:
    """Something whose cost is added up over many turns."""

    def __init__(self, name: str, work: Callable[[list[Document]], Iterable[object]]) -> None:
        self.name, self.work = name, work
        self.cost = Cost()
        self.made: list[object] = []

    def turn(self, documents: list[Document]) -> None:
        """Work on some documents."""
        clock, processor = perf_counter(), process_time()
        self.made += self.work(documents)
        self.cost = self.cost.and_(Cost(perf_counter() - clock, process_time() - processor))


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
        tell(each.name, each.cost, alone.cost, words)
    tell("whole build", others[1].cost.and_(written(others[1].made)), alone.cost, words)


def written(extractions: list[Extraction]) -> Cost:
    """Return how long it takes to merge what was found and to write it."""
    clock, processor = perf_counter(), process_time()
    graph = Graph(build=build(extractions, Run(kg_version="0", model=MODEL, model_version="0")))
    with tempfile.TemporaryDirectory() as folder:
        graph.write(folder)
    return Cost(perf_counter() - clock, process_time() - processor)


def tell(name: str, cost: Cost, alone: Cost, words: int) -> None:
    """Print a line of the table."""
    clock, processor = (
        f"{words / seconds:9,.0f} words/s, ratio {bare / seconds:.2f}"
        for seconds, bare in zip(cost, alone, strict=True)
    )
    sys.stdout.write(f"{name:14} {clock} | {processor} (processor)\n")


if __name__ == "__main__":
    main()
