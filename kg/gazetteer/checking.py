"""Checks of tables: every cell by itself, and the rows against each other."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.errors import LexiconError
from kg.gazetteer.faults import Choices, Fault
from kg.gazetteer.tables import ENTITIES, TABLES, Row, whole_day
from kg.gazetteer.values import Form
from kg.model import as_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    Tables = Mapping[str, Sequence[Row]]

UNIQUE_OFFICES = (
    "head_of_state",
    "head_of_government",
    "monarch",
    "foreign_minister",
    "defence_minister",
    "head_of_organisation",
)
"""Offices that one person holds at a time."""

OFFICES = (
    *UNIQUE_OFFICES,
    "minister",
    "deputy",
    "ambassador",
    "envoy",
    "spokesperson",
    "legislator",
    "military",
    "official",
)
HANDOVER = timedelta(days=7)
"""How long two terms may overlap: sources differ on whether a term ends with the oath or the election."""

_STATES = Choices.of("kinds of state", ("member", "observer", "de_facto", "territory", "historical"))
_OFFICES = Choices.of("kinds of office", OFFICES)
_FORMS = Choices.of("forms", [form.value for form in Form])
_GENDERS = Choices.of("genders", ("m", "f"))
_NOUNS = Choices.of(
    "kinds of noun", ("government", "organ", "forces", "people", "group", "territory", "speech")
)
PLACES = ("city", "region", "water", "base", "venue")
"""Kinds of place."""

_PLACES = Choices.of("kinds of place", PLACES)
_DEGREES = re.compile(r"-?\d{1,3}(\.\d+)?", re.ASCII)
_GEONAMES = re.compile(r"[1-9]\d*", re.ASCII)
_WIKIDATA = re.compile(r"Q[1-9]\d*", re.ASCII)
_SPANS = {
    "states": ("valid_from", "valid_to"),
    "names": ("valid_from", "valid_to"),
    "holders": ("start", "end"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What cells may refer to, in all tables together."""

    entities: Choices
    states: Choices
    codes: Choices
    code_of: Mapping[str, str]


def check_tables(tables: Tables, own: Tables) -> list[Fault]:
    """Return every fault of some rows, in the order of files and lines.

    Args:
        tables: All rows by table, as they are used.
        own: The rows to check; each of them is in ``tables`` too, or all of ``tables`` are checked.
    """
    known = _known(tables, own)
    faults = [
        fault for name in TABLES for row in own.get(name, ()) for fault in _row_faults(name, row, known)
    ]
    for name, table in TABLES.items():
        faults += _twice(own.get(name, ()), table.unique)
    faults += _same_ids(own)
    lines = {(row.path, row.line) for rows in own.values() for row in rows}
    across = [*_shared_names(tables.get("names", ())), *_shared_offices(tables.get("holders", ()))]
    faults += [fault for fault in across if (fault.path, fault.line) in lines]
    return sorted(set(faults))


def _known(tables: Tables, own: Tables) -> _Known:
    rows = [row for name in ENTITIES for row in tables.get(name, ())]
    states = {row["id"]: row["name"] for row in tables.get("states", ())}
    organisations = tables.get("organisations", ())
    mine = {(row.path, row.line) for row in own.get("organisations", ())}
    all_own = len(mine) == len(organisations)
    # an organisation that is no organ sets its code; a new one is known by its id, so that a slip is found
    codes = {
        row["code"]: row["name"]
        for row in organisations
        if row["code"] and not row["part_of"]
        and (all_own or (row.path, row.line) not in mine or row["code"] == row["id"])
    }  # fmt: skip
    return _Known(
        entities=Choices(what="entities", values={row["id"]: row["name"] for row in rows}),
        states=Choices(what="states", values=states),
        codes=Choices(what="codes", values={**codes, **states}),
        code_of={row["id"]: row["code"] for row in organisations},
    )


def _row_faults(name: str, row: Row, known: _Known) -> Iterator[Fault]:
    for column in TABLES[name].filled:
        if not row[column]:
            yield row.fault(column, "the cell is empty.", "Fill it, or take the row out.")
    yield from _cell_faults(name, row, known)
    yield from _date_faults(name, row)
    if name == "places":
        yield from _point_faults(row)
    wikidata = row.get("wikidata")
    if wikidata and not _WIKIDATA.fullmatch(wikidata):
        yield row.fault(
            "wikidata", f"{wikidata!r} is no Wikidata id.", "Write it like Q142, or leave it empty."
        )
    for column in {"id", "person"} & row.cells.keys():
        if row[column] and as_key(row[column]) != row[column]:
            remedy = f"Use letters, digits, _ and - only: {as_key(row[column])!r}."
            yield row.fault(column, f"{row[column]!r} is no key.", remedy)
    for column in {"title", "noun"} & row.cells.keys():
        if row[column] != row[column].lower():
            yield row.fault(column, f"{row[column]!r} has capitals.", f"Write {row[column].lower()!r}.")


def _cell_faults(name: str, row: Row, known: _Known) -> Iterator[Fault]:
    for column, choices, noun in _choices(name, known):
        for value in row.get(column).split() if column == "scope" else [row.get(column)]:
            if value and value not in choices:
                yield row.fault(column, f"{value!r} is no {noun}.", choices.remedy(value))
    if name == "organisations" and row["part_of"]:
        code = known.code_of.get(row["part_of"], row["code"])
        if row["code"] != code:
            yield row.fault(
                "code", f"{row['code']!r} is not the code of {row['part_of']}.", f"Write {code!r}."
            )


def _choices(name: str, known: _Known) -> tuple[tuple[str, Choices, str], ...]:
    match name:
        case "states":
            return (
                ("kind", _STATES, "kind of state"),
                ("code", known.states, "known state"),
                ("part_of", known.states, "known state"),
            )
        case "organisations":
            return (("code", known.codes, "known code"), ("part_of", known.entities, "known entity"))
        case "names":
            return (("entity", known.entities, "known entity"), ("form", _FORMS, "form"))
        case "offices":
            return (("kind", _OFFICES, "kind of office"), ("scope", known.entities, "known entity"))
        case "holders":
            return (
                ("office", _OFFICES, "kind of office"),
                ("entity", known.entities, "known entity"),
                ("gender", _GENDERS, "gender"),
            )
        case "nouns":
            return (("kind", _NOUNS, "kind of noun"),)
        case "places":
            return (("kind", _PLACES, "kind of place"), ("country", known.states, "known state"))
        case _:
            return (("state", known.states, "known state"),)


def _date_faults(name: str, row: Row) -> Iterator[Fault]:
    first, last = _SPANS.get(name, ("", ""))
    for column in (first, last):
        try:
            row.day(column)
        except LexiconError:
            yield row.fault(column, f"{row[column]!r} is no date.", "Write YYYY-MM-DD, YYYY-MM or YYYY.")
            return
    start, end = row.day(first), row.day(last, last=True)
    if start and end and end < start:
        yield row.fault(
            last, f"ends on {row[last]}, before it begins on {row[first]}.", "Mend one of the two."
        )


def _point_faults(row: Row) -> Iterator[Fault]:
    for column, most in (("latitude", 90), ("longitude", 180)):
        text = row[column]
        if text and not (_DEGREES.fullmatch(text) and abs(float(text)) <= most):
            remedy = f"Write degrees from -{most} to {most}, such as 48.87."
            yield row.fault(column, f"{text!r} is no {column}.", remedy)
    if bool(row["latitude"]) != bool(row["longitude"]):
        yield row.fault("latitude", "one coordinate stands without the other.", "Give both or none.")
    if row["geonames"] and not _GEONAMES.fullmatch(row["geonames"]):
        yield row.fault("geonames", f"{row['geonames']!r} is no GeoNames id.", "Write digits alone.")


def _twice(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[Fault]:
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        before = seen.setdefault(row.values(columns), row)
        if before is not row:
            what = " ".join(filter(None, row.values(columns)))
            yield row.fault(
                columns[0], f"{what!r} stands in line {before.line} already.", "Keep one of the two."
            )


def _same_ids(own: Tables) -> Iterator[Fault]:
    seen: dict[str, Row] = {}
    for row in (row for name in ENTITIES for row in own.get(name, ())):
        before = seen.setdefault(row["id"], row)
        if before.path != row.path:
            where = f"{before.path.name}, line {before.line}"
            yield row.fault("id", f"{row['id']!r} stands in {where} already.", "Give each entity its own id.")


def _shared_names(rows: Iterable[Row]) -> Iterator[Fault]:
    """Yield names that stand for two entities at one time, by no rule that could tell which is meant."""
    by_form = _grouped(rows, lambda row: (row["text"], row["form"]))
    for same in by_form:
        for row in same:
            others = {other["entity"] for other in same if _together(row, other)} - {row["entity"]}
            if others and "ambiguous" not in row.get("comment"):
                yield row.fault(
                    "entity",
                    f"{row['text']!r} as {row['form']} stands for {' and '.join(sorted(others))} too.",
                    "Give each its own time, or begin the comment with 'ambiguous:' and say why.",
                )


def _shared_offices(rows: Iterable[Row]) -> Iterator[Fault]:
    """Yield terms of an office that one person holds at a time while another holds it."""
    held = (row for row in rows if row["office"] in UNIQUE_OFFICES)
    for terms in _grouped(held, lambda row: (row["office"], row["entity"])):
        dated = sorted(
            ((term, row) for row in terms if (term := certain_term(row))), key=lambda each: each[0]
        )
        for index, (earlier, before) in enumerate(dated):
            for later, after in dated[index + 1 :]:
                if earlier[1] - later[0] <= HANDOVER:
                    break
                if "overlap" not in before.get("comment") + after.get("comment"):
                    yield _clash(before, after)
                    yield _clash(after, before)


def _clash(row: Row, other: Row) -> Fault:
    until = other.get("end") or "today"
    return row.fault(
        "start",
        f"{row['name']} and {other['name']} are {row['office']} of {row['entity']} at once "
        f"({other['name']} from {other['start'] or 'the beginning'} to {until}).",
        "End the earlier term ('kg lexicon add holder --succeeds' does), or comment 'overlap:' and why.",
    )


def certain_term(row: Row) -> tuple[date, date] | None:
    """Return the first and last day on which a holder was surely in office; None if no day is certain."""
    try:
        first = whole_day(row["start"], last=True) if row["start"] else date.min
        last = whole_day(row["end"]) if row["end"] else date.max
    except LexiconError:
        return None
    return (first, last) if first <= last else None


def _together(row: Row, other: Row) -> bool:
    try:
        one, two = (
            (each.day("valid_from") or date.min, each.day("valid_to", last=True) or date.max)
            for each in (row, other)
        )
    except LexiconError:
        return False
    return one[0] <= two[1] and two[0] <= one[1]


def _grouped(rows: Iterable[Row], key: Callable[[Row], tuple[str, str]]) -> Iterator[list[Row]]:
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return (group for group in groups.values() if len(group) > 1)
