"""Print what linking costs beside spaCy's own pipeline: ``python tests/benchmarks/linking.py``."""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import kg
from kg.documents import read
from kg.pipeline import MODEL, load_pipeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacy.language import Language
    from spacy.tokens import Doc

DEMO = Path(kg.__file__).parent / "demo" / "articles.jsonl"
LINKING = ("kg_mentions", "kg_linker")
ROUNDS = 3


def parse(nlp: Language, texts: Iterable[str]) -> list[Doc]:
    """Return texts as read by the model alone."""
    model = [name for name in nlp.pipe_names if not name.startswith("kg_")]
    with nlp.select_pipes(enable=model):
        return list(nlp.pipe(texts))


def link(nlp: Language, docs: Iterable[Doc]) -> None:
    """Find and link the actors of parsed documents."""
    for doc in docs:
        for name in LINKING:
            nlp.get_pipe(name)(doc)


def seconds(work: Callable[[], object]) -> float:
    """Return the shortest time of a few rounds; the first one also fills caches."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def main() -> None:
    """Measure both on the bundled corpus."""
    nlp = load_pipeline(MODEL, rules_only=True)
    texts = [document.text for document in read(DEMO)]
    docs = parse(nlp, texts)
    model, linking = seconds(lambda: parse(nlp, texts)), seconds(lambda: link(nlp, docs))
    words = sum(len(doc) for doc in docs)
    sys.stdout.write(
        f"{len(docs)} documents, {words} tokens: model {model:.2f} s, linking {linking:.2f} s,"
        f" ratio {linking / model:.3f}\n"
    )


if __name__ == "__main__":
    main()
