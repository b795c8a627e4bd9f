"""``kg serve``: a graph as a read-only SPARQL endpoint, with start page and editor."""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.terminal import say

if TYPE_CHECKING:
    from types import FrameType


@click.command()
@click.argument("graph", default="kg-out", metavar="[DIR]")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="0 takes a free one."
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen at; any but the default lets other machines ask.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.0, min_open=True),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="End a query after so long.",
)
@click.option(
    "--max-answer",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    metavar="MB",
    help="Break an answer off that is larger.",
)
@click.option(
    "--max-memory",
    type=click.IntRange(min=0),
    default=4000,
    show_default=True,
    metavar="MB",
    help="What Oxigraph may take, on Linux; 0 for any.",
)
def serve(  # noqa: PLR0913 - one an option
    *, graph: str, port: int, host: str, timeout: float, max_answer: int, max_memory: int
) -> None:
    """Serve a folder that 'kg build' wrote: a SPARQL 1.1 endpoint with editor, page and ready queries.

    Nothing can be changed through it, and no query may ask another server. It ends by Ctrl-C.
    In Python: kg.serving.Endpoint(DIR).
    """
    from kg.serving import Endpoint, Limits  # noqa: PLC0415 - help is to be shown at once

    limits = Limits(seconds=timeout, answer=max_answer * 1_000_000, memory=max_memory * 1_000_000)
    endpoint = Endpoint(Path(graph), host=host, port=port, limits=limits)
    if not endpoint.local:
        say(f"Warning: whoever can reach {host} can ask this graph. kg knows no passwords and no encryption:")
        say("let a proxy have both if others are to ask.")
    ended = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        ended.set()

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)
    with endpoint:
        click.echo(endpoint.url)
        sys.stdout.flush()
        say("SPARQL at /query, editor at /editor. Ctrl-C ends it.")
        while not ended.wait(3600):
            pass
    say("Stopped.")
