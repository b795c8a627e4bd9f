"""How the network learns: batches, loss, and the passes over the examples."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from kg.actions import actions, plover_types
from kg.encoder.features import PARTY_FEATURES, party_features, places, rule_features
from kg.encoder.inference import STATUSES
from kg.encoder.tokens import CLOSING, HIDDEN, OPENING

if TYPE_CHECKING:
    from kg.training.examples import Example, Label, Place
    from kg.training.network import Network, Scores

_BATCH, _CHUNK = 16, 40
_OPTIONAL = 0.5  # what a label counts that readers differ on
_INEXACT = 0.5  # what one counts that holds for another entity of the same state
_TRIGGER, _ACTION, _STATUS = 0.2, 0.5, 0.3  # what the loss of each head counts
_UNTOLD = 0.15  # share of batches in which the network does not see what frames found
_MASKED, _NAMELESS = 0.5, 0.3  # share of sentences in which names are hidden, and of the names there
_MEMORY = 0.997  # how much of the average of the weights a step leaves
_LEARNING_RATE, _HEAD_RATE, _WARM_UP, _DECAY = 6e-5, 6e-4, 0.1, 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    inputs: tuple[Tensor, ...]
    examples: Sequence[Example]


def learn(
    network: Network,
    examples: Sequence[Example],
    *,
    epochs: int,
    seed: int,
    tell: Callable[[str], None],
) -> None:
    """Train a network in place; its weights are the average over the last steps.

    Args:
        network: What is trained.
        examples: What it learns from.
        epochs: Passes over the examples.
        seed: Fixes order and dropout.
        tell: Called with a line on the progress.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    torch.manual_seed(seed)
    steps = epochs * math.ceil(len(examples) / _BATCH)
    optimizer = _optimizer(network)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    average = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(_MEMORY)
    )
    network.train()
    for epoch in range(epochs):
        total = 0.0
        for number, batch in enumerate(_batches(examples, chance), start=1):
            loss = _loss(network, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(network)
            total += loss.item()
            if number % 100 == 0:
                tell(
                    f"pass {epoch + 1} of {epochs}, {number * _BATCH:,} sentences, loss {total / number:.3f}"
                )
    network.load_state_dict(average.module.state_dict())


def _optimizer(network: Network) -> torch.optim.Optimizer:
    """Return one that moves the heads faster than the encoder."""
    base = list(network.encoder.parameters())
    heads = [each for name, each in network.named_parameters() if not name.startswith("encoder.")]
    return torch.optim.AdamW(
        [{"params": base, "lr": _LEARNING_RATE}, {"params": heads, "lr": _HEAD_RATE}],
        weight_decay=_DECAY,
        fused=True,
    )


def _rate(step: int, steps: int) -> float:
    return min((step + 1) / (_WARM_UP * steps), max(0.0, (steps - step) / ((1 - _WARM_UP) * steps)))


def _batches(examples: Sequence[Example], chance: random.Random) -> Iterator[_Batch]:
    """Yield batches of sentences of like length, in random order."""
    order = list(examples)
    chance.shuffle(order)
    batches = []
    for start in range(0, len(order), _BATCH * _CHUNK):
        chunk = sorted(order[start : start + _BATCH * _CHUNK], key=lambda each: len(each.tokens.ids))
        batches += [chunk[at : at + _BATCH] for at in range(0, len(chunk), _BATCH)]
    chance.shuffle(batches)
    for batch in batches:
        yield _Batch(inputs=_inputs(batch, chance, untold=chance.random() < _UNTOLD), examples=batch)


def _inputs(batch: Sequence[Example], chance: random.Random, *, untold: bool) -> tuple[Tensor, ...]:
    length = max(len(each.tokens.ids) for each in batch)
    parties = max(len(each.window.parties) for each in batch)
    ids = torch.zeros(len(batch), length, dtype=torch.long)
    attention = torch.zeros(len(batch), length, dtype=torch.long)
    tellers = torch.zeros(len(batch), length, dtype=torch.bool)
    weights = torch.zeros(len(batch), parties, length)
    features = torch.zeros(len(batch), parties, PARTY_FEATURES)
    for row, each in enumerate(batch):
        tokens, count = len(each.tokens.ids), len(each.window.parties)
        ids[row, :tokens] = torch.tensor(masked(each.tokens.ids, chance))
        attention[row, :tokens] = 1
        tellers[row, :tokens] = torch.tensor(each.tokens.tellers)
        weights[row, :count, :tokens] = torch.from_numpy(places(each.tokens))
        features[row, :count] = torch.from_numpy(party_features(each.window))
    told = torch.from_numpy(
        np.concatenate([rule_features(each.pairs, () if untold else each.told) for each in batch])
    )
    pairs = torch.tensor(
        [
            (row, actor, parties if other is None else other)
            for row, each in enumerate(batch)
            for actor, other in each.pairs
        ],
        dtype=torch.long,
    ).T
    return ids, attention, tellers, weights, features, told, pairs


def masked(ids: Sequence[int], chance: random.Random) -> list[int]:
    """Return a sentence's tokens with some names hidden: what is said of them matters, not who they are."""
    if chance.random() >= _MASKED:
        return list(ids)
    shown, hidden = [], False
    for each in ids:
        if each in OPENING:
            hidden = chance.random() < _NAMELESS
        elif each in CLOSING:
            hidden = False
        shown.append(HIDDEN if hidden and each not in OPENING else each)
    return shown


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    row: int
    kind: int
    weight: float
    labels: Sequence[Label]
    example: Example


def _loss(network: Network, batch: _Batch) -> Tensor:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = network(*batch.inputs)
    wanted, weight, targets = _targets(batch.examples)
    loss = functional.binary_cross_entropy_with_logits(scores.types.float(), wanted, reduction="none")
    total = (loss * weight).sum()
    if targets:
        total = total + _details(scores, targets)
    return total / len(batch.examples)


def _targets(examples: Sequence[Example]) -> tuple[Tensor, Tensor, list[_Target]]:
    count, kinds = sum(len(each.pairs) for each in examples), len(plover_types())
    wanted, weight = torch.zeros(count, kinds), torch.ones(count, kinds)
    targets: list[_Target] = []
    first = 0
    for example in examples:
        row = {pair: first + number for number, pair in enumerate(example.pairs)}
        weight[first : first + len(row)] = example.weight
        first += len(row)
        for place in example.unknown:
            weight[_at(place, row)] = 0
        for place, labels in example.labels.items():
            if place[:2] in row:
                at = _at(place, row)
                wanted[at], weight[at] = 1, max(map(_worth, labels))
                targets.append(
                    _Target(row=at[0], kind=at[1], weight=weight[at].item(), labels=labels, example=example)
                )
    return wanted, weight, targets


def _at(place: Place, row: dict[tuple[int, int | None], int]) -> tuple[int, int]:
    actor, other, kind = place
    return row[actor, other], kind


def _worth(label: Label) -> float:
    return (_OPTIONAL if label.optional else 1.0) * (1.0 if label.exact else _INEXACT)


def _details(scores: Scores, targets: Sequence[_Target]) -> Tensor:
    """Return the loss for the word that shows an act, for its action and for its status."""
    rows = torch.tensor([each.row for each in targets]), torch.tensor([each.kind for each in targets])
    triggers = scores.triggers[rows].float()
    shown = torch.zeros(len(targets), triggers.shape[1], dtype=torch.bool)
    action, status = torch.zeros(len(targets), len(actions())), torch.zeros(len(targets), len(STATUSES))
    for number, each in enumerate(targets):
        for label in each.labels:
            action[number, label.action] += 1 / len(each.labels)
            status[number, label.status] += 1 / len(each.labels)
            for token in _shown(each.example, label):
                shown[number, token] = True
    trigger = -torch.logsumexp(triggers.masked_fill(~shown, -1e4), 1) * shown.any(1)
    losses = (
        _TRIGGER * trigger
        + _ACTION * _cross_entropy(scores.actions[rows], action)
        + _STATUS * _cross_entropy(scores.statuses[rows], status)
    )
    return (losses * torch.tensor([each.weight for each in targets])).sum()


def _shown(example: Example, label: Label) -> Iterator[int]:
    tokens = example.tokens
    for number, (start, end) in enumerate(tokens.offsets):
        if tokens.tellers[number] and start >= 0 and start < label.end and end > label.start:
            yield number


def _cross_entropy(scores: Tensor, wanted: Tensor) -> Tensor:
    return -(functional.log_softmax(scores.float(), -1) * wanted).sum(1)
