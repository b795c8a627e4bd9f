from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from kg.sorting import Sorter, read_records, write_records

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PAIRS = st.lists(st.tuples(st.binary(max_size=4), st.binary(max_size=4)), max_size=40)


@given(pairs=PAIRS, budget=st.sampled_from([1, 500, 1 << 20]))
def test_pairs_come_back_in_order_however_little_memory_there_is(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[bytes, bytes]], budget: int
):
    sorter = Sorter(tmp_path_factory.mktemp("sort"), budget=budget)
    for pair in pairs:
        sorter.add(*pair)
    assert list(sorter) == sorted(pairs)
    assert list(sorter) == sorted(pairs)


def test_more_runs_than_are_read_together_are_joined(tmp_path: Path):
    sorter = Sorter(tmp_path, budget=1)
    for number in range(200):
        sorter.add(bytes([number]))
    assert [key[0] for key, _ in sorter] == list(range(200))
    assert sum(path.is_file() for path in tmp_path.rglob("*")) <= 64


def test_closing_leaves_nothing_on_the_disk(tmp_path: Path):
    sorter = Sorter(tmp_path, budget=1)
    sorter.add(b"a")
    sorter.close()
    assert list(tmp_path.iterdir()) == []


def test_records_come_back(tmp_path: Path):
    write_records(tmp_path / "records", [b"", b"one", b"two"])
    assert list(read_records(tmp_path / "records")) == [b"", b"one", b"two"]
