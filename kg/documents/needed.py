"""Libraries that only some formats need: brought in where they are used, named where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kg.errors import InputError


def needed(library: str, *, extra: str, kind: str) -> Any:  # noqa: ANN401 - a module without types
    """Return a library that is not always installed.

    Args:
        library: Name by which it is imported.
        extra: The extra of kg that installs it.
        kind: What it reads, as the message says it.

    Raises:
        InputError: It is not installed.

    Example:
        >>> needed("no_such_library", extra="warc", kind="WARC")
        Traceback (most recent call last):
        kg.errors.InputError: WARC needs a library that is not installed. pip install 'diplomatic-kg[warc]'
    """
    try:
        return import_module(library)
    except ImportError as error:
        raise InputError(
            f"{kind} needs a library that is not installed.", remedy=f"pip install 'diplomatic-kg[{extra}]'"
        ) from error
