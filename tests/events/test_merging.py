from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.events import merge
from kg.model import (
    Entity,
    EventDate,
    EventMention,
    Kind,
    Participant,
    Place,
    Precision,
    Role,
    Source,
    Status,
    TextSpan,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

PERU = Entity(id="PER", name="Peru", kind=Kind.STATE, state="PER")
CHILE = Entity(id="CHL", name="Chile", kind=Kind.STATE, state="CHL")
MINISTER = Entity(id="Ana_Soto", name="Ana Soto", kind=Kind.PERSON, state="PER")
ENVOY = Entity(id="Luis_Vega", name="Luis Vega", kind=Kind.PERSON, state="PER")
SOURCES = {
    key: Source(id=key, published=date(2023, 5, day)) for key, day in (("a", 17), ("b", 18), ("c", 19))
}
TUESDAY, WEDNESDAY = date(2023, 5, 16), date(2023, 5, 17)
MAY = EventDate(earliest=date(2023, 5, 1), latest=date(2023, 5, 31), precision=Precision.MONTH)
LIMA = Place(id="3936456", name="Lima", country="PER", geonames=3936456)
CHILE_AS_PLACE = Place(id="CHL", name="Chile", country="CHL")


def on(day: date) -> EventDate:
    return EventDate(earliest=day, latest=day)


def report(  # noqa: PLR0913 - a whole report in a line
    document: str = "a",
    *,
    action: str = "criticise",
    actor: Entity = PERU,
    counterpart: Entity = CHILE,
    when: EventDate | None = None,
    start: int = 0,
    status: Status = Status.ACTUAL,
    place: Place | None = None,
    confidence: float = 0.5,
) -> EventMention:
    return EventMention(
        action=action,
        participants=(
            Participant(role=Role.ACTOR, entity=actor),
            Participant(role=Role.COUNTERPART, entity=counterpart),
        ),
        status=status,
        sentence=TextSpan(document_id=document, start=start, end=start + 20, text="Peru condemned Chile"),
        trigger=TextSpan(document_id=document, start=start + 5, end=start + 14, text="condemned"),
        date=when,
        place=place,
        confidence=confidence,
    )


def test_one_act_told_by_two_documents_is_one_event_with_two_reports():
    (event,) = merge([report("a", when=on(TUESDAY)), report("b", when=on(TUESDAY))], SOURCES)
    assert [mention.sentence.document_id for mention in event.mentions] == ["a", "b"]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(report("b", when=on(WEDNESDAY)), id="another day"),
        pytest.param(report("b", when=on(TUESDAY), action="praise"), id="another action"),
        pytest.param(report("b", when=on(TUESDAY), actor=CHILE, counterpart=PERU), id="the other way round"),
    ],
)
def test_different_acts_stay_apart(other: EventMention):
    assert len(merge([report("a", when=on(TUESDAY)), other], SOURCES)) == 2


def test_a_state_named_for_its_minister_in_the_next_sentence_is_no_second_actor():
    merged = merge([report(actor=MINISTER), report(start=40)], SOURCES)
    assert [{part.entity for part in event.participants} for event in merged] == [{MINISTER, CHILE}]
    assert [len(event.mentions) for event in merged] == [2]


def test_a_state_named_in_another_document_may_be_another_act():
    assert len(merge([report(actor=MINISTER), report("b")], SOURCES)) == 2


def test_two_ministers_of_one_state_act_each_for_themselves():
    assert len(merge([report(actor=MINISTER), report(actor=ENVOY, start=40)], SOURCES)) == 2


def test_a_party_is_described_though_its_sentence_was_told_more_surely_without_it():
    tellings = [
        report(actor=MINISTER, confidence=0.4),
        report(confidence=0.9),
        report(start=40, counterpart=replace(CHILE, name="Republic of Chile")),
    ]
    (event,) = merge(tellings, SOURCES)
    assert MINISTER in {part.entity for part in event.participants}


def test_what_a_state_did_on_another_day_its_minister_did_not():
    merged = merge([report(actor=MINISTER, when=on(TUESDAY)), report(when=on(WEDNESDAY), start=40)], SOURCES)
    assert len(merged) == 2


def test_a_vague_date_joins_an_exact_one():
    (event,) = merge([report("a", when=MAY), report("b", when=on(TUESDAY))], SOURCES)
    assert str(event.date) == "2023-05-16"


def test_a_vague_date_does_not_join_two_exact_ones_to_one_event():
    events = merge(
        [report("a", when=MAY), report("b", when=on(TUESDAY)), report("c", when=on(WEDNESDAY))], SOURCES
    )
    assert sorted(len(event.mentions) for event in events) == [1, 2]


def test_an_undated_report_joins_the_act_of_its_own_document():
    (event,) = merge([report("a", when=on(TUESDAY)), report("a", start=50)], SOURCES)
    assert len(event.mentions) == 2


def test_an_undated_report_does_not_join_the_act_of_another_document():
    assert len(merge([report("a", when=on(TUESDAY)), report("b")], SOURCES)) == 2


def test_the_same_report_twice_counts_once():
    (event,) = merge([report(when=on(TUESDAY)), report(when=on(TUESDAY))], SOURCES)
    assert len(event.mentions) == 1


def test_the_id_does_not_depend_on_the_evidence():
    (one,) = merge([report("a", when=on(TUESDAY), confidence=0.3)], SOURCES)
    (other,) = merge([report("b", when=on(TUESDAY), start=9, place=LIMA), report("c", when=MAY)], SOURCES)
    assert one.id == other.id


def test_the_id_depends_on_the_day():
    events = merge([report("a", when=on(TUESDAY)), report("b", when=on(WEDNESDAY))], SOURCES)
    assert len({event.id for event in events}) == 2


def test_an_act_that_one_report_says_took_place_took_place():
    reports = [report("a", when=on(TUESDAY), status=Status.PLANNED), report("b", when=on(TUESDAY))]
    assert [event.status for event in merge(reports, SOURCES)] == [Status.ACTUAL]


def test_a_second_document_raises_confidence():
    (event,) = merge([report("a", when=on(TUESDAY)), report("b", when=on(TUESDAY))], SOURCES)
    assert event.confidence == pytest.approx(0.75)


def test_a_second_sentence_of_the_same_document_does_not():
    (event,) = merge([report("a", when=on(TUESDAY)), report("a", when=on(TUESDAY), start=50)], SOURCES)
    assert event.confidence == pytest.approx(0.5)


def test_a_city_is_a_better_place_than_a_country():
    day = on(TUESDAY)
    reports = [report("a", when=day, place=CHILE_AS_PLACE), report("b", when=day, place=LIMA)]
    assert [event.place for event in merge(reports, SOURCES)] == [LIMA]


def test_the_first_report_is_that_of_the_earliest_publication():
    (event,) = merge([report("c", when=on(TUESDAY)), report("b", when=on(TUESDAY))], SOURCES)
    assert event.first_reported == date(2023, 5, 18)


def test_an_entity_that_documents_describe_differently_gets_its_commonest_description():
    strange = Entity(id="PER", name="Perú", kind=Kind.STATE, state="PER")
    reports = [report("a"), report("b"), report("c", actor=strange)]
    actors = {
        mention.participants[0].entity.name for event in merge(reports, SOURCES) for mention in event.mentions
    }
    assert actors == {"Peru"}


def test_nothing_gives_nothing():
    assert merge([], SOURCES) == ()


MANY = [
    report("a", when=on(TUESDAY)),
    report("a", start=50),
    report("b", when=MAY, status=Status.PLANNED),
    report("b", when=on(WEDNESDAY), start=50, place=CHILE_AS_PLACE),
    report("c", when=on(TUESDAY), place=LIMA, confidence=0.9),
    report("c", start=50),
    report("c", start=90, action="praise", actor=CHILE, counterpart=PERU),
    report("b", start=90, when=EventDate(earliest=TUESDAY, latest=WEDNESDAY, precision=Precision.INTERVAL)),
]


@given(st.permutations(MANY))
def test_the_order_of_reports_does_not_matter(shuffled: list[EventMention]):
    assert merge(shuffled, SOURCES) == merge(MANY, SOURCES)


DATES = st.one_of(
    st.none(),
    st.sampled_from([MAY, on(TUESDAY), on(WEDNESDAY)]),
    st.tuples(st.integers(1, 31), st.integers(0, 9)).map(
        lambda pair: EventDate(
            earliest=date(2023, 5, pair[0]),
            latest=date.fromordinal(date(2023, 5, pair[0]).toordinal() + pair[1]),
            precision=Precision.INTERVAL if pair[1] else Precision.DAY,
        )
    ),
)
REPORTS = st.lists(
    st.builds(
        report,
        st.sampled_from("abc"),
        actor=st.sampled_from([PERU, MINISTER, ENVOY]),
        when=DATES,
        start=st.integers(0, 3),
        action=st.sampled_from(["criticise", "praise"]),
        status=st.sampled_from(Status),
        place=st.sampled_from([None, LIMA, CHILE_AS_PLACE]),
    ),
    max_size=8,
)


@given(REPORTS, st.randoms(use_true_random=False))
def test_any_reports_merge_alike_in_any_order(reports: list[EventMention], random: object):
    shuffled = list(reports)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge(shuffled, SOURCES) == merge(reports, SOURCES)


@given(REPORTS)
def test_no_sentence_that_tells_of_an_act_is_lost(reports: list[EventMention]):
    events = merge(reports, SOURCES)
    kept = {(event.action, mention.sentence) for event in events for mention in event.mentions}
    assert kept == {(mention.action, mention.sentence) for mention in reports}


def test_a_sentence_that_shows_an_act_twice_is_one_report():
    verb = report("a", when=on(TUESDAY))
    noun = replace(verb, trigger=replace(verb.trigger, start=5), confidence=0.4)
    [event] = merge([verb, noun], SOURCES)
    assert event.mentions == (verb,)


@given(REPORTS)
def test_no_two_events_share_an_id(reports: list[EventMention]):
    ids = [event.id for event in merge(reports, SOURCES)]
    assert sorted(ids) == sorted(set(ids))


@st.composite
def dates(draw: st.DrawFn) -> EventDate:
    """Return a date of any precision in spring 2023."""
    precision = draw(st.sampled_from(list(Precision)))
    first = date(2023, 3, 1) + timedelta(days=draw(st.integers(0, 60)))
    match precision:
        case Precision.DAY:
            return on(first)
        case Precision.INTERVAL:
            last = first + timedelta(days=draw(st.integers(1, 9)))
            return EventDate(earliest=first, latest=last, precision=precision)
        case Precision.MONTH:
            month = first.replace(day=1)
            return EventDate(earliest=month, latest=month.replace(day=28), precision=precision)
        case _:
            return EventDate(earliest=date(2023, 1, 1), latest=date(2023, 12, 31), precision=precision)


def compared(reports: Sequence[EventMention]) -> set[frozenset[int]]:
    """Group dated reports as ``merge`` should, each compared with all events before it."""
    order = list(Precision)
    found: list[list[EventMention]] = []
    for each in sorted(
        reports,
        key=lambda each: (
            order.index(each.date.precision),
            each.date.earliest,
            each.date.latest,
            each.sentence,
        ),
    ):
        home = next((cluster for cluster in found if cluster[0].date.overlaps(each.date)), None)
        if home is None:
            found.append([each])
        else:
            home.append(each)
    return {frozenset(each.sentence.start for each in cluster) for cluster in found}


@given(st.lists(dates(), min_size=1, max_size=25))
def test_dates_are_joined_as_if_each_were_compared_with_all(days: list[EventDate]):
    reports = [report(when=when, start=number) for number, when in enumerate(days)]
    events = merge(reports, SOURCES)
    assert {frozenset(each.sentence.start for each in event.mentions) for event in events} == compared(
        reports
    )


def test_a_copy_makes_an_event_no_surer():
    copies = SOURCES | {"b": Source(id="b", copy_of="a")}
    told = [report(each, when=on(TUESDAY), confidence=0.6) for each in ("a", "b")]
    assert [merge(told, known)[0].confidence for known in (SOURCES, copies)] == [0.84, 0.6]
