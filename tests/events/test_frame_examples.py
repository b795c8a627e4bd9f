"""Every frame is proved by its own examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.events import load_frames
from kg.resources import ontologies

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

    from kg.events.frames import Example, Frame
    from kg.model import EventMention, Role

FRAMES = load_frames(ontologies() / "frames").frames
EXAMPLES = [pytest.param(frame, each, id=frame.id) for frame in FRAMES for each in frame.examples]
NON_EXAMPLES = [pytest.param(frame, text, id=frame.id) for frame in FRAMES for text in frame.non_examples]


@pytest.fixture(scope="session")
def events_of(nlp: Language) -> Callable[[str], tuple[EventMention, ...]]:
    """Return a function from a text to its event mentions."""
    return lambda text: nlp(text)._.kg_events


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.id)
def test_a_frame_has_an_example(frame: Frame) -> None:
    assert frame.examples


def test_no_two_frames_share_an_id() -> None:
    ids = [frame.id for frame in FRAMES]
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.model
@pytest.mark.parametrize(("frame", "example"), EXAMPLES)
def test_an_example_tells_of_the_act(
    frame: Frame, example: Example, events_of: Callable[[str], tuple[EventMention, ...]]
) -> None:
    told = [_signature(mention) for mention in events_of(example.text) if mention.action == frame.action]
    assert (set(example.actors), set(example.counterparts), example.status) in told


@pytest.mark.model
@pytest.mark.parametrize(("frame", "text"), NON_EXAMPLES)
def test_a_non_example_does_not_tell_of_the_act(
    frame: Frame, text: str, events_of: Callable[[str], tuple[EventMention, ...]]
) -> None:
    assert frame.action not in {mention.action for mention in events_of(text)}


def _signature(mention: EventMention) -> tuple[set[str], set[str], str]:
    return _states(mention, "actor"), _states(mention, "counterpart"), mention.status.value


def _states(mention: EventMention, role: Role | str) -> set[str]:
    return {part.entity.state for part in mention.participants if part.role == role and part.entity.state}
