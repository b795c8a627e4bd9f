from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.events.status import status_of
from kg.model import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc


@pytest.mark.parametrize(
    ("sentence", "verb", "status"),
    [
        ("Peru condemned Chile.", "condemned", "actual"),
        ("Peru has condemned Chile.", "condemned", "actual"),
        ("Chile was condemned by Peru.", "condemned", "actual"),
        ("Peru did not condemn Chile.", "condemn", "negated"),
        ("Peru never condemned Chile.", "condemned", "negated"),
        ("Peru would not condemn Chile.", "condemn", "negated"),
        ("Peru imposed no sanctions on Chile.", "imposed", "negated"),
        ("Peru will condemn Chile.", "condemn", "planned"),
        ("The president will meet and praise the ministers.", "praise", "planned"),
        ("The president is due to visit Chile.", "visit", "planned"),
        ("The president is expected to visit Chile.", "visit", "planned"),
        ("Peru may condemn Chile.", "condemn", "hypothetical"),
        ("If Peru condemns Chile, the talks will end.", "condemns", "hypothetical"),
    ],
)
def test_a_verb_tells_whether_it_took_place(
    parse: Callable[[str], Doc], sentence: str, verb: str, status: str
):
    token = next(token for token in parse(sentence) if token.text == verb)
    assert status_of(token, token) is Status(status)


@pytest.mark.parametrize(
    ("sentence", "noun", "status"),
    [
        ("The planned talks collapsed.", "talks", "planned"),
        ("Talks are scheduled for Friday.", "Talks", "planned"),
        ("The talks will begin on Friday.", "talks", "planned"),
        ("Possible talks were discussed.", "talks", "hypothetical"),
        ("No talks took place.", "talks", "negated"),
        ("Peru's talks with Chile lasted an hour.", "talks", "actual"),
    ],
)
def test_a_noun_tells_whether_it_took_place(
    parse: Callable[[str], Doc], sentence: str, noun: str, status: str
):
    token = next(token for token in parse(sentence) if token.text == noun)
    assert status_of(token, token) is Status(status)
