"""Oxigraph's server as child processes over one store: one takes queries, others finish what they have.

Oxigraph's own time limit ends a query only between two solutions: one that counts or sorts goes on. So the
child that runs it is ended; a new one takes the next queries, and those that the old one still answers are
not disturbed.
"""

from __future__ import annotations

import contextlib
import math
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterator

_STARTING = 20.0  # seconds
_TRIES = 3


class Child:
    """One server process; ``queries`` is how many it answers just now."""

    def __init__(self, store: Path, seconds: float, memory: int) -> None:
        self.port = _free_port()
        self.queries = 0
        self.retired = False
        self.seen = _stamp(store)
        self._process = subprocess.Popen(  # noqa: S603 - the packaged server
            [
                program(), "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{self.port}",
                "--timeout-s", str(math.ceil(seconds)),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", ""), "MALLOC_ARENA_MAX": "2"},
            start_new_session=True,  # Ctrl-C is for the front, which ends its children itself
        )  # fmt: skip
        self._watcher = _watcher(self._process.pid)
        _limit_memory(self._process.pid, memory)

    @property
    def process_id(self) -> int:
        """The id of the process."""
        return self._process.pid

    @property
    def ended(self) -> bool:
        """Whether the process is gone."""
        return self._process.poll() is not None

    def answers(self) -> bool:
        """Wait until the server listens; return whether it does."""
        end = time.monotonic() + _STARTING
        while not self.ended and time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1.0):
                return True
            time.sleep(0.02)
        return False

    def end(self) -> None:
        """End the process and wait for it."""
        if self._watcher is not None:
            self._watcher.kill()  # first, so that it never ends another of the same number
            self._watcher.communicate()
        self._process.kill()
        self._process.wait()


class Children:
    """The servers over one store.

    Args:
        store: The folder of the store.
        seconds: How long a query may take.
        memory: How many bytes a server may take, where the system can hold it to that; 0 for no limit.
    """

    def __init__(self, store: Path, seconds: float, memory: int) -> None:
        self._store, self._seconds, self._memory = store, seconds, memory
        self._lock = threading.Lock()
        self._all: list[Child] = []
        self._closed = False

    @contextlib.contextmanager
    def lend(self) -> Iterator[Child]:
        """Lend the server that takes queries; started anew if it is gone or the store is another.

        Raises:
            GraphError: None can be started.
        """
        with self._lock:
            child = self._current()
            child.queries += 1
        try:
            yield child
        finally:
            with self._lock:
                child.queries -= 1
                self._sweep()

    def retire(self, child: Child) -> None:
        """Give a server no more queries, and end it once it has answered those it has."""
        with self._lock:
            child.retired = True

    def close(self) -> None:
        """End all servers."""
        with self._lock:
            self._closed = True
            for child in self._all:
                child.end()
            self._all.clear()

    @property
    def running(self) -> tuple[int, ...]:
        """The ids of the processes."""
        return tuple(child.process_id for child in self._all)

    def _current(self) -> Child:
        now = _stamp(self._store)
        for child in self._all:
            if child.ended or (now is not None and child.seen != now):
                child.retired = True
        self._sweep()
        current = next((child for child in self._all if not child.retired), None)
        return current or self._start()

    def _start(self) -> Child:
        for _ in range(_TRIES):
            if self._closed:
                break
            child = Child(self._store, self._seconds, self._memory)
            if child.answers():
                self._all.append(child)
                return child
            child.end()
        raise GraphError(
            f"Oxigraph cannot serve {self._store}.",
            remedy="Build the graph anew, or see whether memory is free.",
        )

    def _sweep(self) -> None:
        for child in [each for each in self._all if each.retired and not each.queries]:
            child.end()
            self._all.remove(child)


def program() -> str:
    """Return the path of Oxigraph's server.

    Raises:
        GraphError: It is not installed.
    """
    beside = Path(sysconfig.get_path("scripts"))
    found = shutil.which("oxigraph", path=str(beside)) or shutil.which("oxigraph")
    if not found:
        raise GraphError("Oxigraph's server is not installed.", remedy="pip install oxigraph")
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _stamp(store: Path) -> tuple[int, int] | None:
    """Return what changes when another store takes the place of this one; None while none is there."""
    with contextlib.suppress(OSError):
        found = (store / "CURRENT").stat()
        return found.st_ino, found.st_mtime_ns
    return None


def _watcher(process: int) -> subprocess.Popen[bytes] | None:
    """Start what ends a process once this one is gone, were it by kill -9; None where there is no shell.

    It reads from a pipe to which this process alone could write. Linux could signal the death of a parent,
    but means that of the thread, and each request has a thread of its own.
    """
    if os.name != "posix":
        return None
    return subprocess.Popen(  # noqa: S603 - a number and nothing else
        ["/bin/sh", "-c", f"read -r _; kill -s KILL -- -{process}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _limit_memory(process: int, memory: int) -> None:
    if memory and sys.platform == "linux":
        import resource  # noqa: PLC0415 - not there on Windows

        with contextlib.suppress(OSError):
            resource.prlimit(process, resource.RLIMIT_AS, (memory, memory))
