"""Packed files -> their bytes as a stream: gzip, bzip2, xz, Zstandard, by the ending of the name."""

from __future__ import annotations

import bz2
import gzip
import lzma
import sys
import zlib
from typing import TYPE_CHECKING, BinaryIO, cast

from kg.errors import InputError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable

DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile, lzma.LZMAError, zstd.ZstdError)
"""What the standard library raises where packed bytes are damaged; bz2 raises a bare OSError too."""


def _zstandard(stream: BinaryIO) -> BinaryIO:
    return cast("BinaryIO", zstd.ZstdFile(stream))


def _xz(stream: BinaryIO) -> BinaryIO:
    return cast("BinaryIO", lzma.LZMAFile(stream))


_UNPACKERS: dict[str, tuple[str, bytes, Callable[[BinaryIO], BinaryIO]]] = {
    ".gz": ("gzip", b"\x1f\x8b", lambda stream: cast("BinaryIO", gzip.GzipFile(fileobj=stream, mode="rb"))),
    ".bz2": ("bzip2", b"BZh", lambda stream: cast("BinaryIO", bz2.BZ2File(stream))),
    ".xz": ("xz", b"\xfd7zXZ", _xz),
    ".zst": ("Zstandard", b"\x28\xb5\x2f\xfd", _zstandard),
}

ENDINGS = frozenset(_UNPACKERS)
"""Endings of packed files; the ending before says what is inside."""


def name_of(ending: str) -> str:
    """Return what a way of packing is called, by the ending of the file's name."""
    return _UNPACKERS[ending][0]


def packed_as(head: bytes) -> str:
    r"""Return the ending that bytes should have had by their beginning, empty if they are not packed.

    Example:
        >>> packed_as(b"\x1f\x8b\x08"), packed_as(b"They met.")
        ('.gz', '')
    """
    return next((ending for ending, (_, magic, _) in _UNPACKERS.items() if head.startswith(magic)), "")


def unpacked(stream: BinaryIO, ending: str) -> BinaryIO:
    """Return a packed stream unpacked, as far as it is read."""
    return _UNPACKERS[ending][2](stream)


def damaged(ending: str) -> InputError:
    """Return the error of a packed file that ends early or is no such file."""
    name = name_of(ending) if ending else "packing"
    return InputError(f"is damaged or cut-off {name}.", remedy="Fetch or pack it anew.")
