"""Faults that come with the inputs: bad files, texts that fill the memory, a million rows."""

import argparse
import os
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from folder_runs import Result, command, make_folder, make_text, run, whole_lines

from summarizer import Summarizer, SummaryOptions
from summarizer.engines import Draft, Request
from summarizer.folder import JOURNAL, FolderRun, RunOptions, find_inputs
from summarizer.page.handlers import summarize_text
from summarizer.page.shelf import ModelShelf
from tests.bad_files import make_bad_files
from tests.scripted import ScriptedEngine, first_sentence


def measure_bad_files(room: Path, args: argparse.Namespace) -> Iterator[Result]:
    """A hundred good files in a folder with every kind of bad ones."""
    folder, out = room / "in", room / "out"
    folder.mkdir()
    bad = make_bad_files(folder)
    names = [f"good/{i:03}.txt" for i in range(100)]
    encodings = ("utf-8", "cp1251", "koi8-r", "utf-16", "utf-8-sig")
    for i, name in enumerate(names):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(make_text(i).encode(encodings[i % 5]))
    began = time.perf_counter()
    done = run(command(folder, out))
    elapsed_s = time.perf_counter() - began
    summarizer = Summarizer.load("extract")
    n_right = sum(
        (out / f"{name}.txt").read_text("utf-8") == summarizer.summarize(make_text(i)).text + "\n"
        for i, name in enumerate(names)
    )
    listed = "\n".join(line.split(": ")[0] for line in done.stderr.splitlines() if line.startswith("  "))
    items = [item for line in listed.splitlines() for item in line.strip().split(", ")]
    n_named = sum(items.count(name) == 1 for name in bad)
    records = [record for record in whole_lines(out) if record.status != "done"]
    n_reasons = sum(len(record.reason) > 5 for record in records)
    found = f"{n_right} right, {n_named} of {len(bad)} bad named once, {n_reasons} reasons, exit {done.returncode}, "
    found += f"{done.stderr.count('Traceback')} tracebacks, {elapsed_s:.1f} s"
    is_met = n_right == 100 and n_named == len(bad) == n_reasons >= 70 and done.returncode == 3
    yield Result(
        "100 good files, ≥ 70 bad kinds",
        "100 right, each bad one once, exit 3",
        found,
        is_met and "Traceback" not in done.stderr,
    )


class Starving(ScriptedEngine):
    """Has memory for so many requests at once."""

    def __init__(self, limit: int) -> None:
        super().__init__(max_source_tokens=40)
        self.limit = limit

    def generate(self, requests: Sequence[Request]) -> list[list[Draft]]:
        """The drafts, or MemoryError."""
        if len(requests) > self.limit or any("ненасытный" in request.source for request in requests):
            raise MemoryError
        return [first_sentence(request) for request in requests]


def measure_memory_failures(room: Path, args: argparse.Namespace) -> Iterator[Result]:
    """The model has memory for batches of 32, 31 … 1 requests; one text never fits."""
    folder = room / "in"
    make_folder(folder, 40)
    (folder / "bad.txt").write_text("Этот ненасытный текст не поместится. " * 20, encoding="utf-8")
    alone = {i: Summarizer(Starving(10**6)).summarize(make_text(i)).text for i in range(40)}
    n_right = n_failed = 0
    for limit in range(32, 0, -1):
        summarizer = Summarizer(Starving(limit))
        chosen = RunOptions(out=room / f"out-{limit}", format_name="jsonl")
        folder_run = FolderRun(find_inputs([folder], None), summarizer.model, run_options=chosen)
        made = {outcome.name: outcome for outcome in folder_run.run(partial(_same, summarizer))}
        texts = {name: outcome.record.summary for name, outcome in made.items() if outcome.record}
        n_right += all(texts[f"000/{i:05}.txt"] == text for i, text in alone.items())
        n_failed += [name for name, outcome in made.items() if outcome.status == "failed"] == ["bad.txt"]
    found = f"{n_right} of 32 limits: 40 files as alone; {n_failed} of 32: only the one that never fits failed"
    is_met = n_right == n_failed == 32
    yield Result("memory failure at batch size 32 … 1", "every file done, same text as alone", found, is_met)


def _same(summarizer: Summarizer) -> Summarizer:
    return summarizer


# With its first words just longer than a short summary, so that each row reaches the engine.
TINY = (
    "В ней учатся дети из пяти сёл, их возит автобус. " + "Директор назвал планы на год и обещал новый спортзал. " * 2
)


class Forgetful(ScriptedEngine):
    """Keeps no requests, so that memory shows what the run holds."""

    def generate(self, requests: Sequence[Request]) -> list[list[Draft]]:
        """The first sentence of each source, found in the cheapest way."""
        return [[Draft(request.source.partition(".")[0] + ".", 0.0)] for request in requests]


def resident_mib() -> float:
    """Memory of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def run_rows(corpus: Path, out: Path) -> tuple[list[float], float, int]:
    """Runs a corpus; memory at each hundredth, seconds, and how many rows were kept."""
    n_rows = sum(1 for _ in corpus.open("rb"))
    chosen = RunOptions(out=out, format_name="jsonl")
    folder_run = FolderRun(find_inputs([corpus], out), "scripted", SummaryOptions(length="short"), chosen)
    began, memory, n_kept = time.perf_counter(), list[float](), 0
    for i, outcome in enumerate(folder_run.run(lambda: Summarizer(Forgetful()))):
        n_kept += outcome.is_kept
        if i % max(1, n_rows // 100) == 0:
            memory.append(resident_mib())
    return memory, time.perf_counter() - began, n_kept


def measure_rows(room: Path, args: argparse.Namespace) -> Iterator[Result]:
    """A corpus of tiny rows through an engine that costs nothing, then once more."""
    corpus = room / "rows.jsonl"
    with corpus.open("w", encoding="utf-8") as file:
        for i in range(args.n_rows):
            file.write(f'{{"id": {i}, "text": "Школа {i} открыта. {TINY}"}}\n')
    memory, elapsed_s, _ = run_rows(corpus, room / "out")
    settled = memory[10:]  # after a tenth: caches are full
    spread = (max(settled) - min(settled)) / 2 / (sum(settled) / len(settled))
    records = sum(1 for _ in (room / "out" / JOURNAL).open("rb"))
    found = f"{records} records in {elapsed_s:.0f} s, {min(settled):.0f}–{max(settled):.0f} MiB (±{100 * spread:.1f} %)"
    yield Result(f"{args.n_rows} tiny rows", "memory flat (± 10 %)", found, spread <= 0.1 and records == args.n_rows)
    began = time.process_time()
    again, elapsed_s, n_kept = run_rows(corpus, room / "out")
    found = (
        f"{elapsed_s:.0f} s ({time.process_time() - began:.0f} s of the processor), {n_kept} kept, {max(again):.0f} MiB"
    )
    yield Result("the same, resumed", "≤ 100 s", found, elapsed_s <= 100 and n_kept == args.n_rows)


def measure_resume(room: Path, args: argparse.Namespace) -> Iterator[Result]:
    """10,000 files of which one is new: the time until its batch, model and start of Python not counted."""
    folder, out = room / "in", room / "out"
    make_folder(folder, 10_000)
    run(command(folder, out, "--format", "jsonl"))
    (folder / "099" / "new.txt").write_text(make_text(10_000), encoding="utf-8")
    chosen = RunOptions(out=out, format_name="jsonl", model_version=whole_lines(out)[0].settings.model_version)
    began, began_cpu_s = time.perf_counter(), time.process_time()
    loaded_s, loaded_cpu_s = list[float](), list[float]()

    def load() -> Summarizer:
        loaded_s.append(time.perf_counter() - began)
        loaded_cpu_s.append(time.process_time() - began_cpu_s)
        return Summarizer.load("extract")

    outcomes = list(FolderRun(find_inputs([folder], out), "extract", run_options=chosen).run(load))
    n_kept = sum(outcome.is_kept for outcome in outcomes)
    found = f"{loaded_s[0]:.2f} s to the first batch ({loaded_cpu_s[0]:.2f} s of the processor), {n_kept} kept"
    yield Result("resume of 10,000 files", "≤ 1 s before the first batch", found, loaded_s[0] <= 1 and n_kept == 10_000)


def measure_doors(room: Path, args: argparse.Namespace) -> Iterator[Result]:
    """The same texts through library, command and the page's handler."""
    make_folder(room / "in", 200, n_sentences=12)
    texts = [make_text(i, 12) for i in range(200)]
    summarizer = Summarizer.load("extract")
    by_library = [summary.text.encode() for summary in summarizer.summarize_many(texts)]
    run(command(room / "in", room / "out"))
    by_command = [path.read_bytes().removesuffix(b"\n") for path in sorted((room / "out").rglob("*.txt"))]
    shelf = ModelShelf.holding(summarizer, Summarizer.load)
    answers = [summarize_text(shelf, text, "medium", "extract") for text in texts]
    by_page = [answer.summary.text.encode() if answer.summary else b"" for answer in answers]
    n_equal = sum(a == b == c for a, b, c in zip(by_library, by_command, by_page, strict=True))
    yield Result("library, command, page", "equal bytes for 200 texts", f"{n_equal} of 200 equal", n_equal == 200)
