"""A table of results as a notebook shows it: names instead of codes, and links to the evidence."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from kg.queries.frames import Curie

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]+", re.IGNORECASE)
_LONGEST = 240  # characters of a text that a cell shows


class Answer(pd.DataFrame):
    """A DataFrame that shows its nodes by their names; all that pandas does with one it does with this.

    Example:
        >>> from kg.queries.frames import Known
        >>> france = Curie("ent:FRA", "https://w3id.org/dipl/data/entity/FRA", Known("France"))
        >>> answer = Answer({"who": pd.Series([france], dtype="object")})
        >>> answer
                     who
        0 France ent:FRA
        >>> answer.labels()
              who
        0  France
    """

    @property
    def _constructor(self) -> type[Answer]:
        return Answer

    def labels(self) -> pd.DataFrame:
        """Return the table with names in place of nodes, for a plot or a paper."""
        found = pd.DataFrame(self)
        for name in _texts(found):
            found[name] = found[name].map(_label).astype("object")
        return found

    def __repr__(self) -> str:
        return _drawn(self, _as_text, "to_string") or super().__repr__()

    def _repr_html_(self) -> str | None:
        shown = _drawn(self, _as_html, "to_html", escape=False)
        return shown or super()._repr_html_()  # type: ignore[misc]  # the stubs lack it


def _drawn(answer: Answer, form: Callable[[object], str], method: str, **options: Any) -> str | None:  # noqa: ANN401 - pandas'
    """Return the table drawn by pandas, each text by ``form``; None if its labels may hold foreign text."""
    if not _plain(answer):
        return None
    most = pd.get_option("display.max_rows") or len(answer)
    long = len(answer) > most
    with pd.option_context("display.max_colwidth", None):
        return str(
            getattr(pd.DataFrame(answer), method)(
                formatters=dict.fromkeys(_texts(answer), form),
                max_rows=min(most, pd.get_option("display.min_rows") or most) if long else None,
                show_dimensions=long,
                **options,
            )
        )


def _plain(frame: pd.DataFrame) -> bool:
    """Return whether columns and rows are called as a query calls them, not by values out of the graph."""
    names = all(isinstance(name, str) and re.fullmatch(r"\w+", name) for name in frame.columns)
    numbered = pd.api.types.is_integer_dtype(frame.index.dtype) and frame.index.name is None
    return bool(names) and frame.columns.is_unique and numbered and frame.columns.name is None


def _texts(frame: pd.DataFrame) -> list[Hashable]:
    """Return the columns that may hold text."""
    kinds = pd.api.types
    return [
        name
        for name, kind in frame.dtypes.items()
        if not kinds.is_numeric_dtype(kind) and not kinds.is_datetime64_any_dtype(kind)
    ]


def _label(value: object) -> object:
    return value.label or str(value) if isinstance(value, Curie) else value


def _as_text(value: object) -> str:
    if isinstance(value, Curie) and value.label:
        return f"{_cut(value.label)} {_cut(value)}"
    return _cut(value)


def _as_html(value: object) -> str:
    if isinstance(value, Curie):
        name, code = escape(_cut(value.label)), escape(_cut(value))
        code = f'<small style="opacity:.6">{code}</small>' if name else code
        address = value.known.url or (value.iri if value == value.iri else "")
        return f"{linked(name or code, address)} {code if name else ''}".strip()
    text = _cut(value)
    return linked(escape(text), str(value)) if isinstance(value, str) else escape(text)


def linked(html: str, address: str) -> str:
    """Return HTML as a link to an address of the web; as it is, if the address is none.

    Example:
        >>> linked("x", "javascript:alert(1)")
        'x'
    """
    if not _ADDRESS.fullmatch(address):
        return html
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{html}</a>'


def _cut(value: object) -> str:
    """Return a value as a line of text without characters that hide or turn it."""
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    text = " ".join("".join(char if char.isprintable() else " " for char in str(value)).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
