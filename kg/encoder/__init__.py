"""The trained part: a small encoder that reads a sentence and tells who does what to whom, and how surely.

One sentence is read at a time, so that a document is read alike whatever stands beside it.
"""

from kg.encoder.decision import Decision, load_decision
from kg.encoder.inference import Encoder, Reading
from kg.encoder.windows import Named, Pair, Told, Window, windows

__all__ = ["Decision", "Encoder", "Named", "Pair", "Reading", "Told", "Window", "load_decision", "windows"]
