"""The rows, one after the other, round by round, each task in a process of its own."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Final

from . import ours
from .job import Job
from .onnx_peer import python_of
from .peers import PEERS
from .room import OURS, run

ROWS: Final = (*PEERS, *OURS)
TASKS: Final = ("cold", "one", "folder")  # processes; ``one`` gives two columns
TIMED: Final = str(Path(__file__).with_name("timed.py"))


@dataclass(frozen=True)
class Measure:
    """One figure of one round."""

    row: str
    task: str  # a column of the table
    wall_s: float
    cpu_s: float
    peak_mb: float
    load: float  # of the machine when it began
    note: str = ""


@dataclass(frozen=True)
class Course:
    """What is run, and how."""

    rows: Sequence[str]
    tasks: Sequence[str]
    n_rounds: int
    under: Sequence[str]  # a command that each measured process is started with
    onnx_environment: Path | None


def measures(job: Job, job_file: Path, course: Course) -> Iterator[Measure]:
    """All figures in the order in which they are taken: within a round and a task the rows take turns."""
    for _ in range(course.n_rounds):
        for task in course.tasks:
            for row in course.rows:
                yield from _measure(row, task, job, job_file, course)


def _measure(row: str, task: str, job: Job, job_file: Path, course: Course) -> Iterator[Measure]:
    if task == "folder":
        rmtree(job.out, ignore_errors=True)
        Path(job.out).mkdir()
    load = os.getloadavg()[0]
    line = [*course.under, sys.executable, TIMED, *_line(row, task, job, job_file, course)]
    *inner, last = run(line, job).splitlines()
    whole = json.loads(last)
    if task == "one":
        for one in map(json.loads, inner):
            yield Measure(row=row, peak_mb=whole["peak_mb"], load=load, **one)
        return
    if task == "folder":
        _check_folder(row, job)
    yield Measure(row, task, whole["wall_s"], whole["cpu_s"], whole["peak_mb"], load)


def _line(row: str, task: str, job: Job, job_file: Path, course: Course) -> list[str]:
    if row in PEERS:
        is_onnx = row == "onnx int8" and course.onnx_environment is not None
        python = str(python_of(course.onnx_environment)) if is_onnx and course.onnx_environment else sys.executable
        return [python, "-m", "benchmarks.engines.peers", row, task, str(job_file)]
    dtype = row.split()[1]
    if task == "one":
        return [sys.executable, "-m", "benchmarks.engines.ours", dtype, str(job_file)]
    return ours.command(job, dtype, task)


def _check_folder(row: str, job: Job) -> None:
    """Every document has its summary, as long as the others'."""
    n_made = len(list(Path(job.out).glob("*.txt"))) if row in PEERS else ours.count_full(job)
    if n_made != job.n_documents:
        raise SystemExit(f"{row}: {n_made} of {job.n_documents} documents have a summary of full length in {job.out}")
