"""One id, one document: what happens when an id comes twice."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Document


class Identities:
    """Keeps ids apart, remembering only digests: 16 bytes of each id and of each text.

    The same id with the same text is the same document. The same id with another text is another document,
    called ``id#`` and the first eight hex digits of the SHA-256 of its text; which of them came first,
    and so keeps the plain id, is settled by the fixed order of reading.

    Example:
        >>> from kg.model import Document
        >>> known = Identities()
        >>> [known.admit(Document(id="a", text=text)) is None for text in ("One.", "One.")]
        [False, True]
    """

    def __init__(self) -> None:
        self._text_of: dict[bytes, bytes] = {}

    def admit(self, document: Document) -> Document | None:
        """Return the document under an id of its own, None if it has been read before."""
        text = _digest(document.text)
        for name in _names(document):
            key = _digest(name)
            known = self._text_of.get(key)
            if known is None:
                self._text_of[key] = text
                return replace(document, id=name)
            if known == text:
                return None
        return None


def _names(document: Document) -> Iterator[str]:
    """Yield the id, then the id with more and more of the text's SHA-256."""
    yield document.id
    sha = hashlib.sha256(document.text.encode()).hexdigest()
    yield f"{document.id}#{sha[:8]}"
    yield f"{document.id}#{sha}"


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()
