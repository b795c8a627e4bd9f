"""An agency's report that several papers carry is one source; the articles are made up."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from kg.copies import ALIKE, Copies, copies_among, joined, likeness, shingles
from kg.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

AGENCY = (
    "LIMA (Agencia) - Peru's foreign minister flew to Santiago on Monday to settle a quarrel over fishing "
    "grounds off the coast that has kept both navies busy since the spring. Officials on either side said "
    "that a joint commission would meet every second month, and that neither would send patrol boats "
    "beyond the line that an arbitrator drew ten years ago. The talks go on tomorrow in Valparaiso, where "
    "fishermen have called for a strike if no licences are granted before the season begins."
)
OTHER = (
    "Norway will lend its ice-breaker to Iceland for the winter, the two prime ministers agreed at a dinner "
    "in Bergen. The ship is to keep a harbour in the north open while a pier that a storm took away is built "
    "anew. Iceland pays the crew, Norway the fuel; the opposition in Oslo asked who would clear the fjords "
    "at home if January were as cold as the last one was, and was told that two tugs would have to do."
)
DAY = date(2023, 5, 2)


def source(key: str, published: date | None = DAY) -> Source:
    return Source(id=key, published=published)


def found(folder: Path, told: Iterable[tuple[Source, str]]) -> dict[str, str]:
    copies = Copies(folder)
    for each, text in told:
        copies.add(each, shingles(text))
    return copies.find()


def test_a_text_with_another_first_line_and_a_note_below_is_a_copy(tmp_path: Path):
    carried = AGENCY.replace("LIMA (Agencia) - ", "") + " Reporting by our own desk."
    assert found(tmp_path, [(source("a"), AGENCY), (source("b"), carried)]) == {"b": "a"}


def test_an_article_about_something_else_is_no_copy(tmp_path: Path):
    assert found(tmp_path, [(source("a"), AGENCY), (source("b"), OTHER)]) == {}


def test_half_of_an_article_in_another_is_no_copy(tmp_path: Path):
    mixed = AGENCY[: len(AGENCY) // 2] + OTHER
    assert found(tmp_path, [(source("a"), AGENCY), (source("b"), mixed)]) == {}


def test_the_earliest_is_the_original(tmp_path: Path):
    late = source("a", date(2023, 5, 4))
    assert found(tmp_path, [(late, AGENCY), (source("b"), AGENCY)]) == {"a": "b"}


def test_an_undated_document_is_the_copy(tmp_path: Path):
    assert found(tmp_path, [(source("a", None), AGENCY), (source("b"), AGENCY)]) == {"a": "b"}


def test_the_same_words_a_year_later_are_no_copy(tmp_path: Path):
    assert found(tmp_path, [(source("a"), AGENCY), (source("b", date(2024, 5, 2)), AGENCY)]) == {}


def test_a_short_text_is_a_copy_only_of_the_same_words(tmp_path: Path):
    told = [
        (source("a"), "Peru met Chile."),
        (source("b"), "Peru met  Chile"),
        (source("c"), "Peru met Oman"),
    ]
    assert found(tmp_path, told) == {"b": "a"}


def test_texts_without_a_word_are_nobodys_copies(tmp_path: Path):
    assert found(tmp_path, [(source("a"), "..."), (source("b"), "")]) == {}


def test_the_order_of_documents_changes_nothing(tmp_path: Path):
    told = [(source("a"), AGENCY), (source("b"), f"{AGENCY} More soon."), (source("c"), OTHER)]
    answers = [found(tmp_path, order) for order in permutations([*told, (source("d", None), AGENCY)])]
    assert answers == [{"b": "a", "d": "a"}] * 24


def test_a_copy_points_at_the_original_itself_however_many_there_are(tmp_path: Path):
    told = [(source(f"s{number:02}"), f"{AGENCY} Desk {number}.") for number in range(40)]
    assert found(tmp_path, told) == {f"s{number:02}": "s00" for number in range(1, 40)}


def test_nothing_is_left_on_the_disk(tmp_path: Path):
    found(tmp_path, [(source("a"), AGENCY), (source("b"), AGENCY)])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [300, 5000])
def test_likeness_is_the_share_of_common_runs_in_short_and_long_texts(words: int):
    chosen = random.Random(7)  # noqa: S311 - a text, no secret
    text = [f"w{chosen.randrange(10**6)}" for _ in range(words)]
    told = likeness(shingles(" ".join(text)), shingles(" ".join(text[words // 2 :])))
    assert told == pytest.approx(0.5, abs=0.05)


def test_what_is_confirmed_lies_above_the_threshold():
    assert likeness(shingles(AGENCY), shingles(f"{AGENCY} More soon.")) >= ALIKE


def test_copies_of_one_original_are_counted_without_it():
    known = {key: replace(source(key), copy_of="x") for key in "ab"}
    assert (copies_among("ab", known), copies_among("abx", known), copies_among("abc", known)) == (1, 2, 1)


def test_builds_that_are_joined_know_equal_texts_and_follow_copies_of_copies():
    first = replace(source("a", date(2023, 5, 1)), digest="1")
    sources = [first, replace(source("b"), digest="1"), replace(source("c"), digest="2", copy_of="b")]
    told = joined({each.id: each for each in sources})
    assert {key: each.copy_of for key, each in told.items()} == {"a": "", "b": "a", "c": "a"}
