"""Which column of a table holds what: as the user says, else as in the event data that we know."""

from __future__ import annotations

import difflib
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FIELDS: Mapping[str, str] = MappingProxyType({
    "actor": "who acts: a name or a code; several are parted by semicolons",
    "actor_country": "the state or organisation for which the actor acts",
    "action": "an action of kg, an event type of PLOVER or a code of CAMEO",
    "mode": "the mode of PLOVER",
    "counterpart": "towards whom: as actor",
    "counterpart_country": "the state or organisation for which the counterpart acts",
    "date": "2023-05-19, 20230519, 2023-05 or 2023",
    "date_end": "the last day, if it is not the first",
    "place": "where it took place",
    "place_country": "the state in which the place lies",
    "status": "actual, planned, negated or hypothetical; actual if there is no such column",
    "confidence": "how likely the row is right, from 0 to 1",
    "source": "who published it",
    "url": "where it was published",
})  # fmt: skip
"""What a column can hold, by the name used in mappings."""

NEEDED = ("actor", "action")
_LAYOUTS: Sequence[Mapping[str, str]] = (
    {  # kg export events.csv
        "actor": "actors", "actor_country": "actor_countries", "action": "action",
        "counterpart": "counterparts", "counterpart_country": "counterpart_countries", "date": "date_start",
        "date_end": "date_end", "place": "place", "place_country": "place_country", "status": "status",
        "confidence": "confidence",
    },
    {  # POLECAT
        "actor": "Actor Name", "actor_country": "Actor Country", "action": "Event Type", "mode": "Event Mode",
        "counterpart": "Recipient Name", "counterpart_country": "Recipient Country", "date": "Event Date",
        "place": "Placename", "place_country": "Country", "source": "Source",
    },
    {  # ICEWS
        "actor": "Source Name", "actor_country": "Source Country", "action": "CAMEO Code",
        "counterpart": "Target Name", "counterpart_country": "Target Country", "date": "Event Date",
        "place": "City", "place_country": "Country", "source": "Publisher",
    },
    {  # GDELT
        "actor": "Actor1Name", "actor_country": "Actor1CountryCode", "action": "EventCode",
        "counterpart": "Actor2Name", "counterpart_country": "Actor2CountryCode", "date": "SQLDATE",
        "place": "ActionGeo_FullName", "url": "SOURCEURL",
    },
    {field: field for field in FIELDS},
)  # fmt: skip


def columns_of(header: Sequence[str], chosen: Mapping[str, str], where: str) -> dict[str, int]:
    """Return the number of the column of each field that the table has.

    Args:
        header: Names of the columns.
        chosen: Field to column, as the user says; an empty column leaves a field out.
        where: The table's name, for messages.

    Raises:
        InputError: A field or column is unknown, or there is none for the actor or the action.

    Example:
        >>> columns_of(["Date", "actor", "action"], {"date": "Date"}, "events.csv")
        {'actor': 1, 'action': 2, 'date': 0}
    """
    for field in chosen:
        if field not in FIELDS:
            raise InputError(f"There is no field {field!r}.", remedy=_near(field, list(FIELDS), "Fields"))
    numbers = {_plain(name): number for number, name in reversed(list(enumerate(header)))}
    layouts = ({**layout, **chosen} for layout in _LAYOUTS)
    fitting = (layout for layout in layouts if all(_plain(layout[field]) in numbers for field in NEEDED))
    layout = next(fitting, dict(chosen))
    for field, column in chosen.items():
        if column and _plain(column) not in numbers:
            message = f"{where} has no column {column!r} for {field}."
            raise InputError(message, remedy=_near(column, header, "Columns"))
    found = {field: numbers[_plain(name)] for field, name in layout.items() if _plain(name) in numbers}
    for field in NEEDED:
        if field not in found:
            message = f"{where} has no column that is known to hold the {field}: {FIELDS[field]}."
            raise InputError(
                message, remedy=f"Say which by --map {field}=COLUMN. {_listed(header, 'Columns')}"
            )
    return found


def _near(word: str, known: Sequence[str], noun: str) -> str:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"Did you mean {near[0]!r}? {_listed(known, noun)}" if near else _listed(known, noun)


def _listed(known: Sequence[str], noun: str) -> str:
    return f"{noun}: {', '.join(known)[:400]}."


def _plain(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())
