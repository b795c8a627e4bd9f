"""``kg query``: a question to a graph, ready or of one's own, answered as table, CSV, JSON or Turtle."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
from pyoxigraph import BlankNode, RdfFormat, Store, parse, serialize

from kg.errors import QueryError
from kg.terminal import escaped, plain, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from kg.queries import ReadyQuery
    from kg.queries.process import Asker, Found

_SECONDS = 60.0
_URL = ("http://", "https://")
# of an endpoint, all that names are resolved with
_NAMED = """
CONSTRUCT { ?node a ?kind ; rdfs:label ?name ; skos:altLabel ?other . ?run a dipl:Run }
WHERE {
  { VALUES ?kind { dipl:Person dipl:State dipl:Organisation dipl:Group dipl:Actor dipl:Place dipl:Event }
    ?node a ?kind .
    OPTIONAL { ?node rdfs:label ?name FILTER (?kind != dipl:Event) }
    OPTIONAL { ?node skos:altLabel ?other }
  } UNION { ?run a dipl:Run }
}
"""


@click.command()
@click.argument("what", required=False, metavar="[NAME|FILE.rq|-]")
@click.option(
    "--graph",
    default="kg-out",
    show_default=True,
    metavar="DIR|FILE.ttl|URL",
    help="The graph: a folder written by 'kg build', a Turtle file, or the address of a SPARQL endpoint.",
)
@click.option(
    "--param",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="A value for the query's ?NAME; actors, places and events by name or id.",
)
@click.option("--table", "style", flag_value="table", help="A table to read (the default).")
@click.option("--csv", "style", flag_value="csv", help="Comma-separated values.")
@click.option("--json", "style", flag_value="json", help="A JSON array of objects.")
@click.option("--turtle", "style", flag_value="turtle", help="Turtle, for CONSTRUCT and DESCRIBE.")
@click.option("--show", is_flag=True, help="Show the SPARQL instead of asking it; without values, as it is.")
@click.option(
    "--timeout",
    type=click.FloatRange(0.0, min_open=True),
    default=_SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="End the query after so long.",
)
def query(  # noqa: PLR0913 - one an option
    *,
    what: str | None,
    graph: str,
    parameters: tuple[str, ...],
    style: str | None,
    show: bool,
    timeout: float,
) -> None:
    """Ask a graph by a ready query or by SPARQL; without a name, list the ready queries.

    A file may have the header of a ready query: '# title:', '# columns:' and, for each parameter,
    '# parameter: NAME (KIND[, optional]) MEANING'. In Python: graph.sparql(QUERY, NAME=VALUE).
    """
    from kg import queries  # noqa: PLC0415 - help is to be shown at once

    given = _given(parameters)
    if what is None:
        _list(queries.ready())
        return
    asked = _question(what)
    if show and not given:
        click.echo(plain(asked if isinstance(asked, str) else asked.text), nl=False)
        return
    text, found = _ask(asked, graph, given, timeout, show=show)
    if found is None:
        click.echo(plain(text), nl=False)
        return
    for note in found.notes:
        say(f"Note: {note}")
    _tell(found, style)


def _ask(
    asked: ReadyQuery | str, graph: str, given: Mapping[str, str], timeout: float, *, show: bool
) -> tuple[str, Found | None]:
    from kg import queries  # noqa: PLC0415 - see query
    from kg.queries.binding import bind, checked  # noqa: PLC0415 - see query
    from kg.queries.engine import opened  # noqa: PLC0415 - see query
    from kg.queries.process import Asker  # noqa: PLC0415 - see query

    target = graph if graph.startswith(_URL) else _local(graph)
    with Asker(target) as asker:
        # only names need the graph itself to be looked into
        if not given and isinstance(asked, str):
            store = Store()
        else:
            store = _named(asker, timeout) if isinstance(target, str) else opened(target)
        text, values = queries.prepare(store, asked, given)
        if show:
            return bind(text, checked(text, values)), None
        found = asker.ask(text, values, rows=None, seconds=timeout)
        note = asker.left_out(text, values, found.frame(), seconds=timeout)
        return text, replace(found, notes=(*found.notes, note)) if note else found


def _local(graph: str) -> Path:
    from kg.graph import STORE, turtle_file  # noqa: PLC0415 - see query

    path = Path(graph)
    return path if (path / STORE).is_dir() or (path / "CURRENT").is_file() else turtle_file(path)


def _named(asker: Asker, timeout: float) -> Store:
    """Return what an endpoint calls its actors, places and events."""
    store = Store()
    store.extend(parse(asker.ask(_NAMED, rows=None, seconds=timeout).triples, format=RdfFormat.N_TRIPLES))
    return store


def _given(parameters: Sequence[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, value in map(_parameter, parameters):
        if name in given:
            raise click.BadParameter(f"'{name}' is given more than once.")
        given[name] = value
    return given


def _parameter(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise click.BadParameter(f"{text!r} is not NAME=VALUE.")
    return name, value


def _question(what: str) -> ReadyQuery | str:
    """Return the ready query of that name, or the text of a file, read with its header if it has one."""
    from kg import queries  # noqa: PLC0415 - see query

    if what in queries.ready():
        return queries.ready()[what]
    text = sys.stdin.read() if what == "-" else _text(what)
    headed = any(line.startswith("# title:") for line in text.splitlines())
    return queries.read_query(Path(what).stem, text) if headed else text


def _text(what: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - see query

    from kg.queries import ready  # noqa: PLC0415 - see query

    try:
        return Path(what).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        near = get_close_matches(what, ready(), 1)
        raise QueryError(
            f"{what!r} is no ready query and no file that can be read.",
            remedy=f"Did you mean '{near[0]}'?" if near else "'kg query' lists the ready queries.",
        ) from error


def _list(ready: Mapping[str, ReadyQuery]) -> None:
    width = max(map(len, ready))
    for name, each in ready.items():
        click.echo(f"{name:{width}}  {each.title}")
        needs = [f"{it.name}{'' if it.optional else '*'}" for it in each.parameters]
        if needs:
            click.echo(f"{'':{width}}  --param {', '.join(needs)}")
    say("Those with * must be given: kg query meetings --param actor=France")


def _tell(found: Found, style: str | None) -> None:
    if found.form == "ASK":
        click.echo(json.dumps(found.truth))
    elif found.form == "SELECT":
        if style == "turtle":
            raise QueryError("A table cannot be Turtle.", remedy="Ask with CONSTRUCT or DESCRIBE.")
        _tell_table(_plain(found.frame()), style or "table")
    elif style in {None, "turtle"}:
        click.echo(_turtle(found), nl=False)
    else:
        _tell_table(_triples(found), style or "table")


def _tell_table(frame: pd.DataFrame, style: str) -> None:
    if style == "csv":
        from kg.exports.text import cell  # noqa: PLC0415 - see query

        safe = frame.map(lambda value: cell(value) if isinstance(value, str) else value)
        click.echo(plain(safe.to_csv(index=False)), nl=False)
    elif style == "json":
        text = frame.to_json(orient="records", date_format="iso", force_ascii=False, indent=2)
        click.echo(escaped(text))
    elif frame.empty:
        say("No rows.")
    else:
        shown = frame.map(lambda value: " ".join(value.split()) if isinstance(value, str) else value)
        click.echo(plain(shown.to_string(index=False, na_rep="")))


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with days as text, so that JSON shows them as such."""
    for name in frame.select_dtypes("datetime").columns:
        column = frame[name].dropna()
        if (column == column.dt.normalize()).all():
            frame[name] = frame[name].dt.strftime("%Y-%m-%d").astype(object).where(frame[name].notna(), None)
    return frame


def _turtle(found: Found) -> str:
    from kg.rdf.terms import prefixes  # noqa: PLC0415 - see query

    triples = sorted((each.triple for each in parse(found.triples, format=RdfFormat.N_TRIPLES)), key=str)
    known = {prefix: iri for prefix, iri in prefixes(found.base).items() if f"<{iri}" in found.triples}
    return escaped((serialize(triples, format=RdfFormat.TURTLE, prefixes=known) or b"").decode())


def _triples(found: Found) -> pd.DataFrame:
    from kg.queries.frames import to_frame  # noqa: PLC0415 - see query
    from kg.rdf.terms import prefixes  # noqa: PLC0415 - see query

    quads = parse(found.triples, format=RdfFormat.N_TRIPLES)
    rows = sorted(((each.subject, each.predicate, each.object) for each in quads), key=str)
    named = (tuple(str(it) if isinstance(it, BlankNode) else it for it in row) for row in rows)
    return to_frame(("subject", "predicate", "object"), named, prefixes(found.base))
