"""Who is meant, by the small gazetteer and drawn parses."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.model import Link

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    from kg.linking import Linked, Links

    LinkText = Callable[..., Links]

IN_1986, IN_2023 = date(1986, 3, 3), date(2023, 7, 12)


def links(found: Links) -> list[tuple[str, str]]:
    return [(linked.found.text, linked.entity.id) for linked in found.items]


def last(found: Links) -> Linked:
    """Return the link of the last mention in the text."""
    return max(found.items, key=lambda linked: linked.found.start)


def test_a_capital_that_acts_is_its_government(link: LinkText):
    ankara = link("Ankara criticised Peru.").items[0]
    assert (ankara.entity.id, ankara.link, ankara.locative) == ("TUR", Link.METONYM, False)


@pytest.mark.parametrize("text", ["The ministers met in Ankara.", "He travelled to Ankara."])
def test_a_capital_where_something_happens_is_a_place(link: LinkText, text: str):
    assert last(link(text)).locative


def test_a_note_to_a_capital_is_one_to_its_government(link: LinkText):
    assert not last(link("Peru handed a note to Ankara.")).locative


def test_a_seat_is_its_government(link: LinkText):
    (seat,) = link("Downing Street protested.").items
    assert (seat.entity.id, seat.link) == ("GBR", Link.METONYM)


@pytest.mark.parametrize(
    ("text", "qualifies"), [("The French ship arrived.", True), ("The French protested.", False)]
)
def test_a_nationality_is_a_party_only_if_people_are_meant(link: LinkText, text: str, qualifies: bool):  # noqa: FBT001 - a column
    assert link(text).items[0].modifier is qualifies


def test_who_is_against_a_state_is_not_of_it(link: LinkText):
    assert link("The anti-Peruvian protest ended.").items == []


def test_an_old_name_still_means_its_state(link: LinkText):
    assert links(link("The city of Persia fell.", IN_2023)) == [("Persia", "IRN")]


@pytest.mark.parametrize(("day", "person"), [(IN_1986, "Margaret_Thatcher"), (IN_2023, "Rishi_Sunak")])
def test_an_office_means_its_holder_on_the_day(link: LinkText, day: date, person: str):
    minister = last(link("The British prime minister arrived.", day))
    assert (minister.entity.id, minister.link) == (person, Link.OFFICE)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("The British prime minister arrived.", None, id="no day"),
        pytest.param("The British prime minister arrived.", date(1945, 5, 8), id="no holder known"),
        pytest.param("The British deputy prime minister arrived.", IN_2023, id="a deputy"),
        pytest.param("The British secretary of state arrived.", IN_2023, id="not that office in this state"),
        pytest.param("The Peruvian ambassador arrived.", IN_2023, id="one of many"),
    ],
)
def test_an_office_without_a_known_holder_means_whoever_holds_it(link: LinkText, text: str, day: date | None):
    someone = last(link(text, day))
    assert (someone.entity.kind, someone.entity.wikidata, someone.link) == ("person", None, Link.DESCRIPTION)


def test_a_former_minister_is_not_who_holds_the_office(link: LinkText):
    assert (
        "Rishi_Sunak" not in dict(links(link("The former British prime minister arrived.", IN_2023))).values()
    )


@pytest.mark.parametrize("text", ["The president of Peru arrived.", "Peru's president arrived."])
def test_the_state_stands_before_or_after_the_title(link: LinkText, text: str):
    assert ("president", "Dina_Boluarte") in links(link(text, IN_2023))


def test_a_title_of_one_state_alone_means_its_holder(link: LinkText):
    assert ("secretary of state", "Antony_Blinken") in links(
        link("The US secretary of state arrived.", IN_2023)
    )


@pytest.mark.parametrize(
    "text",
    [
        "Peruvian foreign minister Rosaura Quintana arrived.",
        "Rosaura Quintana, the Peruvian foreign minister, arrived.",
        "Peru protested. Foreign Minister Rosaura Quintana arrived.",
    ],
)
def test_a_title_gives_an_unknown_person_a_state(link: LinkText, text: str):
    people = [linked.entity for linked in link(text).items if linked.found.text == "Rosaura Quintana"]
    assert [(person.id, person.state) for person in people] == [("Rosaura_Quintana_PER", "PER")]


def test_a_nationality_gives_an_unknown_person_a_state(link: LinkText):
    assert last(link("Chilean poet Ernesto Vial arrived.")).entity.state == "CHL"


def test_an_unknown_person_alone_acts_for_nobody(link: LinkText):
    assert last(link("Ernesto Vial arrived.")).entity.state is None


def test_a_surname_later_is_the_same_person(link: LinkText):
    later = last(link("Peruvian foreign minister Rosaura Quintana met Ernesto Vial. Quintana smiled."))
    assert later.entity.id == "Rosaura_Quintana_PER"


@pytest.mark.parametrize("text", ["Mr Sunak arrived.", "Rishi A. Sunak arrived."])
def test_a_holder_is_known_by_surname_and_with_a_middle_initial(link: LinkText, text: str):
    assert last(link(text, IN_2023)).entity.id == "Rishi_Sunak"


def test_a_bare_surname_no_longer_means_who_left_office_long_ago(link: LinkText):
    assert links(link("Thatcher arrived.", IN_2023)) == []


def test_a_person_acts_for_the_state_of_the_office(link: LinkText):
    assert last(link("Boric arrived.", IN_2023)).entity.state == "CHL"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("Rishi Sunak visited Peru. He praised the country.", "Rishi_Sunak", id="he"),
        pytest.param("Margaret Thatcher met Rishi Sunak. She smiled.", "Margaret_Thatcher", id="she"),
        pytest.param("Peru condemned Chile. It recalled the ambassador.", "PER", id="it"),
    ],
)
def test_a_pronoun_means_the_subject_that_it_fits(link: LinkText, text: str, meant: str):
    pronouns = [linked.entity.id for linked in link(text, IN_2023).items if linked.link is Link.PRONOUN]
    assert pronouns == [meant]


def test_a_pronoun_without_an_antecedent_means_nobody(link: LinkText):
    assert link("Someone said that it was late.").items == []


def test_a_pronoun_is_trusted_less_than_a_name(link: LinkText):
    name, *_, pronoun = link("Rishi Sunak visited Peru. He praised the country.", IN_2023).items
    assert pronoun.score < name.score


def test_a_spokesman_speaks_for_the_state(link: LinkText):
    found = link("A Peruvian foreign ministry spokesman, Juan Ruiz, condemned Chile.")
    assert {linked.entity.id for linked in found.items} == {"PER", "CHL"}


def test_troops_are_those_of_their_state(link: LinkText):
    assert ("troops", "TUR") in links(link("Turkish troops crossed the border."))


def test_the_government_is_that_of_the_state_spoken_of(link: LinkText):
    assert ("government", "PER") in links(link("Peru protested. The government recalled the envoy."))


def test_the_prime_minister_is_the_one_spoken_of(link: LinkText):
    smiling = last(link("Prime Minister Rishi Sunak arrived. The prime minister smiled."))
    assert (smiling.entity.id, smiling.link) == ("Rishi_Sunak", Link.DESCRIPTION)


def test_the_president_of_whom_nothing_was_said_is_nobody(link: LinkText):
    assert link("The president arrived.", IN_2023).items == []


def test_a_hyphenated_pair_names_two_states(link: LinkText):
    found = link("Sino-Russian talks began on Friday.").items
    assert [(linked.entity.id, linked.modifier) for linked in found] == [("CHN", True), ("RUS", True)]


def test_a_mention_outlives_the_parse_with_its_offsets(link: LinkText, parse: Callable[..., object]):
    text = "Peruvian foreign minister Rosaura Quintana arrived."
    mention = last(link(text)).as_mention(parse(text), "a")  # type: ignore[arg-type]
    assert text[mention.span.start : mention.span.end] == mention.span.text == "Rosaura Quintana"


@pytest.mark.parametrize(
    "form", [("PER", "troops"), ("PER", "Peruvian troops"), ("PER", "Peruvian"), ("CHL", "Chile")]
)
def test_a_document_names_its_actors_by_forms(
    link: LinkText, parse: Callable[[str], Doc], form: tuple[str, str]
):
    text = "Peruvian troops attacked Chile."
    assert form in link(text).forms(parse(text))


def test_a_pronoun_is_no_form(link: LinkText, parse: Callable[[str], Doc]):
    text = "Peru condemned Chile. It recalled the ambassador."
    assert "It" not in {form for _, form in link(text).forms(parse(text))}
