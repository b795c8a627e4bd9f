"""Anything may come: what reads words of strangers gives values or a KGError, never another error.

KG_EXAMPLES=5000 tries so many; ``fuzz.py`` lets atheris look for more.
"""

from __future__ import annotations

import os
import tempfile
import warnings
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
import samples
import targets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import KGError
from kg.events import load_frames
from kg.gazetteer import load_gazetteer
from kg.notebook.options import read_options
from kg.rdf.literals import text
from kg.rdf.terms import DIPL, Names, key_of
from kg.rdf.turtle import to_turtle
from kg.tables.dates import date_of
from kg.tables.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.filterwarnings("ignore")  # libraries warn of damage; kg is to tell of it
EXAMPLES = int(os.environ.get("KG_EXAMPLES", "8"))
SOUND = {**samples.texts(), **samples.binaries()}
SMALL = Path(__file__).parent.parent / "small"
TEXTS = st.text(st.characters(codec=None), max_size=60)  # lone surrogates too
tried = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="KG_EXAMPLES" not in os.environ,  # CI tries the same each time
    suppress_health_check=list(HealthCheck),
)


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """Return bytes in which some were cut out, some put in and some changed."""
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(len(content), start + 40)))
        content = content[:start] + draw(st.binary(max_size=12)) + content[end:]
    return content


@pytest.mark.parametrize("name", sorted(SOUND))
@tried
@given(st.data())
def test_a_damaged_file_is_read_or_told(tmp_path: Path, name: str, data: st.DataObject):
    content = data.draw(st.one_of(damaged(SOUND[name]), st.binary(max_size=200)))
    documents, skipped = targets.read_as(tmp_path, name, content)
    assert documents or skipped


@tried
@given(
    st.lists(st.one_of(st.sampled_from(targets.WORDS), TEXTS), max_size=20),
    st.none() | st.dates(),
    st.none() | st.dates(),
    st.booleans(),
)
def test_any_words_give_dates_or_none(
    words: list[str],
    published: date | None,
    anchor: date | None,
    ahead: bool,  # noqa: FBT001 - drawn
):
    targets.read_dates(" ".join(words), published, anchor, ahead=ahead)


def load_damaged(load: Callable[[Path], object], source: Path, data: st.DataObject) -> None:
    """Load a folder of knowledge files, one of which is damaged."""
    files = sorted(each for each in source.iterdir() if each.is_file())
    broken = data.draw(st.sampled_from(files))
    with tempfile.TemporaryDirectory() as name:
        for each in files:
            content = each.read_bytes()
            made = data.draw(damaged(content)) if each == broken else content
            (Path(name) / each.name).write_bytes(made)
        with suppress(KGError):
            load(Path(name))


@tried
@given(st.data())
def test_a_damaged_gazetteer_is_loaded_or_told(data: st.DataObject):
    load_damaged(load_gazetteer, SMALL / "gazetteer", data)


@tried
@given(st.data())
def test_a_damaged_frame_file_is_loaded_or_told(data: st.DataObject):
    load_damaged(load_frames, SMALL / "frames", data)


@tried
@given(TEXTS)
def test_any_key_makes_an_iri_and_comes_back(key: str):
    node = Names().key("ent", key)
    assert key_of(node) == key.encode("utf-8", "replace").decode()
    assert "/" not in node.value.removeprefix(Names().base).removeprefix("entity/")


@tried
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_any_literal_comes_back_from_turtle(values: list[str]):
    node = Names().key("ev", "a")
    told = {pyoxigraph.Triple(node, DIPL.frame, text(each)) for each in values}
    written = "".join(to_turtle(told, {"dipl": DIPL.iri}))
    found = pyoxigraph.parse(written.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    assert {each.triple for each in found} == told


@tried
@given(
    st.lists(
        st.one_of(st.sampled_from(["-g", "--rows", "-o", "--raw", "=", '"', "5", "nan"]), TEXTS), max_size=6
    )
)
def test_any_line_of_the_magic_is_options_or_told(pieces: list[str]):
    with suppress(KGError):
        read_options(" ".join(pieces))


@tried
@given(st.one_of(TEXTS, st.from_regex(r"\d{4}-?\d\d-?\d\d(/\d{4}(-\d\d)?)?")))
def test_any_cell_is_a_date_or_a_fault(cell: str):
    with suppress(Fault):
        date_of(cell)


FOUND = {
    "a.xml": b"<rss><channel><item>pubDate>Wed, 03 May 2023 10:00:00 GMT</pubDate>"
    b"<description>Peru condemned Chile.</description></item></channel></rss>",
}


@pytest.mark.parametrize("name", sorted(FOUND))
def test_what_fuzzing_found_is_read_in_silence(tmp_path: Path, name: str):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert targets.read_as(tmp_path, name, FOUND[name])[0]
