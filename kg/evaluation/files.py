"""Gold standards and predictions from JSON Lines; a fault is told by file and line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.actions import actions
from kg.errors import InputError
from kg.evaluation.names import days
from kg.model import Status

_NOUNS: dict[type, str] = {str: "text", list: "list", dict: "object"}
STATUSES = tuple(status.value for status in Status)

Record = dict[str, Any]


def read_gold(path: str | Path) -> list[Record]:
    """Return the documents of a gold standard.

    Args:
        path: A file with one JSON object a line: ``id``, ``text``, ``entities`` and ``events``.

    Raises:
        InputError: The file cannot be read, holds no document or has a fault; the message names the line.

    Example:
        >>> import tempfile
        >>> file = Path(tempfile.mkdtemp()) / "gold.jsonl"
        >>> _ = file.write_text('{"id": "a", "text": "All was calm.", "entities": {}, "events": []}')
        >>> [document["id"] for document in read_gold(file)]
        ['a']
    """
    return _records(Path(path), _check_gold)


def read_predicted(path: str | Path) -> list[Record]:
    """Return predictions as ``kg extract`` writes them.

    Args:
        path: A file with one JSON object a line, with ``id`` and ``events``; ``-`` for standard input.

    Raises:
        InputError: The file cannot be read, holds no record or has a fault; the message names the line.
    """
    return _records(Path(path), _check_predicted)


def _records(path: Path, check: Callable[[Record], None]) -> list[Record]:
    found: list[Record] = []
    lines: dict[str, int] = {}
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            record = _object(line)
            check(record)
            _check_is_new(record["id"], number, lines)
        except InputError as error:
            raise InputError(f"{path}, line {number}: {error.message}", remedy=error.remedy) from error
        found.append(record)
    if not found:
        raise InputError(f"{path} is empty.", remedy="Write one document a line, as a JSON object.")
    return found


def _lines(path: Path) -> list[str]:
    try:
        content = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        return content.decode("utf-8-sig").split("\n")
    except OSError as error:
        raise InputError(
            f"{path} cannot be read: {error.strerror}.", remedy="Name a file with one JSON object a line."
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 (byte {error.start}).", remedy="Save it as UTF-8.") from error


def _object(line: str) -> Record:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is no JSON ({error}).", remedy="Write one object a line.") from error
    if not isinstance(record, dict):
        raise InputError("is no JSON object.", remedy="Write one object a line.")
    return record


def _check_is_new(key: str, number: int, lines: dict[str, int]) -> None:
    if key in lines:
        raise InputError(
            f"document {key!r} stands in line {lines[key]} too.", remedy="Give each an id of its own."
        )
    lines[key] = number


def _check_gold(record: Record) -> None:
    _text_of(record, "id")
    _text_of(record, "text")
    if record.get("date") and days(str(record["date"])[:10]) is None:
        raise InputError(f"date {record['date']!r} is no day.", remedy="Write 2023-05-19, or null.")
    entities = _typed(record, "entities", dict)
    for key, entity in entities.items():
        _check_party(entity, f"entity {key!r}")
    for where, event in _events(record):
        for party in _parties(event, where):
            if not isinstance(party, str) or party not in entities:
                raise InputError(
                    f"{where}: party {party!r} is no entity.",
                    remedy="Name it under 'entities', or mend the key.",
                )


def _check_predicted(record: Record) -> None:
    _text_of(record, "id")
    for where, event in _events(record):
        for party in _parties(event, where):
            _check_party(party, f"{where}: a party")
        confidence = event.get("confidence", 0.0)
        if type(confidence) not in {int, float} or not 0 <= confidence <= 1:
            raise InputError(f"{where}: confidence {confidence!r}.", remedy="Write a number from 0 to 1.")


def _check_party(party: object, where: str) -> None:
    if not isinstance(party, Mapping) or not isinstance(party.get("name"), str):
        raise InputError(f"{where} has no 'name'.", remedy='Write {"name": "Peru", "country": "PER"}.')
    if not isinstance(party.get("country"), str | None):
        raise InputError(f"{where}: its 'country' is no text.", remedy="Write a code such as PER, or null.")
    aliases = party.get("aliases") or []
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        raise InputError(f"{where}: its 'aliases' are no list of texts.", remedy="Write a list, or leave it.")


def _events(record: Record) -> Iterator[tuple[str, Record]]:
    """Yield the events of a record with where they stand, once action, status, date and place are sound."""
    for number, event in enumerate(_typed(record, "events", list), start=1):
        where = f"document {record['id']!r}, event {number}"
        if not isinstance(event, dict):
            raise InputError(f"{where} is no JSON object.", remedy='Write it like {"action": "meet", ...}.')
        _check_event(event, where)
        yield where, event


def _check_event(event: Record, where: str) -> None:
    action, status = event.get("action"), event.get("status", "actual")
    if not isinstance(action, str) or action not in actions():
        raise InputError(f"{where}: no action {action!r}.", remedy="They stand in ontologies/actions.tsv.")
    if status not in STATUSES:
        raise InputError(f"{where}: unknown status {status!r}.", remedy=f"Use {', '.join(STATUSES)}.")
    for name in ("date", "place", "trigger"):
        if not isinstance(event.get(name), str | None):
            raise InputError(f"{where}: its {name!r} is no text.", remedy="Write a text, or null.")
    if event.get("date") and days(event["date"]) is None:
        raise InputError(
            f"{where}: date {event['date']!r} is not ISO 8601.",
            remedy="Write 2023-05-19, 2023-05, 2023 or an interval with '/'.",
        )


def _parties(event: Record, where: str) -> Iterator[Any]:
    for role in ("actors", "counterparts"):
        found = event.get(role)
        if not isinstance(found, list):
            raise InputError(f"{where} has no list {role!r}.", remedy="Write [] where there are none.")
        yield from found


def _text_of(record: Record, name: str) -> str:
    found: str = _typed(record, name, str)
    if not found.strip():
        raise InputError(f"its {name!r} is empty.", remedy=f"Give each document its {name!r}.")
    return found


def _typed(record: Record, name: str, kind: type[str | list[Any] | dict[str, Any]]) -> Any:  # noqa: ANN401 - of that type
    found = record.get(name)
    if not isinstance(found, kind):
        raise InputError(
            f"has no {_NOUNS[kind]} {name!r}.", remedy="'kg evaluate --help' shows what a line holds."
        )
    return found
