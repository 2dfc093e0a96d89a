"""How many cores an engine takes, from files as Linux shows them."""

import platform
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import torch

from summarizer.engines import Request, gpu
from summarizer.engines.arenas import share_arenas
from summarizer.engines.converting import convert
from summarizer.engines.cores import (
    MAX_BATCHES,
    MAX_THREADS_PER_BATCH,
    Threads,
    has_one_threaded_int8,
    n_cores,
    share_cores,
)
from summarizer.engines.ctranslate2.engine import CTranslate2Engine
from summarizer.engines.transformers.engine import TransformersEngine
from summarizer.models import locate
from tests.tiny import TEXTS, compact, rut5_gazeta

# Logical processor → those on its core: a laptop with four cores of two threads each.
HYPERTHREADED = {i: f"{i % 4},{i % 4 + 4}\n" for i in range(8)}


def system(root: Path, files: Mapping[str, str], siblings: Mapping[int, str] = HYPERTHREADED) -> Path:
    """A root with these files and this topology."""
    topology = {f"sys/devices/system/cpu/cpu{i}/topology/thread_siblings_list": text for i, text in siblings.items()}
    for name, text in {**files, **topology}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


@pytest.mark.parametrize(("allowed", "n"), [(range(8), 4), (range(4), 4), ([0, 4], 1), ([0, 1, 5], 2), ([7], 1)])
def test_threads_of_one_core_count_once(tmp_path: Path, allowed: list[int], n: int) -> None:
    assert n_cores(system(tmp_path, {}), allowed) == n


def test_each_counts_where_the_system_does_not_tell(tmp_path: Path) -> None:
    assert n_cores(tmp_path, range(6)) == 6
    assert n_cores(tmp_path, []) == 1


@pytest.mark.parametrize(
    ("files", "n"),
    [
        ({"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/cpu.max": "200000 100000\n"}, 2),
        ({"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/cpu.max": "50000 100000\n"}, 1),
        ({"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/cpu.max": "350000 100000\n"}, 3),
        ({"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/cpu.max": "max 100000\n"}, 4),
        ({"proc/self/cgroup": "0::/user/run.scope\n", "sys/fs/cgroup/user/cpu.max": "100000 100000\n"}, 1),
        ({"proc/self/cgroup": "0::/a/b\n", "sys/fs/cgroup/a/b/cpu.max": "300000 100000\n",
          "sys/fs/cgroup/a/cpu.max": "200000 100000\n"}, 2),
        ({"proc/self/cgroup": "5:memory:/x\n4:cpu,cpuacct:/docker/1f\n",
          "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "300000\n", "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n"}, 3),
        ({"proc/self/cgroup": "4:cpu,cpuacct:/\n", "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n",
          "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n"}, 4),
        ({"proc/self/cgroup": "5:memory:/x\n", "sys/fs/cgroup/cpu.max": "100000 100000\n"}, 4),
    ],
)  # fmt: skip
def test_quota_of_a_container_is_kept(tmp_path: Path, files: dict[str, str], n: int) -> None:
    assert n_cores(system(tmp_path, files), range(8)) == n


@pytest.mark.skipif(sys.platform != "linux", reason="there is no affinity elsewhere")
def test_affinity_of_this_process_is_kept() -> None:
    code = (
        "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); "
        "from summarizer.engines.cores import n_cores; print(n_cores())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"


@pytest.mark.parametrize("is_int8", [True, False])
@pytest.mark.parametrize("is_one_threaded", [True, False])
def test_shares_use_all_cores_but_a_remainder_and_never_more(is_int8: bool, is_one_threaded: bool) -> None:
    for n in range(1, 100):
        found = share_cores(n, is_int8, is_one_threaded)
        assert found.n_parallel >= 1 and found.n_each >= 1
        assert n - found.n_parallel < found.n_parallel * found.n_each <= n
        assert (is_int8 and is_one_threaded) or found.n_each <= MAX_THREADS_PER_BATCH
        assert not (is_int8 and is_one_threaded) or found.n_parallel <= MAX_BATCHES


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_int8_is_multiplied_in_one_thread_where_mkl_is_off(tmp_path: Path) -> None:
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc" / "cpuinfo").write_text("vendor_id\t: AuthenticAMD\n", "utf-8")
    is_x86 = has_one_threaded_int8(tmp_path)
    (tmp_path / "proc" / "cpuinfo").write_text("vendor_id\t: GenuineIntel\n", "utf-8")
    assert not has_one_threaded_int8(tmp_path)
    assert is_x86 == (platform.machine() == "x86_64")


@pytest.mark.skipif(sys.platform != "linux", reason="counts threads in /proc")
def test_batches_at_once_are_those_asked_for(tmp_path: Path) -> None:
    checkpoint = rut5_gazeta(tmp_path / "checkpoint")
    entry = locate(str(checkpoint.folder)).entry
    (tmp_path / "int8").mkdir()
    conversion = convert(entry, checkpoint.folder, "int8", "ctranslate2", tmp_path / "int8")
    before = set(Path("/proc/self/task").iterdir())  # some of them may end meanwhile
    engine = CTranslate2Engine(entry, conversion, Threads(n_parallel=5, n_each=1))
    assert len(set(Path("/proc/self/task").iterdir()) - before) >= 5
    requests = [Request(text, 3, num_beams=1) for text in TEXTS * 9]
    alone = CTranslate2Engine(entry, conversion, 1).generate(requests)
    assert engine.generate(requests) == alone


def test_torch_takes_the_threads_asked_for_else_all_cores(tmp_path: Path) -> None:
    checkpoint = compact(tmp_path)
    entry = locate(str(checkpoint.folder)).entry
    n_before = torch.get_num_threads()
    try:
        TransformersEngine(entry, checkpoint.folder, "cpu", threads=3)
        assert torch.get_num_threads() == 3
        TransformersEngine(entry, checkpoint.folder, "cpu")
        assert torch.get_num_threads() == n_cores()
    finally:
        torch.set_num_threads(n_before)


def test_threads_share_one_heap_where_the_c_library_is_glibc() -> None:
    has_glibc = sys.platform == "linux" and platform.libc_ver()[0] == "glibc"
    assert share_arenas() is has_glibc
    assert share_arenas() is has_glibc  # each engine asks for it


class _Driver:
    """NVIDIA's driver, or what is left of it."""

    def __init__(self, n_gpus: int, error: int = 0) -> None:
        self.n_gpus = n_gpus
        self.cuInit = lambda flags: error

    def cuDeviceGetCount(self, count: Any) -> int:
        count._obj.value = self.n_gpus
        return 0


def installed_torch(folder: Path, *files: str) -> None:
    """A package of that name with such files in its lib."""
    (folder / "torch/lib").mkdir(parents=True)
    for name in ("__init__.py", *(f"lib/{file}" for file in files)):
        (folder / "torch" / name).touch()


@pytest.mark.parametrize(
    ("files", "driver", "expected"),
    [
        (["libtorch_cuda.so"], _Driver(1), True),
        (["torch_cuda.dll"], _Driver(2), True),
        (["libtorch_cuda.so"], _Driver(0), False),
        (["libtorch_cuda.so"], _Driver(1, error=100), False),
        (["libtorch_cpu.so"], _Driver(1), False),
        (["libtorch_cuda.so"], None, False),
        (None, _Driver(1), False),
    ],
)
def test_gpu_counts_where_torch_can_use_it(
    files: list[str] | None, driver: _Driver | None, expected: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(name: str) -> _Driver:
        if driver is None:
            raise OSError(name)
        return driver

    if files is not None:
        installed_torch(tmp_path, *files)
    monkeypatch.delitem(sys.modules, "torch")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    monkeypatch.setattr("ctypes.CDLL", load)
    monkeypatch.setattr(gpu, "why_torch_cannot", lambda: None)
    assert gpu.has_gpu() == expected
    monkeypatch.setattr(gpu, "why_torch_cannot", lambda: "The NVIDIA driver on your system is too old")
    assert not gpu.has_gpu()


@pytest.mark.skipif(torch.cuda.is_available(), reason="a GPU is here")
def test_torch_says_why_it_computes_on_no_gpu() -> None:
    assert gpu.why_torch_cannot()
