"""What the C library does with memory that is freed, where it is glibc."""

import ctypes
import sys
from collections.abc import Callable
from typing import Final

M_ARENA_MAX: Final = -8  # malloc.h


def share_arenas() -> bool:
    """Lets the threads that start from now on take their memory from one arena; False where the C library has none.

    glibc gives each thread an arena of its own. What a batch frees in its thread then lies idle while the next batch,
    in another thread, asks the system for more. A batch asks for few and large pieces: sharing costs it no time.
    """
    mallopt = _of_glibc("mallopt")
    return mallopt is not None and mallopt(M_ARENA_MAX, 1) == 1


def give_back() -> bool:
    """Gives the system the memory that is free within the heap; False where there was none or glibc is not there."""
    trim = _of_glibc("malloc_trim")
    return trim is not None and trim(0) == 1


def _of_glibc(name: str) -> Callable[..., int] | None:
    """A function of the C library; None where that is another."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
