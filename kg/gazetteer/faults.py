"""Faults of the knowledge files: what is wrong, where, and which valid value comes nearest."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

_TOLD = 20
_LISTED = 20
_COMPARED = (
    200  # a table with its columns in the wrong order has a fault in every row: do not compare them all
)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fault:
    """One fault of a table or frame file.

    Args:
        path: The file.
        line: Line of the file, from 1; 0 if the fault is that of the whole file.
        column: Name of a table's column, or the number of the character from 1 in a TOML file; may be empty.
        message: What is wrong.
        remedy: How to mend it.
    """

    path: Path
    line: int
    column: str
    message: str
    remedy: str = ""

    @property
    def where(self) -> str:
        """The place in words.

        Example:
            >>> from pathlib import Path
            >>> Fault(path=Path("names.tsv"), line=7, column="form", message="'noun' is no form.").where
            'names.tsv, line 7, column form'
        """
        line = f", line {self.line}" if self.line else ""
        return f"{self.path}{line}{f', column {self.column}' if self.column else ''}"

    def __str__(self) -> str:
        return f"{self.where}: {self.message} {self.remedy}".strip()

    def as_record(self) -> dict[str, str | int]:
        """Return the fault as plain values."""
        return {
            "file": str(self.path),
            "line": self.line,
            "column": self.column,
            "message": self.message,
            "remedy": self.remedy,
        }


def as_error(faults: Sequence[Fault]) -> LexiconError:
    """Return the faults as one error that tells the first twenty."""
    if len(faults) == 1:
        return LexiconError(f"{faults[0].where}: {faults[0].message}", remedy=faults[0].remedy)
    told = [str(fault) for fault in faults[:_TOLD]]
    more = [f"and {len(faults) - _TOLD} more"] if len(faults) > _TOLD else []
    return LexiconError(
        "\n  ".join([f"{len(faults)} faults in the knowledge files:", *told, *more]),
        remedy="\n'kg lexicon check DIR' lists them all.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The values that a cell may hold, to name the one nearest to a wrong one.

    Args:
        what: What the values are, in the plural: "forms".
        values: The valid values, each with the words that it goes by, such as the name of a state.
    """

    what: str
    values: Mapping[str, str]
    _told: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, what: str, values: Iterable[str]) -> Choices:
        """Return choices that have no other name than themselves."""
        return cls(what=what, values=dict.fromkeys(values, ""))

    def __contains__(self, value: str) -> bool:
        return value in self.values

    def remedy(self, wrong: str) -> str:
        """Return a sentence with the valid value nearest to ``wrong``, or with all if they are few.

        Example:
            >>> Choices(what="states", values={"FRA": "France", "PER": "Peru"}).remedy("Frence")
            "Did you mean 'FRA' (France)?"
        """
        if wrong not in self._told:
            if len(self._told) >= _COMPARED:
                return ""
            self._told[wrong] = self._nearest(wrong)
        return self._told[wrong]

    def _nearest(self, wrong: str) -> str:
        known = {name.casefold(): value for value, name in self.values.items() if name}
        known |= {value.casefold(): value for value in self.values}
        letters = sorted(wrong.casefold())  # letters that changed places are the likeliest slip: "GRB"
        alike = [each for each in known if len(each) == len(letters) and sorted(each) == letters]
        moved = [each for each in alike if each[0] == wrong[0].casefold()] or alike
        if found := moved or difflib.get_close_matches(wrong.casefold(), known, n=1):
            value = known[found[0]]
            named = f" ({self.values[value]})" if self.values[value] else ""
            return f"Did you mean {value!r}{named}?"
        if len(self.values) <= _LISTED:
            return f"The {self.what} are: {' '.join(self.values)}."
        return ""
