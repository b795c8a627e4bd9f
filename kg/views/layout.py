"""Where the nodes of a graph stand: computed beforehand, so that the page opens still and always the same."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

SEED = 7
SPREAD = 175.0
"""Length of an edge in pixels where nothing pulls or pushes."""
GAP = 60.0
SMALL = 400
"""Up to so many nodes the finer of two methods is quick enough."""
FEW, TRIES = 60, 12
"""Up to so many nodes, so many drawings are made and the clearest is taken."""
NEAR = 34.0


def positions(
    pairs: Iterable[tuple[str, str]], boxes: Mapping[str, tuple[float, float]]
) -> dict[str, tuple[int, int]]:
    """Place nodes so that those who have to do with each other stand together and no labels overlap.

    Args:
        pairs: The nodes that are joined, in any order.
        boxes: Width and height in pixels that each node needs with its label.

    Returns:
        x and y of every node in pixels, the same for the same input.

    Example:
        >>> sorted(positions([("a", "b")], {"a": (50, 50), "b": (50, 50)}))
        ['a', 'b']
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(boxes))
    graph.add_edges_from(sorted({(min(pair), max(pair)) for pair in pairs}))
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    placed = [_place(graph.subgraph(sorted(part)), boxes) for part in parts if len(part) > 1]
    placed += [{node: (0.0, 0.0)} for part in parts if len(part) == 1 for node in part]
    packed = _pack(placed, boxes)
    return {node: (round(x), round(y)) for node, (x, y) in sorted(packed.items())}


def _place(graph: nx.Graph[str], boxes: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    nodes = sorted(graph)
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(nodes)
    ordered.add_edges_from(sorted((min(pair), max(pair)) for pair in graph.edges()))
    sizes = np.array([boxes[node] for node in nodes])
    index = {node: number for number, node in enumerate(nodes)}
    ends = np.array([(index[first], index[second]) for first, second in ordered.edges()])
    tries = range(SEED, SEED + (TRIES if len(nodes) <= FEW else 1))
    drawn = [_pull_apart(_scale(_forces(ordered, nodes, seed), ends), sizes) for seed in tries]
    best = min(drawn, key=lambda points: _covered(points, ends))
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, best, strict=True)}


def _forces(graph: nx.Graph[str], nodes: list[str], seed: int) -> NDArray[np.float64]:
    if len(nodes) <= SMALL:
        spring = nx.spring_layout(graph, seed=seed, iterations=200, scale=None, k=1.0)
        return np.array([spring[node] for node in nodes], dtype=np.float64)
    atlas = nx.forceatlas2_layout(graph, seed=seed, max_iter=50, scaling_ratio=8.0)
    return np.array([atlas[node] for node in nodes], dtype=np.float64)


def _covered(points: NDArray[np.float64], ends: NDArray[np.int64]) -> int:
    """Count how often a line runs through a node that is not its own: it would seem to end there."""
    starts, ways = points[ends[:, 0]], points[ends[:, 1]] - points[ends[:, 0]]
    lengths = np.maximum((ways**2).sum(axis=1), 1e-9)
    offsets = points[:, None, :] - starts[None, :, :]
    along = np.clip((offsets * ways).sum(axis=2) / lengths, 0.0, 1.0)
    distance = np.linalg.norm(offsets - along[..., None] * ways, axis=2)
    distance[ends.T, np.arange(len(ends))] = np.inf
    return int((distance < NEAR).sum())


def _scale(points: NDArray[np.float64], ends: NDArray[np.int64]) -> NDArray[np.float64]:
    """Bring the median edge to ``SPREAD`` pixels and the longer side to the horizontal."""
    lengths = np.linalg.norm(points[ends[:, 0]] - points[ends[:, 1]], axis=1)
    factor = SPREAD / max(float(np.median(lengths)), 1e-9)
    return _lie_down(points - points.mean(axis=0)) * factor


def _lie_down(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn a drawing so that its longer side is the horizontal one."""
    xx, yy = (points**2).sum(axis=0)
    angle = -0.5 * np.arctan2(2 * float(points.prod(axis=1).sum()), xx - yy)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    turned: NDArray[np.float64] = points @ turn
    return turned


def _pull_apart(points: NDArray[np.float64], boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Push nodes whose boxes overlap apart, and all of them a little, to make room."""
    need = (boxes[:, None, :] + boxes[None, :, :]) / 2
    for _ in range(80 if len(points) <= SMALL else 15):
        delta = points[:, None, :] - points[None, :, :]
        # As ellipses: boxes would slide into rows and columns.
        near = np.sqrt(((delta / need) ** 2).sum(axis=2))
        np.fill_diagonal(near, np.inf)
        if near.min() >= 1.0:
            break
        push = np.clip(1.0 / np.maximum(near, 0.05) - 1.0, 0.0, 2.0)
        points = points * 1.01 + (delta * push[..., None]).sum(axis=1) * 0.25
    return points


def _pack(
    parts: list[dict[str, tuple[float, float]]], boxes: Mapping[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """Set the parts of a graph beside and below each other, the largest first."""
    corners = [_corners(part, boxes) for part in parts]
    area = sum((right - left + GAP) * (low - top + GAP) for left, top, right, low in corners)
    limit = max([math.sqrt(area * 1.7), *(right - left for left, _, right, _ in corners)], default=0.0)
    packed: dict[str, tuple[float, float]] = {}
    x = y = height = 0.0
    for part, (left, top, right, low) in zip(parts, corners, strict=True):
        if x and x + right - left > limit:
            x, y, height = 0.0, y + height + GAP, 0.0
        packed |= {node: (x + px - left, y + py - top) for node, (px, py) in part.items()}
        x, height = x + right - left + GAP, max(height, low - top)
    return packed


def _corners(
    part: dict[str, tuple[float, float]], boxes: Mapping[str, tuple[float, float]]
) -> tuple[float, float, float, float]:
    return (
        min(x - boxes[node][0] / 2 for node, (x, _) in part.items()),
        min(y - boxes[node][1] / 2 for node, (_, y) in part.items()),
        max(x + boxes[node][0] / 2 for node, (x, _) in part.items()),
        max(y + boxes[node][1] / 2 for node, (_, y) in part.items()),
    )
