"""Engines side by side on one machine, in one run: ``python -m benchmarks.engines [--quick]``.

Each row runs in a process of its own, the rows take turns, and every figure is the median of the rounds with
its spread. Weights are random, with the geometry of a real model, and every summary has the same length: speed
does not depend on what the weights say. CPU seconds are robust on a machine that is not idle; wall seconds are not.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from summarizer.engines import Request
from summarizer.engines.encoding import MAX_OVER_TARGET
from summarizer.registry import ModelEntry

if TYPE_CHECKING:
    from summarizer.engines.ctranslate2_engine import CTranslate2Engine
    from summarizer.engines.transformers_engine import TransformersEngine

ROWS: Final = ("naive fp32", "transformers bf16", "raw ctranslate2", "ours float32", "ours int8")
TASKS: Final = ("load", "one greedy", "one beam 4", "folder")
SEED: Final = 5
SOURCE_TOKENS: Final = 600
WORDS: Final = "мост город ремонт школа завод река библиотека выставка машина команда победа рабочий".split()


@dataclass(frozen=True)
class Geometry:
    """The sizes of a T5 that decide its speed."""

    d_model: int
    d_ff: int
    n_heads: int
    n_encoder: int
    n_decoder: int
    vocabulary: int

    @property
    def encoder_weights(self) -> int:
        """Weights that every source token meets."""
        return self.n_encoder * (4 * self.d_model**2 + 3 * self.d_model * self.d_ff)

    @property
    def decoder_weights(self) -> int:
        """Weights that are read for every step; keys and values of the source are made once."""
        return self.n_decoder * (6 * self.d_model**2 + 3 * self.d_model * self.d_ff) + self.d_model * self.vocabulary


GEOMETRIES: Final = {
    "rut5-base": Geometry(768, 2048, 12, 12, 12, 30_000),
    "small": Geometry(384, 1024, 6, 12, 4, 19_000),
}


@dataclass(frozen=True)
class Work:
    """What all rows do: the same texts, the same number of new tokens."""

    one: str
    folder: list[str]
    n_new: int


@dataclass(frozen=True)
class Place:
    """Where a row finds what it needs."""

    checkpoint: str
    converted: str
    raw: str
    threads: int


def make_checkpoint(geometry: Geometry, folder: Path) -> None:
    """A T5 1.1 of the geometry with random weights and a small tokenizer."""
    import torch
    from transformers import T5Config, T5ForConditionalGeneration, T5Tokenizer

    from tests.tiny import patch_config, save_untied, sentencepiece_file

    torch.manual_seed(SEED)
    sentencepiece_file(folder / "spiece" / "spiece.model", pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    T5Tokenizer.from_pretrained(folder / "spiece", extra_ids=0).save_pretrained(folder)
    config = T5Config(
        vocab_size=geometry.vocabulary, d_model=geometry.d_model, d_ff=geometry.d_ff, num_heads=geometry.n_heads,
        d_kv=64, num_layers=geometry.n_encoder, num_decoder_layers=geometry.n_decoder, pad_token_id=0,
        eos_token_id=1, decoder_start_token_id=2, feed_forward_proj="gated-gelu", tie_word_embeddings=False,
    )  # fmt: skip
    model = T5ForConditionalGeneration(config)
    model.lm_head.weight.data *= geometry.d_model**-0.5  # log-probabilities as flat as a trained model's
    save_untied(model, folder, "model.safetensors")
    patch_config(folder, tie_word_embeddings=False)


def make_work(folder: Path, n_documents: int, n_new: int) -> Work:
    """Texts of 600 tokens and of log-normal lengths around 300, as a folder of news has."""
    from summarizer.engines.checkpoint import HubTokenizer

    tokenizer = HubTokenizer(entry_of(folder, 8), folder)
    draw = random.Random(SEED)
    sizes = [min(SOURCE_TOKENS, max(40, int(draw.lognormvariate(5.7, 0.6)))) for _ in range(n_documents)]
    texts = []
    for size in [SOURCE_TOKENS, *sizes]:
        words = [draw.choice(WORDS) for _ in range(size)]
        while len(tokenizer.encode(" ".join(words))) > size:
            words = words[: max(1, len(words) * 19 // 20)]
        texts.append(" ".join(words))
    return Work(texts[0], texts[1:], n_new)


def entry_of(folder: Path, n_new: int) -> ModelEntry:
    """Conventions under which every summary has n_new tokens: random weights hardly ever end one earlier."""
    return ModelEntry(
        name=str(folder), note="", licence="", window_tokens=SOURCE_TOKENS + 100, decoder_start_token_id=2,
        max_new_tokens=n_new, no_repeat_ngram_size=0,
    )  # fmt: skip


Generate = Callable[[Sequence[str], int, int], int]  # texts, beams, new tokens → summaries that were made


def naive(place: Place) -> Generate:
    """What a user of transformers writes: float32, one text after the other."""
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    torch.set_num_threads(place.threads)
    tokenizer = AutoTokenizer.from_pretrained(place.checkpoint)
    model = AutoModelForSeq2SeqLM.from_pretrained(place.checkpoint, dtype=torch.float32)

    def generate(texts: Sequence[str], num_beams: int, n_new: int) -> int:
        found = [
            model.generate(
                **tokenizer(text, return_tensors="pt", return_token_type_ids=False),
                num_beams=num_beams, min_new_tokens=n_new, max_new_tokens=n_new,
            )
            for text in texts
        ]  # fmt: skip
        return len(found)

    return generate


def raw_ctranslate2(place: Place) -> Generate:
    """CTranslate2 as its documentation shows: int8, all texts in one call."""
    import ctranslate2
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(place.checkpoint)
    translator = ctranslate2.Translator(place.raw, intra_threads=place.threads)

    def generate(texts: Sequence[str], num_beams: int, n_new: int) -> int:
        tokens = [tokenizer.convert_ids_to_tokens(tokenizer(text).input_ids) for text in texts]
        options = {"min_decoding_length": n_new, "max_decoding_length": n_new}
        return len(translator.translate_batch(tokens, beam_size=num_beams, **options))

    return generate


def through(engine: "TransformersEngine | CTranslate2Engine") -> Generate:
    """One of our engines; the number of new tokens is a convention that it was loaded with, and the target near it."""

    def generate(texts: Sequence[str], num_beams: int, n_new: int) -> int:
        target_words = int(n_new / MAX_OVER_TARGET / engine.tokens_per_word)
        drafts = engine.generate([Request(text, target_words, num_beams) for text in texts])
        assert not any(found[0].is_finished for found in drafts), "a summary ended before its length"
        return len(drafts)

    return generate


def load_row(row: str, place: Place, n_new: int) -> Generate:
    """What runs the row, loaded."""
    if row == "naive fp32":
        return naive(place)
    if row == "raw ctranslate2":
        return raw_ctranslate2(place)
    entry, folder = entry_of(Path(place.checkpoint), n_new), Path(place.checkpoint)
    if row == "transformers bf16":
        from summarizer.engines.transformers_engine import TransformersEngine

        return through(TransformersEngine(entry, folder, "cpu", "bfloat16", place.threads))
    from summarizer.engines.conversion import Conversion
    from summarizer.engines.ctranslate2_engine import CTranslate2Engine

    conversion = Conversion.read(Path(place.converted) / row.split()[1])
    return through(CTranslate2Engine(entry, conversion, place.threads))


def measure(row: str, place: Place, work: Work) -> dict[str, float]:
    """CPU seconds of each task in this process, and its peak memory; run in a fresh process."""
    found: dict[str, float] = {}

    @contextmanager
    def timed(task: str) -> Iterator[None]:
        began = time.process_time()
        yield
        found[task] = time.process_time() - began

    with timed("load"):
        generate = load_row(row, place, work.n_new)
    generate([work.one[:200]], 1, work.n_new)  # the first call makes what later ones find
    for task, texts, num_beams in (
        ("one greedy", [work.one], 1),
        ("one beam 4", [work.one], 4),
        ("folder", work.folder, 1),
    ):
        with timed(task):
            n_made = generate(texts, num_beams, work.n_new)
        assert n_made == len(texts)
    found["peak MB"] = peak_mb()
    return found


def peak_mb() -> float:
    """Peak memory of this process; ru_maxrss would count the parent's from before the exec."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def limits(threads: int) -> dict[str, float]:
    """What this machine does per CPU second: bytes read, and operations in products of two types."""
    import torch

    torch.set_num_threads(threads)
    big = torch.ones(64 << 20)  # 256 MB: no cache holds it
    found = {"read": big.numel() * 4 / _fastest(lambda: big.sum())}
    for name, dtype in (("float32", torch.float32), ("bfloat16", torch.bfloat16)):
        rows, weights = torch.ones(600, 768, dtype=dtype), torch.ones(2048, 768, dtype=dtype)
        found[name] = 2 * 600 * 768 * 2048 / _fastest(lambda r=rows, w=weights: torch.nn.functional.linear(r, w))  # type: ignore[misc]
    return found


def _fastest(call: Callable[[], object]) -> float:
    """CPU seconds of the fastest of ten calls."""
    found = []
    for _ in range(10):
        began = time.process_time()
        call()
        found.append(time.process_time() - began)
    return min(found)


def floor_s(row: str, geometry: Geometry, n_new: int, machine: dict[str, float]) -> float:
    """CPU seconds that one greedy document takes at least: its products at the machine's rate, its weights read once
    per step. For int8 products the faster of the measured rates stands, since torch has none to measure."""
    n_bytes = {"naive fp32": 4, "ours float32": 4, "transformers bf16": 2}.get(row, 1)
    rate = machine["float32"] if n_bytes == 4 else max(machine["float32"], machine["bfloat16"])
    encoder = 2 * geometry.encoder_weights * SOURCE_TOKENS / rate
    return encoder + n_new * geometry.decoder_weights * n_bytes / machine["read"]


def prepare(geometry: Geometry, root: Path, threads: int, rows: Sequence[str]) -> Place:
    """The checkpoint and the conversions that the rows need, once for all rounds."""
    from ctranslate2.converters import TransformersConverter

    from summarizer.engines.conversion import convert

    checkpoint = root / "checkpoint"
    make_checkpoint(geometry, checkpoint)
    (root / "converted").mkdir()
    for dtype in ("float32", "int8"):
        if f"ours {dtype}" not in rows:
            continue
        (root / "converted" / dtype).mkdir()
        began = time.perf_counter()
        made = convert(entry_of(checkpoint, 8), checkpoint, dtype, root / "converted" / dtype)  # type: ignore[arg-type]
        seconds = time.perf_counter() - began
        print(f"converted to {dtype} in {seconds:.1f} s, {made.size_bytes / 1e6:.0f} MB, {made.parity}", flush=True)
    TransformersConverter(str(checkpoint)).convert(str(root / "raw"), quantization="int8")
    return Place(str(checkpoint), str(root / "converted"), str(root / "raw"), threads)


def in_a_process(row: str, place: Place, work: Path) -> dict[str, float]:
    """``measure`` in a fresh process."""
    arguments = ["--row", row, "--place", json.dumps(asdict(place)), "--work", str(work)]
    command = [sys.executable, "-m", "benchmarks.engines", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{row}: {done.stderr[-2000:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def report(found: dict[str, list[dict[str, float]]], geometry: Geometry, work: Work, machine: dict[str, float]) -> None:
    """The table: medians, spread of the rounds, ratio to the first row, share of the machine's limit."""
    print(f"\n{'CPU seconds, median (lowest–highest), × of the first row':24}")
    print(f"{'row':20}" + "".join(f"{task:>26}" for task in TASKS) + f"{'peak MB':>9}{'of limit':>9}")
    first = {task: statistics.median(one[task] for one in next(iter(found.values()))) for task in TASKS}
    for row, rounds in found.items():
        cells = []
        for task in TASKS:
            values = sorted(one[task] for one in rounds)
            median = statistics.median(values)
            cells.append(f"{median:7.2f} ({values[0]:.2f}–{values[-1]:.2f}) {first[task] / median:4.1f}×")
        share = floor_s(row, geometry, work.n_new, machine) / statistics.median(one["one greedy"] for one in rounds)
        peak = statistics.median(one["peak MB"] for one in rounds)
        print(f"{row:20}" + "".join(f"{cell:>26}" for cell in cells) + f"{peak:9.0f}{share:9.0%}", flush=True)


def sizes(place: Place) -> str:
    """Megabytes on disk of the checkpoint and of its forms."""

    def size(folder: Path) -> str:
        return f"{sum(path.stat().st_size for path in folder.rglob('*') if path.is_file()) / 1e6:.0f}"

    converted = Path(place.converted)
    folders = [Path(place.checkpoint), *sorted(converted.iterdir())]
    return "disk, MB: " + ", ".join(f"{folder.name} {size(folder)}" for folder in folders)


def main() -> None:
    """Prints the table, or in a worker the figures of one row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few and short documents: to see that it runs")
    parser.add_argument("--geometry", choices=GEOMETRIES, default="rut5-base")
    parser.add_argument("--rows", nargs="+", default=list(ROWS), metavar="ROW")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--documents", type=int, default=64)
    parser.add_argument("--new-tokens", type=int, default=60)
    parser.add_argument("--threads", type=int, default=1, help="1: CPU seconds then do not depend on waiting")
    parser.add_argument("--row", help=argparse.SUPPRESS)
    parser.add_argument("--place", help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.row:
        work = Work(**json.loads(args.work.read_text("utf-8")))
        print(json.dumps(measure(args.row, Place(**json.loads(args.place)), work)))
        return
    with tempfile.TemporaryDirectory() as root:
        compare(args, Path(root))


def compare(args: argparse.Namespace, root: Path) -> None:
    """All rows in turns."""
    n_documents, n_new, n_rounds = (8, 16, 2) if args.quick else (args.documents, args.new_tokens, args.rounds)
    geometry = GEOMETRIES[args.geometry]
    place = prepare(geometry, root, args.threads, args.rows)
    work = make_work(Path(place.checkpoint), n_documents, n_new)
    (root / "work.json").write_text(json.dumps(asdict(work)), "utf-8")
    machine = limits(args.threads)
    print(
        ", ".join(f"{name} {value / 1e9:.1f} G/s" for name, value in machine.items()), f"load {os.getloadavg()[0]:.1f}"
    )
    print(f"{args.geometry}, {n_documents} documents, {n_new} new tokens, {args.threads} threads; {sizes(place)}")
    found: dict[str, list[dict[str, float]]] = {row: [] for row in args.rows}
    for _ in range(n_rounds):
        for row in args.rows:
            found[row].append(in_a_process(row, place, root / "work.json"))
            figures = ", ".join(f"{key} {value:.2f}" for key, value in found[row][-1].items())
            print(f"{row}: {figures} (load {os.getloadavg()[0]:.1f})", flush=True)
    report(found, geometry, work, machine)


if __name__ == "__main__":
    main()
