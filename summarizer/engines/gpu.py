"""Whether a GPU takes the models; torch is imported for that only where there is one."""

import ctypes
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

DRIVER: Final = "nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1"
PARTS: Final = ("libtorch_cuda.so", "torch_cuda.dll")  # of a torch that is built for CUDA


def has_gpu() -> bool:
    """True where torch is built for CUDA, NVIDIA's driver counts a GPU, and torch computes on it."""
    return _is_torch_for_cuda() and _n_gpus() > 0 and why_torch_cannot() is None


@cache
def why_torch_cannot() -> str | None:
    """Why torch computes on no GPU, in its own words; None: it does.

    A driver or a GPU that is too old for this torch shows only at the first computation.
    """
    import torch

    try:
        torch.ones(2, device="cuda").sum().item()
    except (RuntimeError, AssertionError) as error:  # torch without CUDA asserts that it has it
        return str(error).splitlines()[0]
    return None


def _is_torch_for_cuda() -> bool:
    """By its files: on Windows the version does not tell."""
    found = find_spec("torch")
    places = found.submodule_search_locations if found else None
    return any((Path(place) / "lib" / part).is_file() for place in places or () for part in PARTS)


def _n_gpus() -> int:
    try:
        driver = ctypes.CDLL(DRIVER)
    except OSError:
        return 0
    count = ctypes.c_int()
    is_counted = driver.cuInit(0) == 0 and driver.cuDeviceGetCount(ctypes.byref(count)) == 0
    return count.value if is_counted else 0
