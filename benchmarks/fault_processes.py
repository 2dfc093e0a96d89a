"""Faults that come from outside: kills, signals, a second run, a full disk."""

import argparse
import random
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median

from folder_runs import MAX_RUN_S, ROOT, Result, command, make_folder, run, tree, whole_lines

from summarizer.folder import JOURNAL
from summarizer.folder.lock import LOCK
from summarizer.folder.writing import PARTIAL


def start(line: Sequence[str]) -> "subprocess.Popen[str]":
    """The command, running."""
    return subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for(path: Path, process: "subprocess.Popen[str]") -> None:
    """Until a file is there, or the process has ended."""
    while not path.exists() and process.poll() is None:
        time.sleep(0.005)


class Damage:
    """What kills have done to results that are known from an unbroken run."""

    def __init__(self, expected: dict[str, bytes]) -> None:
        self.expected = expected
        self.n_lost = self.n_doubled = self.n_torn = 0
        self.known: set[str] = set()

    def look(self, out: Path) -> None:
        """Counts records that were there before and are not, that are twice, and files that are not whole."""
        found = [record.path for record in whole_lines(out)]
        self.n_lost += len(self.known - set(found))
        self.n_doubled += len(found) - len(set(found))
        files = {name: data for name, data in tree(out).items() if not name.endswith((JOURNAL, PARTIAL, LOCK))}
        self.n_torn += sum(data != self.expected.get(name) for name, data in files.items())
        self.known = set(found)


def measure_kills(room: Path, args: argparse.Namespace) -> Iterator[Result]:
    """kill -9 at random moments; after each, what the journal held before is still there."""
    folder = room / "in"
    make_folder(folder, args.n_files)
    for format_name in ("txt", "jsonl"):
        line = command(folder, room / "reference", "--format", format_name)
        run(line)
        damage = Damage(tree(room / "reference"))
        shutil.rmtree(room / "reference")
        n_kills = n_rounds = 0
        rng = random.Random(7)
        is_equal = True
        while n_kills < args.n_kills:
            n_rounds += 1
            out = room / f"out-{format_name}-{n_rounds}"
            line = command(folder, out, "--format", format_name)
            damage.known = set()
            while _is_killed(line, rng.uniform(0.15, 1.2) if n_kills < args.n_kills else MAX_RUN_S):
                n_kills += 1
                damage.look(out)
            is_equal = is_equal and tree(out) == damage.expected
        found = f"{n_kills} kills, {damage.n_lost} lost, {damage.n_doubled} doubled, {damage.n_torn} torn, "
        found += f"final set {'byte-equal' if is_equal else 'DIFFERS'} ({n_rounds} runs to the end)"
        is_met = is_equal and not (damage.n_lost or damage.n_doubled or damage.n_torn)
        what = f"kill -9, {args.n_files} files, {format_name}"
        yield Result(what, "0 lost, doubled, torn; byte-equal", found, is_met)


def _is_killed(line: Sequence[str], after_s: float) -> bool:
    """Runs the command for a while; False if it came to its end."""
    process = start(line)
    with suppress(subprocess.TimeoutExpired):
        process.wait(after_s)
    is_over = process.poll() is not None
    process.kill()
    process.communicate()
    return not is_over


def measure_signals(room: Path, args: argparse.Namespace) -> Iterator[Result]:
    """Ctrl-C and SIGTERM at random moments, half of them while a batch takes longer than the grace."""
    make_folder(room / "quick", 400)
    make_folder(room / "slow", 40, n_sentences=6000)
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        rng = random.Random(number)
        n_right = n_left = n_silent = n_ended = 0
        slowest_s = 0.0
        others = list[str]()  # how runs ended that should not have ended so
        for i in range(args.n_signals):
            folder, out = room / ("slow" if i % 2 else "quick"), room / f"out-{number}-{i}"
            process = start(command(folder, out))
            wait_for(out / LOCK, process)
            time.sleep(rng.uniform(0.05, 1.5))
            began = time.perf_counter()
            process.send_signal(number)
            _, said = process.communicate(timeout=60)
            slowest_s = max(slowest_s, time.perf_counter() - began)
            n_ended += process.returncode == 0
            n_right += process.returncode == code
            if process.returncode not in (0, code):
                others.append(f"{process.returncode}: {said[-300:]}")
            n_silent += process.returncode == code and f"run {folder}" not in said
            n_left += sum(name.endswith((PARTIAL, LOCK)) for name in tree(out))
            n_silent += "Traceback" in said
            whole_lines(out)
            shutil.rmtree(out)
        found = f"{n_right} × {code}, {n_ended} had ended before; slowest {slowest_s:.2f} s; "
        found += "; ".join([f"{n_left} files left, {n_silent} without the command", *others])
        is_met = n_right + n_ended == args.n_signals and slowest_s <= 5 and not n_left and not n_silent
        yield Result(
            f"{number.name}, {args.n_signals} times", "right exit code, ≤ 5 s, no temporary file", found, is_met
        )


def measure_doubles(room: Path, args: argparse.Namespace) -> Iterator[Result]:
    """A second run into the same folder while the first works."""
    folder = room / "in"
    make_folder(folder, 600)
    run(command(folder, room / "reference"))
    expected = tree(room / "reference")
    n_refused = n_named = n_mixed = 0
    taken_s, slowest_cpu_s = list[float](), 0.0
    for i in range(args.n_doubles):
        out = room / f"out-{i}"
        first = start(command(folder, out))
        wait_for(out / JOURNAL, first)
        began, began_cpu_s = time.perf_counter(), _children_cpu_s()
        second = run(command(folder, out))
        taken_s.append(time.perf_counter() - began)
        slowest_cpu_s = max(slowest_cpu_s, _children_cpu_s() - began_cpu_s)
        n_refused += second.returncode == 75
        n_named += f"процесс {first.pid}" in second.stderr
        first.communicate()
        n_mixed += tree(out) != expected
        shutil.rmtree(out)
    found = f"{n_refused} refused, {n_named} named the holder, {n_mixed} mixed; median {median(taken_s):.2f} s, "
    found += f"slowest {max(taken_s):.2f} s, of the processor {slowest_cpu_s:.2f} s"
    is_met = n_refused == n_named == args.n_doubles and max(taken_s) < 1 and not n_mixed
    yield Result(f"two runs at once, {args.n_doubles} times", "second refused < 1 s, nothing mixed", found, is_met)


def _children_cpu_s() -> float:
    """Processor time of the children that have been waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@contextmanager
def small_disk(path: Path, size_kib: int) -> Iterator[Callable[[int], None]]:
    """A tmpfs of a size in KiB; yields what changes its size."""

    def resize(kib: int) -> None:
        subprocess.run(["mount", "-o", f"remount,size={kib}k", str(path)], check=True)

    path.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size_kib}k", "tmpfs", str(path)], check=True)
    try:
        yield resize
    finally:
        subprocess.run(["umount", str(path)], check=True)


def measure_full_disks(room: Path, args: argparse.Namespace) -> Iterator[Result]:
    """The disk fills at ten levels of what the run needs; then there is room again."""
    folder = room / "in"
    make_folder(folder, 200)
    n_right = n_torn = n_left = n_resumed = n_all = 0
    for format_name in ("txt", "csv"):
        flags = ("--format", format_name)
        run(command(folder, room / format_name, *flags))
        expected = tree(room / format_name)
        need_kib = sum(-(-len(data) // 4096) * 4 for data in expected.values())
        for level in range(args.n_levels):
            n_all += 1
            size_kib = max(8, need_kib * level // args.n_levels // 4 * 4)
            with small_disk(room / "disk", size_kib) as resize:
                out = room / "disk"  # as near to the folder as the other: records tell the way there
                done = run(command(folder, out, *flags))
                n_right += (
                    done.returncode == 1 and "на диске нет места" in done.stderr and "Traceback" not in done.stderr
                )
                found = tree(out)
                n_left += sum(name.endswith(PARTIAL) for name in found)
                n_torn += sum(not line.endswith(b"\n") for line in found.get(JOURNAL, b"").splitlines(keepends=True))
                n_torn += sum(
                    data != expected[name]
                    for name, data in found.items()
                    if not name.endswith((JOURNAL, PARTIAL, LOCK))
                )
                resize(need_kib * 4 + 1024)
                n_resumed += run(command(folder, out, *flags)).returncode == 0 and tree(out) == expected
    found_text = f"{n_right} of {n_all} exit 1 with the reason, {n_torn} torn, {n_left} half files, "
    found_text += f"{n_resumed} resumed byte-equal"
    is_met = n_right == n_resumed == n_all and not n_torn and not n_left
    yield Result(
        f"disk full at {args.n_levels} levels, txt and csv", "no torn record, exit 1, resume right", found_text, is_met
    )
