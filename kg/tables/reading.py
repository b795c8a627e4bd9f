"""A table of events -> what each row tells, in the values that sentences give too.

The model wants a sentence behind each event. A row has none, so the row itself is the evidence: its document
is the table (the digest is the table's), its sentence the row as it stands there, its trigger the cell of the
action, with offsets that can be checked. No article is quoted that kg has not read.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from kg.documents.encoding import decode
from kg.errors import InputError
from kg.model import (
    EventMention,
    Extraction,
    Link,
    Mention,
    Participant,
    Role,
    Skipped,
    Source,
    Status,
    TextSpan,
)
from kg.tables.codes import action_of
from kg.tables.columns import columns_of
from kg.tables.dates import date_of
from kg.tables.faults import Fault
from kg.tables.names import Names
from kg.tables.rows import Row, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.gazetteer import Gazetteer
    from kg.model import Entity, EventDate

LONGEST_TABLE = 1 << 30
"""How many bytes a table may measure."""

FRAME = "table/row"
"""Stands where the frame stands of an event that a sentence tells."""

_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a table told.

    Args:
        extractions: The mentions of each source that the table names.
        digest: SHA-256 of the table's text.
        faults: The rows that were left out, and why.
    """

    extractions: tuple[Extraction, ...]
    digest: str
    faults: tuple[Skipped, ...]


def read_table(
    path: Path,
    gazetteer: Gazetteer,
    *,
    columns: Mapping[str, str] | None = None,
    confidence: float = 0.5,
    skip_faulty: bool = False,
) -> Imported:
    """Read a table of events in CSV or TSV.

    Args:
        path: The file; its first line names the columns.
        gazetteer: The tables by which names are resolved.
        columns: Field (see FIELDS) to column; columns of POLECAT, ICEWS, GDELT and kg are known.
        confidence: How likely a row is right that does not say it, from 0 to 1.
        skip_faulty: Leave faulty rows out instead of refusing the table.

    Raises:
        InputError: The table cannot be read or lacks a column; or a row has a fault (the message names line,
            column, what was expected and the nearest valid value), unless they are to be skipped.
    """
    text = _text(path)
    table = rows(text)
    header = next(table, None)
    if header is None or header.fault:
        raise InputError(f"{path} has no header.", remedy="Name the columns in its first line.")
    fields = columns_of(header.cells, columns or {}, str(path))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    source = Source(id=path.name, title=path.name, digest=digest)
    reader = _Reader(fields, list(header.cells), Names(gazetteer), source, confidence)
    told, faults = reader.read(table)
    if faults and not skip_faulty:
        raise _refused(path, faults)
    return Imported(extractions=tuple(told), digest=digest, faults=tuple(faults))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LONGEST_TABLE:
            raise InputError(f"{path} is longer than {LONGEST_TABLE >> 20} MiB.", remedy="Split the table.")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.", remedy="Check the path.") from error
    try:
        return decode(data).removeprefix("\ufeff")
    except InputError as error:
        raise InputError(f"{path} {error.message}", remedy=error.remedy) from error


def _refused(path: Path, faults: Sequence[Skipped]) -> InputError:
    listed = "\n".join(f"  {each.document_id}, {each.reason}" for each in faults[:_SHOWN])
    more = f"\n  and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
    count = f"{len(faults)} rows have faults" if len(faults) > 1 else "1 row has a fault"
    remedy = "Nothing was written. Mend the rows, or leave them out by --skip-faulty."
    return InputError(f"{path}: {count}.\n{listed}{more}\n", remedy=remedy)


class _Reader:
    def __init__(
        self,
        fields: Mapping[str, int],
        header: Sequence[str],
        names: Names,
        source: Source,
        confidence: float,
    ) -> None:
        self._fields, self._header, self._names = fields, header, names
        self._source, self._confidence = source, confidence

    def read(self, table: Iterator[Row]) -> tuple[list[Extraction], list[Skipped]]:
        told: defaultdict[Source, list[EventMention]] = defaultdict(list)
        faults: list[Skipped] = []
        for row in table:
            try:
                self._check(row)
                source = self._source_of(row)
                told[source].append(self._mention(row, source.id))
            except Fault:
                where = f"{self._source.id}, line {row.line}"
                faults.append(Skipped(document_id=where, stage="import", reason=self._wrong_with(row)))
        found = sorted(told, key=lambda source: source.id)
        return [Extraction(source=source, mentions=tuple(told[source])) for source in found], faults

    def _wrong_with(self, row: Row) -> str:
        """Return all that is wrong with a row, one column after the other."""
        try:
            self._check(row)
        except Fault as fault:
            return str(fault)
        steps: tuple[Callable[[], object], ...] = (
            partial(self._date, row, ""),
            partial(self._action, row),
            partial(self._parties, row, "", None),
            partial(self._status, row),
            partial(self._sureness, row),
            partial(self._mention, row, ""),
        )
        first, *others = dict.fromkeys(told for step in steps if (told := self._fault_of(step)))
        return " ".join((first, *(each[:1].upper() + each[1:] for each in others)))

    def _fault_of(self, step: Callable[[], object]) -> str:
        try:
            step()
        except Fault as fault:
            return f"column {self._column(fault.column)!r}: {fault}" if fault.column else str(fault)
        return ""

    def _column(self, field: str) -> str:
        return self._header[self._fields[field]] if field in self._fields else field

    def _check(self, row: Row) -> None:
        if row.fault:
            raise Fault("", f"is no sound row: {row.fault}.")
        if len(row.cells) != len(self._header):
            raise Fault("", f"has {len(row.cells)} cells.", f"Expected {len(self._header)} as in the header.")

    def _source_of(self, row: Row) -> Source:
        """Return the document that a row stands for: the table, under the name of who published the row."""
        publisher, url = self._cell(row, "source"), self._cell(row, "url")
        if not publisher and not url:
            return self._source
        key = "#".join(filter(None, (self._source.id, publisher, url)))
        return replace(self._source, id=key, source=publisher, url=url)

    def _mention(self, row: Row, document: str) -> EventMention:
        when = self._date(row, document)
        place = self._cell(row, "place")
        return EventMention(
            action=self._action(row),
            participants=self._parties(row, document, when),
            status=self._status(row),
            sentence=TextSpan(
                document_id=document, start=row.start, end=row.start + len(row.raw), text=row.raw
            ),
            trigger=self._span(row, "action", document),
            date=when,
            place=self._names.place(place, self._cell(row, "place_country")) if place else None,
            frame=FRAME,
            confidence=self._sureness(row),
        )

    def _action(self, row: Row) -> str:
        if not self._cell(row, "action"):
            raise Fault("action", "is empty.", "Expected an action.")
        return action_of(self._cell(row, "action"), self._cell(row, "mode"))

    def _parties(self, row: Row, document: str, when: EventDate | None) -> tuple[Participant, ...]:
        actors = self._side(row, "actor", document, when)
        if not actors:
            raise Fault("actor", "is empty.", "Expected who acts.")
        acting = {part.entity.id for part in actors}
        others = self._side(row, "counterpart", document, when)
        return (*actors, *(part for part in others if part.entity.id not in acting))

    def _side(self, row: Row, field: str, document: str, when: EventDate | None) -> tuple[Participant, ...]:
        countries = self._several(row, f"{field}_country")
        named, column = self._several(row, field), field
        if not named:
            named, column = countries, f"{field}_country"
        day = when.earliest if when else None
        found: dict[str, Participant] = {}
        for number, name in enumerate(named):
            country = countries[number if len(countries) == len(named) else 0] if countries else ""
            entity, link = self._names.actor(name, country, day, field)
            mention = _mentioned(self._span(row, column, document), name, entity, link)
            role = Role.ACTOR if field == "actor" else Role.COUNTERPART
            found.setdefault(entity.id, Participant(role=role, entity=entity, mention=mention))
        return tuple(found.values())

    def _date(self, row: Row, document: str) -> EventDate | None:
        text = self._cell(row, "date")
        return date_of(text, self._cell(row, "date_end"), self._span(row, "date", document)) if text else None

    def _status(self, row: Row) -> Status:
        text = self._cell(row, "status").casefold()
        if text and text not in set(Status):
            raise Fault("status", f"{text!r} is no status.", f"Expected one of {', '.join(Status)}.")
        return Status(text) if text else Status.ACTUAL

    def _sureness(self, row: Row) -> float:
        text = self._cell(row, "confidence")
        try:
            value = float(text) if text else self._confidence
        except ValueError:
            value = -1.0
        if not 0.0 <= value <= 1.0:
            raise Fault("confidence", f"{text!r} is no confidence.", "Expected a number from 0 to 1.")
        return value

    def _several(self, row: Row, field: str) -> list[str]:
        return [each.strip() for each in self._cell(row, field).split(";") if each.strip()]

    def _cell(self, row: Row, field: str) -> str:
        return row.cells[self._fields[field]].strip() if field in self._fields else ""

    def _span(self, row: Row, field: str, document: str) -> TextSpan:
        start, end = row.spans[self._fields[field]]
        text = row.raw[start - row.start : end - row.start]
        return TextSpan(document_id=document, start=start, end=end, text=text)


def _mentioned(cell: TextSpan, name: str, entity: Entity, link: Link) -> Mention:
    """Return where a cell names an actor: in one of several, only that stretch."""
    begin = cell.text.find(name)
    if begin >= 0:
        start = cell.start + begin
        cell = replace(cell, start=start, end=start + len(name), text=name)
    return Mention(
        span=cell, kind=entity.kind, head=name.rsplit(maxsplit=1)[-1], entity_id=entity.id, link=link
    )
