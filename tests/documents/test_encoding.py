"""Bytes to text."""

from __future__ import annotations

import pytest

from kg.documents.encoding import HEAD, decode, encoding_of
from kg.errors import InputError

FRENCH = "Le ministre a été reçu à Genève par le préfet. « Déçu », il a quitté l'hôtel."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1"])
def test_text_survives_its_encoding(encoding: str):
    assert decode(FRENCH.encode(encoding)).removeprefix("\ufeff") == FRENCH


def test_cyrillic_of_windows_is_told():
    text = "Министр иностранных дел прибыл в столицу с официальным визитом на два дня."
    assert decode(text.encode("cp1251")) == text


def test_accents_after_a_long_plain_start_are_told():
    text = "The envoy left. " * 5000 + FRENCH
    assert decode(text.encode("cp1252")) == text


def test_a_character_cut_at_the_end_of_the_head_does_no_harm():
    assert encoding_of(b"a" + "é".encode()[:1]) == "utf-8"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0",
        b"MZ\x90\0\x03",
        b"\x7fELF\x02\x01",
        b"a\0b",
        bytes(range(1, 32)) * 9,
    ],
)
def test_binary_data_is_refused(data: bytes):
    with pytest.raises(InputError, match="not text"):
        decode(data)


@pytest.mark.parametrize(
    "data", [b"<!DOCTYPE html><p>Hello", b"  <html lang=en>", b"<!-- x --><HTML>", "<html>".encode("utf-16")]
)
def test_a_page_under_another_name_is_named_as_html(data: bytes):
    with pytest.raises(InputError, match=r"Give its name the ending \.html"):
        decode(data)


def test_a_pdf_under_another_name_is_named():
    with pytest.raises(InputError, match=r"Give its name the ending \.pdf"):
        decode(b"%PDF-1.7\nstream")


def test_a_mark_that_lies_is_told_with_its_byte():
    with pytest.raises(InputError, match="UTF-8: see byte 4"):
        decode(b"\xef\xbb\xbfa\xff")


def test_utf8_with_a_stray_byte_is_told_and_not_garbled():
    with pytest.raises(InputError, match="is not all UTF-8"):
        decode(FRENCH.encode() + b"\xe9")


def test_comments_without_end_cost_no_time():
    assert decode(b"<!---->" * 300).startswith("<!--")


def test_a_file_that_is_text_past_a_plain_head_but_not_later_is_refused():
    with pytest.raises(InputError):
        decode(b"a" * HEAD + b"\0\xff\x81\x8d" * 300)
