"""The form of a checkpoint that CTranslate2 or ONNX Runtime runs: found in the cache, or made there once per machine.

Only ``converting``, which makes it, imports torch and transformers.
"""

import json
import logging
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from summarizer.engines.cache import cache_folder, fingerprint, make_once, mark_used, remove_unused
from summarizer.engines.families import ConversionError, FastDtype, Runtime, has_exact_sums, version_of
from summarizer.engines.fast_tokenizer import FastTokenizer
from summarizer.engines.parity import Parity
from summarizer.models import ModelEntry

# Of what converting.py, ctranslate2/specification.py and onnx/ make; a new one makes all conversions anew.
FORM_VERSION: Final = 5
FACTS_FILE: Final = "conversion.json"

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
        return Conversion.read(folder).size_bytes == bytes_of(folder)
    except (OSError, ValueError):
        return False


def bytes_of(folder: Path) -> int:
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
    from summarizer.engines.converting import convert

    began = time.perf_counter()
    _log.warning("Перевожу модель %s в быструю форму (%s): один раз на этом компьютере …", entry.name, dtype)
    conversion = convert(entry, folder, dtype, runtime, room)
    _log.warning(
        "Готово за %.1f с: %.0f МБ в %s; проверено, отличие от исходной в среднем %.1g ната на токен",
        time.perf_counter() - began, conversion.size_bytes / 1e6, cache_folder(), conversion.parity.mean_error,
    )  # fmt: skip
    remove_unused(room.parent)
