"""A converted checkpoint on CPU through CTranslate2; neither torch nor transformers is imported."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final

import ctranslate2

from summarizer.engines import Draft, Request
from summarizer.engines.conversion import Conversion, as_tokens
from summarizer.engines.cores import Threads, has_one_threaded_int8, n_cores, share_cores, tokens_of_a_batch
from summarizer.engines.encoding import Abandoned, Encoding, Limits, beat, run_watched
from summarizer.registry import ModelEntry
from summarizer.scheduling import Job, run_in_order

POLL_S: Final = 0.01  # between looks whether a batch is done, or wanted no more


class CTranslate2Engine:
    """One converted model.

    Args:
        entry: The model's conventions.
        conversion: Its files, as ``find_or_convert`` gives them.
        threads: Cores to use, or how they are shared; None: all that this process may use.
    """

    def __init__(self, entry: ModelEntry, conversion: Conversion, threads: int | Threads | None = None) -> None:
        self._entry = entry
        self._tokenizer = conversion.tokenizer
        self._encoding = Encoding(entry, self._tokenizer)
        if not isinstance(threads, Threads):
            threads = share_cores(threads or n_cores(), conversion.dtype == "int8", has_one_threaded_int8())
        self._n_parallel = threads.n_parallel
        self._translator = ctranslate2.Translator(
            str(conversion.folder),
            device="cpu",
            compute_type=conversion.dtype,
            inter_threads=self._n_parallel,  # they share the weights
            intra_threads=threads.n_each,
        )

    @property
    def name(self) -> str:
        """The registry's name or the folder that was loaded."""
        return self._entry.name

    @property
    def max_source_tokens(self) -> int:
        """The window less the longest prefix and the special tokens."""
        return self._encoding.max_source_tokens

    @property
    def can_title(self) -> bool:
        """Whether the entry has a prefix for headlines."""
        return self._encoding.can_title

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
        batch_tokens = tokens_of_a_batch(self._n_parallel)
        return run_in_order(self._encoding.jobs(requests), run, batch_tokens, n_parallel=self._n_parallel)

    def _run(self, batch: Sequence[Job[Limits]]) -> list[list[Draft]]:
        """Drafts for jobs that share their limits."""
        limits = batch[0].group
        running = self._translator.translate_batch(
            [as_tokens(job.input_ids) for job in batch],
            beam_size=limits.num_beams,
            num_hypotheses=limits.n_best,
            length_penalty=self._entry.length_penalty,
            no_repeat_ngram_size=self._entry.no_repeat_ngram_size,
            max_input_length=0,  # the window was checked; the library would cut silently
            min_decoding_length=limits.min_new_tokens,
            max_decoding_length=limits.max_new_tokens,
            return_scores=True,
            return_end_token=True,
            asynchronous=True,
            callback=self._step(batch) if limits.num_beams == 1 else None,
        )
        while not all(one.done() for one in running):
            beat(batch)
            time.sleep(POLL_S)
        beat(batch)  # a greedy batch that was ended is done too
        return [self._drafts(one.result()) for one in running]

    def _step(self, batch: Sequence[Job[Limits]]) -> Callable[[Any], bool]:
        """What the library calls for each token of a greedy batch: True ends that draft.

        A search with several beams takes no such call: nobody waits for it any longer, but it runs on to its end.
        """

        def step(result: Any) -> bool:
            try:
                beat(batch, result.step / batch[0].group.max_new_tokens)
            except Abandoned:
                return True
            return False

        return step

    def _drafts(self, found: Any) -> list[Draft]:
        """One request's hypotheses, best first by mean log-probability."""
        drafts = []
        for tokens, score in zip(found.hypotheses, found.scores, strict=True):
            ids = list(map(int, tokens))
            n_tokens = max(1, len(ids))
            mean = score * n_tokens**self._entry.length_penalty / n_tokens
            text = self._tokenizer.decode(ids).strip()
            drafts.append(Draft(text, mean, is_finished=ids[-1:] == [self._tokenizer.eos_id]))
        return sorted(drafts, key=lambda draft: -draft.score)


def has_gpu() -> bool:
    """True where CTranslate2 sees a GPU; transformers then takes the model, unless a type is asked for."""
    return int(ctranslate2.get_cuda_device_count()) > 0
