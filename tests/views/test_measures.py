from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import networkx as nx
import pytest

from kg.model import Status
from kg.views.measures import centralities, chosen, communities, intensity, weighted
from kg.views.networks import to_networkx, to_states

ROWS = """
a|imposeSanctions|EU|RUS|2023-06-23||actual|.9|The European Union [listed] Russia.
a|criticise|RUS|EU|2023-06||actual|.8|Russia [scolded] European Union.
a|praise|EU|RUS|2023-07-01||planned|.8|The European Union [praised] Russia.
a|meet|EU RUS||2023||actual|.8|European Union and Russia [met].
a|thank|FRA|EU|2023-08-02||actual|.8|France [thanked] European Union.
""".strip()


@pytest.fixture
def graph(example: ModuleType):
    return to_networkx(example.build(ROWS))


def actions_of(graph: nx.MultiDiGraph[str]):
    return sorted(data["action"] for _, _, data in graph.edges(data=True))


def test_a_part_is_chosen_by_period(graph: nx.MultiDiGraph[str]):
    assert actions_of(chosen(graph, since=date(2023, 7, 1))) == ["meet", "praise", "thank"]
    assert actions_of(chosen(graph, until=date(2023, 6, 22))) == ["criticise", "meet"]


def test_a_part_is_chosen_by_action_class_and_status(graph: nx.MultiDiGraph[str]):
    assert actions_of(chosen(graph, actions=["meet"])) == ["meet"]
    assert actions_of(chosen(graph, quads=["MCONF", "VCONF"])) == ["criticise", "imposeSanctions"]
    assert actions_of(chosen(graph, statuses=[Status.PLANNED])) == ["praise"]


def test_who_has_no_act_is_not_in_the_part(graph: nx.MultiDiGraph[str]):
    assert sorted(chosen(graph, actions=["thank"])) == ["EU", "FRA"]


def test_pairs_are_weighted_by_their_acts(graph: nx.MultiDiGraph[str]):
    assert weighted(graph).edges["EU", "RUS"] == {"weight": 4, "MCOOP": 0, "VCOOP": 2, "VCONF": 1, "MCONF": 1}


def test_whoever_stands_between_others_is_central(graph: nx.MultiDiGraph[str]):
    central = centralities(graph)
    assert central["EU"].betweenness == 1.0
    assert central["EU"].partners == 2
    assert max(central, key=lambda name: central[name].pagerank) == "EU"


def test_betweenness_of_a_large_graph_is_estimated():
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_edges_from(("hub", f"n{number}", {"quad": "VCOOP"}) for number in range(600))
    assert centralities(graph)["hub"].betweenness > 0.9


def test_cliques_are_communities():
    sides = [[f"{side}{number}" for number in range(4)] for side in "ab"]
    pairs = [(one, other) for side in sides for one in side for other in side if one < other]
    graph = nx.MultiDiGraph((*pair, {"quad": "VCOOP"}) for pair in [*pairs, ("a0", "b0")])
    assert communities(graph) == (tuple(sides[0]), tuple(sides[1]))


def test_conflict_can_be_told_to_join_nobody(graph: nx.MultiDiGraph[str]):
    foes = chosen(graph, quads=["MCONF", "VCONF"])
    assert communities(foes) == (("EU", "RUS"),)
    assert communities(foes, cooperation_only=True) == (("EU",), ("RUS",))


def test_communities_are_the_same_whatever_the_hash_seed():
    example = Path(__file__).parent / "example.py"
    code = (
        "import runpy; from kg.views.measures import communities; from kg.views.networks import to_networkx;"
        f"print(communities(to_networkx(runpy.run_path({str(example)!r})['build']())))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True,
            cwd=Path(__file__).parents[2],
        ).stdout
        for seed in "12"
    }  # fmt: skip
    assert len(runs) == 1


def test_intensity_is_told_by_month_for_both_directions(graph: nx.MultiDiGraph[str]):
    (june,) = intensity(graph, "RUS", "EU")
    assert (june.period, june.acts, june.quads) == ("2023-06", 2, (0, 0, 1, 1))
    assert june.total < -6
    assert june.mean == june.total / 2


def test_intensity_by_year_holds_what_has_but_a_year(graph: nx.MultiDiGraph[str]):
    assert [(row.period, row.acts) for row in intensity(graph, "EU", "RUS", by="year")] == [("2023", 3)]


def test_intensity_of_strangers_is_empty(graph: nx.MultiDiGraph[str]):
    assert intensity(graph, "FRA", "RUS") == ()


def test_states_are_measured_as_well(example: ModuleType):
    assert centralities(to_states(to_networkx(example.build())))["RUS"].partners == 6
