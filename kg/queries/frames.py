"""Solutions of a query as a typed table."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np
import pandas as pd
from pyoxigraph import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_XSD = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = "integer int long short byte nonNegativeInteger positiveInteger unsignedInt unsignedLong"
_CASTS: Mapping[str, Callable[[str], object]] = {
    **{_XSD + kind: int for kind in _WHOLE.split()},
    **{_XSD + kind: float for kind in ("decimal", "double", "float")},
    _XSD + "date": date.fromisoformat,
    _XSD + "dateTime": datetime.fromisoformat,
    _XSD + "boolean": lambda text: text in {"true", "1"},
}


class Known(NamedTuple):
    """What a graph says of a node that stands in a result: its name, and where its evidence can be read."""

    label: str = ""
    url: str = ""


class Curie(str):
    """A node of a graph as text, ``ent:FRA``, that still knows its IRI; it can be bound to a variable again.

    Args:
        text: The shortened form, or the IRI where no prefix is known.
        iri: The whole IRI.
        known: What the graph says of it.

    Example:
        >>> france = Curie("ent:FRA", "https://w3id.org/dipl/data/entity/FRA", Known("France"))
        >>> france, france.label
        ('ent:FRA', 'France')
    """

    __slots__ = ("iri", "known")

    iri: str
    known: Known

    def __new__(cls, text: str, iri: str, known: Known | None = None) -> Self:
        """Make the text with what is known of it."""
        made = super().__new__(cls, text)
        made.iri = iri
        made.known = known or Known()
        return made

    def __getnewargs__(self) -> tuple[str, str, Known]:  # type: ignore[override]
        return str(self), self.iri, self.known

    @property
    def label(self) -> str:
        """The name that the graph gives it; empty if it gives none."""
        return self.known.label


def to_frame(
    variables: Sequence[str],
    solutions: Iterable[Iterable[object]],
    prefixes: Mapping[str, str],
    known: Mapping[str, Known] | None = None,
) -> pd.DataFrame:
    """Return solutions as a table, a column a variable.

    Args:
        variables: Names of the columns.
        solutions: A term of pyoxigraph, or None, for each column.
        prefixes: Prefix -> namespace, by which IRIs are shortened; none if they are to stay whole.
        known: IRI -> what the graph says of it.
    """
    shorten = _Shortener(prefixes, known or {})
    rows = [[_value(term, shorten) for term in solution] for solution in solutions]
    columns = zip(*rows, strict=True) if rows else ([] for _ in variables)
    return pd.DataFrame(
        {name: _column(list(values)) for name, values in zip(variables, columns, strict=True)}
    )


class _Shortener:
    def __init__(self, prefixes: Mapping[str, str], known: Mapping[str, Known]) -> None:
        self._prefixes = {iri: prefix for prefix, iri in prefixes.items()}
        self._known = known

    def __call__(self, iri: str) -> str:
        if not self._prefixes:
            return iri
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefixes.get(iri[:cut])
        short = f"{prefix}:{iri[cut:]}" if prefix and iri[cut:] else iri
        return Curie(short, iri, self._known.get(iri))


def _value(term: object, shorten: _Shortener) -> object:
    if isinstance(term, NamedNode):
        return shorten(term.value)
    if isinstance(term, Literal):
        try:
            return _CASTS.get(term.datatype.value, str)(term.value)
        except ValueError:
            return term.value
    return None if term is None else str(term)


def _column(values: Sequence[object]) -> pd.Series:
    """Return a column of the narrowest type that all values have; missing ones keep it."""
    kinds = {type(value) for value in values if value is not None}
    missing = None in values
    if kinds == {date}:
        return pd.Series(np.array(values, dtype="datetime64[s]"))
    if kinds == {int} and all(value is None or abs(value) < 2**63 for value in values):  # type: ignore[arg-type]
        return pd.Series(values, dtype="Int64" if missing else "int64")
    if kinds and kinds <= {int, float}:
        return pd.Series(values, dtype="float64")
    if kinds == {bool}:
        return pd.Series(values, dtype="boolean" if missing else "bool")
    return pd.Series(values, dtype="object")
