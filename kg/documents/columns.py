"""Which column of a table, or which key of a JSON object, holds what."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO

from kg.documents.limits import LONGEST_LIST, whole
from kg.documents.needed import needed
from kg.documents.records import Record
from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from kg.model import Skipped

FIELDS = ("id", "text", "title", "date", "source", "url", "language", "licence")
"""What a document may say of itself."""


def checked(columns: Mapping[str, str]) -> dict[str, str]:
    """Return which column holds which field, in lower case.

    Raises:
        InputError: There is no such field, or a column has no name.

    Example:
        >>> checked({"text": "Body"})
        {'text': 'body'}
    """
    for field, column in columns.items():
        if field not in FIELDS:
            raise InputError(f"There is no field {field!r}.", remedy=f"Fields are {', '.join(FIELDS)}.")
        if not column.strip():
            raise InputError(f"No column is named for {field!r}.", remedy="Write it as text=body.")
    return {field: column.strip().lower() for field, column in sorted(columns.items())}


def renamed(fields: Mapping[str, object], columns: Mapping[str, str]) -> Mapping[str, object]:
    """Return the fields of a record by kg's names; a column that is missing leaves the field as it was.

    Example:
        >>> renamed({"body": "They met.", "text": "x"}, {"text": "body"})
        {'body': 'They met.', 'text': 'They met.'}
    """
    return {**fields, **{field: fields[column] for field, column in columns.items() if column in fields}}


def check_text(found: Collection[str], columns: Mapping[str, str]) -> None:
    """Check that a table has the column that holds the article.

    Raises:
        InputError: It has none.
    """
    wanted = columns.get("text", "text")
    if wanted not in found and "text" not in found:
        names = ", ".join(found)[:80] or "no names"
        raise InputError(
            f"has no column {wanted!r} in its first line ({names}).",
            remedy="Name the columns there, or say which holds the article: --column text=NAME.",
        )


def parquet(
    stream: BinaryIO, name: str, columns: Mapping[str, str] | None = None
) -> Iterator[Record | Skipped]:
    """Yield the rows of a Parquet file."""
    library = needed("pyarrow.parquet", extra="parquet", kind="Parquet")
    source = stream if stream.seekable() else io.BytesIO(whole(stream, LONGEST_LIST))
    try:
        file = library.ParquetFile(source)
        names = {each.strip().lower(): each for each in reversed(file.schema_arrow.names)}
        wanted = [
            names[each] for each in dict.fromkeys((*FIELDS, *(columns or {}).values())) if each in names
        ]
        sizes = [file.metadata.row_group(group).total_byte_size for group in range(file.num_row_groups)]
    except Exception as error:  # pyarrow raises several kinds on damaged files
        raise InputError("is damaged or no Parquet.", remedy="Write it anew.") from error
    check_text(names, columns or {})
    if max(sizes, default=0) > LONGEST_LIST:
        raise InputError(
            f"has a row group of more than {LONGEST_LIST >> 20} MB.", remedy="Write smaller row groups."
        )
    yield from _rows(file, wanted, name)


def _rows(file: object, wanted: list[str], name: str) -> Iterator[Record]:
    batches = file.iter_batches(batch_size=256, columns=wanted)  # type: ignore[attr-defined]  # pyarrow has no types
    number = 0
    while True:
        try:
            rows = next(batches).to_pylist()
        except StopIteration:
            return
        except Exception as error:  # see parquet
            raise InputError(f"is damaged after row {number}.", remedy="Write it anew.") from error
        for row in rows:
            number += 1
            yield Record(
                id=f"{name}:{number}", fields={key.strip().lower(): _plain(each) for key, each in row.items()}
            )


def _plain(value: object) -> object:
    """Return a moment as its ISO form; what else a cell holds stays as it is."""
    return value.isoformat() if hasattr(value, "isoformat") else value
