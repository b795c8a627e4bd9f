"""Finds events in linked documents and merges the reports of one act."""

from __future__ import annotations

from kg.events.extraction import Extractor
from kg.events.frames import load_frames
from kg.events.merging import merge
from kg.events.operators import load_operators
from kg.events.places import load_places
from kg.events.reading import Reader

__all__ = ["Extractor", "Reader", "load_frames", "load_operators", "load_places", "merge"]
