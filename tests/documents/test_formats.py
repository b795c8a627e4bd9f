"""Each format, from the bytes of a file to documents."""

from __future__ import annotations

import gzip
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.documents import formats

if TYPE_CHECKING:
    from collections.abc import Callable

LINE = '{"id": "%s", "text": "They met."}\n'


def test_plain_text_keeps_its_exact_words(read_file: Callable):
    (document,), _ = read_file("a.txt", " One.\r\n\r\n  Two.\n")
    assert (document.id, document.text) == ("a.txt", " One.\n\n  Two.\n")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Peru and Chile sign treaty\n\nThey met.", "Peru and Chile sign treaty"),
        ("\n\n Will they meet?\n \nThey met.", "Will they meet?"),
        ("Talks with the U.S.\n\nThey met.", "Talks with the U.S."),
        ("They met.\n\nThey left.", ""),
        ("They met on Friday\nand left.\n\nThen", ""),
        ("Tuesday, May 5, 2009\n\nThey met.", ""),
        ("Alone\n\n  ", ""),
        ("x" * 161 + "\n\nThey met.", ""),
        ("-----\n\nThey met.", ""),
    ],
)
def test_a_headline_is_told_from_a_sentence(text: str, title: str):
    assert formats.headline(text) == title


def test_markdown_is_read_as_words(read_file: Callable):
    (document,), _ = read_file("a.md", "---\ndate: 2021-03-12\n---\n# Talks\n\nThey *met*.")
    assert (document.title, document.text, document.published) == (
        "Talks",
        "Talks\n\nThey met.",
        date(2021, 3, 12),
    )


def test_markdown_beyond_measure_is_left_as_it_is(read_file: Callable, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(formats, "LONGEST_MARKDOWN", 5)
    assert read_file("a.md", "*a* b")[0][0].text == "a b"
    assert read_file("a.md", "*a* bc")[0][0].text == "*a* bc"


def test_json_lines_give_a_document_each(read_file: Callable):
    documents, skipped = read_file("a.jsonl", LINE % "x" + "\n" + LINE % "y")
    assert [document.id for document in documents] == ["x", "y"]
    assert skipped == []


def test_a_line_without_id_is_called_by_file_and_line(read_file: Callable):
    (document,), _ = read_file("a.jsonl", '\n{"text": "They met."}')
    assert document.id == "a.jsonl:2"


def test_a_broken_line_is_told_and_the_rest_read(read_file: Callable):
    documents, (skipped,) = read_file("a.jsonl", LINE % "x" + '{"text": \n' + LINE % "y")
    assert [document.id for document in documents] == ["x", "y"]
    assert skipped.document_id == "a.jsonl:2"
    assert skipped.reason.startswith("line 2: not valid JSON: Expecting value (column")


@pytest.mark.parametrize("line", ["[1]", "3", '"a"', "null", "[" * 100_000, "1" * 5000, '{"text": 1}', "{}"])
def test_a_line_that_is_no_document_is_told(read_file: Callable, line: str):
    documents, skipped = read_file("a.jsonl", line + "\n" + LINE % "y")
    assert [document.id for document in documents] == ["y"]
    assert [skip.document_id for skip in skipped] == ["a.jsonl:1"]


def test_a_line_in_another_encoding_is_told(read_file: Callable):
    documents, (skipped,) = read_file("a.jsonl", (LINE % "é").encode() + (LINE % "é").encode("cp1252"))
    assert len(documents) == 1
    assert "encoding" in skipped.reason


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv"])
def test_tables_and_lines_are_read_in_other_encodings(read_file: Callable, name: str, encoding: str):
    text = "Le préfet a été reçu à Genève."
    content = f'id,text\nx,"{text}"\n' if name == "a.csv" else json.dumps({"text": text}, ensure_ascii=False)
    (document,), _ = read_file(name, content.encode(encoding))
    assert document.text == text


def test_json_may_be_one_object_or_a_list(read_file: Callable):
    assert [found.id for found in read_file("a.json", '{"text": "They met."}')[0]] == ["a.json"]
    documents, skipped = read_file("b.json", '[{"text": "They met."}, 3, {"id": 7, "text": "They left."}]')
    assert [found.id for found in documents] == ["b.json:1", "7"]
    assert [skip.document_id for skip in skipped] == ["b.json:2"]


def test_json_that_is_really_json_lines_is_read_so(read_file: Callable):
    assert len(read_file("a.json", LINE % "x" + LINE % "y")[0]) == 2


def test_broken_json_is_told(read_file: Callable):
    documents, (skipped,) = read_file("a.json", '[{"text": "They met."},')
    assert documents == []
    assert skipped.reason.startswith("not valid JSON")


@pytest.mark.parametrize(("name", "mark"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t"), ("a.csv", "\t")])
def test_a_table_is_read_by_its_header(read_file: Callable, name: str, mark: str):
    rows = [
        ["ID", " Text ", "date"],
        ["x", '"Yes, they; met\nhere ""now""."', "2021-03-12"],
        ["y", "They left.", ""],
    ]
    documents, skipped = read_file(name, "\r\n".join(mark.join(row) for row in rows))
    assert [(found.id, found.text) for found in documents] == [
        ("x", 'Yes, they; met\nhere "now".'),
        ("y", "They left."),
    ]
    assert documents[0].published == date(2021, 3, 12)
    assert skipped == []


def test_a_table_without_text_is_told(read_file: Callable):
    _, (skipped,) = read_file("a.csv", "id,body\n1,They met.")
    assert "no column 'text' in its first line (id, body)" in skipped.reason


def test_a_row_with_too_many_fields_is_told_and_not_cut(read_file: Callable):
    documents, (skipped,) = read_file("a.csv", "id,text\n1,They met, and left.\n2,They met.\n")
    assert [found.id for found in documents] == ["2"]
    assert skipped.document_id == "a.csv:2"


def test_a_row_with_a_stray_quote_is_told(read_file: Callable):
    documents, (skipped,) = read_file("a.csv", 'id,text\n1,"They" met.\n\n2,They met.\n')
    assert [found.id for found in documents] == ["2"]
    assert skipped.reason.startswith("line 2: is no sound row")


def test_a_short_row_is_empty(read_file: Callable):
    assert read_file("a.csv", "id,text\n1\n")[1][0].reason == "is empty."


def test_a_field_of_five_megabytes_is_read(read_file: Callable):
    (document,), _ = read_file("a.csv", "id,text\n1," + "x" * 5_000_000)
    assert len(document.text) == 5_000_000


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.unknown"])
def test_a_line_of_five_megabytes_is_read(read_file: Callable, name: str):
    (document,), _ = read_file(name, "x " * 2_500_000 + "end")
    assert len(document.text) == 5_000_003


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.json", "a.md"])
def test_each_format_may_be_packed(read_file: Callable, name: str):
    content = {"a.jsonl": LINE % "x", "a.json": LINE % "x", "a.csv": "text\nThey met.\n"}.get(
        name, "They met."
    )
    (document,), _ = read_file(f"{name}.gz", gzip.compress(content.encode()))
    assert document.text == "They met."


def test_lines_before_the_cut_of_a_packed_file_are_read(read_file: Callable):
    packed = gzip.compress("".join(LINE % number for number in range(50_000)).encode())
    documents, (skipped,) = read_file("a.jsonl.gz", packed[: len(packed) // 2])
    assert len(documents) > 1000
    assert "damaged or cut-off gzip" in skipped.reason


@pytest.fixture
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "LONGEST_DOCUMENT", 2 << 20)
    monkeypatch.setattr(formats, "LONGEST_LIST", 2 << 20)


@pytest.mark.usefixtures("small_limits")
@pytest.mark.parametrize("name", ["a.txt.gz", "a.md.gz", "a.json.gz", "a.csv.gz", "a.jsonl.gz"])
def test_a_gzip_bomb_is_not_unpacked_into_memory(read_file: Callable, name: str):
    start = "text\n" if name == "a.csv.gz" else ""
    documents, skipped = read_file(name, gzip.compress((start + "x" * (3 << 20)).encode()))
    assert documents == []
    assert ["more than 2 MB" in skip.reason for skip in skipped] == [True]


@pytest.mark.usefixtures("small_limits")
def test_the_lines_after_one_too_long_are_read(read_file: Callable):
    documents, (skipped,) = read_file("a.jsonl", LINE % "x" + LINE % ("z" * (7 << 20)) + LINE % "y")
    assert [document.id for document in documents] == ["x", "y"]
    assert skipped.document_id == "a.jsonl:2"


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff")).filter(str.strip)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(words, unique=True), st.booleans())
def test_json_lines_round_trip(read_file: Callable, texts: list[str], plain: bool):  # noqa: FBT001 - hypothesis draws it
    lines = [json.dumps({"id": f"d{n}", "text": text}, ensure_ascii=plain) for n, text in enumerate(texts)]
    documents, _ = read_file("a.jsonl", "\n".join(lines), any_language=True)
    assert [document.text for document in documents] == texts
