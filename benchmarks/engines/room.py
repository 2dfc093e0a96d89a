"""All that the rows need, made once in a folder: checkpoint, conversions, texts, ``job.json``."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Final

from . import ours
from .geometry import GEOMETRIES, ROOT, make_checkpoint
from .job import Job
from .onnx_peer import python_of
from .texts import make_document, write_folder

ONE_TOKENS: Final = 600  # of the single document, or the window where it is smaller
SHORT_TOKENS: Final = 100
OURS: Final = ("ours float32", "ours int8")


@dataclass(frozen=True)
class Sizes:
    """How much is measured."""

    geometry: str
    n_documents: int
    target_words: int
    threads: int


def prepare(room: Path, sizes: Sizes, rows: Sequence[str], onnx_environment: Path | None) -> Job:
    """Makes what is not there yet; what stands in the room from before is used again, the texts are made anew."""
    job = _job(room, sizes)
    checkpoint = Path(job.checkpoint)
    if not (checkpoint / "config.json").is_file():
        make_checkpoint(GEOMETRIES[sizes.geometry], checkpoint)
    job = _with_texts(job)
    job.write(room / "job.json")
    for row in OURS:
        if row in rows and not _note(room, row).is_file():
            _first_use(room, job, row)
    if "raw ctranslate2" in rows and not Path(job.raw).is_dir():
        from ctranslate2.converters import TransformersConverter

        TransformersConverter(job.checkpoint).convert(job.raw, quantization="int8")
    if "onnx int8" in rows and not Path(job.onnx).is_dir():
        if onnx_environment is None:
            raise SystemExit("onnx int8: --onnx FOLDER names its environment; python -m benchmarks.engines.onnx_peer")
        python = str(python_of(onnx_environment))
        run([python, "-m", "benchmarks.engines.onnx_peer", "export", job.checkpoint, job.onnx], job)
    return job


def _job(room: Path, sizes: Sizes) -> Job:
    geometry = GEOMETRIES[sizes.geometry]
    return Job(
        geometry=sizes.geometry, checkpoint=str(room / geometry.folder_name), raw=str(room / "raw"),
        onnx=str(room / "onnx"), one=str(room / "one.txt"), short=str(room / "short.txt"),
        documents=str(room / "documents"), out=str(room / "out"), cache=str(room / "cache"),
        is_decoder=geometry.is_decoder, suffix="", max_source_tokens=0, n_one_tokens=0, n_folder_tokens=0,
        n_documents=sizes.n_documents, target_words=sizes.target_words, n_new=0, threads=sizes.threads,
    )  # fmt: skip


def _with_texts(job: Job) -> Job:
    """The job with its texts written, and what is known once the tokenizer is there; in a process of its own,
    so that this one stays small."""
    done = run([sys.executable, "-m", "benchmarks.engines.room", json.dumps(vars(job))], job)
    return Job(**json.loads(done.splitlines()[-1]))


def write_texts(job: Job) -> Job:
    """Writes one.txt, short.txt and the documents; the job with their sizes and the model's limits."""
    import random
    from dataclasses import replace

    from summarizer.engines import Request
    from summarizer.engines.checkpoint import HubTokenizer
    from summarizer.engines.encoding import Encoding
    from summarizer.models import locate

    entry = locate(job.checkpoint).entry
    encoding = Encoding(entry, HubTokenizer(entry, Path(job.checkpoint)))
    window = encoding.max_source_tokens
    one = make_document(random.Random(1), min(ONE_TOKENS, window), encoding.count_tokens)
    Path(job.one).write_text(one, "utf-8")
    Path(job.short).write_text(make_document(random.Random(2), SHORT_TOKENS, encoding.count_tokens), "utf-8")
    rmtree(job.documents, ignore_errors=True)
    write_folder(Path(job.documents), job.n_documents, encoding.count_tokens)
    sizes = [encoding.count_tokens(path.read_text("utf-8")) for path in Path(job.documents).iterdir()]
    return replace(
        job,
        suffix=entry.suffix,
        max_source_tokens=window,
        n_one_tokens=encoding.count_tokens(one),
        n_folder_tokens=sum(min(size, window) for size in sizes),
        n_new=encoding.limits(Request(one, job.target_words, 1)).max_new_tokens,
    )


def _first_use(room: Path, job: Job, row: str) -> None:
    """Runs the command once, so that the conversion is there; what it said of that is kept."""
    began = time.perf_counter()
    done = subprocess.run(
        ours.command(job, row.split()[1], "cold"), cwd=ROOT, env=environment(job), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{row}: {done.stderr[-2000:]}")
    said = " ".join(
        line for line in done.stderr.splitlines() if line.startswith(("Перевожу", "Готово", "Быстрой", "У модели"))
    )
    _note(room, row).write_text(f"{row}, first use {time.perf_counter() - began:.1f} s: {said}\n", "utf-8")


def _note(room: Path, row: str) -> Path:
    return room / f"first_use_{row.split()[1]}.txt"


def first_uses(room: Path) -> str:
    """What the command said when it ran for the first time."""
    return "".join(path.read_text("utf-8") for path in sorted(room.glob("first_use_*.txt")))


def disk_mb(job: Job) -> dict[str, float]:
    """Megabytes that each row needs on the disk when it runs."""
    checkpoint = _size(Path(job.checkpoint))
    found = {"naive fp32": checkpoint, "transformers bf16": checkpoint}
    found |= {"raw ctranslate2": _size(Path(job.raw)), "onnx int8": _size(Path(job.onnx))}
    for row in OURS:
        folders = Path(job.cache).glob(f"summarizer/converted/*-{row.split()[1]}-*/")
        found[row] = sum(map(_size, folders)) or checkpoint
    return found


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def environment(job: Job) -> dict[str, str]:
    """The variables that every row runs with: no network, and a cache of the room's own."""
    alone = {"HF_HUB_OFFLINE": "1", "ORT_DISABLE_TELEMETRY": "1"}
    return {**os.environ, **alone, "XDG_CACHE_HOME": job.cache, "PYTHONPATH": str(ROOT)}


def run(line: Sequence[str], job: Job) -> str:
    """The output of a command that must succeed."""
    done = subprocess.run(line, cwd=ROOT, env=environment(job), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(line)[:300]}: {done.stderr[-2000:]}")
    return done.stdout


if __name__ == "__main__":
    print(json.dumps(vars(write_texts(Job(**json.loads(sys.argv[1]))))))
