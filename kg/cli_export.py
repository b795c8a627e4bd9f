"""``kg export`` and ``kg import``: a graph for other programs, and their tables as a graph."""

from __future__ import annotations

import difflib
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

import kg
from kg.actions import actions
from kg.cli_options import gazetteer_option, number, output_option
from kg.terminal import plain, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Skipped

_FORMATS = (
    "turtle", "json-ld", "n-quads", "trig", "rdf-xml", "csv", "parquet", "graphml", "gexf", "plover-json",
)  # fmt: skip
_RDF = frozenset({".ttl", ".jsonld", ".nq", ".nt", ".trig", ".rdf"})
_SHOWN = 5


@click.command()
@click.argument("graph_path", metavar="DIR|FILE")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE|DIR",
    help="Where to write; its ending says the format.",
)
@click.option(
    "--format",
    "name",
    type=click.Choice(_FORMATS),
    help="The format, if the ending does not say it.",
)
@click.option(
    "--table",
    type=click.Choice(["events", "dyad-months"]),
    default="events",
    show_default=True,
    help="What a row of CSV or Parquet is.",
)
@click.option("--split", type=click.Choice(["month"]), help="Write a folder with a Turtle file a month.")
def export(graph_path: str, output: Path, name: str | None, table: str, split: str | None) -> None:
    """Write a graph for other programs.

    \b
    kg export kg-out -o events.csv       .csv .parquet       a row an event, or --table dyad-months
    kg export kg-out -o graph.gexf       .gexf .graphml      a network, for Gephi with its times
    kg export kg-out -o graph.jsonld     .ttl .jsonld .nq .trig .rdf    RDF
    kg export kg-out -o events.jsonl     .jsonl              events with PLOVER's names
    kg export kg-out -o months --split month      a Turtle file a month, and manifest.ttl with digests

    In Python: kg.open(PATH).export(FILE) and .export_months(DIR).
    """  # noqa: D301 - click needs the control character itself
    if split and (name not in {None, "turtle"} or table != "events"):
        raise click.UsageError("--split month writes Turtle alone: leave --format and --table.")
    graph = kg.open(graph_path)
    click.echo(graph.export_months(output) if split else graph.export(output, name=name, table=table))
    _tell_unknown(event.action for event in graph.events)


def _tell_unknown(found: Iterable[str]) -> None:
    """Say which actions of a graph kg does not know: their events have no type and stand in no dyad."""
    counts = Counter(action for action in found if action not in actions())
    if counts:
        near = {name: difflib.get_close_matches(name, actions(), n=1) for name in counts}
        words = (
            f"{plain(name)} (is it {near[name][0]}?)" if near[name] else plain(name)
            for name in sorted(counts)
        )
        say(
            f"{counts.total():,} events have an action that kg does not know and stand there without a type: "
            f"{', '.join(islice(words, _SHOWN))}. 'kg validate' says where."
        )


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--map",
    "mapped",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Which column holds the actor, actor_country, action, mode, counterpart, counterpart_country, "
    "date, date_end, place, place_country, status, confidence, source or url.",
)
@output_option("kg-out")
@gazetteer_option
@click.option(
    "--confidence",
    type=click.FloatRange(0.0, 1.0),
    callback=number,
    default=0.5,
    show_default=True,
    metavar="X",
    help="How likely a row is right that does not say it.",
)
@click.option("--skip-faulty", is_flag=True, help="Leave faulty rows out instead of refusing the table.")
def import_(  # noqa: PLR0913 - one an option
    *,
    path: Path,
    mapped: tuple[str, ...],
    output: Path,
    gazetteer: Path | None,
    confidence: float,
    skip_faulty: bool,
) -> None:
    """Make a graph of a table of events, or of a file that 'kg export' wrote.

    Columns as in POLECAT, ICEWS, GDELT and kg's own CSV are known; --map names others. An action is one
    of kg, an event type of PLOVER or a code of CAMEO; actors are names or ISO 3166-1 codes. The row is
    the evidence of its event. 'kg merge' joins the result with other graphs.
    In Python: kg.import_table(FILE, columns={...}), and kg.open(FILE) for what kg wrote.
    """
    skipped: list[Skipped] = []
    if path.suffix.lower() in _RDF or path.is_dir():
        graph = kg.open(path)
    else:
        graph = kg.import_table(
            path,
            columns=dict(_mapping(each) for each in mapped),
            gazetteer=gazetteer,
            confidence=confidence,
            skip_faulty=skip_faulty,
            on_skip=skipped.append,
        )
    graph.write(output)
    for each in skipped[:_SHOWN]:
        say(f"  {each.document_id}, {each.reason}")
    if skipped:
        say(f"{len(skipped)} rows left out, all in {output / 'report.json'}.")
    say(f"{len(graph.events)} events in {output}.")


def _mapping(text: str) -> tuple[str, str]:
    field, equals, column = text.partition("=")
    if not equals:
        raise click.BadParameter(f"{text!r} is not FIELD=COLUMN.", param_hint="--map")
    return field.strip(), column.strip()
