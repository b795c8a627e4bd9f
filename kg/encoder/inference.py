"""Runs the trained encoder: who does which act to whom in a sentence, and how surely."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from kg.actions import actions, plover_types
from kg.encoder.features import party_features, places, rule_features
from kg.encoder.tokens import tokenise
from kg.errors import ModelError
from kg.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from kg.encoder.tokens import Tokens
    from kg.encoder.windows import Pair, Told, Window

STATUSES = tuple(Status)  # the weights know them by this order
WEIGHTS, VOCABULARY = "encoder.onnx", "tokenizer.json"
FLOOR = 0.02  # what is less likely is not worth a reading
_OUTPUTS = ("probability", "trigger", "action", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One act that the encoder reads in a window.

    Args:
        pair: Who acts on whom.
        plover: The PLOVER type of the act.
        action: The likeliest action of that type.
        status: Whether it took place.
        trigger: Half-open characters of the word that shows it.
        probability: That careful readers would code it.
    """

    pair: Pair
    plover: str
    action: str
    status: Status
    trigger: tuple[int, int]
    probability: float


class Encoder:
    """A trained encoder.

    Args:
        folder: Holds ``encoder.onnx`` and ``tokenizer.json``, as ``kg.training`` writes them.

    Raises:
        ModelError: A file is missing or damaged, or the weights were made for other actions.
    """

    def __init__(self, folder: Path) -> None:
        for name in (WEIGHTS, VOCABULARY):
            if not (folder / name).is_file():
                raise ModelError(
                    f"The folder {folder} holds no {name}.",
                    remedy="Install kg anew, or run it with --rules-only.",
                )
        try:
            self._tokenizer = load_tokenizer(folder / VOCABULARY)
            self._session = onnxruntime.InferenceSession(
                folder / WEIGHTS, _options(), ["CPUExecutionProvider"]
            )
        except Exception as error:  # the errors of both libraries have no other class in common
            raise ModelError(
                f"The encoder in {folder} is damaged: {error}",
                remedy="Install kg anew, or run it with --rules-only.",
            ) from error
        known = self._session.get_modelmeta().custom_metadata_map
        self.actions = tuple(json.loads(known.get("actions", "[]")))
        if self.actions != tuple(actions()):
            raise ModelError(
                f"The encoder in {folder} was trained for other actions.",
                remedy="Train it anew with `python -m kg.training`, or run kg with --rules-only.",
            )
        self.types = plover_types()

    def __call__(self, window: Window, told: Iterable[Told] = ()) -> Iterator[Reading]:
        """Yield what a window tells: for each pair of parties and each type of act, how likely it is.

        Args:
            window: A sentence and its surroundings.
            told: What the frames found there.
        """
        pairs = tuple(window.pairs())
        tokens = tokenise(window, self._tokenizer)
        outputs: Any = self._session.run(_OUTPUTS, inputs(window, tokens, pairs, told))
        probabilities, triggers, chosen, statuses = outputs
        for row, kind in np.argwhere(probabilities > FLOOR):
            yield Reading(
                pair=pairs[row],
                plover=self.types[kind],
                action=self.actions[chosen[row, kind]],
                status=STATUSES[statuses[row, kind]],
                trigger=tokens.offsets[triggers[row, kind]],
                probability=float(probabilities[row, kind]),
            )


def load_tokenizer(path: Path) -> Tokenizer:
    """Return the tokenizer of a file, for pieces of text: without padding or a limit of length."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def inputs(
    window: Window, tokens: Tokens, pairs: Sequence[Pair], told: Iterable[Told]
) -> dict[str, NDArray[Any]]:
    """Return the encoder's inputs for one window, by name."""
    nobody = len(window.parties)
    return {
        "ids": np.array([tokens.ids], dtype=np.int64),
        "tellers": np.array(tokens.tellers),
        "places": places(tokens),
        "features": party_features(window),
        "told": rule_features(pairs, told),
        "actor": np.array([actor for actor, _ in pairs], dtype=np.int64),
        "counterpart": np.array([nobody if other is None else other for _, other in pairs], dtype=np.int64),
    }


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1  # sentences are too small to share out: two threads take twice as long
    return options
