"""Which marks a page draws: every actor, states with their people, or communities that open on click."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.views.measures import communities
from kg.views.networks import to_states
from kg.views.wording import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

MOST_NODES = 2000
"""A page draws no more marks than these at a time."""
MOST_COMMUNITIES = 400
COMMUNITY = "community"
_FEWEST = 12
_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is drawn as one mark: an actor, or several.

    Args:
        id: Its key; an actor's id if it is one or carries its name.
        name: What it is called.
        kind: Kind of the actor, or ``community``.
        members: Ids of the actors that it stands for.
    """

    id: str
    name: str
    kind: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """One way to draw a graph.

    Args:
        name: ``actors``, ``states`` or ``communities``.
        marks: What is drawn.
        pairs: Which marks are joined.
    """

    name: str
    marks: tuple[Mark, ...]
    pairs: tuple[tuple[str, str], ...] = field(repr=False)


def groupings(graph: nx.MultiDiGraph[str]) -> tuple[Grouping, ...]:
    """Return the ways in which a page draws a graph, the first one first shown.

    Above ``MOST_NODES`` actors they are first shown as states, and as communities if there are too many
    states and organisations as well.

    Args:
        graph: As made by ``to_networkx``.
    """
    states = to_states(graph)
    found = []
    if len(graph) <= MOST_NODES:
        found.append(_grouping("actors", tuple(_actors(graph)), graph))
    if len(states) <= MOST_NODES:
        found.append(_grouping("states", tuple(_states(states)), graph))
    if len(graph) >= _FEWEST:
        found.append(_grouping("communities", tuple(_communities(graph)), graph))
    return tuple(found)


def _grouping(name: str, marks: tuple[Mark, ...], graph: nx.MultiDiGraph[str]) -> Grouping:
    home = {member: mark.id for mark in marks for member in mark.members}
    ends = ((home.get(first), home.get(second)) for first, second in graph.edges())
    pairs = {(min(a, b), max(a, b)) for a, b in ends if a is not None and b is not None and a != b}
    return Grouping(name=name, marks=marks, pairs=tuple(sorted(pairs)))


def _actors(graph: nx.MultiDiGraph[str]) -> Iterator[Mark]:
    for node, data in graph.nodes(data=True):
        yield Mark(id=node, name=data["name"], kind=data["kind"], members=(node,))


def _states(states: nx.MultiDiGraph[str]) -> Iterator[Mark]:
    for node, data in states.nodes(data=True):
        yield Mark(id=node, name=data["name"], kind=data["kind"], members=tuple(data["members"]))


def _communities(graph: nx.MultiDiGraph[str]) -> Iterator[Mark]:
    found = communities(graph)
    few = found if len(found) <= MOST_COMMUNITIES else found[: MOST_COMMUNITIES - 1]
    for number, part in enumerate(few, start=1):
        yield _community(graph, f"{COMMUNITY}:{number}", part)
    if rest := [node for part in found[len(few) :] for node in part]:
        name = f"{len(found) - len(few):,} small communities"
        yield Mark(id=f"{COMMUNITY}:rest", name=name, kind=COMMUNITY, members=tuple(sorted(rest)))


def _community(graph: nx.MultiDiGraph[str], key: str, part: tuple[str, ...]) -> Mark:
    ranked = sorted(part, key=lambda node: (-graph.nodes[node]["events"], node))
    if len(part) == 1:
        data = graph.nodes[part[0]]
        return Mark(id=part[0], name=data["name"], kind=data["kind"], members=part)
    called = [str(graph.nodes[node]["name"]) for node in ranked[:_NAMED]]
    more = f" +{len(part) - _NAMED}" if len(part) > _NAMED else ""
    return Mark(id=key, name=f"{names(called)}{more}", kind=COMMUNITY, members=part)
