"""What tests share: parses drawn by hand, small tables and frames, one loaded model.

``tests/parses/*.conllu`` holds sentences with their trees, so that rules are tested without a model.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import settings
from spacy.tokens import Doc

from kg import face
from kg.events import Extractor, load_frames, load_operators
from kg.gazetteer import load_gazetteer
from kg.gazetteer.places import Known, Places
from kg.linking import Linker
from kg.mentions import MentionFinder
from kg.model import Document, Place
from kg.pipeline import MODEL
from kg.rdf import write_store, write_turtle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from spacy.language import Language

    from kg.gazetteer import Gazetteer
    from kg.linking import Links
    from kg.mentions import Found
    from kg.model import Build, EventMention

# a slow machine is no fault of the code
settings.register_profile("kg", deadline=None)
settings.load_profile("kg")

HERE = Path(__file__).parent
SMALL = HERE / "small"


@pytest.fixture(scope="session")
def store_of() -> Callable[[Build, Path], None]:
    """Return what writes a store of a build into a folder, by way of Turtle, as kg does."""

    def write(build: Build, folder: Path) -> None:
        with TemporaryDirectory() as beside:
            write_turtle(build, Path(beside) / "graph.ttl")
            write_store(Path(beside) / "graph.ttl", folder)

    return write


@pytest.fixture(scope="session")
def blank() -> Language:
    """Return an English tokenizer without a model."""
    return spacy.blank("en")


@pytest.fixture(scope="session")
def parse(blank: Language) -> Callable[[str], Doc]:
    """Return a sentence with the tree that ``tests/parses`` draws for it."""
    drawn = {text: rows for file in sorted((HERE / "parses").glob("*.conllu")) for text, rows in _drawn(file)}

    def parsed(text: str) -> Doc:
        rows = drawn[text]
        heads = [int(row[6]) - 1 if row[6] != "0" else i for i, row in enumerate(rows)]
        return Doc(
            blank.vocab,
            words=[row[1] for row in rows],
            spaces=["SpaceAfter=No" not in row[9] for row in rows],
            lemmas=[row[2] for row in rows],
            pos=[row[3] for row in rows],
            tags=[row[4] for row in rows],
            heads=heads,
            deps=[row[7] for row in rows],
            ents=[_entity(row[9]) for row in rows],
        )

    return parsed


def _drawn(file: Path) -> Iterator[tuple[str, list[list[str]]]]:
    for block in file.read_text(encoding="utf-8").strip().split("\n\n"):
        head, *lines = block.splitlines()
        yield head.removeprefix("# text = "), [line.split("\t") for line in lines]


def _entity(misc: str) -> str:
    return next((field.removeprefix("NER=") for field in misc.split("|") if field.startswith("NER=")), "O")


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """Return the small gazetteer of ``tests/small``."""
    return load_gazetteer(SMALL / "gazetteer")


@pytest.fixture(scope="session")
def mention(
    blank: Language, gazetteer: Gazetteer, parse: Callable[[str], Doc]
) -> Callable[[str], tuple[Found, ...]]:
    """Find the mentions of a drawn sentence."""
    find = MentionFinder(blank, gazetteer)
    return lambda text: find(parse(text))


@pytest.fixture(scope="session")
def link(
    gazetteer: Gazetteer, parse: Callable[[str], Doc], mention: Callable[[str], tuple[Found, ...]]
) -> Callable[..., Links]:
    """Link the mentions of a drawn sentence, published on a day."""

    def linked(text: str, day: date | None = None) -> Links:
        return Linker(gazetteer)(parse(text), mention(text), day)

    return linked


@pytest.fixture(scope="session")
def extractor(gazetteer: Gazetteer) -> Extractor:
    """Return an extractor with the small lexicon, which knows the cities Santiago and Lima."""
    found = (
        Place(id="3871336", name="Santiago", country="CHL", geonames=3871336),
        Place(id="3936456", name="Lima", country="PER", geonames=3936456),
        Place(id="2988507", name="Paris", country="FRA", geonames=2988507),
        Place(id="4717560", name="Paris", country="USA", geonames=4717560),
    )
    cities = [(place.name, Known(place=place, kind="city", weight=6.0)) for place in found]
    states = [Place(id=code, name=name, country=code) for code, name in (("PER", "Peru"), ("CHL", "Chile"))]
    frames = SMALL / "frames"
    return Extractor(
        lexicon=load_frames(frames),
        operators=load_operators(frames / "operators.toml"),
        places=Places.of(cities, states),
        nouns=gazetteer.nouns,
    )


@pytest.fixture(scope="session")
def extract(
    extractor: Extractor, parse: Callable[[str], Doc], link: Callable[..., Links]
) -> Callable[..., tuple[EventMention, ...]]:
    """Extract the events of a drawn sentence, published on a day."""

    def extracted(text: str, day: date | None = None) -> tuple[EventMention, ...]:
        return extractor(parse(text), link(text, day), Document(id="a", text=text, published=day))

    return extracted


@pytest.fixture(scope="session")
def nlp() -> Language:
    """Return the pipeline of the commands with frames alone, loaded once for the session."""
    return face._pipeline(MODEL, None, rules_only=True)  # noqa: SLF001 - the cache is the point
