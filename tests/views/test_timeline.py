"""The dated events of a build in the order of time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from kg.model import Entity, Event, EventDate, Kind, Participant, Place, Role, Status
from kg.views.timeline import lines, svg, timeline

PERU = Entity(id="PER", name="Peru", kind=Kind.STATE, state="PER")
CHILE = Entity(id="CHL", name="Chile", kind=Kind.STATE, state="CHL")
LIMA = Place(id="3936456", name="Lima", country="PER", geonames=3936456, latitude=-12.04, longitude=-77.03)


def event(
    key: str, first: str, last: str = "", *, action: str = "criticise", place: Place | None = LIMA
) -> Event:
    when = EventDate(earliest=date.fromisoformat(first), latest=date.fromisoformat(last or first))
    parts = (Participant(role=Role.ACTOR, entity=PERU), Participant(role=Role.COUNTERPART, entity=CHILE))
    return Event(
        id=key, action=action, participants=parts, status=Status.ACTUAL, mentions=(), date=when, place=place
    )


EVENTS = (event("b", "2023-05-03"), event("a", "2023-04-01", action="visit", place=None))


def keys(**filters: object) -> list[str]:
    return [entry.event.id for entry in timeline(EVENTS, **filters)]  # type: ignore[arg-type]  # by name


def test_the_earliest_event_comes_first():
    assert keys() == ["a", "b"]


def test_an_event_without_a_date_is_left_out():
    assert timeline([replace(EVENTS[0], date=None)]) == ()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"actor": "peru"}, ["a", "b"]),
        ({"actor": "CHL"}, ["a", "b"]),
        ({"actor": "Bolivia"}, []),
        ({"action": "visit"}, ["a"]),
        ({"action": "ACCUSE"}, ["b"]),
        ({"place": "lima"}, ["b"]),
        ({"place": "PER"}, ["b"]),
        ({"since": date(2023, 4, 2)}, ["b"]),
        ({"until": date(2023, 4, 2)}, ["a"]),
    ],
)
def test_filters_leave_what_fits(filters: dict[str, object], expected: list[str]):
    assert keys(**filters) == expected


def test_the_table_tells_when_where_and_what():
    assert list(lines(timeline(EVENTS)))[2] == "3 May 2023    Lima (PER)  Peru criticised Chile  [b]"


def test_an_empty_timeline_has_no_line():
    assert list(lines(())) == []


def test_a_record_holds_the_coordinates():
    record = timeline(EVENTS)[1].as_record()
    assert (record["place"], record["latitude"], record["longitude"]) == ("Lima", -12.04, -77.03)


def test_the_picture_has_a_dot_for_each_event_beside_the_legend():
    root = ET.fromstring(svg(timeline(EVENTS)))  # noqa: S314 - our own text
    dots = [each for each in root.iter("{http://www.w3.org/2000/svg}circle") if len(each)]
    assert len(dots) == len(EVENTS)


def test_the_picture_of_nothing_says_so():
    words = [each.text for each in ET.fromstring(svg(())).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314
    assert "No dated event fits." in words


def test_a_long_act_reaches_the_day_on_which_it_ended():
    picture = svg(timeline([event("c", "1807-02-01", "1899-12-31"), event("d", "1850-05-01")]))
    assert ">1807-02-01</text>" in picture
    assert ">1899-12-31</text>" in picture


def test_a_single_event_stands_in_the_middle_of_its_row():
    root = ET.fromstring(svg(timeline([event("c", "1648-10-24")])))  # noqa: S314 - our own text
    (dot,) = [each for each in root.iter("{http://www.w3.org/2000/svg}circle") if len(each)]
    row = list(root.iter("{http://www.w3.org/2000/svg}line"))[-1]
    assert float(dot.get("cx", 0)) * 2 == float(row.get("x1", 0)) + float(row.get("x2", 0))


def test_a_name_that_is_cut_says_so():
    place = replace(LIMA, name="The old customs house by the northern harbour")
    assert "The old customs house by th…" in svg(timeline([event("c", "2023-05-03", place=place)]))


def test_names_cannot_write_markup_into_the_picture():
    place = replace(LIMA, name="<script>\x1b&")
    root = ET.fromstring(svg(timeline([event("c", "2023-05-03", place=place)]), title="a < b"))  # noqa: S314
    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))


def test_the_same_events_in_another_order_give_the_same_picture():
    assert svg(timeline(EVENTS)) == svg(timeline(EVENTS[::-1]))


def test_more_places_than_rows_share_the_last_row():
    many = [event(f"e{n}", "2023-05-03", place=replace(LIMA, id=f"p{n}", name=f"P{n}")) for n in range(40)]
    assert "11 others" in svg(timeline(many))
