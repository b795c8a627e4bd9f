from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from kg.model import (
    Build,
    Entity,
    Event,
    EventDate,
    EventMention,
    Kind,
    Participant,
    Place,
    Precision,
    Role,
    Run,
    Source,
    Status,
    TextSpan,
)

HERE = Path(__file__).parent
ROLES = {
    "actors": Role.ACTOR,
    "counterparts": Role.COUNTERPART,
    "mediators": Role.MEDIATOR,
    "hosts": Role.HOST,
}
PLACES = {
    name: Place(id=name, name=name, country=country, latitude=north, longitude=east)
    for name, country, north, east in [
        ("Lima", "PER", -12.0, -77.0),
        ("Paris", "FRA", 48.9, 2.35),
        ("Hiroshima", "JPN", 34.4, 132.45),
        ("Delhi", "IND", 28.6, 77.2),
    ]
}
SOURCES = tuple(
    Source(id=name, title=f"The {name}", digest=letter * 64)
    for letter, name in zip("bca", ("gazette", "herald", "tribune"), strict=True)
)


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


ACTORS = {
    row["id"]: Entity(
        id=row["id"],
        name=row["name"],
        kind=Kind(row["kind"]),
        state=row["state"] or None,
        wikidata=row["wikidata"] or None,
    )
    for row in rows("actors.tsv")
}


def mention(row: dict[str, str], number: int) -> EventMention:
    text = f"Sentence {number:03} of {row['document']}."
    start = number * 100
    found = [(role, ACTORS[key]) for column, role in ROLES.items() for key in row[column].split()]
    when = None
    if row["earliest"]:
        bounds = date.fromisoformat(row["earliest"]), date.fromisoformat(row["latest"])
        when = EventDate(earliest=bounds[0], latest=bounds[1], precision=Precision(row["precision"]))
    return EventMention(
        action=row["action"],
        participants=tuple(Participant(role=role, entity=entity) for role, entity in found),
        status=Status(row["status"]),
        sentence=TextSpan(document_id=row["document"], start=start, end=start + len(text), text=text),
        trigger=TextSpan(document_id=row["document"], start=start, end=start + 8, text="Sentence"),
        date=when,
        place=PLACES.get(row["place"]),
        attribution=ACTORS.get(row["said_by"]),
        confidence=float(row["confidence"]),
    )


@pytest.fixture(scope="session")
def world() -> Build:
    """Return the events of ``events.tsv``, of which a row is a report."""
    events = []
    told = enumerate(rows("events.tsv"))
    for key, group in groupby(told, lambda item: item[1]["id"]):
        mentions = tuple(mention(row, number) for number, row in group)
        first = mentions[0]
        events.append(
            Event(
                id=key,
                action=first.action,
                participants=tuple(sorted(first.participants, key=lambda part: (part.role, part.entity.id))),
                status=first.status,
                mentions=mentions,
                date=first.date and replace(first.date, span=None),
                place=first.place,
                confidence=first.confidence,
            )
        )
    run = Run(kg_version="0.1.0", model="none", model_version="0", encoder="e" * 64)
    return Build(run=run, sources=SOURCES, events=tuple(events))
