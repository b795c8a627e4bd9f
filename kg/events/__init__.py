"""Finds events in linked documents and merges the reports of one act."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kg.events.merging import merge

if TYPE_CHECKING:
    from kg.events.extraction import Extractor
    from kg.events.frames import load_frames
    from kg.events.operators import load_operators
    from kg.events.places import load_places
    from kg.events.reading import Reader

__all__ = ["Extractor", "Reader", "load_frames", "load_operators", "load_places", "merge"]

# Merging needs neither spaCy nor the encoder, which take a second to import.
_LAZY = {
    "Extractor": "extraction",
    "Reader": "reading",
    "load_frames": "frames",
    "load_operators": "operators",
    "load_places": "places",
}


def __getattr__(name: str) -> object:
    if name not in _LAZY:
        raise AttributeError(f"module 'kg.events' has no attribute {name!r}")
    return getattr(import_module(f"kg.events.{_LAZY[name]}"), name)
