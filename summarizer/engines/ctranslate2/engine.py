"""A converted checkpoint on CPU through CTranslate2; neither torch nor transformers is imported."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Final

from summarizer.engines import Draft
from summarizer.engines.arenas import share_arenas
from summarizer.engines.batched import BatchedEngine
from summarizer.engines.conversion import Conversion
from summarizer.engines.cores import Threads, has_one_threaded_int8, n_cores, share_cores, tokens_of_a_batch
from summarizer.engines.ctranslate2.forms import Found, load_form
from summarizer.engines.encoding import Abandoned, Limits, beat
from summarizer.engines.scheduling import Job
from summarizer.models import ModelEntry

MAX_UNWANTED: Final = 256  # more than can be running at once
POLL_S: Final = 0.01  # between looks whether a batch is done, or wanted no more


class CTranslate2Engine(BatchedEngine):
    """One converted model.

    Args:
        entry: The model's conventions.
        conversion: Its files, as ``find_or_convert`` gives them.
        threads: Cores to use, or how they are shared; None: all that this process may use.
    """

    def __init__(self, entry: ModelEntry, conversion: Conversion, threads: int | Threads | None = None) -> None:
        if not isinstance(threads, Threads):
            threads = share_cores(threads or n_cores(), conversion.dtype == "int8", has_one_threaded_int8())
        share_arenas()
        self._tokenizer = conversion.tokenizer
        self._form = load_form(conversion.folder, conversion.dtype, conversion.sliding_window, threads)
        batch_tokens = tokens_of_a_batch(threads.n_parallel) if self._form.takes_many else 1
        super().__init__(entry, self._tokenizer, threads.n_parallel, batch_tokens)
        self._unwanted: deque[Any] = deque(maxlen=MAX_UNWANTED)  # what runs on although nobody waits for it

    @property
    def is_running_on(self) -> bool:
        """Whether the library is busy with drafts that nobody waits for any more."""
        return any(not one.done() for one in list(self._unwanted))

    def _run(self, batch: Sequence[Job[Limits]]) -> list[list[Draft]]:
        """Drafts for jobs that share their limits."""
        limits = batch[0].group
        step = self._step(batch) if limits.num_beams == 1 else None
        running = self._form.start([job.input_ids for job in batch], limits, self._entry, step)
        try:
            while not all(one.done() for one in running):
                beat(batch)
                time.sleep(POLL_S)
            beat(batch)  # a greedy batch that was ended is done too
        except Abandoned:
            self._unwanted.extend(running)
            raise
        return [self._drafts(self._form.read(one.result())) for one in running]

    def _step(self, batch: Sequence[Job[Limits]]) -> Callable[[Any], bool]:
        """What the library calls for each token of a greedy batch: True ends that draft.

        A search with several beams takes no such call: it runs on to its end, see ``is_running_on``.
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
