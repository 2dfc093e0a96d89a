"""What this machine could do at best, and what share of it a row reaches: ``python -m benchmarks.engines.limits N``."""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

Number = Literal["float32", "bfloat16", "int8"]

N_BYTES: Final[dict[Number, int]] = {"float32": 4, "bfloat16": 2, "int8": 1}
ROW_NUMBERS: Final[dict[str, Number]] = {
    "naive fp32": "float32",
    "transformers bf16": "bfloat16",
    "ours float32": "float32",
}
SOURCE_TOKENS, D_MODEL, D_FF = 600, 768, 2048  # of the products that are timed
N_CALLS: Final = 20


@dataclass(frozen=True)
class Machine:
    """The best of many calls, by the wall, with a number of threads."""

    read: float  # bytes a second, from memory
    float32: float  # operations a second in products of matrices, a multiplication and an addition counted as two
    bfloat16: float
    int8: float

    def best_of(self, other: "Machine") -> "Machine":
        """The higher of each rate: a busy moment shows less than the machine can."""
        return Machine(**{name: max(rate, getattr(other, name)) for name, rate in vars(self).items()})


def measure(n_threads: int) -> Machine:
    """Times a sum over 256 MB, and products of a source's states with a layer's weights."""
    import torch

    torch.set_num_threads(n_threads)
    big = torch.ones(64 << 20)  # no cache holds it
    n_operations = 2 * SOURCE_TOKENS * D_MODEL * D_FF
    rates = {"read": big.numel() * big.element_size() / _fastest(big.sum)}
    for dtype in (torch.float32, torch.bfloat16):
        states, weights = torch.ones(SOURCE_TOKENS, D_MODEL, dtype=dtype), torch.ones(D_FF, D_MODEL, dtype=dtype)
        name = str(dtype).removeprefix("torch.")
        rates[name] = n_operations / _fastest(lambda s=states, w=weights: torch.nn.functional.linear(s, w))  # type: ignore[misc]
    left, right = (torch.ones(*size, dtype=torch.int8) for size in ((SOURCE_TOKENS, D_MODEL), (D_MODEL, D_FF)))
    rates["int8"] = n_operations / _fastest(lambda: torch._int_mm(left, right))
    return Machine(**rates)


def _fastest(call: Callable[[], object]) -> float:
    """Seconds of the fastest of N_CALLS."""
    found = []
    for _ in range(N_CALLS):
        began = time.perf_counter()
        call()
        found.append(time.perf_counter() - began)
    return min(found)


@dataclass(frozen=True)
class Load:
    """What a task asks of the machine, whatever runs it."""

    n_source_tokens: int
    n_steps: int  # at which all of the decoder's weights are read at least once
    n_new_tokens: int  # of all summaries and beams
    source_weights: int
    step_weights: int


def floor_s(row: str, load: Load, machine: Machine) -> float:
    """Seconds that no program can undercut with the row's numbers: its products at the machine's rate, and at each
    step the longer of reading the weights and of multiplying by them.

    >>> machine = Machine(read=10.0, float32=4.0, bfloat16=8.0, int8=16.0)
    >>> floor_s("naive fp32", Load(2, 3, 3, source_weights=10, step_weights=5), machine)
    17.5
    >>> floor_s("ours int8", Load(2, 3, 3, source_weights=10, step_weights=5), machine)
    4.375
    """
    number = ROW_NUMBERS.get(row, "int8")
    rate: float = getattr(machine, number)
    source = 2 * load.n_source_tokens * load.source_weights / rate
    reading = load.n_steps * load.step_weights * N_BYTES[number] / machine.read
    return source + max(reading, 2 * load.n_new_tokens * load.step_weights / rate)


def main() -> None:
    """Prints the rates as JSON."""
    print(json.dumps(vars(measure(int(sys.argv[1])))))


if __name__ == "__main__":
    main()
