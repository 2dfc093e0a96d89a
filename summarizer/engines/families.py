"""Which library runs which kind of checkpoint, in which type, on this machine."""

import json
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

from summarizer.engines.cores import has_exact_byte_products, has_one_threaded_int8, is_x86

FastDtype = Literal["int8", "float32"]
Runtime = Literal["ctranslate2", "onnxruntime"]  # the packages' names

# By model_type of config.json: what onnx/checkpoint_graphs.py can describe.
GRAPHS: Final = frozenset({"t5", "mt5", "gemma3_text"})
# model_type → CTranslate2's converter; what it gets wrong is put right in ctranslate2/specification.py.
CONVERTERS: Final = {
    "t5": "T5Loader",
    "mt5": "MT5Loader",
    "mbart": "MBartLoader",
    "bart": "BartLoader",
    "gemma3_text": "Gemma3Loader",
}


class ConversionError(Exception):
    """A conversion that is not to be used, and why; another library runs the model instead."""


def runtimes_for(folder: Path, dtype: FastDtype) -> list[Runtime]:
    """Those of ``fitting_runtimes`` that are installed; empty: only transformers can run it."""
    return [runtime for runtime in fitting_runtimes(folder, dtype) if find_spec(runtime)]


def fitting_runtimes(folder: Path, dtype: FastDtype) -> list[Runtime]:
    """What could run a checkpoint's form of that type on this machine, the fastest first; empty: only transformers can.

    In int8 on two cores of an AMD EPYC, ONNX Runtime takes about half of CTranslate2's time. On two cores of an Intel
    Xeon with AMX, where CTranslate2 has MKL, it takes half with ``compact``; with ruT5-base a new process takes half,
    a folder 0.7, one document that is loaded 1.1 (``python -m benchmarks.engines``). ARM's were not measured.
    """
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
    except (OSError, ValueError):
        return []  # transformers will say what is wrong with it
    kind = config.get("model_type") if isinstance(config, dict) else None
    found: list[Runtime] = ["ctranslate2"] if kind in CONVERTERS else []
    if kind in GRAPHS and dtype == "int8" and is_x86():
        found.insert(0, "onnxruntime")
    return found


def has_exact_sums(runtime: Runtime) -> bool:
    """True where products of int8 are summed without overflow here; else weights take half a byte's range, or do
    without signs.

    CTranslate2 leaves them to MKL on Intel's processors, and to kernels of its own on ARM's. On an AMD EPYC without
    VNNI an overflow costs a small T5 with random weights 0.44 nats a token, and half the range 0.10 in all; where
    nothing overflows, with ruT5-base's geometry, half the range costs 0.08 instead of 0.07.
    """
    return has_exact_byte_products() or (runtime == "ctranslate2" and not has_one_threaded_int8())


def version_of(package: str) -> str:
    """The version of a package, and the name that it was installed by where that is another: onnxruntime-gpu.

    Raises:
        PackageNotFoundError: It is not installed.
    """
    try:
        return version(package)
    except PackageNotFoundError:
        names = packages_distributions().get(package)
        if not names:
            raise
        return f"{version(names[0])} ({names[0]})"
