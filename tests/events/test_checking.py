"""What grammar says against a reading of the encoder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.events.acts import Act
from kg.events.checking import is_anothers
from kg.events.frames import Frame
from kg.events.parties import Parties

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    from kg.linking import Links

TEXT = "Peru condemned Chile's attack on Brazil."


@pytest.fixture
def anothers(parse: Callable[[str], Doc], link: Callable[..., Links]) -> Callable[[str, str, str], bool]:
    """Say whether an act at a word of the sentence that one of its states is said to do is another's."""

    def ask(action: str, word: str, actor: str) -> bool:
        doc, links = parse(TEXT), link(TEXT)
        trigger = next(token.i for token in doc if token.text == word)
        read = Act(
            action=action,
            frame=Frame(id=f"encoder/{action}", action=action, part="", lemma=frozenset()),
            trigger=trigger,
            verb=trigger,
            actors=tuple(each for each in links.items if each.entity.id == actor),
        )
        parties = Parties(doc=doc, links=links, nouns={}, act_nouns=frozenset())
        return is_anothers(read, doc, parties)

    return ask


def test_what_the_subject_of_the_verb_does_is_no_others(anothers: Callable[[str, str, str], bool]):
    assert not anothers("criticise", "condemned", "PER")


def test_what_another_than_the_subject_is_said_to_do_is_anothers(anothers: Callable[[str, str, str], bool]):
    assert anothers("criticise", "condemned", "CHL")


def test_an_act_that_all_do_alike_has_no_doer(anothers: Callable[[str, str, str], bool]):
    assert not anothers("meet", "condemned", "CHL")


def test_a_noun_has_no_subject(anothers: Callable[[str, str, str], bool]):
    assert not anothers("attack", "attack", "BRA")
