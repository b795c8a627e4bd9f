"""Where a place stands on the map of the page, whose outlines are Natural Earth's and in the public domain.

The map is drawn after Equal Earth, which shows every country as large as it is.
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import TypedDict

WIDTH = 1000.0
"""Width of the map; its height follows from the projection."""
OUTLINES = Path(__file__).parent / "templates" / "world.json"
_TERMS = (1.340264, -0.081106, 0.000893, 0.003796)
_ROOT = math.sqrt(3) / 2


class Outlines(TypedDict):
    """The world as SVG paths in the units of ``project``."""

    width: int
    height: int
    land: str
    borders: str


def _raw(latitude: float, longitude: float) -> tuple[float, float]:
    theta = math.asin(_ROOT * math.sin(math.radians(latitude)))
    squared = theta**2
    powers = (1.0, squared, squared**3, squared**4)
    slope = sum(
        factor * term * power for factor, term, power in zip((1, 3, 7, 9), _TERMS, powers, strict=True)
    )
    across = math.radians(longitude) * math.cos(theta) / (_ROOT * slope)
    return across, theta * sum(term * power for term, power in zip(_TERMS, powers, strict=True))


_HALF = _raw(0.0, 180.0)[0]
_TOP = _raw(90.0, 0.0)[1]
SCALE = WIDTH / (2 * _HALF)
HEIGHT = 2 * _TOP * SCALE


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Return where a point lies on the map, counted from its upper left corner.

    Args:
        latitude: WGS 84 degrees north, -90 to 90.
        longitude: WGS 84 degrees east, -180 to 180.

    Example:
        >>> [round(number) for number in project(0, 0)], [round(number) for number in project(0, 180)]
        ([500, 243], [1000, 243])
    """
    across, up = _raw(min(max(latitude, -90.0), 90.0), min(max(longitude, -180.0), 180.0))
    return (across + _HALF) * SCALE, (_TOP - up) * SCALE


@cache
def outlines() -> Outlines:
    """Return coasts and borders of the world, at a scale of 1:110 million."""
    found: Outlines = json.loads(OUTLINES.read_text(encoding="utf-8"))
    return found
