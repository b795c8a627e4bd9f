"""The network: a pre-trained encoder, and heads that ask of each pair of parties which acts link them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from kg.encoder.features import PARTY_FEATURES

_WIDTH, _DROPOUT = 160, 0.2
_HIDDEN = -1e4  # where no act can be shown
_RARE = -3.0  # log odds of an act at the start: most pairs do nothing
_FOUND, _DENIED = 3.0, -1.0  # what a frame's find adds to them, and its denial


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What the network says of P pairs, K types, T tokens, A actions.

    Args:
        types: P x K log odds that the pair does an act of the type.
        triggers: P x K x T log probabilities that a token shows it.
        actions: P x K x A log odds of the actions.
        statuses: P x K x 4 log odds of the statuses.
    """

    types: Tensor
    triggers: Tensor
    actions: Tensor
    statuses: Tensor


class Network(nn.Module):
    """Reads sentences with marked parties.

    Every pair of parties looks over the words of the sentence once for each PLOVER type, and decides from
    what it found there; so the word that shows an act is known along with the act. What the frames found
    weighs in.

    Args:
        base: Folder of the pre-trained encoder.
        types: How many PLOVER types there are.
        actions: How many actions there are.
    """

    def __init__(self, base: str, types: int, actions: int) -> None:
        super().__init__()
        self.encoder: Any = BertModel.from_pretrained(
            base, add_pooling_layer=False, attn_implementation="eager"
        )
        size = self.encoder.config.hidden_size
        self.types = types
        self.features = nn.Linear(PARTY_FEATURES, size)
        self.nobody = nn.Parameter(torch.randn(size) * 0.02)
        self.as_actor, self.as_counterpart = nn.Linear(size, _WIDTH), nn.Linear(size, _WIDTH)
        self.of_sentence, self.of_word = nn.Linear(size, _WIDTH), nn.Linear(size, _WIDTH)
        self.question = nn.Linear(_WIDTH, _WIDTH)
        self.sought = nn.Parameter(torch.randn(types, _WIDTH) * 0.05)
        self.key, self.finding = nn.Linear(size, _WIDTH), nn.Linear(2 * _WIDTH, _WIDTH)
        self.weight = nn.Parameter(torch.randn(types, _WIDTH) * 0.05)
        self.bias = nn.Parameter(torch.full((types,), _RARE))
        self.trust = nn.Parameter(torch.zeros(types, _WIDTH))
        self.found = nn.Parameter(torch.full((types,), _FOUND))
        self.denied = nn.Parameter(torch.full((types,), _DENIED))
        self.action, self.status = nn.Linear(_WIDTH, actions), nn.Linear(_WIDTH, 4)
        self.dropout = nn.Dropout(_DROPOUT)

    def forward(  # noqa: PLR0913, PLR0917 - one an input of the network
        self,
        ids: Tensor,
        attention: Tensor,
        tellers: Tensor,
        places: Tensor,
        features: Tensor,
        told: Tensor,
        pairs: Tensor,
    ) -> Scores:
        """Return the scores of P pairs in B sentences of T tokens with N parties.

        Args:
            ids: B x T tokens.
            attention: B x T, 1 for tokens and 0 for padding.
            tellers: B x T, which tokens may show an act.
            places: B x N x T weights of tokens in parties.
            features: B x N x 13 features of parties.
            told: P x 2K, what the frames found.
            pairs: 3 x P: sentence, actor, counterpart; the latter is N for nobody.
        """
        words = self.dropout(self.encoder(input_ids=ids, attention_mask=attention).last_hidden_state)
        sentence = pairs[0]
        query = self._queries(words, places, features, pairs)
        asked = self.dropout(self.question(query))[:, None] + self.sought
        match = torch.bmm(asked.to(words.dtype), self.key(words)[sentence].transpose(1, 2)) / _WIDTH**0.5
        triggers = functional.log_softmax(match.masked_fill(~tellers[sentence][:, None], _HIDDEN), -1)
        heard = torch.bmm(triggers.exp().to(words.dtype), self.of_word(words)[sentence])
        both = torch.cat([heard, query[:, None].expand_as(heard)], -1)
        finding = self.dropout(functional.gelu(self.finding(both)))
        return Scores(
            types=self._types(finding, told),
            triggers=triggers,
            actions=self.action(finding),
            statuses=self.status(finding),
        )

    def _queries(self, words: Tensor, places: Tensor, features: Tensor, pairs: Tensor) -> Tensor:
        parties = torch.bmm(places.to(words.dtype), words) + self.features(features).to(words.dtype)
        nobody = self.nobody.to(words.dtype).expand(len(words), 1, -1)
        counterparts = self.as_counterpart(torch.cat([parties, nobody], 1))
        sentence, actor, counterpart = pairs
        return functional.gelu(
            self.as_actor(parties)[sentence, actor]
            + counterparts[sentence, counterpart]
            + self.of_sentence(words[:, 0])[sentence]
        )

    def _types(self, finding: Tensor, told: Tensor) -> Tensor:
        live, denied = told[:, : self.types], told[:, self.types :]
        trust = (finding * self.trust).sum(-1) + self.found
        return (finding * self.weight).sum(-1) + self.bias + live * trust + denied * self.denied
