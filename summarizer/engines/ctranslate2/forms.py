"""A converted model as CTranslate2 runs it: an encoder–decoder, or a decoder that reads the source as its prefix."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import ctranslate2
import numpy as np

from summarizer.engines.cache import unreadable
from summarizer.engines.cores import Threads
from summarizer.engines.encoding import Limits
from summarizer.engines.parity import Row
from summarizer.models import ModelEntry

ANY_LENGTH: Final = 0  # the window was checked; the library would cut silently
ANY_THREADS: Final = Threads()
Step = Callable[[Any], bool]  # called for each token of a greedy search; True ends that draft


@dataclass(frozen=True)
class Found:
    """One source's hypotheses; a score is the sum of log-probabilities over the length to its penalty."""

    ids: list[list[int]]
    scores: list[float]


class Form(Protocol):
    """What the engine needs of either."""

    takes_many: bool  # whether rows of one call share the steps of the decoder

    def start(self, rows: Sequence[Sequence[int]], limits: Limits, entry: ModelEntry, step: Step | None) -> list[Any]:
        """A pending result for each row; ``done()`` and ``result()`` are the library's."""

    def read(self, result: Any) -> Found:
        """What a pending result gave."""

    def score(self, rows: Sequence[Row]) -> list[list[float]]:
        """Log-probabilities of the rows' targets, token by token, the end token included."""


def _search(limits: Limits, entry: ModelEntry, step: Step | None) -> dict[str, Any]:
    """What both kinds of model take alike for a search."""
    return {
        "beam_size": limits.num_beams,
        "num_hypotheses": limits.n_best,
        "length_penalty": entry.length_penalty,
        "no_repeat_ngram_size": entry.no_repeat_ngram_size,
        "return_scores": True,
        "return_end_token": True,
        "asynchronous": True,
        "callback": step,
    }


class Seq2seqForm:
    """T5 and BART and their kin."""

    takes_many = True

    def __init__(self, folder: Path, dtype: str, threads: Threads) -> None:
        self._translator = ctranslate2.Translator(
            str(folder), "cpu", compute_type=dtype, inter_threads=threads.n_parallel, intra_threads=threads.n_each
        )

    def start(self, rows: Sequence[Sequence[int]], limits: Limits, entry: ModelEntry, step: Step | None) -> list[Any]:
        """All rows at once."""
        pending: list[Any] = self._translator.translate_batch(
            [as_tokens(row) for row in rows],
            max_input_length=ANY_LENGTH,
            min_decoding_length=limits.min_new_tokens,
            max_decoding_length=limits.max_new_tokens,
            **_search(limits, entry, step),
        )
        return pending

    def read(self, result: Any) -> Found:
        """The hypotheses in the library's order."""
        return Found([list(map(int, tokens)) for tokens in result.hypotheses], list(result.scores))

    def score(self, rows: Sequence[Row]) -> list[list[float]]:
        """Teacher-forced; the library adds the end token by itself."""
        scored = self._translator.score_batch(
            [as_tokens(row.source_ids) for row in rows],
            [as_tokens(row.target_ids[:-1]) for row in rows],
            max_input_length=ANY_LENGTH,
            max_batch_size=1,
        )
        return [list(one.log_probs) for one in scored]


class DecoderForm:
    """Gemma 3, whose sliding window the library does not keep by itself.

    Most of its layers see only the last ``window`` tokens. CTranslate2 drops older keys between steps, but
    within one pass over a source each token would see all before it. The conversion therefore gives those layers
    a table of biases by distance, meant for T5, that blots out what lies too far. The library reads that table
    at the distance plus the tokens of the pass less one; so it is right for a pass of just ``window`` tokens. A
    shorter one, with nothing before it, needs nothing blotted out, and nothing is. So a source is read in one
    pass, or in a first one and one of ``window`` tokens: any source of up to twice the window, exactly.
    """

    takes_many = False

    def __init__(self, folder: Path, dtype: str, window: int, threads: Threads) -> None:
        self._window = window
        self._generator = ctranslate2.Generator(
            str(folder), "cpu", compute_type=dtype, inter_threads=threads.n_parallel, intra_threads=threads.n_each
        )

    def start(self, rows: Sequence[Sequence[int]], limits: Limits, entry: ModelEntry, step: Step | None) -> list[Any]:
        """Row by row: each has a first pass of its own."""
        pending = []
        for row in rows:
            first, rest = split_passes(row, self._window)
            pending += self._generator.generate_batch(
                [as_tokens(rest)],
                static_prompt=as_tokens(first) or None,
                cache_static_prompt=False,
                include_prompt_in_result=False,
                min_length=limits.min_new_tokens,
                max_length=limits.max_new_tokens,
                **_search(limits, entry, step),
            )
        return pending

    def read(self, result: Any) -> Found:
        """The hypotheses in the library's order."""
        return Found([list(ids) for ids in result.sequences_ids], list(result.scores))

    def score(self, rows: Sequence[Row]) -> list[list[float]]:
        """The way drafts are made, with the target forced: a row without one beside it makes the library do so."""
        found = []
        for row in rows:
            first, rest = split_passes(row.source_ids, self._window)
            result = self._generator.generate_batch(
                [as_tokens([*rest, *row.target_ids[:-1]]), as_tokens(rest)],
                static_prompt=as_tokens(first) or None,
                cache_static_prompt=False,
                include_prompt_in_result=False,
                max_length=len(row.target_ids),
                end_token=[],  # of a forced draft it would be forbidden
                return_logits_vocab=True,
            )[0]
            logits = (np.array(step, dtype=np.float64) for step in result.logits[0])
            found.append([float(_log_softmax(step)[i]) for step, i in zip(logits, row.target_ids, strict=False)])
        return found


def load_form(folder: Path, dtype: str, window: int = 0, threads: Threads = ANY_THREADS) -> Form:
    """The model in a folder: a decoder where it has a sliding window.

    Raises:
        ModelError: Its files are damaged.
        MemoryError: It does not fit.
    """
    try:
        return DecoderForm(folder, dtype, window, threads) if window else Seq2seqForm(folder, dtype, threads)
    except Exception as error:  # of a file that is not what it should be: RuntimeError, IndexError, ValueError …
        raise unreadable(folder, error) from error


def longest_source(window: int) -> int:
    """Tokens of a source that ``DecoderForm`` can read."""
    return 2 * window + 1


def split_passes(ids: Sequence[int], window: int) -> tuple[Sequence[int], Sequence[int]]:
    """A source in two parts: what is read in a pass of its own, and what follows.

    The last token is read with the first step of the draft, not in a pass; so the second part holds window + 1.

    >>> split_passes([1, 2, 3, 4, 5, 6], window=4)
    ([1], [2, 3, 4, 5, 6])
    >>> split_passes([1, 2, 3, 4, 5], window=4)
    ([], [1, 2, 3, 4, 5])
    """
    n_first = max(0, len(ids) - 1 - window)
    return ids[:n_first], ids[n_first:]


def as_tokens(ids: Sequence[int]) -> list[str]:
    """Ids as a converted model's vocabulary spells them: see ``specification``."""
    return list(map(str, ids))


def _log_softmax(logits: "np.ndarray[Any, np.dtype[np.float64]]") -> "np.ndarray[Any, np.dtype[np.float64]]":
    shifted = logits - logits.max()
    return np.asarray(shifted - np.log(np.exp(shifted).sum()))
