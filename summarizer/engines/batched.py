"""What every engine with a checkpoint does alike: encode the requests, run them in batches, answer in order."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from summarizer.engines import Draft, Request, Traits
from summarizer.engines.encoding import Encoding, Limits, Tokenizer, run_watched
from summarizer.engines.scheduling import BATCH_TOKENS, Job, run_in_order
from summarizer.models import ModelEntry


class BatchedEngine(ABC):
    """An engine but for the library that runs the model.

    Args:
        entry: The model's conventions.
        tokenizer: The checkpoint's.
        n_parallel: Batches that may run at once.
        batch_tokens: Padded source tokens of a batch; 1: each request runs alone.
    """

    def __init__(
        self, entry: ModelEntry, tokenizer: Tokenizer, n_parallel: int = 1, batch_tokens: int = BATCH_TOKENS
    ) -> None:
        self._entry = entry
        self._encoding = Encoding(entry, tokenizer)
        self._n_parallel = n_parallel
        self._batch_tokens = batch_tokens
        can_title = self._encoding.can_title
        self.traits = Traits(entry.name, self._encoding.max_source_tokens, entry.focus, entry.is_trusted, can_title)

    @property
    def tokens_per_word(self) -> float:
        """Tokens that this vocabulary needs for a Russian word."""
        return self._encoding.tokens_per_word

    def count_tokens(self, text: str) -> int:
        """Tokens of a source text, without prefix and special tokens."""
        return self._encoding.count_tokens(text)

    def generate(self, requests: Sequence[Request]) -> list[list[Draft]]:
        """Drafts in the order of the requests; like lengths share a batch.

        Raises:
            InputError: A source is over max_source_tokens, or does not fit the memory even alone.
        """
        return list(self.stream(requests))

    def stream(self, requests: Iterable[Request]) -> Iterator[list[Draft]]:
        """The same for any number of requests, read a bounded number ahead."""
        run = partial(run_watched, self._run)
        return run_in_order(self._encoding.jobs(requests), run, self._batch_tokens, n_parallel=self._n_parallel)

    @abstractmethod
    def _run(self, batch: Sequence[Job[Limits]]) -> list[list[Draft]]:
        """Drafts for jobs that share their limits, best first. May be called from n_parallel threads."""
