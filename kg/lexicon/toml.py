"""TOML files with the place of what they say, which the standard library's reader does not tell."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.gazetteer.faults import Fault
from kg.gazetteer.tables import not_utf8

if TYPE_CHECKING:
    from pathlib import Path

_PLACE = re.compile(
    r"^(?P<message>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TomlFile:
    """A TOML file: its content, and its text to look places up in."""

    path: Path
    text: str
    content: dict[str, Any]

    def fault(self, message: str, remedy: str = "", *, at: tuple[int, int] = (0, 0)) -> Fault:
        """Return a fault at a line and character, both from 1; 0 is the whole file."""
        line, column = at
        column_text = str(column) if column else ""
        return Fault(path=self.path, line=line, column=column_text, message=message, remedy=remedy)

    def place(self, block: str, number: int, key: str = "", value: str = "") -> tuple[int, int]:
        """Return line and character of a key or value, or of the block itself if the text hides them.

        Args:
            block: Name of a table, such as ``verb``; empty for the keys at the top.
            number: Which one of the tables of that name, from 1.
            key: A key within the table.
            value: A string within the key's value.
        """
        start, end = self._block(block, number)
        keys = re.compile(rf"^[ \t]*[\"']?({re.escape(key)})[\"']?[ \t]*=", re.MULTILINE)
        if key and (found := keys.search(self.text, start, end)):
            start = found.start(1)
            said = re.compile(rf"[\"']{re.escape(value)}[\"']").search(self.text, start, end)
            start = said.start() if value and said else start
        return self.text.count("\n", 0, start) + 1, start - self.text.rfind("\n", 0, start)

    def _block(self, block: str, number: int) -> tuple[int, int]:
        headers = list(re.finditer(r"^[ \t]*\[\[?[ \t]*([^\]\n]+?)[ \t]*\]\]?", self.text, re.MULTILINE))
        first = headers[0].start() if headers else len(self.text)
        if not block:
            return 0, first
        same = [index for index, header in enumerate(headers) if header[1] == block]
        if len(same) < number:
            return 0, len(self.text)
        index = same[number - 1]
        following = headers[index + 1].start() if index + 1 < len(headers) else len(self.text)
        return headers[index].start(), following


def read(path: Path) -> TomlFile | Fault:
    """Return a TOML file, or the fault for which it cannot be read."""
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8").replace("\r\n", "\n")
    except OSError as error:
        return Fault(path=path, line=0, column="", message=f"cannot be read: {error.strerror}.")
    except UnicodeDecodeError as error:
        return not_utf8(path, raw, error)
    try:
        return TomlFile(path=path, text=text, content=tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return _broken(path, text, str(error))


def _broken(path: Path, text: str, said: str) -> Fault:
    found = _PLACE.match(said)
    message = found["message"] if found else said
    last = text.rstrip("\n").count("\n") + 1
    return Fault(
        path=path,
        line=int(found["line"]) if found and found["line"] else last,
        column=found["column"] or "" if found else "",
        message=f"no TOML: {message[:1].lower()}{message[1:]}.",
        remedy="Mend the file, or take it out of the folder.",
    )
