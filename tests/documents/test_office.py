"""Word files and electronic books."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest

from kg.documents import needed, office

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
    '<dc:title>A history</dc:title></metadata><manifest><item id="b" href="two.xhtml"/>'
    '<item id="a" href="one.xhtml"/></manifest><spine>'
    '<itemref idref="a"/><itemref idref="b"/></spine></package>'
)
BOOK = {
    "META-INF/container.xml": CONTAINER,
    "OEBPS/book.opf": PACKAGE,
    "OEBPS/one.xhtml": "<html><head><title>x</title></head><body><h1>One</h1><p>They met.</p></body></html>",
    "OEBPS/two.xhtml": "<html><body><p>They left.</p></body></html>",
}


def packed(files: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def word(*paragraphs: str) -> bytes:
    made, document = io.BytesIO(), docx.Document()
    document.core_properties.title = "Talks"
    for each in paragraphs:
        document.add_paragraph(each)
    document.save(made)
    return made.getvalue()


def test_a_book_is_read_by_chapters_in_their_order(read_file: Callable):
    documents, skipped = read_file("a.epub", packed(BOOK))
    assert [(each.id, each.text, each.title) for each in documents] == [
        ("a.epub:1", "One\n\nThey met.", "A history"),
        ("a.epub:2", "They left.", "A history"),
    ]
    assert skipped == []


def test_a_chapter_that_is_missing_is_told_and_the_others_read(read_file: Callable):
    files = {name: content for name, content in BOOK.items() if "one" not in name}
    documents, (skipped,) = read_file("a.epub", packed(files))
    assert [each.id for each in documents] == ["a.epub:2"]
    assert skipped.document_id == "a.epub:1"


def test_a_word_file_is_read(read_file: Callable):
    (document,), _ = read_file("a.docx", word("They met.", "", "They left."))
    assert (document.text, document.title) == ("They met.\n\nThey left.", "Talks")


@pytest.mark.parametrize("content", [packed(BOOK), word("They met.")])
def test_an_archive_of_another_name_is_told_by_what_it_holds(read_file: Callable, content: bytes):
    assert read_file("given", content)[0]


@pytest.mark.parametrize("name", ["a.epub", "a.docx"])
@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", packed({"x": "y"}), packed(BOOK)[:300], word("a")[:900]]
)
def test_a_damaged_archive_is_told(read_file: Callable, name: str, content: bytes):
    documents, (skipped,) = read_file(name, content)
    assert documents == []
    assert skipped.reason


def test_an_archive_bomb_is_not_unpacked(read_file: Callable, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(office, "LONGEST_DOCUMENT", 1 << 20)
    _, (skipped,) = read_file("a.epub", packed({**BOOK, "OEBPS/three.xhtml": "x" * (2 << 20)}))
    assert "unpacks to more than 1 MB" in skipped.reason


def test_entities_of_a_book_are_not_expanded(read_file: Callable):
    bomb = '<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + PACKAGE.replace("A history", "&b;")
    documents, _ = read_file("a.epub", packed({**BOOK, "OEBPS/book.opf": bomb}))
    assert not any("hahaha" in each.title for each in documents)


@pytest.mark.parametrize(
    ("name", "extra"), [("a.docx", "docx"), ("a.warc", "warc"), ("a.parquet", "parquet")]
)
def test_a_missing_library_is_told_with_its_extra(
    read_file: Callable, monkeypatch: pytest.MonkeyPatch, name: str, extra: str
):
    def missing(_name: str) -> None:
        raise ImportError

    monkeypatch.setattr(needed, "import_module", missing)
    _, (skipped,) = read_file(name, word("They met."))
    assert skipped.reason.endswith(f"pip install 'diplomatic-kg[{extra}]'")
