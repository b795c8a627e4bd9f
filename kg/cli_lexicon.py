"""The group ``kg lexicon``: check the knowledge files, look a name up, add a row to one's own tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli_options import gazetteer_option, json_option
from kg.terminal import plain_json, say, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.lexicon import Finding, Report

WANTING = 1
_FORMS = ("name", "adjective", "people", "capital", "seat", "body")
_SHOWN_FORMS = 12
_OPEN = "today"

_to_option = click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Your folder of tables; it is made if it is not there.",
)
_source_option = click.option(
    "--source", required=True, metavar="WORDS", help="Where the fact can be checked."
)
_comment_option = click.option("--comment", default="", metavar="WORDS", help="What else is to be known.")
_wikidata_option = click.option("--wikidata", default="", metavar="ID", help="Confirmed id, such as Q142.")


@click.group()
def lexicon() -> None:
    """Check the tables and frames, look a name up, add rows of your own.

    \b
    kg lexicon check my-tables
    kg lexicon find Ankara
    kg lexicon add name Nusantara IDN --form capital --source "Law 3/2022" --to my-tables
    kg build articles/ --gazetteer my-tables
    """  # noqa: D301 - click takes the character for "do not wrap"


@lexicon.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@json_option
def check(folder: Path | None, as_json: bool) -> None:  # noqa: FBT001 - click
    """Name every fault of the tables and frames by file, line and column.

    Without DIR ours are checked; with DIR your own, laid over ours. Exit code 1 if there is a fault.
    In Python: kg.lexicon.check(DIR).
    """
    from kg.lexicon import check as check_files  # noqa: PLC0415 - help is to be shown at once

    report = check_files(folder)
    if as_json:
        _write_json([fault.as_record() for fault in report.faults])
    else:
        for fault in report.faults:
            tell(str(fault))
    say(_summary(report))
    if report.faults:
        click.get_current_context().exit(WANTING)


@lexicon.command()
@click.argument("name", metavar="NAME")
@gazetteer_option
@json_option
def find(name: str, gazetteer: Path | None, as_json: bool) -> None:  # noqa: FBT001 - click
    """Show all that is known under a name, a title of office or a lemma, however it is spelt.

    Exit code 1 if nothing is known. In Python: kg.lexicon.find(NAME).
    """
    from kg.lexicon import find as find_name  # noqa: PLC0415 - help is to be shown at once

    finding = find_name(name, gazetteer)
    if as_json:
        _write_json(finding.as_record())
    else:
        for line in _lines(finding):
            tell(line)
    if not finding:
        near = f" The nearest: {', '.join(finding.nearest)}." if finding.nearest else ""
        say(f"Nothing is known under {name!r}.{near}")
        click.get_current_context().exit(WANTING)


@lexicon.group()
def add() -> None:
    """Add a row to a folder of your own tables; it is checked before it is written.

    The same row twice is one row; a row of the same key replaces ours and your earlier one.
    """


@add.command("name")
@click.argument("text")
@click.argument("entity")
@click.option("--form", required=True, type=click.Choice(_FORMS), help="How the text stands for the entity.")
@click.option("--from", "valid_from", default="", metavar="DATE", help="First day on which it did.")
@click.option("--until", "valid_to", default="", metavar="DATE", help="Last day on which it did.")
@_source_option
@_comment_option
@_to_option
def add_name(folder: Path, **cells: str) -> None:
    """Add a written form TEXT of the ENTITY with that id. In Python: kg.lexicon.add_name(DIR, CELLS)."""
    from kg import lexicon as library  # noqa: PLC0415 - help is to be shown at once

    _added(library.add_name(folder, cells), folder)


@add.command("holder")
@click.argument("name")
@click.argument("office")
@click.argument("entity")
@click.option(
    "--start", required=True, metavar="DATE", help="First day in office: YYYY-MM-DD, YYYY-MM or YYYY."
)
@click.option("--end", default="", metavar="DATE", help="Last day; none if still in office.")
@click.option("--alias", "aliases", multiple=True, metavar="NAME", help="Another spelling, or the surname.")
@click.option("--gender", default="", type=click.Choice(["m", "f", ""]), help="For pronouns.")
@click.option("--succeeds", is_flag=True, help="End the open term of who held the office before on that day.")
@_wikidata_option
@_source_option
@_comment_option
@_to_option
def add_holder(folder: Path, aliases: tuple[str, ...], succeeds: bool, **cells: str) -> None:  # noqa: FBT001 - click
    """Add a term: who (NAME) held what kind of OFFICE in which ENTITY, a state or organisation.

    In Python: kg.lexicon.add_holder(DIR, CELLS).
    """
    from kg import lexicon as library  # noqa: PLC0415 - help is to be shown at once

    row = {**cells, "aliases": "|".join(aliases)}
    _added(library.add_holder(folder, row, succeeds=succeeds), folder)


@add.command("entity")
@click.argument("id")
@click.argument("name")
@click.option(
    "--kind",
    "sort",
    required=True,
    type=click.Choice(["state", "organisation", "body", "group"]),
    help="What it is.",
)
@click.option("--state", default="", metavar="ID", help="Of a body or group: the state it acts for.")
@click.option("--code", default="", metavar="CODE", help="Of a state or organisation: what it acts for.")
@click.option("--part-of", default="", metavar="ID", help="Of an organ: the organisation it belongs to.")
@click.option(
    "--standing",
    "kind",
    default="",
    type=click.Choice(["member", "observer", "de_facto", "territory", "historical", ""]),
    help="Of a state: its standing in the United Nations.",
)
@_wikidata_option
@_source_option
@_comment_option
@_to_option
def add_entity(folder: Path, sort: str, **cells: str) -> None:
    """Add an actor with its ID and NAME, by which texts find it. In Python: kg.lexicon.add_entity(...)."""
    from kg import lexicon as library  # noqa: PLC0415 - help is to be shown at once

    _added(library.add_entity(folder, sort, cells), folder)


def _added(changed: bool, folder: Path) -> None:  # noqa: FBT001 - an answer
    say(f"Added to {folder}." if changed else f"{folder} holds that already.")


def _summary(report: Report) -> str:
    read = f"{report.rows} rows of {report.tables} tables, {report.frames} frame files"
    return f"{read}: {len(report.faults) or 'no'} fault{'' if len(report.faults) == 1 else 's'}."


def _write_json(value: object) -> None:
    click.echo(plain_json(value, indent=2))


def _lines(finding: Finding) -> Iterable[str]:
    for entity in finding.entities:
        yield from _entity_lines(entity)
    for person in finding.persons:
        yield f"{person['name']}  person {person['id']}{_also(person['aliases'])}"
        yield from (f"  {_term(term)}" for term in person["offices"])
    for title in finding.titles:
        where = f" in {' '.join(title['scope'])}" if title["scope"] else ""
        yield f"{title['title']}  title of a {title['kind']}{where}"
    for noun in finding.nouns:
        yield f"{noun['noun']}  noun for {noun['kind']}"
    for frame in finding.frames:
        example = f"  {frame['examples'][0]}" if frame["examples"] else ""
        yield f"{frame['lemma']}  {frame['part'].lower()} of frame {frame['id']}{example}"


def _entity_lines(entity: Mapping[str, Any]) -> Iterable[str]:
    state = f", acts for {entity['state']}" if entity["state"] else ""
    found = f", here as {' and '.join(entity['as'])}" if entity["as"] else ""
    yield f"{entity['name']}  {entity['kind']} {entity['id']}{state}{found}"
    for form in _FORMS:
        texts = [_valid(each) for each in entity["forms"] if each["form"] == form]
        more = f" and {len(texts) - _SHOWN_FORMS} more" if len(texts) > _SHOWN_FORMS else ""
        if texts:
            yield f"  {form}: {', '.join(texts[:_SHOWN_FORMS])}{more}"
    current = [term for term in entity["holders"] if term["end"] is None]
    yield from (f"  {term['name']}: {_term(term)}" for term in current)
    if earlier := len(entity["holders"]) - len(current):
        yield f"  and {earlier} earlier terms (all with --json)"


def _valid(form: Mapping[str, str | None]) -> str:
    if form["from"] is None and form["until"] is None:
        return str(form["text"])
    return f"{form['text']} ({form['from'] or '...'} to {form['until'] or _OPEN})"


def _term(term: Mapping[str, str | None]) -> str:
    return f"{term['office']} of {term['entity']}, {term['start'] or '...'} to {term['end'] or _OPEN}"


def _also(aliases: Iterable[str]) -> str:
    found = ", ".join(aliases)
    return f", also {found}" if found else ""
