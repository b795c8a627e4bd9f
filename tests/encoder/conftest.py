from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.encoder import Encoder
from kg.encoder.inference import VOCABULARY, load_tokenizer

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WEIGHTS = Path(str(files("kg"))) / "encoder" / "weights"


@pytest.fixture(scope="session")
def weights() -> Path:
    """Return the folder of the weights that come with kg."""
    return WEIGHTS


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    """Return the tokenizer that comes with kg."""
    return load_tokenizer(WEIGHTS / VOCABULARY)


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """Return the encoder that comes with kg."""
    return Encoder(WEIGHTS)
