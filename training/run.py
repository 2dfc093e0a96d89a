"""A model, its optimizer and its place in the data: one batch after another, saved and taken up again.

The parameters are bf16 with float32 master copies in the optimizer's hands, on CPU and GPU alike.
The learning rate follows the share of the time budget that is spent.
"""

import time
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from pickle import UnpicklingError
from shutil import rmtree
from typing import Final

import torch
from torch.nn.functional import cross_entropy
from transformers import GenerationConfig, PreTrainedModel

from summarizer.engines.cache import fingerprint as files_fingerprint
from summarizer.engines.checkpoint import HubTokenizer, decoder_start
from summarizer.engines.encoding import Encoding
from summarizer.errors import ModelError, OptionError, OutputError
from training import examples as tasks
from training import fingerprint
from training.batches import (
    IGNORED,
    Batch,
    Limits,
    batches,
    decoder_batch,
    encode,
    encoded_ones,
    encoder_decoder_batch,
)
from training.checkpoint import copy_licences, finish_checkpoint, put_in_place, storing
from training.optimizer import MasterAdamW, Plan, rate
from training.start import check_lengths, load, located_start
from training.texts import Document

CHARS_PER_TOKEN: Final = 3.5  # of Russian news, a little under what the vocabularies here reach
PROMPT_TOKENS: Final = 16


@dataclass(frozen=True)
class Settings:
    """All that steers a run."""

    plan: Plan = field(default_factory=Plan)
    limits: Limits = field(default_factory=Limits)
    device: str = "cpu"
    freezes_embeddings: bool = False  # pieces that are seldom met are moved too far by few examples
    is_compiled: bool = False  # the layers of a decoder: a fifth faster on a CPU, after a minute


def mixture(has_texts: bool, limits: Limits, can_title: bool) -> list[tuple[tasks.Task, float]]:
    """The tasks with their weights; sources are as long as a window of ``max_source_tokens`` holds.

    Headlines only for a model that can be asked for one: another would learn to give them where a summary is wanted.
    """
    window_chars = int((limits.max_source_tokens - PROMPT_TOKENS) * CHARS_PER_TOKEN)
    summary = partial(tasks.summary_of_part, window_chars=window_chars)
    titles = [(partial(tasks.headline, window_chars=window_chars), 0.25)] if can_title else []
    if not has_texts:
        return [(summary, 0.4), (tasks.sentence_of_summary, 0.35), *titles]
    language = [(tasks.continuation, 0.2), (tasks.gap_sentences, 0.15)]
    return [(summary, 0.25), (tasks.sentence_of_summary, 0.15), *language, *titles]


@dataclass
class Progress:
    """How far a run is; times are those of work, so that a paused run loses nothing."""

    n_batches: int = 0
    n_tokens: int = 0
    n_target_tokens: int = 0
    worked_s: float = 0.0


class Run:
    """A model, its optimizer and its place in the data; the same arguments go on where the last run stopped.

    Args:
        start: The checkpoint to begin with, a folder or a name; one that is pretrained only will do.
        out: Where the state and, at the end, the checkpoint are written.
        documents: What to learn from; with ``has_texts`` the language tasks are mixed in.
        settings: Time, learning rate, lengths, device.
    """

    def __init__(self, start: str, out: Path, documents: list[Document], has_texts: bool, settings: Settings) -> None:
        if out.exists() and not out.is_dir():
            raise OutputError(f"{out}: это файл, а для OUT нужна папка. Назовите другую.")
        torch.manual_seed(settings.plan.seed)
        self.out, self.settings = out, settings
        self.entry, self.start = located_start(start, settings.limits)
        check_lengths(settings.limits, self.start)
        self.tokenizer = HubTokenizer(self.entry, self.start)
        encoding = Encoding(self.entry, self.tokenizer)
        self.is_decoder = self.entry.family == "decoder"
        self.model = load(self.entry, self.start, settings.device, settings.is_compiled)
        self.start_id = 0 if self.is_decoder else self._start_id()
        self.pack = decoder_batch if self.is_decoder else partial(encoder_decoder_batch, start_id=self.start_id)
        if settings.freezes_embeddings:
            self.model.get_input_embeddings().requires_grad_(False)
        self.optimizer = MasterAdamW(self.model, settings.plan)
        self.progress = Progress()
        self.state_path = out / "training_state.pt"
        mixed = mixture(has_texts, settings.limits, encoding.can_title)
        examples = tasks.endless(documents, mixed, settings.plan.seed)
        encoded = encoded_ones(examples, lambda e: encode(e, encoding, self.tokenizer, settings.limits), len(documents))
        self.stream = batches(encoded, settings.limits)
        self.made_of = {
            "START": files_fingerprint(self.start, ()),
            "pairs": fingerprint.of_documents(documents),
            "has_texts": has_texts,
            "freezes_embeddings": settings.freezes_embeddings,
            "seed": settings.plan.seed,
            **asdict(settings.limits),
        }
        out.mkdir(parents=True, exist_ok=True)
        if self.state_path.exists():
            self._resume()

    def _start_id(self) -> int:
        found = decoder_start(self.entry, self.tokenizer, self.model)
        if found is None:
            raise ModelError(f"{self.start / 'config.json'}: нужен decoder_start_token_id, с него начинается реферат")
        return found

    def _resume(self) -> None:
        try:
            state = torch.load(self.state_path, weights_only=True)
        except (RuntimeError, EOFError, UnpicklingError) as error:
            raise OptionError(f"{self.state_path} не читается: удалите этот файл, чтобы начать заново") from error
        fingerprint.check_same(state.get("made_of", {}), self.made_of, self.state_path)
        self.optimizer.restore(state["optimizer"])
        self.progress = Progress(**state["progress"])
        next(islice(self.stream, self.progress.n_batches, self.progress.n_batches), None)

    def step(self) -> tuple[float, int]:
        """One batch; returns the summed loss of its target tokens and their number."""
        clock = time.process_time if self.settings.device == "cpu" else time.perf_counter
        began, plan = clock(), self.settings.plan
        packed = self.pack(next(self.stream), self.tokenizer.pad_id)
        batch = {key: value.to(self.settings.device) for key, value in packed.items()}
        loss, n_targets = loss_of(self.model, batch, self.is_decoder)
        torch.autograd.backward(loss / n_targets)
        share = self.progress.worked_s / (plan.minutes * 60)
        self.optimizer.step(rate(share, plan))
        if share >= 1 - plan.averaged_share:
            self.optimizer.average()
        else:  # also of a run that was at its end before its budget was made longer
            self.optimizer.forget_means()
        total = float(loss.detach())
        self.progress.n_batches += 1
        self.progress.n_target_tokens += n_targets
        self.progress.n_tokens += int(packed["attention_mask"].sum())
        self.progress.worked_s += clock() - began
        return total, n_targets

    def save_state(self) -> None:
        """The optimizer's state and the place in the data, replaced in one step."""
        partial = self.state_path.with_suffix(".partial")
        state = {"optimizer": self.optimizer.state(), "progress": asdict(self.progress), "made_of": self.made_of}
        with storing(self.state_path):
            torch.save(state, partial)
            partial.replace(self.state_path)

    def save_checkpoint(self) -> None:
        """The model as transformers loads it, in files under 95 MB, with the mean of its last weights.

        It is made aside: what a killed process leaves is never taken for a model.
        """
        self.optimizer.put_means()
        self.model.generation_config = GenerationConfig(
            num_beams=2,
            max_new_tokens=self.settings.limits.max_target_tokens,
            no_repeat_ngram_size=4,
            bos_token_id=self.tokenizer.library.bos_token_id,
            eos_token_id=self.tokenizer.eos_id,
            pad_token_id=self.tokenizer.pad_id,
            decoder_start_token_id=None if self.is_decoder else self.start_id,
        )
        made = self.out / "unfinished"
        rmtree(made, ignore_errors=True)
        with storing(self.out):
            made.mkdir()
            self.model.save_pretrained(made, max_shard_size="90MB")
            self.tokenizer.library.save_pretrained(made)
            finish_checkpoint(self.start, made, self.entry)
            copy_licences(self.start, made)
            put_in_place(made, self.out)


def loss_of(model: PreTrainedModel, batch: Batch, is_decoder: bool) -> tuple[torch.Tensor, int]:
    """Summed cross-entropy over the target tokens in float32, and their number.

    Of a decoder the output layer runs over the target positions only: with a long prefix it
    would cost more than the layers below.
    """
    labels = batch["labels"][:, 1:] if is_decoder else batch["labels"]
    used = labels != IGNORED
    if is_decoder:
        inputs = {"attention_mask": batch["attention_mask"], "use_cache": False}
        hidden = model.model(batch["input_ids"], **inputs).last_hidden_state[:, :-1]
        logits = model.get_output_embeddings()(hidden[used])
    else:
        inputs = {key: value for key, value in batch.items() if key != "labels"}
        logits = model(**inputs, use_cache=False).logits[used]
    return cross_entropy(logits.float(), labels[used], reduction="sum"), int(used.sum())
