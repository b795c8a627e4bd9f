from __future__ import annotations

import io
from dataclasses import replace
from types import ModuleType

import networkx as nx
import pytest

from kg.errors import GraphError
from kg.model import Build, Participant, Role, Status
from kg.views.networks import by_state, to_networkx, to_states


@pytest.fixture
def graph(example: ModuleType):
    return to_networkx(example.build())


def edge(graph: nx.MultiDiGraph[str], first: str, second: str, action: str):
    return next(data for data in graph[first][second].values() if data["action"] == action)


def test_every_actor_is_a_node_with_name_kind_and_state(graph: nx.MultiDiGraph[str]):
    assert graph.nodes["Emmanuel_Macron"] == {
        "name": "Emmanuel Macron", "kind": "person", "state": "FRA", "events": 3,
    }  # fmt: skip


def test_an_edge_has_the_facts_of_its_event(graph: nx.MultiDiGraph[str]):
    assert edge(graph, "EU", "RUS", "imposeSanctions") == {
        "action": "imposeSanctions", "quad": "MCONF", "status": "actual", "date": "2023-06-23",
        "confidence": 0.95, "reports": 1, "symmetric": False, "role": "party",
    }  # fmt: skip


def test_the_key_of_an_edge_is_the_id_of_its_event(graph: nx.MultiDiGraph[str], example: ModuleType):
    ids = {event.id for event in example.build().events}
    assert {key for _, _, key in graph.edges(keys=True)} == ids


def test_a_symmetric_act_of_three_has_an_edge_for_each_pair(graph: nx.MultiDiGraph[str]):
    signed = [ends for *ends, data in graph.edges(data=True) if data["action"] == "signAgreement"]
    assert sorted(map(tuple, signed)) == [
        ("FRA", "JPN"), ("RUS", "TUR"), ("RUS", "UN"), ("TUR", "UKR"), ("TUR", "UN"),
        ("TUR", "UN"), ("UKR", "UN"),
    ]  # fmt: skip


def test_a_one_sided_act_points_from_actor_to_counterpart(graph: nx.MultiDiGraph[str]):
    assert graph.has_edge("RUS", "UKR", "bombard_RUS_UKR_2023-05-18")
    assert not graph.has_edge("UKR", "RUS", "bombard_RUS_UKR_2023-05-18")


def test_a_host_of_talks_is_joined_with_the_parties(example: ModuleType):
    assert joined(example, "negotiate", "host") == {("JPN", "FRA", "host"), ("JPN", "RUS", "host")}


def test_a_host_of_a_quarrel_is_not_joined_with_the_parties(example: ModuleType):
    assert joined(example, "criticise", "host") == set()


def joined(example: ModuleType, action: str, role: str):
    """The edges of Japan as mediator or host of an act of France and Russia."""
    row = f"a|{action}|FRA|RUS|2023-01-01||actual|.5|France [spoke] of Russia."
    event = example.event(row)
    third = Participant(role=Role(role), entity=example.ENTITIES["JPN"])
    event = replace(event, participants=(*event.participants, third))
    graph = to_networkx(Build(run=example.build().run, events=(event,)))
    return {(a, b, data["role"]) for a, b, data in graph.edges(data=True) if data["role"] != "party"}


def test_graphml_can_hold_the_graph(graph: nx.MultiDiGraph[str]):
    nx.write_graphml(graph, file := io.BytesIO())
    assert b"Emmanuel Macron" in file.getvalue()


def test_people_and_groups_act_for_their_state(graph: nx.MultiDiGraph[str]):
    states = to_states(graph)
    assert sorted(states) == ["EU", "FRA", "JPN", "RUS", "TUR", "UKR", "UN"]
    assert states.nodes["FRA"]["members"] == ["Emmanuel_Macron", "FRA"]


def test_a_state_that_no_event_names_has_its_name_from_the_gazetteer(example: ModuleType):
    row = "a|praise|Emmanuel_Macron|Fumio_Kishida|2023-05-20||actual|.6|Macron [praised] Kishida."
    states = to_states(to_networkx(example.build(row)))
    assert [states.nodes[code]["name"] for code in ("FRA", "JPN")] == ["France", "Japan"]


def test_an_act_of_two_people_of_one_state_counts_once(example: ModuleType):
    row = "a|meet|FRA Emmanuel_Macron JPN||2023-05-19||actual|.9|France, Macron and Japan [met]."
    states = by_state(to_networkx(example.build(row)))
    assert states.edges["FRA", "JPN"]["VCOOP"] == 1


def test_acts_between_states_are_counted_by_quad_class(graph: nx.MultiDiGraph[str]):
    assert by_state(graph).edges["EU", "RUS"] == {"MCOOP": 0, "VCOOP": 0, "VCONF": 0, "MCONF": 2, "weight": 2}


def test_a_symmetric_act_counts_both_ways(graph: nx.MultiDiGraph[str]):
    states = by_state(graph)
    assert states.edges["RUS", "UKR"]["VCOOP"] == states.edges["UKR", "RUS"]["VCOOP"] == 1


def test_only_what_took_place_is_counted_unless_asked(graph: nx.MultiDiGraph[str]):
    assert not by_state(graph).has_edge("RUS", "FRA")
    assert by_state(graph, statuses=(Status.HYPOTHETICAL,)).edges["RUS", "FRA"]["VCONF"] == 1


def test_an_unknown_action_is_named(example: ModuleType):
    build = example.build()
    with pytest.raises(GraphError, match="unknown action 'dance'"):
        to_networkx(replace(build, events=(replace(build.events[0], action="dance"),)))
