"""The command: each subcommand is one public function of kg, named in its help."""

from __future__ import annotations

import errno
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

import kg
from kg.cli_build import Skips, showing
from kg.cli_export import export, import_
from kg.cli_files import diff, infer, merge, validate
from kg.cli_lexicon import lexicon
from kg.cli_options import (
    confidence_option,
    extracting_options,
    graph_option,
    json_option,
    output_option,
    quiet_option,
    unverified_option,
)
from kg.cli_push import push
from kg.cli_query import query
from kg.cli_reading import reading_options
from kg.cli_serve import serve
from kg.cli_timeline import timeline
from kg.errors import KGError, NothingReadable, QueryError
from kg.face import LIKELY
from kg.terminal import plain, plain_json, say, tell, use_utf8

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Extraction, Skipped

DONE, WANTING, USAGE, NOTHING = 0, 1, 2, 3
_NO_EVENT = "No event was found. kg reads English news about states and international organisations."


class _Commands(click.Group):
    """Turns the errors of the library into messages and exit codes, in one place."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as in click
        try:
            return super().invoke(ctx)
        except NothingReadable as error:
            _complain(error)
            ctx.exit(NOTHING)
        except QueryError as error:
            _complain(error)
            ctx.exit(USAGE)
        except KGError as error:
            _complain(error)
            ctx.exit(WANTING)
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read has had enough, which click knows
                raise
            where = error.filename2 or error.filename or "The system"
            say(f"kg: {where}: {error.strerror or error}. Name a place that you may read and write.")
            ctx.exit(WANTING)


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(kg.__version__, prog_name="kg")
def main() -> None:
    """Read news about diplomacy into a graph of who did what to whom, where and when.

    \b
    kg demo                      build the bundled articles, with a page to open
    kg build articles/ -o out    your own: Turtle, page and store in out/
    kg query meetings --graph out --param actor=France
    kg explain 3f2a --graph out  why an event is there

    Results go to standard output, words to standard error. Exit codes: 0 done, 1 something was
    found wanting, 2 wrong usage, 3 nothing could be read.
    """  # noqa: D301 - click needs the control character itself
    use_utf8()


@main.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@output_option("kg-out")
@reading_options
@extracting_options
@confidence_option(LIKELY)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes that read.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Who runs the workers; Ray comes with the extra 'ray'.",
)
@click.option("--address", default="", metavar="ADDRESS", help="Of a Ray cluster; without it, Ray runs here.")
@click.option(
    "--resume", is_flag=True, help="Go on with the build of DIR that was ended, as it was asked for."
)
@click.option("--fresh", is_flag=True, help="Read everything anew, also what DIR remembers.")
@quiet_option
def build(paths: tuple[str, ...], output: Path, resume: bool, quiet: bool, **options: Any) -> None:  # noqa: ANN401, FBT001 - click
    """Read files and folders (or - for standard input) into a graph.

    Reads text, Markdown, web pages, PDF, EPUB, Word, feeds, mail, WARC, JSON, JSON Lines, CSV and
    Parquet, also packed. In tables and JSON the columns are id, title, date, text, source, url,
    language and licence, or what --column says. Built again, DIR follows its documents: only what is
    new or has changed is read. In Python: kg.build_folder(PATHS, DIR).
    """
    if bool(paths) == resume:
        raise click.UsageError("Name what to read, or nothing and --resume.")
    skips = Skips()
    with showing(paths, quiet=quiet) as show:
        if resume:
            engine = {name: options[name] for name in ("workers", "engine", "address")}
            summary = kg.resume_folder(output, on_skip=skips, on_progress=show, **engine)
        else:
            summary = kg.build_folder(paths, output, on_skip=skips, on_progress=show, **options)
    skips.tell()
    if not quiet:
        _tell_built(summary.sources, summary.events, summary.reports, summary.entities, output)
    _check_found(summary.events, unsure=summary.unsure)


@main.command()
@output_option("kg-demo")
@unverified_option
@quiet_option
def demo(output: Path, quiet: bool) -> None:  # noqa: FBT001 - click
    """Build the bundled articles on diplomacy from 2021 to 2025. In Python: kg.demo()."""
    with _working(quiet=quiet):
        graph = kg.demo()
        graph.write(output)
    if not quiet:
        report = graph.report()
        _tell_built(report["documents"], report["events"], report["reports"], report["entities"], output)
    _check_found(len(graph.events))


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-o",
    "--output",
    default="-",
    type=click.Path(dir_okay=False, allow_dash=True),
    metavar="FILE.jsonl",
    help="Where to write; standard output if not given.",
)
@reading_options
@extracting_options
@confidence_option(0.0)
@quiet_option
def extract(paths: tuple[str, ...], output: str, quiet: bool, **options: Any) -> None:  # noqa: ANN401, FBT001 - click
    """Write the events of each document as one JSON object a line. In Python: kg.extract(PATHS)."""
    from kg.views.records import as_record  # noqa: PLC0415 - help is to be shown at once

    skipped: list[Skipped] = []
    found = kg.extract(paths, on_skip=skipped.append, **options)
    lines = (plain_json(as_record(extraction)) + "\n" for extraction in _counted(found, quiet=quiet))
    _write_lines(output, lines)
    _tell_skipped(skipped)


@main.command()
@click.argument("graph_path", metavar="DIR|FILE.ttl")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.html",
    help="Where to write; graph.html beside the Turtle file if not given.",
)
@click.option("--title", default="Who did what to whom", show_default=True, help="Heading of the page.")
@confidence_option(0.0)
def view(graph_path: str, output: Path | None, title: str, min_confidence: float) -> None:
    """Make the interactive page of a graph. In Python: kg.open(PATH).page()."""
    from kg.graph import PAGE, turtle_file  # noqa: PLC0415 - help is to be shown at once
    from kg.views.page import write_page  # noqa: PLC0415 - see above

    file = turtle_file(Path(graph_path))
    target = output or file.with_name(PAGE)
    write_page(kg.open(file, min_confidence=min_confidence).build, target, title=title)
    click.echo(target)


@main.command()
@click.argument("event", metavar="EVENT")
@graph_option
def explain(event: str, graph_path: str) -> None:
    """Say why an event stands in the graph: sentences, frame, links, date.

    EVENT is its id or the beginning of it. In Python: kg.open(PATH).explain(EVENT).
    """
    click.echo(plain(kg.open(graph_path).explain(event)))


@main.command()
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD.jsonl")
@click.option(
    "--predicted",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE.jsonl",
    help="What 'kg extract' wrote (or - for standard input); without it, kg reads the texts of GOLD.",
)
@click.option(
    "--errors",
    "shown",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Show the first N errors too.",
)
@click.option("--reliability", is_flag=True, help="Show confidence against correctness too.")
@json_option
@extracting_options
@quiet_option
def evaluate(  # noqa: PLR0913 - one an option
    *,
    gold: Path,
    predicted: Path | None,
    shown: int,
    reliability: bool,
    as_json: bool,
    quiet: bool,
    **options: Any,  # noqa: ANN401 - click
) -> None:
    """Measure predicted events against a gold standard: precision, recall and F1.

    GOLD has one JSON object a line, a document: id, title, date, text, entities (by key, each with
    name, country and aliases) and events (action, actors and counterparts as keys of entities,
    trigger, place, date, status, optional). In Python: kg.evaluate(GOLD).
    """
    from kg.cli_evaluate import as_record, lines  # noqa: PLC0415 - help is to be shown at once

    skipped: list[Skipped] = []
    with _working(quiet=quiet or predicted is not None):
        found = kg.evaluate(gold, predicted, on_skip=skipped.append, **options)
    _tell_skipped(skipped)
    if as_json:
        click.echo(json.dumps(as_record(found, shown, reliability=reliability), indent=2))
        return
    for line in lines(found, shown, reliability=reliability):
        tell(line)


for _command in (diff, infer, merge, validate):
    main.add_command(_command)
main.add_command(lexicon)
main.add_command(push)
main.add_command(query)
main.add_command(serve)
main.add_command(timeline)
main.add_command(export)
main.add_command(import_)


def _tell_built(documents: int, events: int, reports: int, entities: int, output: Path) -> None:
    from kg.views.page import counted  # noqa: PLC0415 - help is to be shown at once

    told = ((documents, "document"), (events, "event"), (reports, "report"), (entities, "actor"))
    say(", ".join(counted(number, noun) for number, noun in told) + ".")
    say(f"Turtle {output / 'graph.ttl'}\nPage   {output / 'graph.html'}\nStore  {output / 'store'}")


def _check_found(events: int, *, unsure: bool = False) -> None:
    if not events:
        say("No event is as sure as --min-confidence asks." if unsure else _NO_EVENT)
        click.get_current_context().exit(WANTING)


def _working(*, quiet: bool) -> Progress:
    console = Console(stderr=True)
    shown = not quiet and console.is_terminal
    progress = Progress(
        SpinnerColumn(),
        TextColumn("reading"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not shown,
    )
    progress.add_task("reading", total=None)
    return progress


def _counted(found: Iterable[Extraction], *, quiet: bool) -> Iterator[Extraction]:
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("documents"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(
        *columns, console=console, transient=True, disable=quiet or not console.is_terminal
    ) as progress:
        yield from progress.track(found)


def _write_lines(output: str, lines: Iterator[str]) -> None:
    """Write lines as they come; a file appears under its name only when it is whole."""
    if output == "-":
        for line in lines:
            sys.stdout.write(line)
        return
    from kg.rdf import replace_file  # noqa: PLC0415 - help is to be shown at once

    replace_file(Path(output), lines)


def _tell_skipped(skipped: list[Skipped]) -> None:
    skips = Skips()
    for each in skipped:
        skips(each)
    skips.tell(where="")


def _complain(error: KGError) -> None:
    say(f"kg: {error}")
