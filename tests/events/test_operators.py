from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import LexiconError
from kg.events import load_operators
from kg.model import Status
from kg.resources import ontologies

if TYPE_CHECKING:
    from pathlib import Path

    from kg.events.operators import Operators


@pytest.fixture(scope="session")
def shipped() -> Operators:
    return load_operators(ontologies() / "frames" / "operators.toml")


@pytest.mark.parametrize(
    ("operator", "inner", "outcome"),
    [
        ("threaten", "imposeSanctions", "threatenSanctions"),
        ("threaten", "attack", "threatenForce"),
        ("threaten", "investigate", "warn"),
        ("urge", "ceasefire", "requestYield"),
        ("urge", "withdrawForces", "requestYield"),
        ("urge", "negotiate", "requestMeeting"),
        ("urge", "humanitarianAid", "requestAid"),
        ("promise", "militaryAid", "pledgeAid"),
        ("promise", "withdrawForces", "announceWithdrawal"),
        ("agree", "meet", "planMeeting"),
        ("offer", "mediate", "offerMediation"),
        ("refuse", "meet", "refuseMeeting"),
        ("refuse", "signAgreement", "reject"),
        ("deny", "attack", "attack"),
        ("consider", "imposeSanctions", "imposeSanctions"),
    ],
)
def test_a_word_over_an_act_makes_it_another(shipped: Operators, operator: str, inner: str, outcome: str):
    assert shipped.index["VERB", operator][-1].effect.action(inner) == outcome


@pytest.mark.parametrize(
    ("operator", "status"),
    [
        ("deny", "negated"),
        ("plan", "planned"),
        ("consider", "hypothetical"),
        ("accuse", "hypothetical"),
        ("threaten", "actual"),
    ],
)
def test_a_word_over_an_act_sets_its_status(shipped: Operators, operator: str, status: str):
    assert shipped.index["VERB", operator][-1].effect.status == status


@pytest.mark.parametrize(
    ("operator", "inner", "outcome"),
    [
        pytest.param("vow", "recognise", "reject", id="vowed not to recognise"),
        pytest.param("vow", "attack", "agree", id="vowed not to attack"),
        pytest.param("urge", "attack", "requestYield", id="urged not to attack"),
        pytest.param("threaten", "attack", "threatenForce", id="no table for it"),
    ],
)
def test_a_word_over_a_denied_act_makes_it_another(
    shipped: Operators, operator: str, inner: str, outcome: str
):
    assert shipped.index["VERB", operator][-1].effect.action(inner, Status.NEGATED) == outcome


def test_what_lies_ahead_is_announced(shipped: Operators):
    assert shipped.future.action("militaryAid") == "pledgeAid"


FUTURE, EFFECT = (
    "".join(
        f'[effect.{name}]\nactor = "actor"\ncounterpart = "counterpart"\nstatus = "actual"\n"*" = "="\n'
        for name in names
    )
    for names in (["future"], ["warning", "future"])
)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param(
            '[[operator]]\neffect = "thret"\nverb = ["threaten"]\n' + EFFECT, "'thret'", id="effect"
        ),
        pytest.param(EFFECT + 'SANCTION = "sanctify"\n', "'sanctify' is no action", id="action"),
        pytest.param(FUTURE, "lacks the effect 'warning'", id="an effect that is always needed"),
        pytest.param("effect = [", "operators.toml", id="no TOML"),
    ],
)
def test_a_fault_is_named_with_its_file(tmp_path: Path, text: str, complaint: str):
    (tmp_path / "operators.toml").write_text(text)
    with pytest.raises(LexiconError, match=complaint) as caught:
        load_operators(tmp_path / "operators.toml")
    assert "operators.toml" in str(caught.value)
    assert caught.value.remedy
