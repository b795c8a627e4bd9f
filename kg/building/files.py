"""What files held when they were read last: a file whose bytes are the same is not taken apart again."""

from __future__ import annotations

import hashlib
from importlib.metadata import distributions
from typing import TYPE_CHECKING

from kg.building.codec import pack_found, unpack_found
from kg.model import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.building.journal import Journal
    from kg.documents.files import File
    from kg.model import Skipped

MOST_BYTES = 8 << 20  # a larger file is a table: it is read in a stream, each time
MOST_CHARACTERS = 32 << 20


class Files:
    """Gives the documents of a file from memory where its digest is known.

    Args:
        fingerprint: All that the documents of a file depend on besides its name and its bytes.
    """

    def __init__(self, fingerprint: str) -> None:
        self._fingerprint = fingerprint
        self._journal: Journal | None = None

    def keep(self, journal: Journal) -> None:
        """Remember from now on."""
        self._journal = journal

    def __call__(
        self, file: File, parse: Callable[[], Iterable[Document | Skipped]]
    ) -> Iterator[Document | Skipped]:
        """Yield the documents of a file and what was skipped in it."""
        key = self._key(file) if self._journal else None
        if self._journal is None or key is None:
            yield from parse()
            return
        body = self._journal.file(key)
        if body is not None:
            yield from unpack_found(body)
            return
        found: list[Document | Skipped] = []
        size = 0
        for each in parse():
            if size <= MOST_CHARACTERS:
                size += len(each.text) if isinstance(each, Document) else 0
                found.append(each)
            yield each
        if size <= MOST_CHARACTERS:
            self._journal.keep_file(key, pack_found(found))

    def _key(self, file: File) -> bytes | None:
        """Return what stands for the file's content; None if it is large or cannot be read."""
        if file.path is None or file.fault:
            return None
        try:
            if file.path.stat().st_size > MOST_BYTES:
                return None
            content = file.path.read_bytes()
        except OSError:
            return None
        said = f"{self._fingerprint}\n{file.given}\n{file.name}\n{len(content)}\n"
        return hashlib.blake2b(said.encode("utf-8", "surrogatepass") + content, digest_size=20).digest()


def libraries() -> str:
    """Return the digest of all installed packages and versions: any of them may read a file otherwise."""
    named = sorted({f"{each.metadata['Name']} {each.version}" for each in distributions()})
    return hashlib.sha256("\n".join(named).encode()).hexdigest()
