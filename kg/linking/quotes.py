"""Which words of a text stand between quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MARK = re.compile("[\"“”«»„]|``|''")
_OPENING = frozenset({"“", "«", "„", "``"})
_CLOSING = frozenset({"”", "»", "''"})


def quoted_tokens(doc: Doc) -> list[bool]:
    """Return for each token whether it is quoted; a quotation ends with its paragraph at the latest.

    Example:
        >>> from spacy import blank
        >>> quoted_tokens(blank("en")('"Yes," said Peru.'))
        [True, True, True, True, False, False, False]
    """
    if _MARK.search(doc.text) is None:
        return [False] * len(doc)
    quoted, inside = [], False
    for token in doc:
        text = token.text
        if text == '"':
            inside = not inside
            quoted.append(True)
            continue
        if text in _OPENING:
            inside = True
        quoted.append(inside)
        if text in _CLOSING or "\n" in text:
            inside = False
    return quoted
