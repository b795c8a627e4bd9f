"""The start page, the ready questions as pages, and the editor in a browser."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kg.queries import ready

if TYPE_CHECKING:
    from tests.serving.conftest import Client


def test_the_start_page_links_every_ready_query_the_page_and_the_editor(client: Client):
    page = client("GET", "/").body
    wanted = [f'href="/ready/{name}"' for name in ready()] + ['href="/editor"', 'href="/graph.html"']
    assert [link for link in wanted if link not in page] == []


@pytest.mark.parametrize(
    "path", ["/graph.html", "/graph.ttl", "/editor", "/editor.js", "/yasgui.min.js", "/logo.svg"]
)
def test_what_is_linked_is_there(client: Client, path: str):
    assert client("GET", path).status == 200


def test_head_tells_the_same_without_a_body(client: Client):
    told = client("HEAD", "/graph.ttl")
    assert (told.status, told.body, int(told.headers["content-length"]) > 0) == (200, "", True)


def test_a_ready_query_is_asked_by_its_form(client: Client):
    page = client("GET", "/ready/meetings?ask=1&actor=Peru&since=&until=").body
    assert ("60 rows" in page, "Chile" in page, "/ready/evidence?ask=1&amp;event=e0" in page) == (
        True,
        True,
        True,
    )


def test_a_page_says_that_only_the_latest_events_are_shown(client: Client):
    said = "Only the latest 40 events are shown"
    assert said in client("GET", "/ready/meetings?ask=1&actor=Peru&limit=40").body
    assert said not in client("GET", "/ready/meetings?ask=1&actor=Peru&limit=100").body


def test_what_must_be_given_is_asked_for(client: Client):
    assert 'name="actor" value="" required' in client("GET", "/ready/meetings?ask=1").body


def test_an_unknown_actor_is_told_with_those_that_come_near(client: Client):
    assert "Did you mean Peru?" in client("GET", "/ready/meetings?ask=1&actor=Perru").body


@pytest.mark.parametrize(("style", "begin"), [("csv", "day,"), ("json", '{"head"'), ("rq", "PREFIX act:")])
def test_an_answer_can_be_taken_along(client: Client, style: str, begin: str):
    assert client("GET", f"/ready/meetings?ask=1&actor=Peru&format={style}").body.startswith(begin)


def test_what_stands_in_the_editor_is_plain_sparql_for_any_endpoint(client: Client):
    text = client("GET", "/ready/meetings?ask=1&actor=Peru&format=rq").body
    assert client.ask(text).body.count("\n") == 61


def test_an_unknown_query_is_told(client: Client):
    assert client("GET", "/ready/meatings").status == 404


@pytest.mark.browser
def test_the_editor_asks_the_endpoint_and_nothing_else(client: Client):
    playwright = pytest.importorskip("playwright.sync_api")
    asked: list[str] = []
    errors: list[str] = []
    with playwright.sync_playwright() as started:
        found = shutil.which("chromium")
        if not found:
            pytest.skip("there is no Chromium")
        browser = started.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page()
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.goto(
            f"{client.url}editor#query=SELECT%20(COUNT(%3Fe)%20AS%20%3Fn)%20%7B%20%3Fe%20a%20dipl%3AEvent%20%7D"
        )
        tab.locator(".yasqe_queryButton").first.click()
        tab.locator(".yasr table td", has_text="60").first.wait_for(timeout=120_000)
        browser.close()
    assert errors == []
    assert [url for url in asked if not url.startswith((client.url, "data:", "blob:"))] == []
