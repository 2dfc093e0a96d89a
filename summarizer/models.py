"""Model names → what is on this machine → an engine.

A name is one of the registry, a hub id, a folder, or ``auto``. Local files come first; the hub
is asked only for a model that a person named and that is not here.
"""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from summarizer.engines import Engine
from summarizer.engines.extract import ExtractEngine
from summarizer.errors import ModelError, OptionError
from summarizer.registry import COMPACT, EXTRACT, PRETRAINED_ONLY, REGISTRY, ModelEntry

if TYPE_CHECKING:
    from summarizer.engines.families import FastDtype, Runtime

DeviceName = Literal["auto", "cpu", "cuda"]
DtypeName = Literal["auto", "int8", "float32", "bfloat16"]

MAX_THREADS: Final = 1024
HUB_TIMEOUT_S: Final = 2.0  # a person waits: without a network the answer must come within 3 s
# What inference needs of a snapshot: safetensors or torch weights, tokenizer, configs.
HUB_PATTERNS: Final = ["*.json", "*.safetensors", "*.bin", "*.model", "*.txt"]
_log = logging.getLogger("summarizer")
_ROOT: Final = Path(__file__).resolve().parent
_COMPACT_PLACES: Final = (_ROOT.parent / "models" / "compact", _ROOT / "bundled" / "compact")


@dataclass(frozen=True)
class Located:
    """A model and the folder of its files; no folder for ``extract``."""

    entry: ModelEntry
    folder: Path | None


def find_local(entry: ModelEntry) -> Located | None:
    """The entry's files on this machine, or None."""
    if entry.family == "extract":
        return Located(entry, None)
    if entry.hub_id is None:
        here = (place for place in _COMPACT_PLACES if (place / "config.json").is_file())
        folder = next(here, None)
    else:
        folder = _cached_snapshot(entry.hub_id)
    return Located(entry, folder) if folder else None


def find_all_local() -> list[Located]:
    """What is on this machine: known models, then others of the hub's cache and of ``models/`` that summarize."""
    known = [located for entry in REGISTRY if (located := find_local(entry))]
    folders = {located.folder for located in known}
    others = (_other_model(folder) for folder in (*_cached_folders(), *_ROOT.parent.glob("models/*/")))
    return known + [located for located in others if located and located.folder not in folders]


def _other_model(folder: Path) -> Located | None:
    """An encoder–decoder that the registry does not know, or one that it does in a folder of its own."""
    try:
        located = _from_folder(folder)
        config = json.loads((folder / "config.json").read_text("utf-8"))
    except (ModelError, OSError, ValueError):
        return None
    is_able = isinstance(config, dict) and bool(config.get("is_encoder_decoder")) and _has_weights(folder)
    return located if is_able else None


def locate(name: str) -> Located:
    """The model that a name means, fetched from the hub if it is nowhere here.

    Args:
        name: ``auto``, a name of the registry, a hub id (``owner/model``) or a folder.

    Raises:
        ModelError: The model is unknown, not a summarizer, or neither here nor to be had.
    """
    if name == "auto":
        return _best_local()
    known = {key: entry for entry in REGISTRY for key in (entry.name, entry.hub_id) if key}
    if name in known:
        return find_local(known[name]) or _fetch(known[name])
    if Path(name).is_dir():
        return _from_folder(Path(name))
    if name in PRETRAINED_ONLY:
        raise ModelError(_not_a_summarizer(name))
    if name.count("/") != 1 or name.startswith((".", "/", "~")):
        names = ", ".join(entry.name for entry in REGISTRY)
        raise ModelError(f"Модель «{name}» не известна, и такой папки нет. Возможны {names}, имя с хаба или папка")
    entry = ModelEntry(name=name, hub_id=name, note="", licence="?")
    return find_local(entry) or _fetch(entry)


def load_engine(
    name: str, device: DeviceName = "auto", dtype: DtypeName = "auto", threads: int | None = None
) -> Engine:
    """The engine for a name as ``locate`` takes it, with its weights loaded.

    On a CPU models run in int8, or in float32 where that is asked for, through ONNX Runtime or CTranslate2,
    whichever is faster here; all else, and what could not be converted faithfully, through transformers.

    Args:
        threads: Cores to use; None: all that this process may use.

    Raises:
        ModelError: The model cannot be had, its files are damaged, or it has no form of that type.
        OptionError: The number of threads is out of range.
    """
    if threads is not None and not 1 <= threads <= MAX_THREADS:
        raise OptionError(f"Число потоков {threads}: нужно число от 1 до {MAX_THREADS}")
    if device == "cuda" and dtype == "int8":
        raise OptionError("int8 считается на процессоре: --device cpu --dtype int8 или --device cuda --dtype bfloat16")
    located = locate(name)
    if located.folder is None:
        return ExtractEngine()
    return _fast_engine(located, device, dtype, threads) or _transformers_engine(located, device, dtype, threads)


def _fast_engine(located: Located, device: DeviceName, dtype: DtypeName, threads: int | None) -> Engine | None:
    """The model through ONNX Runtime or CTranslate2, or None where transformers has to run it; a failure is told."""
    if located.folder is None or device == "cuda" or dtype == "bfloat16":
        return None
    from summarizer.engines.families import runtimes_for
    from summarizer.engines.gpu import has_gpu

    if device == "auto" and dtype != "int8" and has_gpu():
        return None
    fast_dtype: FastDtype = "float32" if dtype == "float32" else "int8"
    runtimes = runtimes_for(located.folder, fast_dtype)
    if not runtimes and dtype == "int8":
        _log.warning("У модели %s здесь нет формы int8, считает transformers", located.entry.name)
    if engine := _converted_engine(located.entry, located.folder, fast_dtype, runtimes, threads):
        return engine
    if runtimes:
        _log.warning("Модель %s считает transformers", located.entry.name)
    return None


def _converted_engine(
    entry: ModelEntry, folder: Path, dtype: "FastDtype", runtimes: Sequence["Runtime"], threads: int | None
) -> Engine | None:
    """The first of these libraries that has a faithful form of the model; a failure is told."""
    from summarizer.engines.conversion import find_or_convert
    from summarizer.engines.families import ConversionError

    for runtime in runtimes:
        try:
            conversion = find_or_convert(entry, folder, dtype, runtime)
        except (ConversionError, ImportError, OSError) as error:
            _log.warning("Быстрой формы модели %s через %s не будет: %s", entry.name, runtime, error)
            continue
        if runtime == "onnxruntime":
            from summarizer.engines.onnx.engine import OnnxEngine

            return OnnxEngine(entry, conversion, threads)
        from summarizer.engines.ctranslate2.engine import CTranslate2Engine

        return CTranslate2Engine(entry, conversion, threads)
    return None


def _transformers_engine(located: Located, device: DeviceName, dtype: DtypeName, threads: int | None) -> Engine:
    if located.folder is None or not find_spec("torch"):
        raise ModelError("Для нейросетевых моделей нужен torch: pip install 'summarizer[models]'")
    from summarizer.engines.transformers.engine import TransformersEngine

    return TransformersEngine(located.entry, located.folder, device, "auto" if dtype == "int8" else dtype, threads)


def _best_local() -> Located:
    ranked = sorted((entry for entry in REGISTRY if entry.rank is not None), key=lambda entry: entry.rank or 0)
    return next(located for entry in ranked if (located := find_local(entry)))


def _from_folder(folder: Path) -> Located:
    """A checkpoint folder, with the conventions of the entry that it carries the name of."""
    if not (folder / "config.json").is_file():
        raise ModelError(f"В папке {folder} нет config.json: это не модель transformers")
    tail = folder.resolve().name
    refused = next((hub_id for hub_id in PRETRAINED_ONLY if hub_id.split("/")[1] == tail), None)
    if refused:
        raise ModelError(_not_a_summarizer(refused))
    by_tail = {key: e for e in REGISTRY for key in (e.name, (e.hub_id or "/").split("/")[1]) if key}
    entry = by_tail.get(tail)
    if entry and entry.family != "decoder":
        return Located(replace(entry, name=str(folder)), folder)
    return Located(_own_folder(folder), folder)


def _own_folder(folder: Path) -> ModelEntry:
    """An encoder–decoder without a prefix, or a decoder such as ``training/`` makes, which says how it is asked."""
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder / 'config.json'} не читается: {error}") from error
    if not isinstance(config, dict):
        config = {}
    if config.get("is_encoder_decoder"):
        return ModelEntry(name=str(folder), note="", licence="?")
    suffix, title_suffix = _own_suffixes(config, folder)
    return replace(COMPACT, name=str(folder), rank=None, suffix=suffix, title_suffix=title_suffix)


def _own_suffixes(config: dict[str, Any], folder: Path) -> tuple[str, str | None]:
    """What a decoder wants after a source, for a summary and for a headline: its config may say so."""
    tasks = config.get("task_specific_params")
    asked = tasks.get("summarization") if isinstance(tasks, dict) else None
    if not isinstance(asked, dict):
        asked = {}
    suffixes = {key: asked[key] for key in ("suffix", "title_suffix") if isinstance(asked.get(key), str)}
    try:
        for suffix in suffixes.values():
            suffix.format(target_words=1)
    except (LookupError, ValueError, AttributeError) as error:
        path = folder / "config.json"
        raise ModelError(f"{path}: в summarization.suffix возможно одно поле, target_words") from error
    return suffixes.get("suffix", COMPACT.suffix), suffixes.get("title_suffix", COMPACT.title_suffix)


def _not_a_summarizer(hub_id: str) -> str:
    return (
        f"Модель {hub_id} не обучена составлять рефераты: она только предобучена. "
        f"Возьмите обученную: --model {PRETRAINED_ONLY[hub_id]}"
    )


def _cached_snapshot(hub_id: str) -> Path | None:
    """The snapshot in the hub's cache, if its weights are there."""
    if not find_spec("huggingface_hub"):
        return None
    from huggingface_hub import constants

    return _snapshot(Path(constants.HF_HUB_CACHE) / ("models--" + hub_id.replace("/", "--")))


def _cached_folders() -> list[Path]:
    """The snapshots of all models in the hub's cache."""
    if not find_spec("huggingface_hub"):
        return []
    from huggingface_hub import constants

    roots = sorted(Path(constants.HF_HUB_CACHE).glob("models--*"))
    tuned = (root for root in roots if root.name.removeprefix("models--").replace("--", "/") not in PRETRAINED_ONLY)
    return [folder for root in tuned if (folder := _snapshot(root))]


def _snapshot(root: Path) -> Path | None:
    main = root / "refs" / "main"
    if not main.is_file():
        return None
    folder = root / "snapshots" / main.read_text("utf-8").strip()
    return folder if _has_weights(folder) and (folder / "config.json").is_file() else None


def _has_weights(folder: Path) -> bool:
    return any(any(folder.glob(pattern)) for pattern in ("*.safetensors", "*.bin"))


def _fetch(entry: ModelEntry) -> Located:
    """The entry's files from the hub.

    Raises:
        ModelError: The hub cannot be reached, or does not have the model.
    """
    if entry.hub_id is None:
        raise ModelError(
            f"Файлов модели {entry.name} нет ни в {_COMPACT_PLACES[0]}, ни в {_COMPACT_PLACES[1]}: "
            f"переустановите программу или возьмите --model {EXTRACT.name}"
        )
    if not find_spec("huggingface_hub"):
        raise ModelError("Для моделей с хаба нужен huggingface_hub: pip install 'summarizer[models]'")
    from huggingface_hub import HfApi, snapshot_download

    try:
        HfApi().model_info(entry.hub_id, timeout=HUB_TIMEOUT_S)
        return Located(entry, Path(snapshot_download(entry.hub_id, allow_patterns=HUB_PATTERNS)))
    except _network_errors() as error:
        raise ModelError(
            f"Модели {entry.name} нет на этом компьютере, и хаб не ответил ({type(error).__name__}). "
            f"Где есть сеть: hf download {entry.hub_id}; без сети: --model {_best_local().entry.name}"
        ) from error


def _network_errors() -> tuple[type[Exception], ...]:
    """What the hub client raises: its own errors, and those of the HTTP library below it, renamed once."""
    libraries = [import_module(name) for name in ("httpx", "httpx2") if find_spec(name)]
    return (OSError, ValueError, *(library.HTTPError for library in libraries))
