"""Print what merging and writing cost as a build grows: ``python tests/benchmarks/building.py [DOCUMENTS]``.

The documents are made up and read by no model, so that only what follows the reading is measured: how many
microseconds of the processor a triple takes, and the memory that the largest build needed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1] / "building"))

import psutil
from tiny_recipes import RUN, Tiny, article

from kg.building.flow import Summary, Task, build_folder
from kg.rdf import open_store


def measure(documents: int, folder: Path) -> tuple[float, float, int, int]:
    """Return seconds of merging and of writing, triples, and the memory held after them in MB."""
    began: dict[str, float] = {}

    def step(summary: Summary) -> None:
        began.setdefault(summary.stage, process_time())

    told = map(article, range(documents))
    build_folder(Task(folder=folder, reading=lambda *_: iter(told), recipe=Tiny(), run=RUN, on_progress=step))
    merging, writing = began["writing"] - began["merging"], process_time() - began["writing"]
    memory = psutil.Process().memory_info().rss >> 20
    return merging, writing, len(open_store(folder / "store")), memory


def main() -> None:
    """Measure builds of an eighth, a quarter, a half and all of the documents."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    first = 0.0
    for part in (8, 4, 2, 1):
        with tempfile.TemporaryDirectory() as folder:
            merging, writing, triples, memory = measure(most // part, Path(folder) / "out")
        each = (merging + writing) / triples * 1e6
        first = first or each
        sys.stdout.write(
            f"{most // part:,} documents, {triples:,} triples: merging {merging:.1f} s, "
            f"writing {writing:.1f} s, "
            f"{each:.0f} us a triple, ratio to the smallest {each / first:.2f}; {memory} MB\n"
        )


if __name__ == "__main__":
    main()
