"""What a political scientist does with the knowledge files: check them, look a name up, add a row."""

from __future__ import annotations

from kg.lexicon.checking import Report, check

__all__ = ["Report", "check"]
