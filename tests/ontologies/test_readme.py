"""What ontologies/README.md teaches works, and it leaves out no key, place or table."""

from __future__ import annotations

import contextlib
import re
import shlex
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import kg
from kg import components
from kg.cli import main
from kg.events import load_frames
from kg.events.frames import SLOTS, Frame
from kg.gazetteer.tables import TABLES
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
    graph = kg.build(article, published=date(2026, 5, 3), gazetteer=own)
    return {part.entity.id for event in graph.events for part in event.participants}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the commands of the example, which make a folder of tables."""
    folder = tmp_path_factory.mktemp("ontologies")
    commands = next(
        block for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL) if "lexicon add" in block
    )
    for command in commands.replace("\\\n", "").splitlines():
        with contextlib.chdir(folder):
            result = CliRunner().invoke(main, shlex.split(command)[1:])
        assert result.exit_code == 0, result.output
    return folder / "my-tables"


@pytest.mark.parametrize("name", ["names.tsv", "holders.tsv"])
def test_the_commands_write_the_table_that_is_shown(name: str, own: Path):
    assert (own / name).read_text(encoding="utf-8") == blocks_of(name)


@pytest.mark.model
def test_the_name_of_the_example_is_understood(own: Path):
    text = "The Ballplatz condemned Chile."
    assert parties(text, own) == {"AUT", "CHL"}


@pytest.mark.model
@pytest.mark.parametrize("named", ["Jane Doe", "The New Zealand foreign minister"])
def test_the_holder_of_the_example_is_understood(named: str, own: Path):
    assert parties(f"{named} condemned Chile.", own) == {"Jane_Doe", "CHL"}


@pytest.mark.model
def test_the_frame_of_the_example_finds_what_it_says(
    nlp: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    taught = shutil.copytree(ontologies(), tmp_path / "ontologies")
    with (taught / "frames" / "criticise.toml").open("a", encoding="utf-8") as file:
        file.write("\n" + blocks_of("criticise.toml"))
    monkeypatch.setattr(components, "ontologies", lambda: taught)
    read = components.make_events(nlp, "kg_events", "", rules_only=True)
    frame = next(
        frame for frame in load_frames(taught / "frames").frames if frame.id == "criticise/over-the-coals"
    )
    assert frame.id in {act.frame for act in read(nlp(frame.examples[0].text))._.kg_events}
    assert frame.id not in {act.frame for act in read(nlp(frame.non_examples[0]))._.kg_events}


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
