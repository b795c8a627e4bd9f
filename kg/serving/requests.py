"""What a client asks, by the SPARQL 1.1 protocol: read, and refused where it is no reading query."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode

from kg.queries.tokens import declarations, tokens
from kg.rdf.terms import prefixes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_DATASET = ("default-graph-uri", "named-graph-uri")
_FIELDS = 20


class Refused(Exception):  # noqa: N818 - a refusal is no error of ours
    """A request is not answered.

    Args:
        status: The code of HTTP.
        words: Why, for a person.
    """

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query with the graphs that it is asked of; an empty one asks what the endpoint can do."""

    query: str
    dataset: tuple[tuple[str, str], ...] = ()

    def path(self) -> str:
        """Return path and parameters for Oxigraph."""
        return f"/query?{urlencode(self.dataset)}" if self.dataset else "/query"


def of_get(parameters: str) -> Question:
    """Return the question of a GET.

    Raises:
        Refused: There is more than one query, or it is an update.

    Example:
        >>> of_get("query=ASK%20%7B%7D").query
        'ASK {}'
    """
    return _question(_fields(parameters))


def of_post(kind: str, parameters: str, body: bytes) -> Question:
    """Return the question of a POST, as a form or directly.

    Args:
        kind: The content type.
        parameters: What stands behind the question mark of the address.
        body: What was sent.

    Raises:
        Refused: It is an update, or nothing that the protocol knows.
    """
    plain = kind.partition(";")[0].strip().lower()
    if plain == UPDATE:
        raise _read_only()
    if plain not in {FORM, QUERY}:
        raise Refused(415, f"Send a query as {QUERY} or in a form ({FORM}).")
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise Refused(400, "The query is no UTF-8.") from error
    fields = _fields(text if plain == FORM else parameters)
    if plain == QUERY:
        fields = {**fields, "query": [text]}
    if "query" not in fields and "update" not in fields:
        raise Refused(400, "The form has no field 'query'.")
    return _question(fields)


def guarded(query: str) -> str:
    """Return a query with the prefixes that it uses without declaring them.

    Raises:
        Refused: It would ask another server.

    Example:
        >>> guarded("ASK { ?a a dipl:Event }")
        'PREFIX dipl: <https://w3id.org/dipl#> ASK { ?a a dipl:Event }'
    """
    # the second look is for readers that resolve the escapes of code points before they read
    for text in (query, _unescaped(query)):
        if any(token.says("SERVICE") for token in tokens(text)):
            raise Refused(403, "SERVICE is not allowed here: this endpoint asks no other.")
    return declarations(query, prefixes()) + query


def _question(fields: Mapping[str, Sequence[str]]) -> Question:
    if "update" in fields:
        raise _read_only()
    asked = fields.get("query", [""])
    if len(asked) != 1:
        raise Refused(400, "Ask one query at a time.")
    dataset = tuple((name, value) for name in _DATASET for value in fields.get(name, ()))
    return Question(query=asked[0], dataset=dataset)


def _fields(text: str) -> dict[str, list[str]]:
    try:
        return parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except ValueError as error:
        raise Refused(400, "The parameters cannot be read.") from error


def _unescaped(query: str) -> str:
    return re.sub(
        r"\\u([0-9A-Fa-f]{4})|\\U00([0-9A-Fa-f]{6})",
        lambda match: chr(min(int(match[1] or match[2], 16), 0x10FFFF)),
        query,
    )


def _read_only() -> Refused:
    return Refused(403, "This endpoint is read-only: it takes no updates.")
