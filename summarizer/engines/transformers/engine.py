"""Any seq2seq checkpoint, and our own decoder with a prefix, through transformers and torch."""

from collections.abc import Sequence
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import Any, Literal, cast

import torch
from transformers import (
    GenerationConfig,
    LogitsProcessorList,
    MinNewTokensLengthLogitsProcessor,
    NoRepeatNGramLogitsProcessor,
    StoppingCriteriaList,
)

from summarizer.engines import Draft
from summarizer.engines.batched import BatchedEngine
from summarizer.engines.checkpoint import HubTokenizer, decoder_start, load_weights
from summarizer.engines.cores import n_cores
from summarizer.engines.encoding import Limits, beat
from summarizer.engines.gpu import why_torch_cannot
from summarizer.engines.scheduling import Job
from summarizer.engines.soundness import check_vocabulary
from summarizer.engines.transformers.beams import Heartbeat, NoOwnRepeat
from summarizer.engines.transformers.greedy import Greedy
from summarizer.engines.transformers.passes import make_passes
from summarizer.errors import ModelError
from summarizer.models import ModelEntry


class TransformersEngine(BatchedEngine):
    """One checkpoint on one device.

    Args:
        entry: The model's conventions.
        folder: Its files; nothing is fetched.
        device: ``auto`` takes the GPU where there is one.
        dtype: ``auto`` is bfloat16 where a GPU (T5 overflows in float16) or a CPU is faster with it, float32
            elsewhere. Only float32 makes a draft independent of what shares its batch.
        threads: Cores to use; None: all that this process may use.
        is_guessing: Whether greedy search guesses from the source what is copied: in float32 the same drafts, sooner.

    Raises:
        ModelError: Files are missing or damaged, or no GPU is there for ``cuda``.
    """

    def __init__(
        self,
        entry: ModelEntry,
        folder: Path,
        device: Literal["auto", "cpu", "cuda"] = "auto",
        dtype: Literal["auto", "float32", "bfloat16"] = "auto",
        threads: int | None = None,
        is_guessing: bool = True,
    ) -> None:
        torch.set_num_threads(threads or n_cores())  # torch itself knows no container's quota
        self._device = _choose_device(device)
        self._tokenizer = HubTokenizer(entry, folder)
        super().__init__(entry, self._tokenizer)
        self._is_guessing = is_guessing
        self._model = load_weights(entry, folder, choose_dtype(dtype, self._device), self._device)
        check_vocabulary(self._tokenizer, self._model, folder)
        is_decoder = entry.family == "decoder"
        self._start = None if is_decoder else decoder_start(entry, self._tokenizer, self._model)
        if self._start is None and not is_decoder:
            raise ModelError(f"В {folder}/config.json нет decoder_start_token_id: неизвестно, с чего начинать реферат")
        # generate() fills what a GenerationConfig leaves open from this one: sampling, penalties …
        self._model.generation_config = GenerationConfig()
        self._running: ContextVar[Sequence[Job[Limits]]] = ContextVar("running", default=())
        for module in self._model.modules():  # reading a large batch takes a minute on a CPU: looked at in between
            if isinstance(module, torch.nn.Linear):
                module.register_forward_pre_hook(lambda *_: beat(self._running.get()))

    def _run(self, batch: Sequence[Job[Limits]]) -> list[list[Draft]]:
        """Drafts for jobs that share their limits."""
        self._running.set(batch)
        input_ids, mask = self._pad([job.input_ids for job in batch], on_left=self._start is None)
        with torch.inference_mode():
            if batch[0].group.num_beams == 1:
                return self._search_greedily(batch, input_ids, mask)
            return self._search_with_beams(batch, input_ids, mask)

    def _search_greedily(
        self, batch: Sequence[Job[Limits]], input_ids: torch.Tensor, mask: torch.Tensor
    ) -> list[list[Draft]]:
        """One draft for each job."""
        limits, eos_id = batch[0].group, self._tokenizer.eos_id
        given = [] if self._start is None else [self._start]
        no_repeat = NoRepeatNGramLogitsProcessor(self._entry.no_repeat_ngram_size)
        no_end = MinNewTokensLengthLogitsProcessor(len(given), limits.min_new_tokens, eos_id, self._device)
        rules = LogitsProcessorList([no_repeat, no_end])
        greedy = Greedy(rules, given, limits.max_new_tokens, eos_id, self._is_guessing)
        passes = make_passes(self._model, input_ids, mask, self._start)
        rows = greedy.search(passes, [job.input_ids for job in batch], partial(beat, batch))
        return [[self._draft(row.ids, fmean(row.log_probs))] for row in rows]

    def _search_with_beams(
        self, batch: Sequence[Job[Limits]], input_ids: torch.Tensor, mask: torch.Tensor
    ) -> list[list[Draft]]:
        """The n best drafts for each job, best first."""
        limits = batch[0].group
        is_decoder = self._start is None
        n_given = input_ids.shape[1] if is_decoder else 1
        rules = [NoOwnRepeat(self._entry.no_repeat_ngram_size, n_given)] if is_decoder else []
        output = self._model.generate(
            input_ids=input_ids,
            attention_mask=mask,
            generation_config=self._generation_config(limits),
            logits_processor=LogitsProcessorList(rules),
            stopping_criteria=StoppingCriteriaList([Heartbeat(batch, n_given)]),
        )
        sequences = output.sequences[:, n_given:]  # (batch * n_best, target_len) int64
        scores = self._mean_log_probs(output, sequences)
        drafts = [self._draft(ids, score) for ids, score in zip(sequences.tolist(), scores, strict=True)]
        n_best = limits.n_best
        return [sorted(drafts[i : i + n_best], key=lambda draft: -draft.score) for i in range(0, len(drafts), n_best)]

    def _pad(self, rows: Sequence[Sequence[int]], on_left: bool) -> tuple[torch.Tensor, torch.Tensor]:
        """Rows → ``input_ids`` and ``attention_mask``, both (batch, longest) int64."""
        longest = max(map(len, rows))
        padding = [[self._tokenizer.pad_id] * (longest - len(row)) for row in rows]
        ids = [[*p, *row] if on_left else [*row, *p] for p, row in zip(padding, rows, strict=True)]
        ones = [[1] * len(row) for row in rows]
        zeros = [[0] * len(p) for p in padding]
        masks = [z + o if on_left else o + z for z, o in zip(zeros, ones, strict=True)]
        return torch.tensor(ids, device=self._device), torch.tensor(masks, device=self._device)

    def _generation_config(self, limits: Limits) -> GenerationConfig:
        """All that steers a search with beams, explicit: nothing is left to what a checkpoint may carry."""
        entry = self._entry
        return GenerationConfig(
            num_beams=limits.num_beams,
            num_return_sequences=limits.n_best,
            do_sample=False,
            max_new_tokens=limits.max_new_tokens,
            min_new_tokens=limits.min_new_tokens,
            no_repeat_ngram_size=0 if self._start is None else entry.no_repeat_ngram_size,
            length_penalty=entry.length_penalty,
            early_stopping=True,
            decoder_start_token_id=self._start,
            eos_token_id=self._tokenizer.eos_id,
            pad_token_id=self._tokenizer.pad_id,
            return_dict_in_generate=True,
            output_scores=True,
        )

    def _mean_log_probs(self, output: Any, sequences: torch.Tensor) -> list[float]:
        """Mean log-probability of each sequence's own tokens, the end token included.

        What follows the first end token is filling: the end token again, not the padding.
        """
        steps = self._model.compute_transition_scores(output.sequences, output.scores, output.beam_indices)
        is_end = (sequences == self._tokenizer.eos_id)[:, : steps.shape[1]].int()
        own = (is_end.cumsum(1) - is_end == 0) & torch.isfinite(steps)
        total = torch.where(own, steps, torch.zeros_like(steps)).sum(1)
        return cast(list[float], (total / own.sum(1).clamp(min=1)).tolist())

    def _draft(self, ids: list[int], score: float) -> Draft:
        return Draft(self._tokenizer.decode(ids).strip(), score, is_finished=self._tokenizer.eos_id in ids)


def _choose_device(device: str) -> str:
    if device == "cpu" or (device == "auto" and not torch.cuda.is_available()):
        return "cpu"
    why = why_torch_cannot()
    if why is not None and device == "cuda":
        raise ModelError(f"torch не считает на видеокарте: возьмите --device cpu или --device auto. Причина: {why}")
    return "cpu" if why is not None else "cuda"


def choose_dtype(dtype: str, device: str) -> torch.dtype:
    """The type that was asked for, or for ``auto`` the one that the device computes in."""
    if dtype != "auto":
        return cast(torch.dtype, getattr(torch, dtype))
    # Before Ampere a GPU turns each bfloat16 into a float32 and back: slower than float32 itself.
    is_faster = torch.cuda.is_bf16_supported(including_emulation=False) if device == "cuda" else is_bf16_faster()
    return torch.bfloat16 if is_faster else torch.float32


def is_bf16_faster() -> bool:
    """True on a CPU with AMX: beam search then takes 0.6 of float32's time.

    AVX-512 alone wins a fifth, which does not pay for drafts that depend on their batch. The flag decides and
    not a measurement, so that a machine gives the same summary whatever else it is doing.
    """
    capabilities: dict[str, object] = getattr(torch.cpu, "get_capabilities", dict)()
    return bool(capabilities.get("amx_bf16", False))
