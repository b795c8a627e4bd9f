"""What grammar says against a reading of the encoder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.events.acts import Act
from kg.events.checking import has_another_subject
from kg.events.frames import Frame
from kg.events.parties import Parties

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    from kg.linking import Links

TEXT = "Peru condemned Chile's attack on Brazil."


@pytest.fixture
def has_another(parse: Callable[[str], Doc], link: Callable[..., Links]) -> Callable[[str, str, str], bool]:
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
        return has_another_subject(read, doc, parties)

    return ask


def test_what_the_subject_does_has_no_other(has_another: Callable[[str, str, str], bool]):
    assert not has_another("criticise", "condemned", "PER")


def test_what_is_not_done_by_the_subject_has_another(has_another: Callable[[str, str, str], bool]):
    assert has_another("criticise", "condemned", "CHL")


def test_what_all_do_alike_has_no_other_subject(has_another: Callable[[str, str, str], bool]):
    assert not has_another("meet", "condemned", "CHL")


def test_a_noun_has_no_subject(has_another: Callable[[str, str, str], bool]):
    assert not has_another("attack", "attack", "BRA")
