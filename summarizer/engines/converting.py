"""A checkpoint → a form that CTranslate2 or ONNX Runtime runs, checked against transformers."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import torch

from summarizer.engines.checkpoint import HubTokenizer, decoder_start, load_weights, log_probs
from summarizer.engines.conversion import Conversion, bytes_of
from summarizer.engines.cores import n_cores
from summarizer.engines.encoding import Encoding, Tokenizer
from summarizer.engines.families import ConversionError, FastDtype, Runtime
from summarizer.engines.fast_tokenizer import FastTokenizer
from summarizer.engines.parity import BOUNDS, PAIRS, Parity, Row, compare, fixed_rows
from summarizer.engines.smoothing import smooth_gemma3, watch_inputs
from summarizer.engines.soundness import check_vocabulary
from summarizer.errors import ModelError
from summarizer.models import ModelEntry

NOT_COMPARED: Final = Parity(float("inf"), float("inf"), 0)
# Texts at which tokenizers tend to part: scripts, spaces, special tokens as text, nothing at all.
ODD_TEXTS: Final = (
    "", " ", "  два  пробела ", "строка\nещё\r\n\tи табуляция", "Ёё йй й é", "κοт ο", "日本 😀 🇷🇺 ﬁ ½ №",
    "</s> <pad> <unk> <extra_id_0> ru_RU", "a@b.ru http://x.y/z?q=1", "1 234,56 − 7", "\u00a0\u200b\u00ad\ufeff",
    "«Ёлки», — сказал он… и ушёл", "А" * 300,
)  # fmt: skip


def convert(entry: ModelEntry, folder: Path, dtype: FastDtype, runtime: Runtime, room: Path) -> Conversion:
    """Converts a checkpoint into an empty folder and holds it against the checkpoint.

    Raises:
        ConversionError: The result would not say what the checkpoint says.
    """
    tokenizer = HubTokenizer(entry, folder)
    model = load_weights(entry, folder, torch.float32)
    check_vocabulary(tokenizer, model, folder)
    start = decoder_start(entry, tokenizer, model)
    if (start is None) != (entry.family == "decoder"):
        raise ConversionError("в config.json нет decoder_start_token_id")
    rows = fixed_rows(Encoding(entry, tokenizer), tokenizer)
    if not rows:
        raise ConversionError(f"в окно из {entry.window_tokens} токенов не входит ни один текст, чтобы сравнить")
    with watch_inputs(model) as seen:
        reference = [log_probs(model, row.source_ids, row.target_ids, start) for row in rows]
    _save_tokenizer(tokenizer, room)
    if dtype == "int8" and start is None:
        smooth_gemma3(model, seen)
    if runtime == "onnxruntime":
        from summarizer.engines.onnx.checkpoint_graphs import save_graphs

        save_graphs(model, folder, room)
    else:
        from summarizer.engines.ctranslate2.specification import save_specification

        save_specification(model, folder, tokenizer, start, dtype, entry.window_tokens, room)
    window = int(model.config.sliding_window) if start is None else 0
    del model
    made = Conversion(
        room, dtype, tokenizer.pad_id, tokenizer.eos_id, bytes_of(room), NOT_COMPARED, window, runtime, start
    )
    made = replace(made, parity=_faithful(compare(reference, score_rows(made, rows)), dtype))
    made.write()
    return made


def score_rows(conversion: Conversion, rows: Sequence[Row]) -> list[list[float]]:
    """Log-probabilities of the rows' targets, token by token, by the library that will run it.

    Raises:
        ConversionError: The library does not take it: an older one lacks an operation.
    """
    try:
        if conversion.runtime == "onnxruntime":
            from summarizer.engines.onnx.model import OnnxModel

            return OnnxModel(conversion.folder, conversion.start, n_cores()).score(rows)
        from summarizer.engines.ctranslate2.forms import load_form

        return load_form(conversion.folder, conversion.dtype, conversion.sliding_window).score(rows)
    except ModelError as error:
        raise ConversionError(str(error)) from error


def _faithful(parity: Parity, dtype: FastDtype) -> Parity:
    """The distance of a converted model from the reference log-probabilities, where it may be used.

    Raises:
        ConversionError: It is over the bound for this type.
    """
    bound = BOUNDS[dtype]
    if not parity.is_within(bound):
        raise ConversionError(
            f"{dtype}: логарифмы вероятностей расходятся с исходной моделью в среднем на {parity.mean_error:.2g} "
            f"(предел {bound.mean_error:g}), самое большее на {parity.max_error:.2g} (предел {bound.max_error:g})"
        )
    return parity


def _save_tokenizer(tokenizer: HubTokenizer, room: Path) -> None:
    """The tokenizer as one file that gives the same ids without transformers.

    Raises:
        ConversionError: There is no such form of it, or its ids differ.
    """
    backend = getattr(tokenizer.library, "backend_tokenizer", None)
    if backend is None:
        raise ConversionError("у токенизатора нет формы для библиотеки tokenizers")
    path = room / "tokenizer.json"
    path.write_text(backend.to_str(), "utf-8")  # its own ``save`` raises a bare Exception where there is no room
    saved = FastTokenizer(path, tokenizer.pad_id, tokenizer.eos_id)
    for text in (*ODD_TEXTS, *(text for pair in PAIRS for text in pair)):
        if not _agree(tokenizer, saved, text):
            raise ConversionError(f"токенизаторы расходятся на тексте {text[:40]!r}")


def _agree(one: Tokenizer, other: Tokenizer, text: str) -> bool:
    ids = one.encode(text)
    has_equal_ids = ids == other.encode(text) and one.encode(text, False) == other.encode(text, False)
    return has_equal_ids and one.decode(ids) == other.decode(ids)
