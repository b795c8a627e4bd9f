from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.encoder.inference import VOCABULARY, load_tokenizer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tokenizers import Tokenizer

VOCABULARY_FILE = Path(str(files("kg"))) / "encoder" / "weights" / VOCABULARY


@pytest.fixture(scope="session")
def vocabulary() -> Path:
    """Return the file of the tokenizer that comes with kg."""
    return VOCABULARY_FILE


@pytest.fixture(scope="session")
def tokenizer(vocabulary: Path) -> Tokenizer:
    """Return the tokenizer that comes with kg."""
    return load_tokenizer(vocabulary)


def state(name: str, code: str, *aliases: str) -> dict[str, Any]:
    """Return a state as an annotator writes it."""
    return {"type": "country", "name": name, "country": code, "aliases": [name, *aliases]}


def event(action: str, actors: list[str], counterparts: list[str], trigger: str) -> dict[str, Any]:
    """Return an event as an annotator writes it."""
    return {"action": action, "actors": actors, "counterparts": counterparts, "trigger": trigger}


@pytest.fixture(scope="session")
def records() -> tuple[Mapping[str, Any], ...]:
    """Return two annotated documents."""
    peru, chile = state("Peru", "PER"), state("Chile", "CHL")
    return (
        {
            "id": "protest",
            "date": "2023-05-17",
            "text": "Peru condemned Chile. Rain fell in the hills. Again Peru scolded Chile.",
            "entities": {"per": peru, "chl": chile},
            "events": [event("criticise", ["per"], ["chl"], "condemned")],
        },
        {
            "id": "talks",
            "date": "2023-05-18",
            "text": "Peru will meet Chile in Lima. Kenya and Uganda stayed away.",
            "entities": {"per": peru, "chl": chile},
            "events": [
                event("planMeeting", ["per", "chl"], [], "will meet")
                | {"status": "planned", "optional": True}
            ],
        },
    )
