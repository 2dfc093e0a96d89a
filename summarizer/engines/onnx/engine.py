"""A converted checkpoint on CPU through ONNX Runtime; neither torch nor transformers is imported."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from summarizer.engines import Draft
from summarizer.engines.batched import BatchedEngine
from summarizer.engines.conversion import Conversion
from summarizer.engines.cores import n_cores
from summarizer.engines.encoding import Limits, beat
from summarizer.engines.onnx.model import OnnxModel
from summarizer.engines.onnx.search import Hypothesis, Rules, search
from summarizer.engines.scheduling import Job
from summarizer.models import ModelEntry

# Padded source tokens of a batch. ruT5-base, a folder of 64 on two cores: 1.00 of the time with 2048 tokens, 1.14 with
# 1024, 0.95 with 4096, which takes 200 MB more (``python -m benchmarks.engines --tasks folder``).
MAX_BATCH_TOKENS: Final = 2048


class OnnxEngine(BatchedEngine):
    """One converted model.

    Args:
        entry: The model's conventions.
        conversion: Its files, as ``find_or_convert`` gives them.
        threads: Cores to use; None: all that this process may use.
        is_guessing: Whether a greedy search guesses from the source: see ``search``.
    """

    def __init__(
        self, entry: ModelEntry, conversion: Conversion, threads: int | None = None, is_guessing: bool = True
    ) -> None:
        self._is_guessing = is_guessing
        self._tokenizer = conversion.tokenizer
        self._model = OnnxModel(conversion.folder, conversion.start, threads or n_cores())
        # A decoder's graphs take one source: in a batch of five each took 0.8 of the time, and was rounded otherwise.
        takes_many = conversion.start is not None
        super().__init__(entry, self._tokenizer, batch_tokens=MAX_BATCH_TOKENS if takes_many else 1)

    def _run(self, batch: Sequence[Job[Limits]]) -> list[list[Draft]]:
        """Drafts for jobs that share their limits."""
        entry = self._entry
        rules = Rules(batch[0].group, self._tokenizer.eos_id, entry.no_repeat_ngram_size, entry.length_penalty)
        sources = [job.input_ids for job in batch]
        drafts = search(self._model.read(sources), sources, rules, partial(beat, batch), self._is_guessing)
        return [[self._draft(one) for one in found] for found in drafts]

    def _draft(self, found: Hypothesis) -> Draft:
        is_finished = found.ids[-1:] == (self._tokenizer.eos_id,)
        return Draft(self._tokenizer.decode(found.ids).strip(), found.mean_log_prob, is_finished)
