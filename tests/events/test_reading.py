"""How the acts of frames and the readings of an encoder become one list; the encoder here is a script."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kg.actions import actions
from kg.encoder import Decision, Reading, windows
from kg.events.acts import Act
from kg.events.frames import Frame
from kg.events.reading import Reader, named, pairs_of, told
from kg.model import Document, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from spacy.tokens import Doc

    from kg.encoder import Told, Window
    from kg.events import Extractor
    from kg.linking import Links

    Read = Callable[..., list[Act]]

# a probability is a confidence as it stands
EVEN = Decision(frame=0.4, alone=0.5, nobody=0.7, beside=0.8)

CONDEMNED = "Peru condemned Chile."
ANGERED = "The claim of Peru angered Chile."
SANCTIONS = "Peru has imposed sanctions on Chile and Brazil."


def line(  # noqa: PLR0913, PLR0917 - one a part of a reading
    actor: str,
    counterpart: str | None,
    action: str,
    trigger: str,
    probability: float,
    status: Status = Status.ACTUAL,
) -> Callable[[Window], Iterator[Reading]]:
    """Return what makes a reading by names: "PER does the action to CHL, as the word shows"."""

    def made(window: Window) -> Iterator[Reading]:
        if {actor, counterpart or actor} <= set(window.parties):
            start = window.text.index(trigger) if trigger else -1
            yield Reading(
                pair=(
                    window.parties.index(actor),
                    None if counterpart is None else window.parties.index(counterpart),
                ),
                plover=actions()[action].plover,
                action=action,
                status=status,
                trigger=(start, start + len(trigger)),
                probability=probability,
            )

    return made


class Script:
    """An encoder that reads what it is told to."""

    def __init__(self, lines: Iterable[Callable[[Window], Iterator[Reading]]]) -> None:
        self.lines = tuple(lines)
        self.heard: list[Told] = []

    def __call__(self, window: Window, found: Iterable[Told] = ()) -> Iterator[Reading]:
        self.heard += found
        return (reading for each in self.lines for reading in each(window))


def reader(*lines: Callable[[Window], Iterator[Reading]]) -> Reader:
    script: Any = Script(lines)
    return Reader(encoder=script, decision=EVEN)


@pytest.fixture
def read(extractor: Extractor, parse: Callable[[str], Doc], link: Callable[..., Links]) -> Read:
    """Return the acts of a drawn sentence, by the small frames and the lines of a script."""

    def made(text: str, *lines: Callable[[Window], Iterator[Reading]]) -> list[Act]:
        doc, links = parse(text), link(text)
        return reader(*lines)(doc, links, extractor.acts(doc, links))

    return made


def worded(act: Act) -> str:
    """Return an act on one line: ``criticise PER > CHL 0.9``."""
    actors, others = (" ".join(each.entity.id for each in side) for side in (act.actors, act.counterparts))
    return f"{act.action} {actors} > {others} {act.confidence}".replace(" >  ", " ")


class TestActsOfFrames:
    """What a frame found is weighed."""

    def test_an_act_has_the_probability_of_its_pair(self, read: Read):
        acts = read(CONDEMNED, line("PER", "CHL", "criticise", "condemned", 0.9))
        assert [worded(act) for act in acts] == ["criticise PER > CHL 0.9"]

    def test_another_action_of_the_same_type_confirms_it(self, read: Read):
        acts = read(CONDEMNED, line("PER", "CHL", "lodgeProtest", "condemned", 0.9))
        assert [worded(act) for act in acts] == ["criticise PER > CHL 0.9"]

    def test_it_keeps_its_frame(self, read: Read):
        (act,) = read(CONDEMNED, line("PER", "CHL", "criticise", "condemned", 0.9))
        assert act.frame.id.startswith("criticise/")

    def test_an_unlikely_one_is_left_out(self, read: Read):
        assert read(CONDEMNED, line("PER", "CHL", "criticise", "condemned", 0.3)) == []

    def test_the_other_direction_is_no_confirmation(self, read: Read):
        (act,) = read(CONDEMNED, line("CHL", "PER", "criticise", "condemned", 0.9))
        assert (act.actors[0].entity.id, act.frame.id) == ("CHL", "encoder/criticise")

    def test_a_denied_one_stays_however_unlikely(self, read: Read):
        (act,) = read("Peru denied condemning Chile.")
        assert act.status is Status.NEGATED
        assert act.confidence is None

    def test_a_pair_that_was_not_read_weighs_nothing(self, read: Read):
        acts = read(SANCTIONS, line("PER", "CHL", "imposeSanctions", "imposed", 0.9))
        assert [worded(act) for act in acts] == ["imposeSanctions PER > CHL BRA 0.45"]

    def test_where_no_two_states_are_in_sight_an_act_stays_unweighed(
        self, parse: Callable[[str], Doc], link: Callable[..., Links]
    ):
        text = "Peru condemned its own army."
        links = link(text)
        act = Act(action="criticise", frame=FRAME, trigger=1, verb=1, actors=links.items[:1], counterparts=())
        assert reader()(parse(text), links, [act]) == [act]


FRAME = Frame(id="criticise/any", action="criticise", part="verb", lemma=frozenset())


class TestActsOfTheEncoder:
    """What no frame found is added, if it is likely enough."""

    def test_a_likely_act_is_added(self, read: Read):
        acts = read(ANGERED, line("PER", "CHL", "criticise", "angered", 0.6))
        assert [worded(act) for act in acts] == ["criticise PER > CHL 0.6"]

    def test_an_unlikely_one_is_not(self, read: Read):
        assert read(ANGERED, line("PER", "CHL", "criticise", "angered", 0.4)) == []

    def test_it_stands_at_its_word_and_in_its_clause(self, read: Read, parse: Callable[[str], Doc]):
        (act,) = read(ANGERED, line("PER", "CHL", "criticise", "claim", 0.6))
        assert [parse(ANGERED)[at].text for at in (act.trigger, act.verb)] == ["claim", "angered"]

    def test_its_frame_says_that_there_is_none(self, read: Read):
        (act,) = read(ANGERED, line("PER", "CHL", "criticise", "angered", 0.6))
        assert act.frame.id == "encoder/criticise"

    def test_it_has_the_status_that_was_read(self, read: Read):
        (act,) = read(ANGERED, line("PER", "CHL", "criticise", "angered", 0.6, Status.PLANNED))
        assert act.status is Status.PLANNED

    @pytest.mark.parametrize(("probability", "count"), [(0.6, 0), (0.75, 1)])
    def test_one_without_counterpart_must_be_likelier(self, read: Read, probability: float, count: int):
        assert len(read(ANGERED, line("PER", None, "criticise", "angered", probability))) == count

    @pytest.mark.parametrize(("probability", "count"), [(0.7, 0), (0.85, 1)])
    def test_one_at_the_word_of_a_frame_must_be_likelier(self, read: Read, probability: float, count: int):
        lines = (
            line("PER", "CHL", "criticise", "condemned", 0.9),
            line("CHL", "PER", "praise", "condemned", probability),
        )
        assert [act.action for act in read(CONDEMNED, *lines)][1:] == ["praise"] * count

    @pytest.mark.parametrize(("probability", "count"), [(0.7, 0), (0.85, 1)])
    def test_one_of_the_type_and_state_of_a_frame_must_be_likelier(
        self, read: Read, probability: float, count: int
    ):
        text = "Peru condemned Chile in May and praised Brazil on 3 June."
        lines = (
            line("PER", "CHL", "criticise", "condemned", 0.9),
            line("PER", "BRA", "praise", "praised", 0.9),
            line("PER", "BRA", "criticise", "June", probability),
        )
        assert [worded(act) for act in read(text, *lines)][2:] == [
            f"criticise PER > BRA {probability}"
        ] * count

    def test_a_word_outside_the_text_tells_nothing(self, read: Read):
        assert read(ANGERED, line("PER", "CHL", "criticise", "", 0.9)) == []

    def test_pairs_of_one_act_are_joined(self, read: Read):
        lines = [line("PER", other, "attack", "sanctions", 0.9) for other in ("CHL", "BRA")]
        assert [worded(act) for act in read(SANCTIONS, *lines)] == ["attack PER > CHL BRA 0.9"]

    def test_what_is_done_together_has_actors_alone(self, read: Read):
        lines = [line(*pair, "meet", "angered", 0.9) for pair in (("PER", "CHL"), ("CHL", "PER"))]
        assert [worded(act) for act in read(ANGERED, *lines)] == ["meet PER CHL 0.9"]

    def test_acts_stand_in_the_order_of_the_text(self, read: Read):
        lines = (
            line("PER", "CHL", "criticise", "angered", 0.9),
            line("CHL", "PER", "severRelations", "claim", 0.9),
        )
        assert [act.action for act in read(ANGERED, *lines)] == ["severRelations", "criticise"]

    def test_the_nearest_mention_is_the_party(self, read: Read, parse: Callable[[str], Doc]):
        text = "Peru condemned two Chilean diplomats."
        (act,) = read(text, line("CHL", "PER", "criticise", "Peru", 0.9))
        assert parse(text)[act.actors[0].found.start].text == "Chilean"


class TestOneState:
    """A minister and his government are one party to an act."""

    TEXT = "The president of Peru visited Santiago in Chile."

    def test_what_a_frame_told_of_the_president_is_not_told_of_the_state(self, read: Read):
        lines = [line(actor, "CHL", "visit", "visited", 0.9) for actor in ("President_of_Peru", "PER")]
        assert [worded(act) for act in read(self.TEXT, *lines)] == ["visit President_of_Peru > CHL 0.9"]

    def test_the_likelier_of_the_two_does_it(self, read: Read):
        visit = line("President_of_Peru", "CHL", "visit", "visited", 0.9)
        state = line("PER", "CHL", "criticise", "visited", 0.85)
        president = line("President_of_Peru", "CHL", "criticise", "visited", 0.95)
        acts = read(self.TEXT, visit, state, president)
        assert [worded(act) for act in acts if act.action == "criticise"] == [
            "criticise President_of_Peru > CHL 0.95"
        ]


class TestWhatTheEncoderIsTold:
    """The frames' acts by pairs of the window's parties."""

    @pytest.fixture
    def heard(
        self, extractor: Extractor, parse: Callable[[str], Doc], link: Callable[..., Links]
    ) -> Callable[[str], list[Told]]:
        def made(text: str) -> list[Told]:
            doc, links = parse(text), link(text)
            sentences = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
            (window,) = windows(text, sentences, named(doc, links))
            return sorted(told(extractor.acts(doc, links), window), key=lambda each: str(each.pair))

        return made

    def test_an_act_is_told_for_each_counterpart(self, heard: Callable[[str], list[Told]]):
        assert [each.pair for each in heard(SANCTIONS)] == [(0, 1), (0, 2)]

    def test_a_meeting_is_told_both_ways(self, heard: Callable[[str], list[Told]]):
        pairs = [each.pair for each in heard("Peru held talks with Chile.")]
        assert pairs == [(0, 1), (1, 0)]

    def test_a_denied_act_is_not_live(self, heard: Callable[[str], list[Told]]):
        assert [each.live for each in heard("Peru denied condemning Chile.")] == [False]

    def test_a_party_out_of_sight_is_not_told(
        self, extractor: Extractor, parse: Callable[[str], Doc], link: Callable[..., Links]
    ):
        doc, links = parse(SANCTIONS), link(SANCTIONS)
        (window,) = windows(SANCTIONS, [(0, len(SANCTIONS))], named(doc, links))
        narrow = replace(window, parties=window.parties[:2], states=window.states[:2])
        assert [each.pair for each in told(extractor.acts(doc, links), narrow)] == [(0, 1)]

    def test_mentions_have_the_offsets_of_their_words(
        self, parse: Callable[[str], Doc], link: Callable[..., Links]
    ):
        found = named(parse(SANCTIONS), link(SANCTIONS))
        assert [SANCTIONS[each.start : each.end] for each in found] == ["Peru", "Chile", "Brazil"]

    def test_who_acts_on_nobody_is_paired_with_none(self, link: Callable[..., Links]):
        act = Act(
            action="criticise",
            frame=FRAME,
            trigger=1,
            verb=1,
            actors=link(CONDEMNED).items[:1],
            counterparts=(),
        )
        assert pairs_of(act) == {("PER", None)}


def test_the_confidence_of_an_event_is_that_of_the_encoder(
    extractor: Extractor, parse: Callable[[str], Doc], link: Callable[..., Links]
):
    weighing = replace(extractor, reader=reader(line("PER", "CHL", "criticise", "condemned", 0.9)))
    document = Document(id="a", text=CONDEMNED, published=date(2023, 5, 17))
    (event,) = weighing(parse(CONDEMNED), link(CONDEMNED), document)
    assert event.confidence == 0.9
