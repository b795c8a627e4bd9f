"""One writer a folder: a lock that the operating system gives back when its holder dies."""

from __future__ import annotations

import json
import os
import socket
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from kg.errors import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MEMORY = ".kg"
"""The folder, inside the folder of a graph, that holds the lock and what a build remembers."""

_LOCK, _HOLDER = "lock", "holder.json"


@contextmanager
def locked(folder: Path) -> Iterator[Path]:
    """Hold the folder of a graph for writing, and give the hidden folder inside it that a build works in.

    Args:
        folder: Where a graph is to be written; made if it is not there.

    Raises:
        GraphError: Another process writes there now (the message says which), or the folder cannot be made.
    """
    memory = folder / MEMORY
    try:
        memory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GraphError(
            f"Cannot make the folder {folder}: {error.strerror}.", remedy="Name another with -o."
        ) from error
    lock = FileLock(memory / _LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise GraphError(
            f"{folder} is being written by {_holder(memory)}.",
            remedy="Wait until it is done, or name another folder with -o.",
        ) from error
    except OSError as error:
        raise GraphError(
            f"{folder} cannot be locked: {error.strerror or error}.",
            remedy="Name a folder that you may write.",
        ) from error
    try:
        _sign(memory)
        yield memory
    finally:
        (memory / _HOLDER).unlink(missing_ok=True)
        lock.release()


def _sign(memory: Path) -> None:
    """Say who holds the lock; the lock itself is the system's, so that nothing stale can stand here."""
    since = datetime.now(UTC).isoformat(timespec="seconds")
    holder = {"process": os.getpid(), "host": socket.gethostname(), "since": since}
    with suppress(OSError):  # on a full disk the lock holds all the same
        (memory / _HOLDER).write_text(json.dumps(holder), encoding="utf-8")


def _holder(memory: Path) -> str:
    try:
        holder = json.loads((memory / _HOLDER).read_text(encoding="utf-8"))
        return f"process {int(holder['process'])} on {holder['host']}, since {holder['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
