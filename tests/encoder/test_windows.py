"""What the encoder gets to see of a document."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.encoder import Named, windows
from kg.encoder.windows import MAX_CONTEXT, MAX_PARTIES
from kg.model import Kind

TEXT = "Peru met Chile in Lima. The talks pleased Bolivia. Rain fell. Peru thanked Chile."
SENTENCES = [(0, 23), (24, 50), (51, 61), (62, 81)]


def named(text: str, *names: str) -> list[Named]:
    found = []
    for name in names:
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            found.append(Named(start=start, end=end, entity=name, kind=Kind.STATE, state=name.upper()[:3]))
            start = text.find(name, end)
    return sorted(found, key=lambda each: each.start)


def seen(*names: str):
    return list(windows(TEXT, SENTENCES, named(TEXT, *names)))


def test_a_sentence_that_names_nobody_is_not_read():
    assert [window.start for window in seen("Peru", "Chile", "Bolivia")] == [0, 24, 62]


def test_a_sentence_with_one_state_in_sight_is_not_read():
    assert [window.start for window in seen("Bolivia")] == []


def test_the_parties_of_the_sentence_come_before_those_of_the_one_before():
    second = seen("Peru", "Chile", "Bolivia")[1]
    assert second.parties == ("Bolivia", "Peru", "Chile")
    assert second.inside == 1


def test_reading_begins_with_the_sentence_before():
    assert seen("Peru", "Chile", "Bolivia")[1].context == 0


def test_no_more_than_its_last_words_are_read_of_a_long_sentence():
    text = "Peru " + "waited and " * 40 + "left. Peru met Chile."
    start = text.index("Peru met")
    window = list(windows(text, [(0, start - 1), (start, len(text))], named(text, "Peru", "Chile")))[-1]
    assert start - MAX_CONTEXT <= window.context < start
    assert text[window.context - 1] == " "


def test_the_first_sentence_has_nothing_before_it():
    assert seen("Peru", "Chile")[0].context == 0


def test_two_parties_of_one_state_are_no_pair():
    text = "Peru and the Peruvian army met Chile."
    army = Named(start=13, end=26, entity="army", kind=Kind.ORGANISATION, state="PER")
    window = next(windows(text, [(0, len(text))], [*named(text, "Peru", "Chile"), army]))
    places = {party: place for place, party in enumerate(window.parties)}
    assert (places["army"], places["Peru"]) not in set(window.pairs())
    assert (places["army"], places["Chile"]) in set(window.pairs())


def test_every_party_of_the_sentence_may_act_on_nobody():
    window = seen("Peru", "Chile", "Bolivia")[1]
    assert [actor for actor, other in window.pairs() if other is None] == [0]


def test_two_that_only_the_sentence_before_names_are_no_pair():
    window = seen("Peru", "Chile", "Bolivia")[1]
    assert (1, 2) not in set(window.pairs())


def test_a_long_list_of_parties_is_cut():
    names = [f"Land{chr(65 + number)}" for number in range(20)]
    text = f"{', '.join(names)} met."
    found = [
        Named(start=at, end=at + 5, entity=name, kind=Kind.STATE, state=name)
        for name in names
        if (at := text.index(name)) >= 0
    ]
    assert len(next(windows(text, [(0, len(text))], found)).parties) == MAX_PARTIES


@given(st.sets(st.sampled_from(["Peru", "Chile", "Bolivia", "Lima"])))
def test_a_window_knows_only_mentions_inside_it(names: set[str]):
    for window in windows(TEXT, SENTENCES, named(TEXT, *sorted(names))):
        assert all(window.context <= each.start < window.end for each in window.named)
        assert {each.entity for each in window.named} == set(window.parties)
