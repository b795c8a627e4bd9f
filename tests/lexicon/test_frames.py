"""Every class of fault in a frame file is found, by line and character; what is right passes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.lexicon import check
from kg.lexicon.frames import check_frames
from kg.resources import ontologies

if TYPE_CHECKING:
    from kg.gazetteer.faults import Fault

OURS = ontologies() / "frames"
CODES = {"PER": "Peru", "CHL": "Chile"}
SOUND = """
action = "meet"

[[verb]]
id = "meet"
lemma = ["meet"]
counterpart = ["object", "with"]
examples = [
  { text = "Peru met Chile.", actors = ["PER", "CHL"] },
]
"""
OPERATORS = """
[[operator]]
effect = "threat"
verb = ["threaten"]
through = ["xcomp"]

[effect.threat]
actor = "operator"
counterpart = "parties"
status = "actual"
SANCTION = "threatenSanctions"
"*" = "="
"""


def faults(folder: Path, text: str, name: str = "mine.toml") -> list[Fault]:
    (folder / name).write_text(text, encoding="utf-8")
    return check_frames(folder, CODES, OURS)


def test_our_own_frames_have_no_fault():
    assert [fault for fault in check().faults if fault.path.suffix == ".toml"] == []


def test_a_sound_frame_passes(tmp_path: Path):
    assert faults(tmp_path, SOUND) == []


@pytest.mark.parametrize(
    ("old", "new", "place", "told"),
    [
        ('"meet"\n\n', '"meat"\n\n', (2, "10"), "'meat' is no action. Did you mean 'meet' (meet)?"),
        ("lemma", "lema", (6, "1"), "'lema' is no key of a frame. Did you mean 'lemma'?"),
        ('"object"', '"objekt"', (7, "16"), "'objekt' is no slot. Did you mean 'object'?"),
        ('"with"', '"wiht"', (7, "26"), "'wiht' is no slot. Did you mean 'with'?"),
        ('["meet"]', '["@meetin"]', (6, "10"), "no word list '@meetin'. Did you mean 'meeting'?"),
        ('["meet"]', '"meet"', (6, "1"), "'lemma' is no list of words."),
        ('"CHL"', '"CHI"', (9, "48"), "'CHI' is no known code. Did you mean 'CHL' (Chile)?"),
        ("text", "texte", (8, "1"), "'texte' is no key of an example. Did you mean 'text'?"),
        ("[[verb]]", "[[verbs]]", (4, "1"), "'verbs' is no key of a frame file. Did you mean 'verb'?"),
        ('id = "meet"', 'status = "plannd"', (5, "10"), "'plannd' is no status. Did you mean 'planned'?"),
        ('id = "meet"', 'needs = ["acter"]', (5, "10"), "'acter' is no need. Did you mean 'actor'?"),
        ('id = "meet"', 'actor_kind = ["state", "persn"]', (5, "24"), "'persn' is no kind of actor."),
        ('id = "meet"', 'bare = "no"', (5, "1"), "'bare' is neither true nor false."),
        ('id = "meet"', "mutual = 1", (5, "1"), "'mutual' is neither true nor false."),
        ('lemma = ["meet"]\n', "", (4, "1"), "the frame has no lemma."),
    ],
)
def test_a_fault_is_named_with_line_character_and_nearest_value(
    tmp_path: Path, old: str, new: str, place: tuple[int, str], told: str
):
    found = [
        fault
        for fault in faults(tmp_path, SOUND.replace(old, new, 1))
        if f"{fault.message} {fault.remedy}".startswith(told)
    ]
    assert [(fault.line, fault.column) for fault in found] == [place]


def test_the_second_frame_of_a_file_has_its_own_lines(tmp_path: Path):
    found = faults(tmp_path, SOUND + '\n[[verb]]\nid = "b"\nlemma = ["see"]\nactor = ["subjct"]\n')
    assert [(fault.line, fault.column) for fault in found] == [(15, "10")]


def test_an_id_stands_for_one_frame_of_a_file(tmp_path: Path):
    found = faults(tmp_path, SOUND + '\n[[verb]]\nid = "meet"\nlemma = ["see"]\n')
    assert [(fault.line, fault.message) for fault in found] == [(13, "the id 'meet' stands twice.")]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('action = "meet"\n[[verb]\n', 2, "8"),
        ('action = "meet"\nlemma = ["a"\n', 2, ""),
        ('action = "meet"\naction = "visit"\n', 2, "18"),
    ],
)
def test_what_is_no_toml_is_named_by_line(tmp_path: Path, text: str, line: int, column: str):
    found = faults(tmp_path, text)
    assert [(fault.line, fault.message[:8]) for fault in found] == [(line, "no TOML:")]
    assert not column or found[0].column


def test_another_encoding_is_named_by_line_and_character(tmp_path: Path):
    (tmp_path / "mine.toml").write_bytes('action = "meet"\n# Élysée\n'.encode("cp1252"))
    assert [(each.line, each.column) for each in check_frames(tmp_path, CODES)] == [(2, "3")]


def test_a_word_list_may_be_the_users_own(tmp_path: Path):
    (tmp_path / "sets.toml").write_text('summits = ["summit"]\n', encoding="utf-8")
    assert faults(tmp_path, SOUND.replace('["meet"]', '["@summits"]')) == []


def test_a_word_list_must_be_a_list(tmp_path: Path):
    found = faults(tmp_path, '# lists\nsummits = "summit"\n', "sets.toml")
    assert [(each.line, each.message) for each in found] == [(2, "'summits' is no list of words.")]


def test_sound_operators_pass(tmp_path: Path):
    assert faults(tmp_path, OPERATORS, "operators.toml") == []


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ('"threat"', '"thread"', 3, "'thread' is no effect. Did you mean 'threat'?"),
        ("verb", "verbs", 4, "'verbs' is no key of an operator. Did you mean 'verb'?"),
        ("threatenSanctions", "threatenSanction", 11, "'threatenSanction' is no action. Did you mean"),
        ("SANCTION", "SANCTIONS", 11, "'SANCTIONS' is no action or event type. Did you mean 'SANCTION'?"),
        ('"*" = "="\n', "", 7, "the effect 'threat' lacks '*'."),
        ('"actual"', '"actul"', 10, "'actul' is no status. Did you mean 'actual'?"),
    ],
)
def test_a_fault_of_an_operator_is_named(tmp_path: Path, old: str, new: str, line: int, told: str):
    found = faults(tmp_path, OPERATORS.replace(old, new, 1), "operators.toml")
    assert [each.line for each in found if f"{each.message} {each.remedy}".startswith(told)] == [line]


def test_a_folder_shaped_like_ours_is_checked_whole(tmp_path: Path):
    for name in ("gazetteer", "frames"):
        (tmp_path / name).mkdir()
    (tmp_path / "gazetteer" / "nouns.tsv").write_text("noun\tkind\njunta\tgovernmnt\n", encoding="utf-8")
    faults(tmp_path / "frames", SOUND.replace('"with"', '"wiht"'))
    assert [fault.path.name for fault in check(tmp_path).faults] == ["mine.toml", "nouns.tsv"]
