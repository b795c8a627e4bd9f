"""What the network learns from a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kg.actions import actions
from kg.documents.records import document_of
from kg.encoder.inference import STATUSES, plover_types
from kg.model import Status
from kg.training.examples import Example, annotated, from_frames

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.language import Language
    from tokenizers import Tokenizer

    Records = Sequence[Mapping[str, Any]]

pytestmark = pytest.mark.model

ACCUSE, AGREE = plover_types().index("ACCUSE"), plover_types().index("AGREE")


@pytest.fixture(scope="module")
def protest(records: Records, nlp: Language, tokenizer: Tokenizer) -> list[Example]:
    """Return the examples of a document that tells of a condemnation, of rain, and of it again."""
    return list(annotated(records[:1], nlp, tokenizer))


@pytest.fixture(scope="module")
def talks(records: Records, nlp: Language, tokenizer: Tokenizer) -> list[Example]:
    """Return the examples of a document that tells of a meeting to come, and of bystanders."""
    return list(annotated(records[1:], nlp, tokenizer))


@pytest.fixture(scope="module")
def taught(records: Records, nlp: Language, tokenizer: Tokenizer) -> list[Example]:
    """Return the examples of a document that nobody annotated."""
    return list(from_frames(map(document_of, records[:1]), nlp, tokenizer, 1))


def changed(record: Mapping[str, Any], **event: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    """Return a document with its event annotated otherwise."""
    return {**record, "events": [{**record["events"][0], **event}]}


def test_a_sentence_that_names_nobody_is_no_example(protest: list[Example]):
    assert [each.window.position for each in protest] == [0, 2]


def test_an_act_is_labelled_by_who_does_what_to_whom(protest: list[Example]):
    assert list(protest[0].labels) == [(0, 1, ACCUSE)]


def test_a_label_has_the_action_and_the_words_that_show_it(protest: list[Example]):
    (label,) = protest[0].labels[0, 1, ACCUSE]
    assert list(actions())[label.action] == "criticise"
    assert protest[0].window.text[label.start : label.end] == "condemned"


def test_what_is_done_together_is_labelled_both_ways(talks: list[Example]):
    assert sorted(talks[0].labels) == [(0, 1, AGREE), (1, 0, AGREE)]


def test_a_label_has_its_status(talks: list[Example]):
    (label,) = talks[0].labels[0, 1, AGREE]
    assert STATUSES[label.status] is Status.PLANNED


def test_what_readers_differ_on_is_marked(talks: list[Example]):
    assert [label.optional for label in talks[0].labels[0, 1, AGREE]] == [True]


def test_a_sentence_without_acts_has_no_labels(talks: list[Example]):
    assert talks[1].labels == {}


def test_an_act_told_again_is_neither_labelled_nor_denied(protest: list[Example]):
    assert (protest[1].labels, (0, 1, ACCUSE) in protest[1].unknown) == ({}, True)


def test_the_other_direction_of_an_act_is_denied(protest: list[Example]):
    assert (1, 0, ACCUSE) not in protest[1].unknown


def test_what_frames_found_is_told(protest: list[Example]):
    assert [(each.pair, each.live) for each in protest[0].told] == [((0, 1), True)]


def test_a_party_is_known_by_any_of_its_names(records: Records, nlp: Language, tokenizer: Tokenizer):
    named = {**records[0]["entities"], "per": {"type": "country", "name": "PER", "aliases": ["Peru"]}}
    (first, *_) = annotated([{**records[0], "entities": named}], nlp, tokenizer)
    assert list(first.labels) == [(0, 1, ACCUSE)]


def test_a_party_under_no_known_name_is_taken_by_its_state(
    records: Records, nlp: Language, tokenizer: Tokenizer
):
    cabinet = {"type": "organisation", "name": "the cabinet", "country": "PER", "aliases": []}
    (first, *_) = annotated(
        [{**records[0], "entities": {**records[0]["entities"], "per": cabinet}}], nlp, tokenizer
    )
    assert [label.exact for label in first.labels[0, 1, ACCUSE]] == [False]


def test_an_act_whose_words_are_not_in_the_text_is_left_out(
    records: Records, nlp: Language, tokenizer: Tokenizer
):
    (first, *_) = annotated([changed(records[0], trigger="denounced")], nlp, tokenizer)
    assert first.labels == {}


def test_an_act_on_nobody_has_no_counterpart(records: Records, nlp: Language, tokenizer: Tokenizer):
    (first, *_) = annotated([changed(records[0], counterparts=[])], nlp, tokenizer)
    assert list(first.labels) == [(0, None, ACCUSE)]


class TestWithoutAnnotation:
    """Where the frames are the teacher."""

    def test_what_frames_find_is_labelled(self, taught: list[Example]):
        assert list(taught[0].labels) == [(0, 1, ACCUSE)]

    def test_what_frames_find_is_not_told(self, taught: list[Example]):
        assert taught[0].told == ()

    def test_silence_counts_for_less(self, taught: list[Example]):
        assert taught[0].weight < 1

    def test_some_sentences_without_acts_are_left_out(
        self, records: Records, nlp: Language, tokenizer: Tokenizer
    ):
        quiet = {**records[1], "text": "Kenya and Uganda stayed away. " * 40}
        assert 0 < len(list(from_frames([document_of(quiet)], nlp, tokenizer, 1))) < 40

    def test_the_same_seed_takes_the_same_sentences(
        self, records: Records, nlp: Language, tokenizer: Tokenizer
    ):
        quiet = {**records[1], "text": "Kenya and Uganda stayed away. " * 40}
        one, two = (list(from_frames([document_of(quiet)], nlp, tokenizer, 1)) for _ in range(2))
        assert one == two
