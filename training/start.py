"""The checkpoint that a training begins with: where it is, how it is asked, the model in bf16."""

from dataclasses import replace
from pathlib import Path
from typing import Final, cast

import torch
from transformers import AutoConfig, PreTrainedModel

from summarizer.engines.checkpoint import load_weights
from summarizer.errors import ModelError, OptionError
from summarizer.models import ModelEntry, locate
from summarizer.models.conventions import positions_of
from training.batches import Limits

# What stands between a decoder's source and its summary, or its headline.
PROMPTS: Final = {"suffix": "\n\nКратко, {target_words} слов: ", "title_suffix": "\n\nЗаголовок: "}


def located_start(start: str, limits: Limits) -> tuple[ModelEntry, Path]:
    """The start checkpoint's folder, and how it is asked while it is trained, and after.

    Raises:
        ModelError: It is not here, or has no weights.
    """
    located = locate(start, is_to_be_trained=True)
    if located.folder is None:
        raise ModelError(
            f"У «{start}» нет весов, учить нечего: возьмите models/compact, имя с huggingface.co или папку"
        )
    entry = replace(located.entry, window_tokens=limits.max_source_tokens)
    if entry.family == "decoder":
        entry = replace(entry, suffix=PROMPTS["suffix"], title_suffix=PROMPTS["title_suffix"])
    return entry, located.folder


def check_lengths(limits: Limits, folder: Path) -> None:
    """Nothing, if the model has positions for such sources and targets.

    Raises:
        OptionError: It has fewer.
    """
    config = AutoConfig.from_pretrained(folder)
    n_positions = positions_of(config.to_dict())
    lengths = limits.max_source_tokens, limits.max_target_tokens
    longest = max(lengths) if config.is_encoder_decoder else sum(lengths)
    if n_positions is not None and longest > n_positions:
        raise OptionError(
            f"--max-source-tokens {limits.max_source_tokens} (и реферат до {limits.max_target_tokens}): у модели в "
            f"{folder} только {n_positions} позиций (max_position_embeddings). Возьмите меньше."
        )


def load(entry: ModelEntry, folder: Path, device: str, is_compiled: bool = False) -> PreTrainedModel:
    """The checkpoint in bf16.

    Raises:
        ModelError: Its weights are damaged, or one is missing, so that it would be random.
        OptionError: An encoder–decoder is not compiled.
    """
    if is_compiled and entry.family != "decoder":
        raise OptionError(f"--compile: только для декодера, а {folder} — кодировщик с декодером; уберите --compile")
    model = load_weights(entry, folder, torch.bfloat16, device)
    if device == "cpu":
        model.set_attn_implementation("eager")  # at these lengths 10 % faster
    for layer in model.model.layers if is_compiled else ():
        layer.forward = torch.compile(layer.forward, dynamic=True)
    return cast(PreTrainedModel, model.train())
