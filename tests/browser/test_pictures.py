"""The pictures beside the graph, and what is saved of them."""

from __future__ import annotations

import csv
import io
import struct
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from types import ModuleType

    from conftest import Opened, Opener

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"


def saved(page: Opened, button: str) -> tuple[str, bytes]:
    """Press a button of the menu and return what is saved."""
    page.tab.click("#save summary")
    with page.tab.expect_download() as download:
        page.tab.click(button)
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_cooperation_stands_above_the_line_and_conflict_below(open_page: Opener, example: ModuleType):
    page = open_page(example.build(), "#tab=months")
    bars = page.tab.evaluate("""[...document.querySelectorAll('[data-period="2023-05"] rect')].map((bar) =>
        [bar.getAttribute('fill'), Number(bar.getAttribute('y'))])""")
    zero = page.tab.evaluate(
        "Number([...document.querySelectorAll('.months line')].map((one) => one.getAttribute('y1'))[0])"
    )
    colour = "getComputedStyle(document.documentElement).getPropertyValue('--%s').trim()"
    names = {page.tab.evaluate(colour % quad): quad for quad in ("mcoop", "vcoop", "vconf", "mconf")}
    assert {names[fill]: y < zero - 1 for fill, y in bars} == {
        "vcoop": True,
        "mcoop": True,
        "vconf": False,
        "mconf": False,
    }


def test_a_bar_says_what_it_counts_and_sets_the_period_by_keyboard(open_page: Opener, example: ModuleType):
    page = open_page(example.build(), "#tab=months")
    first = page.tab.locator("[data-period]").first
    assert first.get_attribute("aria-label") == "July 2022: 5 verbal cooperation"
    first.focus()
    page.tab.keyboard.press("ArrowRight")
    page.tab.keyboard.press("Enter")
    assert page.tab.input_value("input[name=from]") == "2023-02-01"
    assert page.tab.input_value("input[name=to]") == "2023-02-28"


def test_places_stand_on_the_map_where_they_are(open_page: Opener, example: ModuleType):
    page = open_page(example.build(), "#tab=map")
    spots = {
        spot.get_attribute("aria-label").partition(":")[0]: float(spot.get_attribute("data-x"))
        for spot in page.tab.locator(".spot").all()
    }
    assert sorted(spots, key=spots.__getitem__) == ["Brussels", "Kyiv", "Istanbul", "Hiroshima"]
    assert "12 of 23 events; the others name no place" in page.tab.locator(".map-words").inner_text()


def test_the_busiest_places_are_named_and_no_name_is_cut(open_page: Opener, example: ModuleType):
    page = open_page(example.build(), "#tab=map")
    names = page.tab.locator(".spot-name[visibility=visible]")
    assert {"Hiroshima", "Istanbul"} <= set(names.all_text_contents())
    box = page.tab.locator("#panel-map").bounding_box()
    for name in names.all():
        part = name.bounding_box()
        assert box["x"] <= part["x"]
        assert part["x"] + part["width"] <= box["x"] + box["width"]


def test_a_place_opens_its_events_by_keyboard(open_page: Opener, example: ModuleType):
    page = open_page(example.build(), "#tab=map")
    page.tab.get_by_role("button", name="Brussels").focus()
    page.tab.keyboard.press("Enter")
    assert "European Union imposed sanctions on Russia" in page.card()
    assert "place=Brussels" in page.tab.evaluate("location.hash")


def test_the_map_zooms(open_page: Opener, example: ModuleType):
    page = open_page(example.build(), "#tab=map")
    width = "Number(document.querySelector('.world').getAttribute('viewBox').split(' ')[2])"
    before = page.tab.evaluate(width)
    page.tab.click("#zoom-in")
    assert page.tab.evaluate(width) < before


def test_there_is_no_map_without_coordinates(open_page: Opener, example: ModuleType):
    page = open_page(example.build("c|condole|FRA|TUR|2023-02-06||actual|.8|France [mourned with] Türkiye."))
    assert page.tab.locator("#tab-map").count() == 0
    assert page.tab.locator("#brush").is_hidden()


def test_the_tabs_turn_by_arrow_keys(open_page: Opener, example: ModuleType):
    page = open_page(example.build())
    page.tab.focus("#tab-graph")
    page.tab.keyboard.press("ArrowRight")
    assert page.tab.locator("#tab-months").get_attribute("aria-selected") == "true"
    assert page.tab.locator("#panel-graph").is_hidden()


def test_the_graph_is_saved_as_a_drawing_of_what_is_shown(open_page: Opener, example: ModuleType):
    page = open_page(example.build(), "#hide=MCONF")
    name, data = saved(page, "#save-svg")
    words = {text.text for text in ET.fromstring(data).iter(f"{SVG}text")}  # noqa: S314 - made by ourselves
    assert name == "graph.svg"
    assert {
        "Japan",
        "Emmanuel Macron",
        "verbal conflict",
        "Who did what to whom",
        "19 of 25 events shown",
    } <= words
    assert "Wagner Group" not in words


@pytest.mark.parametrize("tab", ["map", "months"])
def test_the_other_pictures_are_saved_as_drawings(open_page: Opener, example: ModuleType, tab: str):
    name, data = saved(open_page(example.build(), f"#tab={tab}"), "#save-svg")
    root = ET.fromstring(data)  # noqa: S314 - made by ourselves
    assert name == f"{tab}.svg"
    assert len(list(root.iter())) > 20
    assert not [one for one in root.iter() if "class" in one.attrib or "role" in one.attrib]


def test_the_graph_is_saved_as_a_picture(open_page: Opener, example: ModuleType):
    name, data = saved(open_page(example.build()), "#save-png")
    assert name == "graph.png"
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", data[16:20])[0] == 2400


def test_the_table_is_saved_as_it_is_sorted_and_filtered(open_page: Opener, example: ModuleType):
    page = open_page(example.build(), "#status=negated+hypothetical&sort=5+ascending")
    name, data = saved(page, "#save-csv")
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert name == "events.csv"
    assert head == ["Date", "Event", "Kind of act", "Place", "Status", "Confidence", "Reports"]
    assert [(row[1], row[4], row[5]) for row in rows] == [
        ("Russia may threaten force against France", "hypothetical", "0.35"),
        ("European Union did not lift sanctions on Russia", "did not happen", "0.6"),
    ]


def test_the_lines_are_saved_with_both_ends(open_page: Opener, example: ModuleType):
    _, data = saved(open_page(example.build(), "#table=lines"), "#save-csv")
    head, first, *_ = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert head[:3] == ["Between", "And", "Kind of act"]
    assert len(first) == 6
