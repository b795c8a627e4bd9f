"""What the encoder is told beside the words."""

from __future__ import annotations

import numpy as np

from kg.actions import plover_types
from kg.encoder import Named, Told, windows
from kg.encoder.features import PARTY_FEATURES, party_features, places, rule_features
from kg.encoder.tokens import Tokens
from kg.model import Kind, Link

PRAISE = plover_types().index("SUPPORT")
TEXT = "He met Chile in Peru."
WINDOW = next(
    windows(
        TEXT,
        [(0, len(TEXT))],
        [
            Named(start=0, end=2, entity="Rosa", kind=Kind.PERSON, state="BOL", link=Link.PRONOUN, score=0.6),
            Named(start=7, end=12, entity="CHL", kind=Kind.STATE, state="CHL"),
            Named(start=16, end=20, entity="PER", kind=Kind.STATE, state="PER", locative=True),
        ],
    )
)


def test_every_party_has_its_row():
    assert party_features(WINDOW).shape == (3, PARTY_FEATURES)


def test_every_feature_lies_between_0_and_1():
    assert ((party_features(WINDOW) >= 0) & (party_features(WINDOW) <= 1)).all()


def test_a_pronoun_is_told_from_a_name():
    pronoun, name, _ = party_features(WINDOW)
    assert list(pronoun[:5]) == [0, 0, 0, 1, 0]
    assert list(name[:5]) == [1, 0, 0, 0, 0]


def test_a_place_is_told_from_a_party():
    assert [row[5] for row in party_features(WINDOW)] == [0, 0, 1]


def test_the_weights_of_a_party_sum_to_1():
    tokens = Tokens(ids=(1, 2, 3, 4), offsets=((0, 1),) * 4, places=((0, 2), (3,)), tellers=(True,) * 4)
    assert places(tokens).sum(axis=1).tolist() == [1, 1]


def test_what_frames_deny_stands_apart_from_what_they_find():
    told = rule_features(
        [(0, 1), (1, 0)],
        [Told(pair=(0, 1), action="praise", live=True), Told(pair=(1, 0), action="praise", live=False)],
    )
    assert np.argwhere(told).tolist() == [[0, PRAISE], [1, len(plover_types()) + PRAISE]]


def test_what_frames_find_between_others_is_left_out():
    assert not rule_features([(0, 1)], [Told(pair=(5, 1), action="praise", live=True)]).any()
