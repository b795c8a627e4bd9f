"""What networks measure: who is at the centre, who belongs together, how two got on over time."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

import networkx as nx

from kg.actions import actions
from kg.model import Status
from kg.views.networks import QUADS

if TYPE_CHECKING:
    from collections.abc import Collection

SEED = 7
EXACT = 500
"""Up to so many nodes betweenness is exact; above, it is estimated from as many ``SAMPLES``."""
SAMPLES = 100
Period = Literal["year", "month", "day"]
_LENGTH: dict[str, int] = {"year": 4, "month": 7, "day": 10}


class Centrality(NamedTuple):
    """How central an actor is.

    Args:
        events: How many acts it has a part in, each counted once for each other party.
        partners: With how many others.
        betweenness: Share of the shortest paths between others that lead through it, 0 to 1.
        pagerank: Share of a random walker's time; all of a graph sum to 1.
    """

    events: int
    partners: int
    betweenness: float
    pagerank: float


class Intensity(NamedTuple):
    """How two actors got on in one period.

    Args:
        period: Year, month or day as ISO 8601.
        acts: Number of acts.
        total: Sum of their intensities, each from -10 (most hostile) to 10 (most friendly).
        mean: ``total`` by ``acts``.
        quads: Number of acts of each quad class, in the order of ``kg.views.networks.QUADS``.
    """

    period: str
    acts: int
    total: float
    mean: float
    quads: tuple[int, ...]


def chosen(  # noqa: PLR0913 - one a question that a reader asks
    graph: nx.MultiDiGraph[str],
    *,
    since: date | None = None,
    until: date | None = None,
    actions: Collection[str] = (),
    quads: Collection[str] = (),
    statuses: Collection[Status] = (),
) -> nx.MultiDiGraph[str]:
    """Return the part of a graph that fits, with those actors alone who have a part in it.

    Args:
        graph: As made by ``to_networkx`` or ``to_states``.
        since: First day; acts without a date are left out if a day is given.
        until: Last day.
        actions: Ids of actions; none means all.
        quads: Quad classes; none means all.
        statuses: Statuses; none means all.

    Example:
        >>> chosen(nx.MultiDiGraph(), quads=["VCOOP"]).number_of_edges()
        0
    """

    def fits(data: dict[str, str]) -> bool:
        return (
            (not actions or data["action"] in actions)
            and (not quads or data["quad"] in quads)
            and (not statuses or data["status"] in statuses)
            and _within(data["date"], since, until)
        )

    kept = [edge[:3] for edge in graph.edges(keys=True, data=True) if fits(edge[3])]
    part: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    ends = {end for first, second, _ in kept for end in (first, second)}
    part.add_nodes_from((node, data) for node, data in graph.nodes(data=True) if node in ends)
    for first, second, key in kept:
        part.add_edge(first, second, key=key, **graph.edges[first, second, key])
    return part


def _within(when: str, since: date | None, until: date | None) -> bool:
    if since is None and until is None:
        return True
    first, last = _bounds(when)
    return bool(when) and (since is None or last >= str(since)) and (until is None or first <= str(until))


def _bounds(when: str) -> tuple[str, str]:
    """The first and the last day of a date as ``str(EventDate)`` gives it, comparable as text."""
    first, _, last = when.partition("/")
    last = last or first
    # A month or year ends after all its days.
    return first, last if len(last) == 10 else f"{last}~"


def weighted(graph: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """Return who is joined with whom, an edge a pair: ``weight`` is the number of acts, ``quads`` by class.

    Nodes and edges stand in the order of their names, so that what is measured is always the same.
    """
    counted: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * len(QUADS))
    for first, second, data in graph.edges(data=True):
        counted[min(first, second), max(first, second)][QUADS.index(data["quad"])] += 1
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(sorted(graph))
    for (first, second), quads in sorted(counted.items()):
        if first != second:
            simple.add_edge(first, second, weight=sum(quads), **dict(zip(QUADS, quads, strict=True)))
    return simple


def centralities(graph: nx.MultiDiGraph[str]) -> dict[str, Centrality]:
    """Return how central each actor is; acts of all kinds and directions count alike.

    Args:
        graph: As made by ``to_networkx``, ``to_states`` or ``chosen``.

    Example:
        >>> chain = nx.MultiDiGraph([("a", "b", {"quad": "VCOOP"}), ("b", "c", {"quad": "MCONF"})])
        >>> centralities(chain)["b"].betweenness, centralities(chain)["b"].partners
        (1.0, 2)
    """
    simple, names = _numbered(weighted(graph))
    if not names:
        return {}
    samples = None if len(names) <= EXACT else SAMPLES
    between = nx.betweenness_centrality(simple, k=samples, seed=SEED)
    rank = nx.pagerank(simple, weight="weight")
    return {
        name: Centrality(
            events=int(simple.degree(number, weight="weight")),
            partners=int(simple.degree(number)),
            betweenness=round(between[number], 6),
            pagerank=round(rank[number], 6),
        )
        for number, name in enumerate(names)
    }


def communities(
    graph: nx.MultiDiGraph[str], *, cooperation_only: bool = False
) -> tuple[tuple[str, ...], ...]:
    """Return who has much to do with each other, after Louvain; the largest community first.

    Args:
        graph: As made by ``to_networkx``, ``to_states`` or ``chosen``.
        cooperation_only: Whether conflict joins nobody; by default any act joins.

    Example:
        >>> pairs = [("a", "b"), ("b", "c"), ("c", "a"), ("x", "y")]
        >>> communities(nx.MultiDiGraph((*pair, {"quad": "VCOOP"}) for pair in pairs))
        (('a', 'b', 'c'), ('x', 'y'))
    """
    joined = weighted(graph)
    if cooperation_only:
        for _, _, data in joined.edges(data=True):
            data["weight"] = data["MCOOP"] + data["VCOOP"]
        joined.remove_edges_from([(a, b) for a, b, data in joined.edges(data=True) if not data["weight"]])
    simple, names = _numbered(joined)
    parts = nx.community.louvain_communities(simple, weight="weight", seed=SEED) if names else []
    found = [tuple(sorted(names[number] for number in part)) for part in parts]
    return tuple(sorted(found, key=lambda part: (-len(part), part)))


def _numbered(graph: nx.Graph[str]) -> tuple[nx.Graph[int], list[str]]:
    """Replace names by numbers: sets of numbers have an order that no hash seed changes."""
    names = list(graph)
    number = {name: at for at, name in enumerate(names)}
    simple: nx.Graph[int] = nx.Graph()
    simple.add_nodes_from(range(len(names)))
    simple.add_edges_from((number[a], number[b], data) for a, b, data in graph.edges(data=True))
    return simple, names


def intensity(
    graph: nx.MultiDiGraph[str], first: str, second: str, *, by: Period = "month"
) -> tuple[Intensity, ...]:
    """Return how two actors got on over time, a row for each period in which something took place.

    An act counts for the period in which it begins; one whose date is less exact than the period is left out,
    and so is what was only planned, denied or supposed.

    Args:
        graph: As made by ``to_networkx`` or ``to_states``.
        first: Id of an actor.
        second: Id of the other.
        by: How long a period is.
    """
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for ends in ((first, second), (second, first)):
        for data in (graph[ends[0]][ends[1]] if graph.has_edge(*ends) else {}).values():
            begin = data["date"].partition("/")[0]
            if data["status"] == Status.ACTUAL and len(begin) >= _LENGTH[by]:
                found[begin[: _LENGTH[by]]].append(data)
    return tuple(_intensity(period, found[period]) for period in sorted(found))


def _intensity(period: str, acts: list[dict[str, str]]) -> Intensity:
    total = sum(actions()[data["action"]].intensity for data in acts)
    quads = tuple(sum(data["quad"] == quad for data in acts) for quad in QUADS)
    return Intensity(period, len(acts), round(total, 3), round(total / len(acts), 3), quads)
