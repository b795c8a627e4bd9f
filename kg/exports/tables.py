"""Events and dyad-months as rows, for spreadsheets, data frames and Parquet."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from datetime import date
from functools import cache
from math import fsum
from typing import TYPE_CHECKING, Any

from kg.actions import QUADS, actions, dyads
from kg.errors import GraphError
from kg.exports.text import cell, whole
from kg.model import Kind, Precision, Role, Status
from kg.rdf.labels import event_label, known_actors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.model import Build, Entity, Event, Source

Row = dict[str, Any]

_LIST = list
EVENTS: Mapping[str, type] = {
    "event_id": str, "date_start": date, "date_end": date, "date_precision": str,
    "action": str, "action_label": str, "plover_type": str, "plover_mode": str, "quad_class": str,
    "cameo_code": str, "intensity": float, "status": str,
    "actors": _LIST, "actor_names": _LIST, "actor_countries": _LIST,
    "counterparts": _LIST, "counterpart_names": _LIST, "counterpart_countries": _LIST,
    "mediators": _LIST, "hosts": _LIST,
    "place": str, "place_country": str, "geonames_id": int, "latitude": float, "longitude": float,
    "confidence": float, "reports": int, "first_reported": date, "documents": _LIST, "urls": _LIST,
    "headline": str, "sentence": str,
}  # fmt: skip
"""Columns of the table of events, each with the type of its values."""

DYAD_MONTHS: Mapping[str, type] = {
    "month": str, "actor": str, "actor_name": str, "counterpart": str, "counterpart_name": str, "events": int,
    **{quad.lower(): int for quad in ("VCOOP", "MCOOP", "VCONF", "MCONF")},
    **{plover.lower(): int for plover in QUADS},
    "intensity_sum": float, "intensity_mean": float, "confidence_mean": float,
}  # fmt: skip
"""Columns of the table of dyad-months, each with the type of its values."""

_DIGITS = 6
_JOIN = "; "


def event_rows(build: Build) -> Iterator[Row]:
    """Yield a row an event, ordered by id; None where nothing is known."""
    return rows_of(build.events, build.sources)


def rows_of(events: Iterable[Event], sources: Iterable[Source]) -> Iterator[Row]:
    """Yield a row an event, in the order in which they come."""
    known = {source.id: source for source in sources}
    return (_event(event, known) for event in events)


def dyad_months(build: Build) -> Iterator[Row]:
    """Yield a row for each month, actor and counterpart between whom something took place.

    Actors are states and organisations; people and bodies count for whom they act. A symmetric act, and what
    several do together, counts in both directions. Only events that took place count, and only those whose
    month is known: an interval counts for the month in which it begins.
    """
    found: defaultdict[tuple[str, str, str], list[Event]] = defaultdict(list)
    for event in build.events:
        if event.status is Status.ACTUAL and event.date and event.date.precision is not Precision.YEAR:
            for one, other in sorted(pairs(event)):
                found[event.date.earliest.isoformat()[:7], one, other].append(event)
    return (_dyad_month(key, found[key]) for key in sorted(found))


def to_csv(columns: Mapping[str, type], rows: Iterator[Row]) -> Iterator[str]:
    """Yield the lines of a CSV file that no spreadsheet takes for formulas."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(_cell(row[column]) for column in columns)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def write_parquet(columns: Mapping[str, type], rows: Iterator[Row], path: Path) -> None:
    """Write rows as Parquet; texts stand as they are, lists are lists.

    Raises:
        GraphError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra, and heavy
        import pyarrow.parquet as pq  # noqa: PLC0415 - see above
    except ImportError as error:
        raise GraphError(
            "Parquet needs pyarrow.", remedy="pip install 'diplomatic-kg[parquet]', or export csv."
        ) from error
    kinds = {
        str: pa.string(), date: pa.date32(), float: pa.float64(), int: pa.int64(),
        list: pa.list_(pa.string()),
    }  # fmt: skip
    schema = pa.schema([(name, kinds[kind]) for name, kind in columns.items()])
    table = pa.Table.from_pylist([_sound(row) for row in rows], schema=schema)
    pq.write_table(table, path, compression="zstd")


def _event(event: Event, sources: Mapping[str, Source]) -> Row:
    act = actions().get(event.action)
    when, place = event.date, event.place
    return {
        "event_id": event.id,
        "date_start": when.earliest if when else None,
        "date_end": when.latest if when else None,
        "date_precision": when.precision.value if when else None,
        "action": event.action,
        "action_label": act.label if act else None,
        "plover_type": act.plover if act else None,
        "plover_mode": (act.mode or None) if act else None,
        "quad_class": act.quad if act else None,
        "cameo_code": act.cameo if act else None,
        "intensity": act.intensity if act else None,
        "status": event.status.value,
        **_parties("actor", event.entities(Role.ACTOR)),
        **_parties("counterpart", event.entities(Role.COUNTERPART)),
        "mediators": [entity.id for entity in event.entities(Role.MEDIATOR)],
        "hosts": [entity.id for entity in event.entities(Role.HOST)],
        "place": place.name if place else None,
        "place_country": place.country if place else None,
        "geonames_id": place.geonames if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "confidence": event.confidence,
        **_told(event, sources),
    }


def _parties(role: str, entities: Sequence[Entity]) -> Row:
    return {
        f"{role}s": [entity.id for entity in entities],
        f"{role}_names": [entity.name for entity in entities],
        f"{role}_countries": [entity.state or "" for entity in entities],
    }


def _told(event: Event, sources: Mapping[str, Source]) -> Row:
    documents = list(dict.fromkeys(mention.sentence.document_id for mention in event.mentions))
    urls = [source.url for each in documents if (source := sources.get(each)) and source.url]
    return {
        "reports": len(event.mentions),
        "first_reported": event.first_reported,
        "documents": documents,
        "urls": list(dict.fromkeys(urls)),
        "headline": event_label(event),
        "sentence": event.mentions[0].sentence.text if event.mentions else None,
    }


def pairs(event: Event) -> Iterator[tuple[str, str]]:
    """Yield the codes of who acted on whom, for whom people and bodies act."""
    if event.action in actions():
        sides = (map(_home, event.entities(role)) for role in (Role.ACTOR, Role.COUNTERPART))
        yield from ((one, other) for one, other in dyads(event.action, *sides) if other)


def _home(entity: Entity) -> str | None:
    return entity.state or (None if entity.kind is Kind.PERSON else entity.id)


def _dyad_month(key: tuple[str, str, str], events: Sequence[Event]) -> Row:
    month, one, other = key
    acts = [actions()[event.action] for event in events]
    total = fsum(act.intensity for act in acts)
    return {
        "month": month,
        "actor": one,
        "actor_name": name_of(one),
        "counterpart": other,
        "counterpart_name": name_of(other),
        "events": len(events),
        **{quad.lower(): sum(act.quad == quad for act in acts) for quad in QUADS.values()},
        **{plover.lower(): sum(act.plover == plover for act in acts) for plover in QUADS},
        "intensity_sum": round(total, _DIGITS),
        "intensity_mean": round(total / len(acts), _DIGITS),
        "confidence_mean": round(fsum(event.confidence for event in events) / len(events), _DIGITS),
    }


@cache
def name_of(code: str) -> str:
    """Return the name of a state or an organisation; the code itself if the gazetteer has none."""
    return known_actors().get(code, (code, None))[0]


def _cell(value: Any) -> Any:  # noqa: ANN401 - what a cell holds
    if isinstance(value, list):
        return cell(_JOIN.join(each.replace(";", ",") for each in value))
    return cell(value) if isinstance(value, str) else value


def _sound(row: Row) -> Row:
    return {key: _whole(value) for key, value in row.items()}


def _whole(value: Any) -> Any:  # noqa: ANN401 - see _cell
    if isinstance(value, list):
        return [whole(each) for each in value]
    return whole(value) if isinstance(value, str) else value
