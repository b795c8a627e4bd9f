"""``kg timeline``: the dated events of a graph as a table, as JSON or as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import kg
from kg.terminal import plain_json, say, tell

if TYPE_CHECKING:
    from datetime import datetime

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option(
    "--graph",
    "graph_path",
    default="kg-out",
    show_default=True,
    metavar="DIR|FILE.ttl",
    help="The graph: a folder written by 'kg build', or a Turtle file.",
)
@click.option("--actor", default="", metavar="NAME", help="Only what an actor, or who acts for a state, did.")
@click.option("--action", default="", metavar="ID", help="Only one action, or one PLOVER type.")
@click.option("--place", default="", metavar="NAME", help="Only one place, or one country by its code.")
@click.option("--since", type=_DAY, metavar="YYYY-MM-DD", help="First day.")
@click.option("--until", type=_DAY, metavar="YYYY-MM-DD", help="Last day.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0.0, 1.0),
    default=0.0,
    show_default=True,
    metavar="X",
    help="Leave out events of less confidence, from 0 to 1.",
)
@click.option("--json", "as_json", is_flag=True, help="Write a JSON array of objects.")
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
