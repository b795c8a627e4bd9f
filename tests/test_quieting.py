from __future__ import annotations

import logging
from pathlib import Path

import pytest

import kg
from kg.quieting import quiet

LOGGER = logging.getLogger("somebody.else")


@pytest.fixture(autouse=True)
def level():
    LOGGER.setLevel(logging.DEBUG)
    yield
    LOGGER.setLevel(logging.NOTSET)


def test_an_error_of_a_library_is_held_back():
    with quiet(LOGGER.name):
        assert not LOGGER.isEnabledFor(logging.ERROR)


def test_its_level_is_what_it_was_behind():
    with quiet(LOGGER.name):
        pass
    assert LOGGER.level == logging.DEBUG


def test_its_level_is_what_it_was_behind_a_fault():
    with pytest.raises(ValueError, match="broken"), quiet(LOGGER.name):
        raise ValueError("broken")
    assert LOGGER.level == logging.DEBUG


def test_of_two_that_overlap_the_later_end_counts():
    first, second = quiet(LOGGER.name), quiet(LOGGER.name)
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert LOGGER.level == logging.CRITICAL
    second.__exit__(None, None, None)
    assert LOGGER.level == logging.DEBUG


def test_nowhere_else_is_logging_configured():
    files = [path for path in Path(kg.__file__).parent.rglob("*.py") if "training" not in path.parts]
    guilty = [path.name for path in files if ".setLevel(" in path.read_text("utf-8")]
    assert guilty == ["quieting.py"]


def test_reading_a_broken_pdf_leaves_the_level_of_its_library(tmp_path: Path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<< broken")
    before = logging.getLogger("pypdf").level
    assert list(kg.read(tmp_path / "a.pdf")) == []
    assert logging.getLogger("pypdf").level == before
