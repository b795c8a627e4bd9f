"""``kg timeline``: the dated events of a graph as a table, as JSON or as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import kg
from kg.cli_options import confidence_option, graph_option, json_option
from kg.terminal import plain_json, say, tell

if TYPE_CHECKING:
    from datetime import datetime

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@graph_option
@click.option("--actor", default="", metavar="NAME", help="Only what an actor, or who acts for a state, did.")
@click.option("--action", default="", metavar="ID", help="Only one action, or one PLOVER type.")
@click.option("--place", default="", metavar="NAME", help="Only one place, or one country by its code.")
@click.option("--since", type=_DAY, metavar="YYYY-MM-DD", help="First day.")
@click.option("--until", type=_DAY, metavar="YYYY-MM-DD", help="Last day.")
@confidence_option(0.0)
@json_option
@click.option(
    "--svg",
    "picture",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.svg",
    help="Draw a picture too: a row for each place, a dot for each event.",
)
def timeline(  # noqa: PLR0913 - one an option
    *,
    graph_path: str,
    since: datetime | None,
    until: datetime | None,
    min_confidence: float,
    as_json: bool,
    picture: Path | None,
    **filters: Any,  # noqa: ANN401 - click
) -> None:
    """Show the dated events of a graph in the order of time: when, where, who did what to whom.

    In Python: kg.open(PATH).timeline(actor=..., since=...).
    """
    from kg.rdf import replace_file  # noqa: PLC0415 - help is to be shown at once
    from kg.views.timeline import lines, svg  # noqa: PLC0415 - see above

    entries = kg.open(graph_path, min_confidence=min_confidence).timeline(
        since=since.date() if since else None, until=until.date() if until else None, **filters
    )
    if picture is not None:
        replace_file(picture, [svg(entries)])
    if as_json:
        click.echo(plain_json([entry.as_record() for entry in entries], indent=2))
    elif not entries:
        say("No dated event fits.")
    for line in () if as_json else lines(entries):
        tell(line)
