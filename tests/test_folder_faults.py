"""Signals, locks, full disks and exhausted memory; the slow versions of these stand in benchmarks/faults.py."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from summarizer import Summarizer
from summarizer.cli import main
from summarizer.engines import Draft, Request
from summarizer.engines.extract import ExtractEngine
from summarizer.errors import BusyError, InputError, ModelError, OutputError
from summarizer.folder import ASIDE, JOURNAL, FolderLock, FolderRun, Outcome, Record, RunOptions, find_inputs
from summarizer.folder.ahead import Ahead
from summarizer.folder.fence import N_ALIKE
from summarizer.folder.lock import LOCK
from summarizer.folder.stamps import stamp
from summarizer.folder.step import MAX_WINDOW_TEXTS
from summarizer.folder.stopping import Stopped, Stopping
from summarizer.folder.writing import PARTIAL
from tests.scripted import ScriptedEngine, first_sentence
from tests.test_sparing import Starving
from tests.texts import NEWS, TALE, TWELVE

Capture = pytest.CaptureFixture[str]
posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


def make_folder(folder: Path, n_files: int, n_times: int = 1) -> Path:
    folder.mkdir()
    for i in range(n_files):
        (folder / f"{i:03}.txt").write_text(f"Номер {i}. " + TALE * n_times, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files old enough for their stamps to be trusted: then two journals of them are equal."""
    folder = make_folder(tmp_path_factory.mktemp("settled") / "in", 80)
    while not all(stamp(path)[1] for path in folder.iterdir()):
        time.sleep(0.1)
    return folder


@pytest.fixture(scope="module")
def wholes(settled: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """What an undisturbed run leaves, by the name of the format."""
    room = tmp_path_factory.mktemp("wholes")  # as far from the inputs as a test's own folder: records tell the way
    made = {name: room / name for name in ("txt", "csv", "jsonl")}
    assert [main(arguments(settled, out, "--format", name)) for name, out in made.items()] == [0, 0, 0]
    return {name: tree(out) for name, out in made.items()}


def arguments(folder: Path, out: Path, *flags: str) -> list[str]:
    return ["run", str(folder), "-o", str(out), "--model", "extract", *flags]


def command(folder: Path, out: Path, *flags: str) -> list[str]:
    return [sys.executable, "-m", "summarizer", *arguments(folder, out, *flags)]


def start(words: Sequence[str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for(path: Path, n_lines: int = 0) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and not (path.exists() and path.read_bytes().count(b"\n") >= n_lines):
        time.sleep(0.01)


def tree(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def run(folder: Path, out: Path, engine: ScriptedEngine | ExtractEngine) -> dict[str, Outcome]:
    folder_run = FolderRun(find_inputs([folder], out), engine.traits.name, run_options=RunOptions(out))
    return {outcome.name: outcome for outcome in folder_run.run(lambda: Summarizer(engine))}


@posix
def test_killed_runs_lose_double_and_tear_nothing(
    settled: Path, wholes: dict[str, dict[str, bytes]], tmp_path: Path
) -> None:
    folder, whole = settled, wholes["txt"]
    out, known = tmp_path / "out", set[str]()
    for delay_s in (0.02, 0.05, 0.1):
        process = start(command(folder, out))
        wait_for(out / JOURNAL, len(known) + 1)
        time.sleep(delay_s)
        process.kill()
        process.communicate()
        records = (out / JOURNAL).read_bytes().splitlines(keepends=True)
        found = [Record.from_json(one).path for one in records if one.endswith(b"\n")]
        assert known <= set(found) and len(found) == len(set(found))
        known = set(found)
        assert known
        for path in out.rglob("*.txt"):
            assert path.read_bytes() == whole[path.relative_to(out).as_posix()]
    assert main(arguments(folder, out)) == 0
    assert tree(out) == whole


@posix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signal_keeps_what_is_finished_and_says_how_to_go_on(tmp_path: Path, number: int, code: int) -> None:
    folder, out = make_folder(tmp_path / "in", 400), tmp_path / "out"
    process = start(command(folder, out))
    wait_for(out / "000.txt.txt")
    process.send_signal(number)
    _, said = process.communicate(timeout=120)
    assert process.returncode == code
    assert f"run {folder} -o {out} --model extract" in said and "Traceback" not in said
    names = set(tree(out))
    assert PARTIAL not in names and LOCK not in names
    records = [Record.from_json(line) for line in (out / JOURNAL).read_bytes().splitlines()]
    assert 1 <= len(records) < 400 and {f"{record.path}.txt" for record in records} == names - {JOURNAL}


@posix
def test_signal_that_another_error_took_the_place_of_is_told(capfd: Capture) -> None:
    """As an import in C does: what it met in the module below, it tells of by an ImportError."""
    with pytest.raises(Stopped) as raised, Stopping("farewell"):
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(60)
        except KeyboardInterrupt:
            raise ImportError("numpy failed to import") from None
    assert raised.value.exit_code == 143 and capfd.readouterr().err == "\nfarewell\n"


@posix
def test_batch_that_takes_too_long_is_dropped(tmp_path: Path) -> None:
    folder, out = make_folder(tmp_path / "in", 4, n_times=12000), tmp_path / "out"
    process = start(command(folder, out))
    wait_for(out / JOURNAL)
    time.sleep(0.5)
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 143 and "Продолжить" in said
    assert (out / JOURNAL).read_bytes() == b""  # it did not wait for the end of the batch


WITHOUT_END = """
import sys, threading
from pathlib import Path
from summarizer import Summarizer
from summarizer.folder import FolderRun, RunOptions, find_inputs, stopping
from tests.scripted import ScriptedEngine

def forever(request):
    print("at work", flush=True)
    threading.Event().wait()

stopping.GRACE_S = 86400.0
folder, out = map(Path, sys.argv[1:])
with stopping.Stopping("farewell") as asked:
    run = FolderRun(find_inputs([folder], out), "scripted", run_options=RunOptions(out), stopping=asked)
    list(run.run(lambda: Summarizer(ScriptedEngine(forever))))
"""


@posix
def test_second_signal_waits_for_neither_the_text_nor_the_grace(tmp_path: Path) -> None:
    folder, out = make_folder(tmp_path / "in", 1), tmp_path / "out"
    process = start([sys.executable, "-c", WITHOUT_END, str(folder), str(out)])
    assert process.stdout and process.stderr and process.stdout.readline() == "at work\n"
    try:
        process.send_signal(signal.SIGINT)
        assert process.stderr.readline() == "\n" and process.stderr.readline().startswith("Останавливаюсь")
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=120)
    finally:
        process.kill()
    assert process.returncode == 130 and said == "\nfarewell\n"
    assert (out / JOURNAL).read_bytes() == b"" and not (out / LOCK).exists()


@posix
def test_second_run_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    folder, out = make_folder(tmp_path / "in", 40, n_times=3), tmp_path / "out"
    first = start(command(folder, out))
    wait_for(out / JOURNAL)
    first.send_signal(signal.SIGSTOP)  # so that it is still at work, however long the second takes to start
    second = subprocess.run(command(folder, out), check=False, capture_output=True, text=True)
    first.send_signal(signal.SIGCONT)
    assert second.returncode == 75 and f"процесс {first.pid}, начат 2" in second.stderr
    first.communicate(timeout=240)
    assert first.returncode == 0 and len((out / JOURNAL).read_bytes().splitlines()) == 40


def test_lock_is_free_after_its_holder_whatever_it_left(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_text("{torn")
    with FolderLock(tmp_path), pytest.raises(BusyError, match=f"процесс {os.getpid()}"), FolderLock(tmp_path):
        pass
    with FolderLock(tmp_path) as lock:
        lock.check()
    assert not (tmp_path / LOCK).exists()


def test_vanished_folder_of_results_stops_the_run(tmp_path: Path) -> None:
    folder, out = make_folder(tmp_path / "in", MAX_WINDOW_TEXTS + 6), tmp_path / "out"
    engine = ScriptedEngine()

    def move_out(request: Request) -> list[Draft]:
        if out.exists() and len(engine.requests) > MAX_WINDOW_TEXTS:
            out.rename(tmp_path / "moved")
        return first_sentence(request)

    engine.script = move_out
    with pytest.raises(OutputError, match="исчезла"):
        run(folder, out, engine)
    assert len((tmp_path / "moved" / JOURNAL).read_bytes().splitlines()) == MAX_WINDOW_TEXTS and not out.exists()


@posix
@pytest.mark.parametrize(
    ("room_bytes", "format_name"), [(0, "txt"), (60, "txt"), (700, "csv"), (30_000, "csv"), (90_000, "jsonl")]
)
def test_full_disk_tears_nothing_and_the_run_goes_on_later(
    settled: Path, wholes: dict[str, dict[str, bytes]], tmp_path: Path, room_bytes: int, format_name: str
) -> None:
    """The limit of a file's size stands for a full disk: a write that reaches it is cut, the next one fails."""
    whole, out = wholes[format_name], tmp_path / "out"
    words = arguments(settled, out, "--format", format_name)
    code = (
        f"import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({room_bytes},) * 2);"
        "from summarizer.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], check=False, capture_output=True, text=True)
    assert done.returncode == 1 and "Не удаётся записать" in done.stderr and "Traceback" not in done.stderr
    assert "summarizer run" in done.stderr
    for name, data in tree(out).items():
        if name == JOURNAL:
            assert [Record.from_json(one) for one in data.splitlines()] or not data
            assert not data or data.endswith(b"\n")
        else:
            assert data == whole[name]
    assert main(words) == 0
    assert tree(out) == whole


@posix
def test_full_disk_behind_stdout_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    line = f"{sys.executable} -m summarizer run {tmp_path / 'a.txt'} --model extract > /dev/full"
    done = subprocess.run(line, shell=True, check=False, capture_output=True, text=True)
    assert done.returncode == 1 and "на диске нет места" in done.stderr
    assert "Traceback" not in done.stderr and "Exception ignored" not in done.stderr


def test_text_that_never_fits_fails_alone(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "in", 20)
    (folder / "007.txt").write_text("Этот ненасытный текст не поместится. " * 20, encoding="utf-8")
    outcomes = run(folder, tmp_path / "out", Starving(4))
    assert [name for name, outcome in outcomes.items() if outcome.status != "done"] == ["007.txt"]
    assert "не помещается в память даже один" in outcomes["007.txt"].reason


def test_error_that_nobody_foresaw_fails_its_text_only(tmp_path: Path) -> None:
    def script(request: Request) -> list[Draft]:
        if "Номер 7." in request.source:
            raise KeyError("сюрприз")
        return first_sentence(request)

    outcomes = run(make_folder(tmp_path / "in", 20), tmp_path / "out", ScriptedEngine(script))
    assert [name for name, outcome in outcomes.items() if outcome.status == "failed"] == ["007.txt"]
    assert "KeyError" in outcomes["007.txt"].reason and "--debug" in outcomes["007.txt"].reason


def failing(error: Exception, marks: str) -> ScriptedEngine:
    """An engine that raises the error for the texts that begin with one of the numbers."""

    def script(request: Request) -> list[Draft]:
        if any(request.source.startswith(f"Номер {mark}.") for mark in marks.split()):
            raise error
        return first_sentence(request)

    return ScriptedEngine(script)


def test_next_run_tries_by_itself_what_the_input_did_not_cause(tmp_path: Path) -> None:
    folder, out = make_folder(tmp_path / "in", 5), tmp_path / "out"
    (folder / "002.txt").write_text("Номер 1. " + TALE, encoding="utf-8")  # equal to another
    run(folder, out, failing(RuntimeError("CUDA driver shut down"), "1 3"))
    outcomes = run(folder, out, failing(InputError("кусок не помещается"), "3"))
    assert [name for name, outcome in outcomes.items() if not outcome.is_kept] == ["001.txt", "002.txt", "003.txt"]
    assert [name for name, outcome in outcomes.items() if outcome.status == "failed"] == ["003.txt"]
    assert all(outcome.is_kept for outcome in run(folder, out, ScriptedEngine()).values())


def test_summary_is_not_given_up_for_an_inner_error(tmp_path: Path) -> None:
    folder, out = make_folder(tmp_path / "in", 2), tmp_path / "out"
    run(folder, out, ScriptedEngine())
    before = tree(out)
    (folder / "001.txt").write_text("Номер 7. " + TALE, encoding="utf-8")
    assert run(folder, out, failing(RuntimeError("CUDA"), "7"))["001.txt"].status == "failed"
    assert tree(out) == before
    run(folder, out, ScriptedEngine())
    assert "Номер 7" in (out / "001.txt.txt").read_text("utf-8")


def test_model_that_fails_on_every_text_ends_the_run(tmp_path: Path) -> None:
    folder, out = make_folder(tmp_path / "in", 60), tmp_path / "out"
    (folder / "005.txt").write_text("Коротко.", encoding="utf-8")  # needs no model
    n_good = 3

    def script(request: Request) -> list[Draft]:
        if len(engine.requests) > n_good:
            raise RuntimeError("CUDA driver shut down")
        return first_sentence(request)

    engine = ScriptedEngine(script)
    with pytest.raises(ModelError, match=r"5 текстах подряд.*RuntimeError: CUDA driver shut down"):
        run(folder, out, engine)
    assert len(engine.requests) < MAX_WINDOW_TEXTS + 2 * N_ALIKE
    assert {outcome.status for outcome in run(folder, out, ScriptedEngine()).values()} == {"done"}


def test_texts_that_break_the_program_one_after_another_do_not_keep_others_from_their_summary(tmp_path: Path) -> None:
    engine = failing(IndexError("list index out of range"), " ".join(map(str, range(3 * N_ALIKE))))
    outcomes = run(make_folder(tmp_path / "in", 4 * N_ALIKE), tmp_path / "out", engine)
    statuses = [outcome.status for outcome in outcomes.values()]
    assert statuses == ["failed"] * 3 * N_ALIKE + ["done"] * N_ALIKE


def test_model_that_is_damaged_ends_the_run(tmp_path: Path) -> None:
    def script(request: Request) -> list[Draft]:
        raise ModelError("Веса повреждены")

    with pytest.raises(ModelError):
        run(make_folder(tmp_path / "in", 3), tmp_path / "out", ScriptedEngine(script))
    assert (tmp_path / "out" / JOURNAL).read_bytes() == b""


def test_unforeseen_error_at_the_door_is_a_sentence_and_a_traceback_with_debug(tmp_path: Path, capfd: Capture) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NEWS, encoding="utf-8")
    arguments = ["run", str(path), "-o", "\0", "--model", "extract"]  # a name that no system takes
    assert main(arguments) == 1
    said = capfd.readouterr().err
    assert "непредвиденная ошибка (ValueError" in said and "Traceback" not in said
    assert main([*arguments, "--debug"]) == 1
    assert "Traceback" in capfd.readouterr().err


def test_ahead_passes_errors_on_and_stops_its_maker() -> None:
    made: list[int] = []

    def numbers(n: int) -> "Sequence[int] | object":
        for i in range(n):
            made.append(i)
            yield i
        raise InputError("конец")

    with pytest.raises(InputError, match="конец"):
        list(Ahead(numbers(3)))  # type: ignore[arg-type]
    for _ in Ahead(numbers(1000)):  # type: ignore[arg-type]
        break
    time.sleep(0.1)
    assert len(made) < 10


@posix
def test_long_run_over_the_twelve_texts_equals_the_library(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for i, text in enumerate(TWELVE):
        (folder / f"{i:02}.txt").write_text(text, encoding="utf-8")
    run(folder, tmp_path / "out", ExtractEngine())
    records = [Record.from_json(line) for line in (tmp_path / "out" / JOURNAL).read_bytes().splitlines()]
    assert [r.summary for r in records] == [s.text for s in Summarizer.load("extract").summarize_many(TWELVE)]


def test_name_that_leads_out_is_a_record_where_nothing_lies_beside_it() -> None:
    """As of an archive's member that is refused for its name."""
    refused = Record("архив/../../evil.txt", "", "failed", "имя ведёт наружу")
    assert Record.from_json(refused.to_line()) == refused
    with pytest.raises(ValueError, match="не запись"):
        Record.from_json(replace(refused, status="done").to_line())


@pytest.mark.parametrize(
    "wrong",
    [{"status": "wat"}, {"status": []}, {"findings": 5}, {"findings": [5]}, {"findings": [{"kind": "x"}]},
     {"coverage": "много"}, {"coverage": True}, {"coverage": 7}, {"summary": None}, {"headline": 3}, {"path": 5},
     {"path": "../../x"}, {"path": "/x"}, {"path": ""}, {"path": "\ud800"}, {"sha256": "ё"}, {"text_sha256": 7},
     {"stamp": None}, {"origin": 7}, {"evidence": {}}, {"cells": []}, {"cells": {"a": 1}}, {"n_repairs": "1"},
     {"settings": {}}, {"settings": {"model": 1, "model_version": "", "cleaner": "", "options": {}}}],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("format_name", ["md", "csv"])
def test_line_that_is_no_record_inside_is_set_aside_and_done_anew(
    wrong: dict[str, object], format_name: str, tmp_path: Path, capfd: Capture
) -> None:
    folder, out = make_folder(tmp_path / "in", 2), tmp_path / "out"
    line = ["run", str(folder), "-o", str(out), "--model", "extract", "--format", format_name, "--faithful", "off"]
    assert main(line) == 0
    good = (out / JOURNAL).read_bytes()
    first, second = good.splitlines(keepends=True)
    bad = json.dumps({**json.loads(second), **wrong}).encode() + b"\n"
    (out / JOURNAL).write_bytes(first + bad)
    assert main(line) == 0
    assert (out / ASIDE).read_bytes() == bad and "непонятных строк" in capfd.readouterr().err
    paths = [Record.from_json(one).path for one in (out / JOURNAL).read_bytes().splitlines()]
    assert paths == ["000.txt", "001.txt"]
