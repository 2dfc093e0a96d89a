"""Examples → batches of about equal numbers of tokens, for a decoder with a prefix or an encoder–decoder."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

import torch

from summarizer.engines.encoding import Encoding, Tokenizer
from summarizer.errors import InputError
from summarizer.selection import find_candidates, n_words
from training.examples import Example

MIN_TRIES: Final = 100  # few documents: by chance a document is now and then given to a task that it does not suit
IGNORED = -100  # the label that cross-entropy leaves out
Batch = dict[str, torch.Tensor]


@dataclass(frozen=True)
class Limits:
    """Lengths in tokens."""

    max_source_tokens: int = 768
    max_target_tokens: int = 256
    batch_tokens: int = 2048
    look_ahead: int = 64  # examples sorted by length before they are cut into batches


@dataclass(frozen=True)
class Encoded:
    source: list[int]
    target: list[int]


def encode(example: Example, encoding: Encoding, tokenizer: Tokenizer, limits: Limits) -> Encoded | None:
    """Token ids of an example as the engines ask for it, or None if it is over the limits (nothing is cut)."""
    target_words = int(sum(map(n_words, find_candidates(example.target))))
    source = encoding.encode(example.source, target_words, example.is_title)
    target = tokenizer.encode(example.target, add_special=False)
    if len(source) > limits.max_source_tokens or len(target) >= limits.max_target_tokens:
        return None
    return Encoded(source, [*target, tokenizer.eos_id])


def pad(rows: list[list[int]], value: int) -> torch.Tensor:
    """Rows of ids → (batch, longest) int64, padded on the right."""
    longest = max(map(len, rows))
    return torch.tensor([row + [value] * (longest - len(row)) for row in rows])


def decoder_batch(items: list[Encoded], pad_id: int) -> Batch:
    """``input_ids`` and ``labels`` (batch, source + target); the labels of the source are left out."""
    input_ids = pad([item.source + item.target for item in items], pad_id)
    labels = pad([[IGNORED] * len(item.source) + item.target for item in items], IGNORED)
    return {"input_ids": input_ids, "attention_mask": (input_ids != pad_id).long(), "labels": labels}


def encoder_decoder_batch(items: list[Encoded], pad_id: int, start_id: int) -> Batch:
    """``input_ids`` (batch, source), ``decoder_input_ids`` and ``labels`` (batch, target).

    The decoder starts as the engines start it; of its own accord an mBART would be taught to start with its end token.
    """
    input_ids = pad([item.source for item in items], pad_id)
    labels = pad([item.target for item in items], IGNORED)
    decoder_input_ids = pad([[start_id, *item.target[:-1]] for item in items], pad_id)
    inputs = {"input_ids": input_ids, "attention_mask": (input_ids != pad_id).long()}
    return {**inputs, "decoder_input_ids": decoder_input_ids, "labels": labels}


def encoded_ones(
    examples: Iterable[Example | None], encode_one: Callable[[Example], Encoded | None], n_documents: int
) -> Iterator[Encoded]:
    """The examples that are within the limits, encoded.

    Raises:
        InputError: Not one of as many in a row as there are documents (of few: MIN_TRIES) is one.
    """
    n_tries, n_over = 0, 0
    for example in examples:
        encoded = encode_one(example) if example else None
        n_tries, n_over = (0, 0) if encoded else (n_tries + 1, n_over + (example is not None))
        if encoded:
            yield encoded
        elif n_tries >= max(n_documents, MIN_TRIES):
            raise InputError(
                f"учить не на чем. Документов: {n_documents}; примеров взято 0 из {n_tries}; исходник не держит "
                f"реферата или заголовка (или их нет): {n_tries - n_over}; длиннее пределов в токенах: {n_over}. "
                "Проверьте, что summary пересказывает text; если длинны — возьмите рефераты короче."
            )


def batches(encoded: Iterator[Encoded], limits: Limits) -> Iterator[list[Encoded]]:
    """Groups whose padded size stays within ``batch_tokens``, alike in length; the order is reproducible."""
    while window := list(islice(encoded, limits.look_ahead)):
        window.sort(key=lambda item: len(item.source) + len(item.target))
        groups: list[list[Encoded]] = [[]]
        for item in window:
            longest = len(item.source) + len(item.target)
            if groups[-1] and (len(groups[-1]) + 1) * longest > limits.batch_tokens:
                groups.append([])
            groups[-1].append(item)
        # short and long groups in turn, by a fixed rule, so that a resumed run meets the same batches
        yield from sorted(groups, key=lambda group: (len(group[0].source) * 2654435761) % 1009)
