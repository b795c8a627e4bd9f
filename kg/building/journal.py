"""What a build has done so far, in one SQLite file: a chunk is in it whole and on the disk, or not at all.

SQLite writes, syncs and rolls back; a process that is killed, or a machine that stops, loses the chunks that
were under way.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kg.building.codec import pack_skip, unpack, unpack_skip
from kg.errors import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.building.codec import Outcome
    from kg.model import Skipped

FILE = "journal.sqlite"

_VERSION = 2
_NOTES = 1000  # documents between two commits where nothing is to be extracted
_TABLES = """
CREATE TABLE outcome (number INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, body BLOB NOT NULL);
CREATE TABLE reading (id TEXT PRIMARY KEY, key BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE file (number INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, body BLOB NOT NULL);
CREATE TABLE met (key BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE skipped (body BLOB NOT NULL);
CREATE TABLE request (body TEXT NOT NULL);
"""


class Journal:
    """Outcomes by document and recipe, and which documents the reading under way has met.

    Args:
        path: The file; made if it is not there, begun anew if another version of kg wrote it.

    Raises:
        GraphError: It is no journal.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._notes = 0
        with self.faults():
            self._data = sqlite3.connect(path, isolation_level=None)
            self._data.execute("PRAGMA synchronous=FULL")
            self._data.execute("PRAGMA cache_size=-16000")
            (version,) = self._data.execute("PRAGMA user_version").fetchone()
            if version != _VERSION:
                self._begin_anew()
            self._data.execute("BEGIN")

    def close(self) -> None:
        """Leave what has been committed."""
        self._data.close()

    def begin(self, request: Mapping[str, Any]) -> None:
        """Forget which documents were read, not what they told, and keep what is asked for now."""
        with self.faults():
            for table in ("reading", "met", "skipped", "request"):
                self._data.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
            self._data.execute("INSERT INTO request VALUES (?)", (json.dumps(request),))
            self._commit()

    def request(self) -> dict[str, Any] | None:
        """Return what the build that did not come to its end was asked for; None if none is under way."""
        with self.faults():
            row = self._data.execute("SELECT body FROM request").fetchone()
        return json.loads(row[0]) if row else None

    def note(self, document_id: str, key: bytes) -> bool:
        """Note that a document was read, and return whether its outcome is known."""
        with self.faults():
            self._data.execute("INSERT OR REPLACE INTO reading VALUES (?, ?)", (document_id, key))
            self._notes += 1
            if self._notes >= _NOTES:
                self._commit()
            return bool(self._data.execute("SELECT 1 FROM outcome WHERE key = ?", (key,)).fetchone())

    def skip(self, skipped: Skipped) -> None:
        """Note what could not be read."""
        with self.faults():
            self._data.execute("INSERT INTO skipped VALUES (?)", (pack_skip(skipped),))

    def file(self, key: bytes) -> bytes | None:
        """Note that a file was met, and return what it held if that is known."""
        with self.faults():
            self._data.execute("INSERT OR IGNORE INTO met VALUES (?)", (key,))
            row = self._data.execute("SELECT body FROM file WHERE key = ?", (key,)).fetchone()
        return bytes(row[0]) if row else None

    def keep_file(self, key: bytes, body: bytes) -> None:
        """Remember what a file held."""
        with self.faults():
            self._data.execute("INSERT OR IGNORE INTO file (key, body) VALUES (?, ?)", (key, body))

    def store(self, outcomes: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep the outcomes of a chunk, all or none."""
        with self.faults():
            self._data.executemany("INSERT OR IGNORE INTO outcome (key, body) VALUES (?, ?)", outcomes)
            self._commit()

    def outcomes(self) -> Iterator[Outcome]:
        """Yield the outcomes of the documents that were read, ordered by id."""
        query = "SELECT body FROM reading JOIN outcome USING (key) ORDER BY reading.id"
        with self.faults():
            for (body,) in self._data.execute(query):
                yield unpack(body)

    def skips(self) -> Iterator[Skipped]:
        """Yield what could not be read, in the order of reading."""
        with self.faults():
            for (body,) in self._data.execute("SELECT body FROM skipped ORDER BY rowid"):
                yield unpack_skip(body)

    def stale(self) -> int:
        """Return how many outcomes belong to no document that was read."""
        with self.faults():
            (count,) = self._data.execute(f"SELECT COUNT(*) FROM outcome WHERE {_STALE}").fetchone()  # noqa: S608 - ours
        return int(count)

    def finish(self) -> None:
        """Forget what belongs to no document that was read, and that a build is under way."""
        with self.faults():
            self._data.execute(f"DELETE FROM outcome WHERE {_STALE}")  # noqa: S608 - ours
            self._data.execute("DELETE FROM file WHERE key NOT IN (SELECT key FROM met)")
            self._data.execute("DELETE FROM request")
            self._commit()

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Tell what SQLite finds wrong in our own words.

        Raises:
            GraphError: The disk is full, or the file is damaged.
        """
        try:
            yield
        except sqlite3.OperationalError as error:
            raise GraphError(
                f"{self._path} cannot be written: {error}.",
                remedy="Make room and go on with 'kg build --resume': what was done is kept.",
            ) from error
        except sqlite3.DatabaseError as error:
            raise GraphError(f"{self._path} is damaged: {error}.", remedy="Build with --fresh.") from error

    def _begin_anew(self) -> None:
        names = self._data.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in names:
            self._data.execute(f'DROP TABLE "{name}"')
        self._data.executescript(f"BEGIN;{_TABLES}PRAGMA user_version={_VERSION};COMMIT;")

    def _commit(self) -> None:
        self._data.execute("COMMIT")
        self._data.execute("BEGIN")
        self._notes = 0


_STALE = "key NOT IN (SELECT key FROM reading)"
