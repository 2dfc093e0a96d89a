"""Checkpoints in the shapes that people have them in: saved anew, in parts, with a config that says less or wrong."""

import json
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import (
    AutoModelForSeq2SeqLM,
    AutoTokenizer,
    BertConfig,
    EncoderDecoderConfig,
    EncoderDecoderModel,
    MBartConfig,
    MBartForConditionalGeneration,
)

from summarizer.engines import Request
from summarizer.engines.checkpoint import HubTokenizer, decoder_start, load_weights, log_probs, t5_output_scale
from summarizer.engines.converting import convert
from summarizer.engines.transformers.engine import TransformersEngine
from summarizer.errors import ModelError
from summarizer.models import locate
from tests.tiny import FAMILIES, compact, mbart_gazeta, patch_config, randomized, rut5_absum


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
    with pytest.raises(ModelError, match=r"нет весов .*DenseReluDense\.wi_0\.weight \(48×32 вместо 64×32\)"):
        load_weights(locate(str(folder)).entry, folder, torch.float32)


def test_weights_that_find_no_memory_are_not_called_damaged(tmp_path: Path) -> None:
    """A matrix of 4 petabytes, as a config may ask for: no machine has them."""
    folder = rut5_absum(tmp_path).folder
    patch_config(folder, d_ff=2**45)
    with pytest.raises(ModelError, match=r"rut5-base-absum не помещается в память: закройте .* \(summarizer models\)"):
        load_weights(locate(str(folder)).entry, folder, torch.float32)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_weights_that_are_no_numbers_are_named(value: float, tmp_path: Path) -> None:
    """A training that diverged: the model would write nothing, and the summary be the source's own sentences."""
    folder = rut5_absum(tmp_path).folder
    path, name = folder / "model.safetensors", "decoder.block.1.layer.2.DenseReluDense.wo.weight"
    weights = load_file(path)
    weights[name][3, 4] = value
    save_file(weights, path, metadata={"format": "pt"})
    with pytest.raises(ModelError, match=rf"NaN или бесконечность: {name} \(всего 1\)"):
        load_weights(locate(str(folder)).entry, folder, torch.float32)


def test_folder_without_a_vocabulary_has_no_tokenizer(tmp_path: Path) -> None:
    """transformers makes one of special tokens alone, to which every word is unknown."""
    folder = rut5_absum(tmp_path).folder
    (folder / "spiece.model").unlink()
    with pytest.raises(ModelError, match=r"не знает ни одного слова: нет его файлов"):
        HubTokenizer(locate(str(folder)).entry, folder)


def test_model_of_two_berts_has_a_vocabulary_too(tmp_path: Path) -> None:
    """Whose config has none of its own, as that of the hub's rubert2rubert kind."""
    folder = compact(tmp_path).folder
    one = BertConfig(
        vocab_size=500, hidden_size=32, num_hidden_layers=1, num_attention_heads=4, intermediate_size=48, pad_token_id=0
    )
    both = EncoderDecoderConfig.from_encoder_decoder_configs(one, one)
    both.decoder_start_token_id, both.pad_token_id, both.eos_token_id = 2, 0, 1
    for path in (*folder.glob("*config.json"), folder / "model.safetensors"):
        if path.name != "tokenizer_config.json":
            path.unlink()
    EncoderDecoderModel(both).save_pretrained(folder)
    model_folder = folder.rename(tmp_path / "rubert2rubert")
    engine = TransformersEngine(locate(str(model_folder)).entry, model_folder, "cpu", "float32")
    (drafts,) = engine.generate([Request("Мост закроют на ремонт.", 5, num_beams=1)])
    assert drafts[0].text


@pytest.mark.parametrize("n_positions", [64, 200])
def test_model_of_few_positions_is_never_led_beyond_them(n_positions: int, tmp_path: Path) -> None:
    folder = mbart_gazeta(tmp_path).folder.rename(tmp_path / "short")
    config = MBartConfig.from_pretrained(folder, max_position_embeddings=n_positions)
    randomized(MBartForConditionalGeneration(config), scale=0.3).save_pretrained(folder)
    entry = locate(str(folder)).entry
    made = convert(entry, folder, "float32", "ctranslate2", tmp_path)
    assert made.parity.n_tokens > 0
    engine = TransformersEngine(entry, folder, "cpu", "float32")
    (drafts,) = engine.generate([Request("Мост закроют.", 100, num_beams=1)])
    assert drafts
