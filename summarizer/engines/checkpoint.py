"""A checkpoint folder → tokenizer and weights of transformers, checked; nothing is fetched or executed."""

import json
from collections.abc import Collection, Sequence
from pathlib import Path
from pickle import UnpicklingError
from typing import Any, Final, cast

import torch
from safetensors import SafetensorError
from transformers import (
    AutoConfig,
    AutoModelForCausalLM,
    AutoModelForSeq2SeqLM,
    AutoTokenizer,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)
from transformers.utils import logging

from summarizer.engines.scheduling import is_out_of_memory
from summarizer.engines.soundness import absent_weights, n_vectors, no_numbers
from summarizer.errors import ModelError
from summarizer.models import ModelEntry

# What torch, safetensors and transformers raise on damaged or foreign files, and where they do not fit.
_DAMAGE: Final = (
    OSError, ValueError, TypeError, AttributeError, RuntimeError, KeyError, EOFError, UnpicklingError, SafetensorError,
    MemoryError,
)  # fmt: skip

# In both scripts and digits: of a folder without a vocabulary transformers makes a tokenizer that knows nothing.
WORDS: Final = "Москва и Санкт-Петербург, the year 2024"


class HubTokenizer:
    """A checkpoint's tokenizer as transformers loads it, with the entry's end token and languages set.

    Raises:
        ModelError: Files are missing or damaged, or the tokenizer has no end or padding token, or no words.
    """

    def __init__(self, entry: ModelEntry, folder: Path) -> None:
        wanted = {"eos_token": entry.eos_token, "src_lang": entry.src_lang, "tgt_lang": entry.tgt_lang}
        given = {key: value for key, value in wanted.items() if value is not None}
        try:
            loaded = AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False, **given)
        except Exception as error:  # on damaged files, and those of another kind, the libraries raise anything
            raise ModelError(f"Токенизатор в {folder} не читается: {error}") from error
        if loaded.pad_token_id is None or loaded.eos_token_id is None:
            raise ModelError(f"У токенизатора в {folder} нет знака конца или заполнения: модель не для рефератов")
        self.library: PreTrainedTokenizerBase = loaded
        self.pad_id: int = loaded.pad_token_id
        self.eos_id: int = loaded.eos_token_id
        if not any(map(str.isalnum, self.decode(self.encode(WORDS)))):
            raise ModelError(
                f"Токенизатор в {folder} не знает ни одного слова: нет его файлов "
                "(tokenizer.json, spiece.model, sentencepiece.bpe.model или vocab.json), или они пусты"
            )

    def encode(self, text: str, add_special: bool = True) -> list[int]:
        """Token ids of a text, with the special tokens of a source or without."""
        return cast(list[int], self.library(text, add_special_tokens=add_special, verbose=False).input_ids)

    def decode(self, ids: Sequence[int]) -> str:
        """The text of token ids, special ones left out."""
        return str(self.library.decode(list(ids), skip_special_tokens=True, clean_up_tokenization_spaces=False))

    def largest_id(self) -> int:
        """Of what a text may hold: special tokens are left out, of which many T5s have more than vectors."""
        special = {place for place, token in self.library.added_tokens_decoder.items() if token.special}
        return int(max(set(self.library.get_vocab().values()) - special))


def load_weights(entry: ModelEntry, folder: Path, dtype: torch.dtype, device: str = "cpu") -> PreTrainedModel:
    """The model in evaluation mode; every one of its weights must be in the files, and a number.

    Raises:
        ModelError: A file is damaged, a weight is missing, so that it would be random, or is NaN, or memory is short.
    """
    model, report = load_with_report(entry, folder, dtype, device)
    if absent := absent_weights(report):
        raise ModelError(f"В {folder} нет весов {', '.join(absent[:3])} (всего {len(absent)}): файлы повреждены")
    if broken := no_numbers(model):
        raise ModelError(
            f"В {folder} вместо чисел NaN или бесконечность: {', '.join(broken[:3])} (всего {len(broken)}). "
            "Обучение этой модели разошлось, или файлы повреждены: возьмите другую её версию"
        )
    return model


def load_with_report(
    entry: ModelEntry, folder: Path, dtype: torch.dtype, device: str = "cpu"
) -> tuple[PreTrainedModel, dict[str, Collection[Any]]]:
    """The model, and which weights were missing, unexpected or of another shape.

    Raises:
        ModelError: A file is damaged or foreign, or memory is short.
    """
    auto = AutoModelForCausalLM if entry.family == "decoder" else AutoModelForSeq2SeqLM
    logging.disable_progress_bar()
    verbosity = logging.get_verbosity()
    logging.set_verbosity_error()  # it advises to edit the config of every T5 whose output layer is its own
    try:
        config = AutoConfig.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
        model, report = auto.from_pretrained(
            folder,
            config=config,
            dtype=dtype,
            local_files_only=True,
            trust_remote_code=False,
            output_loading_info=True,
            ignore_mismatched_sizes=True,  # they are in the report, by their names; an error would not say which
        )
        return cast(PreTrainedModel, model.eval().to(device)), report
    except _DAMAGE as error:
        raise _refusal(entry, folder, error) from error
    finally:
        logging.set_verbosity(verbosity)


def _refusal(entry: ModelEntry, folder: Path, error: BaseException) -> ModelError:
    if is_out_of_memory(error):
        return ModelError(
            f"Модель {entry.name} не помещается в память: закройте другие программы или возьмите меньшую "
            f"(summarizer models). Сообщение библиотеки: {error}"
        )
    return ModelError(f"Веса в {folder} не читаются ({type(error).__name__}): {error}")


def decoder_start(entry: ModelEntry, tokenizer: HubTokenizer, model: PreTrainedModel) -> int | None:
    """The first decoder token: the target language's code, the entry's, or the checkpoint's own.

    Raises:
        ModelError: The language or the token is not in the vocabulary.
    """
    if entry.tgt_lang and entry.tgt_lang not in tokenizer.library.get_vocab():
        raise ModelError(f"Языка «{entry.tgt_lang}» (tgt_lang) в словаре модели {entry.name} нет: нужен вида «ru_RU»")
    places = (
        tokenizer.library.convert_tokens_to_ids(entry.tgt_lang) if entry.tgt_lang else None,
        entry.decoder_start_token_id,
        model.generation_config.decoder_start_token_id,
        getattr(model.config, "decoder_start_token_id", None),  # generation_config.json may be silent about it
    )
    start = next((place for place in places if place is not None), None)
    if start is not None and not 0 <= start < n_vectors(model):
        raise ModelError(
            f"Начальный знак {start} (decoder_start_token_id) модели {entry.name} вне её словаря из "
            f"{n_vectors(model)}: исправьте config.json и generation_config.json"
        )
    return start


def t5_output_scale(folder: Path) -> float:
    """What the decoder's output is multiplied with, from the checkpoint's own words.

    T5 1.0 ties its output layer to the embeddings and scales by d_model ** −½; T5 1.1, mT5 and the Russian
    models derived from them say ``tie_word_embeddings: false`` and do not scale. transformers 5 sets the
    flag to true on loading, and CTranslate2's converter, which reads it there, would scale them all; what it
    saves says ``scale_decoder_outputs`` instead.
    """
    config = json.loads((folder / "config.json").read_text("utf-8"))
    is_scaled = config.get("scale_decoder_outputs", config.get("tie_word_embeddings") is not False)
    return float(config["d_model"]) ** -0.5 if config["model_type"] == "t5" and is_scaled else 1.0


def log_probs(model: PreTrainedModel, source_ids: list[int], target_ids: list[int], start: int | None) -> list[float]:
    """Log-probability of each target token, given the source and the target before it.

    Args:
        start: The first decoder token; None: the model is a decoder, and the source its prefix.
    """
    before = target_ids[:-1]
    given = [*source_ids, *before] if start is None else source_ids
    fed = {} if start is None else {"decoder_input_ids": torch.tensor([[start, *before]], device=model.device)}
    chosen = torch.tensor(target_ids, device=model.device)[:, None]
    with torch.inference_mode():
        logits = model(input_ids=torch.tensor([given], device=model.device), **fed).logits[0, -len(target_ids) :]
        return cast(list[float], logits.float().log_softmax(-1).gather(1, chosen)[:, 0].tolist())
