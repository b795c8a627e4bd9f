"""What a date expression is: a stretch of a sentence, and how it is read from where the reader stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from kg.model import EventDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Vantage:
    """What an expression is resolved against.

    Args:
        published: The day of publication; None if unknown.
        ahead: Whether the act lies in the future, so that "on Friday" looks forward.
        anchor: The date of the event told before, from which "the day after" counts.
    """

    published: date | None
    ahead: bool = False
    anchor: EventDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A date in words.

    Args:
        start: First character in its sentence.
        end: Character after its last.
        read: Gives its value from a vantage; None if it has none there, as 31 February never has.
        weak: A word of time must stand before it ("in May", "since 2014"), or it is no date.
        floating: It lacks the year or the week, so that in a range it goes by its other end.
        bound: ``since``, ``until``, ``by``, ``before``, ``after`` if it only bounds a date, else empty.
        quoted: It stands in a quotation, whose day may not be that of publication.
    """

    start: int
    end: int
    read: Callable[[Vantage], EventDate | None]
    weak: bool = False
    floating: bool = False
    bound: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A form of dates: its regular expression, and how a match of it is read.

    ``floating`` names the groups without which it goes by the other end of a range.
    """

    form: re.Pattern[str]
    read: Callable[[re.Match[str], Vantage], EventDate | None]
    weak: bool = False
    fixed_by: tuple[str, ...] | None = None

    def expression(self, match: re.Match[str]) -> Expression:
        """Return a match as an expression."""
        fixed = self.fixed_by is None or any(match[group] for group in self.fixed_by)
        return Expression(
            start=match.start(),
            end=match.end(),
            read=lambda vantage: self.read(match, vantage),
            weak=self.weak and not fixed if self.fixed_by is not None else self.weak,
            floating=not fixed,
        )
