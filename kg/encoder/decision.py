"""How likely an act must be to be told, and what its probability is worth."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from kg.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

DECISION = "decision.toml"
_LEAST = 1e-4
_SUREST = 0.999  # nothing read is certain


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Thresholds of confidence, and the lines that turn log odds into confidence.

    The lines are those of Platt (1999), "Probabilistic Outputs for Support Vector Machines": one for acts
    that a frame found too, and one for the others.

    Args:
        frame: Confidence that an act needs which a frame found too.
        alone: Confidence that an act needs which only the encoder reads.
        nobody: The same, for an act without counterpart.
        beside: The same, where a frame found an act at the same word, or one of the type by the same state.
        frame_slope: Slope of the line for acts of frames.
        frame_offset: Its offset.
        alone_slope: Slope of the line for the others.
        alone_offset: Its offset.
    """

    frame: float
    alone: float
    nobody: float
    beside: float
    frame_slope: float = 1.0
    frame_offset: float = 0.0
    alone_slope: float = 1.0
    alone_offset: float = 0.0

    def with_frame(self, probability: float) -> float:
        """Return the confidence of an act that a frame found too.

        Example:
            >>> Decision(frame=0.2, alone=0.5, nobody=0.7, beside=0.8, frame_offset=1.0).with_frame(0.5)
            0.731
        """
        return _on_line(probability, self.frame_slope, self.frame_offset)

    def without_frame(self, probability: float) -> float:
        """Return the confidence of an act that no frame found."""
        return _on_line(probability, self.alone_slope, self.alone_offset)


def load_decision(folder: Path) -> Decision:
    """Read ``decision.toml``.

    Raises:
        ModelError: It is missing, or lacks a number.
    """
    path = folder / DECISION
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return Decision(**{each.name: float(table[each.name]) for each in fields(Decision)})
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"{path} cannot be used: {error}.", remedy="Install kg anew, or run it with --rules-only."
        ) from error


def _on_line(probability: float, slope: float, offset: float) -> float:
    sure = min(max(probability, _LEAST), 1 - _LEAST)
    odds = slope * math.log(sure / (1 - sure)) + offset
    return min(_SUREST, round(1 / (1 + math.exp(-odds)), 3))
