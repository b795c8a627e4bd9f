"""Draw what each mode finds against how fast it is: ``python tests/benchmarks/modes.py GOLD.jsonl OUT.svg``.

GOLD has documents with their events, as ``kg evaluate`` reads them. Modes differ in the encoder and in the
sieve, which passes over paragraphs that can tell nothing; a point of a line is a least confidence. F1 is that
of countries, documents per second are those of one processor. The same is printed as a table.
"""

from __future__ import annotations

import sys
from time import process_time
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure

from kg.documents.records import document_of
from kg.evaluation import Lane, evaluate, read_gold
from kg.face import LIKELY
from kg.pipeline import extract, load_pipeline
from kg.sieve import whole
from kg.views.records import as_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.language import Language

    from kg.evaluation import Score

    Record = Mapping[str, Any]

LEAST = (0.0, 0.4, LIKELY, 0.7, 0.8)
MODES = {
    "frames only": {"rules_only": True},
    "frames only, no sieve": {"rules_only": True, "sieve": False},
    "default": {},
    "default, no sieve": {"sieve": False},
}


def main() -> None:
    """Measure all modes, print and draw them."""
    gold, picture = read_gold(sys.argv[1]), sys.argv[2]
    axes = (figure := Figure(figsize=(7, 5))).add_subplot(
        xlabel="documents a second of one processor", ylabel="F1 of countries"
    )
    for name, options in MODES.items():
        rate, scores = measured(gold, pipeline(**options))
        for least, score in scores.items():
            row = f"{name:22} {rate:6.1f} documents/s, confidence from {least:.2f}: "
            sys.stdout.write(
                f"{row}precision {score.precision:.3f}, recall {score.recall:.3f}, F1 {score.f1:.3f}\n"
            )
        axes.plot([rate] * len(scores), [score.f1 for score in scores.values()], "o-", label=name)
        axes.annotate(f"{LIKELY}", (rate, scores[LIKELY].f1), xytext=(6, 0), textcoords="offset points")
    axes.legend()
    figure.savefig(picture)


def pipeline(*, rules_only: bool = False, sieve: bool = True) -> Language:
    """Return kg's pipeline in a mode."""
    nlp = load_pipeline(rules_only=rules_only)
    if not sieve:
        mentions: Any = nlp.get_pipe("kg_mentions")
        mentions.sieve = whole
    return nlp


def measured(gold: Sequence[Record], nlp: Language) -> tuple[float, dict[float, Score]]:
    """Return documents a second, and the score by the least confidence that an event must have."""
    documents = [document_of(each) for each in gold]
    list(extract(documents[:5], nlp))  # fills caches
    start = process_time()
    found = [as_record(each) for each in extract(documents, nlp)]
    rate = len(documents) / (process_time() - start)
    return rate, {least: evaluate(gold, sure(found, least)).lanes[Lane.COUNTRY] for least in LEAST}


def sure(found: Sequence[Record], least: float) -> Iterator[Record]:
    """Yield records without their events of less confidence."""
    for record in found:
        yield {**record, "events": [each for each in record["events"] if each["confidence"] >= least]}


if __name__ == "__main__":
    main()
