"""Which language a text is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.documents.language import language_of

if TYPE_CHECKING:
    from collections.abc import Callable

FRENCH = (
    "Les ministres des deux pays se sont rencontrés lundi à Genève pour parler de la paix et du commerce. "
    "Ils ont dit que les négociations reprendront dans la semaine, et que les deux délégations y seront. "
)
ENGLISH = "The ministers of the two states met in Geneva on Monday, and they spoke of peace and of trade. "
RUSSIAN = "Министры двух стран встретились в понедельник в Женеве и говорили о мире и торговле. "


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        (ENGLISH.upper(), "en"),
        (FRENCH, "fr"),
        (RUSSIAN, "ru"),
        (ENGLISH + "«" + FRENCH[:60] + "»", "en"),
        ("They met.", "en"),
        ("Presidente Umaro Embaló dismisses Prime Minister Geraldo Martins", "en"),
        ("x" * 9999, "en"),
        ("", "en"),
    ],
)
def test_a_language_is_told(text: str, code: str):
    assert language_of(text) == code


def test_a_text_too_short_to_tell_is_in_the_language_it_says():
    assert language_of("Rencontre à Lima", "fr") == "fr"


def test_what_is_not_english_is_skipped_and_told(read_file: Callable):
    documents, (skipped,) = read_file("a.txt", FRENCH)
    assert documents == []
    assert (skipped.stage, skipped.reason) == ("language", "is not in English, but in 'fr'.")


def test_what_is_not_english_is_kept_if_asked_for(read_file: Callable):
    (document,), skipped = read_file("a.txt", FRENCH, any_language=True)
    assert (document.language, skipped) == ("fr", [])
