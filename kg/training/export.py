"""From the trained network to the files that kg runs: ONNX with weights of eight bits."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from kg.actions import actions, plover_types
from kg.encoder.features import PARTY_FEATURES
from kg.encoder.inference import VOCABULARY, WEIGHTS

if TYPE_CHECKING:
    from kg.training.network import Network

_INPUTS = ("ids", "tellers", "places", "features", "told", "actor", "counterpart")
_OUTPUTS = ("probability", "trigger", "action", "status")
_OTHER = -1e4


class _OneSentence(nn.Module):
    """The network for one sentence, with answers instead of scores."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        kinds = plover_types()
        mask = torch.full((len(kinds), len(actions())), _OTHER)
        for number, action in enumerate(actions().values()):
            mask[kinds.index(action.plover), number] = 0.0
        self.register_buffer("mask", mask)

    def forward(  # noqa: PLR0913, PLR0917 - one an input of the graph
        self,
        ids: Tensor,
        tellers: Tensor,
        places: Tensor,
        features: Tensor,
        told: Tensor,
        actor: Tensor,
        counterpart: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        scores = self.network(
            ids,
            torch.ones_like(ids),
            tellers[None],
            places[None],
            features[None],
            told,
            torch.stack([torch.zeros_like(actor), actor, counterpart]),
        )
        action = (scores.actions + self.mask).argmax(-1)
        return torch.sigmoid(scores.types), scores.triggers.argmax(-1), action, scores.statuses.argmax(-1)


def export(network: Network, vocabulary: Path, folder: Path) -> None:
    """Write ``encoder.onnx`` and ``tokenizer.json`` into a folder.

    Args:
        network: The trained network.
        vocabulary: The ``tokenizer.json`` of the pre-trained encoder.
        folder: Made if it is not there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        _write(network, whole)
        quantize_dynamic(whole, folder / WEIGHTS, weight_type=QuantType.QInt8, per_channel=True)
    model = onnx.load(folder / WEIGHTS)
    onnx.helper.set_model_props(model, {"actions": json.dumps(list(actions()))})
    onnx.save(model, folder / WEIGHTS)
    shutil.copyfile(vocabulary, folder / VOCABULARY)


def _write(network: Network, path: Path) -> None:
    with torch.no_grad():
        torch.onnx.export(
            _OneSentence(network.eval()),
            _example(),
            path,
            input_names=list(_INPUTS),
            output_names=list(_OUTPUTS),
            dynamic_axes=_axes(),
            opset_version=17,
            dynamo=False,
        )


def _axes() -> dict[str, dict[int, str]]:
    pairs = {name: {0: "pairs"} for name in ("told", "actor", "counterpart", *_OUTPUTS)}
    return pairs | {
        "ids": {1: "tokens"},
        "tellers": {0: "tokens"},
        "places": {0: "parties", 1: "tokens"},
        "features": {0: "parties"},
    }


def _example() -> tuple[Any, ...]:
    """Return inputs of the right shapes: nine tokens, two parties, three pairs."""
    tokens, parties, pairs = 9, 2, 3
    return (
        torch.ones(1, tokens, dtype=torch.long),
        torch.ones(tokens, dtype=torch.bool),
        torch.full((parties, tokens), 1 / tokens),
        torch.zeros(parties, PARTY_FEATURES),
        torch.zeros(pairs, 2 * len(plover_types())),
        torch.tensor([0, 1, 0]),
        torch.tensor([1, 0, parties]),
    )
