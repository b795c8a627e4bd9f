"""Packed files: unpacked by their ending, or told from their first bytes; damage is told."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
from typing import TYPE_CHECKING

import pytest

from kg.documents.packing import zstd

if TYPE_CHECKING:
    from collections.abc import Callable


from kg.documents import read

PACKERS = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstd.compress,
}
LINES = "".join(f'{{"id": "{n}", "text": "They met for the {n}th time."}}\n' for n in range(5000)).encode()


@pytest.mark.parametrize("ending", PACKERS)
def test_each_way_of_packing_is_read(read_file: Callable, ending: str):
    documents, skipped = read_file(f"a.jsonl.{ending}", PACKERS[ending](LINES))
    assert (len(documents), skipped) == (5000, [])


@pytest.mark.parametrize("ending", PACKERS)
def test_what_stands_before_the_cut_is_read_and_the_cut_told(read_file: Callable, ending: str):
    packed = PACKERS[ending](LINES)
    _, skipped = read_file(f"a.jsonl.{ending}", packed[: len(packed) // 2])
    assert "damaged or cut-off" in skipped[-1].reason


@pytest.mark.parametrize("ending", PACKERS)
def test_what_only_calls_itself_packed_is_told(read_file: Callable, ending: str):
    documents, (skipped,) = read_file(f"a.txt.{ending}", b"They met.")
    assert documents == []
    assert "damaged or cut-off" in skipped.reason


@pytest.mark.parametrize("ending", PACKERS)
def test_standard_input_may_be_packed(monkeypatch: pytest.MonkeyPatch, ending: str):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PACKERS[ending](LINES))))
    assert len(list(read(["-"]))) == 5000


def test_two_frames_of_zstandard_are_one_file(read_file: Callable):
    pack = PACKERS["zst"]
    assert len(read_file("a.jsonl.zst", pack(LINES[:400]) + pack(LINES[400:]))[0]) == 5000
