from __future__ import annotations

import re

import pytest

from kg.views.maps import HEIGHT, WIDTH, outlines, project


@pytest.mark.parametrize(
    ("latitude", "longitude", "x", "y"),
    [
        (0, 0, WIDTH / 2, HEIGHT / 2),
        (90, 0, WIDTH / 2, 0),
        (-90, 0, WIDTH / 2, HEIGHT),
        (0, -180, 0, HEIGHT / 2),
    ],
)
def test_the_corners_of_the_world_are_those_of_the_map(latitude: float, longitude: float, x: float, y: float):
    assert project(latitude, longitude) == pytest.approx((x, y), abs=1e-6)


def test_a_point_beyond_the_world_lies_on_its_edge():
    assert project(0, 500) == project(0, 180)


def test_the_outlines_are_paths_and_nothing_else():
    world = outlines()
    assert (world["width"], world["height"]) == (round(2 * WIDTH), round(2 * HEIGHT))
    for path in (world["land"], world["borders"]):
        assert re.fullmatch(r"[-Mlz0-9, ]+", path)


def test_no_outline_runs_across_the_whole_map():
    steps = re.findall(r"-?\d+", re.sub(r"M-?\d+,-?\d+", "", outlines()["land"]))
    assert max(abs(int(step)) for step in steps) < 300
