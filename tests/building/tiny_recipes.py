"""A recipe that other processes can import, without a language model: "PER criticise CHL 2023-05-17."."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg.copies import shingles
from kg.model import (
    Document,
    Entity,
    EventDate,
    EventMention,
    Extraction,
    Kind,
    Participant,
    Role,
    Run,
    Skipped,
    Status,
    TextSpan,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.building.codec import Outcome

_SENTENCE = re.compile(r"(?P<actor>[A-Z]{3}) (?P<action>\w+) (?P<whom>[A-Z]{3})(?: (?P<day>[\d-]{10}))?\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiny:
    """Reads sentences of three words.

    ``calls`` is a file that tells which documents were read; who reads the document ``deadly`` dies.
    """

    calls: str = ""
    deadly: str = ""
    fingerprint: str = "tiny"

    def load(self) -> Callable[[Sequence[Document]], Iterator[Outcome]]:
        return self.read

    def read(self, documents: Sequence[Document]) -> Iterator[Outcome]:
        for document in documents:
            if self.calls:
                with open(self.calls, "a", encoding="utf-8") as file:  # noqa: PTH123 - short
                    file.write(f"{document.id}\n")
            if document.id == self.deadly:
                os._exit(9)
            if "unreadable" in document.text:
                yield Skipped(document_id=document.id, stage="extract", reason="could not be analysed.")
                continue
            mentions = tuple(_mention(document, match) for match in _SENTENCE.finditer(document.text))
            yield Extraction(source=document.as_source(), mentions=mentions, shingles=shingles(document.text))


def _mention(document: Document, match: re.Match[str]) -> EventMention:
    parts = ((Role.ACTOR, match["actor"]), (Role.COUNTERPART, match["whom"]))
    day = date.fromisoformat(match["day"]) if match["day"] else None
    span = TextSpan(document_id=document.id, start=match.start(), end=match.end(), text=match[0])
    return EventMention(
        action=match["action"],
        participants=tuple(Participant(role=role, entity=state(code)) for role, code in parts),
        status=Status.ACTUAL,
        date=EventDate(earliest=day, latest=day) if day else None,
        sentence=span,
        trigger=span,
        frame="tiny/tiny",
    )


def state(code: str) -> Entity:
    return Entity(id=code, name=code.title(), kind=Kind.STATE, state=code)


CODES = ("PER", "CHL", "BOL", "ECU", "COL")
RUN = Run(kg_version="0", model="tiny", model_version="0")


def article(number: int) -> Document:
    one, other = CODES[number % 5], CODES[(number * 3 + 1) % 5]
    return Document(
        id=f"d{number:04}", text=f"{one} criticise {other} 2023-05-{number % 28 + 1:02}. {other} meet {one}."
    )
