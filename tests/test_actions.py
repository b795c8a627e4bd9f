from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.actions import COLUMNS, QUADS, actions, read_actions
from kg.errors import LexiconError
from kg.resources import ontologies

HEADER = "\t".join(COLUMNS)
ROW = "meet\tmeet\tmet\tCONSULT\t\t040\t2.5\tyes\tActors talk.\tNot calls.\tPeru met Chile.\tCAMEO 040"


def written(folder: Path, text: str) -> Path:
    (folder / "actions.tsv").write_text(text, "utf-8")
    return folder / "actions.tsv"


def test_there_are_84_actions_of_16_types_in_4_classes():
    assert len(actions()) == 84
    assert {action.plover for action in actions().values()} == set(QUADS)
    assert {action.quad for action in actions().values()} == {"VCOOP", "MCOOP", "VCONF", "MCONF"}


def test_ids_are_safe_as_local_names_of_iris():
    assert all(re.fullmatch(r"[a-z][A-Za-z]*", action) for action in actions())


def test_cooperation_is_never_hostile_and_conflict_never_friendly():
    for action in actions().values():
        assert action.intensity > 0 if action.quad.endswith("COOP") else action.intensity <= 0.5


def test_definitions_are_sentences_and_differ():
    definitions = [action.definition for action in actions().values()]
    assert all(text.endswith(".") for text in definitions)
    assert len(set(definitions)) == 84


def test_every_action_has_a_note_and_an_example_of_its_own():
    for said in ("note", "example"):
        texts = [getattr(action, said) for action in actions().values()]
        assert all(re.fullmatch(r"[A-Z].*\.", text) for text in texts)
        assert len(set(texts)) == 84


def test_ten_actions_are_symmetric():
    assert {action.id for action in actions().values() if action.symmetric} == {
        "meet", "convene", "call", "consult", "negotiate", "signAgreement", "cooperate",
        "economicCooperation", "militaryCooperation", "establishRelations",
    }  # fmt: skip


def test_the_codes_keep_their_leading_zeros():
    assert all(re.fullmatch(r"(0|1)\d{2,3}", action.cameo) for action in actions().values())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: wrong columns"),
        ("id\tlabel\n", "line 1: wrong columns"),
        (f"{HEADER}\nmeet\tmeet\n", "line 2: not 12 cells"),
        (f"{HEADER}\n{ROW}\tmore\n", "line 2: not 12 cells"),
        (f"{HEADER}\n{ROW.replace('CONSULT', 'TALK')}\n", "line 2: no PLOVER type 'TALK'"),
        (f"{HEADER}\n{ROW.replace('yes', 'oui')}\n", "line 2: 'oui' in column symmetric"),
        (f"{HEADER}\n{ROW.replace('2.5', 'mild')}\n", "line 2: 'mild' is no number"),
        (f"{HEADER}\n{ROW}\n{ROW}\n", "line 3: 'meet' stands twice"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, text: str, message: str):
    with pytest.raises(LexiconError, match=message):
        read_actions(written(tmp_path, text))


def test_a_missing_table_is_told_so(tmp_path: Path):
    with pytest.raises(LexiconError, match="cannot be read"):
        read_actions(tmp_path / "none.tsv")


def test_our_own_table_has_no_fault():
    assert read_actions(ontologies() / "actions.tsv") == actions()
