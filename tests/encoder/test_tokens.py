"""How a sentence and its parties become tokens."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.encoder import Named, Window, windows
from kg.encoder.tokens import MAX_TOKENS, Tokens, tokenise
from kg.model import Kind

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TEXT = "Chile waited. President Rosa Vidal of Peru met Chile."
SENTENCES = [(0, 13), (14, len(TEXT))]
PARTIES = [
    Named(start=0, end=5, entity="CHL", kind=Kind.STATE, state="CHL"),
    Named(start=24, end=42, entity="Rosa_Vidal", kind=Kind.PERSON, state="PER"),
    Named(start=38, end=42, entity="PER", kind=Kind.STATE, state="PER"),
    Named(start=47, end=52, entity="CHL", kind=Kind.STATE, state="CHL"),
]
LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)


@pytest.fixture
def window() -> Window:
    return list(windows(TEXT, SENTENCES, PARTIES))[-1]


@pytest.fixture
def tokens(window: Window, tokenizer: Tokenizer) -> Tokens:
    return tokenise(window, tokenizer)


@pytest.fixture
def words(tokens: Tokens, tokenizer: Tokenizer) -> list[str]:
    return [tokenizer.id_to_token(each) for each in tokens.ids]


def meeting(before: str, between: str, after: str) -> Window:
    """Return the window of a sentence in which two states stand among any letters, after another."""
    first, text = f"{before}. ", f"{before}. Peru {between} Chile {after}"
    start = len(first)
    other = text.index("Chile", start + 5 + len(between))
    found = [
        Named(start=start, end=start + 4, entity="PER", kind=Kind.STATE, state="PER"),
        Named(start=other, end=other + 5, entity="CHL", kind=Kind.STATE, state="CHL"),
    ]
    return list(windows(text, [(0, start - 1), (start, len(text))], found))[-1]


def test_a_person_stands_between_the_marks_of_persons(words: list[str]):
    first = words.index("[unused1]")
    assert words[first : first + 6] == ["[unused1]", "rosa", "vidal", "of", "peru", "[unused5]"]


def test_a_separator_stands_before_the_sentence_itself(words: list[str]):
    assert words[words.index("[SEP]") + 1] == "president"


def test_a_party_inside_another_shares_its_mark(tokens: Tokens, window: Window):
    places = dict(zip(window.parties, tokens.places, strict=True))
    assert places["PER"] == places["Rosa_Vidal"]


def test_a_party_that_the_sentence_names_is_not_sought_before_it(tokens: Tokens, window: Window):
    (place,) = dict(zip(window.parties, tokens.places, strict=True))["CHL"]
    assert place > tokens.ids.index(102)  # [SEP]


def test_only_words_of_the_sentence_itself_may_show_an_act(tokens: Tokens, window: Window):
    shown = [offset for offset, may in zip(tokens.offsets, tokens.tellers, strict=True) if may]
    assert shown[0][0] == window.start


def test_offsets_are_those_of_the_words_in_the_text(tokens: Tokens):
    assert "met" in {TEXT[start:end] for start, end in tokens.offsets if start >= 0}


def test_a_party_that_is_cut_away_has_no_place(tokenizer: Tokenizer):
    assert tokenise(meeting("Rain fell", "met again " * 80, "."), tokenizer).places[1] == ()


def test_where_the_sentence_is_cut_away_any_token_may_show_an_act(window: Window, tokenizer: Tokenizer):
    dots = "." * 200
    far = replace(window, text=dots + TEXT, context=0, start=200, end=200 + len(TEXT), named=())
    assert all(tokenise(far, tokenizer).tellers)


@given(LETTERS, LETTERS, LETTERS)
def test_offsets_lie_inside_the_window(tokenizer: Tokenizer, before: str, between: str, after: str):
    window = meeting(before, between, after)
    within = [offset for offset in tokenise(window, tokenizer).offsets if offset != (-1, -1)]
    assert all(window.context <= start <= end <= window.end for start, end in within)


@given(LETTERS, LETTERS, LETTERS)
def test_a_window_has_no_more_tokens_than_the_encoder_takes(
    tokenizer: Tokenizer, before: str, between: str, after: str
):
    tokens = tokenise(meeting(before, between * 5, after), tokenizer)
    assert len(tokens.ids) == len(tokens.offsets) == len(tokens.tellers) <= MAX_TOKENS


@given(LETTERS, LETTERS, LETTERS)
def test_places_are_marks(tokenizer: Tokenizer, before: str, between: str, after: str):
    tokens = tokenise(meeting(before, between, after), tokenizer)
    assert all(tokens.offsets[place] == (-1, -1) for places in tokens.places for place in places)
