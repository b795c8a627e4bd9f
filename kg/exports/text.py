"""What articles say, made safe for files that programs open: XML, spreadsheets, JSON."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from kg.rdf.literals import SURROGATE
from kg.rdf.turtle import UNSEEN

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_CELL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# The csv module does not quote a carriage return, which would end the row.
_LINE_END = re.compile("\r\n?")
# A spreadsheet takes what begins so for a formula, also after blanks and in its full-width form.
_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")


def cell(text: str) -> str:
    """Return text for a cell of a table: no formula, no control characters.

    Example:
        >>> cell("=HYPERLINK(1)"), cell("Peru")
        ("'=HYPERLINK(1)", 'Peru')
    """
    plain = _NO_CELL.sub("\ufffd", _LINE_END.sub("\n", text))
    return f"'{plain}" if _FORMULA.match(plain) else plain


def whole(text: str) -> str:
    """Return text that UTF-8 can hold: half a surrogate pair becomes U+FFFD."""
    return SURROGATE.sub("\ufffd", text)


def attribute(value: object) -> str:
    """Return a value as an attribute of XML, with its quotation marks.

    Example:
        >>> print(attribute("a <b>"))
        "a &lt;b&gt;"
    """
    return quoteattr(_NO_XML.sub("\ufffd", str(value)))


def content(value: object) -> str:
    """Return a value as the content of an XML element; what XML cannot hold becomes U+FFFD.

    Example:
        >>> content("a < b")
        'a &lt; b'
    """
    return escape(_NO_XML.sub("\ufffd", str(value)), {"\r": "&#13;"})


def as_json(value: Any, *, indent: int | None = None) -> str:  # noqa: ANN401 - as in json
    """Return a value as JSON in which nothing is unseen.

    Example:
        >>> as_json({"a": chr(0x202E)}).isascii()
        True
    """
    said = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04X}", SURROGATE.sub("\ufffd", said))
