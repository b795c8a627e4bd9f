"""Print how fast kg reads beside its model alone: ``python tests/benchmarks/throughput.py [FILE...]``."""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import kg
from kg.documents import read
from kg.pipeline import extract, load_pipeline

if TYPE_CHECKING:
    from collections.abc import Iterable

DEMO = Path(kg.__file__).parent / "demo" / "articles.jsonl"


def seconds(work: Iterable[object]) -> float:
    """Return how long it takes to exhaust an iterable."""
    start = perf_counter()
    for _ in work:
        pass
    return perf_counter() - start


def main() -> None:
    """Measure the model alone, with frames, and with frames and encoder."""
    documents = list(read(sys.argv[1:] or DEMO))
    texts = [document.text for document in documents]
    words = sum(len(text.split()) for text in texts)
    frames, whole = load_pipeline(rules_only=True), load_pipeline()
    model = [name for name in frames.pipe_names if not name.startswith("kg_")]
    with frames.select_pipes(enable=model):
        seconds(frames.pipe(texts[:20]))  # fills caches
        alone = seconds(frames.pipe(texts, batch_size=32))
    sys.stdout.write(f"{len(texts)} documents, {words:,} words; model alone {words / alone:,.0f} words/s\n")
    for name, nlp in (("frames only", frames), ("with encoder", whole)):
        took = seconds(extract(documents, nlp))
        sys.stdout.write(f"{name}: {words / took:,.0f} words/s, ratio {alone / took:.2f}\n")


if __name__ == "__main__":
    main()
