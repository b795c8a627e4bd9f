"""The options of ``%%sparql``, read from its line."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from kg.errors import QueryError
from kg.queries.process import ROWS, SECONDS

_NAMES = {
    "-g": "graph", "--graph": "graph", "-o": "output", "--output": "output", "--raw": "raw",
    "--rows": "rows", "--timeout": "timeout",
}  # fmt: skip
_OPTION = re.compile(r"\s*(--?[A-Za-z][\w-]*)")
_VALUE = re.compile(r"""(?:=|\s+|(?<=-[a-z]))(?:"([^"]*)"|'([^']*)'|([^\s"'=-]\S*))""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a line of ``%%sparql`` asks for.

    Args:
        graph: What to ask: a variable, a path or an address; empty for the one before.
        output: The variable that takes the result; empty to show it.
        raw: Whether IRIs stay whole.
        rows: At most so many rows are fetched; None for all.
        timeout: After so many seconds the query is ended; None for never.
    """

    graph: str = ""
    output: str = ""
    raw: bool = False
    rows: int | None = ROWS
    timeout: float | None = SECONDS


def read_options(line: str) -> tuple[Options, str]:
    """Return the options at the beginning of a line, and what comes after them.

    Raises:
        QueryError: There is no such option, or its value cannot be one.

    Example:
        >>> options, rest = read_options("-o df --rows 5 SELECT ?a { ?a ?b ?c }")
        >>> options.output, options.rows, rest
        ('df', 5, 'SELECT ?a { ?a ?b ?c }')
    """
    values: dict[str, str | bool] = {}
    end = 0
    while match := _OPTION.match(line, end):
        name = _named(match[1])
        end = match.end()
        if name == "raw":
            values[name] = True
            continue
        value = _VALUE.match(line, end)
        if value is None:
            raise QueryError(f"The option {match[1]} needs a value.", remedy="Write it behind the option.")
        values[name] = next(group for group in value.groups() if group is not None)
        end = value.end()
    return _options(values), line[end:].strip()


def _named(option: str) -> str:
    if option in _NAMES:
        return _NAMES[option]
    near = difflib.get_close_matches(option, _NAMES, 1)
    remedy = f"Did you mean {near[0]}?" if near else "There are -g, -o, --raw, --rows and --timeout."
    raise QueryError(f"There is no option {option}.", remedy=remedy)


def _options(values: dict[str, str | bool]) -> Options:
    output = str(values.get("output", ""))
    if output and not output.isidentifier():
        raise QueryError(f"'{output}' cannot be the name of a variable.", remedy="Write a name such as df.")
    rows = _number(values, "rows", ROWS)
    return Options(
        graph=str(values.get("graph", "")),
        output=output,
        raw=bool(values.get("raw", False)),
        rows=int(rows) if rows else None,
        timeout=_number(values, "timeout", SECONDS) or None,
    )


def _number(values: dict[str, str | bool], name: str, usual: float) -> float:
    """Return the value of an option as a number; 0 means that there is no limit."""
    try:
        found = float(values.get(name, usual))
    except ValueError:
        found = -1.0
    if not 0 <= found < 10**9:
        remedy = "Write a number, 0 for no limit."
        raise QueryError(f"'{values[name]}' is no value for --{name}.", remedy=remedy)
    return found
