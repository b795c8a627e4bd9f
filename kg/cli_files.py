"""``kg validate``, ``diff``, ``merge`` and ``infer``: what can be done with graphs that are there."""

from __future__ import annotations

import sys
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

import kg
from kg.cli_options import json_option
from kg.terminal import plain, plain_json, say, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.rdf.changes import Change
    from kg.rdf.validation import Violation

_WANTING = 1
_SHOWN = 200
_SIGNS = {"added": "+", "gone": "-", "changed": "~"}


@click.command()
@click.argument("graph_path", metavar="DIR|FILE.ttl")
@json_option
def validate(graph_path: str, as_json: bool) -> None:  # noqa: FBT001 - click
    """Check that a graph holds what it must: which event, what is missing, how to mend it.

    Exits with 1 if there is a fault. In Python: kg.validate(PATH).
    """
    found = kg.validate(graph_path)
    if as_json:
        click.echo(plain_json([asdict(each) for each in found], indent=2))
    elif found:
        for line in _faults(found[:_SHOWN]):
            tell(line)
        if len(found) > _SHOWN:
            say(f"and {len(found) - _SHOWN} more; --json shows them all.")
        say(f"{len(found)} fault{'s' * (len(found) > 1)}.")
    else:
        say("The graph is sound.")
    if found:
        click.get_current_context().exit(_WANTING)


@click.command()
@click.argument("old")
@click.argument("new")
@json_option
def diff(old: str, new: str, as_json: bool) -> None:  # noqa: FBT001 - click
    """Say in words how the events of two graphs differ, source by source.

    + came, - went, ~ is told otherwise. Exits with 1 if they differ. In Python: kg.diff(OLD, NEW).
    """
    found = kg.diff(old, new)
    if as_json:
        click.echo(plain_json([each.as_record() for each in found], indent=2))
    else:
        for line in _differences(found):
            tell(line)
        counts = {kind: sum(each.kind == kind for each in found) for kind in _SIGNS}
        say(", ".join(f"{count} {kind}" for kind, count in counts.items()) + ".")
    if found:
        click.get_current_context().exit(_WANTING)


@click.command()
@click.argument("graph_paths", nargs=-1, required=True, metavar="GRAPH...")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Folder to write."
)
def merge(graph_paths: tuple[str, ...], output: Path) -> None:
    """Put graphs together as if all their documents had been read at once.

    A document that several hold counts as in the last of them. In Python: kg.merge(PATHS).write(DIR).
    """
    graph = kg.merge(graph_paths)
    graph.write(output)
    say(f"{len(graph.build.sources)} documents, {len(graph.events)} events in {output}.")


@click.command()
@click.argument("graph_path", metavar="DIR|FILE.ttl")
@click.option(
    "-o",
    "--output",
    default="-",
    type=click.Path(dir_okay=False, allow_dash=True),
    metavar="FILE.ttl",
    help="Where to write; standard output if not given.",
)
@click.option("--only", is_flag=True, help="Leave the graph itself out.")
def infer(graph_path: str, output: str, only: bool) -> None:  # noqa: FBT001 - click
    """Write a graph with what follows from it by the rules of ontologies/rules.ru.

    PLOVER type and quad class of each event; who was visited received; who met was met; who did anything
    to another interacts with it. In Python: kg.infer(PATH, FILE).
    """
    if output != "-":
        say(f"{kg.infer(graph_path, output, only=only)} triples follow.")
        return
    from kg.graph import turtle_file  # noqa: PLC0415 - help is to be shown at once
    from kg.rdf.inference import inferred_turtle  # noqa: PLC0415 - see above

    sys.stdout.writelines(inferred_turtle(turtle_file(Path(graph_path)), only=only))


def _faults(found: Iterable[Violation]) -> Iterator[str]:
    """Yield faults by event, each with what it concerns."""
    for event, group in groupby(found, lambda each: each.event):
        yield event or "No event"
        for each in group:
            about = "" if event.startswith(each.about) else f"{each.about}: "
            value = f" It is now {_cut(each.value)}." if each.value else ""
            yield f"  {about}{each.message}{value}"


def _differences(found: Iterable[Change]) -> Iterator[str]:
    for sources, group in groupby(found, lambda each: each.sources):
        yield ", ".join(sources)
        for each in group:
            yield f"  {_SIGNS[each.kind]} {each.label} ({each.event})"
            yield from (f"      {detail}" for detail in each.details)


def _cut(value: str) -> str:
    text = plain(value)
    return text if len(text) <= 80 else f"{text[:80]}..."
