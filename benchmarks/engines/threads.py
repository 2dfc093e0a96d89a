"""Cores shared among CTranslate2's batches in every way: ``python -m benchmarks.engines.threads [--geometry NAME]``.

Each line is a process of its own: a document greedily and with four beams, then a folder through the engine, as so many
batches at once × threads for each. ``share_cores`` holds what follows from the table.
"""

import argparse
import json
import shlex
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from summarizer.engines import Request
from summarizer.engines.conversion import find_or_convert
from summarizer.engines.cores import Threads, n_cores
from summarizer.engines.ctranslate2.engine import CTranslate2Engine
from summarizer.engines.families import FastDtype
from summarizer.models import locate

from .geometry import GEOMETRIES
from .job import Job
from .room import OURS, Sizes, prepare, run
from .turns import TIMED


def splits(n: int) -> list[Threads]:
    """Every way to share n cores without a rest, and one core alone."""
    return [Threads(1, 1)] * (n > 1) + [Threads(p, n // p) for p in range(1, n + 1) if n % p == 0]


def measure(job: Job, dtype: FastDtype, threads: Threads) -> Iterator[str]:
    """The seconds of each task, by the wall and of the processor."""
    located = locate(job.checkpoint)
    assert located.folder
    engine = CTranslate2Engine(
        located.entry, find_or_convert(located.entry, located.folder, dtype, "ctranslate2"), threads
    )
    one, short = (Path(name).read_text("utf-8") for name in (job.one, job.short))
    documents = [path.read_text("utf-8") for path in sorted(Path(job.documents).iterdir())]
    cut = [_cut(text, engine) for text in documents]
    engine.generate([Request(short, job.target_words, 1)])  # the first call makes what later ones find
    yield _timed("one greedy", lambda: engine.generate([Request(one, job.target_words, 1)]))
    yield _timed("one beam 4", lambda: engine.generate([Request(one, job.target_words, 4)]))
    yield _timed(f"{len(cut)} documents", lambda: engine.generate([Request(text, job.target_words, 1) for text in cut]))


def _cut(text: str, engine: CTranslate2Engine) -> str:
    """The paragraphs that fit the window."""
    paragraphs = text.split("\n\n")
    while engine.count_tokens("\n\n".join(paragraphs)) > engine.traits.max_source_tokens:
        paragraphs.pop()
    return "\n\n".join(paragraphs)


def _timed(name: str, call: Callable[[], object]) -> str:
    began, began_cpu = time.perf_counter(), time.process_time()
    call()
    return f"{name} {time.perf_counter() - began:.2f} s (processor {time.process_time() - began_cpu:.2f})"


def main() -> None:
    """Prints a line for each way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--geometry", choices=[name for name in GEOMETRIES if name != "compact"], default="rut5-base")
    parser.add_argument("--cores", type=int, default=n_cores())
    parser.add_argument("--documents", type=int, default=32)
    parser.add_argument("--words", type=int, default=8)
    parser.add_argument("--dtypes", nargs="+", choices=("int8", "float32"), default=["int8", "float32"])
    parser.add_argument("--under", type=shlex.split, default=[], metavar="COMMAND", help="before each measured process")
    parser.add_argument("--room", type=Path, help="keep what is prepared here, for the next run")
    parser.add_argument("--way", nargs=4, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.way:
        job_file, dtype, *shares = args.way
        print("; ".join(measure(Job.read(Path(job_file)), dtype, Threads(*map(int, shares)))))
        return
    with tempfile.TemporaryDirectory() as folder:
        _compare(args, (args.room or Path(folder)).absolute() / f"{args.geometry}-threads")


def _compare(args: argparse.Namespace, room: Path) -> None:
    room.mkdir(parents=True, exist_ok=True)
    job = prepare(room, Sizes(args.geometry, args.documents, args.words, args.cores), OURS, None)
    for dtype in args.dtypes:
        for threads in splits(args.cores):
            way = [str(room / "job.json"), dtype, str(threads.n_parallel), str(threads.n_each)]
            line = [sys.executable, TIMED, sys.executable, "-m", "benchmarks.engines.threads", "--way", *way]
            *said, last = run([*args.under, *line], job).splitlines()
            print(f"{dtype:8} {threads.n_parallel} × {threads.n_each}: {said[-1]};", end=" ")
            print(f"peak {json.loads(last)['peak_mb']:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
