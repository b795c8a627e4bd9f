"""What a political scientist does with the knowledge files: check them, look a name up, add a row."""

from __future__ import annotations

from kg.lexicon.adding import add_entity, add_holder, add_name
from kg.lexicon.checking import Report, check
from kg.lexicon.finding import Finding, find

__all__ = ["Finding", "Report", "add_entity", "add_holder", "add_name", "check", "find"]
