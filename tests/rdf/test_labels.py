from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.actions import actions
from kg.model import Build, Entity, Event, EventDate, Kind, Participant, Place, Precision, Role, Status
from kg.rdf.labels import date_label, event_label


def state(name: str) -> Entity:
    return Entity(id=name, name=name, kind=Kind.STATE)


def act(action: str, actors: str, counterparts: str = "", mediators: str = "") -> Event:
    roles = ((Role.ACTOR, actors), (Role.COUNTERPART, counterparts), (Role.MEDIATOR, mediators))
    parts = tuple(
        Participant(role=role, entity=state(name)) for role, names in roles for name in names.split()
    )
    return Event(id="e", action=action, participants=parts, status=Status.ACTUAL, mentions=())


def test_a_meeting_reads_as_a_line(build: Build):
    assert event_label(build.events[0]) == "Emmanuel Macron met Fumio Kishida, Hiroshima, 19 May 2023"


@pytest.mark.parametrize(
    ("event", "label"),
    [
        (act("imposeSanctions", "Canada", "Iran"), "Canada imposed sanctions on Iran"),
        (act("imposeSanctions", "Canada"), "Canada imposed sanctions"),
        (act("negotiate", "Chad Mali", mediators="Qatar"), "Chad negotiated with Mali, mediated by Qatar"),
        (act("meet", "A B C"), "A met B and C"),
        (act("condole", "A B", "C"), "A and B offered condolences to C"),
        (act("convene", "A B C D E F G"), "A held a conference with B, C, D and 3 others"),
        (act("accuse", "A B", "B A"), "A and B accused each other"),
        (act("arrest", "", "Peru"), "Someone arrested Peru"),
    ],
)
def test_a_label_says_who_did_what_to_whom(event: Event, label: str):
    assert event_label(event) == label


def member(action: str, actor: Kind, counterpart: Kind) -> Event:
    parts = (
        Participant(role=Role.ACTOR, entity=replace(state("ASEAN"), kind=actor)),
        Participant(role=Role.COUNTERPART, entity=replace(state("Peru"), kind=counterpart)),
    )
    return replace(act(action, ""), participants=parts)


@pytest.mark.parametrize(
    ("event", "label"),
    [
        (member("join", Kind.ORGANISATION, Kind.STATE), "ASEAN admitted Peru"),
        (member("leave", Kind.ORGANISATION, Kind.STATE), "ASEAN expelled Peru"),
        (member("join", Kind.STATE, Kind.ORGANISATION), "ASEAN joined Peru"),
        (member("join", Kind.ORGANISATION, Kind.ORGANISATION), "ASEAN joined Peru"),
        (act("mediate", "A", "B"), "A mediated with B"),
        (act("mediate", "A", "B C"), "A mediated between B and C"),
    ],
)
def test_a_verb_fits_who_acts_on_whom(event: Event, label: str):
    assert event_label(event) == label


def test_a_place_that_is_a_party_is_not_named_twice():
    place = Place(id="PER", name="Peru", country="PER")
    assert event_label(replace(act("attack", "Chile", "Peru"), place=place)) == "Chile attacked Peru"


def test_a_label_says_what_did_not_take_place():
    assert (
        event_label(replace(act("visit", "Peru", "Chile"), status=Status.NEGATED))
        == "Peru visited Chile (denied)"
    )


@pytest.mark.parametrize(
    ("precision", "words"),
    [
        (Precision.DAY, "1 May 2023 to 3 June 2023"),
        (Precision.INTERVAL, "1 May 2023 to 3 June 2023"),
        (Precision.MONTH, "May 2023"),
        (Precision.YEAR, "2023"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(precision: Precision, words: str):
    when = EventDate(earliest=date(2023, 5, 1), latest=date(2023, 6, 3), precision=precision)
    assert date_label(when) == words


def test_every_action_has_a_past_tense():
    assert all(action.past and action.past != action.id for action in actions().values())
