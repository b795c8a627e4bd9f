"""The demo articles are many, well formed and spread over the world."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from importlib.resources import files

import pytest

FIELDS = {"id", "title", "date", "source", "url", "licence", "text"}
REGIONS = {
    "Africa": ("Ethiopia", "Niger ", "Sudan", "Rwanda", "South Africa", "Algeria", "Mauritius"),
    "Americas": ("Guyana", "Honduras", "Ecuador", "Colombia", "Canada", "Mexico", "Brazil"),
    "Asia": ("China", "India ", "Pakistan", "Cambodia", "Japan", "South Korea", "Taiwan"),
    "Europe": ("Ukraine", "Finland", "Sweden", "Serbia", "Lithuania", "Spain", "Switzerland"),
    "Middle East": ("Iran", "Saudi Arabia", "Israel", "Qatar", "Turkey", "Egypt", "Palestinian"),
    "Pacific": ("Papua New Guinea", "Australia", "Solomon Islands"),
}


def read_articles() -> list[dict[str, str]]:
    """Return the demo articles in the order of their file."""
    text = (files("kg") / "demo" / "articles.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


ARTICLES = read_articles()
each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])


def test_there_are_at_least_twenty_articles():
    assert len(ARTICLES) >= 20


def test_ids_and_titles_are_unique():
    for name in ("id", "title"):
        assert max(Counter(article[name] for article in ARTICLES).values()) == 1


def test_articles_stand_in_order_of_their_dates():
    dates = [article["date"] for article in ARTICLES]
    assert dates == sorted(dates)


@each_article
def test_an_article_has_all_fields_as_strings(article: dict[str, str]):
    assert set(article) == FIELDS
    assert all(isinstance(value, str) for value in article.values())


@each_article
def test_only_the_url_is_empty(article: dict[str, str]):
    assert [name for name, value in article.items() if not value.strip()] == ["url"]


@each_article
def test_an_id_is_a_slug(article: dict[str, str]):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", article["id"])


@each_article
def test_a_date_is_a_day_of_2021_to_2025(article: dict[str, str]):
    day = date.fromisoformat(article["date"])
    assert day.isoformat() == article["date"]
    assert 2021 <= day.year <= 2025


@each_article
def test_an_article_is_short_and_not_too_short(article: dict[str, str]):
    assert 120 <= len(article["text"].split()) <= 220


@each_article
def test_paragraphs_are_separated_by_single_blank_lines(article: dict[str, str]):
    paragraphs = article["text"].split("\n\n")
    assert len(paragraphs) >= 3
    assert all(paragraph == " ".join(paragraph.split()) for paragraph in paragraphs)


@pytest.mark.parametrize("region", REGIONS)
def test_every_region_is_in_the_news(region: str):
    told = [article for article in ARTICLES if any(name in article["text"] for name in REGIONS[region])]
    assert len(told) >= 3


@pytest.mark.parametrize("name", ["Blinken", "Zelensky", "Guterres", "Kishida", "Macron", "Erdogan"])
def test_an_actor_recurs_so_that_the_graph_hangs_together(name: str):
    assert sum(name in article["text"] for article in ARTICLES) >= 4
