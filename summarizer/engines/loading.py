"""A model on this machine → the engine that runs it fastest here."""

import logging
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

from summarizer.engines import Engine
from summarizer.engines.extract import ExtractEngine
from summarizer.errors import ModelError, OptionError
from summarizer.models import Located, ModelEntry, locate

if TYPE_CHECKING:
    from summarizer.engines.families import FastDtype, Runtime

DeviceName = Literal["auto", "cpu", "cuda"]
DtypeName = Literal["auto", "int8", "float32", "bfloat16"]

MAX_THREADS: Final = 1024
_log = logging.getLogger("summarizer")


def load_engine(
    name: str, device: DeviceName = "auto", dtype: DtypeName = "auto", threads: int | None = None
) -> Engine:
    """The engine for a name as ``locate`` takes it, with its weights loaded; through ONNX Runtime they load meanwhile.

    On a CPU models run in int8, or in float32 where that is asked for, through ONNX Runtime or CTranslate2,
    whichever is faster here; all else, and what could not be converted faithfully, through transformers.

    Args:
        threads: Cores to use; None: all that this process may use.

    Raises:
        ModelError: The model cannot be had, its files are damaged, or it has no form of that type.
        OptionError: The number of threads is out of range, or the device or the type is not known.
    """
    for value, known in ((device, get_args(DeviceName)), (dtype, get_args(DtypeName))):
        if value not in known:
            raise OptionError(f"Значения «{value}» нет: возможны {', '.join(known)}")
    if threads is not None and not 1 <= threads <= MAX_THREADS:
        raise OptionError(f"Число потоков {threads}: нужно число от 1 до {MAX_THREADS}")
    if device == "cuda" and dtype == "int8":
        raise OptionError("int8 — только для процессора: --device cpu --dtype int8 или --device cuda --dtype bfloat16")
    located = locate(name)
    if located.folder is None:
        return ExtractEngine()
    return _fast_engine(located, device, dtype, threads) or _transformers_engine(
        located.entry, located.folder, device, dtype, threads
    )


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
        _log.warning("У модели %s здесь нет формы int8: она работает через transformers, медленнее", located.entry.name)
    if engine := _converted_engine(located.entry, located.folder, fast_dtype, runtimes, threads):
        return engine
    if runtimes:
        _log.warning("Модель %s работает через transformers, медленнее", located.entry.name)
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


def _transformers_engine(
    entry: ModelEntry, folder: Path, device: DeviceName, dtype: DtypeName, threads: int | None
) -> Engine:
    missing = next((library for library in ("torch", "transformers") if not find_spec(library)), None)
    if missing:
        raise ModelError(f"Для нейросетевых моделей нужен {missing}: pip install 'summarizer[models]'")
    from summarizer.engines.transformers.engine import TransformersEngine

    return TransformersEngine(entry, folder, device, "auto" if dtype == "int8" else dtype, threads)
