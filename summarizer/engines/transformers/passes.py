"""A model pass by pass: a pass reads some tokens of every row, and the cache keeps what was read.

Rows that have ended can leave, and the last tokens can be forgotten. Tensors are on the model's device.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, cast

import torch
from transformers import PreTrainedModel
from transformers.modeling_outputs import BaseModelOutput


class Passes(ABC):
    """A batch in the model.

    Args:
        mask: (batch, source_len) int64; 0 where a source is filled up.
    """

    def __init__(self, model: PreTrainedModel, mask: torch.Tensor) -> None:
        self._model: Any = model
        self._mask = mask
        self._cache: Any = None

    @abstractmethod
    def begin(self) -> torch.Tensor:
        """Logits (batch, 1, vocabulary) of the first token, given the sources."""

    @abstractmethod
    def read(self, ids: torch.Tensor) -> torch.Tensor:
        """Logits (batch, n, vocabulary) of what follows each of the tokens ``ids`` (batch, n) int64."""

    def forget(self, n: int) -> None:
        """Takes back the last n tokens that were read, in every row.

        To be called after every pass, if only with 0: a layer with a sliding window keeps all that it read until then.
        """
        self._cache.crop(-n)

    def keep(self, rows: Sequence[int]) -> None:
        """Only these rows of the batch stay, in this order."""
        index = torch.tensor(rows, device=self._mask.device)
        self._mask = self._mask[index]
        self._cache.batch_select_indices(index)

    def _pass(self, **inputs: Any) -> torch.Tensor:
        is_first = self._cache is None
        output = self._model(attention_mask=self._mask, past_key_values=self._cache, use_cache=True, **inputs)
        if is_first:
            self._cache = output.past_key_values
            self._cache.activate_past_recording()  # after the first pass: until then windows may drop what they passed
        return cast(torch.Tensor, output.logits)


class EncoderDecoderPasses(Passes):
    """Sources in the encoder, filled up on the right; the decoder begins with one token.

    Args:
        input_ids: (batch, source_len) int64.
        mask: The same shape.
        start: The first decoder token.
    """

    def __init__(self, model: PreTrainedModel, input_ids: torch.Tensor, mask: torch.Tensor, start: int) -> None:
        super().__init__(model, mask)
        self._start = torch.full_like(input_ids[:, :1], start)
        self._states: torch.Tensor = self._model.get_encoder()(
            input_ids=input_ids, attention_mask=mask
        ).last_hidden_state

    def begin(self) -> torch.Tensor:
        """Logits (batch, 1, vocabulary) of the first token, given the sources."""
        return self.read(self._start)

    def read(self, ids: torch.Tensor) -> torch.Tensor:
        """Logits (batch, n, vocabulary) of what follows each of the tokens ``ids`` (batch, n) int64."""
        return self._pass(encoder_outputs=BaseModelOutput(self._states), decoder_input_ids=ids)

    def keep(self, rows: Sequence[int]) -> None:
        """Only these rows of the batch stay, in this order."""
        super().keep(rows)
        self._states = self._states[list(rows)]


class DecoderPasses(Passes):
    """Sources as the prefixes of a decoder, filled up on the left.

    Args:
        input_ids: (batch, source_len) int64.
        mask: The same shape.
    """

    def __init__(self, model: PreTrainedModel, input_ids: torch.Tensor, mask: torch.Tensor) -> None:
        super().__init__(model, mask)
        self._prefixes = input_ids

    def begin(self) -> torch.Tensor:
        """Logits (batch, 1, vocabulary) of the first token, given the sources."""
        positions = (self._mask.cumsum(1) - 1).clamp(min=0)
        return self._pass(input_ids=self._prefixes, position_ids=positions, logits_to_keep=1)

    def read(self, ids: torch.Tensor) -> torch.Tensor:
        """Logits (batch, n, vocabulary) of what follows each of the tokens ``ids`` (batch, n) int64."""
        self._mask = torch.cat([self._mask, torch.ones_like(ids)], dim=1)
        positions = self._mask.sum(1, keepdim=True) + torch.arange(-ids.shape[1], 0, device=ids.device)
        return self._pass(input_ids=ids, position_ids=positions)

    def forget(self, n: int) -> None:
        """Takes back the last n tokens that were read, in every row; to be called after every pass, if only with 0."""
        super().forget(n)
        self._mask = self._mask[:, : self._mask.shape[1] - n]


def make_passes(model: PreTrainedModel, input_ids: torch.Tensor, mask: torch.Tensor, start: int | None) -> Passes:
    """The batch in the model, not yet begun.

    Args:
        start: The first decoder token; None: the model is a decoder, and the sources are its prefixes.
    """
    if start is None:
        return DecoderPasses(model, input_ids, mask)
    return EncoderDecoderPasses(model, input_ids, mask, start)
