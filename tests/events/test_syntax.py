from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.events import syntax

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacy.tokens import Doc, Token

    Parse = Callable[[str], Doc]


def word(doc: Doc, text: str) -> Token:
    return next(token for token in doc if token.text == text)


def texts(tokens: Iterable[Token]) -> list[str]:
    return [token.text for token in tokens]


@pytest.mark.parametrize(
    ("sentence", "verb", "subject"),
    [
        pytest.param("Peru condemned Chile.", "condemned", "Peru", id="active"),
        pytest.param("Chile was condemned by Peru.", "condemned", "Peru", id="passive"),
        pytest.param("Peru criticised Chile and praised Brazil.", "praised", "Peru", id="coordinated verbs"),
        pytest.param(
            "Chile was condemned by Peru and praised by Brazil.", "praised", "Brazil", id="two passives"
        ),
        pytest.param("Peru agreed to withdraw its troops.", "withdraw", "Peru", id="subject control"),
        pytest.param("Peru urged Chile to withdraw its troops.", "withdraw", "Chile", id="object control"),
        pytest.param(
            "Peru, which condemned Chile, left the talks.", "condemned", "Peru", id="relative clause"
        ),
        pytest.param("Troops sent by Peru crossed the border.", "sent", "Peru", id="past participle"),
        pytest.param(
            "Troops guarding Peru crossed the border.", "guarding", "Troops", id="present participle"
        ),
        pytest.param("Peru left the talks after condemning Chile.", "condemning", "Peru", id="gerund"),
        pytest.param(
            "Peru announced its plan to send ships.", "send", "its", id="infinitive under an owned noun"
        ),
        pytest.param(
            "Peru said that Chile must withdraw and apologise.", "apologise", "Chile", id="complement"
        ),
    ],
)
def test_the_subject_is_who_does_it(parse: Parse, sentence: str, verb: str, subject: str):
    assert texts(syntax.subjects(word(parse(sentence), verb))) == [subject]


@pytest.mark.parametrize(
    ("sentence", "verb", "target"),
    [
        pytest.param("Peru condemned Chile.", "condemned", "Chile", id="active"),
        pytest.param("Chile was condemned by Peru.", "condemned", "Chile", id="passive"),
        pytest.param(
            "Chile was condemned and sanctioned by Peru.", "sanctioned", "Chile", id="coordinated passives"
        ),
        pytest.param(
            "The sanctions which Peru imposed hurt Chile.", "imposed", "sanctions", id="relative clause"
        ),
        pytest.param("Troops sent by Peru crossed the border.", "sent", "Troops", id="participle"),
        pytest.param(
            "Chile, condemned by Peru, left the talks.", "condemned", "Chile", id="detached participle"
        ),
        pytest.param(
            "Angered by the attack, Peru condemned Chile.", "Angered", "Peru", id="opening participle"
        ),
    ],
)
def test_the_object_is_whom_it_is_done_to(parse: Parse, sentence: str, verb: str, target: str):
    assert texts(syntax.objects(word(parse(sentence), verb))) == [target]


def test_a_relative_subject_is_no_object(parse: Parse):
    assert texts(
        syntax.objects(word(parse("Peru, which condemned Chile, left the talks."), "condemned"))
    ) == ["Chile"]


def test_the_agent_after_the_last_of_two_passives_is_not_taken_from_the_first(parse: Parse):
    doc = parse("Chile was condemned by Peru and praised by Brazil.")
    assert texts(syntax.agents(word(doc, "condemned"))) == ["Peru"]


def test_an_intransitive_verb_has_no_object(parse: Parse):
    assert syntax.objects(word(parse("The troops pulled out of Chile."), "pulled")) == []


@pytest.mark.parametrize("sentence", ["Peru gave Chile two ships.", "Peru gave two ships to Chile."])
def test_the_recipient_of_a_gift_stands_before_it_or_after_to(parse: Parse, sentence: str):
    assert texts(syntax.recipients(word(parse(sentence), "gave"))) == ["Chile"]


@pytest.mark.parametrize(
    ("sentence", "verb", "passive"),
    [
        ("Chile was condemned by Peru.", "condemned", True),
        ("Troops sent by Peru crossed the border.", "sent", True),
        ("Chile was condemned and sanctioned by Peru.", "sanctioned", True),
        ("Peru condemned Chile.", "condemned", False),
        ("Peru has condemned Chile.", "condemned", False),
    ],
)
def test_a_passive_is_told_from_a_past_tense(parse: Parse, sentence: str, verb: str, passive: bool):  # noqa: FBT001 - a column
    assert syntax.is_passive(word(parse(sentence), verb)) is passive


def test_a_double_preposition_counts_as_its_second_part(parse: Parse):
    assert texts(syntax.prepositional(word(parse("The troops pulled out of Chile."), "pulled"), "of")) == [
        "Chile"
    ]


def test_a_preposition_that_is_not_there_has_no_object(parse: Parse):
    assert syntax.prepositional(word(parse("The troops pulled out of Chile."), "pulled"), "with") == []


def test_coordination_is_read_from_its_first_member(parse: Parse):
    assert texts(syntax.coordinated(word(parse("Peru and Chile condemned the attack."), "Peru"))) == [
        "Peru",
        "Chile",
    ]


def test_an_apposition_belongs_to_the_noun_before_it(parse: Parse):
    doc = parse("The president, Dina Boluarte, met Chile.")
    assert texts(syntax.apposed(word(doc, "president"))) == ["Boluarte"]


def test_both_verbs_of_a_complement_are_found(parse: Parse):
    doc = parse("Peru said that Chile must withdraw and apologise.")
    assert texts(syntax.clause_verbs(word(doc, "said"))) == ["withdraw", "apologise"]


def test_ancestors_lead_up_to_the_root(parse: Parse):
    doc = parse("Peru announced its plan to send ships.")
    assert texts(syntax.ancestors(word(doc, "ships"))) == ["send", "plan", "announced"]
