"""What the page promises its reader, in a real browser; ``open_page`` also fails on any request or error."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest

from kg.model import Build, Run

if TYPE_CHECKING:
    from types import ModuleType

    from conftest import Opened, Opener

pytestmark = pytest.mark.browser

SANCTIONS = "#between=EU&and=Wagner_Group&act=MCONF"


@pytest.fixture
def page(open_page: Opener, example: ModuleType) -> Opened:
    """The example, opened."""
    return open_page(example.build())


def address(page: Opened) -> dict[str, list[str]]:
    return parse_qs(page.tab.evaluate("location.hash.slice(1)"))


def test_it_opens_offline_and_draws_its_lines(page: Opened):
    assert len(page.drawn()) == 22
    assert page.tab.locator("#graph canvas").count() == 1


def test_parallel_acts_of_a_pair_are_one_line_for_each_class(page: Opened):
    assert [line for line in page.drawn() if line[:2] == ["FRA", "JPN"]] == [
        ["FRA", "JPN", "MCOOP"],
        ["FRA", "JPN", "VCOOP"],
    ]


def test_a_click_on_a_line_shows_its_sentence(page: Opened):
    page.click_line("EU", "Wagner_Group")
    assert "The European Union listed Wagner for abuses." in page.card()


def test_trigger_and_parties_are_marked_in_the_sentence(open_page: Opener, example: ModuleType):
    marks = open_page(example.build(), SANCTIONS).tab.locator(".sentence mark")
    found = [(mark.get_attribute("class"), mark.inner_text()) for mark in marks.all()]
    assert found == [("actor", "European Union"), ("trigger", "listed"), ("counterpart", "Wagner")]


def test_a_source_is_linked_without_telling_it_who_comes(open_page: Opener, example: ModuleType):
    link = open_page(example.build(), SANCTIONS).tab.locator(".cite a")
    assert link.get_attribute("href") == "https://example.org/visits?a=1&b=2"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_a_click_on_an_actor_shows_its_events_newest_first(page: Opened):
    page.click_node("UKR")
    assert page.card().startswith("×\nUkraine\n\nState")
    lines = page.tab.locator("#card .event .line").all_inner_texts()
    assert lines[:2] == ["Ukraine accused Russia", "Japan promised aid to Ukraine"]


def test_a_click_on_nothing_closes_the_card(page: Opened):
    page.click_node("UKR")
    box = page.tab.locator("#graph").bounding_box()
    page.tab.mouse.click(box["x"] + 8, box["y"] + 8)
    page.tab.wait_for_function("() => location.hash === ''")
    assert "Most active" in page.card()


def test_the_address_holds_what_is_selected(page: Opened):
    page.click_line("EU", "Wagner_Group")
    assert address(page) == {"between": ["EU"], "and": ["Wagner_Group"], "act": ["MCONF"]}


def test_back_returns_to_what_was_selected_before(page: Opened):
    page.click_node("UKR")
    page.click_node("RUS")
    page.tab.go_back()
    assert page.card().startswith("×\nUkraine")


@pytest.mark.parametrize(
    ("link", "heading"),
    [
        ("#actor=JPN", "Japan"),
        (SANCTIONS, "European Union – Wagner Group"),
        ("#view=states&actor=UN", "United Nations"),
    ],
)
def test_a_deep_link_opens_its_card(open_page: Opener, example: ModuleType, link: str, heading: str):
    assert open_page(example.build(), link).tab.locator("#card h2").inner_text() == heading


@pytest.mark.parametrize(
    "link", ["#actor=nobody", "#between=EU&and=EU&act=x", "#%ff", "#events", "#view=constructor"]
)
def test_a_link_to_what_is_not_there_opens_the_page(open_page: Opener, example: ModuleType, link: str):
    assert "Most active" in open_page(example.build(), link).card()


def test_the_search_finds_an_actor_without_its_accents(page: Opened):
    page.tab.fill("#search", "turkiye")
    page.tab.keyboard.press("Enter")
    assert page.tab.locator("#card h2").inner_text() == "Türkiye"
    assert page.tab.evaluate("kg.network.getSelectedNodes()") == ["TUR"]


def test_the_search_brings_a_far_actor_into_sight(page: Opened):
    page.tab.evaluate("kg.network.moveTo({ position: { x: 9000, y: 9000 }, scale: 0.3 })")
    page.tab.fill("#search", "ukr")
    page.tab.keyboard.press("ArrowDown")
    page.tab.keyboard.press("Enter")
    page.tab.wait_for_function(
        "() => { const at = kg.network.getViewPosition(), of = kg.network.getPosition('UKR');"
        " return Math.hypot(at.x - of.x, at.y - of.y) < 5; }"
    )


def test_the_search_says_if_there_is_no_such_actor(page: Opened):
    page.tab.fill("#search", "atlantis")
    assert page.tab.locator("#suggestions").inner_text() == "No actor of that name"


def test_the_search_finds_by_country_code(page: Opened):
    page.tab.fill("#search", "jpn")
    assert page.tab.locator("#suggestions bdi").all_inner_texts() == ["Japan", "Fumio Kishida"]


def test_a_kind_of_act_can_be_hidden(page: Opened):
    page.tab.uncheck("input[value=MCONF]")
    assert {line[2] for line in page.drawn()} == {"MCOOP", "VCOOP", "VCONF"}
    assert page.tab.locator("#shown").inner_text() == "19 of 25 events shown"


def test_an_actor_without_visible_events_is_hidden(page: Opened):
    page.tab.uncheck("input[value=MCONF]")
    assert page.tab.evaluate("kg.page.graph.nodes.get('Wagner_Group').hidden") is True


def test_what_did_not_happen_is_hidden_until_asked_for(page: Opened):
    hidden = "European Union did not lift sanctions on Russia"
    assert hidden not in page.rows()
    page.tab.check("input[value=negated]")
    assert hidden in page.rows()


def test_a_line_of_plans_only_is_dashed(page: Opened):
    dashes = page.tab.evaluate("""kg.page.graph.edges.get('["FRA","Fumio_Kishida","VCOOP"]').dashes""")
    assert dashes == [9, 6]


def test_a_period_leaves_out_what_lies_outside_and_what_has_no_date(page: Opened):
    page.tab.fill("input[name=from]", "2023-05-21")
    page.tab.fill("input[name=to]", "2023-05-31")
    assert sorted(page.rows()) == [
        "France and Japan cooperated militarily",
        "Japan imposed sanctions on Russia",
        "Japan promised aid to Ukraine",
        "Russia criticised Japan",
    ]
    assert page.tab.locator("#shown").inner_text().endswith("undated ones left out")


def test_little_confidence_can_be_filtered_out(page: Opened):
    page.tab.fill("input[name=confidence]", "0.95")
    assert len(page.rows()) == 4


def test_reset_brings_all_back(page: Opened):
    page.tab.uncheck("input[value=VCOOP]")
    page.tab.click("button[type=reset]")
    page.tab.wait_for_function("() => document.getElementById('shown').textContent.startsWith('23 of')")


def test_the_page_says_if_filters_hide_everything(page: Opened):
    page.tab.uncheck("input[value=actual]")
    page.tab.uncheck("input[value=planned]")
    assert page.tab.locator("#hidden-all").is_visible()


def test_actors_can_be_gathered_into_states(page: Opened):
    page.tab.check("input[value=states]")
    assert {end for line in page.drawn() for end in line[:2]} == {
        "EU",
        "FRA",
        "JPN",
        "RUS",
        "TUR",
        "UKR",
        "UN",
    }


def test_the_table_sorts_by_a_column_and_turns_round(page: Opened):
    page.tab.click("#table thead button:text('Event')")
    upwards = page.rows()
    page.tab.click("#table thead button:text('Event')")
    assert upwards[0] == "Emmanuel Macron and Fumio Kishida met"
    assert page.rows() == upwards[::-1]
    assert page.tab.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"


def test_a_row_of_the_table_opens_its_event_by_keyboard(page: Opened):
    page.tab.locator("#table tbody button").first.focus()
    page.tab.keyboard.press("Enter")
    assert "Kishida will travel to France next May." in page.card()


def test_the_graph_moves_by_keyboard(page: Opened):
    before = page.tab.evaluate("kg.network.getViewPosition().x")
    page.tab.focus("#graph")
    page.tab.keyboard.press("Shift+ArrowRight")
    assert page.tab.evaluate("kg.network.getViewPosition().x") > before


def test_names_grow_as_the_graph_gets_smaller(page: Opened):
    size = "kg.page.graph.nodes.get('RUS').font.size"
    before = page.tab.evaluate(size)
    # A click while the view still moves may be lost: so there is another until the names have grown.
    click = "document.getElementById('zoom-out').click()"
    page.tab.wait_for_function(
        f"(before) => {size} > before * 1.3 || ({click}, false)", arg=before, polling=400
    )


def test_names_keep_their_size_for_readers_who_want_no_motion(open_page: Opener, example: ModuleType):
    page = open_page(example.build(), reduced_motion="reduce")
    size = "kg.page.graph.nodes.get('RUS').font.size * kg.network.getScale()"
    for _ in range(5):
        page.tab.click("#zoom-out")
    assert page.tab.evaluate(size) > 9


def test_every_control_has_a_name(page: Opened):
    unnamed = page.tab.evaluate(
        "[...document.querySelectorAll('button, input, a')].filter((one) => !one.textContent.trim()"
        " && !one.getAttribute('aria-label') && !(one.labels && one.labels.length))"
        ".map((one) => one.outerHTML)"
    )
    assert unnamed == []


def test_a_phone_shows_all_without_scrolling_sideways(open_page: Opener, example: ModuleType):
    page = open_page(example.build(), viewport={"width": 390, "height": 800})
    assert page.tab.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_stand_out_from_their_ground(open_page: Opener, example: ModuleType, scheme: str):
    page = open_page(example.build(), color_scheme=scheme)
    colours = page.tab.evaluate(
        "Object.fromEntries('paper text soft accent mcoop vcoop vconf mconf state organisation person group'"
        ".split(' ').map((name) => [name,"
        " getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim()]))"
    )
    paper = colours.pop("paper")
    needed = {"text": 7.0, "soft": 4.5, "accent": 4.5}
    assert {name for name in colours if contrast(colours[name], paper) < needed.get(name, 3.0)} == set()


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_a_build_without_events_opens(open_page: Opener):
    page = open_page(Build(run=Run(kg_version="0", model="", model_version="")))
    assert page.tab.locator("h2").inner_text() == "Nothing to show"
