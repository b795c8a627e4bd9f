"""From a drawn sentence to its events, by the small lexicon."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.model import Basis, Link, Role, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import EventMention

    Extract = Callable[..., tuple[EventMention, ...]]

WEDNESDAY = date(2023, 5, 17)


def told(mention: EventMention) -> str:
    """Return an event on one line: ``criticise PER > CHL``."""
    actors, counterparts = (
        " ".join(entity.id for entity in mention.entities(role)) for role in (Role.ACTOR, Role.COUNTERPART)
    )
    return f"{mention.action} {actors} > {counterparts}".rstrip(" >")


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Peru condemned Chile.", "criticise PER > CHL"),
        ("Chile was condemned by Peru.", "criticise PER > CHL"),
        ("Chile, condemned by Peru, left the talks.", "criticise PER > CHL"),
        ("Peru, which condemned Chile, left the talks.", "criticise PER > CHL"),
        ("Peru left the talks after condemning Chile.", "criticise PER > CHL"),
        ("Peru and Chile condemned Brazil.", "criticise PER CHL > BRA"),
        ("Peru condemned Chile's attack on Brazil.", "criticise PER > CHL"),
        ("Peru condemned two Chilean diplomats.", "criticise PER > CHL"),
        ("Peruvian troops attacked Chile.", "attack PER > CHL"),
        ("Peru imposed sanctions on Chile.", "imposeSanctions PER > CHL"),
        ("Sanctions were imposed on Chile by Peru.", "imposeSanctions PER > CHL"),
        ("Peru has imposed sanctions on Chile and Brazil.", "imposeSanctions PER > CHL BRA"),
        ("Peru held talks with Chile.", "meet PER CHL"),
        ("Talks between Peru and Chile were held in Lima.", "meet PER CHL"),
        ("Peru's talks with Chile lasted an hour.", "meet PER CHL"),
        ("Sino-Russian talks began on Friday.", "meet CHN RUS"),
        ("The presidents of Peru and Chile met in Santiago.", "meet PER CHL"),
        ("Peru lodged a protest with Chile.", "lodgeProtest PER > CHL"),
        ("Peru severed diplomatic relations with Chile.", "severRelations PER > CHL"),
        ("Peru visited Chile.", "visit PER > CHL"),
        ("Peru threatened to impose sanctions on Chile.", "threatenSanctions PER > CHL"),
        ("Peru refused to meet Chile.", "refuseMeeting PER > CHL"),
        ("Peru called for talks with Chile.", "requestMeeting PER > CHL"),
        ("Peru will send aid to Chile.", "pledgeAid PER > CHL"),
        ("Peru and Chile agreed to meet.", "planMeeting PER CHL"),
    ],
)
def test_a_sentence_tells_of_an_act(extract: Extract, text: str, event: str):
    assert [told(mention) for mention in extract(text)] == [event]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Peru imposed a curfew on its capital.", id="not the object that the frame needs"),
        pytest.param("Peru condemned its own army.", id="domestic"),
        pytest.param("The minister condemned the attack.", id="nobody known"),
        pytest.param("Peru feared a protest in Chile.", id="a bare noun whose frame needs a light verb"),
        pytest.param("Peru severed road links with Chile.", id="without the phrase of the frame"),
        pytest.param("Peru called Chile.", id="without the particle of the frame"),
    ],
)
def test_a_sentence_tells_of_no_act(extract: Extract, text: str):
    assert extract(text) == ()


def test_a_particle_makes_it_another_verb(extract: Extract):
    assert "reject PER > CHL" in map(told, extract("Peru called off the talks with Chile."))


def test_a_denied_act_is_negated(extract: Extract):
    assert [mention.status for mention in extract("Peru denied condemning Chile.")] == [Status.NEGATED]


def test_a_threat_that_was_not_made_is_negated(extract: Extract):
    (mention,) = extract("Peru did not threaten to impose sanctions on Chile.")
    assert (mention.action, mention.status) == ("threatenSanctions", Status.NEGATED)


def test_an_operator_is_named_on_the_event(extract: Extract):
    assert extract("Peru refused to meet Chile.")[0].operators == ("refuse",)


def test_an_operator_lowers_confidence(extract: Extract):
    plain, under = (
        extract("Peru imposed sanctions on Chile."),
        extract("Peru threatened to impose sanctions on Chile."),
    )
    assert under[0].confidence < plain[0].confidence


def test_a_noun_can_be_an_operator(extract: Extract):
    text = "Peru's threat to impose sanctions on Chile was empty."
    assert [mention.action for mention in extract(text)] == ["threatenSanctions"]


def test_the_frame_is_named_on_the_event(extract: Extract):
    assert extract("Peru condemned Chile.")[0].frame == "criticise/condemn"


def test_offsets_are_those_of_the_text(extract: Extract):
    text = "Peru left the talks after condemning Chile."
    trigger = extract(text)[0].trigger
    assert text[trigger.start : trigger.end] == trigger.text == "condemning"


def test_a_party_keeps_the_words_that_name_it(extract: Extract):
    parts = extract("Peruvian troops attacked Chile.")[0].participants
    assert [(part.mention.span.text, part.mention.link) for part in parts if part.mention] == [
        ("troops", Link.DESCRIPTION),
        ("Chile", Link.NAME),
    ]


def test_a_weekday_is_counted_from_publication(extract: Extract):
    when = extract("Peru condemned Chile on Tuesday.", WEDNESDAY)[0].date
    assert when
    assert (str(when), when.basis, when.span and when.span.text) == ("2023-05-16", Basis.RELATIVE, "Tuesday")


def test_news_without_a_date_is_of_the_day_of_publication(extract: Extract):
    when = extract("Peru condemned Chile.", WEDNESDAY)[0].date
    assert when
    assert (when.earliest, when.basis) == (WEDNESDAY, Basis.PUBLICATION)


@pytest.mark.parametrize("text", ["Peru had condemned Chile.", "Peru did not condemn Chile."])
def test_what_came_before_or_never_has_no_day_of_its_own(extract: Extract, text: str):
    assert extract(text, WEDNESDAY)[0].date is None


def test_without_publication_there_is_no_date(extract: Extract):
    assert extract("Peru condemned Chile on Tuesday.")[0].date is None


def test_each_verb_takes_the_date_beside_it(extract: Extract):
    dates = [
        str(mention.date)
        for mention in extract("Peru condemned Chile in May and praised Brazil on 3 June.", date(2023, 6, 5))
    ]
    assert dates == ["2023-05", "2023-06-03"]
