"""A converted checkpoint on CPU through CTranslate2; neither torch nor transformers is imported."""

import os
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

import ctranslate2

from summarizer.engines import Draft
from summarizer.engines.batched import BatchedEngine
from summarizer.engines.conversion import Conversion
from summarizer.engines.encoding import Abandoned, Limits, beat
from summarizer.engines.forms import Found, Threads
from summarizer.registry import ModelEntry
from summarizer.scheduling import BATCH_TOKENS, Job

MAX_THREADS_PER_BATCH: Final = 4  # a decoder's step reads its weights once: more threads wait for the memory
POLL_S: Final = 0.01  # between looks whether a batch is done, or wanted no more


class CTranslate2Engine(BatchedEngine):
    """One converted model.

    Args:
        entry: The model's conventions.
        conversion: Its files, as ``find_or_convert`` gives them.
        threads: Cores to use; None: all that this process may use.
    """

    def __init__(self, entry: ModelEntry, conversion: Conversion, threads: int | None = None) -> None:
        threads_each = share_cores(threads or n_cores())
        self._tokenizer = conversion.tokenizer
        self._form = conversion.load(threads_each)
        batch_tokens = BATCH_TOKENS if self._form.takes_many else 1
        super().__init__(entry, self._tokenizer, threads_each.n_parallel, batch_tokens)

    def _run(self, batch: Sequence[Job[Limits]]) -> list[list[Draft]]:
        """Drafts for jobs that share their limits."""
        limits = batch[0].group
        step = self._step(batch) if limits.num_beams == 1 else None
        running = self._form.start([job.input_ids for job in batch], limits, self._entry, step)
        while not all(one.done() for one in running):
            beat(batch)
            time.sleep(POLL_S)
        beat(batch)  # a greedy batch that was ended is done too
        return [self._drafts(self._form.read(one.result())) for one in running]

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

    def _drafts(self, found: Found) -> list[Draft]:
        """One request's hypotheses, best first by mean log-probability."""
        drafts = []
        for ids, score in zip(found.ids, found.scores, strict=True):
            n_tokens = max(1, len(ids))
            mean = score * n_tokens**self._entry.length_penalty / n_tokens
            text = self._tokenizer.decode(ids).strip()
            drafts.append(Draft(text, mean, is_finished=ids[-1:] == [self._tokenizer.eos_id]))
        return sorted(drafts, key=lambda draft: -draft.score)


def share_cores(n: int) -> Threads:
    """Batches at once, and threads for each of them.

    >>> share_cores(2), share_cores(8)
    (Threads(n_parallel=1, n_each=2), Threads(n_parallel=2, n_each=4))
    >>> share_cores(1)
    Threads(n_parallel=1, n_each=1)
    """
    n_threads = min(n, MAX_THREADS_PER_BATCH)
    return Threads(n // n_threads, n_threads)


def n_cores() -> int:
    """Cores that this process may use, at least one."""
    if hasattr(os, "sched_getaffinity"):  # containers and taskset leave fewer than the machine has
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def has_gpu() -> bool:
    """True where CTranslate2 sees a GPU; transformers then takes the model, unless a type is asked for."""
    return int(ctranslate2.get_cuda_device_count()) > 0
