"""The page for those who cannot see it or use no mouse, and for those who mean harm."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from kg.graph import Graph
from kg.model import Build, Run

if TYPE_CHECKING:
    from types import ModuleType

    from conftest import Opened, Opener

pytestmark = pytest.mark.browser
STATES = {
    "start": "#open=FRA",
    "place, map": "#tab=map&place=Brussels&labels=codes",
    "event, communities": "#view=communities&event=visit_Emmanuel_Macron_JPN_2023-05-18",
    "nothing": "#status=",
    "actor, graph": "#actor=Fumio_Kishida&table=actors&focus=JPN",
    "line, months": "#between=EU&and=Wagner_Group&act=MCONF&tab=months&table=lines",
    "path, map": "#path=FRA&goal=RUS&tab=map&table=periods",
}


FOCUSED = """(({ id, name, ariaLabel, innerText }) =>
    (id || name || ariaLabel || innerText || '').split('\\n')[0])(document.activeElement)"""


COLOURS = ["color-contrast", "link-in-text-block"]
OPEN_ALL = """() => {
    for (const one of document.querySelectorAll('.turn, #save summary')) one.click();
    for (const one of document.querySelectorAll('details')) one.open = true;
    for (const box of document.querySelectorAll('#search, #path-to')) {
        box.value = 'a';
        box.dispatchEvent(new Event('input'));
    }
}"""


@pytest.mark.parametrize("address", STATES.values(), ids=STATES)
def test_axe_finds_nothing_serious(open_page: Opener, example: ModuleType, address: str):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(example.build(), address, color_scheme="light", reduced_motion="reduce")
    page.tab.evaluate(OPEN_ALL)
    page.tab.focus("#graph") if page.tab.locator("#graph").is_visible() else None
    grave = []
    # By night only the colours are others.
    for scheme, rules in (("light", {}), ("dark", {"runOnly": COLOURS})):
        page.tab.emulate_media(color_scheme=scheme)
        found = axe.run(page.tab, options={"resultTypes": ["violations"], **rules}).response["violations"]
        grave += [
            (scheme, each["id"], each["nodes"][0]["html"])
            for each in found
            if each["impact"] in {"serious", "critical"}
        ]
    assert grave == []


def test_all_can_be_reached_with_the_tab_key(open_page: Opener, example: ModuleType):
    page = open_page(example.build(), "#actor=JPN")
    reached = set()
    for _ in range(110):
        page.tab.keyboard.press("Tab")
        reached.add(page.tab.evaluate(FOCUSED))
    wanted = {"skip", "search", "view", "quad", "status", "kind", "from", "to", "reports", "confidence",
              "Reset all filters", "tab-graph", "labels", "physics", "Save", "graph", "zoom-in", "zoom-out",
              "zoom-all", "First period shown", "Last period shown", "Close the card", "focus", "path-to",
              "Actors", "Relations", "Periods", "Rows of the table", "Confidence"}  # fmt: skip
    assert wanted - reached == set()


def test_a_reader_without_a_mouse_comes_from_search_to_evidence(open_page: Opener, example: ModuleType):
    page = open_page(example.build())
    page.tab.focus("#search")
    page.tab.keyboard.type("wagner")
    page.tab.keyboard.press("ArrowDown")
    page.tab.keyboard.press("Enter")
    page.tab.locator("#card .partners button").focus()
    page.tab.keyboard.press("Enter")
    assert "The European Union listed Wagner for abuses." in page.card()


def told(page: Opened) -> str:
    return str(page.tab.locator("#told").text_content())


def test_arrow_keys_go_from_actor_to_actor_and_say_who_is_there(open_page: Opener, example: ModuleType):
    page = open_page(example.build())
    page.tab.focus("#graph")
    page.tab.keyboard.press("ArrowRight")
    assert told(page) == "Russia, state, 9 events, 5 counterparts"
    where = "(id) => kg.network.getPosition(id)"
    before = page.tab.evaluate("kg.page.graph.cursor")
    for key, axis, sign in (("ArrowLeft", "x", -1), ("ArrowDown", "y", 1), ("ArrowUp", "y", -1)):
        page.tab.keyboard.press(key)
        after = page.tab.evaluate("kg.page.graph.cursor")
        ahead = page.tab.evaluate(where, after)[axis] - page.tab.evaluate(where, before)[axis]
        assert (ahead * sign > 0) or after == before
        before = after


def test_every_actor_is_reached_by_keys_in_the_graph(open_page: Opener, example: ModuleType):
    page = open_page(example.build())
    page.tab.focus("#graph")
    reached = set()
    for _ in range(10):
        page.tab.keyboard.press("PageDown")
        reached.add(page.tab.evaluate("kg.page.graph.cursor"))
    assert len(reached) == 10
    page.tab.keyboard.press("PageDown")
    assert page.tab.evaluate("kg.page.graph.cursor") in reached


def test_enter_opens_the_card_of_an_actor_and_escape_leads_back(open_page: Opener, example: ModuleType):
    page = open_page(example.build())
    page.tab.focus("#graph")
    page.tab.keyboard.press("Home")
    page.tab.keyboard.press("Enter")
    assert page.tab.locator("#card h2").inner_text() == "Russia"
    assert page.tab.evaluate("document.activeElement.id") == "card"
    page.tab.keyboard.press("Escape")
    assert "Most active" in page.card()
    assert page.tab.evaluate("document.activeElement.id") == "graph"
    page.tab.keyboard.press("Escape")
    assert told(page) == ""


def test_keys_pass_over_actors_that_the_filters_hide(open_page: Opener, example: ModuleType):
    page = open_page(example.build(), "#kinds=person")
    page.tab.focus("#graph")
    reached = set()
    for key in ("Home", "PageDown", "PageDown", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        page.tab.keyboard.press(key)
        reached.add(page.tab.evaluate("kg.page.graph.cursor"))
    assert reached == {"Emmanuel_Macron", "Fumio_Kishida"}


def test_the_tree_opens_and_is_ticked_by_keyboard(open_page: Opener, example: ModuleType):
    page = open_page(example.build())
    turn = page.tab.get_by_role("button", name="Show kinds of material conflict")
    turn.focus()
    page.tab.keyboard.press("Enter")
    assert turn.get_attribute("aria-expanded") == "true"
    page.tab.focus("#tree input[value=SANCTION]")
    page.tab.keyboard.press("Space")
    assert page.tab.evaluate("kg.page.shown.size") == 20


def test_the_picture_is_saved_by_keyboard(open_page: Opener, example: ModuleType):
    page = open_page(example.build())
    page.tab.focus("#save summary")
    page.tab.keyboard.press("Enter")
    page.tab.keyboard.press("Tab")
    with page.tab.expect_download() as download:
        page.tab.keyboard.press("Enter")
    assert download.value.suggested_filename == "graph.png"


HOSTILE = [
    "<img src=x onerror=\"document.title='run'\">",
    "</script><script>document.title='run'</script>",
    "<!--<script>",
    "javascript:document.title='run'",
    "\u202egnp.exe\u2066\u200f\u2028",
    "'\"`${document.title='run'}`",
    "x" * 10_000,
    "=HYPERLINK(1)\x00\x1b",
    "__proto__",
]


def hostile_build(example: ModuleType, text: str) -> Build:
    """A build whose every field is what an attacker would write."""
    event = example.event("a|praise|FRA|JPN|2023-01-01|Brussels|actual|.5|France [praised] Japan.")
    pairs = [(part, replace(part.entity, id=f"{text}{at}", name=text, state=text, wikidata=text))
             for at, part in enumerate(event.participants)]  # fmt: skip
    mention = event.mentions[0]
    span = replace(mention.sentence, document_id=text, text=text)
    mention = replace(mention, sentence=span, trigger=span, attribution=pairs[0][1])
    parts = tuple(replace(part, entity=entity) for part, entity in pairs)
    place = replace(event.place, id=text, name=text)
    event = replace(event, id=text, place=place, mentions=(mention,), participants=parts)
    source = replace(
        example.SOURCES[0], id=text, title=text, source=text, url="javascript:document.title='run'"
    )
    return Build(run=Run(kg_version="0", model="", model_version=""), sources=(source,), events=(event,))


def unharmed(page: Opened) -> None:
    assert page.tab.locator("img").count() == 0
    assert page.tab.locator("#card a").count() == 0
    assert page.tab.title() == "Who did what to whom"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_shown_as_text_and_nothing_runs(open_page: Opener, example: ModuleType, text: str):
    page = open_page(hostile_build(example, text))
    page.tab.locator("#card .buttons button").first.click()
    page.tab.locator("#card .event > summary").first.click() if not page.tab.locator(
        ".sentence"
    ).count() else None
    assert page.tab.locator(".sentence").first.text_content() == text
    unharmed(page)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_harms_no_picture_table_or_file(open_page: Opener, example: ModuleType, text: str):
    page = open_page(hostile_build(example, text), "#tab=map&labels=flags")
    for table in ("actors", "lines", "periods", "events"):
        page.tab.click(f"#tables button[data-table={table}]")
    page.tab.locator(".spot").focus()
    page.tab.keyboard.press("Enter")
    for tab in ("graph", "map"):
        page.tab.click(f"#tab-{tab}")
        assert ET.fromstring(saved(page, "#save-svg")).tag.endswith("svg")  # noqa: S314 - made by ourselves
    _, row = csv.reader(io.StringIO(saved(page, "#save-csv").decode("utf-8-sig"), newline=""))
    assert not row[3].startswith("=")
    assert page.tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    unharmed(page)


def saved(page: Opened, button: str) -> bytes:
    page.tab.click("#save summary")
    with page.tab.expect_download() as download:
        page.tab.click(button)
    return Path(download.value.path()).read_bytes()


def test_a_hostile_address_runs_nothing(open_page: Opener, example: ModuleType):
    page = open_page(
        example.build(),
        "#actor=%3Cimg%20src=x%20onerror=alert(1)%3E&labels=__proto__&table=constructor&view=toString",
    )
    assert "Most active" in page.card()
    unharmed(page)


def test_a_notebook_shows_the_page_in_a_frame(open_page: Opener, example: ModuleType, tmp_path: Path):
    pytest.importorskip("IPython")
    shown = Graph(build=example.build()).view(height=500)
    (tmp_path / "notebook.html").write_text(f"<!doctype html><title>n</title>{shown.data}", encoding="utf-8")
    page = open_page(example.build())
    page.tab.goto((tmp_path / "notebook.html").as_uri())
    frame = page.tab.frame_locator("iframe")
    frame.locator("#card .buttons button").first.click()
    assert frame.locator("#card h2").inner_text() == "Russia"
    frame.locator("#tab-months").click()
    frame.locator("input[value=MCONF]").uncheck()
    assert frame.locator("#shown").inner_text() == "19 of 25 events shown"
    page.requests.clear()


VS_CODE = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; "
    "img-src https: http: data:; font-src https:; connect-src https:; child-src https: data:"
)
"""The policy of the frame in which VS Code shows what a cell has put out."""


def test_a_notebook_in_a_sandbox_under_a_strict_policy_shows_the_page(
    open_page: Opener, example: ModuleType, tmp_path: Path
):
    pytest.importorskip("IPython")
    shown = Graph(build=example.build()).view(height=500)
    cell = f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{VS_CODE}">{shown.data}'
    outer = (
        '<!doctype html><title>n</title><iframe sandbox="allow-scripts allow-forms allow-pointer-lock '
        f'allow-downloads" width="1200" height="700" srcdoc="{escape(cell)}"></iframe>'
    )
    (tmp_path / "notebook.html").write_text(outer, encoding="utf-8")
    page = open_page(example.build())
    page.tab.goto((tmp_path / "notebook.html").as_uri())
    frame = page.tab.frame_locator("iframe").frame_locator("iframe")
    frame.locator("#card .buttons button").first.click()
    assert frame.locator("#card h2").inner_text() == "Russia"
    frame.locator("#tab-map").click()
    frame.locator("input[value=MCONF]").uncheck()
    assert frame.locator("#shown").inner_text() == "19 of 25 events shown"
    frame.locator("#save summary").click()
    with page.tab.expect_download() as download:
        frame.locator("#save-csv").click()
    assert download.value.suggested_filename == "events.csv"
    page.requests.clear()
