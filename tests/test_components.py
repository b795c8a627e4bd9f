"""The components in spaCy's pipeline, and what they need to be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy

from kg.components import make_events
from kg.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def no_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the weights be missing."""
    monkeypatch.setattr("kg.components._WEIGHTS", tmp_path)


def test_frames_alone_need_no_weights():
    assert make_events(spacy.blank("en"), "kg_events", "", rules_only=True).extractor.reader is None


def test_missing_weights_are_told_with_the_way_around_them():
    with pytest.raises(ModelError, match=r"encoder\.onnx") as caught:
        make_events(spacy.blank("en"), "kg_events", "", rules_only=False)
    assert "--rules-only" in caught.value.remedy
