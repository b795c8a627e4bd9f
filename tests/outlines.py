"""Makes the outlines of the page's map anew from the npm package world-atlas 2.0.2.

``npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz``, then
``python tests/outlines.py package/countries-110m.json kg/views/templates/world.json``.
The package (licence ISC) holds Natural Earth 4.1 at 1:110 million, which is in the public domain; borders
are drawn as Natural Earth has them, by who holds a territory.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

from kg.views.maps import HEIGHT, WIDTH, project

Point = tuple[float, float]


def arcs_of(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the arcs of a TopoJSON file in degrees east and north."""
    (step_x, step_y), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points: list[Point] = []
        for across, up in arc:
            x, y = x + across, y + up
            points.append((x * step_x + left, y * step_y + low))
        found.append(points)
    return found


def drawn(points: list[Point]) -> list[tuple[int, int]]:
    """Return points in half units of the map; what crosses 180 degrees goes on beyond it."""
    found: list[tuple[int, int]] = []
    turn, before = 0.0, points[0][0]
    for east, north in points:
        if abs(east - before) > 180:
            turn += 360.0 if east < before else -360.0
        before = east
        far, near = project(north, 180.0)[0], project(north, 0.0)[0]
        x = near + (far - near) * (east + turn) / 180.0
        point = (round(x * 2), round(project(north, 0.0)[1] * 2))
        if not found or found[-1] != point:
            found.append(point)
    return found


def rings_of(geometry: dict[str, Any]) -> list[list[int]]:
    """Return the rings of a geometry and of all in it."""
    if "geometries" in geometry:
        return [ring for part in geometry["geometries"] for ring in rings_of(part)]
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [ring for polygon in polygons for ring in polygon]


def path(points: list[tuple[int, int]], end: str = "") -> str:
    """Return points as an SVG path with relative steps; nothing for what is too small to see."""
    if len(points) < (3 if end else 2):
        return ""
    steps = [f"{x - a},{y - b}" for (a, b), (x, y) in pairwise(points)]
    return f"M{points[0][0]},{points[0][1]}l{' '.join(steps).replace(',-', '-').replace(' -', '-')}{end}"


def main(source: Path, target: Path) -> None:
    """Write land and borders as two paths, in half units of the map."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = arcs_of(topology)

    def joined(ring: list[int]) -> list[tuple[int, int]]:
        points: list[Point] = []
        for number in ring:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            points += arc[1:] if points and points[-1] == arc[0] else arc
        return drawn(points)

    land = "".join(path(joined(ring), "z") for ring in rings_of(topology["objects"]["land"]))
    used = Counter(
        number if number >= 0 else ~number
        for ring in rings_of(topology["objects"]["countries"])
        for number in ring
    )
    borders = "".join(path(drawn(arcs[number])) for number in sorted(used) if used[number] > 1)
    size = {"width": round(WIDTH * 2), "height": round(HEIGHT * 2)}
    target.write_text(json.dumps({**size, "land": land, "borders": borders}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
