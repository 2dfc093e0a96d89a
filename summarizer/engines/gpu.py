"""Whether a GPU takes the models; neither torch nor CTranslate2 is imported to find out."""

import ctypes
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Final

DRIVER: Final = "nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1"


def has_gpu() -> bool:
    """True where torch is built for a GPU and NVIDIA's driver counts at least one."""
    try:
        is_built_for_gpu = not version("torch").endswith("+cpu")
        driver = ctypes.CDLL(DRIVER)
    except (PackageNotFoundError, OSError):
        return False
    count = ctypes.c_int()
    is_asked = is_built_for_gpu and driver.cuInit(0) == 0 and driver.cuDeviceGetCount(ctypes.byref(count)) == 0
    return is_asked and count.value > 0
