"""Each ready question, asked of the bundled articles, answers as their texts do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.queries import ready, run

if TYPE_CHECKING:
    import pyoxigraph

# query, parameters, what some row of the answer says; days and numbers are compared as text
ANSWERS = (
    ("actors", {"kind": "state"}, {"who": "Ukraine", "kind_name": "state", "acts_for": "Ukraine"}),
    ("acts", {}, {"what": "sever relations", "type": "SANCTION", "planned": "0"}),
    ("agreements", {"actor": "Somaliland"}, {"place": "Ankara", "what": "sign an agreement"}),
    ("aid", {"receiver": "Ukraine"}, {"giver_name": "European Union", "promised": "1"}),
    ("aid", {"receiver": "Niger"}, {"giver_name": "European Union", "promised": "0", "suspended": "1"}),
    ("co-attendance", {"actor": "Japan"}, {"who": "Yoon Suk Yeol", "last": "2023-05-07"}),
    ("condemnations", {"actor": "Algeria"}, {"who": "Ramtane Lamamra", "whom": "Morocco"}),
    ("contacts", {"actor": "United States"}, {"who": "Russia", "first": "2021-06-16"}),
    ("contradictions", {}, {"disagreement": "denied", "one_source": "grain-deal-2022"}),
    ("demands", {"actor": "Turkey"}, {"who": "Turkey", "whom": "Sweden"}),
    ("denials", {"actor": "Rwanda"}, {"sentence": "Rwanda denies that it supports them."}),
    ("doubtful", {"below": "0.6"}, {"reports": "1"}),
    ("dyads", {"since": "2024-10-01", "until": "2024-10-31"}, {"one_name": "Canada", "other_name": "India"}),
    ("embassies", {"actor": "Mexico"}, {"what": "sever relations", "whom": "Ecuador", "day": "2024-04-06"}),
    ("embassies", {"actor": "Saudi Arabia"}, {"whom": "Iran", "mended": "2023-03-09"}),
    ("force", {"actor": "Russia"}, {"what": "invade", "whom": "Ukraine"}),
    ("mediators", {"party": "Ethiopia"}, {"mediator_name": "Recep Tayyip Erdoğan", "place": "Ankara"}),
    (
        "meetings",
        {"actor": "Japan", "since": "2023-08-01"},
        {"counterpart": "Joe Biden"},
    ),
    ("months", {"actor": "India"}, {"month": "2024-10", "verbal_cooperation": "0"}),
    ("partners", {"actor": "India"}, {"who": "Canada"}),
    ("places", {"actor": "Japan"}, {"place": "Hiroshima", "country": "JPN"}),
    ("plans", {"actor": "Sweden"}, {"reported": "2022-05-18", "happened": "2022-05-19"}),
    ("prisoners", {"actor": "Belarus"}, {"day": "2024-08-01", "what": "release captives"}),
    ("relations", {"one": "Saudi Arabia", "other": "Iran"}, {"month": "2016-01", "cooperative": "0"}),
    ("sanctions", {"target": "Colombia"}, {"who": "Donald Trump", "what": "threaten sanctions"}),
    ("single-source", {"actor": "Mexico"}, {"source": "quito-embassy-2024", "day": "2024-04-06"}),
    ("sources", {}, {"publisher": "kg demo", "documents": "48"}),
    ("statements", {"speaker": "Russia"}, {"speaker_name": "Russia"}),
    ("swings", {"one": "Saudi Arabia", "other": "Iran"}, {"month": "2023-03", "previous_month": "2016-01"}),
    (
        "threats",
        {"actor": "Iran"},
        {"label": "Iran warned United States, 14 April 2024"},
    ),
    ("timeline", {"actor": "Namibia"}, {"what": "apologise", "status": "planned"}),
    ("visits", {"at": "Taiwan"}, {"visitor_name": "Nancy Pelosi", "host_name": "Taiwan"}),
)


@pytest.mark.model
@pytest.mark.parametrize(("name", "given", "row"), ANSWERS)
def test_an_answer_holds_what_the_articles_tell(
    demo: pyoxigraph.Store, name: str, given: dict[str, str], row: dict[str, str]
):
    found = run(demo, name, **given).astype(str)
    rows = found[list(row)].to_numpy().tolist()
    assert list(row.values()) in rows, rows[:10]


@pytest.mark.model
def test_the_evidence_of_an_event_is_its_sentence(demo: pyoxigraph.Store):
    event = run(demo, "embassies", actor="Mexico")["event"][0]
    assert "breaks off" in run(demo, "evidence", event=event)["title"][0]


def test_every_query_is_asked():
    assert {name for name, _, _ in ANSWERS} | {"evidence"} == set(ready())
