"""A user's tables laid over ours: rows are added, those of the same key replaced."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import LexiconError
from kg.gazetteer import Form, Gazetteer, load_gazetteer
from kg.gazetteer.folders import digest
from kg.gazetteer.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL = Path(__file__).parents[1] / "small" / "gazetteer"


def laid(folder: Path, table: str, *rows: str) -> Gazetteer:
    """Return the small gazetteer with some rows over it; ``|`` stands for a tab."""
    header = "\t".join(TABLES[table].columns)
    text = "\n".join([header, *(row.replace("|", "\t") for row in rows)])
    (folder / f"{table}.tsv").write_text(f"{text}\n", encoding="utf-8")
    return load_gazetteer(SMALL, folder)


def test_a_row_is_added_to_ours(tmp_path: Path):
    names = laid(tmp_path, "names", "Peruland|PER|name||").names
    assert ([name.entity_id for name in names["Peruland"]], "Peru" in names) == (["PER"], True)


def test_a_name_of_the_same_key_replaces_ours(tmp_path: Path):
    names = laid(tmp_path, "names", "Peru|PER|name|1821|").names["Peru"]
    assert [name.valid_from for name in names if name.form is Form.NAME] == [date(1821, 1, 1)]


def test_an_entity_of_the_same_id_replaces_ours(tmp_path: Path):
    entities = laid(tmp_path, "states", "PER|Republic of Peru|member|PER|Q419").entities
    assert (entities["PER"].name, entities["CHL"].name) == ("Republic of Peru", "Chile")


def test_an_id_may_move_to_another_table(tmp_path: Path):
    assert laid(tmp_path, "groups", "EU_Council|The Council||").entities["EU_Council"].kind == "group"


def test_a_term_of_the_same_key_replaces_ours(tmp_path: Path):
    row = "Margaret_Thatcher|Margaret Thatcher||head_of_government|GBR|1979-05-04|1985-01-01|f|"
    assert laid(tmp_path, "holders", row).holder("head_of_government", "GBR", date(1986, 3, 3)) is None


def test_a_new_term_leaves_the_others(tmp_path: Path):
    row = "John_Major|John Major|Major|head_of_government|GBR|1990-11-28|1997-05-02|m|"
    gazetteer = laid(tmp_path, "holders", row)
    found = [gazetteer.holder("head_of_government", "GBR", date(year, 3, 3)) for year in (1986, 1992)]
    assert [person.name for person in found if person] == ["Margaret Thatcher", "John Major"]


def test_a_row_adds_an_alias_to_a_person_of_ours(tmp_path: Path):
    row = "Margaret_Thatcher|Margaret Thatcher|The Iron Lady|legislator|GBR|1959|1992|f|"
    gazetteer = laid(tmp_path, "holders", row)
    assert {"Thatcher", "The Iron Lady"} <= set(gazetteer.persons["Margaret_Thatcher"].aliases)


def test_a_new_entity_may_be_named_at_once(tmp_path: Path):
    laid(tmp_path, "groups", "Sea_League|Sea League||")
    assert laid(tmp_path, "names", "Sea League|Sea_League|name||").names["Sea League"]


def test_a_title_of_the_same_scope_replaces_ours(tmp_path: Path):
    titles = laid(tmp_path, "offices", "prime minister|minister|").titles["prime minister"]
    assert [title.kind for title in titles if not title.scope] == ["minister"]


def test_a_noun_replaces_ours(tmp_path: Path):
    assert laid(tmp_path, "nouns", "government|people").nouns["government"] == "people"


def test_a_faulty_table_of_the_user_names_every_fault(tmp_path: Path):
    with pytest.raises(LexiconError) as caught:
        laid(tmp_path, "names", "A|QQQ|name||", "B|PER|nam||")
    assert str(caught.value).count("names.tsv, line") == 2


@pytest.mark.parametrize("name", ["missing", "file.tsv"])
def test_what_is_no_folder_is_told(tmp_path: Path, name: str):
    (tmp_path / "file.tsv").write_text("text\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="no folder of tables"):
        load_gazetteer(SMALL, tmp_path / name)


@pytest.mark.parametrize("read", [load_gazetteer, digest])
def test_a_table_that_cannot_be_read_is_told(tmp_path: Path, read: Callable[[Path], object]):
    folder = shutil.copytree(SMALL, tmp_path / "tables")
    (folder / "names.tsv").unlink()
    (folder / "names.tsv").symlink_to(folder / "gone.tsv")
    with pytest.raises(LexiconError, match=r"names\.tsv cannot be read: No such file"):
        read(folder)


class TestOnce:
    """Tables are read once, as long as they stay as they are."""

    def test_the_same_folder_is_read_once(self):
        assert load_gazetteer(SMALL) is load_gazetteer(Path(str(SMALL)))

    def test_a_changed_table_is_read_anew(self, tmp_path: Path):
        first = laid(tmp_path, "names", "Peruland|PER|name||")
        second = laid(tmp_path, "names", "Peruland|PER|name||", "Peruvia|PER|name||")
        assert ("Peruvia" in first.names, "Peruvia" in second.names) == (False, True)

    def test_a_change_of_time_alone_is_seen(self, tmp_path: Path):
        folder = shutil.copytree(SMALL, tmp_path / "tables")
        first = load_gazetteer(folder)
        os.utime(folder / "names.tsv", ns=(1, 1))
        assert load_gazetteer(folder) is not first

    def test_what_all_share_cannot_be_changed(self):
        with pytest.raises(TypeError):
            load_gazetteer(SMALL).nouns["junta"] = "government"  # type: ignore[index]


class TestDigest:
    """The digest of a user's tables, by which a run is known."""

    def test_it_does_not_depend_on_where_the_folder_lies(self, tmp_path: Path):
        copy = shutil.copytree(SMALL, tmp_path / "elsewhere")
        assert digest(copy) == digest(SMALL)

    def test_it_depends_on_what_the_tables_say(self, tmp_path: Path):
        copy = shutil.copytree(SMALL, tmp_path / "elsewhere")
        (copy / "nouns.tsv").write_text("noun\tkind\n", encoding="utf-8")
        assert digest(copy) != digest(SMALL)

    def test_files_that_are_no_tables_do_not_count(self, tmp_path: Path):
        copy = shutil.copytree(SMALL, tmp_path / "elsewhere")
        (copy / "notes.txt").write_text("mine\n", encoding="utf-8")
        assert digest(copy) == digest(SMALL)
