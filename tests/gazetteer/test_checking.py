"""Every class of fault in a table is found, by file, line and column; what is right passes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.gazetteer import overlay
from kg.gazetteer.checking import check_tables
from kg.gazetteer.faults import Choices, as_error
from kg.gazetteer.folders import read_tables
from kg.gazetteer.tables import TABLES
from kg.resources import ontologies

if TYPE_CHECKING:
    from kg.gazetteer.faults import Fault

OURS = ontologies() / "gazetteer"
DEFAULTS = {"office": "foreign_minister", "entity": "PER", "form": "name"}


def write(folder: Path, table: str, *rows: dict[str, str]) -> Path:
    """Write a table with all its columns; line 2 is the first row."""
    header = list(dict.fromkeys([*TABLES[table].columns, "comment"]))
    lines = [header, *([row.get(column, "") for column in header] for row in rows)]
    path = folder / f"{table}.tsv"
    path.write_text("".join("\t".join(line) + "\n" for line in lines), encoding="utf-8")
    return path


def name(text: str, entity: str = "PER", **cells: str) -> dict[str, str]:
    return {"text": text, "entity": entity, "form": "name", **cells}


def term(who: str, start: str = "", end: str = "", **cells: str) -> dict[str, str]:
    key = who.replace(" ", "_")
    seat = {"office": "head_of_organisation", "entity": "ACP"}
    return {"person": key, "name": who, "start": start, "end": end, **seat, **cells}


def faults(folder: Path) -> list[Fault]:
    return overlay(OURS, folder)[2]


def told(folder: Path) -> list[tuple[str, int, str]]:
    return [(fault.path.name, fault.line, fault.column) for fault in faults(folder)]


def test_our_own_tables_have_no_fault():
    rows, form = read_tables(OURS)
    assert [*form, *check_tables(rows, rows)] == []


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("names", name("Peruland", "PERU"), "entity"),
        ("names", name("Peruland", form="nam"), "form"),
        ("names", name("Peruland", valid_from="1999-02-30"), "valid_from"),
        ("names", name("Peruland", valid_to="soon"), "valid_to"),
        ("names", name("Peruland", valid_to="1999-2"), "valid_to"),
        ("names", name("Peruland", valid_from="2001", valid_to="1999"), "valid_to"),
        ("names", name(""), "text"),
        ("offices", {"title": "grand vizier", "kind": "minster"}, "kind"),
        ("offices", {"title": "grand vizier", "kind": "minister", "scope": "PER TURK"}, "scope"),
        ("offices", {"title": "Grand Vizier", "kind": "minister"}, "title"),
        ("holders", term("Ann Example", office="forign_minister"), "office"),
        ("holders", term("Ann Example", entity="PRU"), "entity"),
        ("holders", term("Ann Example", start="2020-13-01"), "start"),
        ("holders", term("Ann Example", start="1801-01-02", end="1801-01-01"), "end"),
        ("holders", term("Ann Example", end="1801", gender="x"), "gender"),
        ("holders", term("Ann Example", end="1801", wikidata="142"), "wikidata"),
        ("holders", term("Ann Example", end="1801", person="Ann Example"), "person"),
        ("states", {"id": "ATL", "name": "Atlantis", "kind": "membr"}, "kind"),
        ("states", {"id": "ATL", "name": "Atlantis", "code": "ATX"}, "code"),
        ("organisations", {"id": "XYZ", "name": "X", "code": "NATTO"}, "code"),
        ("organisations", {"id": "XYZ", "name": "X", "part_of": "Natoo", "code": "NATO"}, "part_of"),
        ("organisations", {"id": "XYZ", "name": "X", "part_of": "NATO", "code": "EU"}, "code"),
        ("bodies", {"id": "XYZ", "name": "X", "state": "PEU"}, "state"),
        ("groups", {"id": "XYZ", "name": "X", "state": "PEU"}, "state"),
        ("groups", {"id": "X Y", "name": "X"}, "id"),
        ("nouns", {"noun": "junta", "kind": "goverment"}, "kind"),
    ],
)
def test_a_wrong_cell_is_named_by_file_line_and_column(
    tmp_path: Path, table: str, row: dict[str, str], column: str
):
    write(tmp_path, table, row)
    assert told(tmp_path) == [(f"{table}.tsv", 2, column)]


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("names", name("Peruland", valid_from="1999", valid_to="2001-05")),
        ("offices", {"title": "grand vizier", "kind": "minister", "scope": "PER TUR"}),
        ("holders", term("Ann Example", start="1801-01", end="1802-02-28", gender="f", wikidata="Q1")),
        ("states", {"id": "ATL", "name": "Atlantis", "kind": "historical", "code": "GRC"}),
        ("organisations", {"id": "XYZ", "name": "X", "code": "XYZ"}),
        ("organisations", {"id": "XYZ", "name": "X", "code": "NATO", "part_of": "NATO"}),
        ("bodies", {"id": "XYZ", "name": "X", "state": "PER"}),
        ("groups", {"id": "XYZ", "name": "X"}),
        ("nouns", {"noun": "junta", "kind": "government"}),
    ],
)
def test_a_sound_row_passes(tmp_path: Path, table: str, row: dict[str, str]):
    write(tmp_path, table, row)
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    ("row", "nearest"),
    [
        (name("Peruland", "Peru"), "Did you mean 'PER' (Peru)?"),
        (name("Peruland", "per"), "Did you mean 'PER' (Peru)?"),
        (name("Albionland", "GRB"), "Did you mean 'GBR' (United Kingdom)?"),
        (name("Peruland", form="adjektive"), "Did you mean 'adjective'?"),
        (name("Peruland", form="zzz"), "The forms are: name adjective people capital seat body."),
    ],
)
def test_the_nearest_valid_value_is_given(tmp_path: Path, row: dict[str, str], nearest: str):
    write(tmp_path, "names", row)
    assert [fault.remedy for fault in faults(tmp_path)] == [nearest]


def test_all_faults_are_told_in_the_order_of_the_file(tmp_path: Path):
    write(tmp_path, "names", name("A", "QQQ"), name("Peruland"), name("B", "QQR", form="x"))
    assert told(tmp_path) == [
        ("names.tsv", 2, "entity"),
        ("names.tsv", 4, "entity"),
        ("names.tsv", 4, "form"),
    ]


class TestOffices:
    """One office, one holder at a time."""

    def test_two_holders_at_once_are_both_told(self, tmp_path: Path):
        write(
            tmp_path,
            "holders",
            term("A A", "1801-01-01", "1805-01-01"),
            term("B B", "1803-01-01", "1806-01-01"),
        )
        assert told(tmp_path) == [("holders.tsv", 2, "start"), ("holders.tsv", 3, "start")]

    def test_a_handover_of_some_days_is_none(self, tmp_path: Path):
        write(
            tmp_path,
            "holders",
            term("A A", "1801-01-01", "1805-01-08"),
            term("B B", "1805-01-01", "1806-01-01"),
        )
        assert faults(tmp_path) == []

    def test_a_comment_may_say_why(self, tmp_path: Path):
        why = term("B B", "1803-01-01", "1806-01-01", comment="overlap: rival courts")
        write(tmp_path, "holders", term("A A", "1801-01-01", "1805-01-01"), why)
        assert faults(tmp_path) == []

    def test_ambassadors_are_many(self, tmp_path: Path):
        rows = [term(who, "1801", "1805", office="ambassador", entity="PER") for who in ("A A", "B B")]
        write(tmp_path, "holders", *rows)
        assert faults(tmp_path) == []

    def test_the_vague_dates_of_one_year_do_not_clash(self, tmp_path: Path):
        write(tmp_path, "holders", term("A A", "1801", "1805"), term("B B", "1805", "1806"))
        assert faults(tmp_path) == []

    def test_some_part_of_one_year_clashes_with_no_other_part_of_it(self, tmp_path: Path):
        write(tmp_path, "holders", term("A A", "1801", "1801-11-12"), term("B B", "1801-11-12", "1802-07"))
        assert faults(tmp_path) == []

    def test_a_holder_beside_ours_is_told_with_ours_by_name(self, tmp_path: Path):
        row = term("Ann Example", "1987-01-01", "1988-01-01", office="head_of_government", entity="GBR")
        write(tmp_path, "holders", row)
        assert "Margaret Thatcher" in faults(tmp_path)[0].message


class TestNames:
    """A name that stands for two entities needs a rule."""

    def test_one_form_of_two_entities_is_told(self, tmp_path: Path):
        write(tmp_path, "names", name("Peru", "CHL"))
        assert [fault.message for fault in faults(tmp_path)] == ["'Peru' as name stands for PER too."]

    def test_the_comment_may_say_that_it_is_ambiguous(self, tmp_path: Path):
        write(tmp_path, "names", name("Peru", "CHL", comment="ambiguous: the north"))
        assert faults(tmp_path) == []

    def test_another_form_is_another_matter(self, tmp_path: Path):
        write(tmp_path, "names", name("Peru", "CHL", form="seat"))
        assert faults(tmp_path) == []

    def test_times_apart_are_a_rule(self, tmp_path: Path):
        early, late = name("Nowhere", "CHL", valid_to="1900"), name("Nowhere", "PER", valid_from="1901")
        write(tmp_path, "names", early, late)
        assert faults(tmp_path) == []


class TestTwice:
    """One fact, one row."""

    def test_a_row_that_stands_twice_names_the_first(self, tmp_path: Path):
        write(tmp_path, "names", name("Peruland"), name("Peruland"))
        assert [(each.line, each.message) for each in faults(tmp_path)] == [
            (3, "'Peruland PER name' stands in line 2 already.")
        ]

    def test_a_name_may_have_two_periods(self, tmp_path: Path):
        write(tmp_path, "names", name("Peruland", valid_to="1900"), name("Peruland", valid_from="1950"))
        assert faults(tmp_path) == []

    def test_an_id_stands_in_one_table_only(self, tmp_path: Path):
        write(tmp_path, "groups", {"id": "XYZ", "name": "X"})
        write(tmp_path, "bodies", {"id": "XYZ", "name": "X", "state": "PER"})
        assert [(each.path.name, each.message) for each in faults(tmp_path)] == [
            ("groups.tsv", "'XYZ' stands in bodies.tsv, line 2 already.")
        ]


class TestForm:
    """The form of the file itself."""

    def test_a_row_of_too_few_cells_is_told(self, tmp_path: Path):
        path = write(tmp_path, "names", name("Peruland"))
        path.write_text(path.read_text() + "Peruu\tPER\n", encoding="utf-8")
        assert [str(fault).partition(": ")[2] for fault in faults(tmp_path)] == [
            "2 cells where the header has 6. Separate cells by one tab; leave unknown cells empty."
        ]

    def test_the_rows_beside_a_broken_one_are_still_checked(self, tmp_path: Path):
        path = write(tmp_path, "names", name("Peruland", "PERU"))
        path.write_text(path.read_text() + "Peruu\tPER\n", encoding="utf-8")
        assert told(tmp_path) == [("names.tsv", 2, "entity"), ("names.tsv", 3, "")]

    def test_a_missing_column_is_told_with_the_one_like_it(self, tmp_path: Path):
        (tmp_path / "nouns.tsv").write_text("noun\tkynd\njunta\tgovernment\n", encoding="utf-8")
        assert [str(fault) for fault in faults(tmp_path)] == [
            f"{tmp_path / 'nouns.tsv'}, line 1: no column 'kind'. Is it 'kynd'? The columns are: noun kind."
        ]

    def test_a_column_that_stands_twice_is_told(self, tmp_path: Path):
        (tmp_path / "nouns.tsv").write_text("noun\tkind\tkind\n", encoding="utf-8")
        assert told(tmp_path) == [("nouns.tsv", 1, "kind")]

    def test_another_encoding_is_told_by_line_and_character(self, tmp_path: Path):
        (tmp_path / "nouns.tsv").write_bytes("noun\tkind\nx\tpeople\njuntá\tpeople\n".encode("cp1252"))
        assert [(each.line, each.column, each.message) for each in faults(tmp_path)] == [
            (3, "5", "not UTF-8: byte 0xe1.")
        ]

    def test_the_mark_that_spreadsheets_write_is_no_fault(self, tmp_path: Path):
        (tmp_path / "nouns.tsv").write_text("\ufeffnoun\tkind\r\njunta\tgovernment\r\n", encoding="utf-8")
        assert faults(tmp_path) == []

    def test_a_table_by_a_wrong_name_is_not_passed_over(self, tmp_path: Path):
        write(tmp_path, "nouns", {"noun": "junta", "kind": "government"})
        (tmp_path / "name.tsv").write_text("text\n", encoding="utf-8")
        assert [(each.path.name, each.remedy) for each in faults(tmp_path)] == [
            ("name.tsv", "Did you mean 'names.tsv'?")
        ]

    def test_a_folder_without_a_table_is_a_fault(self, tmp_path: Path):
        assert [fault.message for fault in faults(tmp_path)] == ["the folder holds no table."]


def test_a_table_full_of_faults_is_told_soon(tmp_path: Path):
    write(tmp_path, "names", *(name(f"n{i}", f"entity {i}") for i in range(1000)))
    assert len(faults(tmp_path)) == 1000


def test_an_error_tells_the_first_twenty_and_how_many_more(tmp_path: Path):
    write(tmp_path, "names", *(name(f"n{i}", "QQQ") for i in range(25)))
    text = str(as_error(faults(tmp_path)))
    assert (text.count("\n  "), "and 5 more" in text) == (21, True)


def test_a_value_far_from_all_of_many_has_no_suggestion():
    assert Choices.of("numbers", [str(number) for number in range(100, 200)]).remedy("zzz") == ""
