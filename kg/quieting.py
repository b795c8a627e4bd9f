"""What libraries log of strangers' files is held back as long as kg works on these, and no longer."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCK = threading.Lock()
_HELD: Counter[str] = Counter()
_LEVELS: dict[str, int] = {}


@contextmanager
def quiet(*libraries: str) -> Iterator[None]:
    """Let only what is critical be logged by libraries, whose faults kg tells in its own words.

    The levels that were set before are set again behind the last of several that overlap, in threads too.

    Args:
        libraries: Names of their loggers.

    Example:
        >>> with quiet("pypdf"):
        ...     logging.getLogger("pypdf").isEnabledFor(logging.ERROR)
        False
        >>> logging.getLogger("pypdf").isEnabledFor(logging.ERROR)
        True
    """
    with _LOCK:
        for name in libraries:
            _hold(name)
    try:
        yield
    finally:
        with _LOCK:
            for name in libraries:
                _give_back(name)


def _hold(name: str) -> None:
    _HELD[name] += 1
    if _HELD[name] == 1:
        logger = logging.getLogger(name)
        _LEVELS[name] = logger.level
        logger.setLevel(logging.CRITICAL)


def _give_back(name: str) -> None:
    _HELD[name] -= 1
    if not _HELD[name]:
        logging.getLogger(name).setLevel(_LEVELS.pop(name))
