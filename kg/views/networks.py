"""A build as networkx graphs: every act an edge, or states joined by how often they acted."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, product
from typing import TYPE_CHECKING, Literal, NamedTuple

import networkx as nx

from kg.model import Kind, Role, Status
from kg.rdf.labels import known_actors
from kg.views.wording import act_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kg.model import Build, Entity, Event

QUADS = ("MCOOP", "VCOOP", "VCONF", "MCONF")
"""Quad classes from cooperation to conflict, material acts at the ends."""


class Dyad(NamedTuple):
    """Two actors that an act joins: from ``first`` to ``second``, either way if ``symmetric``."""

    first: Entity
    second: Entity
    symmetric: bool
    role: Literal["party", "mediator", "host"]


def dyads(event: Event) -> tuple[Dyad, ...]:
    """Return the pairs that an event joins, each pair once.

    A symmetric act joins all its parties; any other act joins each actor with each counterpart. Whoever
    mediates or hosts a cooperative act is joined with its parties; a host of a conflict takes no side in it.
    """
    pairs: dict[frozenset[str], Dyad] = {}
    for pair in _all_pairs(event):
        if pair.first.id != pair.second.id:
            pairs.setdefault(frozenset((pair.first.id, pair.second.id)), pair)
    return tuple(pairs.values())


def _all_pairs(event: Event) -> Iterator[Dyad]:
    act = act_of(event)
    actors, counterparts = event.entities(Role.ACTOR), event.entities(Role.COUNTERPART)
    parties = sorted(set(actors + counterparts))
    pairs = combinations(parties, 2) if act.symmetric else product(actors, counterparts)
    for first, second in pairs:
        yield Dyad(first, second, act.symmetric, "party")
    if act.quad.endswith("COOP"):
        for first, second in product(event.entities(Role.MEDIATOR), parties):
            yield Dyad(first, second, symmetric=False, role="mediator")
        for first, second in product(event.entities(Role.HOST), parties):
            yield Dyad(first, second, symmetric=False, role="host")


def to_networkx(build: Build) -> nx.MultiDiGraph[str]:
    """Return the actors of a build and their acts, an edge for each event and pair.

    Args:
        build: What a run found.

    Returns:
        Nodes are entity ids with ``name``, ``kind``, ``state`` (empty if unknown) and ``events``, the number
        of events they take part in. The key of an edge is the event's id; its attributes are ``action``,
        ``quad``, ``status``, ``date`` (ISO 8601, empty if unknown), ``confidence`` (0 to 1), ``reports`` (how
        many sentences tell it), ``symmetric`` and ``role``. A symmetric act has one edge, not two. None is
        nowhere used, so that GraphML and GEXF can hold the graph.

    Example:
        >>> from kg.model import Build, Run
        >>> to_networkx(Build(run=Run(kg_version="0", model="", model_version=""))).number_of_nodes()
        0
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in _entities(build.events):
        kind, state = entity.kind.value, entity.state or ""
        graph.add_node(entity.id, name=entity.name, kind=kind, state=state, events=0)
    for event in build.events:
        for entity_id in {part.entity.id for part in event.participants}:
            graph.nodes[entity_id]["events"] += 1
        for pair in dyads(event):
            graph.add_edge(pair.first.id, pair.second.id, key=event.id, **_edge(event, pair))
    return graph


def _entities(events: Iterable[Event]) -> list[Entity]:
    found = {part.entity.id: part.entity for event in events for part in event.participants}
    return [found[key] for key in sorted(found)]


def _edge(event: Event, pair: Dyad) -> dict[str, str | float | int | bool]:
    return {
        "action": event.action,
        "quad": act_of(event).quad,
        "status": event.status.value,
        "date": str(event.date or ""),
        "confidence": event.confidence,
        "reports": len(event.mentions),
        "symmetric": pair.symmetric,
        "role": pair.role,
    }


def to_states(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return the graph with every actor replaced by the state or organisation for which it acts.

    An act between two states stands once, however many of their people took part; acts within one state
    and people whose state is unknown drop out.

    Args:
        graph: As made by ``to_networkx``.

    Returns:
        Nodes are codes of states and organisations with ``name``, ``kind``, ``state`` and ``members``, the
        ids that they stand for; edges as in ``graph``.
    """
    states: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    home = {node: code for node, data in graph.nodes(data=True) if (code := _home(node, data))}
    members = defaultdict(list)
    for node, code in sorted(home.items()):
        members[code].append(node)
    for code in sorted(members):
        states.add_node(code, **_state(code, members[code], graph))
    for first, second, key, data in graph.edges(keys=True, data=True):
        ends = home.get(first, ""), home.get(second, "")
        if all(ends) and ends[0] != ends[1] and not _joined(states, *ends, key, symmetric=data["symmetric"]):
            states.add_edge(*ends, key=key, **data)
    return states


def _home(node: str, data: dict[str, str]) -> str:
    return data["state"] or ("" if data["kind"] == Kind.PERSON else node)


def _state(code: str, members: list[str], graph: nx.MultiDiGraph[str]) -> dict[str, str | list[str]]:
    itself = graph.nodes[code] if code in members else {}
    name, kind = known_actors().get(code, (code, Kind.ORGANISATION))
    return {
        "name": itself.get("name", name),
        "kind": itself.get("kind", kind.value),
        "state": code,
        "members": members,
    }


def _joined(graph: nx.MultiDiGraph[str], first: str, second: str, key: str, *, symmetric: bool) -> bool:
    return graph.has_edge(first, second, key) or (symmetric and graph.has_edge(second, first, key))


def by_state(
    graph: nx.MultiDiGraph[str], *, statuses: Collection[Status] = (Status.ACTUAL,)
) -> nx.DiGraph[str]:
    """Count the acts of each state or organisation towards each other, by quad class.

    Args:
        graph: As made by ``to_networkx``.
        statuses: Which events count; by default those that took place.

    Returns:
        Nodes as in ``to_states``. An edge has the number of acts of each quad class (``VCOOP`` ...) and their
        sum, ``weight``. A symmetric act counts in both directions: each state's own acts are complete.

    Example:
        >>> from kg.model import Build, Run
        >>> by_state(to_networkx(Build(run=Run(kg_version="0", model="", model_version="")))).size()
        0
    """
    states = to_states(graph)
    counted: nx.DiGraph[str] = nx.DiGraph()
    counted.add_nodes_from(states.nodes(data=True))
    for first, second, data in states.edges(data=True):
        if data["status"] in statuses:
            _count(counted, first, second, data["quad"])
            if data["symmetric"]:
                _count(counted, second, first, data["quad"])
    return counted


def _count(graph: nx.DiGraph[str], first: str, second: str, quad: str) -> None:
    if not graph.has_edge(first, second):
        graph.add_edge(first, second, **dict.fromkeys(QUADS, 0), weight=0)
    graph.edges[first, second][quad] += 1
    graph.edges[first, second]["weight"] += 1
