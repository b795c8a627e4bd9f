"""Events and dyads as pandas DataFrames, for analysis in Python."""

from __future__ import annotations

import difflib
from collections import defaultdict
from datetime import date
from math import fsum
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kg.actions import QUADS, actions
from kg.errors import QueryError
from kg.exports import tables
from kg.model import Event, Kind, Link, Precision, Status
from kg.queries.resolving import is_surname
from kg.rdf.labels import known_actors

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from kg.model import Build, EventDate

FREQUENCIES = ("D", "W", "M", "Q", "Y")
"""Day, week, month, quarter and year, as pandas calls periods."""

_DIGITS = 6
_TYPES: Mapping[type, str] = {date: "datetime64[s]", int: "Int64", float: "float64"}
# A month is enough to know the quarter, and a year only the year.
_EXACT: Mapping[Precision, Sequence[str]] = {Precision.MONTH: ("M", "Q", "Y"), Precision.YEAR: ("Y",)}


class Events(tuple[Event, ...]):  # noqa: SLOT001 - it remembers its build, and a tuple takes no slots
    """The events of a build, ordered by id; called, it gives those that fit as a DataFrame.

    Example:
        >>> from kg.model import Build, Run
        >>> events = Events(Build(run=Run(kg_version="0", model="", model_version="")))
        >>> len(events), events().columns[0]
        (0, 'event_id')
    """

    _build: Build

    def __new__(cls, build: Build) -> Events:  # noqa: PYI034 - a tuple makes no Self
        """Make the tuple, which remembers its build."""
        made = super().__new__(cls, build.events)
        made._build = build
        return made

    def __call__(  # noqa: PLR0913 - one a filter
        self,
        *,
        actor: str = "",
        other: str = "",
        action: str = "",
        status: str = "",
        since: date | str | None = None,
        until: date | str | None = None,
        min_confidence: float = 0.0,
    ) -> pd.DataFrame:
        """Return the events that fit as a table, a row an event, the earliest first and the undated last.

        Args:
            actor: Name or id of who takes part, in whatever role; a state stands for all who act for it.
            other: Name or id of who takes part as well.
            action: Id of an action, a PLOVER type (``SANCTION``) or a quad class (``VCONF``).
            status: ``actual``, ``planned``, ``negated`` or ``hypothetical``.
            since: First day, as a date or ISO text; an event of a whole month fits if one of its days does.
            until: Last day.
            min_confidence: From 0 to 1.

        Returns:
            The columns of ``kg export``: dates as ``datetime64[s]``, parties as lists of ids, and so on.

        Raises:
            QueryError: Nobody in the graph is called so, there is no such action or status, or no such day.
        """
        first, last = _day(since, date.min), _day(until, date.max)
        parties = [_wanted(self, name) for name in (actor, other) if name]
        kinds, state = _actions(action), _status(status)
        dated = since is not None or until is not None
        found = [
            event
            for event in self
            if event.confidence >= min_confidence
            and (kinds is None or event.action in kinds)
            and (state is None or event.status is state)
            and (not dated or _lies(event.date, first, last))
            and all(_takes_part(event, party) for party in parties)
        ]
        found.sort(key=lambda event: (event.date.earliest if event.date else date.max, event.id))
        rows = list(tables.rows_of(found, self._build.sources))
        return _frame(tables.EVENTS, rows)


def dyads(build: Build, freq: str = "M", *, complete: bool = False) -> pd.DataFrame:
    """Return how states and organisations dealt with each other, a row a period and directed pair.

    An event counts with the intensity of its action, from -10 (most hostile) to 10 (most friendly). These
    are scores of kg's own, for want of published ones for PLOVER, on the scale that J. S. Goldstein
    introduced for WEIS events ("A Conflict-Cooperation Scale for WEIS Events Data", Journal of Conflict
    Resolution 36, 1992); each stands in the column ``intensity`` of ``ontologies/actions.tsv``, where it can
    be changed. They are neither Goldstein's own weights nor those of the CAMEO codes.

    Args:
        build: What a run found.
        freq: ``D``, ``W``, ``M``, ``Q`` or ``Y``. Events whose date is known less exactly are left out.
        complete: Whether each pair has a row for every period from the first event of all to the last.

    Returns:
        ``period`` (pandas periods), ``actor``, ``counterpart`` and their names, number of events, in all and
        by quad class, ``intensity_sum`` and ``intensity_mean`` (missing where nothing happened). Only what
        took place counts. A symmetric act, and what several do together, counts in both directions.

    Raises:
        QueryError: There is no such frequency.
    """
    if freq not in FREQUENCIES:
        raise QueryError(f"There is no frequency '{freq}'.", remedy=f"Give one of {', '.join(FREQUENCIES)}.")
    found: defaultdict[tuple[pd.Period, str, str], list[Event]] = defaultdict(list)
    for event in build.events:
        if (
            event.status is Status.ACTUAL
            and event.date
            and freq in _EXACT.get(event.date.precision, FREQUENCIES)
        ):
            period = pd.Period(event.date.earliest, freq=freq)
            for one, other in sorted(tables.pairs(event)):
                found[period, one, other].append(event)
    if complete and found:
        periods = pd.period_range(min(key[0] for key in found), max(key[0] for key in found), freq=freq)
        for one, other in {key[1:] for key in found}:
            for period in periods:
                _ = found[period, one, other]
    table = pd.DataFrame([_dyad(*key, found[key]) for key in sorted(found)], columns=_DYADS)
    table["period"] = pd.PeriodIndex(table["period"], freq=freq)
    return table.astype({name: "float64" for name in _DYADS if name.startswith("intensity")})


_DYADS = (
    "period", "actor", "actor_name", "counterpart", "counterpart_name", "events",
    "vcoop", "mcoop", "vconf", "mconf", "intensity_sum", "intensity_mean",
)  # fmt: skip


def _dyad(period: pd.Period, one: str, other: str, events: Sequence[Event]) -> tuple[object, ...]:
    acts = [actions()[event.action] for event in events]
    total = round(fsum(act.intensity for act in acts), _DIGITS)
    quads = [sum(act.quad == quad.upper() for act in acts) for quad in _DYADS[6:10]]
    mean = round(total / len(acts), _DIGITS) if acts else np.nan
    return period, one, tables.name_of(one), other, tables.name_of(other), len(acts), *quads, total, mean


def _frame(columns: Mapping[str, type], rows: Sequence[tables.Row]) -> pd.DataFrame:
    table = pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype="object") for name in columns})
    return table.astype({name: _TYPES[kind] for name, kind in columns.items() if kind in _TYPES})


def _lies(when: EventDate | None, first: date, last: date) -> bool:
    return when is not None and when.latest >= first and when.earliest <= last


def _takes_part(event: Event, wanted: Collection[str]) -> bool:
    return any(part.entity.id in wanted or part.entity.state in wanted for part in event.participants)


def _wanted(events: Iterable[Event], name: str) -> set[str]:
    """Return the ids that a name means, and the states for which those of such an id act."""
    folded = " ".join(name.removeprefix("ent:").split()).casefold()
    entities = {part.entity for event in events for part in event.participants}
    homes = {each.state for each in entities if each.state}
    codes = {code: label for code, (label, _) in known_actors().items() if code in homes}
    found = {each.id for each in entities if folded in {each.id.casefold(), each.name.casefold()}}
    found |= {code for code, label in codes.items() if folded in {code.casefold(), label.casefold()}}
    found = found or {key for key, words in _called(events) if words.casefold() == folded}
    if not found:
        people = {each for each in entities if each.kind is Kind.PERSON and is_surname(folded, each.name)}
        found = {each.id for each in people} if len(people) == 1 else set()
    if not found:
        names = sorted({each.name for each in entities} | set(codes.values()))
        near = difflib.get_close_matches(name, names, 3)
        remedy = f"Did you mean {' or '.join(near)}?" if near else "Nothing there is called alike."
        raise QueryError(f"The graph has no actor '{name}'.", remedy=remedy)
    return found


def _called(events: Iterable[Event]) -> Iterator[tuple[str, str]]:
    """Yield ids with the names by which texts call them."""
    for event in events:
        for report in event.mentions:
            for part in report.participants:
                if part.mention and part.mention.link is Link.NAME:
                    yield part.entity.id, part.mention.span.text


def _actions(wanted: str) -> frozenset[str] | None:
    if not wanted:
        return None
    word = wanted.removeprefix("act:").casefold()
    known = actions().values()
    found = frozenset(
        act.id for act in known if word in {act.id.casefold(), act.plover.casefold(), act.quad.casefold()}
    )
    if not found:
        names = [*actions(), *QUADS, *dict.fromkeys(QUADS.values())]
        near = difflib.get_close_matches(wanted, names, 3)
        remedy = f"Did you mean {' or '.join(near)}?" if near else "ontologies/actions.tsv has all actions."
        raise QueryError(f"There is no action '{wanted}'.", remedy=remedy)
    return found


def _status(wanted: str) -> Status | None:
    try:
        return Status(wanted) if wanted else None
    except ValueError as error:
        remedy = f"Give one of {', '.join(Status)}."
        raise QueryError(f"There is no status '{wanted}'.", remedy=remedy) from error


def _day(value: date | str | None, unbounded: date) -> date:
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else value
        return unbounded if found is None else date(found.year, found.month, found.day)
    except ValueError as error:
        raise QueryError(f"'{value}' is no day.", remedy="Write it like 2023-05-19.") from error
