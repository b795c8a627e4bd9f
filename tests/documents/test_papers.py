"""PDF files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfWriter

if TYPE_CHECKING:
    from collections.abc import Callable

LINES = ("OSLO, 3 May 2021 - The ministers of Peru and Chi-", "le met in Oslo on Monday to speak of trade.")


def pdf(*lines: str) -> bytes:
    """Return a PDF of one page, with the objects that a reader needs."""
    shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
    stream = f"BT /F1 12 Tf 72 720 Td {shown} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(content)
    content += b"xref\n0 6\n0000000000 65535 f \n" + table
    return content + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start


def test_lines_become_paragraphs_and_cut_words_whole(read_file: Callable):
    (document,), _ = read_file("a.pdf", pdf(*LINES))
    assert document.text.endswith("of Peru and Chile met in Oslo on Monday to speak of trade.")
    assert str(document.published) == "2021-05-03"


def test_a_pdf_of_another_name_is_told_by_its_bytes(read_file: Callable):
    assert len(read_file("report", pdf(*LINES))[0]) == 1


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5])
def test_a_cut_off_pdf_is_told(read_file: Callable, part: float):
    whole = pdf(*LINES)
    documents, (skipped,) = read_file("a.pdf", whole[: int(len(whole) * part)])
    assert documents == []
    assert "PDF" in skipped.reason


def test_a_pdf_without_text_is_told(read_file: Callable):
    assert "perhaps scanned" in read_file("a.pdf", pdf())[1][0].reason


def test_a_locked_pdf_is_told(read_file: Callable):
    writer = PdfWriter(clone_from=io.BytesIO(pdf(*LINES)))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    assert "locked by a password" in read_file("a.pdf", locked.getvalue())[1][0].reason
