"""Links what a text names to entities: names, offices by date, descriptions, metonyms, pronouns."""

from __future__ import annotations

from kg.linking.linker import Linker
from kg.linking.links import Linked, Links

__all__ = ["Linked", "Linker", "Links"]
