"""Who is meant, by the model and the tables that come with kg."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.model import Document

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "day", "words", "state", "name"),
    [
        ("The British prime minister flew to Berlin.", "2023-07-12", "prime minister", "GBR", "Rishi Sunak"),
        (
            "The British prime minister flew to Berlin.",
            "1986-07-12",
            "prime minister",
            "GBR",
            "Margaret Thatcher",
        ),
        ("The German chancellor called for talks.", "2019-02-01", "chancellor", "DEU", "Angela Merkel"),
        ("The Austrian chancellor called for talks.", "2023-02-01", "chancellor", "AUT", "Karl Nehammer"),
        (
            "The US secretary of state left for Cairo.",
            "2022-02-01",
            "secretary of state",
            "USA",
            "Antony Blinken",
        ),
        ("The president of France thanked Ghana.", "2021-02-01", "president", "FRA", "Emmanuel Macron"),
        ("Ghana's president thanked France.", "2021-02-01", "president", "GHA", "Nana Akufo-Addo"),
        (
            "The UN secretary-general welcomed the truce.",
            "2021-02-01",
            "secretary-general",
            "UN",
            "António Guterres",
        ),
        ("Ankara protested on Monday.", "2023-02-01", "Ankara", "TUR", "Turkey"),
        ("The Kremlin denied the report.", "2023-02-01", "Kremlin", "RUS", "Russia"),
        ("The White House denied the report.", "2023-02-01", "White House", "USA", "United States"),
        ("Tokyo recalled its envoy.", "2023-02-01", "Tokyo", "JPN", "Japan"),
        ("North Korea fired a missile.", "2023-02-01", "North Korea", "PRK", "North Korea"),
        ("South Koreans were released by Iran.", "2023-02-01", "South Koreans", "KOR", "South Korea"),
        ("NATO condemned the attack.", "2023-02-01", "NATO", "NATO", "NATO"),
        (
            "The European Commission condemned the attack.",
            "2023-02-01",
            "European Commission",
            "EU",
            "European Commission",
        ),
        ("The Pentagon sent two ships.", "2023-02-01", "Pentagon", "USA", "US Department of Defense"),
        ("Hezbollah fired on Israel.", "2023-02-01", "Hezbollah", "LBN", "Hezbollah"),
        ("The Soviet Union left Afghanistan.", "1989-02-15", "Soviet Union", "SUN", "Soviet Union"),
        ("Merkel visited Turkey.", "2016-05-23", "Merkel", "DEU", "Angela Merkel"),
        (
            "Latvian foreign minister Ilze Ozola visited Ghana.",
            "2031-05-23",
            "Ilze Ozola",
            "LVA",
            "Ilze Ozola",
        ),
        (
            "Ilze Ozola, Latvia's foreign minister, visited Ghana.",
            "2031-05-23",
            "Ilze Ozola",
            "LVA",
            "Ilze Ozola",
        ),
        ("Turkish troops crossed into Syria.", "2019-10-09", "troops", "TUR", "Turkey"),
        ("The Brazilian government thanked Peru.", "2019-10-09", "government", "BRA", "Brazil"),
        ("Georgia thanked Poland.", "2019-10-09", "Georgia", "GEO", "Georgia"),
    ],
)
def test_a_text_means(  # noqa: PLR0913, PLR0917 - a table's columns
    nlp: Language, text: str, day: str, words: str, state: str, name: str
):
    doc = nlp.make_doc(text)
    doc._.kg_document = Document(id="a", text=text, published=date.fromisoformat(day))
    meant = [linked.entity for linked in nlp(doc)._.kg_links.items if linked.found.text == words]
    assert [(entity.state, entity.name) for entity in meant] == [(state, name)]
