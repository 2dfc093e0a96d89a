"""Small checkpoints with the classes, file names and special ids of the hub's models.

Weights are random, large enough for the output to depend on every input id and on the start token, and
small enough for float32 to be exact and int8 to be near (at 0.6 rounding alone moves a log-probability by 0.004).
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sentencepiece
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer, decoders, pre_tokenizers, trainers
from tokenizers.models import BPE
from tokenizers.processors import TemplateProcessing
from transformers import (
    Gemma3ForCausalLM,
    Gemma3TextConfig,
    MBartConfig,
    MBartForConditionalGeneration,
    MT5Config,
    MT5ForConditionalGeneration,
    PreTrainedModel,
    PreTrainedTokenizerFast,
    T5Config,
    T5ForConditionalGeneration,
    T5Tokenizer,
)

TEXTS = [
    "Сергей Алтухов провёл совещание, посвящённое проблемам промышленности региона.",
    "В библиотеке открылась выставка старых карт, её увидят школьники и студенты города.",
    "Мост через реку закроют на ремонт до 15 мая, автобусы пойдут в объезд.",
    "Учёные описали новый вид жука; он живёт под корой упавших деревьев.",
    "Команда выиграла 3:2, решающий гол забили на последней минуте матча.",
    "Завод выпустил 1500 машин за год и собирается нанять ещё двести рабочих.",
    "«Это честная победа», — сказал тренер, отвечая на вопросы журналистов (их было много).",
]
TINY = {"d_model": 32, "d_kv": 8, "d_ff": 48, "num_layers": 2, "num_decoder_layers": 2, "num_heads": 4}


@dataclass(frozen=True)
class Checkpoint:
    """A folder that carries the tail of a hub id as its name, and the registry's name for it."""

    entry_name: str
    folder: Path


def sentencepiece_file(path: Path, **ids: int) -> None:
    """A unigram model trained on TEXTS."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [line for text in TEXTS for line in (text, *text.split())]
    with path.open("wb") as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(lines), model_writer=file, vocab_size=200, hard_vocab_limit=False,
            character_coverage=1.0, minloglevel=2, **ids,
        )  # fmt: skip


def randomized(model: PreTrainedModel, scale: float = 0.15) -> PreTrainedModel:
    """The model with every matrix drawn anew, from a fixed seed."""
    generator = torch.Generator().manual_seed(7)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.ndim > 1:
                parameter.copy_(torch.randn(parameter.shape, generator=generator) * scale)
    return model


def save_untied(model: PreTrainedModel, folder: Path, file_name: str) -> None:
    """Config and weights with an output layer of its own, which transformers 5 would tie when saving."""
    folder.mkdir(parents=True, exist_ok=True)
    model.config.architectures = [type(model).__name__]
    model.config.save_pretrained(folder)
    weights = {key: value.clone() for key, value in model.state_dict().items()}
    weights["lm_head.weight"] = weights["lm_head.weight"].flip(0).contiguous()
    if file_name.endswith(".bin"):
        torch.save(weights, folder / file_name)
    else:
        save_file(weights, folder / file_name, metadata={"format": "pt"})


def patch_config(folder: Path, **values: Any) -> None:
    """Sets values in config.json as the hub's files have them (transformers would move or drop some)."""
    path = folder / "config.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **values}), "utf-8")


def rut5_gazeta(root: Path) -> Checkpoint:
    """T5 v1.1, untied, decoder start 2, a .bin and a tokenizer.json."""
    folder = root / "rut5_base_sum_gazeta"
    sentencepiece_file(root / "gazeta" / "spiece.model", pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    T5Tokenizer.from_pretrained(root / "gazeta", extra_ids=0).save_pretrained(folder)
    config = T5Config(
        vocab_size=220, feed_forward_proj="gated-gelu", tie_word_embeddings=False,
        pad_token_id=0, eos_token_id=1, decoder_start_token_id=2, **TINY,
    )  # fmt: skip
    save_untied(randomized(T5ForConditionalGeneration(config)), folder, "pytorch_model.bin")
    patch_config(folder, tie_word_embeddings=False, num_beams=5, max_length=200, no_repeat_ngram_size=4)
    return Checkpoint("rut5-gazeta", folder)


def rut5_absum(root: Path, scale: float = 0.15) -> Checkpoint:
    """T5 with only spiece.model; a length prefix."""
    folder = root / "rut5-base-absum"
    sentencepiece_file(folder / "spiece.model", pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    config = T5Config(
        vocab_size=220, feed_forward_proj="gated-gelu", tie_word_embeddings=False,
        pad_token_id=0, eos_token_id=1, decoder_start_token_id=0, **TINY,
    )  # fmt: skip
    save_untied(randomized(T5ForConditionalGeneration(config), scale), folder, "model.safetensors")
    patch_config(folder, tie_word_embeddings=False)
    return Checkpoint("rut5-absum", folder)


def fred_t5(root: Path) -> Checkpoint:
    """T5 with a GPT-2 byte BPE tokenizer that lacks an end token of its own."""
    folder = root / "FRED-T5-Summarizer"
    tokenizer = Tokenizer(BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    specials = ["<pad>", "<s>", "</s>", "<unk>", "<LM>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=400, special_tokens=specials, initial_alphabet=alphabet)
    tokenizer.train_from_iterator(TEXTS, trainer)
    folder.mkdir(parents=True)
    tokenizer.model.save(str(folder))
    settings = {"tokenizer_class": "GPT2Tokenizer", "pad_token": "<pad>", "bos_token": "<s>", "unk_token": "<unk>"}
    settings |= {"eos_token": "<s>", "add_prefix_space": False}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), "utf-8")
    (folder / "added_tokens.json").write_text(json.dumps({"<LM>": 4}), "utf-8")
    config = T5Config(
        vocab_size=420, feed_forward_proj="gated-gelu", tie_word_embeddings=False,
        pad_token_id=0, eos_token_id=2, decoder_start_token_id=0, **TINY,
    )  # fmt: skip
    save_untied(randomized(T5ForConditionalGeneration(config)), folder, "model.safetensors")
    patch_config(folder, tie_word_embeddings=False)
    return Checkpoint("fred-t5", folder)


def mt5_xlsum(root: Path) -> Checkpoint:
    """mT5 with only spiece.model."""
    folder = root / "mT5_multilingual_XLSum"
    sentencepiece_file(folder / "spiece.model", pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    config = MT5Config(vocab_size=220, pad_token_id=0, eos_token_id=1, decoder_start_token_id=0, **TINY)
    save_untied(randomized(MT5ForConditionalGeneration(config)), folder, "model.safetensors")
    patch_config(folder, tie_word_embeddings=False, tokenizer_class="T5Tokenizer")
    return Checkpoint("mt5-xlsum", folder)


def mbart_gazeta(root: Path) -> Checkpoint:
    """mBART with language codes after the sentencepiece vocabulary."""
    folder = root / "mbart_ru_sum_gazeta"
    sentencepiece_file(folder / "sentencepiece.bpe.model", unk_id=0, bos_id=1, eos_id=2, pad_id=-1)
    settings = {"tokenizer_class": "MBartTokenizer", "src_lang": "en_XX", "tgt_lang": "en_XX"}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), "utf-8")
    config = MBartConfig(
        vocab_size=260, d_model=32, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4,
        decoder_attention_heads=4, encoder_ffn_dim=48, decoder_ffn_dim=48, max_position_embeddings=700,
        scale_embedding=True, decoder_start_token_id=5, forced_eos_token_id=None,
    )  # fmt: skip
    randomized(MBartForConditionalGeneration(config), scale=0.3).save_pretrained(folder)
    return Checkpoint("mbart-gazeta", folder)


def compact(root: Path, scale: float = 0.15) -> Checkpoint:
    """A decoder that reads the source as a prefix, as ``training/`` makes it."""
    folder = root / "compact"
    tokenizer = Tokenizer(BPE(byte_fallback=True, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Sequence([decoders.ByteFallback(), decoders.Fuse(), decoders.Metaspace()])
    specials = ["<pad>", "<eos>", "<bos>", "<unk>", *(f"<0x{byte:02X}>" for byte in range(256))]
    tokenizer.train_from_iterator(TEXTS, trainers.BpeTrainer(vocab_size=500, special_tokens=specials))
    tokenizer.post_processor = TemplateProcessing(single="<bos> $A", special_tokens=[("<bos>", 2)])
    names = {"pad_token": "<pad>", "eos_token": "<eos>", "bos_token": "<bos>", "unk_token": "<unk>"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **names).save_pretrained(folder)
    config = Gemma3TextConfig(
        vocab_size=500, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=2,
        num_key_value_heads=1, head_dim=16, sliding_window=400, pad_token_id=0, eos_token_id=1, bos_token_id=2,
    )  # fmt: skip
    randomized(Gemma3ForCausalLM(config), scale).save_pretrained(folder)
    return Checkpoint("compact", folder)


FAMILIES: dict[str, Callable[[Path], Checkpoint]] = {
    make.__name__: make for make in (rut5_gazeta, rut5_absum, fred_t5, mt5_xlsum, mbart_gazeta, compact)
}
