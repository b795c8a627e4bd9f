"""What a reader does with the page: narrows it down, follows a path, reads cards and tables, sends a link."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.model import Build, Entity, Kind

if TYPE_CHECKING:
    from types import ModuleType

    from conftest import Opened, Opener

pytestmark = pytest.mark.browser


@pytest.fixture
def page(open_page: Opener, example: ModuleType) -> Opened:
    """The example, opened."""
    return open_page(example.build())


def shown(page: Opened) -> int:
    return int(page.tab.evaluate("kg.page.shown.size"))


def visible(page: Opened) -> set[str]:
    """The actors that are drawn."""
    ids = page.tab.evaluate("kg.page.graph.nodes.get({ filter: (n) => !n.hidden }).map((n) => n.id)")
    return set(ids)


def act(page: Opened, value: str) -> str:
    """Open the tree down to a kind of act and return its box."""
    page.tab.evaluate("document.querySelectorAll('#tree .turn').forEach((turn) => turn.click())")
    return f"#tree input[value={value}]"


def test_one_action_can_be_hidden(page: Opened):
    page.tab.uncheck(act(page, "imposeSanctions"))
    assert shown(page) == 20
    assert not any("imposed sanctions" in row for row in page.rows())


def test_a_type_stands_for_its_actions_and_is_half_on_if_one_of_them_is_off(page: Opened):
    page.tab.uncheck(act(page, "CONSULT"))
    assert not page.tab.is_checked("#tree input[value=meet]")
    page.tab.check("#tree input[value=meet]")
    assert page.tab.evaluate("document.querySelector('#tree input[value=CONSULT]').indeterminate")
    assert page.tab.evaluate("document.querySelector('#tree input[value=VCOOP]').indeterminate")


def test_a_kind_of_actor_can_be_hidden(page: Opened):
    page.tab.uncheck("input[name=kind][value=person]")
    assert not visible(page) & {"Emmanuel_Macron", "Fumio_Kishida"}
    assert "Emmanuel Macron and Fumio Kishida met" not in page.rows()


def test_what_few_tell_can_be_left_out(open_page: Opener, example: ModuleType):
    build = example.build()
    first, *others = build.events
    twice = replace(first, mentions=(*first.mentions, replace(first.mentions[0], confidence=0.2)))
    page = open_page(replace(build, events=(twice, *others)))
    page.tab.fill("input[name=reports]", "2")
    page.tab.wait_for_function("() => kg.page.shown.size === 1")
    assert page.tab.evaluate("[...kg.page.shown]") == [first.id]


def test_the_brush_shows_how_many_events_each_month_has(page: Opened):
    bars = page.tab.locator("#brush rect")
    assert bars.count() == 10
    assert page.tab.locator("#brush .axis").inner_text().split("\n") == [
        "July 2022",
        "events by month",
        "May 2024",
    ]


def test_the_brush_is_drawn_over_by_hand(page: Opened):
    box = page.tab.locator("#brush .field").bounding_box()
    y = box["y"] + 5
    page.tab.mouse.move(box["x"] + box["width"] * (10.5 / 23), y)
    page.tab.mouse.down()
    page.tab.mouse.move(box["x"] + box["width"] * (11.5 / 23), y, steps=4)
    page.tab.mouse.up()
    assert page.tab.input_value("input[name=from]") == "2023-05-01"
    assert page.tab.input_value("input[name=to]") == "2023-06-30"
    assert "Russia and Ukraine negotiated" not in page.rows()


def test_the_handles_of_the_brush_move_by_keyboard(page: Opened):
    first = page.tab.get_by_role("slider", name="First period shown")
    first.focus()
    for _ in range(10):
        page.tab.keyboard.press("ArrowRight")
    assert first.get_attribute("aria-valuetext") == "May 2023"
    assert page.tab.input_value("input[name=from]") == "2023-05-01"
    page.tab.keyboard.press("Home")
    assert page.tab.input_value("input[name=from]") == ""


def test_the_histogram_leaves_out_what_is_filtered_out(page: Opened):
    page.tab.uncheck("input[value=VCOOP]")
    fills = page.tab.evaluate(
        "[...document.querySelectorAll('#brush rect')].map((bar) => bar.getAttribute('fill'))"
    )
    assert (
        page.tab.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--vcoop').trim()")
        not in fills
    )


STRAY = "c|condole|FRA|TUR|1912-02-06||actual|.8|France [mourned with] Türkiye."


def test_a_stray_date_does_not_coarsen_the_histogram(open_page: Opener, example: ModuleType):
    page = open_page(example.build(f"{example.ROWS}\n{STRAY}"), "#table=periods&sort=0+ascending")
    assert page.tab.locator("#brush .axis").inner_text().split("\n") == [
        "before July 2022",
        "events by month",
        "May 2024",
    ]
    assert page.rows()[:2] == ["before July 2022", "July 2022"]
    assert page.tab.locator("#brush rect").count() == 11


def test_what_is_earlier_than_the_histogram_can_be_shown_alone(open_page: Opener, example: ModuleType):
    page = open_page(example.build(f"{example.ROWS}\n{STRAY}"), "#tab=months")
    page.tab.get_by_role("button", name="before July 2022").click()
    assert page.rows() == ["France offered condolences to Türkiye"]
    first, last = (page.tab.get_by_role("slider", name=f"{one} period shown") for one in ("First", "Last"))
    assert first.get_attribute("aria-valuetext") == last.get_attribute("aria-valuetext") == "before July 2022"
    last.focus()
    page.tab.keyboard.press("ArrowRight")
    assert len(page.rows()) == 6


def test_what_is_later_than_the_histogram_stands_behind_it(open_page: Opener, example: ModuleType):
    later = STRAY.replace("1912", "2090")
    page = open_page(example.build(f"{example.ROWS}\n{later}"), "#tab=months")
    page.tab.get_by_role("button", name="from June 2024").click()
    assert page.rows() == ["France offered condolences to Türkiye"]


def test_the_card_of_a_person_has_its_office_at_that_time(open_page: Opener, example: ModuleType):
    card = open_page(example.build(), "#actor=Fumio_Kishida").card()
    assert "Head of government, Japan 4 October 2021 to 1 October 2024" in card
    assert "Foreign minister" not in card


def test_the_card_of_an_actor_has_counterparts_and_a_small_timeline(open_page: Opener, example: ModuleType):
    page = open_page(example.build(), "#actor=UKR")
    first = page.tab.locator("#card .partners button").first
    assert first.inner_text().split() == ["Russia", "3"]
    assert first.locator(".swatch").count() == 3
    assert page.tab.locator("#card .small-timeline rect").count() > 3


def test_an_actor_that_is_chosen_stands_out_with_its_counterparts(open_page: Opener, example: ModuleType):
    page = open_page(example.build(), "#actor=Wagner_Group")
    bright = "kg.page.graph.nodes.get({ filter: (n) => n.opacity === 1 }).map((n) => n.id).sort()"
    assert page.tab.evaluate(bright) == ["EU", "Wagner_Group"]
    clear = "kg.page.graph.edges.get({ filter: (e) => e.color.opacity > 0.5 }).length"
    assert page.tab.evaluate(clear) == 1
    page.tab.click("#card .close")
    assert len(page.tab.evaluate(bright)) == 10


def test_states_are_called_by_name(open_page: Opener, example: ModuleType):
    page = open_page(example.build(), "#actor=Fumio_Kishida&table=actors")
    assert page.card().split("\n")[3] == "Person, acts for Japan"
    page.tab.fill("#search", "kishida")
    assert page.tab.locator("#suggestions .count").inner_text() == "person, Japan"
    assert "France" in page.tab.locator("#table tbody tr", has_text="Emmanuel Macron").inner_text()


def test_an_empty_card_offers_to_reset_the_filters(open_page: Opener, example: ModuleType):
    page = open_page(example.build(), "#status=")
    assert page.card().startswith("The filters hide every event.")
    page.tab.click("#card button")
    page.tab.wait_for_function("() => kg.page.shown.size === 23")


def test_only_the_neighbours_of_an_actor_are_shown_on_request(open_page: Opener, example: ModuleType):
    page = open_page(example.build(), "#actor=Wagner_Group")
    page.tab.click("#focus")
    assert visible(page) == {"Wagner_Group", "EU"}
    assert page.rows() == ["European Union imposed sanctions on Wagner Group"]
    page.tab.click("#focus-note button:text('two steps')")
    assert visible(page) == {"Wagner_Group", "EU", "RUS", "UKR"}
    page.tab.click("#unfocus")
    assert len(visible(page)) == 10


def test_the_path_between_two_actors_is_shown(open_page: Opener, example: ModuleType):
    page = open_page(example.build(), "#actor=Wagner_Group")
    page.tab.fill("#path-to", "macron")
    page.tab.keyboard.press("Enter")
    assert page.tab.locator("#card h2").inner_text() == "From Wagner Group to Emmanuel Macron"
    assert page.tab.locator("#card h3").all_inner_texts() == [
        "Wagner Group – European Union",
        "European Union – Russia",
        "Russia – Japan",
        "Japan – Emmanuel Macron",
    ]
    assert page.tab.evaluate("kg.page.graph.nodes.get('TUR').opacity") < 0.5


def test_who_stands_on_a_path_is_named_however_small_the_graph(open_page: Opener, example: ModuleType):
    page = open_page(people(example, 150), "#path=p00007&goal=p00009")
    size = "(id) => kg.page.graph.nodes.get(id).font.size * kg.network.getScale()"
    assert page.tab.evaluate("kg.page.path.nodes") == ["p00007", "JPN", "p00009"]
    assert min(page.tab.evaluate(size, node) for node in ("p00007", "JPN", "p00009")) > 9


def test_the_page_says_if_no_path_leads_there(open_page: Opener, example: ModuleType):
    page = open_page(example.build(), "#path=Wagner_Group&goal=Fumio_Kishida&hide=MCONF")
    assert "No path leads there" in page.card()


def test_of_short_paths_the_busiest_is_taken(open_page: Opener, example: ModuleType):
    rows = [
        "a|praise|FRA|UN|2023-01-01||actual|.5|France [praised] United Nations.",
        "a|praise|FRA|JPN|2023-01-01||actual|.5|France [praised] Japan.",
        "a|thank|FRA|JPN|2023-01-02||actual|.5|France [thanked] Japan.",
        "a|praise|UN|RUS|2023-01-01||actual|.5|United Nations [praised] Russia.",
        "a|praise|JPN|RUS|2023-01-01||actual|.5|Japan [praised] Russia.",
    ]
    page = open_page(example.build("\n".join(rows)), "#path=FRA&goal=RUS")
    assert page.tab.evaluate("kg.page.path.nodes") == ["FRA", "JPN", "RUS"]


def test_labels_can_be_codes(page: Opened):
    page.tab.select_option("#labels", "codes")
    labels = page.tab.evaluate("['FRA', 'Emmanuel_Macron'].map((id) => kg.page.graph.nodes.get(id).label)")
    assert labels == ["FRA", "Emmanuel Macron (FRA)"]


def test_labels_can_have_flags(page: Opened):
    page.tab.select_option("#labels", "flags")
    label = page.tab.evaluate("kg.page.graph.nodes.get('JPN').label")
    assert label in {"\U0001f1ef\U0001f1f5 Japan", "[JP] Japan"}


def test_nothing_moves_until_asked(page: Opened):
    assert page.tab.evaluate("kg.network.physics.physicsEnabled") is False
    page.tab.check("#physics")
    assert page.tab.evaluate("kg.network.physics.physicsEnabled") is True


@pytest.mark.parametrize(
    ("table", "heading", "first"),
    [
        ("actors", "Actors (10)", "Ukraine"),
        ("lines", "Relations (22)", "Türkiye – United Nations"),
        ("periods", "Periods (5)", "May 2024"),
    ],
)
def test_each_table_holds_what_is_shown(page: Opened, table: str, heading: str, first: str):
    page.tab.click(f"#tables button[data-table={table}]")
    assert page.tab.locator("#events-title").inner_text() == heading
    assert first in page.rows()[:4]


def test_the_table_of_actors_says_who_is_at_the_centre(page: Opened):
    page.tab.click("#tables button[data-table=actors]")
    page.tab.click("#table thead button:text('Go-between')")
    assert page.rows()[0] in {"Ukraine", "Russia"}
    assert page.tab.locator("th[aria-sort] button").inner_text() == "Go-between"


def test_a_link_holds_all_that_was_chosen(page: Opened, open_page: Opener, example: ModuleType):
    page.tab.uncheck("input[value=MCONF]")
    page.tab.check("input[value=negated]")
    page.tab.uncheck("input[name=kind][value=group]")
    page.tab.fill("input[name=from]", "2023-01-01")
    page.tab.select_option("#labels", "codes")
    page.tab.click("#tables button[data-table=actors]")
    page.tab.click("#table thead button:text('Partners')")
    page.tab.click("#tab-months")
    address = page.tab.evaluate("location.hash")
    other = open_page(example.build(), address)
    state = """[kg.page.tab, kg.page.labels, kg.page.table.name, [...kg.page.shown].sort(), location.hash,
        document.querySelector('#table th[aria-sort]').innerText]"""
    assert other.tab.evaluate(state) == page.tab.evaluate(state)
    assert {"hide", "status", "kinds", "since", "labels", "table", "sort", "tab"} == {
        part.partition("=")[0] for part in address[1:].split("&")
    }


def test_a_link_to_the_neighbours_of_an_actor_shows_them_as_large_as_they_fit(
    open_page: Opener, example: ModuleType
):
    whole = open_page(example.build()).tab.evaluate("kg.network.getScale()")
    assert open_page(example.build(), "#focus=FRA").tab.evaluate("kg.network.getScale()") > whole


def test_a_focus_and_a_path_are_in_the_link(open_page: Opener, example: ModuleType):
    page = open_page(example.build(), "#focus=Wagner_Group&steps=2&path=EU&goal=UKR")
    assert visible(page) == {"Wagner_Group", "EU", "RUS", "UKR"}
    assert page.tab.locator("#card h2").inner_text() == "From European Union to Ukraine"


def people(example: ModuleType, number: int) -> Build:
    """A build of so many people of France who praise Japan."""
    row = "a|praise|FRA|JPN|2023-01-01||actual|.5|France [praised] Japan."
    event = example.event(row)
    events = []
    for at in range(number):
        person = Entity(id=f"p{at:05}", name=f"Person {at}", kind=Kind.PERSON, state="FRA")
        parts = tuple(
            replace(part, entity=person) if part.entity.id == "FRA" else part for part in event.participants
        )
        events.append(replace(event, id=f"e{at:05}", participants=parts))
    return replace(example.build(row), events=tuple(events))


def test_a_large_graph_opens_as_states_and_a_state_opens_on_a_double_click(
    open_page: Opener, example: ModuleType
):
    page = open_page(people(example, 2100))
    assert visible(page) == {"FRA", "JPN"}
    assert page.tab.locator(".crowd").is_visible()
    x, y = (
        page.tab.evaluate("""() => { const { x, y } = kg.network.canvasToDOM(kg.network.getPosition('FRA'));
        const box = document.getElementById('graph').getBoundingClientRect();
        return [box.x + x, box.y + y]; }""")
    )
    page.tab.mouse.dblclick(x, y)
    page.tab.wait_for_function("() => kg.page.opened.length === 1")
    assert len(visible(page)) == 302
    assert {"p00000", "FRA:more", "JPN"} <= visible(page)


def test_a_gathered_actor_is_found_and_its_group_opened_and_gathered_again(
    open_page: Opener, example: ModuleType
):
    page = open_page(people(example, 40), "#view=states")
    page.tab.fill("#search", "person 7")
    page.tab.keyboard.press("Enter")
    assert page.tab.locator("#card h2").inner_text() == "Person 7"
    assert page.tab.evaluate("kg.page.opened") == ["FRA"]
    page.tab.click("#gather")
    assert visible(page) == {"FRA", "JPN"}


def test_communities_can_be_drawn_and_opened(open_page: Opener, example: ModuleType):
    page = open_page(people(example, 20))
    page.tab.check("input[value=communities]")
    assert len(visible(page)) < 5
    page.tab.locator("#card .buttons button").first.click()
    page.tab.click("#open")
    assert len(visible(page)) > 10
