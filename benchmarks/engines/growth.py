"""What a folder run costs when the folder grows: ``python -m benchmarks.engines.growth speed|memory``.

``speed``: documents a second at 500 and at 10,000, where little of the time is the model's: texts of about 120 tokens
through ``extract``, and through a T5 of 1.4 M weights in int8. So it is the house's own work that shows.
``memory``: the peak of one run with the geometry of ruT5-base in int8, as the documents go by.
"""

import argparse
import json
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from shutil import rmtree
from typing import Final

from summarizer.folder import JOURNAL

from .geometry import ROOT
from .job import Job
from .room import Sizes, environment, prepare, run
from .texts import write_folder
from .turns import TIMED

SHORT_LOG_MEAN: Final = 4.0  # of the documents' tokens: nearly all have the least length, 120
TOKENS_PER_WORD: Final = 2.3
POLL_S: Final = 0.2


def documents_folder(room: Path, n: int, log_mean: float) -> Path:
    """A folder of n documents, made once."""
    folder = room / f"documents-{n}-{log_mean}"
    if not folder.is_dir():
        write_folder(folder, n, lambda text: int(len(text.split()) * TOKENS_PER_WORD), log_mean)
        time.sleep(3)  # until the files' stamps are trusted
    return folder


def print_speed(args: argparse.Namespace, room: Path) -> None:
    """Documents a second for each model and number of documents, and the ratio of the last to the first."""
    job = prepare(room, Sizes("small", 8, 8, args.threads), ["ours int8"], None)
    for name, model in (("extract", "extract"), ("small int8", job.checkpoint)):
        if name.split()[0] not in args.models:
            continue
        rates = []
        for n in args.n:
            source = documents_folder(room, n, SHORT_LOG_MEAN)
            line = [*args.under, sys.executable, TIMED, *_command(source, room / "out", model, args.threads)]
            rmtree(room / "out", ignore_errors=True)
            found = json.loads(run(line, job).splitlines()[-1])
            assert len((room / "out" / JOURNAL).read_bytes().splitlines()) == n
            rates.append(n / found["cpu_s"])
            print(
                f"{name}, {n} documents: {n / found['wall_s']:.1f} a second by the wall, {rates[-1]:.1f} of the "
                f"processor, {found['wall_s']:.1f} s, peak {found['peak_mb']:.0f} MB",
                flush=True,
            )
        print(f"{name}: {args.n[-1]} against {args.n[0]}: {rates[-1] / rates[0]:.3f} of the processor", flush=True)


def print_memory(args: argparse.Namespace, room: Path) -> None:
    """The peak when so many documents are done, until the last or until the time is over."""
    job = prepare(room, Sizes("rut5-base", 8, 8, args.threads), ["ours int8"], None)
    source = documents_folder(room, args.n[-1], args.log_mean)
    out = room / "out"
    rmtree(out, ignore_errors=True)
    line = _command(source, out, job.checkpoint, args.threads)
    process = subprocess.Popen(line, cwd=ROOT, env=environment(job), stderr=subprocess.DEVNULL)
    try:
        _follow(process, out / JOURNAL, args, job)
    finally:
        process.terminate()
        process.wait()


def _follow(process: "subprocess.Popen[bytes]", journal: Path, args: argparse.Namespace, job: Job) -> None:
    began, n_told, n_done, peak = time.perf_counter(), 0, 0, 0.0
    while process.poll() is None and time.perf_counter() - began < args.seconds:
        time.sleep(POLL_S)
        n_done = journal.read_bytes().count(b"\n") if journal.exists() else 0
        peak = _peak_mb(process.pid) or peak
        if n_done >= n_told + args.every:
            n_told = n_done
            print(
                f"{job.geometry} int8, {n_done} documents: peak {peak:.0f} MB, {time.perf_counter() - began:.0f} s",
                flush=True,
            )
    print(f"{job.geometry} int8, {n_done} documents at the end: peak {peak:.0f} MB")


def _peak_mb(pid: int) -> float:
    """The peak so far; 0 once the process has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def _command(source: Path, out: Path, model: str, threads: int) -> list[str]:
    options = ["--words", "8", "--num-beams", "1", "--threads", str(threads)]
    return [sys.executable, "-m", "summarizer", "run", str(source), "-o", str(out), "--model", model, *options]


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("speed", "memory"))
    parser.add_argument("--n", type=int, nargs="+", default=[500, 10_000], help="documents; memory takes the last")
    parser.add_argument("--models", nargs="+", choices=("extract", "small"), default=["extract", "small"])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--log-mean", type=float, default=5.7, help="of the documents' tokens, for the memory")
    parser.add_argument("--every", type=int, default=100, help="documents from one line to the next")
    parser.add_argument("--seconds", type=float, default=900, help="after which the run for the memory is ended")
    parser.add_argument("--under", type=shlex.split, default=[], metavar="COMMAND", help="before each process of speed")
    parser.add_argument("--room", type=Path, help="keep what is prepared here, for the next run")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        room = (args.room or Path(folder)).absolute() / f"growth-{args.what}"
        room.mkdir(parents=True, exist_ok=True)
        print_speed(args, room) if args.what == "speed" else print_memory(args, room)


if __name__ == "__main__":
    main()
