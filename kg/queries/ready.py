"""Questions that come ready: ``kg/queries/*.rq``, each with a header that says what it asks and answers."""

from __future__ import annotations

import difflib
import inspect
import re
import warnings
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd
from pyoxigraph import NamedNode

from kg.errors import QueryError
from kg.queries import resolving
from kg.queries.engine import Target, answer, data_base, opened
from kg.rdf.terms import prefixes

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from pyoxigraph import Store

_HEADER = re.compile(r"^# (?:title|parameter|columns):.*\n", re.MULTILINE)
_ONLY_IF = re.compile(r"\s*# if (\w+)\s*$")
_WINDOW = re.compile(r"\bLIMIT (\d+)  # limit$", re.MULTILINE)
_ALL = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a ready query must or may be given; ``kind`` is actor, place, event, date, number, count, text."""

    name: str
    kind: str
    optional: bool
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyQuery:
    """A question with its SPARQL, its parameters and the columns of its answer."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    text: str

    def asked(self, given: Iterable[str] = ()) -> str:
        """Return the SPARQL without its header, and without the lines of parameters that are not given.

        Args:
            given: Names of parameters. A line that ends in ``# if NAME`` stands only if NAME is among them.

        Example:
            >>> print(ready()["denials"].asked().splitlines()[2].strip())
            ?event dipl:status dipl:denied ; rdfs:label ?label .
        """
        lines = re.sub(_HEADER, "", self.text).strip().splitlines()
        kept = (line for line in lines if not (found := _ONLY_IF.search(line)) or found[1] in set(given))
        return "\n".join(_ONLY_IF.sub("", line) for line in kept) + "\n"


@cache
def ready() -> Mapping[str, ReadyQuery]:
    """Return every ready query by its name, in the order of names.

    Example:
        >>> ready()["meetings"].title
        'Whom an actor met'
    """
    folder = files("kg.queries")
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".rq"))
    queries = (read_query(name.removesuffix(".rq"), (folder / name).read_text("utf-8")) for name in names)
    return MappingProxyType({query.name: query for query in queries})


def run(target: Target, name: str, /, **parameters: object) -> pd.DataFrame:
    """Ask a ready query.

    Args:
        target: The folder of a store, a Turtle file, an open store or an rdflib graph.
        name: The name of the query, such as ``meetings``.
        parameters: By name; actors and places by name or id, days as dates or ISO text.

    Raises:
        GraphError: The target cannot be opened.
        QueryError: There is no such query, a parameter is missing or unknown, or names nothing in the graph.
    """
    store = opened(target)
    text, values = prepare(store, _known(name), parameters)
    found = answer(store, text, **values)
    if not isinstance(found, pd.DataFrame):
        raise QueryError(f"Query '{name}' is no SELECT.", remedy="Ready queries answer with a table.")
    return with_note(found, left_out(text, found.get("event", ()), lambda rest: _any(store, rest, values)))


def left_out(text: str, events: Iterable[Hashable], others: Callable[[str], bool]) -> str:
    """Return what is to be said of a table that holds only the latest events; nothing if it holds all.

    Args:
        text: The SPARQL that was asked. It may have a line ``LIMIT 1000  # limit``.
        events: The events of its answer. Fewer than half as many as the limit are taken for all there are.
        others: Whether a query, here that for the events before these, has an answer.
    """
    window = _WINDOW.search(text)
    if window is None or 2 * len(set(events)) < int(window[1]):
        return ""
    if not others(_WINDOW.sub(r"OFFSET \1 LIMIT \1", text)):
        return ""
    return (
        f"Only the latest {int(window[1]):,} events are shown, and there are more: give 'limit' (0 for all)."
    )


def _any(store: Store, text: str, values: Mapping[str, object]) -> bool:
    found = answer(store, text, **values)
    return isinstance(found, pd.DataFrame) and not found.empty


def with_note(found: pd.DataFrame, note: str) -> pd.DataFrame:
    """Return a table that has a note in its ``attrs``; the note is told as a warning, too."""
    if note:
        found.attrs["note"] = note
        warnings.warn(note, stacklevel=_outside())
    return found


def _outside() -> int:
    """Return how many calls up, counted from whoever asks as the first, one lies that is not kg's own."""
    frame, calls = inspect.currentframe(), 0
    while frame is not None and frame.f_globals.get("__name__", "").partition(".")[0] == "kg":
        frame, calls = frame.f_back, calls + 1
    return calls


def prepare(
    store: Store, query: ReadyQuery | str, given: Mapping[str, object]
) -> tuple[str, dict[str, object]]:
    """Return the SPARQL of a question, and values for its variables in which names have become nodes.

    Args:
        store: The graph, or its actors, places and events alone.
        query: A ready query or SPARQL of one's own. In the latter ``actor``, ``place`` and ``event`` are
            names; elsewhere what looks like a day, a number or a known node is one.
        given: Parameters by name; None is as if it were not there.

    Raises:
        QueryError: A parameter is missing or unknown, or names nothing in the graph.
    """
    given = {name: value for name, value in given.items() if value is not None}
    if isinstance(query, str):
        return query, {name: _guessed(store, name, value) for name, value in given.items()}
    _check(query, given)
    values = {
        each.name: _value(store, each, given[each.name]) for each in query.parameters if each.name in given
    }
    limit = values.pop("limit", None)  # no variable of SPARQL can stand there
    text = query.asked(values)
    if limit is not None:
        text = _WINDOW.sub(f"LIMIT {limit}  # limit" if limit != _ALL else "", text)
    return text, values


def read_query(name: str, text: str) -> ReadyQuery:
    """Read a query with its header.

    Args:
        name: What it is called.
        text: SPARQL with a line ``# title:``, one ``# columns:`` and, for each parameter,
            ``# parameter: NAME (KIND[, optional]) MEANING``.

    Raises:
        QueryError: The header lacks a part or has a malformed one.
    """
    found = re.findall(r"^# (title|parameter|columns): *(.*?) *$", text, re.MULTILINE)
    titles = [value for key, value in found if key == "title"]
    columns = [value for key, value in found if key == "columns"]
    if len(titles) != 1 or len(columns) != 1:
        message = f"Query '{name}' needs one '# title:' and one '# columns:'."
        raise QueryError(message, remedy="Add them on top.")
    return ReadyQuery(
        name=name,
        title=titles[0],
        parameters=tuple(_parameter(name, value) for key, value in found if key == "parameter"),
        columns=tuple(columns[0].split()),
        text=text,
    )


def _parameter(query: str, line: str) -> Parameter:
    kinds = (*_RESOLVERS, *_CASTS)
    match = re.fullmatch(r"(\w+) \((\w+)(, optional)?\) (.+)", line)
    if not match or match[2] not in kinds:
        raise QueryError(
            f"Query '{query}': '{line}' is no parameter.",
            remedy=f"Write NAME (KIND) MEANING, with a kind of {', '.join(kinds)}.",
        )
    return Parameter(name=match[1], kind=match[2], optional=bool(match[3]), meaning=match[4])


def _known(name: str) -> ReadyQuery:
    """Return the ready query of that name."""
    if name in ready():
        return ready()[name]
    near = difflib.get_close_matches(name, ready(), 1)
    raise QueryError(
        f"There is no ready query '{name}'.",
        remedy=f"Did you mean '{near[0]}'?" if near else f"There are {', '.join(ready())}.",
    )


def _check(query: ReadyQuery, given: Mapping[str, object]) -> None:
    names = [each.name for each in query.parameters]
    for name in given:
        if name not in names:
            raise QueryError(
                f"Query '{query.name}' has no parameter '{name}'.",
                remedy=f"It has {', '.join(names)}." if names else "It has none.",
            )
    for each in query.parameters:
        if not each.optional and given.get(each.name) is None:
            message = f"Query '{query.name}' needs '{each.name}': {each.meaning}."
            raise QueryError(message, remedy="Give it as a parameter.")


def _value(store: Store, parameter: Parameter, value: object) -> object:
    if not isinstance(value, str) and parameter.kind != "count":
        return value
    if parameter.kind in _RESOLVERS:
        return _RESOLVERS[parameter.kind](store, str(value))
    try:
        return _CASTS[parameter.kind](str(value))
    except ValueError as error:
        example = {"date": "2023-05-19", "count": "1000"}.get(parameter.kind, "0.5")
        message = f"Parameter '{parameter.name}' is no {parameter.kind}: '{value}'."
        raise QueryError(message, remedy=f"Write it like {example}.") from error


def _guessed(store: Store, name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    if name in _RESOLVERS:
        return _RESOLVERS[name](store, value)
    if node := _node(store, value):
        return node
    for cast in (date.fromisoformat, int, float):
        with suppress(ValueError):
            return cast(value) if value.isascii() and value[:1] in "-.0123456789" else value
    return value


def _node(store: Store, value: str) -> NamedNode | None:
    """Return the node that is written as ``<IRI>`` or with a known prefix."""
    prefix, colon, local = value.partition(":")
    known = prefixes(data_base(store))
    whole = re.fullmatch(r"<([^<>\s]+)>", value)
    if not whole and not (colon and prefix in known and re.fullmatch(r"[\w.%-]+", local)):
        return None
    try:
        return NamedNode(whole[1] if whole else known[prefix] + local)
    except ValueError as error:
        raise QueryError(f"'{value}' is no IRI: {error}.", remedy="Give an absolute IRI.") from error


def _count(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise ValueError(text)
    return int(text)


_RESOLVERS: Mapping[str, Callable[[Store, str], NamedNode]] = {
    "actor": resolving.actor,
    "place": resolving.place,
    "event": resolving.event,
}
_CASTS: Mapping[str, Callable[[str], object]] = {
    "date": date.fromisoformat,
    "number": float,
    "count": _count,
    "text": str,
}
