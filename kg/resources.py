"""Where the knowledge files lie: in the wheel under ``kg/ontologies``, in a checkout beside ``kg``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from kg.errors import LexiconError


@cache
def ontologies() -> Path:
    """Return the folder of ontology, frames and gazetteer.

    Raises:
        LexiconError: The installation lacks the folder.

    Example:
        >>> (ontologies() / "gazetteer").is_dir()
        True
    """
    package = Path(str(files("kg")))
    for folder in (package / "ontologies", package.parent / "ontologies"):
        if (folder / "gazetteer").is_dir():
            return folder
    raise LexiconError(
        f"No folder 'ontologies' in {package}.", remedy="Install kg anew: pip install diplomatic-kg."
    )
