"""Constructions that turn an act into another or deny it, with the English model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.model import Role

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.model import EventMention

pytestmark = pytest.mark.model


def told(mention: EventMention) -> str:
    """Return an event on one line: ``attack KEN > UGA hypothetical``."""
    actors, counterparts = (
        " ".join(entity.id for entity in mention.entities(role)) for role in (Role.ACTOR, Role.COUNTERPART)
    )
    return f"{mention.action} {actors} > {counterparts} {mention.status.value}".replace(" >  ", " ")


def test_a_journey_to_several_states_is_a_visit_to_each(nlp: Language):
    found = nlp("President Jane Doe of Kenya began a tour of Norway, Chile and Peru.")._.kg_events
    seen = {(told(each), each.place.name if each.place else "") for each in found}
    assert seen == {
        ("visit Jane_Doe_KEN > NOR actual", "Norway"),
        ("visit Jane_Doe_KEN > CHL actual", "Chile"),
        ("visit Jane_Doe_KEN > PER actual", "Peru"),
    }


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param(
            "Norway says that it does not view Kenya as a terrorist state.", set(), id="opinion denied"
        ),
        pytest.param(
            "Norway said that Kenya's blockade was unlawful.", {"criticise NOR > KEN actual"}, id="opinion"
        ),
        pytest.param(
            "The memoir says that Kenya was determined to attack Uganda.",
            {"attack KEN > UGA hypothetical"},
            id="determined to",
        ),
        pytest.param(
            "Kenya and Uganda had no treaty which was signed.",
            {"signAgreement KEN UGA negated"},
            id="none that",
        ),
        pytest.param(
            "I would form a pact with Kenya and Uganda.",
            {"signAgreement KEN UGA hypothetical"},
            id="would form",
        ),
        pytest.param(
            "Norway warned that Kenya would invade Uganda.", {"warn NOR > KEN actual"}, id="another would"
        ),
        pytest.param("Norway warned that smugglers were planning to attack Kenya.", set(), id="others would"),
        pytest.param(
            "Norway warned Kenya against recognising Kosovo.", {"warn NOR > KEN actual"}, id="against it"
        ),
        pytest.param("Kenya warned that a flood would hit its troops in Uganda.", set(), id="where"),
        pytest.param(
            "Kenya blamed Uganda for an attempt to kill a Norwegian officer.",
            {"accuse KEN > UGA actual", "attack UGA > NOR hypothetical"},
            id="blamed for an attempt",
        ),
        pytest.param(
            "Norway praised Kenya for allowing Ugandan ships into its ports.",
            {"praise NOR > KEN actual", "allowAccess KEN > UGA actual"},
            id="praised for doing it",
        ),
        pytest.param(
            "Kenya has to withdraw its troops from Uganda.",
            {"withdrawForces KEN > UGA hypothetical"},
            id="has to do it",
        ),
        pytest.param(
            "Kenya had to withdraw its troops from Uganda.",
            {"withdrawForces KEN > UGA actual"},
            id="had to do it",
        ),
        pytest.param(
            "Kenya withdrew its recognition of Kosovo.", {"severRelations KEN > XKX actual"}, id="undone"
        ),
        pytest.param(
            "Kenya warned that its troops would invade Uganda.",
            {"threatenForce KEN > UGA actual"},
            id="its own",
        ),
        pytest.param(
            "Kenya warned that it would invade Uganda.", {"threatenForce KEN > UGA actual"}, id="it would"
        ),
    ],
)
def test_a_construction_tells_what_becomes_of_an_act(nlp: Language, text: str, events: set[str]):
    assert {told(each) for each in nlp(text)._.kg_events} == events
