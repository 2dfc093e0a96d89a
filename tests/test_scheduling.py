from collections.abc import Iterator, Sequence
from threading import Event, Lock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.engines.scheduling import MAX_LENGTH_RATIO, Job, choose_batch, run_in_order
from summarizer.errors import InputError


class Room:
    """Answers each job with its length; keeps the batches, and the sizes of those that it has no room for."""

    def __init__(self, capacity: int = 10**9, error: type[Exception] = MemoryError, message: str = "") -> None:
        self.capacity = capacity
        self.error = error
        self.message = message
        self.batches: list[list[int]] = []
        self.too_large: list[int] = []
        self._lock = Lock()

    def run(self, batch: Sequence[Job[str]]) -> list[int]:
        lengths = [len(job.input_ids) for job in batch]
        if max(lengths) * len(lengths) > self.capacity:
            self.too_large.append(len(batch))
            raise self.error(self.message)
        with self._lock:
            self.batches.append(lengths)
        assert len({job.group for job in batch}) == 1
        return lengths


def jobs(lengths: Sequence[int], groups: Sequence[str] = ("",)) -> list[Job[str]]:
    return [Job([0] * n, groups[i % len(groups)], f"текст {i}") for i, n in enumerate(lengths)]


@given(
    st.lists(st.integers(1, 50), max_size=40), st.integers(1, 200), st.integers(1, 9), st.integers(1, 3),
    st.sampled_from([("",), ("a", "b"), ("a", "a", "b")]),
)  # fmt: skip
def test_results_are_in_order_and_batches_within_budget(
    lengths: list[int], budget: int, look_ahead: int, n_parallel: int, groups: tuple[str, ...]
) -> None:
    room = Room()
    assert list(run_in_order(jobs(lengths, groups), room.run, budget, look_ahead, n_parallel)) == lengths
    assert sorted(n for batch in room.batches for n in batch) == sorted(lengths)
    for batch in room.batches:
        assert len(batch) == 1 or max(batch) * len(batch) <= budget
        assert max(batch) <= MAX_LENGTH_RATIO * min(batch)
        assert len(batch) <= look_ahead


def test_no_core_waits_for_the_oldest_batch() -> None:
    third_began = Event()

    def run(batch: Sequence[Job[str]]) -> list[bool]:
        if batch[0].label == "текст 2":
            third_began.set()
        return [batch[0].label != "текст 0" or third_began.wait(60)]

    assert list(run_in_order(jobs([5, 5, 5]), run, batch_tokens=1, n_parallel=2)) == [True] * 3


@pytest.mark.parametrize(
    ("lengths", "batch_tokens", "expected"),
    [
        ([100, 500, 110, 90], 330, [0, 2, 3]),  # 3 × 110: just within the budget
        ([100, 500, 110, 90], 329, [0, 2]),
        ([100, 200, 50], 1000, [0, 2]),  # the nearest first; with 50 in it, 200 is four times the shortest
        ([100, 200, 201], 1000, [0, 1]),  # twice as long is just alike
        ([100, 49], 1000, [0]),
        ([100] * 5, 50, [0]),  # too long for the budget: alone
    ],
)
def test_batch_is_of_the_nearest_lengths_that_fit(
    lengths: Sequence[int], batch_tokens: int, expected: list[int]
) -> None:
    assert choose_batch(dict(enumerate(jobs(lengths))), batch_tokens) == expected


def test_like_lengths_share_a_batch() -> None:
    room = Room()
    list(run_in_order(jobs([10, 100] * 8), room.run, batch_tokens=800))
    assert sorted(map(sorted, room.batches)) == [[10] * 8, [100] * 8]


def test_only_so_many_jobs_are_read_ahead() -> None:
    read: list[int] = []

    def source() -> Iterator[Job[str]]:
        for i in range(1_000_000):
            read.append(i)
            yield Job([0] * (1 + i % 7), "")

    found = run_in_order(source(), Room().run, batch_tokens=10, look_ahead=8)
    for i in range(100):
        assert next(found) == 1 + i % 7
        assert len(read) <= i + 1 + 8
    found.close()


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (MemoryError, ""),
        (RuntimeError, "CUDA failed with error out of memory"),
        (RuntimeError, "[enforce fail at alloc_cpu.cpp:118] DefaultCPUAllocator: can't allocate memory"),
        (RuntimeError, "[enforce fail at alloc_cpu.cpp:81] data. DefaultCPUAllocator: not enough memory"),  # Windows
        (RuntimeError, "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
    ],
)
def test_batch_that_does_not_fit_is_halved_and_so_are_later_ones(error: type[Exception], message: str) -> None:
    room = Room(capacity=250, error=error, message=message)
    lengths = [50] * 40
    assert list(run_in_order(jobs(lengths), room.run, batch_tokens=1000, look_ahead=40)) == lengths
    assert [len(batch) for batch in room.batches] == [5] * 8
    assert room.too_large == [20, 10, 10]  # the halves of the first batch; none after it is tried at a size that failed


def test_job_that_does_not_fit_alone_is_named() -> None:
    with pytest.raises(InputError, match=r"«текст 2» \(70 токенов\)"):
        list(run_in_order(jobs([50, 50, 70, 50]), Room(capacity=60).run, batch_tokens=200))


def test_other_errors_pass_unchanged() -> None:
    room = Room(capacity=0, error=RuntimeError, message="the vocabulary has no token 7")
    with pytest.raises(RuntimeError, match="token 7"):
        list(run_in_order(jobs([5, 5]), room.run))


def test_nothing_gives_nothing() -> None:
    assert list(run_in_order([], Room().run)) == []
