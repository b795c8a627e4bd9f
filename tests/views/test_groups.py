from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from kg.views import groups
from kg.views.groups import groupings
from kg.views.networks import to_networkx

if TYPE_CHECKING:
    from types import ModuleType

    import pytest


def chain(length: int) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number in range(length):
        graph.add_node(f"p{number}", name=f"Person {number}", kind="person", state="FRA", events=1)
    graph.add_edges_from(
        (f"p{n}", f"p{n + 1}", {"quad": "VCOOP", "symmetric": True}) for n in range(length - 1)
    )
    return graph


def test_a_small_graph_is_first_drawn_as_its_actors(example: ModuleType):
    assert [each.name for each in groupings(to_networkx(example.build()))] == ["actors", "states"]


def test_a_large_graph_is_first_drawn_as_states(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(groups, "MOST_NODES", 20)
    assert [each.name for each in groupings(chain(30))] == ["states", "communities"]


def test_if_states_are_too_many_as_well_communities_come_first(monkeypatch: pytest.MonkeyPatch):
    graph = chain(30)
    for node, data in graph.nodes(data=True):
        data.update(state=node, kind="state")
    monkeypatch.setattr(groups, "MOST_NODES", 20)
    assert [each.name for each in groupings(graph)] == ["communities"]


def test_every_actor_is_in_one_community():
    (found,) = [each for each in groupings(chain(40)) if each.name == "communities"]
    members = [member for mark in found.marks for member in mark.members]
    assert sorted(members) == sorted(chain(40))


def test_small_communities_beyond_the_most_are_one_mark(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(groups, "MOST_COMMUNITIES", 3)
    (found,) = [each for each in groupings(chain(60)) if each.name == "communities"]
    assert len(found.marks) == 3
    assert found.marks[-1].name.endswith("small communities")


def test_a_community_is_called_after_its_most_active():
    graph = chain(12)
    graph.nodes["p3"]["events"] = 9
    (found,) = [each for each in groupings(graph) if each.name == "communities"]
    (mark,) = [mark for mark in found.marks if "p3" in mark.members]
    assert mark.name.startswith("Person 3, ")
