from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.actions import actions
from kg.errors import LexiconError
from kg.events import load_frames
from kg.resources import ontologies

if TYPE_CHECKING:
    from kg.events.frames import Frame, Lexicon


@pytest.fixture(scope="session")
def shipped() -> Lexicon:
    return load_frames(ontologies() / "frames")


def frame(folder: Path, text: str) -> Frame:
    """Read one frame from a folder with the word list ``penalties``."""
    (folder / "sets.toml").write_text('support = ["hold"]\npenalties = ["sanction", "embargo"]\n')
    (folder / "a.toml").write_text(text)
    return load_frames(folder).frames[0]


def test_a_verb_acts_by_its_subject_on_its_object_unless_told(tmp_path: Path):
    read = frame(tmp_path, 'action = "criticise"\n[[verb]]\nlemma = ["condemn"]\n')
    assert (read.actor, read.counterpart) == (("subject",), ("object",))


def test_a_word_list_is_put_in_by_its_name(tmp_path: Path):
    read = frame(
        tmp_path, 'action = "imposeSanctions"\n[[verb]]\nlemma = ["impose"]\nobject = ["ban", "@penalties"]\n'
    )
    assert read.object == {"sanction", "embargo", "ban"}


def test_an_example_is_of_an_act_that_happened_unless_told(tmp_path: Path):
    text = '[[verb.examples]]\ntext = "Peru condemned Chile."\nactors = ["PER"]\n'
    assert frame(tmp_path, VERB + text).examples[0].status == "actual"


def test_an_act_needs_both_parties_unless_told(tmp_path: Path):
    assert frame(tmp_path, 'action = "criticise"\n[[verb]]\nlemma = ["condemn"]\n').needs == {
        "actor",
        "counterpart",
    }


def test_the_empty_list_takes_no_counterpart(tmp_path: Path):
    read = frame(tmp_path, 'action = "resign"\n[[verb]]\nlemma = ["resign"]\ncounterpart = []\n')
    assert (read.counterpart, read.needs) == ((), {"actor"})


def test_a_frame_is_found_by_part_of_speech_and_lemma(tmp_path: Path):
    frame(tmp_path, 'action = "criticise"\n[[noun]]\nid = "x"\nlemma = ["condemnation"]\n')
    index = load_frames(tmp_path).index
    assert [found.id for found in index["NOUN", "condemnation"]] == ["criticise/x"]


VERB = 'action = "criticise"\n[[verb]]\nlemma = ["condemn"]\n'


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param('action = "critisise"\n', "a.toml: 'critisise' is no action", id="action"),
        pytest.param(VERB + 'objekt = ["a"]\n', "a.toml, verb 1: 'objekt' is no key", id="key"),
        pytest.param(VERB + 'actor = ["sub ject"]\n', "a.toml, verb 1: 'sub ject' is no slot", id="slot"),
        pytest.param(
            VERB + 'object = ["@penalty"]\n', "a.toml, verb 1: no word list '@penalty'", id="word list"
        ),
        pytest.param('action = "criticise"\n[[verb]\n', "a.toml: .*line 2", id="no TOML"),
    ],
)
def test_a_fault_is_named_with_file_and_remedy(tmp_path: Path, text: str, complaint: str):
    with pytest.raises(LexiconError, match=complaint) as caught:
        frame(tmp_path, text)
    assert caught.value.remedy


def test_a_folder_without_word_lists_is_named():
    with pytest.raises(LexiconError, match=r"sets\.toml"):
        load_frames(Path(__file__).parent)


def test_every_shipped_file_is_named_by_its_action(shipped: Lexicon):
    files = {path.stem for path in (ontologies() / "frames").glob("*.toml")} - {"sets", "operators"}
    assert files == {read.action for read in shipped.frames}


def test_shipped_frames_have_ids_of_their_own(shipped: Lexicon):
    ids = [read.id for read in shipped.frames]
    assert sorted(ids) == sorted(set(ids))


def test_shipped_frames_cover_three_quarters_of_the_actions(shipped: Lexicon):
    assert len({read.action for read in shipped.frames}) >= 0.75 * len(actions())


def test_nearly_every_shipped_frame_shows_an_example(shipped: Lexicon):
    assert sum(bool(read.examples) for read in shipped.frames) >= 0.9 * len(shipped.frames)
