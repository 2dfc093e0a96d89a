"""What our rules and watches are to the library's search with beams."""

from collections.abc import Sequence
from typing import Any, cast

import torch
from transformers import LogitsProcessor, NoRepeatNGramLogitsProcessor, StoppingCriteria

from summarizer.engines.encoding import Limits, beat
from summarizer.engines.scheduling import Job


class Heartbeat(StoppingCriteria):  # type: ignore[misc]  # transformers is untyped here
    """Tells at each step how far a batch is, and ends it when nobody waits for it any more; it stops no draft."""

    def __init__(self, batch: Sequence[Job[Limits]], n_given: int) -> None:
        self._batch = batch
        self._n_given = n_given

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor, **kwargs: Any) -> torch.Tensor:
        """Not finished, (batch * beams,) bool.

        Raises:
            Abandoned: Nobody waits for the batch.
        """
        beat(self._batch, (input_ids.shape[1] - self._n_given) / self._batch[0].group.max_new_tokens)
        return torch.zeros(input_ids.shape[0], dtype=torch.bool, device=input_ids.device)


class NoOwnRepeat(LogitsProcessor):  # type: ignore[misc]  # transformers is untyped here
    """Forbids a decoder to repeat an n-gram of its own; those of the source in its prefix stay free.

    The library's own rule counts the prefix in, so that no name of four tokens could be copied.
    """

    def __init__(self, ngram_size: int, n_given: int) -> None:
        self._rule = NoRepeatNGramLogitsProcessor(ngram_size)
        self._n_given = n_given

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        """Scores (batch * beams, vocabulary) with the forbidden tokens at −∞."""
        return cast(torch.Tensor, self._rule(input_ids[:, self._n_given :], scores))
