"""Options that say how files are read, alike for every command that reads articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg.documents.columns import FIELDS, checked
from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command --date, --column and --any-language."""
    for option in (_any_language, _column, _date):
        command = option(command)
    return command


def _day(_context: click.Context, _parameter: click.Parameter, moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _columns(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Return column by field of what is written FIELD=COLUMN."""
    found: dict[str, str] = {}
    for each in given:
        field, equals, column = each.partition("=")
        if not equals or field in found:
            raise click.BadParameter(f"{each!r} is not FIELD=COLUMN, once a field.")
        found[field] = column
    try:
        return checked(found)
    except InputError as error:
        raise click.BadParameter(str(error)) from error


_date = click.option(
    "--date",
    "published",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_day,
    metavar="YYYY-MM-DD",
    help="Day of publication of documents that do not say one.",
)
_column = click.option(
    "--column",
    "columns",
    multiple=True,
    callback=_columns,
    metavar="FIELD=COLUMN",
    help=f"The column of tables, or key of JSON, that holds a field: {', '.join(FIELDS)}.",
)
_any_language = click.option(
    "--any-language", is_flag=True, help="Keep what is not in English; kg finds nothing in it."
)
