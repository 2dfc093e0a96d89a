"""Whether the weights of a checkpoint are all there, are numbers, and are its tokenizer's."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import torch
from transformers import PreTrainedModel

from summarizer.errors import ModelError

if TYPE_CHECKING:
    from summarizer.engines.checkpoint import HubTokenizer


def absent_weights(report: Mapping[str, Collection[Any]]) -> list[str]:
    """What the files lack, by a report of ``load_with_report``: names, and shapes where they are others.

    >>> absent_weights({"missing_keys": {"a"}, "mismatched_keys": {("b", (3, 2), (4, 2))}})
    ['a', 'b (3×2 вместо 4×2)']
    """
    others = (
        f"{name} ({'×'.join(map(str, found))} вместо {'×'.join(map(str, wanted))})"
        for name, found, wanted in report["mismatched_keys"]
    )
    return [*sorted(report["missing_keys"]), *sorted(others)]


def no_numbers(model: PreTrainedModel) -> list[str]:
    """The weights in which a value is infinite or none at all."""
    return [name for name, weights in model.named_parameters() if not torch.isfinite(weights.detach().sum())]


def n_vectors(model: PreTrainedModel) -> int:
    """Words that a model has vectors for; the config of one that is made of two does not say."""
    return int(cast(torch.nn.Embedding, model.get_input_embeddings()).weight.shape[0])


def check_vocabulary(tokenizer: "HubTokenizer", model: PreTrainedModel, folder: Path) -> None:
    """Raises ModelError where the tokenizer knows words that the model has no vectors for."""
    largest, size = tokenizer.largest_id(), n_vectors(model)
    if largest >= size:
        raise ModelError(
            f"Токенизатор в {folder} знает {largest + 1} слов, а модель {size}: они не от одной модели, или после "
            "add_tokens модель не доучена (resize_token_embeddings). Возьмите токенизатор этой модели"
        )
