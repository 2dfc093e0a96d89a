"""Jobs of uneven length → batches of like length → results in the order of the jobs.

Shared by the engines that run a model. Nothing here knows what a model is: a job has a length, a group
that it may share a batch with, and a name for errors.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from typing import Final, Generic, TypeVar

from summarizer.errors import InputError
from summarizer.watching import ChunkWatch

BATCH_TOKENS: Final = 4096  # padded source tokens at once; 8192 took 10 % more time per document on CPU
LOOK_AHEAD: Final = 64  # jobs held at once: enough to find like lengths, few enough to hold in memory
MAX_LENGTH_RATIO: Final = 2  # within a batch: beyond it padding costs more than sharing the batch wins

NO_MEMORY: Final = (  # in small letters, as C++, the C library, torch (on Windows), ONNX Runtime and cuBLAS word it
    "out of memory", "bad_alloc", "bad allocation", "can't allocate memory", "cannot allocate memory",
    "not enough memory", "failed to allocate memory", "status_alloc_failed",
)  # fmt: skip

Group = TypeVar("Group", bound=Hashable)
Result = TypeVar("Result")


@dataclass(frozen=True)
class Job(Generic[Group]):
    """One request, encoded."""

    input_ids: Sequence[int]
    group: Group  # only jobs of one group share a batch
    label: str = ""  # how an error names the request
    watch: ChunkWatch | None = None  # who waits for it


def run_in_order(
    jobs: Iterable[Job[Group]],
    run: Callable[[Sequence[Job[Group]]], Sequence[Result]],
    batch_tokens: int = BATCH_TOKENS,
    look_ahead: int = LOOK_AHEAD,
    n_parallel: int = 1,
) -> Iterator[Result]:
    """The result of each job in the order of the jobs, which are read at most ``look_ahead`` in advance.

    Batches run in threads of their own, so that reading the next jobs and using the last results goes
    on meanwhile. A batch that does not fit the memory is halved, and so are the batches after it.

    Args:
        run: Results of a batch, in its order. Must stand being called from ``n_parallel`` threads.
        batch_tokens: Limit of longest × number of jobs in a batch; a longer job runs alone.

    Raises:
        InputError: A job does not fit the memory even alone; the message names it.
    """
    scheduler = _Scheduler(run, batch_tokens)
    source = enumerate(jobs)
    waiting: dict[int, Job[Group]] = {}
    running: set[Future[dict[int, Result]]] = set()
    done: dict[int, Result] = {}
    n_read = n_given = 0
    with ThreadPoolExecutor(n_parallel, thread_name_prefix="batch") as threads:
        while True:
            n_free = look_ahead - (n_read - n_given)
            fresh = dict(islice(source, n_free))
            waiting |= fresh
            n_read += len(fresh)
            while waiting and len(running) < n_parallel:
                batch = {i: waiting.pop(i) for i in choose_batch(waiting, scheduler.batch_tokens)}
                running.add(threads.submit(scheduler.run_batch, batch))
            while n_given in done:
                yield done.pop(n_given)
                n_given += 1
            if running:  # whichever ends first makes room for the next: no core waits for the oldest batch
                ended, running = wait(running, return_when=FIRST_COMPLETED)
                for batch_results in ended:
                    done |= batch_results.result()
            elif n_free and not fresh:
                return


def choose_batch(waiting: dict[int, Job[Group]], batch_tokens: int) -> list[int]:
    """Keys of a batch around the job that waits longest: its group, the nearest lengths, within the budget.

    >>> jobs = {i: Job([0] * n, group="") for i, n in enumerate([100, 500, 110, 90])}
    >>> choose_batch(jobs, 330)
    [0, 2, 3]
    >>> choose_batch(jobs, 50)
    [0]
    """
    oldest = next(iter(waiting.values()))
    size = len(oldest.input_ids)
    alike = (i for i, job in waiting.items() if job.group == oldest.group)
    batch: list[int] = []
    shortest = longest = size
    for i in sorted(alike, key=lambda i: abs(len(waiting[i].input_ids) - size)):
        shortest = min(shortest, len(waiting[i].input_ids))
        longest = max(longest, len(waiting[i].input_ids))
        if batch and (longest * (len(batch) + 1) > batch_tokens or longest > MAX_LENGTH_RATIO * shortest):
            break
        batch.append(i)
    return batch


def is_out_of_memory(error: BaseException) -> bool:
    """True for what Python and the libraries that run models raise when memory runs out.

    >>> is_out_of_memory(MemoryError()), is_out_of_memory(RuntimeError("CUDA failed with error out of memory"))
    (True, True)
    >>> is_out_of_memory(RuntimeError("the window is 512 tokens"))
    False
    """
    text = str(error).lower()
    return isinstance(error, MemoryError) or any(sign in text for sign in NO_MEMORY)


class _Scheduler(Generic[Group, Result]):
    """Runs batches; remembers what did not fit."""

    def __init__(self, run: Callable[[Sequence[Job[Group]]], Sequence[Result]], batch_tokens: int) -> None:
        self.batch_tokens = batch_tokens
        self._run = run

    def run_batch(self, batch: dict[int, Job[Group]]) -> dict[int, Result]:
        """The batch's results by key, in as many parts as the memory asks for."""
        try:
            return dict(zip(batch, self._run(list(batch.values())), strict=True))
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
            if len(batch) == 1:
                raise _too_large(*batch.values()) from error
        keys = list(batch)
        longest = max(len(job.input_ids) for job in batch.values())
        self.batch_tokens = min(self.batch_tokens, longest * (len(keys) // 2))
        halves = keys[: len(keys) // 2], keys[len(keys) // 2 :]
        first, second = (self.run_batch({key: batch[key] for key in half}) for half in halves)
        return first | second


def _too_large(job: Job[Group]) -> InputError:
    return InputError(
        f"Кусок текста «{job.label}» ({len(job.input_ids)} токенов) не помещается в память даже один: "
        f"закройте другие программы или возьмите меньшую модель (summarizer models)"
    )
