"""A graph in which strangers' words say all that could steer a program: titles, texts, ids, names."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.model import Build, Entity, Mention, Place, Source, TextSpan

if TYPE_CHECKING:
    from pathlib import Path

PAYLOAD = (
    "=HYPERLINK(1)</script><script>pwned()</script><img src=x onerror=pwned()>\"'><svg onload=pwned()>"
    "]]>&amp;\x1b"
    '[31m\x1b]0;t\x07\x9b2J[bold red]x[/bold red]{{7*7}}\u2028\u202e\r\n""" <urn:pwned> . } ; DROP ALL #\\'
)
ADDRESS = f"javascript:pwned()//{PAYLOAD}"
IDENTITY = f"../../../pwned/{PAYLOAD}"
"""Stands where a key, an id or the name of a file is made of."""


def poisoned(build: Build, payload: str = PAYLOAD) -> Build:
    """Return a build in which the payload stands in all that a document or a table of names can say."""
    poisoned: Build = _poisoned(build, payload)
    return poisoned


def _poisoned(value: Any, payload: str) -> Any:  # noqa: ANN401 - whatever a build holds
    if isinstance(value, tuple):
        return tuple(_poisoned(each, payload) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    inner = {each.name: _poisoned(getattr(value, each.name), payload) for each in fields(value)}
    return replace(value, **{**inner, **_changed(value, payload)})


def _changed(value: object, payload: str) -> dict[str, Any]:
    match value:
        case Source():
            return {
                "id": _id(value.id),
                "title": payload,
                "source": payload,
                "url": ADDRESS,
                "licence": payload,
            }
        case Entity() | Place():
            return {"id": _id(value.id), "name": f"{payload}{value.name}"}
        case Mention():
            return {"head": payload, "entity_id": _id(value.entity_id or "")}
        case TextSpan():
            text = f"{value.text} {payload}" if value.end - value.start > 20 else value.text
            end = value.start + len(text)
            return {"document_id": _id(value.document_id), "text": text, "end": end}
    return {}


def _id(identity: str) -> str:
    return f"{IDENTITY}{identity}"


def names_in(folder: Path) -> list[str]:
    """Return the files below a folder, by their paths in it."""
    return sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*"))
