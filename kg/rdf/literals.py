"""Values as RDF terms and facts, and back where that takes a rule."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from kg.rdf.terms import EDTF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kg.model import EventDate

SURROGATE = re.compile("[\ud800-\udfff]")
_BETWEEN = " > "

Fact = tuple[NamedNode, NamedNode | Literal | None]


def about(subject: NamedNode, *facts: Fact) -> Iterator[Triple]:
    """Yield one triple a fact, and none for what is unknown."""
    return (Triple(subject, predicate, value) for predicate, value in facts if value is not None)


def text(value: str) -> Literal:
    """Return plain text; half a surrogate pair, which no file can hold, becomes U+FFFD."""
    return Literal(SURROGATE.sub("\ufffd", value))


def filled(value: str) -> Literal | None:
    """Return plain text, None if there is none."""
    return text(value) if value else None


def english(value: str) -> Literal:
    """Return text marked as English."""
    return Literal(SURROGATE.sub("\ufffd", value), language="en")


def day(value: date | None) -> Literal | None:
    """Return a day as ``xsd:date``."""
    return None if value is None else Literal(value.isoformat(), datatype=XSD.date)


def edtf(value: EventDate) -> Literal:
    """Return a date of any precision in the Extended Date/Time Format."""
    return Literal(value.edtf, datatype=EDTF.EDTF)


def whole(value: int) -> Literal:
    """Return a whole number."""
    return Literal(str(value), datatype=XSD.integer)


def number(value: float) -> Literal:
    """Return a decimal that reads back as the very same float.

    Example:
        >>> number(0.1).value, number(1e-7).value
        ('0.1', '0.0000001')
    """
    plain = format(Decimal(repr(float(value))), "f")
    return Literal(plain if "." in plain else f"{plain}.0", datatype=XSD.decimal)


def join_operators(operators: tuple[str, ...]) -> str:
    r"""Return words that change an act as one text, outermost first.

    Example:
        >>> join_operators(("refuse", "promise"))
        'refuse > promise'
    """
    return _BETWEEN.join(word.replace("\\", "\\\\").replace(">", "\\g") for word in operators)


def split_operators(joined: str) -> tuple[str, ...]:
    r"""Return the words again: the inverse of ``join_operators``."""
    words = joined.split(_BETWEEN)
    return tuple(re.sub(r"\\(.)", lambda match: {"g": ">"}.get(match[1], match[1]), word) for word in words)
