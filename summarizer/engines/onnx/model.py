"""Two graphs in ONNX Runtime: sources are read once, then every row of a batch takes a token, or more, at each step.

``read.onnx`` turns sources into the keys and values of each layer, ``step.onnx`` continues rows that look back on
those of their source and on their own. Neither torch nor transformers is imported.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, cached_property
from itertools import cycle
from pathlib import Path
from threading import Lock
from typing import Any, Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from summarizer.engines.cache import unreadable
from summarizer.engines.onnx.values import own_names, source_names
from summarizer.engines.parity import Row
from summarizer.engines.scheduling import is_out_of_memory
from summarizer.errors import InputError

READ_FILE: Final = "read.onnx"
STEP_FILE: Final = "step.onnx"
SCORED_AT_ONCE: Final = 4  # tokens
# Microseconds for which a thread waits at full speed for the next piece of work; the library's own are many. Beside
# three busy processes a step of compact takes 54 ms on two cores with those, and 31 with 20; alone 12 to 15 both times.
# With 20 a thread falls asleep between two products: a step of ruT5-base took up to 1.2 times as long as with 50,
# which are no worse beside others.
SPIN_US: Final = "50"

Ids = NDArray[np.int64]

_ONE_ARENA: Final = Lock()


class OnnxModel:
    """The graphs in a folder, loaded in threads: who first needs one waits for it, and meets what is wrong with it.

    Args:
        start: The first decoder token; None: a decoder, whose sources are prefixes.
    """

    def __init__(self, folder: Path, start: int | None, n_threads: int) -> None:
        _share_memory()
        onnxruntime.disable_telemetry_events()  # of a build for Windows that asks no variable: see __init__
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = n_threads
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL  # nothing is left to do
        options.log_severity_level = 4  # fatal ones: errors are raised
        options.add_session_config_entry("session.use_env_allocators", "1")
        options.add_session_config_entry("session.intra_op.spin_duration_us", SPIN_US)
        options.enable_mem_pattern = False  # it would keep a plan for every length that came by
        self._start = start
        threads = ThreadPoolExecutor(2)  # each packs its weights on one core
        self._loading = {file: threads.submit(_session, folder / file, options) for file in (READ_FILE, STEP_FILE)}
        threads.shutdown(wait=False)

    @cached_property
    def _read(self) -> onnxruntime.InferenceSession:
        return self._loading[READ_FILE].result()

    @cached_property
    def _step(self) -> onnxruntime.InferenceSession:
        return self._loading[STEP_FILE].result()

    @cached_property
    def n_layers(self) -> int:
        """How many layers look at the source."""
        return len(self._read.get_outputs()) // 2

    @cached_property
    def own_shape(self) -> tuple[int, int]:
        """Heads, and the size of each, of what the rows have written."""
        shape = next(value.shape for value in self._step.get_inputs() if value.name == "own_keys_0")
        return int(shape[1]), int(shape[3])

    def read(self, sources: Sequence[Sequence[int]]) -> "Batch":
        """Sources, read together; a decoder reads one.

        Raises:
            InputError: One has nothing to read.
            MemoryError: They do not fit.
            ModelError: The graphs are damaged, or the library is too old for them.
        """
        rows = [source[:-1] for source in sources] if self._start is None else sources
        lengths = np.array([len(row) for row in rows], np.int64)
        if not lengths.all():
            raise InputError("Модели нечего читать: в куске текста один знак")
        ids = np.zeros((len(rows), int(lengths.max())), np.int64)
        for i, row in enumerate(rows):
            ids[i, : len(row)] = row
        names = source_names(self.n_layers)
        values = self.run(self._read, names, ids=ids, lengths=lengths)
        first = [source[-1] if self._start is None else self._start for source in sources]
        return Batch(self, first, lengths, dict(zip(names, values, strict=True)))

    def score(self, rows: Sequence[Row]) -> list[list[float]]:
        """Log-probabilities of the rows' targets, token by token, the end token included."""
        return [self._score(row) for row in rows]

    def _score(self, row: Row) -> list[float]:
        """In steps of one token and of several in turns, as a search takes them."""
        batch = self.read([row.source_ids])
        before = [*batch.first, *row.target_ids[:-1]]
        found: list[float] = []
        sizes = cycle((1, SCORED_AT_ONCE))
        while len(found) < len(before):
            step = slice(len(found), len(found) + next(sizes))
            log_probs = batch.log_probs(before[step], [0])
            found += log_probs[range(len(log_probs)), row.target_ids[step]].tolist()
        return found

    def take_step(self, names: Sequence[str], given: dict[str, Any]) -> list[Any]:
        """The named results of one step."""
        return self.run(self._step, names, **given)

    @staticmethod
    def run(session: onnxruntime.InferenceSession, names: Sequence[str], **given: Any) -> list[Any]:
        """The named values, given others: arrays, or what an earlier run returned.

        Raises:
            MemoryError: Something did not fit.
        """
        fed = {name: _as_value(value) for name, value in given.items()}
        try:
            return list(session.run_with_ort_values(list(names), fed))
        except Exception as error:  # its errors have no class in common
            if is_out_of_memory(error):
                raise MemoryError(str(error)) from error
            raise


class Batch:
    """Sources that were read, and rows that continue them: as many of each source, in the order of the sources."""

    def __init__(self, model: OnnxModel, first: list[int], lengths: Ids, source: dict[str, Any]) -> None:
        n_heads, head_size = model.own_shape
        nothing = np.zeros((len(lengths), n_heads, 0, head_size), np.float32)
        self.first = first  # the token before each summary
        self._model = model
        self._lengths = lengths
        self._source = source
        self._own: dict[str, Any] = dict.fromkeys(own_names(model.n_layers), nothing)

    def step(self, ids: Sequence[int], parents: Sequence[int], n_best: int) -> tuple[NDArray[np.float32], Ids]:
        """What follows each token, best first.

        Args:
            ids: The next tokens of each row, as many of each: all of the first row, then those of the second.
            parents: Which of the rows of the step before each row continues.

        Returns:
            Log-probabilities and ids, both (len(ids), n_best).
        """
        best, best_ids = self._take(("best_log_probs", "best_ids"), ids, parents, n_best)
        return best.numpy(), best_ids.numpy()

    def log_probs(self, ids: Sequence[int], parents: Sequence[int]) -> NDArray[np.float32]:
        """Log-probabilities of all tokens after each of those, given as for ``step``: (len(ids), vocabulary)."""
        return np.asarray(self._take(("log_probs",), ids, parents, 1)[0].numpy())

    def forget(self, n: int) -> None:
        """Takes back the last n tokens of every row."""
        self._own = {name: _as_value(value.numpy()[:, :, :-n]) for name, value in self._own.items()}

    def keep(self, sources: Sequence[int]) -> None:
        """Only these sources stay, in this order; the parents of the next step still count all rows."""
        self._lengths = self._lengths[list(sources)]
        self._source = {name: _as_value(value.numpy()[list(sources)]) for name, value in self._source.items()}

    def _take(self, names: Sequence[str], ids: Sequence[int], parents: Sequence[int], n_best: int) -> list[Any]:
        written = own_names(self._model.n_layers, is_next=True)
        given = {
            "ids": np.array(ids, np.int64),
            "parents": np.array(parents, np.int64),
            "lengths": self._lengths,
            "n_best": np.array([n_best], np.int64),
        }
        found = self._model.take_step([*names, *written], {**given, **self._source, **self._own})
        self._own = dict(zip(self._own, found[len(names) :], strict=True))
        return found[: len(names)]


def _share_memory() -> None:
    """Lets all sessions of the process take their memory from one arena: each would keep its own peak for itself."""
    with _ONE_ARENA:
        _register_arena()


@cache
def _register_arena() -> None:
    of_cpu = onnxruntime.OrtMemoryInfo(
        "Cpu", onnxruntime.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, onnxruntime.OrtMemType.DEFAULT
    )
    onnxruntime.create_and_register_allocator(of_cpu, None)


def _session(path: Path, options: onnxruntime.SessionOptions) -> onnxruntime.InferenceSession:
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its errors have no class in common
        raise unreadable(path.parent, error) from error


def _as_value(value: Any) -> Any:
    """An array as the library holds it; what it gave stays as it is."""
    return onnxruntime.OrtValue.ortvalue_from_numpy(value) if isinstance(value, np.ndarray) else value
