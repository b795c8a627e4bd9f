"""Solutions of a query as a typed table."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from pyoxigraph import Literal, NamedNode, QuerySolutions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_XSD = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = "integer int long short byte nonNegativeInteger positiveInteger unsignedInt unsignedLong"
_CASTS: Mapping[str, Callable[[str], object]] = {
    **{_XSD + kind: int for kind in _WHOLE.split()},
    **{_XSD + kind: float for kind in ("decimal", "double", "float")},
    _XSD + "date": date.fromisoformat,
    _XSD + "dateTime": datetime.fromisoformat,
    _XSD + "boolean": lambda text: text in {"true", "1"},
}


def to_frame(solutions: QuerySolutions, prefixes: Mapping[str, str]) -> pd.DataFrame:
    """Return solutions as a table, a column a variable.

    Args:
        solutions: What Oxigraph found.
        prefixes: Prefix -> namespace, by which IRIs are shortened.
    """
    names = [variable.value for variable in solutions.variables]
    shorten = _Shortener(prefixes)
    rows = [[_value(term, shorten) for term in solution] for solution in solutions]
    columns = zip(*rows, strict=True) if rows else ([] for _ in names)
    return pd.DataFrame({name: _column(list(values)) for name, values in zip(names, columns, strict=True)})


class _Shortener:
    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = {iri: prefix for prefix, iri in prefixes.items()}

    def __call__(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefixes.get(iri[:cut])
        return f"{prefix}:{iri[cut:]}" if prefix and iri[cut:] else iri


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
