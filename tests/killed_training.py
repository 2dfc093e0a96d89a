"""Trains the same twice, once with kills: ``python -m tests.killed_training START OUT N_KILLS SEED``.

Run it with OMP_NUM_THREADS=1: torch that is told so by a call may have no threads in a fork that loads weights.
OUT/whole and OUT/killed are what a training leaves, OUT/*.jsonl the batches that were begun. Each training is a fork,
so that torch is imported once. The clock ticks by the call: all have as many batches and the same learning rates.
"""

import json
import os
import random
import signal
import sys
import time
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import training.run
from tests.test_training import DOCUMENTS
from training.batches import Batch, Encoded, Limits
from training.optimizer import Plan
from training.run import Run, Settings
from training.train import train

PLAN = Plan(minutes=0.1, learning_rate=3e-3, save_every_minutes=0.0, report_every=1000)
SETTINGS = Settings(PLAN, Limits(batch_tokens=512))
TICK_S = 0.5  # two a batch: twelve batches


def begun(out: Path) -> Path:
    """The file with a line for each batch that was begun: its number and its items."""
    return out.with_suffix(".jsonl")


def fork_training(start: str, out: Path) -> int:
    """Begins a training in a child, or goes on; returns the child's id."""
    if child := os.fork():
        return child
    code = 1
    try:
        run = Run(start, out, DOCUMENTS, True, SETTINGS)
        pack = run.pack

        def note(items: list[Encoded], pad_id: int) -> Batch:
            with begun(out).open("a") as file:
                file.write(json.dumps([run.progress.n_batches, [[i.source, i.target] for i in items]]) + "\n")
            return pack(items, pad_id)

        run.pack = note
        train(run)
        code = 0
    finally:
        os._exit(code)


def kill_at_random(start: str, out: Path, chance: random.Random) -> None:
    """A training that is killed some time after a batch of its own was saved, if it did not end before."""
    n_begun = begun(out).read_bytes().count(b"\n")
    child = fork_training(start, out)
    while begun(out).read_bytes().count(b"\n") < n_begun + 2 and os.waitpid(child, os.WNOHANG) == (0, 0):
        time.sleep(0.001)
    time.sleep(chance.uniform(0, 0.1))
    try:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    except (ProcessLookupError, ChildProcessError):
        return  # it had ended


def main(start: str, out: Path, n_kills: int, seed: int) -> None:
    """Both trainings."""
    training.run.time = SimpleNamespace(process_time=count(step=TICK_S).__next__)  # type: ignore[assignment]
    Run(start, out / "warm", DOCUMENTS, True, SETTINGS).step()  # imports what the children need
    begun(out / "killed").touch()
    chance = random.Random(seed)
    for _ in range(n_kills):
        kill_at_random(start, out / "killed", chance)
    for name in ("killed", "whole"):
        os.waitpid(fork_training(start, out / name), 0)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
