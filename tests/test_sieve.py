"""What of a text is worth parsing."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from kg.sieve import Sieve

if TYPE_CHECKING:
    from kg.gazetteer import Gazetteer

IDLE = "The harvest was good, and the bakers of the town were glad of it."
BOTH = "Peru and Chile met on Friday."


@pytest.fixture
def sieve(gazetteer: Gazetteer) -> Sieve:
    return Sieve(gazetteer)


def kept(sieve: Sieve, *paragraphs: str) -> list[str]:
    text = "\n\n".join(paragraphs)
    return [text[each.start : each.end].strip() for each in sieve(text) if each.read]


def test_a_paragraph_that_names_two_states_is_read(sieve: Sieve):
    assert kept(sieve, IDLE, BOTH) == [BOTH]


def test_so_is_the_one_after_it_where_it_may_be_they(sieve: Sieve):
    assert kept(sieve, IDLE, BOTH, IDLE, IDLE) == [f"{BOTH}\n\n{IDLE}"]


def test_a_state_alone_tells_nothing_by_itself(sieve: Sieve):
    assert kept(sieve, "The harvest of Peru was good.", IDLE) == []


def test_a_state_alone_may_deploy_troops(sieve: Sieve):
    assert kept(sieve, "Peru deploys ships.", IDLE) == ["Peru deploys ships."]


def test_a_paragraph_is_read_that_names_one_before_the_next_names_another(sieve: Sieve):
    assert len(kept(sieve, "Peru spoke:", "We thank Chile.")) == 1


def test_names_in_capitals_and_by_office_holders_count(sieve: Sieve):
    assert sieve.states("PERU") == sieve.states("Peru") == {"PER"}


@pytest.mark.parametrize("text", ["", "\n\n", "a\n\n\n \nb\n", f"{IDLE}\n\n{BOTH}\n\n{IDLE}\n"])
def test_stretches_cover_a_text_and_alternate(sieve: Sieve, text: str):
    found = sieve(text)
    assert "".join(text[each.start : each.end] for each in found) == text
    assert all(one.read is not other.read for one, other in pairwise(found))
