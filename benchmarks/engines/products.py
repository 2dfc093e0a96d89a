"""Ways to multiply bytes, by rows: ``python -m benchmarks.engines.products [--geometry NAME]``.

The graphs of a model, random weights, once for each of ``graph.Products``: milliseconds to read a source, and of a step
with so many rows (beams, or texts that share a batch); the least of several, taken in turns. ``products_for`` in
``summarizer/engines/onnx/checkpoint_graphs.py`` holds what follows from the table, for this kind of processor.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final, get_args

import torch

from summarizer.engines.checkpoint import HubTokenizer, decoder_start, load_weights
from summarizer.engines.cores import has_exact_byte_products, n_cores
from summarizer.engines.onnx.checkpoint_graphs import describe
from summarizer.engines.onnx.graph import Products
from summarizer.engines.onnx.model import READ_FILE, STEP_FILE, OnnxModel
from summarizer.models import locate

from .geometry import GEOMETRIES, make_checkpoint

KINDS: Final[Sequence[Products]] = get_args(Products)
N_ROWS: Final = (1, 2, 4, 8, 16, 32)
TOKEN: Final = 300  # any that is not special


def make_models(checkpoint: Path, room: Path, n_threads: int) -> dict[str, OnnxModel]:
    """The checkpoint's graphs with each kind of products, loaded."""
    located = locate(str(checkpoint))
    weights = load_weights(located.entry, checkpoint, torch.float32)
    start = decoder_start(located.entry, HubTokenizer(located.entry, checkpoint), weights)
    found: dict[str, OnnxModel] = {}
    for kind in KINDS:
        folder = room / kind
        folder.mkdir()
        for graph, name in zip(describe(weights, checkpoint, (kind, kind)), (READ_FILE, STEP_FILE), strict=True):
            graph.save(folder / name)
        found[kind] = OnnxModel(folder, start, n_threads)
    return found


def least_s(runs: Mapping[str, Callable[[], object]], times: int) -> dict[str, float]:
    """The least seconds of each, taken in turns."""
    taken: dict[str, list[float]] = {kind: [] for kind in runs}
    for _ in range(times):
        for kind, run in runs.items():
            began = time.perf_counter()
            run()
            taken[kind].append(time.perf_counter() - began)
    return {kind: min(all_of) for kind, all_of in taken.items()}


def reading_s(models: dict[str, OnnxModel], n_tokens: int, times: int) -> dict[str, float]:
    """The least seconds to read one source."""
    return least_s({kind: partial(model.read, [[TOKEN] * n_tokens]) for kind, model in models.items()}, times)


def step_s(models: dict[str, OnnxModel], n_rows: int, n_tokens: int, times: int) -> dict[str, float]:
    """The least seconds of a step with so many rows, all of one source."""
    batches = {kind: model.read([[TOKEN] * n_tokens]) for kind, model in models.items()}
    for batch in batches.values():
        batch.step([TOKEN], [0], 1)
        batch.step([TOKEN] * n_rows, [0] * n_rows, 1)
    steps = {kind: partial(batch.step, [TOKEN] * n_rows, range(n_rows), 1) for kind, batch in batches.items()}
    return least_s(steps, times)


def row(name: str, seconds: dict[str, float]) -> str:
    """A line of the table.

    >>> row("read", {"blocks": 0.25, "signed": 0.1})
    '| read | 250.0 | 100.0 |'
    """
    return " | ".join((f"| {name}", *(f"{1000 * value:.1f}" for value in seconds.values()))) + " |"


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--geometry", choices=list(GEOMETRIES), default="rut5-base")
    parser.add_argument("--tokens", type=int, default=400, help="of the source (%(default)s)")
    parser.add_argument("--times", type=int, default=40, help="steps of which the fastest counts (%(default)s)")
    parser.add_argument("--threads", type=int, default=n_cores())
    args = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        checkpoint = Path(folder) / "checkpoint"
        make_checkpoint(GEOMETRIES[args.geometry], checkpoint)
        models = make_models(checkpoint, Path(folder), args.threads)
        print(f"{args.geometry}, {args.threads} threads, exact sums: {has_exact_byte_products()}; milliseconds")
        print(f"| | {' | '.join(models)} |\n|---|{'---|' * len(models)}")
        print(row(f"read {args.tokens} tokens", reading_s(models, args.tokens, max(1, args.times // 8))), flush=True)
        for n_rows in N_ROWS:
            print(row(f"a step, rows: {n_rows}", step_s(models, n_rows, args.tokens, args.times)), flush=True)


if __name__ == "__main__":
    main()
