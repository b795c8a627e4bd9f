"""Folders of tables: ours, and a user's own laid over them."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import LexiconError
from kg.gazetteer.faults import Choices, Fault
from kg.gazetteer.tables import ENTITIES, TABLES, Row, scan_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Tables = Mapping[str, Sequence[Row]]


def own_tables(folder: Path) -> dict[str, Path]:
    """Return the tables of a user's folder by name.

    Raises:
        LexiconError: It is no folder.
    """
    if not Path(folder).is_dir():
        raise LexiconError(
            f"{folder} is no folder of tables.",
            remedy="Name a folder that holds names.tsv, holders.tsv or others of the tables.",
        )
    return {path.stem: path for path in sorted(Path(folder).glob("*.tsv")) if path.stem in TABLES}


def digest(folder: Path) -> str:
    """Return the SHA-256 of a user's tables, the same wherever the folder lies.

    Raises:
        LexiconError: It is no folder, or a table cannot be read.
    """
    found = hashlib.sha256()
    for name, path in own_tables(folder).items():
        with readable(path):
            content = path.read_bytes()
        found.update(f"{name} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()


def stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return name, time of change (nanoseconds) and size (bytes) of each table, to see whether one changed.

    Raises:
        LexiconError: It is no folder, or a table cannot be read.
    """
    found = []
    for name, path in own_tables(folder).items():
        with readable(path):
            stat = path.stat()
        found.append((name, stat.st_mtime_ns, stat.st_size))
    return tuple(found)


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Tell that a table cannot be read in our own words.

    Raises:
        LexiconError: It cannot.
    """
    try:
        yield
    except OSError as error:
        raise LexiconError(
            f"{path} cannot be read: {error.strerror}.", remedy="Mend or remove it."
        ) from error


def read_tables(folder: Path) -> tuple[dict[str, list[Row]], list[Fault]]:
    """Return the rows of the tables that a user's folder holds, and the faults of form.

    Raises:
        LexiconError: It is no folder.
    """
    paths = own_tables(folder)
    rows: dict[str, list[Row]] = {}
    faults = list(_strangers(folder))
    for name, path in paths.items():
        found = list(scan_rows(path, TABLES[name].columns))
        rows[name] = [each for each in found if isinstance(each, Row)]
        faults += [each for each in found if isinstance(each, Fault)]
    return rows, faults


def _strangers(folder: Path) -> Iterator[Fault]:
    """Yield what would be passed over: tables of another name, and a folder without any."""
    known = Choices.of("tables", [f"{name}.tsv" for name in TABLES])
    files = sorted(path for path in folder.iterdir() if path.is_file())
    for path in files:
        if path.suffix in {".tsv", ".csv"} and path.name not in known:
            message, remedy = f"no table is called {path.name!r}.", known.remedy(path.name)
            yield Fault(path=path, line=0, column="", message=message, remedy=remedy)
    if not any(path.name in known for path in files):
        remedy = f"The tables are: {' '.join(known.values)}."
        yield Fault(path=folder, line=0, column="", message="the folder holds no table.", remedy=remedy)


def laid_over(below: Tables, above: Tables) -> dict[str, list[Row]]:
    """Return two sets of tables as one: rows are added, those of the same key replace what lies below."""
    merged: dict[str, list[Row]] = {}
    ids = {row["id"] for name in ENTITIES for row in above.get(name, ())}
    for name, table in TABLES.items():
        own = above.get(name, ())
        keys = {row.values(table.key) for row in own}
        if name in ENTITIES:
            keys = {(key,) for key in ids}
        merged[name] = [*(row for row in below.get(name, ()) if row.values(table.key) not in keys), *own]
    return merged
