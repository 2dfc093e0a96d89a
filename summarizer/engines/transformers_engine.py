"""Any seq2seq checkpoint, and our own decoder with a prefix, through transformers and torch."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from pickle import UnpicklingError
from typing import Any, Final, Literal, cast

import torch
from safetensors import SafetensorError
from transformers import (
    AutoConfig,
    AutoModelForCausalLM,
    AutoModelForSeq2SeqLM,
    AutoTokenizer,
    GenerationConfig,
    LogitsProcessor,
    LogitsProcessorList,
    NoRepeatNGramLogitsProcessor,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)
from transformers.utils import logging

from summarizer.engines import Draft, Request
from summarizer.errors import InputError, ModelError
from summarizer.registry import ModelEntry

BATCH_TOKENS: Final = 4096  # padded source tokens at once; more was slower on CPU (benchmarks)
MAX_OVER_TARGET: Final = 1.6  # a draft may be so much longer than asked for before it is stopped
MIN_OF_TARGET: Final = 0.4  # and so much shorter
# What torch, safetensors and transformers raise on damaged or foreign files.
_DAMAGE: Final = (OSError, ValueError, RuntimeError, KeyError, EOFError, UnpicklingError, SafetensorError)
# Tokens per Russian word differ from vocabulary to vocabulary (1.6 to 3); measured on this text
# once per model, so that the limits of a draft never depend on what shares its batch.
_CALIBRATION: Final = (
    "Администрация города сообщила, что в следующем году здесь откроют новую библиотеку и отремонтируют "
    "три школы; по словам главы района Петрова, на это выделят двести миллионов рублей из бюджета."
)


class TransformersEngine:
    """One checkpoint on one device.

    Args:
        entry: The model's conventions.
        folder: Its files; nothing is fetched.
        device: ``auto`` takes the GPU where there is one.
        dtype: ``auto`` is float32 on CPU and bfloat16 on GPU (T5 overflows in float16).

    Raises:
        ModelError: Files are missing or damaged, or no GPU is there for ``cuda``.
    """

    def __init__(
        self,
        entry: ModelEntry,
        folder: Path,
        device: Literal["auto", "cpu", "cuda"] = "auto",
        dtype: Literal["auto", "float32", "bfloat16"] = "auto",
    ) -> None:
        self._entry = entry
        self._device = _choose_device(device)
        chosen = dtype if dtype != "auto" else "bfloat16" if self._device == "cuda" else "float32"
        self._tokenizer = _load_tokenizer(entry, folder)
        self._model = _load_model(entry, folder, getattr(torch, chosen))
        self._model.to(self._device).eval()
        self._decoder_start_token_id = self._find_decoder_start()
        # generate() fills what a GenerationConfig leaves open from this one: sampling, penalties …
        self._model.generation_config = GenerationConfig()
        self.tokens_per_word = self.count_tokens(_CALIBRATION) / len(_CALIBRATION.split())

    @property
    def name(self) -> str:
        """The registry's name or the folder that was loaded."""
        return self._entry.name

    @property
    def max_source_tokens(self) -> int:
        """The window less the longest prefix and the special tokens."""
        return self._entry.window_tokens - len(self._encode("", target_words=1000))

    def count_tokens(self, text: str) -> int:
        """Tokens of a source text, without prefix and special tokens."""
        return len(self._tokenizer(text, add_special_tokens=False, verbose=False).input_ids)

    def generate(self, requests: Sequence[Request]) -> list[list[Draft]]:
        """Drafts in the order of the requests; alike lengths share a batch.

        Raises:
            InputError: A source is over max_source_tokens.
        """
        encoded = [self._encode(request.source, request.target_words) for request in requests]
        for ids in encoded:
            if len(ids) > self._entry.window_tokens:
                raise InputError(f"Кусок текста в {len(ids)} токенов не входит в окно {self._entry.window_tokens}")
        drafts: list[list[Draft]] = [[] for _ in requests]
        for batch in _batches(requests, [len(ids) for ids in encoded]):
            found = self._generate_batch([encoded[i] for i in batch], requests[batch[0]])
            for i, item in zip(batch, found, strict=True):
                drafts[i] = item
        return drafts

    def _find_decoder_start(self) -> int | None:
        """The first decoder token: the target language's code, the entry's, or the checkpoint's own."""
        if self._entry.tgt_lang:
            return cast(int, self._tokenizer.convert_tokens_to_ids(self._entry.tgt_lang))
        if self._entry.decoder_start_token_id is not None:
            return self._entry.decoder_start_token_id
        return cast("int | None", self._model.generation_config.decoder_start_token_id)

    def _encode(self, source: str, target_words: int) -> list[int]:
        """Token ids of a source with the model's own prefix, suffix and special tokens."""
        text = self._entry.prefix.format(target_words=target_words) + source
        ids = cast(list[int], self._tokenizer(text, verbose=False).input_ids)
        if self._entry.suffix:
            ids = ids + self._tokenizer(self._entry.suffix, add_special_tokens=False).input_ids
        return ids

    def _generate_batch(self, rows: Sequence[list[int]], request: Request) -> list[list[Draft]]:
        """Drafts for rows that share the request's limits."""
        is_decoder = self._entry.family == "decoder"
        input_ids, mask = self._pad(rows, on_left=is_decoder)
        n_given = input_ids.shape[1] if is_decoder else 1
        config = self._generation_config(request)
        rules = LogitsProcessorList([NoOwnRepeat(self._entry.no_repeat_ngram_size, n_given)] if is_decoder else [])
        with torch.inference_mode():
            output = self._model.generate(
                input_ids=input_ids, attention_mask=mask, generation_config=config, logits_processor=rules
            )
        sequences = output.sequences[:, n_given:]  # (batch * n_best, target_len) int64
        scores = self._mean_log_probs(output, sequences)
        drafts = [self._draft(ids, score) for ids, score in zip(sequences.tolist(), scores, strict=True)]
        n_best = config.num_return_sequences
        return [sorted(drafts[i : i + n_best], key=lambda draft: -draft.score) for i in range(0, len(drafts), n_best)]

    def _pad(self, rows: Sequence[list[int]], on_left: bool) -> tuple[torch.Tensor, torch.Tensor]:
        """Rows → ``input_ids`` and ``attention_mask``, both (batch, longest) int64."""
        longest = max(map(len, rows))
        pad_id = self._tokenizer.pad_token_id
        padding = [[pad_id] * (longest - len(row)) for row in rows]
        ids = [p + row if on_left else row + p for p, row in zip(padding, rows, strict=True)]
        ones = [[1] * len(row) for row in rows]
        zeros = [[0] * len(p) for p in padding]
        masks = [z + o if on_left else o + z for z, o in zip(zeros, ones, strict=True)]
        return torch.tensor(ids, device=self._device), torch.tensor(masks, device=self._device)

    def _generation_config(self, request: Request) -> GenerationConfig:
        """All that steers generation, explicit: nothing is left to what a checkpoint may carry."""
        entry = self._entry
        num_beams = request.num_beams or entry.num_beams
        target_tokens = request.target_words * self.tokens_per_word
        return GenerationConfig(
            num_beams=num_beams,
            num_return_sequences=min(request.n_best, num_beams),
            do_sample=False,
            max_new_tokens=max(entry.max_new_tokens, int(target_tokens * MAX_OVER_TARGET)),
            min_new_tokens=int(target_tokens * MIN_OF_TARGET),
            no_repeat_ngram_size=0 if entry.family == "decoder" else entry.no_repeat_ngram_size,
            length_penalty=entry.length_penalty,
            early_stopping=num_beams > 1,
            decoder_start_token_id=self._decoder_start_token_id,
            eos_token_id=self._tokenizer.eos_token_id,
            pad_token_id=self._tokenizer.pad_token_id,
            return_dict_in_generate=True,
            output_scores=True,
        )

    def _mean_log_probs(self, output: Any, sequences: torch.Tensor) -> list[float]:
        """Mean log-probability of each sequence's own tokens, the end token included."""
        steps = self._model.compute_transition_scores(
            output.sequences, output.scores, output.get("beam_indices"), normalize_logits="beam_indices" not in output
        )
        own = (sequences != self._tokenizer.pad_token_id)[:, : steps.shape[1]] & torch.isfinite(steps)
        total = torch.where(own, steps, torch.zeros_like(steps)).sum(1)
        return cast(list[float], (total / own.sum(1).clamp(min=1)).tolist())

    def _draft(self, ids: list[int], score: float) -> Draft:
        text = self._tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return Draft(cast(str, text).strip(), score, is_finished=self._tokenizer.eos_token_id in ids)


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


def _choose_device(device: str) -> str:
    if device == "cuda" and not torch.cuda.is_available():
        raise ModelError("Видеокарты с CUDA здесь нет: возьмите --device cpu или --device auto")
    return "cuda" if device != "cpu" and torch.cuda.is_available() else "cpu"


def _load_tokenizer(entry: ModelEntry, folder: Path) -> PreTrainedTokenizerBase:
    """The checkpoint's tokenizer, with the entry's end token and languages set."""
    wanted = {"eos_token": entry.eos_token, "src_lang": entry.src_lang, "tgt_lang": entry.tgt_lang}
    given = {key: value for key, value in wanted.items() if value is not None}
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False, **given)
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(f"Токенизатор в {folder} не читается: {error}") from error
    if tokenizer.pad_token_id is None or tokenizer.eos_token_id is None:
        raise ModelError(f"У токенизатора в {folder} нет знака конца или заполнения: модель не для рефератов")
    return cast(PreTrainedTokenizerBase, tokenizer)


def _load_model(entry: ModelEntry, folder: Path, dtype: torch.dtype) -> PreTrainedModel:
    """The weights; every one of them must be in the files.

    Raises:
        ModelError: A file is damaged, or a weight is missing, so that it would be random.
    """
    auto = AutoModelForCausalLM if entry.family == "decoder" else AutoModelForSeq2SeqLM
    logging.disable_progress_bar()
    try:
        config = AutoConfig.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
        loaded: Any = auto.from_pretrained(
            folder,
            config=config,
            dtype=dtype,
            local_files_only=True,
            trust_remote_code=False,
            output_loading_info=True,
        )
    except _DAMAGE as error:
        raise ModelError(f"Веса в {folder} не читаются ({type(error).__name__}): {error}") from error
    model, report = loaded
    absent = sorted(report["missing_keys"]) + sorted(str(key) for key in report["mismatched_keys"])
    if absent:
        raise ModelError(f"В {folder} нет весов {', '.join(absent[:3])} (всего {len(absent)}): файлы повреждены")
    return cast(PreTrainedModel, model)


def _batches(requests: Sequence[Request], lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices of requests with equal limits and like lengths, within BATCH_TOKENS when padded."""
    order = sorted(
        range(len(requests)),
        key=lambda i: (requests[i].target_words, requests[i].num_beams or 0, requests[i].n_best, -lengths[i]),
    )
    batch: list[int] = []
    for i in order:
        limits = (requests[i].target_words, requests[i].num_beams, requests[i].n_best)
        if batch:
            first = requests[batch[0]]
            is_alike = limits == (first.target_words, first.num_beams, first.n_best)
            if not is_alike or (len(batch) + 1) * lengths[batch[0]] > BATCH_TOKENS:
                yield batch
                batch = []
        batch.append(i)
    if batch:
        yield batch
