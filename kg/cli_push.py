"""``kg push``: a graph to a SPARQL server of one's own."""

from __future__ import annotations

import os
from pathlib import Path

import click

from kg.cli_options import quiet_option
from kg.terminal import say

_CHUNK = 10_000


@click.command()
@click.argument("graph", metavar="DIR|FILE.ttl")
@click.argument("url", metavar="URL")
@click.option(
    "--named",
    default="",
    metavar="IRI",
    help="The graph there; the default graph if not given, which Virtuoso has not.",
)
@click.option(
    "--chunk", type=click.IntRange(min=1), default=_CHUNK, show_default=True, help="Triples at once."
)
@click.option("--user", default="", metavar="NAME", help="User there; the password is in KG_PASSWORD.")
@click.option("--again", is_flag=True, help="Begin anew even if an earlier run broke off.")
@quiet_option
def push(  # noqa: PLR0913 - one an option
    *, graph: str, url: str, named: str, chunk: int, user: str, again: bool, quiet: bool
) -> None:
    """Copy a graph to a server by the Graph Store protocol; what is in that graph there is replaced.

    URL is the server's Graph Store: http://localhost:7878/store of Oxigraph, http://localhost:3030/kg/data
    of Fuseki, http://localhost:8890/sparql-graph-crud-auth of Virtuoso. A run that broke off is gone on with.
    In Python: kg.serving.push(PATH, Place(url=URL)).
    """
    from kg.serving.pushing import Place  # noqa: PLC0415 - help is to be shown at once
    from kg.serving.pushing import push as pushed  # noqa: PLC0415 - see above

    password = os.environ.get("KG_PASSWORD", "")
    if user and not password:
        password = click.prompt(f"Password of {user}", hide_input=True, err=True)
    sent = 0

    def tell(triples: int) -> None:
        nonlocal sent
        sent += triples
        if not quiet and (sent // chunk) % 10 == 0:
            say(f"{sent:,} triples")

    place = Place(url=url, graph=named, user=user, password=password)
    found = pushed(Path(graph), place, chunk=chunk, again=again, tell=tell)
    if not quiet:
        before = f", {found.before} of its pieces had been sent before" if found.before else ""
        say(f"{found.triples:,} triples sent to {url}{before}.")
