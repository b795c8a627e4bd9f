"""Documents in chunks: what one worker reads at a time, and what is lost when it dies."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kg.building.codec import key_of, pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.building.codec import Outcome
    from kg.model import Document

MOST_DOCUMENTS = 64
MOST_CHARACTERS = 100_000


class Recipe(Hashable, Protocol):
    """How documents are read; it travels to other processes and can be a key.

    ``fingerprint`` names all that an outcome depends on besides the document itself: the versions of kg and
    of the model, weights, options, and the digest of the tables.
    """

    @property
    def fingerprint(self) -> str:
        """What an outcome depends on besides the document."""

    def load(self) -> Callable[[Sequence[Document]], Iterable[Outcome]]:
        """Return what reads documents: one outcome each, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Documents that are read together."""

    keys: tuple[bytes, ...]
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The outcomes of a chunk, each as bytes under its key."""

    outcomes: tuple[tuple[bytes, bytes], ...]


def chunked(
    documents: Iterable[Document], recipe: Recipe, known: Callable[[str, bytes], bool]
) -> Iterator[Chunk]:
    """Yield the documents whose outcome is not known, in chunks that depend on nothing but them.

    Args:
        documents: In the order of reading.
        recipe: How they are to be read.
        known: Told of the id and key of each document; says whether its outcome is known.
    """
    keys: list[bytes] = []
    held: list[Document] = []
    size = 0
    for document in documents:
        key = key_of(document, recipe.fingerprint)
        if known(document.id, key):
            continue
        keys.append(key)
        held.append(document)
        size += len(document.text)
        if len(held) >= MOST_DOCUMENTS or size >= MOST_CHARACTERS:
            yield Chunk(keys=tuple(keys), documents=tuple(held))
            keys, held, size = [], [], 0
    if held:
        yield Chunk(keys=tuple(keys), documents=tuple(held))


def done(chunk: Chunk, read: Callable[[Sequence[Document]], Iterable[Outcome]]) -> Done:
    """Read a chunk."""
    outcomes = read(chunk.documents)
    return Done(outcomes=tuple(zip(chunk.keys, map(pack, outcomes), strict=True)))
