"""The tables of states, organisations, bodies, groups and their names are whole and agree with each other."""

import csv
import re
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "ontologies" / "gazetteer"
FORMS = {"name", "adjective", "people", "capital", "seat", "body"}
KINDS = {"member", "observer", "de_facto", "territory", "historical"}
_CODES = """
UN EU NATO AU ASEAN OPEC G7 G8 G20 IAEA ICC WHO IMF WB WTO OSCE GCC ARAB OIC ECOWAS BRICS SCO CIS
MERCOSUR OAS ICRC P5+1 APEC PIF COMMONWEALTH IGAD SADC EAC ADB AIIB OAPEC OPCW INTERPOL COE OECD CARICOM
CSTO EAEU ALBA CELAC UNASUR SAARC KEDO AHLC CEFTA PCA
"""
CODES = frozenset(_CODES.split())  # acronyms beside the states that an organisation may act for
_MEMBERS = """
AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN
BTN BWA CAF CAN CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY
ERI ESP EST ETH FIN FJI FRA FSM GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI HUN IDN IND
IRL IRN IRQ ISL ISR ITA JAM JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU
LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC NLD NOR
NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT PRY QAT ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV SMR
SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS TON TTO TUN TUR TUV TZA UGA UKR URY
USA UZB VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE
"""
MEMBERS = frozenset(_MEMBERS.split())  # the 193 members of the United Nations


def table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


STATES, ORGANISATIONS, BODIES, GROUPS, NAMES = (
    table(f"{name}.tsv") for name in ("states", "organisations", "bodies", "groups", "names")
)
ENTITIES = STATES + ORGANISATIONS + BODIES + GROUPS
STATE_IDS = {row["id"] for row in STATES}


def named(text: str, form: str = "name") -> set[str]:
    return {row["entity"] for row in NAMES if (row["text"], row["form"]) == (text, form)}


def period(row: dict[str, str]) -> tuple[date, date]:
    first, last = row["valid_from"], row["valid_to"]
    return (date.fromisoformat(first) if first else date.min, date.fromisoformat(last) if last else date.max)


def overlap(one: dict[str, str], other: dict[str, str]) -> bool:
    (first, last), (start, end) = period(one), period(other)
    return first <= end and start <= last


def test_no_cell_is_missing_and_none_is_too_many():
    assert all(None not in row and None not in row.values() for row in ENTITIES + NAMES)


def test_no_cell_has_space_around_it():
    assert [row for row in ENTITIES + NAMES for cell in row.values() if cell != cell.strip()] == []


def test_an_id_stands_for_one_entity():
    assert [key for key, count in Counter(row["id"] for row in ENTITIES).items() if count > 1] == []


def test_ids_are_safe_in_an_iri():
    assert [row["id"] for row in ENTITIES if not re.fullmatch(r"[A-Za-z0-9_-]+", row["id"])] == []


def test_the_members_of_the_united_nations_are_there_and_no_others():
    assert {row["id"] for row in STATES if row["kind"] == "member"} == MEMBERS


def test_ids_of_states_have_three_capitals():
    assert [key for key in STATE_IDS if not re.fullmatch(r"[A-Z]{3}", key)] == []


def test_kinds_of_states_are_known():
    assert {row["kind"] for row in STATES} == KINDS


def test_historical_states_have_an_end():
    assert [row["id"] for row in STATES if row["kind"] == "historical" and not row["valid_to"]] == []


@pytest.mark.parametrize("column", ["code", "part_of"])
def test_states_refer_to_states(column: str):
    assert {row[column] for row in STATES} - STATE_IDS <= {""}


def test_every_state_has_a_code():
    assert [row["id"] for row in STATES if not row["code"]] == []


def test_organisations_act_for_a_known_code_or_for_none():
    assert {row["code"] for row in ORGANISATIONS} - CODES - STATE_IDS == {""}


def test_every_code_belongs_to_an_organisation():
    assert CODES - {row["code"] for row in ORGANISATIONS} == set()


def test_organs_are_part_of_a_known_organisation():
    assert {row["part_of"] for row in ORGANISATIONS} - {row["id"] for row in ORGANISATIONS} == {""}


def test_an_organ_takes_the_code_of_its_parent():
    codes = {row["id"]: row["code"] for row in ORGANISATIONS}
    organs = [row for row in ORGANISATIONS if row["part_of"]]
    assert [row["id"] for row in organs if row["code"] != codes[row["part_of"]]] == []


def test_bodies_belong_to_a_state():
    assert {row["state"] for row in BODIES} <= STATE_IDS


def test_groups_belong_to_a_state_or_to_none():
    assert {row["state"] for row in GROUPS} - STATE_IDS == {""}


def test_names_refer_to_known_entities():
    assert {row["entity"] for row in NAMES} - {row["id"] for row in ENTITIES} == set()


def test_forms_are_known():
    assert {row["form"] for row in NAMES} == FORMS


def test_every_entity_goes_by_its_own_name():
    written = {(row["text"], row["entity"]) for row in NAMES}
    assert [row["id"] for row in ENTITIES if (row["name"], row["id"]) not in written] == []


def test_a_written_form_stands_in_one_row_for_each_period():
    rows = Counter((row["text"], row["entity"], row["form"], row["valid_from"]) for row in NAMES)
    assert [key for key, count in rows.items() if count > 1] == []


def test_the_periods_of_a_written_form_are_apart():
    rows = defaultdict(list)
    for row in NAMES:
        rows[row["text"], row["entity"], row["form"]].append(row)
    assert [
        row["text"]
        for same in rows.values()
        for i, row in enumerate(same)
        if any(overlap(row, other) for other in same[:i])
    ] == []


def test_a_form_of_two_entities_says_that_it_is_ambiguous():
    rows = defaultdict(list)
    for row in NAMES:
        rows[row["text"], row["form"]].append(row)
    shared = [same for same in rows.values() if len({row["entity"] for row in same}) > 1]
    assert [row["text"] for same in shared for row in same if "ambiguous" not in row["comment"]] == []


@pytest.mark.parametrize("rows", [STATES, NAMES], ids=["states", "names"])
def test_dates_parse_and_run_forward(rows: list[dict[str, str]]):
    assert [row for row in rows if period(row)[0] > period(row)[1]] == []


def test_every_row_says_where_it_can_be_checked():
    assert [row for row in ENTITIES + NAMES if not row["source"]] == []


def test_wikidata_ids_are_well_formed():
    assert [row["id"] for row in ENTITIES if not re.fullmatch(r"(Q[1-9]\d*)?", row["wikidata"])] == []


def test_no_two_entities_share_a_wikidata_id():
    ids = Counter(row["wikidata"] for row in ENTITIES if row["wikidata"])
    assert [key for key, count in ids.items() if count > 1] == []


def test_every_member_has_a_confirmed_wikidata_id():
    assert [row["id"] for row in STATES if row["kind"] == "member" and not row["wikidata"]] == []


@pytest.mark.parametrize("form", ["name", "adjective", "people"])
def test_every_member_has_forms_of_each_kind(form: str):
    assert MEMBERS - {row["entity"] for row in NAMES if row["form"] == form} == set()


def test_every_member_has_a_capital():
    assert MEMBERS - {row["entity"] for row in NAMES if row["form"] == "capital"} == set()


def test_tables_are_sorted():
    keys = [(row["entity"], row["form"], row["text"], row["valid_from"]) for row in NAMES]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("text", "form", "entity"),
    [
        ("the U.S.", "name", "USA"),
        ("DPRK", "name", "PRK"),
        ("Burma", "name", "MMR"),
        ("Cote d'Ivoire", "name", "CIV"),
        ("Turkiye", "name", "TUR"),
        ("Swaziland", "name", "SWZ"),
        ("Sino", "adjective", "CHN"),
        ("Dutch", "adjective", "NLD"),
        ("Emirati", "adjective", "ARE"),
        ("Frenchmen", "people", "FRA"),
        ("the Dutch", "people", "NLD"),
        ("Kyiv", "capital", "UKR"),
        ("Elysee Palace", "seat", "FRA"),
        ("Brussels", "seat", "EU"),
        ("The Hague", "seat", "NLD"),
        ("Malacanang", "seat", "PHL"),
        ("Security Council", "name", "UN_Security_Council"),
        ("Red Cross", "name", "ICRC"),
        ("Hizbollah", "name", "Hezbollah"),
        ("the Palestinian Authority", "name", "PSE"),
        ("Pentagon", "body", "US_Department_of_Defense"),
        ("IDF", "body", "IDF"),
    ],
)
def test_a_usual_form_means_its_usual_entity(text: str, form: str, entity: str):
    assert named(text, form) == {entity}


@pytest.mark.parametrize(
    ("day", "entity"),
    [
        ("1985-06-01", "SUN"),
        ("1991-12-26", "RUS"),
        ("2024-06-01", "RUS"),
    ],
)
def test_moscow_stands_for_the_state_of_its_day(day: str, entity: str):
    rows = [row for row in NAMES if (row["text"], row["form"]) == ("Moscow", "capital")]
    valid = [row["entity"] for row in rows if period(row)[0] <= date.fromisoformat(day) <= period(row)[1]]
    assert valid == [entity]
