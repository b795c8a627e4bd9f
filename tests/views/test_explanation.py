"""Why an event stands in the graph, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model import Entity, Event, EventMention, Kind, Participant, Role, Source, Status, TextSpan
from kg.views.explanation import explain

SENTENCE = TextSpan(document_id="a", start=0, end=21, text="Peru condemned Chile.")
PARTIES = tuple(
    Participant(role=role, entity=Entity(id=code, name=name, kind=Kind.STATE, state=code))
    for role, code, name in ((Role.ACTOR, "PER", "Peru"), (Role.COUNTERPART, "CHL", "Chile"))
)


def explained(frame: str, *operators: str) -> str:
    mention = EventMention(
        action="criticise",
        participants=PARTIES,
        status=Status.ACTUAL,
        sentence=SENTENCE,
        trigger=TextSpan(document_id="a", start=5, end=14, text="condemned"),
        frame=frame,
        operators=operators,
    )
    event = Event(id="1", action="criticise", participants=PARTIES, status=Status.ACTUAL, mentions=(mention,))
    return explain(event, [Source(id="a")])


@pytest.mark.parametrize(
    ("frame", "operators", "words"),
    [
        ("criticise/condemn", (), "frame criticise/condemn"),
        ("criticise/condemn", ("urge",), "frame criticise/condemn, under urge"),
        ("encoder/criticise", (), "read by the trained encoder as criticise; no frame found it"),
    ],
)
def test_it_says_what_found_a_report(frame: str, operators: tuple[str, ...], words: str):
    assert f"   {words}\n" in explained(frame, *operators)


def test_a_report_of_a_copy_is_told_as_such():
    event = Event(
        id="1",
        action="criticise",
        participants=PARTIES,
        status=Status.ACTUAL,
        mentions=tuple(
            EventMention(
                action="criticise",
                participants=PARTIES,
                status=Status.ACTUAL,
                sentence=replace(SENTENCE, document_id=document),
                trigger=TextSpan(document_id=document, start=5, end=14, text="condemned"),
            )
            for document in "ab"
        ),
    )
    told = explain(event, [Source(id="a"), Source(id="b", copy_of="a")])
    assert "2 reports, a copy among them" in told
    assert "2. b, a copy of a" in told


def test_the_trigger_stands_out():
    assert "Peru **condemned** Chile." in explained("criticise/condemn")
