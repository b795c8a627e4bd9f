from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.errors import InputError
from kg.model import Link, Role, Status
from kg.tables.rows import rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.model import EventMention
    from kg.tables import Imported

ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Country\tCAMEO Code\t"
    "Target Name\tTarget Country\tPublisher\tCity\n"
    "1\t2023-05-19\tEmmanuel Macron\tFrance\t042\tFumio Kishida\tJapan\tDaily\tHiroshima\n"
    "2\t2023-05-20\tCitizen (Peru)\tPeru\t141\tGovernment (Chile)\tChile\tWeekly\t\n"
)
GDELT = (
    "SQLDATE,Actor1Name,Actor1CountryCode,EventCode,Actor2Name,Actor2CountryCode,SOURCEURL\n"
    "20230519,UNITED STATES,USA,163,RUSSIA,RUS,https://example.org/1\n"
)
POLECAT = (
    "Event Date\tEvent Type\tEvent Mode\tActor Name\tActor Country\tRecipient Name\tRecipient Country\n"
    "2023-05-19\tCONSULT\tvisit\tFrance\tFRA\tJapan\tJPN\n"
)


def mentions(imported: Imported) -> list[EventMention]:
    return [mention for extraction in imported.extractions for mention in extraction.mentions]


def dyad(mention: EventMention) -> tuple[str, str, str]:
    actors, others = mention.entities(Role.ACTOR), mention.entities(Role.COUNTERPART)
    return actors[0].id, mention.action, others[0].id


def test_columns_of_icews_are_known(read: Callable[..., Imported]):
    found = [dyad(mention) for mention in mentions(read(ICEWS, "icews.tsv"))]
    assert found == [("Emmanuel_Macron", "visit", "Fumio_Kishida"), ("PER", "demonstrate", "CHL")]


def test_columns_of_gdelt_are_known(read: Callable[..., Imported]):
    (mention,) = mentions(read(GDELT))
    assert (dyad(mention), str(mention.date)) == (("USA", "imposeSanctions", "RUS"), "2023-05-19")


def test_columns_of_polecat_are_known(read: Callable[..., Imported]):
    assert [dyad(mention) for mention in mentions(read(POLECAT))] == [("FRA", "visit", "JPN")]


def test_other_columns_are_mapped(read: Callable[..., Imported]):
    text = "Who;Did;Whom;Said\nfr;meet;JP;planned\n"
    columns = {"actor": "who", "action": "Did", "counterpart": "Whom", "status": "Said"}
    (mention,) = mentions(read(text, columns=columns))
    assert (dyad(mention), mention.status) == (("FRA", "meet", "JPN"), Status.PLANNED)


def test_the_row_is_the_evidence_at_its_place_in_the_table(read: Callable[..., Imported]):
    text = '\ufeffactor,action,counterpart,date\r\n"France; Peru",meet,"Japan",2023-05-19\r\n'
    imported = read(text)
    (mention,), bare = mentions(imported), text.removeprefix("\ufeff")
    spans = [mention.sentence, mention.trigger, mention.date.span]
    spans += [part.mention.span for part in mention.participants]
    assert [bare[span.start : span.end] for span in spans] == [span.text for span in spans]
    assert [span.text for span in spans[1:]] == ["meet", "2023-05-19", "France", "Peru", "Japan"]
    assert imported.extractions[0].source.digest == hashlib.sha256(bare.encode()).hexdigest()


def test_each_publisher_is_a_source_of_its_own(read: Callable[..., Imported]):
    sources = [extraction.source for extraction in read(ICEWS, "icews.tsv").extractions]
    assert [(source.id, source.source) for source in sources] == [
        ("icews.tsv#Daily", "Daily"),
        ("icews.tsv#Weekly", "Weekly"),
    ]


def test_an_unknown_name_stands_for_its_country_and_says_so(read: Callable[..., Imported]):
    second = mentions(read(ICEWS, "icews.tsv"))[1]
    assert [part.mention.link for part in second.participants] == [Link.DESCRIPTION] * 2


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            "Frence,meet,JPN,2023",
            r"line 2, column 'actor': 'Frence' is no known actor. Did you mean 'French'",
        ),
        ("FRA,meat,JPN,2023", r"column 'action': 'meat' is no known action. Did you mean meet"),
        ("FRA,999,JPN,2023", r"column 'action': '999' is no known action. The nearest code is"),
        ("FRA,011,JPN,2023", r"column 'action': '011' is no known action"),
        ("FRA,COERCE,JPN,2023", r"COERCE says too little without a mode"),
        ("FRA,meet,JPN,2023-02-30", r"column 'date': '2023-02-30' is no date. Did you mean 2023-02-28"),
        ("FRA,meet,JPN,19/05/2023", r"Did you mean 2023-05-19\? Expected 2023-05-19, 20230519"),
        ("FRA,meet,JPN,04/05/2023", r"Did you mean 2023-04-05 or 2023-05-04"),
        ("FRA,meet,JPN,0000", r"'0000' is no date"),
        (",meet,JPN,2023", r"column 'actor': is empty"),
        ("FRA,meet", r"line 2, has 2 cells. Expected 4"),
        ('"FRA,meet,JPN,2023', r"line 2, is no sound row"),
    ],
)
def test_a_fault_says_where_it_is_and_what_was_expected(row: str, told: str, read: Callable[..., Imported]):
    with pytest.raises(InputError, match=told):
        read(f"actor,action,counterpart,date\n{row}\n")


def test_faulty_rows_are_left_out_if_asked(read: Callable[..., Imported]):
    text = "actor,action,counterpart,date\nFRA,meat,JPN,2023\nFRA,meet,JPN,2023-05\n"
    imported = read(text, skip_faulty=True)
    assert len(mentions(imported)) == len(imported.faults) == 1
    assert imported.faults[0].document_id == "events.csv, line 2"


def test_a_table_without_an_actor_says_how_to_name_one(read: Callable[..., Imported]):
    with pytest.raises(InputError, match=r"--map actor=COLUMN. Columns: who, action"):
        read("who,action\nFRA,meet\n")


def test_a_misspelt_column_is_told_with_the_nearest(read: Callable[..., Imported]):
    with pytest.raises(InputError, match="Did you mean 'Who'"):
        read("Who,action\nFRA,meet\n", columns={"actor": "Woh"})


@pytest.mark.parametrize("text", ["", "\n", "actor,action"])
def test_an_empty_table_tells_of_nothing(text: str, read: Callable[..., Imported]):
    if text.strip():
        assert not mentions(read(text))
    else:
        with pytest.raises(InputError, match="has no header"):
            read(text)


def test_what_kg_exports_it_reads_again(tmp_path: Path):
    (tmp_path / "a.csv").write_text(POLECAT.replace("\t", ","), "utf-8")
    first = kg.import_table(tmp_path / "a.csv")
    first.export(tmp_path / "b.csv")
    second = kg.import_table(tmp_path / "b.csv")
    assert [event.id for event in second.events] == [event.id for event in first.events]


def test_the_order_of_rows_changes_no_event(tmp_path: Path):
    head, *body = ICEWS.splitlines()
    for name, lines in (("one", body), ("two", body[::-1])):
        (tmp_path / f"{name}.tsv").write_text("\n".join([head, *lines]), "utf-8")
    one, two = (kg.import_table(tmp_path / f"{name}.tsv") for name in ("one", "two"))
    assert [event.id for event in one.events] == [event.id for event in two.events]


@given(cells=st.lists(st.lists(st.text(max_size=4), min_size=2, max_size=2), min_size=1, max_size=4))
def test_every_cell_is_found_at_its_place(cells: list[list[str]]):
    quoted = ["a,b", *(",".join('"{}"'.format(cell.replace('"', '""')) for cell in row) for row in cells)]
    text = "\n".join(quoted)
    for row in rows(text):
        found = [text[start:end].replace('""', '"') for start, end in row.spans]
        assert found == list(row.cells)
