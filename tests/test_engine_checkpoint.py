"""Checkpoints in the shapes that people have them in: saved anew, in parts, with a config that says less or wrong."""

import json
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

from summarizer.engines.checkpoint import HubTokenizer, decoder_start, load_weights, log_probs, t5_output_scale
from summarizer.engines.conversion import convert
from summarizer.engines.transformers.engine import TransformersEngine
from summarizer.errors import ModelError
from summarizer.models import locate
from tests.tiny import FAMILIES, mbart_gazeta, patch_config, rut5_absum


def start_of(folder: Path) -> int | None:
    entry = locate(str(folder)).entry
    return decoder_start(entry, HubTokenizer(entry, folder), load_weights(entry, folder, torch.float32))


@pytest.mark.parametrize("family", ["rut5_gazeta", "mt5_xlsum"])
def test_checkpoint_that_transformers_5_saved_anew_is_scaled_as_before(family: str, tmp_path: Path) -> None:
    given, saved = FAMILIES[family](tmp_path).folder, tmp_path / "saved"
    model = AutoModelForSeq2SeqLM.from_pretrained(given, dtype=torch.float32)
    model.save_pretrained(saved)
    assert t5_output_scale(saved) == t5_output_scale(given) == 1.0
    again = AutoModelForSeq2SeqLM.from_pretrained(saved, dtype=torch.float32)
    assert log_probs(again, [5, 6, 7], [8, 9], 0) == log_probs(model, [5, 6, 7], [8, 9], 0)


def test_first_t5_is_scaled_whether_its_config_says_so_or_not(tmp_path: Path) -> None:
    folder = rut5_absum(tmp_path).folder
    config = json.loads((folder / "config.json").read_text("utf-8"))
    for known in ({}, {"tie_word_embeddings": True}, {"tie_word_embeddings": True, "scale_decoder_outputs": True}):
        bare = {
            key: value for key, value in config.items() if key not in ("tie_word_embeddings", "scale_decoder_outputs")
        }
        (folder / "config.json").write_text(json.dumps({**bare, **known}), "utf-8")
        assert t5_output_scale(folder) == 32**-0.5


def test_start_stands_in_the_config_where_the_generation_config_is_silent(tmp_path: Path) -> None:
    folder = rut5_absum(tmp_path).folder
    patch_config(folder, decoder_start_token_id=2)
    (folder / "generation_config.json").write_text(json.dumps({"eos_token_id": 1, "pad_token_id": 0}), "utf-8")
    assert start_of(folder) == 2


@pytest.mark.parametrize(("is_special", "is_refused"), [(False, True), (True, False)])
def test_tokenizer_that_knows_more_words_than_the_model_is_refused(
    is_special: bool, is_refused: bool, tmp_path: Path
) -> None:
    folder = rut5_absum(tmp_path).folder
    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.add_tokens([f"<more_{i}>" for i in range(300)], special_tokens=is_special)
    tokenizer.save_pretrained(folder)
    entry = locate(str(folder)).entry
    with pytest.raises(ModelError, match="слов, а модель 220") if is_refused else nullcontext():
        TransformersEngine(entry, folder, "cpu", "float32")
    with pytest.raises(ModelError, match="слов, а модель 220") if is_refused else nullcontext():
        convert(entry, folder, "float32", "ctranslate2", tmp_path)


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"decoder_start_token_id": 100_000}, r"Начальный знак 100000 .* вне её словаря из 220"),
        ({"task_specific_params": {"summarization": {"window_tokens": 300, "tgt_lang": "rus"}}}, "Языка «rus»"),
    ],
)
def test_start_that_the_model_does_not_know_is_a_model_error(
    config: Mapping[str, Any], message: str, tmp_path: Path
) -> None:
    folder = rut5_absum(tmp_path).folder
    patch_config(folder, **config)
    with pytest.raises(ModelError, match=message):
        start_of(folder)


def test_language_that_the_model_knows_is_its_start(tmp_path: Path) -> None:
    checkpoint = mbart_gazeta(tmp_path)
    tokenizer = HubTokenizer(locate(str(checkpoint.folder)).entry, checkpoint.folder)
    assert (
        start_of(checkpoint.folder)
        == tokenizer.library.convert_tokens_to_ids("ru_RU")
        != tokenizer.library.unk_token_id
    )


def test_weights_of_another_shape_are_named(tmp_path: Path) -> None:
    folder = rut5_absum(tmp_path).folder
    patch_config(folder, d_ff=64)
    with pytest.raises(ModelError, match=r"нет весов .*DenseReluDense\.wi_0\.weight"):
        load_weights(locate(str(folder)).entry, folder, torch.float32)


def test_weights_that_find_no_memory_are_not_called_damaged(tmp_path: Path) -> None:
    """A matrix of 4 petabytes, as a config may ask for: no machine has them."""
    folder = rut5_absum(tmp_path).folder
    patch_config(folder, d_ff=2**45)
    with pytest.raises(ModelError, match=r"rut5-base-absum не помещается в память: закройте .* \(summarizer models\)"):
        load_weights(locate(str(folder)).entry, folder, torch.float32)
