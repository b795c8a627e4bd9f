"""A matcher of many phrases that takes each up only when a document brings its first word."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from spacy.matcher import PhraseMatcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

_WORD = re.compile(r"[^\W_]+")


class Phrases:
    """Finds phrases in documents, as spaCy's PhraseMatcher would that had been given all at once.

    To tokenize all names of the gazetteer takes longer than to read a few articles, which name a few of them.

    Args:
        nlp: The language pipeline, whose tokenizer cuts the phrases as it cuts the text.
        texts: The phrases as written.
    """

    def __init__(self, nlp: Language, texts: Iterable[str]) -> None:
        self._make_doc = nlp.make_doc
        self._matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._waiting: dict[str, list[str]] = defaultdict(list)
        for text in texts:
            first = _WORD.search(text)
            self._waiting[first[0] if first else ""].append(text)
        self._take("")

    def __call__(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """Yield the first token and the one after the last of each phrase; they may overlap."""
        for word in sorted(self._waiting.keys() & set(_WORD.findall(doc.text))):
            self._take(word)
        yield from ((start, end) for _, start, end in self._matcher(doc))

    def _take(self, word: str) -> None:
        if texts := self._waiting.pop(word, None):
            self._matcher.add("phrase", [self._make_doc(text) for text in sorted(texts)])
