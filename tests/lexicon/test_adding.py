"""Rows added to a user's own tables: checked, whole, once."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from kg.errors import LexiconError
from kg.gazetteer import load_gazetteer
from kg.lexicon import add_entity, add_holder, add_name, check
from kg.resources import ontologies

OURS = ontologies() / "gazetteer"
NAME = {"text": "Peruland", "entity": "PER", "form": "name", "source": "a map"}
SEAT = {"office": "foreign_minister", "entity": "FRA", "start": "2099-03-04"}
TERM = {"name": "Ann Example", "office": "ambassador", "entity": "PER", "start": "2020-01-02"}


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_a_name_is_added_to_a_new_folder(tmp_path: Path):
    assert add_name(tmp_path / "mine", NAME)
    assert load_gazetteer(OURS, tmp_path / "mine").names["Peruland"][0].entity_id == "PER"


def test_the_same_row_twice_changes_nothing(tmp_path: Path):
    add_name(tmp_path, NAME)
    before = (tmp_path / "names.tsv").read_bytes()
    assert not add_name(tmp_path, NAME)
    assert (tmp_path / "names.tsv").read_bytes() == before


def test_a_row_of_the_same_key_is_replaced(tmp_path: Path):
    add_name(tmp_path, NAME)
    add_name(tmp_path, {**NAME, "comment": "in jest"})
    assert lines(tmp_path / "names.tsv")[1:] == ["Peruland\tPER\tname\t\t\ta map\tin jest"]


def test_what_stands_in_the_table_stays(tmp_path: Path):
    (tmp_path / "nouns.tsv").write_text("noun\tkind\tmine\njunta\tgovernment\tyes\n", encoding="utf-8")
    (tmp_path / "names.tsv").write_text(
        "mine\ttext\tentity\tform\tvalid_from\tvalid_to\nyes\tPeruvia\tPER\tname\t\t\n", encoding="utf-8"
    )
    add_name(tmp_path, NAME)
    assert lines(tmp_path / "names.tsv") == [
        "mine\ttext\tentity\tform\tvalid_from\tvalid_to\tsource\tcomment",
        "yes\tPeruvia\tPER\tname\t\t\t\t",
        "\tPeruland\tPER\tname\t\t\ta map\t",
    ]


@pytest.mark.parametrize("cells", [{"entity": "PERU"}, {"form": "nom"}, {"valid_from": "soon"}, {"text": ""}])
def test_a_faulty_row_is_not_written(tmp_path: Path, cells: dict[str, str]):
    with pytest.raises(LexiconError, match=r"names\.tsv, line 2"):
        add_name(tmp_path / "mine", {**NAME, **cells})
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("text", ["Peru\tland", "Peru\nland", "Peru\x1b[2Jland", "Peru\x85land"])
def test_a_cell_cannot_break_the_table(tmp_path: Path, text: str):
    with pytest.raises(LexiconError, match="control character"):
        add_name(tmp_path, {**NAME, "text": text})


def test_the_fault_is_told_by_the_users_own_path(tmp_path: Path):
    with pytest.raises(LexiconError) as caught:
        add_name(tmp_path, {**NAME, "form": "nom"})
    assert str(tmp_path / "names.tsv") in str(caught.value)


@pytest.mark.parametrize("folder", [OURS, OURS.parent, OURS / "mine"])
def test_our_own_tables_are_left_alone(folder: Path):
    before = (OURS / "names.tsv").read_bytes()
    with pytest.raises(LexiconError, match="kg's own"):
        add_name(folder, NAME)
    assert (OURS / "names.tsv").read_bytes() == before


def test_a_link_to_our_own_tables_is_seen_through(tmp_path: Path):
    (tmp_path / "link").symlink_to(OURS)
    with pytest.raises(LexiconError, match="kg's own"):
        add_name(tmp_path / "link", NAME)


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path):
    (tmp_path / "mine").write_text("", encoding="utf-8")
    with pytest.raises(LexiconError, match="cannot be written"):
        add_name(tmp_path / "mine", NAME)


def test_nothing_is_left_beside_the_tables(tmp_path: Path):
    add_name(tmp_path, NAME)
    assert [path.name for path in tmp_path.iterdir()] == ["names.tsv"]


def test_an_entity_goes_by_its_name(tmp_path: Path):
    add_entity(tmp_path, "group", {"id": "Sea_League", "name": "Sea League", "state": "PER"})
    gazetteer = load_gazetteer(OURS, tmp_path)
    (name,) = gazetteer.names["Sea League"]
    assert (name.entity_id, gazetteer.entities["Sea_League"].state) == ("Sea_League", "PER")


def test_an_unknown_kind_of_entity_is_told(tmp_path: Path):
    with pytest.raises(LexiconError, match="no kind of entity"):
        add_entity(tmp_path, "planet", {"id": "Mars", "name": "Mars"})


def test_a_holder_gets_a_key_from_the_name(tmp_path: Path):
    add_holder(tmp_path, {**TERM, "name": "Zoë Ångström"})
    assert load_gazetteer(OURS, tmp_path).persons["Zoe_Angstrom"].name == "Zoë Ångström"


class TestSuccession:
    """Who follows the one in office."""

    def test_two_at_once_are_refused_with_the_way_out(self, tmp_path: Path):
        with pytest.raises(LexiconError, match="--succeeds"):
            add_holder(tmp_path, {**TERM, **SEAT})

    def test_the_open_term_ends_when_the_next_begins(self, tmp_path: Path):
        before = load_gazetteer(OURS).holder("foreign_minister", "FRA", date(2099, 3, 3))
        assert before
        add_holder(tmp_path, {**TERM, **SEAT}, succeeds=True)
        gazetteer = load_gazetteer(OURS, tmp_path)
        days = (date(2099, 3, 4), date(2099, 3, 5))
        found = [gazetteer.holder("foreign_minister", "FRA", day) for day in days]
        assert [person.name for person in found if person] == [before.name, "Ann Example"]

    def test_the_same_succession_twice_changes_nothing(self, tmp_path: Path):
        add_holder(tmp_path, {**TERM, **SEAT}, succeeds=True)
        assert not add_holder(tmp_path, {**TERM, **SEAT}, succeeds=True)

    def test_a_third_follows_the_second(self, tmp_path: Path):
        add_holder(tmp_path, {**TERM, **SEAT}, succeeds=True)
        third = {**TERM, **SEAT, "name": "Bob Example", "start": "2100-01-01"}
        add_holder(tmp_path, third, succeeds=True)
        assert check(tmp_path).faults == ()


def test_a_fault_that_stands_there_already_stops_the_next_row(tmp_path: Path):
    shutil.copy(OURS / "nouns.tsv", tmp_path)
    with (tmp_path / "nouns.tsv").open("a", encoding="utf-8") as file:
        file.write("junta\tgovernmnt\t\t\n")
    with pytest.raises(LexiconError, match=r"nouns\.tsv"):
        add_name(tmp_path, NAME)
