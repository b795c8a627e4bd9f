"""Web pages: the article, its title and its day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.documents.addresses import day_in
from kg.documents.pages import plain

if TYPE_CHECKING:
    from collections.abc import Callable

BODY = "".join(
    f"<p>The ministers of Peru and Chile met for the {n}th time, and they agreed to meet again in Lima.</p>"
    for n in range(5)
)


def page(*, head: str = "", opening: str = "", foot: str = "") -> str:
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>Talks in Lima</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a> <a href='/s'>Subscribe now</a></nav><article><h1>Talks in Lima</h1>"
        f"<p>{opening} The talks began.</p>{BODY}</article><footer>{foot}</footer></body></html>"
    )


def day_of(read_file: Callable, content: str) -> date | None:
    (document,), _ = read_file("a.html", content)
    return document.published


def test_the_article_is_read_without_what_surrounds_it(read_file: Callable):
    (document,), skipped = read_file("a.html", page(foot="All rights reserved"))
    assert "Subscribe" not in document.text
    assert "reserved" not in document.text
    assert document.text.count("\n\n") >= 5
    assert (document.title, skipped) == ("Talks in Lima", [])


def test_the_day_is_that_of_the_page(read_file: Callable):
    head = '<meta property="article:published_time" content="2021-03-11T10:00:00Z">'
    assert day_of(read_file, page(head=head, opening="OSLO, 12 March 2021 —")) == date(2021, 3, 11)


@pytest.mark.parametrize(
    "foot",
    [
        "© 2019 News",
        "Copyright 2019",
        "Updated 3 May 2018",
        "<time>2019</time> 01/01/2019",
        "Published 2 May 2017",
    ],
)
def test_a_dateline_beats_the_foot_of_the_page(read_file: Callable, foot: str):
    content = page(opening="GENEVA, 12 March 2021 —", foot=foot)
    assert day_of(read_file, content) == date(2021, 3, 12)


def test_a_foot_alone_gives_no_day(read_file: Callable):
    assert day_of(read_file, page(foot="© 2019 News. Copyright 2019.")) is None


def test_the_address_gives_the_day_where_nothing_else_does(read_file: Callable):
    head = '<link rel="canonical" href="https://example.org/2022/05/06/talks.html">'
    assert day_of(read_file, page(head=head)) == date(2022, 5, 6)
    assert day_of(read_file, page(head=head, opening="OSLO, 7 May —")) == date(2022, 5, 7)


def test_a_number_in_an_address_is_no_day():
    assert day_in("https://example.org/article/123456789") is None
    assert day_in("https://example.org/20221350/") is None


def test_a_page_in_an_old_encoding_is_read(read_file: Callable):
    content = page(opening="Le préfet a été là: Genève.").replace("<meta charset='utf-8'>", "")
    (document,), _ = read_file("a.html", content.encode("cp1252"))
    assert "Genève" in document.text


@pytest.mark.parametrize("content", ["<html><body></body></html>", "<html>", "<p></p>", "<!-- only this -->"])
def test_a_page_without_an_article_is_told(read_file: Callable, content: str):
    documents, (skipped,) = read_file("a.html", content)
    assert documents == []
    assert "page" in skipped.reason


@pytest.mark.parametrize("depth", [300, 100_000])
def test_a_page_of_any_depth_ends(read_file: Callable, depth: int):
    documents, skipped = read_file(
        "a.html", "<html><body>" + "<div>" * depth + "They met." + "</div>" * depth
    )
    assert documents or skipped


def test_a_page_on_standard_ground_is_told_by_its_bytes(read_file: Callable):
    assert read_file("page.unknown", page())[0][0].title == "Talks in Lima"


def test_scripts_in_a_fragment_are_left_out():
    assert plain("<p>They met.<script>x()</script></p><style>p{}</style>") == "They met."


def test_a_fragment_may_be_broken():
    assert plain("<p>They <b>met</p></i>again &amp; <") == "They met\n\nagain & <"
