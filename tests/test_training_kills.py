"""A training that is killed at random moments, and begun again each time by the same call."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from tests.tiny import compact


@pytest.mark.skipif(not hasattr(os, "fork"), reason="SIGKILL is of POSIX")
def test_killed_training_meets_the_same_batches_and_ends_in_the_same_weights(tmp_path: Path) -> None:
    start = str(compact(tmp_path / "start", scale=0.6).folder)
    line = [sys.executable, "-m", "tests.killed_training", start, str(tmp_path), "4", "5"]
    subprocess.run(line, env=os.environ | {"OMP_NUM_THREADS": "1"}, check=True)
    whole, killed = (
        [json.loads(line) for line in (tmp_path / f"{name}.jsonl").read_text().splitlines()]
        for name in ("whole", "killed")
    )
    batches = dict(whole)
    assert len(killed) > len(whole) == len(batches) == 12  # some were begun again
    assert {number for number, _ in killed} == set(batches)
    assert all(items == batches[number] for number, items in killed)
    files = [{p.name: p for p in (tmp_path / name).iterdir()} for name in ("whole", "killed")]
    states = [torch.load(found.pop("training_state.pt"), weights_only=True) for found in files]
    assert states[0]["progress"] == states[1]["progress"]
    made = [{name: path.read_bytes() for name, path in found.items()} for found in files]
    assert "model.safetensors" in made[0] and made[0] == made[1]
