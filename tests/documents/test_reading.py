"""Paths to documents: order, ids, what is skipped and why."""

from __future__ import annotations

import io
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.documents import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.model import Skipped


def reasons(path: Path) -> list[str]:
    found: list[Skipped] = []
    assert list(read([path], on_skip=found.append)) == []
    return [skipped.reason for skipped in found]


def test_files_of_a_folder_are_called_by_their_path_in_it(tmp_path: Path):
    (tmp_path / "2021").mkdir()
    (tmp_path / "2021" / "a.txt").write_text("They met.")
    assert [document.id for document in read([tmp_path])] == ["2021/a.txt"]


def test_the_order_of_the_paths_changes_nothing(tmp_path: Path):
    paths = [tmp_path / name / "a.txt" for name in "abc"]
    for path in paths:
        path.parent.mkdir()
        path.write_text(f"They met in {path.parent.name}.")
    assert list(read(paths)) == list(read(reversed(paths)))


def test_a_single_path_may_stand_without_a_list(tmp_path: Path):
    (tmp_path / "a.txt").write_text("They met.")
    assert len(list(read(str(tmp_path)))) == 1


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path):
    (tmp_path / "a.jsonl").write_text('{"id": "x", "text": "They met."}\n{broken\n')
    told: list[Skipped] = []
    documents = read([tmp_path / "a.jsonl"], on_skip=told.append)
    assert next(documents).id == "x"
    assert told == []


def test_a_missing_path_is_told_and_the_others_read(tmp_path: Path):
    (tmp_path / "b.txt").write_text("They met.")
    told: list[Skipped] = []
    documents = list(read([tmp_path / "a.txt", tmp_path / "b.txt"], on_skip=told.append))
    assert [document.id for document in documents] == ["b.txt"]
    assert [(skip.document_id, skip.reason) for skip in told] == [
        ("a.txt", "does not exist. Check the path.")
    ]


@pytest.mark.parametrize("name", ["a.odt", "a.xlsx", "a.zip", "a.doc.gz"])
def test_a_format_not_read_yet_is_named(tmp_path: Path, name: str):
    (tmp_path / name).write_text("They met.")
    assert [" is not read yet; " in reason for reason in reasons(tmp_path)] == [True]


@pytest.mark.parametrize("name", ["a.log", "README"])
def test_an_unknown_ending_is_skipped_in_a_folder_but_tried_if_named(tmp_path: Path, name: str):
    (tmp_path / name).write_text("They met.")
    assert "by itself" in reasons(tmp_path)[0]
    assert [document.text for document in read([tmp_path / name])] == ["They met."]


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told(tmp_path: Path, content: bytes):
    (tmp_path / "a.txt").write_bytes(content)
    assert reasons(tmp_path) == ["is empty."]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_an_empty_file_of_records_is_told(tmp_path: Path, name: str):
    (tmp_path / name).write_bytes(b"")
    assert reasons(tmp_path) == ["is empty."]


def test_a_binary_file_is_told(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    assert reasons(tmp_path) == ["is not text. Give a text file, in UTF-8."]


def test_the_given_day_fills_what_is_undated(read_file: Callable):
    (document,), _ = read_file("a.txt", "They met.", published=date(2021, 3, 12))
    assert document.published == date(2021, 3, 12)


def test_a_faulty_date_keeps_the_document(read_file: Callable):
    (document,), (skipped,) = read_file("a.jsonl", '{"id": "x", "text": "They met.", "date": "31/02/2020"}')
    assert document.published is None
    assert (skipped.document_id, skipped.stage) == ("x", "date")


def test_the_same_document_twice_is_read_once(read_file: Callable):
    documents, (skipped,) = read_file("a.jsonl", '{"id": "x", "text": "They met."}\n' * 2)
    assert len(documents) == 1
    assert skipped.reason == "has been read already: same id, same text."


def test_the_same_id_with_another_text_gets_the_digest_of_its_text(read_file: Callable):
    lines = "".join(f'{{"id": "x", "text": "{text}"}}\n' for text in ("One.", "Two.", "Three.", "Two."))
    documents, skipped = read_file("a.jsonl", lines)
    first, *others = documents
    assert first.id == "x"
    assert [other.id for other in others] == [f"x#{other.as_source().digest[:8]}" for other in others]
    assert len(skipped) == 1


def test_standard_input_may_be_plain_text(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"They met.")))
    assert [(found.id, found.text) for found in read(["-"])] == [("stdin", "They met.")]


def test_standard_input_may_be_json_lines(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        sys, "stdin", io.StringIO('{"text": "They met."}\n{"id": "y", "text": "They left."}\n')
    )
    assert [found.id for found in read(["-"])] == ["stdin:1", "y"]


def test_a_first_json_line_longer_than_the_head_is_told_from_text(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"text": "' + "x" * 100_000 + '"}'))
    assert [len(found.text) for found in read(["-"])] == [100_000]


def test_what_the_caller_raises_on_a_skip_is_not_swallowed(tmp_path: Path):
    def refuse(skipped: Skipped) -> None:
        raise OSError(skipped.reason)

    with pytest.raises(OSError, match="does not exist"):
        list(read([tmp_path / "none"], on_skip=refuse))


ENDINGS = (
    *(
        ".txt",
        ".md",
        ".jsonl",
        ".json",
        ".csv",
        ".tsv",
        ".bin",
        ".html",
        ".xml",
        ".rss",
        ".pdf",
        ".docx",
        ".epub",
    ),
    *(".parquet", ".warc", ".eml", ".mbox", ".txt.gz", ".html.bz2", ".jsonl.zst", ".csv.xz"),
)
BEGINNINGS = (
    *(
        b"%PDF-1.4\n",
        b"PK\x03\x04",
        b"PAR1",
        b"WARC/1.0\r\n",
        b"From a\n\n",
        b"<p>a</p>",
        b"<rss>",
        b"<html>",
    ),
    *(b"<?xml version='1.0'?>", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"),
)
fragments = st.sampled_from(
    [b'{"text":"a"}\n', b"text,id\n", b'"', b"\xff\xfe", b"\xef\xbb\xbf", b"\0", b"\n", b"# a\n", *BEGINNINGS]
)
contents = st.binary(max_size=200) | st.lists(fragments | st.binary(max_size=9), max_size=12).map(b"".join)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents, st.sampled_from(ENDINGS))
def test_any_bytes_give_documents_or_reasons(read_file: Callable, content: bytes, ending: str):
    documents, skipped = read_file(f"a{ending}", content)
    assert documents or skipped
    for document in documents:
        document.text.encode()
        assert document.text.strip()
