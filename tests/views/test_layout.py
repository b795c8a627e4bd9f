from __future__ import annotations

from itertools import combinations

from kg.views.layout import positions

STAR = [("hub", f"n{number}") for number in range(30)]
BOXES = {node: (120.0, 60.0) for pair in STAR for node in pair}


def test_labels_do_not_overlap_in_a_star():
    places = positions(STAR, BOXES)
    for (ax, ay), (bx, by) in combinations(places.values(), 2):
        assert abs(ax - bx) > 90 or abs(ay - by) > 40


def test_the_order_of_pairs_changes_nothing():
    assert positions(STAR, BOXES) == positions(reversed(STAR), dict(reversed(BOXES.items())))


def test_separate_parts_stand_apart():
    places = positions([("a", "b"), ("c", "d")], dict.fromkeys("abcd", (50.0, 50.0)))
    assert len(set(places.values())) == 4


def test_no_nodes_are_no_fault():
    assert positions([], {}) == {}
