"""An evaluation in words and as JSON, for ``kg evaluate``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.evaluation import Error, Evaluation, Reliability, Score
    from kg.evaluation.reliability import Bin

_HEAD = f"{'':12}{'precision':>9}{'recall':>8}{'F1':>8}{'gold':>7}{'predicted':>11}"


def lines(evaluation: Evaluation, errors: int = 0, *, reliability: bool = False) -> Iterator[str]:
    """Yield an evaluation as a table, with the first errors and the reliability if asked for.

    Args:
        evaluation: What was measured.
        errors: How many errors to show.
        reliability: Whether to show it.

    Raises:
        InputError: Reliability is asked for, and the predictions say no confidence.
    """
    yield f"{evaluation.predicted_documents} of {evaluation.documents} documents predicted"
    yield ""
    yield _HEAD
    yield from (_row(lane.value, score) for lane, score in evaluation.lanes.items())
    yield ""
    yield "dyads of entities"
    yield from (_row(name, score) for name, score in evaluation.types.items())
    yield _row("all five", evaluation.five)
    yield from _details(evaluation)
    if reliability:
        yield ""
        yield from _reliability(_known(evaluation))
    if errors:
        yield ""
        yield from (_error(error) for error in evaluation.errors[:errors])


def as_record(evaluation: Evaluation, errors: int = 0, *, reliability: bool = False) -> dict[str, Any]:
    """Return an evaluation for JSON, with the first errors and the reliability if asked for.

    Raises:
        InputError: Reliability is asked for, and the predictions say no confidence.
    """
    record = evaluation.as_record()
    if reliability:
        record["reliability"] = _known(evaluation).as_record()
    if errors:
        record["errors"] = [error.as_record() for error in evaluation.errors[:errors]]
    return record


def _known(evaluation: Evaluation) -> Reliability:
    if evaluation.reliability is None:
        raise InputError(
            "The predictions say no confidence, so that their reliability cannot be told.",
            remedy="Give each event a 'confidence' from 0 to 1, or leave --reliability.",
        )
    return evaluation.reliability


def _row(name: str, score: Score) -> str:
    shares = f"{score.precision:9.3f}{score.recall:8.3f}{score.f1:8.3f}"
    return f"{name:12}{shares}{score.gold:7}{score.predicted:11}"


def _details(evaluation: Evaluation) -> Iterator[str]:
    exact, near, place = evaluation.date_exact, evaluation.date_overlap, evaluation.place_accuracy
    yield f"date        {exact:.3f} the same, {near:.3f} overlapping, of {evaluation.dated} found with a date"
    yield f"place       {place:.3f} the same, of {evaluation.placed} found with a place"


def _reliability(measured: Reliability) -> Iterator[str]:
    yield f"{'confidence':12}{'events':>9}{'mean':>8}{'right':>8}"
    yield from (_bin(each) for each in measured.bins)
    yield f"expected calibration error {measured.expected_calibration_error:.3f}"


def _bin(each: Bin) -> str:
    shares = "".join(
        f"{'-' if share is None else f'{share:.3f}':>8}" for share in (each.mean_confidence, each.share_right)
    )
    return f"{f'{each.low:.2f}-{each.high:.2f}':12}{each.count:9}{shares}"


def _error(error: Error) -> str:
    actor, deed, counterpart = error.dyad
    return f"{error.kind}\t{error.document_id}\t{actor} {deed} {counterpart}\t{error.trigger!r}"
