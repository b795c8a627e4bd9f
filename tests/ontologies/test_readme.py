"""What ontologies/README.md teaches works, and it leaves out no key, place or table."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

import kg
from kg.events import Extractor, load_frames, load_operators, load_places
from kg.events.frames import SLOTS, Frame
from kg.gazetteer.tables import TABLES
from kg.model import Document
from kg.resources import ontologies

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

README = ontologies() / "README.md"
TEXT = README.read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"`([\w./-]+)`:\n\n```(?:tsv|toml)\n(.*?)```", TEXT, re.DOTALL))


def blocks_of(name: str) -> str:
    """Return the example that the text announces by the name of its file."""
    return next(block for path, block in BLOCKS.items() if path.endswith(name))


def parties(text: str, own: Path) -> set[str]:
    """Return the actors that kg finds in a text with tables of one's own."""
    article = own.parent / "article.txt"
    article.write_text(text, encoding="utf-8")
    graph = kg.build(article, gazetteer=own)
    return {part.entity.id for event in graph.events for part in event.participants}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the tables of the examples into a folder."""
    folder = tmp_path_factory.mktemp("ontologies") / "my-tables"
    folder.mkdir()
    for name in ("names.tsv", "holders.tsv"):
        (folder / name).write_text(blocks_of(name), encoding="utf-8")
    return folder


@pytest.mark.model
def test_the_name_of_the_example_is_understood(own: Path):
    text = "VIENNA, 3 May 2026 - The Ballplatz condemned Chile."
    assert parties(text, own) == {"AUT", "CHL"}


@pytest.mark.model
@pytest.mark.parametrize("named", ["Jane Doe", "The New Zealand foreign minister"])
def test_the_holder_of_the_example_is_understood(named: str, own: Path):
    assert parties(f"WELLINGTON, 3 May 2026 - {named} condemned Chile.", own) == {"Jane_Doe", "CHL"}


@pytest.mark.model
def test_the_frame_of_the_example_finds_what_it_says(nlp: Language, tmp_path: Path):
    folder = shutil.copytree(ontologies() / "frames", tmp_path / "frames")
    with (folder / "criticise.toml").open("a", encoding="utf-8") as file:
        file.write("\n" + blocks_of("criticise.toml"))
    lexicon = load_frames(folder)
    frame = next(frame for frame in lexicon.frames if frame.id == "criticise/dress-down")
    for text, found in [(frame.examples[0].text, True), (frame.non_examples[0], False)]:
        doc = nlp(text)
        extractor = Extractor(
            lexicon=lexicon, operators=load_operators(folder / "operators.toml"), places=load_places()
        )
        acts = extractor(doc, doc._.kg_links, Document(id="a", text=text))
        assert (frame.id in {act.frame for act in acts}) == found


@pytest.mark.parametrize(
    "key", sorted({*Frame.__dataclass_fields__, "comment", "source"} - {"action", "part"})
)
def test_a_key_of_frames_is_explained(key: str):
    assert f"`{key}`" in TEXT


@pytest.mark.parametrize("place", sorted(SLOTS))
def test_a_place_of_parties_is_explained(place: str):
    assert f"`{place}`" in TEXT


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_named(table: str):
    assert f"{table}.tsv`" in TEXT


@pytest.mark.parametrize("name", ["sets.toml", "operators.toml"])
def test_a_shared_list_is_named(name: str):
    assert f"`frames/{name}`" in TEXT or f"`{name}`" in TEXT
