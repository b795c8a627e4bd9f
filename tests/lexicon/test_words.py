"""Checks of word lists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kg.events.whereabouts
import kg.linking.ties
from kg.errors import LexiconError
from kg.gazetteer.words import load_words
from kg.lexicon.words import check_words
from kg.resources import ontologies

SOUND = '[goals]\ncomment = "Where to."\nactions = ["visit"]\nwords = ["to"]\n'


def faults(folder: Path, text: str) -> list[tuple[int, str, str]]:
    (folder / "own.toml").write_text(text, encoding="utf-8")
    return [(each.line, each.message, each.remedy) for each in check_words(folder)]


def test_our_own_lists_have_no_fault():
    assert check_words(ontologies() / "words") == []


def test_a_sound_list_passes(tmp_path: Path):
    assert faults(tmp_path, SOUND) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ('"visit"', '"vissit"', 3, "Did you mean 'visit'?"),
        ("words", "wrods", 4, "Did you mean 'words'?"),
        ('["to"]', '"to"', 4, "must be a list"),
        ('["to"]', '["to", "to"]', 4, "stands twice"),
        ('["to"]', '["to"]\nalso = ["gaols"]', 5, "Did you mean 'goals'?"),
        ("Where to.", "", 1, "does not say what it is for"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, told: str):
    ((found, message, remedy),) = faults(tmp_path, SOUND.replace(old, new))
    assert found == line
    assert told in f"{message} {remedy}"


def test_what_is_no_toml_is_named(tmp_path: Path):
    assert "no TOML" in faults(tmp_path, "[goals\n")[0][1]


@pytest.mark.parametrize(
    ("module", "name"), [(kg.events.whereabouts, "whereabouts"), (kg.linking.ties, "pronouns")]
)
def test_the_code_asks_for_the_lists_that_are_there(module: object, name: str):
    code = Path(str(module.__file__)).read_text(encoding="utf-8")  # type: ignore[attr-defined]  # a module
    asked = set(re.findall(r'(?<!load)_(?:words|acts)\("(\w+)"\)', code))
    assert asked == {each for each in load_words(name) if not each.startswith("sites_")}


def test_a_list_takes_in_another():
    lists = load_words("whereabouts")
    assert lists["within"].words < lists["goals"].words


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(LexiconError, match="nowhere"):
        load_words("nowhere")
