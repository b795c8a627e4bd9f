"""``python -m kg.training.calibration GOLD --weights FOLDER``: what the encoder's probabilities are worth.

Lines from log odds to confidence and thresholds of confidence are fitted on annotated documents that the
encoder did not learn from, and written beside its weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from kg.documents.records import document_of
from kg.encoder import Decision, Encoder
from kg.encoder.decision import DECISION
from kg.evaluation import Lane, evaluate, read_gold
from kg.evaluation.acts import compared
from kg.evaluation.reliability import judged
from kg.events import Reader
from kg.model import ENCODER, Extraction
from kg.pipeline import load_pipeline
from kg.training.examples import parsed
from kg.views.records import as_record

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.encoder import Reading, Told, Window
    from kg.events import Extractor

    Record = Mapping[str, Any]

PERMISSIVE = Decision(frame=0.05, alone=0.2, nobody=0.6, beside=0.8)
_FRAMES, _ALONE = (0.3, 0.4, 0.5), tuple(round(0.3 + 0.025 * step, 3) for step in range(13))
_NOBODY, _BESIDE = 0.08, 0.11  # by how much surer the harder cases must be than others
_PRIOR = 0.5  # how much the fitted lines are drawn to slope 1 and offset 0
_HEAD = (
    "# Confidence that an act needs to be told, and the lines from log odds to confidence;"
    " see kg/encoder/decision.py.\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """From log odds as the encoder gives them to those that hold."""

    slope: float
    offset: float


class _Remembering(Encoder):
    """Reads each window once: only the decisions change."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._read: dict[tuple[str, int, tuple[Told, ...]], list[Reading]] = {}

    def __call__(self, window: Window, told: Iterable[Told] = ()) -> Iterator[Reading]:
        known = (window.text, window.start, tuple(told))
        if known not in self._read:
            self._read[known] = list(super().__call__(window, known[2]))
        return iter(self._read[known])


class Trial:
    """Annotated documents, parsed once, on which decisions are tried.

    Args:
        folder: The encoder's.
        gold: Documents as ``kg.evaluation.read_gold`` returns them.
        nlp: A pipeline that uses frames alone.
    """

    def __init__(self, folder: Path, gold: Sequence[Record], nlp: Language) -> None:
        events: Any = nlp.get_pipe("kg_events")
        self.extractor: Extractor = events.extractor
        self.encoder, self.gold = _Remembering(folder), gold
        self.parsed = [(document, parsed(document, nlp)) for document in map(document_of, gold)]

    def found(self, decision: Decision) -> list[dict[str, Any]]:
        """Return what is found in the documents, as ``kg extract`` writes it."""
        extractor = replace(self.extractor, reader=Reader(encoder=self.encoder, decision=decision))
        return [
            as_record(
                Extraction(
                    source=document.as_source(),
                    mentions=extractor(doc, doc._.kg_links, document),
                    forms=doc._.kg_links.forms(doc),
                )
            )
            for document, doc in self.parsed
        ]

    def score(self, decision: Decision) -> tuple[float, float]:
        """Return F1 and precision at country level."""
        country = evaluate(self.gold, self.found(decision)).lanes[Lane.COUNTRY]
        return country.f1, country.precision


def calibrated(trial: Trial, precision: float) -> Decision:
    """Return the lines that fit, and the thresholds with the best F1 that keep a precision.

    Args:
        trial: Documents that the encoder did not learn from.
        precision: At country level, from 0 to 1; where no thresholds reach it, the most precise are taken.
    """
    found = trial.found(PERMISSIVE)
    framed, alone = (_line(trial.gold, found, alone=each) for each in (False, True))
    lines = replace(
        PERMISSIVE,
        frame_slope=framed.slope,
        frame_offset=framed.offset,
        alone_slope=alone.slope,
        alone_offset=alone.offset,
    )
    tried = {each: trial.score(each) for each in (_asking(lines, *pair) for pair in product(_FRAMES, _ALONE))}
    fit = [each for each, (_, share) in tried.items() if share >= precision]
    if not fit:
        return max(tried, key=lambda each: tried[each][1])
    return max(fit, key=lambda each: tried[each])


def _asking(lines: Decision, frame: float, alone: float) -> Decision:
    return replace(
        lines,
        frame=frame,
        alone=alone,
        nobody=round(alone + _NOBODY, 3),
        beside=round(alone + _BESIDE, 3),
    )


def _line(gold: Sequence[Record], found: Iterable[Record], *, alone: bool) -> Line:
    """Return the line for acts that only the encoder reads, or for those of frames."""
    chosen = [
        {**record, "events": [each for each in record["events"] if _is_alone(each) is alone]}
        for record in found
    ]
    pairs = [
        (confidence, right)
        for document in compared(gold, chosen)
        for confidence, right in judged(document)
        if confidence is not None
    ]
    return fitted(pairs)


def _is_alone(event: Record) -> bool:
    return bool(event["frame"].startswith(f"{ENCODER}/"))


def fitted(pairs: Sequence[tuple[float, float]]) -> Line:
    """Return the line of Platt (1999) through probabilities and the shares that were right.

    Example:
        >>> line = fitted([(0.9, 0.5)] * 500 + [(0.1, 0.5)] * 500)  # says nothing
        >>> abs(line.slope) < 0.05, abs(line.offset) < 0.05
        (True, True)
    """
    line = np.array([1.0, 0.0])
    if not pairs:
        return Line(slope=1.0, offset=0.0)
    probability, right = np.clip(np.array(pairs, dtype=float).T, 1e-3, 1 - 1e-3)
    right = np.array([share for _, share in pairs])
    odds = np.stack([np.log(probability / (1 - probability)), np.ones_like(probability)], 1)
    for _ in range(50):
        guess = 1 / (1 + np.exp(-odds @ line))
        gradient = odds.T @ (guess - right) + _PRIOR * (line - np.array([1.0, 0.0]))
        curvature = (odds * (guess * (1 - guess))[:, None]).T @ odds + _PRIOR * np.eye(2)
        line -= np.linalg.solve(curvature, gradient)
    return Line(slope=round(float(line[0]), 3), offset=round(float(line[1]), 3))


def write(decision: Decision, folder: Path) -> None:
    """Write a decision beside the weights that it belongs to."""
    lines = (f"{each.name} = {getattr(decision, each.name)}\n" for each in fields(decision))
    (folder / DECISION).write_text(_HEAD + "".join(lines), encoding="utf-8")


@click.command()
@click.argument(
    "gold", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="GOLD..."
)
@click.option(
    "--weights", required=True, type=click.Path(exists=True, path_type=Path), help="Folder of the encoder."
)
@click.option("--precision", default=0.7, show_default=True, help="What the thresholds have to keep.")
def main(gold: tuple[Path, ...], weights: Path, precision: float) -> None:
    """Fit confidence and thresholds on annotated documents that the encoder did not learn from."""
    records = [record for path in gold for record in read_gold(path)]
    trial = Trial(weights, records, load_pipeline(rules_only=True))
    decision = calibrated(trial, precision)
    write(decision, weights)
    f1, kept = trial.score(decision)
    click.echo(f"Wrote {weights / DECISION}: country F1 {f1:.3f} with precision {kept:.3f}", err=True)


if __name__ == "__main__":
    main()
