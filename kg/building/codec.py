"""Values as bytes and back, by msgspec: what is read is checked against the types of ``kg.model``."""

from __future__ import annotations

import zlib
from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

from kg.errors import GraphError
from kg.model import Document, Event, EventMention, Extraction, Skipped, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Outcome = Extraction | Skipped
"""What became of a document: what it tells, or why it could not be analysed."""

Key = tuple[str, tuple[tuple[str, str], ...]]

_encoder = msgspec.msgpack.Encoder()
_extraction = msgspec.msgpack.Decoder(Extraction)
_skipped = msgspec.msgpack.Decoder(Skipped)
_event = msgspec.msgpack.Decoder(Event)
_told = msgspec.msgpack.Decoder(tuple[Source, EventMention])
_source = msgspec.msgpack.Decoder(Source)
_found = msgspec.msgpack.Decoder(list[tuple[Document | None, Skipped | None]])
_key = msgspec.json.Decoder(Key)

_TOLD, _LEFT_OUT = b"e", b"s"


def pack(outcome: Outcome) -> bytes:
    """Return an outcome as bytes, compressed."""
    kind = _TOLD if isinstance(outcome, Extraction) else _LEFT_OUT
    return kind + zlib.compress(_encoder.encode(outcome), 1)


def unpack(data: bytes) -> Outcome:
    """Return the outcome again.

    Raises:
        GraphError: The bytes are none that this version wrote.
    """
    try:
        decoder = _extraction if data[:1] == _TOLD else _skipped
        found: Outcome = decoder.decode(zlib.decompress(data[1:]))
    except (msgspec.MsgspecError, zlib.error) as error:
        raise GraphError(
            f"What the build remembers is damaged: {error}.", remedy="Build anew with --fresh."
        ) from error
    return found


def key_of(document: Document, recipe: str) -> bytes:
    """Return what an extraction depends on, as 20 bytes: all of the document, and what reads it."""
    return blake2b(_encoder.encode(document), digest_size=20, key=recipe.encode()[:64]).digest()


def encode(value: Event | Source) -> bytes:
    """Return a value as bytes."""
    return _encoder.encode(value)


def decode_event(data: bytes) -> Event:
    """Return the event again."""
    return _event.decode(data)


def decode_source(data: bytes) -> Source:
    """Return the source again."""
    return _source.decode(data)


def encode_key(key: Key) -> bytes:
    """Return action and parties as bytes by which mentions are grouped."""
    return msgspec.json.encode(key)


def decode_key(data: bytes) -> Key:
    """Return action and parties again."""
    found: Key = _key.decode(data)
    return found


def pack_skip(skipped: Skipped) -> bytes:
    """Return what was skipped as bytes."""
    return _encoder.encode(skipped)


def unpack_skip(data: bytes) -> Skipped:
    """Return what was skipped again."""
    return _skipped.decode(data)


def pack_found(found: Sequence[Document | Skipped]) -> bytes:
    """Return what a file held as bytes, compressed."""
    parted = [(each, None) if isinstance(each, Document) else (None, each) for each in found]
    return zlib.compress(_encoder.encode(parted), 1)


def unpack_found(data: bytes) -> Iterator[Document | Skipped]:
    """Yield what a file held again."""
    for document, skipped in _found.decode(zlib.decompress(data)):
        found = document or skipped
        if found is not None:
            yield found


def encode_told(source: Source, mention: EventMention) -> bytes:
    """Return a mention with its document as bytes."""
    return _encoder.encode((source, mention))


def decode_told(data: bytes) -> tuple[Source, EventMention]:
    """Return mention and document again."""
    return _told.decode(data)
