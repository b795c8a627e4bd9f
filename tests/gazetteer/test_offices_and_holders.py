"""The tables of titles and of who held which office when."""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from kg.model import as_key
from kg.resources import ontologies

if TYPE_CHECKING:
    from collections.abc import Iterator

# offices that one person holds at a time
SINGLE_SEATS = {
    "head_of_state",
    "head_of_government",
    "monarch",
    "foreign_minister",
    "defence_minister",
    "head_of_organisation",
}
SHARED = {"minister", "deputy", "ambassador", "envoy", "spokesperson", "legislator", "military", "official"}
HANDOVER = timedelta(days=7)
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (ontologies() / "gazetteer" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


OFFICES = rows("offices.tsv")
HOLDERS = rows("holders.tsv")


def entity_ids() -> set[str]:
    names = ("states.tsv", "organisations.tsv", "groups.tsv", "bodies.tsv")
    return {row["id"] for name in names for row in rows(name)}


def first_day(text: str) -> date:
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return date(year, month, day)


def last_day(text: str) -> date:
    numbers = tuple(map(int, text.split("-")))
    year, month = (*numbers, 12)[:2]
    return date(year, month, numbers[2] if len(numbers) == 3 else monthrange(year, month)[1])


def certain_term(row: Row) -> tuple[date, date]:
    """The days on which the holder was in office, however vague the dates are."""
    start = last_day(row["start"]) if row["start"] else date.min
    end = first_day(row["end"]) if row["end"] else date.max
    return start, end


def in_office(kind: str, entity: str, day: str) -> set[str]:
    when = date.fromisoformat(day)
    terms = [row for row in HOLDERS if (row["office"], row["entity"]) == (kind, entity)]
    return {row["name"] for row in terms if certain_term(row)[0] <= when <= certain_term(row)[1]}


def terms_by_person() -> dict[str, list[Row]]:
    terms = defaultdict(list)
    for row in HOLDERS:
        terms[row["person"]].append(row)
    return terms


def neighbours() -> Iterator[tuple[Row, Row]]:
    """Pairs of terms of one seat, each with all later ones that begin before it ends."""
    seats = defaultdict(list)
    for row in HOLDERS:
        start, end = certain_term(row)
        if row["office"] in SINGLE_SEATS and start <= end:
            seats[row["office"], row["entity"]].append(row)
    for terms in seats.values():
        terms.sort(key=certain_term)
        for index, earlier in enumerate(terms):
            yield from ((earlier, later) for later in terms[index + 1 :])


def test_every_date_is_a_day_a_month_or_a_year():
    for row in HOLDERS:
        for text in filter(None, (row["start"], row["end"])):
            assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text), row
            assert first_day(text) <= last_day(text)


def test_no_term_ends_before_it_starts():
    ended = [row for row in HOLDERS if row["end"]]
    assert [row for row in ended if first_day(row["start"]) > last_day(row["end"])] == []


def test_every_term_has_a_start():
    assert [row for row in HOLDERS if not row["start"]] == []


def test_an_open_term_says_when_it_was_last_known():
    open_terms = [row for row in HOLDERS if not row["end"]]
    assert [row for row in open_terms if not re.search(r"as known in 20\d\d", row["comment"])] == []


def test_no_two_hold_one_seat_at_once_unless_the_comment_says_why():
    clashes = [
        (earlier["name"], later["name"], later["entity"])
        for earlier, later in neighbours()
        if certain_term(earlier)[1] > certain_term(later)[0] + HANDOVER
        and "overlap" not in earlier["comment"] + later["comment"]
    ]
    assert clashes == []


def test_no_row_stands_twice():
    keys = Counter((row["person"], row["office"], row["entity"], row["start"]) for row in HOLDERS)
    assert [key for key, count in keys.items() if count > 1] == []


def test_nobody_holds_a_seat_twice_at_once():
    for terms in terms_by_person().values():
        seats = defaultdict(list)
        for row in terms:
            seats[row["office"], row["entity"], row["comment"]].append(certain_term(row))
        for spans in seats.values():
            certain = sorted(span for span in spans if span[0] <= span[1])
            assert all(earlier[1] <= later[0] for earlier, later in pairwise(certain)), terms


def test_every_entity_of_a_holder_is_in_the_gazetteer():
    assert {row["entity"] for row in HOLDERS} <= entity_ids()


def test_every_scope_of_a_title_is_in_the_gazetteer():
    assert {entity for row in OFFICES for entity in row["scope"].split()} <= entity_ids()


def test_every_kind_is_known():
    assert {row["kind"] for row in OFFICES} == SINGLE_SEATS | SHARED


def test_every_office_held_is_a_kind_of_some_title():
    assert {row["office"] for row in HOLDERS} <= {row["kind"] for row in OFFICES}


def test_a_person_key_is_made_from_the_name():
    assert [row for row in HOLDERS if row["person"] != as_key(row["name"])] == []


def test_a_key_has_one_name_one_gender_one_id_and_one_set_of_aliases():
    for key, terms in terms_by_person().items():
        same = {(row["name"], row["gender"], row["wikidata"], row["aliases"]) for row in terms}
        assert len(same) == 1, key


def test_a_wikidata_id_belongs_to_one_person():
    owners = defaultdict(set)
    for row in HOLDERS:
        owners[row["wikidata"]].add(row["person"])
    del owners[""]
    assert {qid: people for qid, people in owners.items() if len(people) > 1} == {}


def test_a_wikidata_id_is_well_formed():
    ids = {row["wikidata"] for row in HOLDERS} - {""}
    assert [qid for qid in ids if not re.fullmatch(r"Q[1-9]\d*", qid)] == []


def test_a_source_that_names_a_wikidata_item_names_the_one_of_the_person():
    named = [row for row in HOLDERS if re.search(r"Q\d", row["source"])]
    assert [row for row in named if row["source"] != f"Wikidata {row['wikidata']}"] == []


def test_gender_is_f_m_or_unknown():
    assert {row["gender"] for row in HOLDERS} <= {"f", "m", ""}


def test_every_row_has_a_source():
    assert [row for row in OFFICES + HOLDERS if not row["source"]] == []


def test_aliases_are_neither_empty_nor_the_name_nor_repeated():
    for row in HOLDERS:
        aliases = row["aliases"].split("|") if row["aliases"] else []
        assert len(set(aliases)) == len(aliases), row
        assert not {"", row["name"]} & set(aliases), row
        assert all(alias == alias.strip() for alias in aliases), row


@pytest.mark.parametrize(
    "word", ["Brown", "Hill", "Major", "Wang", "Li", "Kim", "Singh", "Khan", "Meta", "Ban", "Pope", "Swing"]
)
def test_a_common_word_is_nobodys_alias(word: str):
    assert [row["name"] for row in HOLDERS if word in row["aliases"].split("|")] == []


def test_no_surname_alone_is_also_the_name_of_a_place_or_organisation():
    surnames = {alias for row in HOLDERS for alias in row["aliases"].split("|") if " " not in alias}
    assert surnames & {row["text"] for row in rows("names.tsv")} - {""} == set()


def test_titles_are_lower_case():
    assert [row["title"] for row in OFFICES if row["title"] != row["title"].lower()] == []


def test_a_title_has_one_kind_in_one_place():
    places = Counter((row["title"], entity) for row in OFFICES for entity in row["scope"].split() or [""])
    assert [place for place, count in places.items() if count > 1] == []


@pytest.mark.parametrize(
    ("title", "entity", "kind"),
    [
        ("president", "", "head_of_state"),
        ("president", "IRN", "head_of_government"),
        ("president", "European_Commission", "head_of_organisation"),
        ("supreme leader", "IRN", "head_of_state"),
        ("chancellor", "DEU", "head_of_government"),
        ("chancellor", "GBR", "minister"),
        ("taoiseach", "IRL", "head_of_government"),
        ("secretary of state", "USA", "foreign_minister"),
        ("secretary of state", "VAT", "head_of_government"),
        ("foreign secretary", "GBR", "foreign_minister"),
        ("foreign secretary", "IND", "official"),
        ("external affairs minister", "", "foreign_minister"),
        ("high representative", "EU", "foreign_minister"),
        ("high representative", "BIH", "envoy"),
        ("leader", "USA", "head_of_state"),
        ("leader", "Hamas", "head_of_organisation"),
        ("leader", "", "head_of_government"),
        ("pontiff", "VAT", "head_of_state"),
    ],
)
def test_a_title_means_this_office_there(title: str, entity: str, kind: str):
    senses = [row for row in OFFICES if row["title"] == title]
    assert [row["kind"] for row in senses if entity in (row["scope"].split() or [""])] == [kind]


@pytest.mark.parametrize(
    ("kind", "entity", "day", "name"),
    [
        ("head_of_government", "GBR", "2023-07-01", "Rishi Sunak"),
        ("head_of_government", "GBR", "1986-05-01", "Margaret Thatcher"),
        ("head_of_state", "USA", "1962-10-22", "John F. Kennedy"),
        ("foreign_minister", "USA", "1973-10-22", "Henry Kissinger"),
        ("foreign_minister", "USA", "2022-03-01", "Antony Blinken"),
        ("head_of_state", "FRA", "2003-03-20", "Jacques Chirac"),
        ("head_of_government", "DEU", "1990-10-03", "Helmut Kohl"),
        ("head_of_state", "SUN", "1986-10-11", "Mikhail Gorbachev"),
        ("foreign_minister", "SUN", "1962-10-22", "Andrei Gromyko"),
        ("foreign_minister", "RUS", "2014-03-18", "Sergei Lavrov"),
        ("head_of_state", "CHN", "1972-02-21", "Mao Zedong"),
        ("head_of_government", "CHN", "1972-02-21", "Zhou Enlai"),
        ("head_of_government", "ISR", "1993-09-13", "Yitzhak Rabin"),
        ("head_of_state", "EGY", "1978-09-17", "Anwar Sadat"),
        ("foreign_minister", "AUS", "1946-06-14", "H. V. Evatt"),
        ("head_of_state", "ZAF", "1995-06-24", "Nelson Mandela"),
        ("head_of_organisation", "UN", "1999-06-10", "Kofi Annan"),
        ("head_of_organisation", "NATO", "2011-03-27", "Anders Fogh Rasmussen"),
        ("head_of_organisation", "IAEA", "2003-02-14", "Mohamed ElBaradei"),
        ("foreign_minister", "EU", "2015-07-14", "Federica Mogherini"),
        ("head_of_organisation", "European_Commission", "2022-02-24", "Ursula von der Leyen"),
        ("head_of_government", "IRN", "2015-07-14", "Hassan Rouhani"),
        ("head_of_state", "IRN", "2015-07-14", "Ali Khamenei"),
        ("monarch", "GBR", "1997-07-01", "Elizabeth II"),
        ("head_of_government", "JPN", "2021-11-10", "Fumio Kishida"),
        ("head_of_state", "KOR", "2018-04-27", "Moon Jae-in"),
        ("defence_minister", "USA", "2003-03-20", "Donald Rumsfeld"),
        ("head_of_government", "HUN", "2022-07-18", "Viktor Orbán"),
    ],
)
def test_the_holder_on_that_day_is(kind: str, entity: str, day: str, name: str):
    assert in_office(kind, entity, day) == {name}


def test_a_former_president_comes_back_under_the_same_key():
    terms = [row for row in terms_by_person()["Donald_Trump"] if row["office"] == "head_of_state"]
    assert [row["start"] for row in terms] == ["2017-01-20", "2025-01-20"]


def test_the_two_presidents_bush_are_two_people():
    assert in_office("head_of_state", "USA", "1990-08-02") == {"George H. W. Bush"}
    assert in_office("head_of_state", "USA", "2003-03-20") == {"George W. Bush"}
