"""Walking folders and opening files."""

from __future__ import annotations

import gzip
import os
from typing import TYPE_CHECKING

import pytest

from kg.documents.files import File, head_of, opened, walk
from kg.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("They met.")


def test_a_folder_is_walked_in_the_order_of_its_names(tmp_path: Path):
    make(tmp_path, "b.txt", "a/z.txt", "c/a.txt", "a/b/c.txt", "B.txt")
    assert [file.name for file in walk(tmp_path)] == ["B.txt", "a/b/c.txt", "a/z.txt", "b.txt", "c/a.txt"]


def test_hidden_files_and_folders_are_left_out(tmp_path: Path):
    make(tmp_path, ".git/a.txt", ".hidden.txt", "a.txt")
    assert [file.name for file in walk(tmp_path)] == ["a.txt"]


def test_a_loop_of_links_ends(tmp_path: Path):
    make(tmp_path, "a/b.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    assert [file.name for file in walk(tmp_path)] == ["a/b.txt"]


def test_a_link_to_itself_is_told(tmp_path: Path):
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    assert [bool(file.fault) for file in walk(tmp_path)] == [True]


def test_a_link_to_nowhere_is_told(tmp_path: Path):
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert ["does not exist" in file.fault for file in walk(tmp_path)] == [True]


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert [file.fault for file in walk(tmp_path)] == ["is no ordinary file."]


def test_an_empty_folder_is_told(tmp_path: Path):
    assert [file.fault for file in walk(tmp_path)] == ["is an empty folder."]


def test_four_hundred_folders_deep_is_walked(tmp_path: Path):
    deep = tmp_path.joinpath(*["d"] * 400)
    deep.mkdir(parents=True)
    make(deep, "a.txt")
    assert [file.name for file in walk(tmp_path)] == ["d/" * 400 + "a.txt"]


def test_a_name_that_is_no_text_becomes_text(tmp_path: Path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("They met.")
    assert [file.name for file in walk(tmp_path)] == ["caf\ufffd.txt"]


def test_a_locked_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    make(tmp_path, "a.txt")
    monkeypatch.setattr(type(tmp_path), "open", refuse)
    with pytest.raises(InputError, match="may not be read by you"), opened(next(walk(tmp_path / "a.txt"))):
        pass


def refuse(*_: object) -> None:
    raise PermissionError


def test_cut_off_gzip_is_told(tmp_path: Path):
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(os.urandom(9999))[:-500])
    with pytest.raises(InputError, match="damaged"), opened(File(path=path, name="a.txt.gz")) as stream:
        stream.read()


def test_a_looked_at_stream_is_whole_again(tmp_path: Path):
    make(tmp_path, "a.txt")
    with (tmp_path / "a.txt").open("rb") as stream:
        head, whole = head_of(stream, 4)
        assert (head, whole.read()) == (b"They", b"They met.")
