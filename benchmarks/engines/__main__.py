"""Engines and their peers in one interleaved run: ``python -m benchmarks.engines [--quick]``.

Each figure is taken in a process of its own, the rows take turns, and the table shows the median of the rounds with
its spread. Weights are random, with the geometry of a real model, and every summary has the same number of tokens:
speed does not depend on what the weights say. ``--under`` starts each measured process with a command
(``taskset -c 0``, a lock that keeps others off the machine). A long run can be taken in parts: ``--rows``,
``--tasks``, ``--rounds`` with ``--room`` and ``--json`` each, and ``--table FILE…`` at the end.
"""

import argparse
import json
import shlex
import sys
import tempfile
from pathlib import Path

from .geometry import GEOMETRIES
from .limits import Machine
from .room import Sizes, disk_mb, first_uses, prepare, run
from .table import Setting, lines, read, save
from .turns import ROWS, TASKS, Course, measures


def main() -> None:
    """Prints the table."""
    args = parse()
    if args.table:
        print("\n".join(lines(*read(args.table))))
        return
    with tempfile.TemporaryDirectory() as folder:
        room = args.room or Path(folder)
        compare(args, room / args.geometry)


def parse() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few and short documents: to see that it runs")
    parser.add_argument("--geometry", choices=GEOMETRIES, default="rut5-base")
    parser.add_argument("--rows", nargs="+", choices=ROWS, default=list(ROWS), metavar="ROW", help=", ".join(ROWS))
    parser.add_argument("--tasks", nargs="+", choices=TASKS, default=list(TASKS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--documents", type=int, default=64)
    parser.add_argument("--words", type=int, default=8, help="of a summary; its tokens are printed")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--onnx", type=Path, metavar="FOLDER", help="environment that onnx_peer installed")
    parser.add_argument("--under", type=shlex.split, default=[], metavar="COMMAND", help="before each measured process")
    parser.add_argument("--room", type=Path, help="keep what is prepared here, for the next run")
    parser.add_argument("--json", type=Path, metavar="FILE", help="append the figures here")
    parser.add_argument("--table", type=Path, nargs="+", metavar="FILE", help="only print the table of these figures")
    args = parser.parse_args()
    if args.quick:
        args.documents, args.words, args.rounds = 8, 5, 1
    return args


def compare(args: argparse.Namespace, room: Path) -> None:
    """All rows in turns."""
    room.mkdir(parents=True, exist_ok=True)
    job = prepare(room.absolute(), Sizes(args.geometry, args.documents, args.words, args.threads), args.rows, args.onnx)
    rates = run([*args.under, sys.executable, "-m", "benchmarks.engines.limits", str(args.threads)], job)
    setting = Setting(job, Machine(**json.loads(rates.splitlines()[-1])), disk_mb(job))
    figures = args.json or room / "figures.jsonl"
    if not args.json:
        figures.unlink(missing_ok=True)
    save(figures, setting)
    course = Course(args.rows, args.tasks, args.rounds, args.under, args.onnx)
    for one in measures(job, room.absolute() / "job.json", course):
        save(figures, one)
        print(
            f"{one.row:18} {one.task:11} {one.wall_s:7.2f} s, processor {one.cpu_s:7.2f} s, peak {one.peak_mb:5.0f} MB",
            f"(load {one.load:.1f}) {one.note}",
            flush=True,
        )
    print(first_uses(room), "\n".join(lines(*read([figures]))), sep="\n")


if __name__ == "__main__":
    main()
