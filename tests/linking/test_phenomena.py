"""Sentences with what a mention in them stands for, phenomenon by phenomenon; an empty cell is no actor.

The last occurrence of the mention is meant; several entities are separated by a space.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from kg.gazetteer import load_gazetteer
from kg.linking import Linker
from kg.mentions import MentionFinder
from kg.resources import ontologies

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

    from kg.linking import Links


class Row(NamedTuple):
    """One line of the table."""

    text: str
    date: str
    mention: str
    entity: str
    phenomenon: str


def _rows() -> list[Row]:
    with Path(__file__).with_name("phenomena.tsv").open(encoding="utf-8", newline="") as file:
        _, *lines = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [Row(*line) for line in lines]


ROWS = _rows()


@pytest.fixture(scope="session")
def meant(nlp: Language) -> Callable[[Row], set[str]]:
    """Return the ids of those whom the mention of a row stands for."""
    known = load_gazetteer(ontologies() / "gazetteer")
    find, link = MentionFinder(nlp, known), Linker(known)
    model = [name for name in nlp.pipe_names if not name.startswith("kg_")]
    with nlp.select_pipes(enable=model):
        texts = sorted({row.text for row in ROWS})
        parses = dict(zip(texts, nlp.pipe(texts), strict=True))

    def linked(row: Row) -> set[str]:
        doc = parses[row.text]
        links: Links = link(doc, find(doc), date.fromisoformat(row.date))
        *_, place = re.finditer(rf"(?<!\w){re.escape(row.mention)}(?!\w)", row.text)
        span = doc.char_span(place.start(), place.end(), alignment_mode="expand")
        return {each.entity.id for token in span for each in links.all_at(token.i) if not each.locative}

    return linked


@pytest.mark.model
@pytest.mark.parametrize(
    "row", ROWS, ids=[f"{row.phenomenon}: {row.mention} {i}" for i, row in enumerate(ROWS)]
)
def test_a_mention_stands_for_whom_it_means(meant: Callable[[Row], set[str]], row: Row):
    assert meant(row) == set(row.entity.split())


def test_each_phenomenon_has_ten_mentions():
    assert min(Counter(row.phenomenon for row in ROWS).values()) >= 10
