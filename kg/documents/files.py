"""Paths -> files in a fixed order, and files -> bytes as a stream."""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.documents.packing import DAMAGED, ENDINGS, damaged, unpacked
from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import WriteableBuffer

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to read.

    Args:
        path: Where it is; None for standard input.
        name: What it is called: its path in the folder that was given, with ``/``, else its file name.
        given: Whether it was given by name, not found in a folder.
        fault: Why it cannot be read, if that is known already.
    """

    path: Path | None
    name: str
    given: bool = False
    fault: str = ""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings of the name in lower case, last first: ``('.gz', '.txt')``."""
        base = self.name.rsplit("/", 1)[-1].lower()
        return tuple(f".{part}" for part in reversed(base.split(".")[1:]))

    @property
    def packing(self) -> str:
        """The ending of a packed file, empty if the name has none."""
        ending = next(iter(self.suffixes), "")
        return ending if ending in ENDINGS else ""


def walk(path: str | Path) -> Iterator[File]:
    """Yield the file at ``path``, or every file below that folder, ordered by name folder by folder.

    Hidden files and folders are left out; a folder that links lead to twice is read once.

    Example:
        >>> [file.name for file in walk("-")]
        ['stdin']
    """
    if str(path) == STANDARD_INPUT:
        yield File(path=None, name="stdin", given=True)
        return
    if not str(path):
        yield File(path=None, name="''", given=True, fault="is an empty path. Name a file or folder.")
        return
    root = Path(path)
    if not root.is_dir():
        yield File(path=root, name=_printable(root.name or str(root)), given=True, fault=_absence(root))
        return
    found = False
    for file in _walk_folder(root):
        found = True
        yield file
    if not found:
        yield File(path=root, name=_printable(str(root)), given=True, fault="is an empty folder.")


def _walk_folder(root: Path) -> Iterator[File]:
    visited: set[tuple[int, int]] = set()
    waiting = [root]
    while waiting:
        path = waiting.pop()
        name = _printable(path.relative_to(root).as_posix())
        try:
            if not path.is_dir():
                yield File(path=path, name=name, fault=_irregularity(path))
                continue
            state = path.stat()
            entries = sorted(entry for entry in path.iterdir() if not entry.name.startswith("."))
        except OSError as error:
            yield File(path=path, name=name, fault=explain(error))
            continue
        if (state.st_dev, state.st_ino) not in visited:
            visited.add((state.st_dev, state.st_ino))
            waiting.extend(reversed(entries))


def _absence(path: Path) -> str:
    try:
        path.stat()
    except OSError as error:
        return explain(error)
    return ""


def _irregularity(path: Path) -> str:
    """Return why a file met in a folder is left alone: a pipe would wait for ever, a link lead nowhere."""
    return _absence(path) or ("" if path.is_file() else "is no ordinary file.")


def _printable(name: str) -> str:
    """Return a file name as text, whatever bytes it is made of."""
    return os.fsencode(name).decode("utf-8", "replace")


@contextmanager
def opened(file: File) -> Iterator[BinaryIO]:
    """Open a file for reading bytes, unpacked if its name ends in ``.gz``, ``.bz2``, ``.xz`` or ``.zst``.

    Raises:
        InputError: It is missing, locked or damaged; also while it is read inside the ``with``.
    """
    ending = file.packing
    try:
        if file.path is None:
            yield _standard_input()
        else:
            with file.path.open("rb") as stream:
                yield unpacked(stream, ending) if ending else stream
    except DAMAGED as error:
        raise damaged(ending) from error
    except OSError as error:
        if ending and error.errno is None:  # bz2 has no error of its own
            raise damaged(ending) from error
        raise InputError(explain(error)) from error


def _standard_input() -> BinaryIO:
    """Return standard input as bytes; a notebook or a test may have put a text stream in its place."""
    stream = getattr(sys.stdin, "buffer", None)
    return stream if stream is not None else io.BytesIO(sys.stdin.read().encode("utf-8", "surrogateescape"))


def head_of(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """Return the first ``size`` bytes, and a stream that still begins with them; works on a pipe too."""
    head = stream.read(size)
    return head, io.BufferedReader(_Rejoined(head, stream))


class _Rejoined(io.RawIOBase):
    """A stream whose first bytes have been looked at."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        data = self._head[: len(view)] or self._rest.read(len(view))
        self._head = self._head[len(view) :]
        view[: len(data)] = data
        return len(data)


def explain(error: OSError) -> str:
    """Return why the system refused, and how to mend it."""
    match error:
        case FileNotFoundError():
            return "does not exist. Check the path."
        case PermissionError():
            return "may not be read by you. Change its permissions (chmod u+r)."
        case _:
            return f"cannot be read: {error.strerror or error}."
