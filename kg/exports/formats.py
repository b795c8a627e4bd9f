"""The formats that a build can be written in, each with its name and its suffixes, and how to choose one."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.errors import GraphError
from kg.exports.jsonld import to_jsonld
from kg.exports.networks import to_gexf, to_graphml
from kg.exports.plover import to_plover
from kg.exports.quads import to_nquads, to_trig
from kg.exports.tables import DYAD_MONTHS, EVENTS, dyad_months, event_rows, to_csv, write_parquet
from kg.exports.xml import to_xml
from kg.rdf.files import replace_file, whole_file
from kg.rdf.terms import DATA_BASE, prefixes
from kg.rdf.turtle import to_turtle
from kg.rdf.writing import triples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kg.model import Build


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format in which a build can be written.

    Args:
        suffixes: Endings of files that mean it.
        title: What it is good for.
    """

    suffixes: tuple[str, ...]
    title: str


FORMATS: Mapping[str, Format] = MappingProxyType({
    "turtle": Format(suffixes=(".ttl",), title="RDF for people and git"),
    "json-ld": Format(suffixes=(".jsonld",), title="RDF as JSON, its context inside"),
    "n-quads": Format(suffixes=(".nq",), title="RDF a line a statement, a named graph a source"),
    "trig": Format(suffixes=(".trig",), title="Turtle with a named graph a source"),
    "rdf-xml": Format(suffixes=(".rdf",), title="RDF for older programs"),
    "csv": Format(suffixes=(".csv",), title="a table of events or dyad-months"),
    "parquet": Format(suffixes=(".parquet",), title="the same for data frames; needs pyarrow"),
    "graphml": Format(suffixes=(".graphml",), title="a network, an edge an event and pair"),
    "gexf": Format(suffixes=(".gexf",), title="a network in time, for Gephi"),
    "plover-json": Format(suffixes=(".jsonl",), title="JSON lines with PLOVER's names"),
})  # fmt: skip
"""Formats by name."""

TABLES = ("events", "dyad-months")
"""What a row of a table can be."""

_ROWS = {"events": (EVENTS, event_rows), "dyad-months": (DYAD_MONTHS, dyad_months)}
_GRAPHS: Mapping[str, Callable[[Build, str], Iterable[str]]] = {
    "turtle": lambda build, base: to_turtle(triples(build, base), prefixes(base)),
    "json-ld": to_jsonld,
    "n-quads": to_nquads,
    "trig": to_trig,
    "rdf-xml": to_xml,
}
_OTHERS: Mapping[str, Callable[[Build], Iterable[str]]] = {
    "graphml": to_graphml,
    "gexf": to_gexf,
    "plover-json": to_plover,
}


def format_of(path: Path, name: str | None = None) -> str:
    """Return the format that a name or, without one, the suffix of a file means.

    Raises:
        GraphError: There is none of that name or suffix.

    Example:
        >>> format_of(Path("events.csv")), format_of(Path("events.txt"), "gexf")
        ('csv', 'gexf')
    """
    if name is not None:
        if name in FORMATS:
            return name
        near = difflib.get_close_matches(name, FORMATS, n=1, cutoff=0.4)
        meant = f"Did you mean {near[0]}? " if near else ""
        raise GraphError(f"There is no format {name!r}.", remedy=f"{meant}Formats: {', '.join(FORMATS)}.")
    suffix = path.suffix.lower()
    for known, each in FORMATS.items():
        if suffix in each.suffixes:
            return known
    suffixes = " ".join(suffix for each in FORMATS.values() for suffix in each.suffixes)
    raise GraphError(
        f"The name {path.name} does not say a format.",
        remedy=f"End it in {suffixes}, or name the format.",
    )


def export(
    build: Build, path: Path, *, name: str | None = None, table: str = "events", base: str = DATA_BASE
) -> None:
    """Write a build in a format of FORMATS: the same build gives the same bytes.

    Args:
        build: What a run found.
        path: The file; what lies there is replaced only once all is written.
        name: Name of the format; the suffix of the file says it if None.
        table: What a row of CSV or Parquet is, of TABLES.
        base: The IRI below which the data lie, for RDF; it ends in ``/`` or ``#``.

    Raises:
        GraphError: There is no such format or table, pyarrow is missing, or the file cannot be written.
    """
    path = Path(path)
    form = format_of(path, name)
    if table not in TABLES:
        raise GraphError(f"There is no table {table!r}.", remedy=f"Tables: {', '.join(TABLES)}.")
    if table != "events" and form not in {"csv", "parquet"}:
        raise GraphError(f"A table of {table} cannot be {form}.", remedy="Choose csv or parquet.")
    try:
        _write(build, path, form, table, base)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}."
        raise GraphError(message, remedy="Name a file that you may write.") from error


def _write(build: Build, path: Path, form: str, table: str, base: str) -> None:
    columns, rows = _ROWS[table]
    if form == "parquet":
        with whole_file(path) as beside:
            write_parquet(columns, rows(build), beside)
    elif form == "csv":
        replace_file(path, to_csv(columns, rows(build)))
    elif form in _GRAPHS:
        replace_file(path, _GRAPHS[form](build, base))
    else:
        replace_file(path, _OTHERS[form](build))
