"""One pass of learning by a network of toy size, and its way into the files that kg runs."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from kg.actions import actions
from kg.encoder import Encoder
from kg.encoder.inference import plover_types
from kg.training.examples import Example, annotated

torch = pytest.importorskip("torch", reason="needs the extra 'train'")
transformers = pytest.importorskip("transformers", reason="needs the extra 'train'")
pytest.importorskip("onnx", reason="needs the extra 'train'")

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from spacy.language import Language
    from tokenizers import Tokenizer

# torch warns of its own old ways, and of new ones to come
pytestmark = [pytest.mark.model, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a pre-trained encoder that is tiny and has learned nothing."""
    torch.manual_seed(1)
    config = transformers.BertConfig(
        hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    folder = tmp_path_factory.mktemp("base")
    transformers.BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def examples(records: Sequence[Mapping[str, Any]], nlp: Language, tokenizer: Tokenizer) -> list[Example]:
    return list(annotated(records, nlp, tokenizer))


def untrained(base: Path) -> Any:  # noqa: ANN401 - torch is not there where types are checked
    from kg.training.network import Network  # noqa: PLC0415 - only where torch is

    torch.manual_seed(1)
    return Network(str(base), len(plover_types()), len(actions()))


def trained(base: Path, examples: list[Example]) -> Any:  # noqa: ANN401 - see above
    """Return a network after one pass."""
    from kg.training.learning import learn  # noqa: PLC0415 - only where torch is

    network = untrained(base)
    learn(network, examples, epochs=1, seed=1, tell=lambda _: None)
    return network


def test_a_pass_moves_every_head(base: Path, examples: list[Example]):
    before = dict(untrained(base).named_parameters())
    after = dict(trained(base, examples).named_parameters())
    heads = ("bias", "sought", "action.weight", "status.weight", "key.weight")
    assert [name for name in heads if torch.equal(before[name], after[name])] == []


def test_the_same_seed_gives_the_same_weights(base: Path, examples: list[Example]):
    one, two = (trained(base, examples).state_dict() for _ in range(2))
    assert [name for name in one if not torch.equal(one[name], two[name])] == []


def test_what_is_written_can_be_run(base: Path, examples: list[Example], vocabulary: Path, tmp_path: Path):
    from kg.training.export import export  # noqa: PLC0415 - only where torch is

    export(trained(base, examples), vocabulary, tmp_path)
    readings = list(Encoder(tmp_path)(examples[0].window))
    assert all(reading.pair in examples[0].pairs for reading in readings)
    assert Encoder(tmp_path).actions == tuple(actions())


def test_names_are_hidden_in_some_sentences_and_the_words_around_them_never():
    from kg.training.learning import masked  # noqa: PLC0415 - only where torch is

    sentence = [101, 1, 5000, 5001, 5, 2777, 2, 6000, 6, 102]
    seen = {tuple(masked(sentence, random.Random(seed))) for seed in range(60)}  # noqa: S311 - no secret
    both = tuple(sentence)
    first = (101, 1, 103, 103, 5, 2777, 2, 6000, 6, 102)
    second = (101, 1, 5000, 5001, 5, 2777, 2, 103, 6, 102)
    neither = (101, 1, 103, 103, 5, 2777, 2, 103, 6, 102)
    assert seen == {both, first, second, neither}
