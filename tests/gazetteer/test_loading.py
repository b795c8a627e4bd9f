from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from kg.errors import LexiconError
from kg.gazetteer import Form, Gazetteer, Name, load_gazetteer
from kg.gazetteer.tables import read_rows, whole_day

SMALL = Path(__file__).parents[1] / "small" / "gazetteer"


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return shutil.copytree(SMALL, tmp_path / "gazetteer")


@pytest.mark.parametrize(
    ("table", "row", "complaint"),
    [
        ("names", "Peruu\tPERU\tname\t\t", r"names\.tsv, line \d+, column entity: 'PERU'"),
        ("names", "Peruu\tPER\tnoun\t\t", r"names\.tsv, line \d+, column form: 'noun'"),
        ("names", "Peruu\tPER\tname\t1821-13\t", r"names\.tsv, line \d+, column valid_from: '1821-13'"),
        ("names", "Peruu\tPER\tname\t", r"names\.tsv, line \d+: 4 cells where the header has 5"),
        ("holders", "A\tA\t\tmonarch\tXYZ\t\t\t\t", r"holders\.tsv, line \d+, column entity: 'XYZ'"),
        ("holders", "A\tA\t\tmonarch\tPER\t\tsoon\t\t", r"holders\.tsv, line \d+, column end: 'soon'"),
    ],
)
def test_a_fault_is_named_by_file_line_and_column(tables: Path, table: str, row: str, complaint: str):
    with (tables / f"{table}.tsv").open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")
    with pytest.raises(LexiconError, match=complaint) as caught:
        load_gazetteer(tables)
    assert caught.value.remedy


def test_the_line_named_is_that_of_the_file(tables: Path):
    lines = (tables / "names.tsv").read_text(encoding="utf-8").splitlines()
    (tables / "names.tsv").write_text("\n".join([*lines[:2], "", "Peruu\tPERU\tname\t\t"]), encoding="utf-8")
    with pytest.raises(LexiconError, match="line 4"):
        load_gazetteer(tables)


@pytest.mark.parametrize(
    "table", ["states", "organisations", "bodies", "groups", "names", "offices", "holders", "nouns"]
)
def test_a_missing_table_is_named(tables: Path, table: str):
    (tables / f"{table}.tsv").unlink()
    with pytest.raises(LexiconError, match=rf"{table}\.tsv"):
        load_gazetteer(tables)


def test_a_missing_column_is_named_with_those_expected(tables: Path):
    (tables / "offices.tsv").write_text("title\tkind\npresident\thead_of_state\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"line 1: no column 'scope'.*title kind scope"):
        load_gazetteer(tables)


def test_an_empty_table_lacks_its_columns(tables: Path):
    (tables / "offices.tsv").write_text("", encoding="utf-8")
    with pytest.raises(LexiconError, match="no column 'title'"):
        load_gazetteer(tables)


def test_a_table_in_another_encoding_is_named(tables: Path):
    (tables / "names.tsv").write_bytes(
        "text\tentity\tform\tvalid_from\tvalid_to\nPerú\tPER\tname\t\t\n".encode("cp1252")
    )
    with pytest.raises(LexiconError, match="not UTF-8"):
        load_gazetteer(tables)


def test_namibia_is_no_missing_value(tmp_path: Path):
    (tmp_path / "t.tsv").write_text("id\tname\nNA\tNamibia\n", encoding="utf-8")
    assert [row["id"] for row in read_rows(tmp_path / "t.tsv", ("id",))] == ["NA"]


def test_a_quotation_mark_is_an_ordinary_letter(tmp_path: Path):
    (tmp_path / "t.tsv").write_text('id\tname\nx\t"The Rock\n', encoding="utf-8")
    assert [row["name"] for row in read_rows(tmp_path / "t.tsv", ("name",))] == ['"The Rock']


@pytest.mark.parametrize(
    ("text", "last", "day"),
    [
        ("2023", False, date(2023, 1, 1)),
        ("2023", True, date(2023, 12, 31)),
        ("2024-02", True, date(2024, 2, 29)),
        ("2023-12", True, date(2023, 12, 31)),
        ("2023-05-19", True, date(2023, 5, 19)),
    ],
)
def test_a_bare_year_or_month_is_its_first_or_last_day(text: str, last: bool, day: date):  # noqa: FBT001 - a column
    assert whole_day(text, last=last) == day


def test_an_office_has_its_holder_by_day(gazetteer: Gazetteer):
    holder = gazetteer.holder("head_of_government", "GBR", date(1986, 3, 3))
    assert holder
    assert holder.name == "Margaret Thatcher"


@pytest.mark.parametrize("day", [date(1990, 11, 29), date(1979, 5, 3), None])
def test_outside_all_terms_an_office_has_no_holder(gazetteer: Gazetteer, day: date | None):
    assert gazetteer.holder("head_of_government", "GBR", day) is None


@pytest.mark.parametrize("day", [date(1979, 5, 4), date(1990, 11, 28)])
def test_a_term_includes_its_first_and_last_day(gazetteer: Gazetteer, day: date):
    assert gazetteer.holder("head_of_government", "GBR", day) is not None


def test_one_person_may_hold_several_offices(gazetteer: Gazetteer):
    assert [term.office.kind for term in gazetteer.persons["Nicolas_Maduro"].holdings] == [
        "foreign_minister",
        "head_of_state",
    ]


def test_an_organ_acts_for_its_organisation(gazetteer: Gazetteer):
    assert (gazetteer.entities["EU_Council"].state, gazetteer.entities["EU_Council"].part_of) == ("EU", "EU")


@pytest.mark.parametrize(
    ("day", "valid"), [(date(1930, 1, 1), True), (date(1935, 3, 22), False), (None, False)]
)
def test_a_name_is_valid_until_its_last_day(day: date | None, valid: bool):  # noqa: FBT001 - a column
    persia = Name(text="Persia", entity_id="IRN", form=Form.NAME, valid_to=date(1935, 3, 21))
    assert persia.valid_on(day) is valid
