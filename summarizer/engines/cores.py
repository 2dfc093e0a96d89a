"""How many cores this process may use, and how they are shared among batches."""

import os
import platform
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summarizer.engines.scheduling import BATCH_TOKENS

MAX_THREADS_PER_BATCH: Final = 4  # a decoder's step reads its weights once: more threads wait for the memory
MAX_BATCHES: Final = 8  # at once: each takes 100 to 300 MB beside the weights, by the length of its texts
SHARED_BATCH_TOKENS: Final = BATCH_TOKENS * 3 // 5  # of all batches at once
MIN_BATCH_TOKENS: Final = 1024  # below, the decoder reads its weights for too few texts
ROOT: Final = Path("/")


@dataclass(frozen=True)
class Threads:
    """Batches that run at once, which share the weights, and threads for each of them."""

    n_parallel: int = 1
    n_each: int = 0  # as the library chooses


def share_cores(n: int, is_int8: bool, is_one_threaded: bool) -> Threads:
    """The share of each batch.

    One batch with all cores brings the single document soonest, and it is best for a folder as well where the
    library's products use them, as in float32. On two cores of an AMD EPYC, ruT5-base in int8: a document takes 1.56 s
    as 1 × 2 and 1.65 as 2 × 1 greedily, 2.39 and 1.82 with four beams, and a folder of 32 goes through in 15.9 s and
    in 10.1 (``python -m benchmarks.engines.threads``). Other processors were not measured.

    Args:
        is_one_threaded: True where the library multiplies int8 in one thread: see ``has_one_threaded_int8``.

    >>> share_cores(2, is_int8=True, is_one_threaded=False), share_cores(8, is_int8=True, is_one_threaded=False)
    (Threads(n_parallel=1, n_each=2), Threads(n_parallel=2, n_each=4))
    >>> share_cores(2, is_int8=True, is_one_threaded=True), share_cores(16, is_int8=True, is_one_threaded=True)
    (Threads(n_parallel=2, n_each=1), Threads(n_parallel=8, n_each=2))
    >>> share_cores(2, is_int8=False, is_one_threaded=True), share_cores(1, is_int8=True, is_one_threaded=True)
    (Threads(n_parallel=1, n_each=2), Threads(n_parallel=1, n_each=1))
    """
    n_parallel = min(n, MAX_BATCHES) if is_int8 and is_one_threaded else -(-n // MAX_THREADS_PER_BATCH)
    return Threads(n_parallel, n // n_parallel)


def tokens_of_a_batch(n_parallel: int) -> int:
    """Padded source tokens that one of the batches may hold, so that all together need little more than one would.

    On two cores, ruT5-base in int8, a folder of 64 takes 14.4 s and 1010 MB with 2048 tokens in each batch, 15.4 s and
    820 MB with 1228, 19 s and 740 MB with 1024 (``python -m benchmarks.engines --tasks folder``).

    >>> tokens_of_a_batch(1), tokens_of_a_batch(2), tokens_of_a_batch(8)
    (4096, 1228, 1024)
    """
    return BATCH_TOKENS if n_parallel == 1 else max(MIN_BATCH_TOKENS, SHARED_BATCH_TOKENS // n_parallel)


def is_x86() -> bool:
    """True on the processors of AMD and Intel."""
    return platform.machine().lower() in ("x86_64", "amd64")


def has_one_threaded_int8(root: Path = ROOT) -> bool:
    """True on x86 processors that are not Intel's: CTranslate2 leaves MKL off there, and its other kernels for int8
    gain next to nothing by a second thread."""
    return is_x86() and "GenuineIntel" not in (_read(root / "proc/cpuinfo") or platform.processor() or "GenuineIntel")


def has_exact_byte_products(root: Path = ROOT) -> bool:
    """True where the processor multiplies bytes and sums them in 32 bits (VNNI); older ones sum pairs in 16, which
    overflow. False where the system does not tell (outside Linux)."""
    return bool({"avx512_vnni", "avx_vnni"} & set(_read(root / "proc/cpuinfo").split()))


def n_cores(root: Path = ROOT, allowed: Iterable[int] | None = None) -> int:
    """Physical cores that this process may use, at least one: by its affinity and by the quota of its container.

    Two threads of one core share what multiplies, so that the second costs more than it brings. Where the system
    does not tell which threads share a core (outside Linux), each counts.

    Args:
        root: Where ``proc`` and ``sys`` are mounted.
        allowed: Numbers of the logical processors; None: those that the system leaves to this process.
    """
    chosen = sorted(_affinity() if allowed is None else allowed)
    cores = {_read(root / f"sys/devices/system/cpu/cpu{i}/topology/thread_siblings_list") or str(i) for i in chosen}
    quota = _quota(root)
    return max(1, min(len(cores), int(quota) if quota else len(cores)))


def _affinity() -> Iterable[int]:
    count: Callable[[], int | None] = getattr(os, "process_cpu_count", os.cpu_count)
    return os.sched_getaffinity(0) if sys.platform == "linux" else range(count() or 1)


def _quota(root: Path) -> float | None:
    """Processors that the control group grants, in the process's group or in one above it; None without a limit."""
    found = []
    for line in _read(root / "proc/self/cgroup").splitlines():
        number, controllers, path = line.split(":", 2)
        mount = root / ("sys/fs/cgroup" if number == "0" else "sys/fs/cgroup/cpu")
        if number != "0" and "cpu" not in controllers.split(","):
            continue
        place = mount / path.strip("/")
        for folder in (place, *place.parents):
            if folder == mount.parent:
                break
            found.append(_quota_of(folder))
    return min((quota for quota in found if quota), default=None)


def _quota_of(folder: Path) -> float | None:
    """The limit of one control group, of version 2 or 1."""
    words = _read(folder / "cpu.max").split() or [
        _read(folder / "cpu.cfs_quota_us").strip(),
        _read(folder / "cpu.cfs_period_us").strip(),
    ]
    quota, period = words[0], words[-1]
    return int(quota) / int(period) if quota.isdigit() and period.isdigit() and int(period) else None


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:
        return ""
