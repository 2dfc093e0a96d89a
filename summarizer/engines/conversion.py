"""A checkpoint → a form that CTranslate2 or ONNX Runtime runs, made once per machine and checked against transformers.

torch and transformers are imported only while a conversion is made.
"""

import json
import logging
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from summarizer.engines.cache import cache_folder, fingerprint, make_once, mark_used, remove_unused
from summarizer.engines.cores import n_cores
from summarizer.engines.encoding import Encoding, Tokenizer
from summarizer.engines.families import ConversionError, FastDtype, Runtime, has_exact_sums, version_of
from summarizer.engines.fast_tokenizer import FastTokenizer
from summarizer.engines.parity import BOUNDS, PAIRS, Parity, Row, compare, fixed_rows
from summarizer.errors import ModelError
from summarizer.models import ModelEntry

if TYPE_CHECKING:
    from summarizer.engines.checkpoint import HubTokenizer

# Of what this file, ctranslate2/specification.py and onnx/ make; a new one makes all conversions anew.
FORM_VERSION: Final = 2
NOT_COMPARED: Final = Parity(float("inf"), float("inf"), 0)
FACTS_FILE: Final = "conversion.json"
# Texts at which tokenizers tend to part: scripts, spaces, special tokens as text, nothing at all.
ODD_TEXTS: Final = (
    "", " ", "  два  пробела ", "строка\nещё\r\n\tи табуляция", "Ёё йй й é", "κοт ο", "日本 😀 🇷🇺 ﬁ ½ №",
    "</s> <pad> <unk> <extra_id_0> ru_RU", "a@b.ru http://x.y/z?q=1", "1 234,56 − 7", "\u00a0\u200b\u00ad\ufeff",
    "«Ёлки», — сказал он… и ушёл", "А" * 300,
)  # fmt: skip

_log = logging.getLogger("summarizer")


@dataclass(frozen=True)
class Conversion:
    """A converted model on disk."""

    folder: Path
    dtype: FastDtype
    pad_id: int
    eos_id: int
    size_bytes: int  # of its files but the facts, to notice a torn one
    parity: Parity
    sliding_window: int  # tokens that a decoder's layers look back on; 0: an encoder–decoder
    runtime: Runtime
    start: int | None  # the first decoder token; None: a decoder

    @classmethod
    def read(cls, folder: Path) -> "Conversion":
        """The conversion in a folder.

        Raises:
            OSError: It is not there.
            ValueError: Its facts are torn.
        """
        facts = json.loads((folder / FACTS_FILE).read_text("utf-8"))
        try:
            return cls(folder, **{**facts, "parity": Parity(**facts["parity"])})
        except (TypeError, LookupError) as error:
            raise ValueError(f"{folder / FACTS_FILE}: {error}") from error

    def write(self) -> None:
        """Puts the facts beside the weights."""
        facts = {key: value for key, value in asdict(self).items() if key != "folder"}
        (self.folder / FACTS_FILE).write_text(json.dumps(facts, indent=1), "utf-8")

    @property
    def tokenizer(self) -> FastTokenizer:
        """The tokenizer that was saved with the weights."""
        return FastTokenizer(self.folder / "tokenizer.json", self.pad_id, self.eos_id)


def is_whole(folder: Path) -> bool:
    """True if the folder holds a finished conversion whose files have their full size."""
    try:
        return Conversion.read(folder).size_bytes == _size_bytes(folder)
    except (OSError, ValueError):
        return False


def _size_bytes(folder: Path) -> int:
    """Of both libraries' files and the tokenizer's."""
    files = (path for pattern in ("model.bin", "*.onnx", "*.data", "*.json") for path in folder.glob(pattern))
    return sum(path.stat().st_size for path in files if path.name != FACTS_FILE)


def place_of(entry: ModelEntry, folder: Path, dtype: FastDtype, runtime: Runtime) -> Path:
    """Where the conversion of these very files for this entry is, or would be."""
    conventions = (
        entry.eos_token, entry.src_lang, entry.tgt_lang, entry.decoder_start_token_id, entry.window_tokens,
    )  # fmt: skip
    rounding = str(has_exact_sums(runtime)) if dtype == "int8" else ""
    made_with = (dtype, runtime, version_of(runtime), str(FORM_VERSION), repr(conventions), rounding)
    tail = "".join(c if c.isalnum() else "-" for c in folder.resolve().name if c.isascii())[:40]
    name = tail if entry.name == str(folder) else "".join(c if c.isalnum() else "-" for c in entry.name)
    return cache_folder() / "converted" / f"{name}-{dtype}-{fingerprint(folder, made_with)}"


def find_or_convert(entry: ModelEntry, folder: Path, dtype: FastDtype, runtime: Runtime) -> Conversion:
    """The conversion of a checkpoint, made now if it was not made on this machine before.

    Whenever one is made, those that nobody used for a month are deleted: older forms, weights since trained on.

    Raises:
        ConversionError: It cannot be made, or is not faithful; the verdict is kept, so that it is tried once.
        ModelError: The checkpoint itself is damaged.
        OSError: There is no room for it.
    """
    place = place_of(entry, folder, dtype, runtime)
    verdict = place.with_name(place.name + ".rejected")

    def make(room: Path) -> None:
        if verdict.is_file():  # by now: whoever waited for the lock need not try again
            raise ConversionError(verdict.read_text("utf-8"))
        try:
            _make(entry, folder, dtype, runtime, room)
        except ConversionError as error:
            verdict.write_text(str(error), "utf-8")
            raise

    mark_used(place)  # before it is looked at: what was forgotten for a month may be deleted meanwhile
    return Conversion.read(make_once(place, make, is_whole))


def _make(entry: ModelEntry, folder: Path, dtype: FastDtype, runtime: Runtime, room: Path) -> None:
    """Fills the room with a conversion, and says on the log what that takes."""
    began = time.perf_counter()
    _log.warning("Перевожу модель %s в быструю форму (%s): один раз на этом компьютере …", entry.name, dtype)
    conversion = convert(entry, folder, dtype, runtime, room)
    _log.warning(
        "Готово за %.1f с: %.0f МБ в %s; от исходной отличается в среднем на %.1g ната на токен",
        time.perf_counter() - began, conversion.size_bytes / 1e6, cache_folder(), conversion.parity.mean_error,
    )  # fmt: skip
    remove_unused(room.parent)


def convert(entry: ModelEntry, folder: Path, dtype: FastDtype, runtime: Runtime, room: Path) -> Conversion:
    """Converts a checkpoint into an empty folder and holds it against the checkpoint.

    Raises:
        ConversionError: The result would not say what the checkpoint says.
    """
    import torch

    from summarizer.engines.checkpoint import HubTokenizer, check_vocabulary, decoder_start, load_weights, log_probs
    from summarizer.engines.smoothing import smooth_gemma3

    tokenizer = HubTokenizer(entry, folder)
    model = load_weights(entry, folder, torch.float32)
    check_vocabulary(tokenizer, model, folder)
    start = decoder_start(entry, tokenizer, model)
    if (start is None) != (entry.family == "decoder"):
        raise ConversionError("в config.json нет decoder_start_token_id")
    rows = fixed_rows(Encoding(entry, tokenizer), tokenizer)
    reference = [log_probs(model, row.source_ids, row.target_ids, start) for row in rows]
    _save_tokenizer(tokenizer, room)
    if dtype == "int8" and start is None:
        smooth_gemma3(model, [[*row.source_ids, *row.target_ids] for row in rows])
    if runtime == "onnxruntime":
        from summarizer.engines.onnx.checkpoint_graphs import save_graphs

        save_graphs(model, folder, room)
    else:
        from summarizer.engines.ctranslate2.specification import save_specification

        save_specification(model, folder, tokenizer, start, dtype, entry.window_tokens, room)
    window = int(model.config.sliding_window) if start is None else 0
    del model
    made = Conversion(
        room, dtype, tokenizer.pad_id, tokenizer.eos_id, _size_bytes(room), NOT_COMPARED, window, runtime, start
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


def _save_tokenizer(tokenizer: "HubTokenizer", room: Path) -> None:
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
