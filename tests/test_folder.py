import csv
import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from summarizer import Summarizer, SummaryOptions
from summarizer.cli import main
from summarizer.engines.extract import ExtractEngine
from summarizer.errors import OutputError
from summarizer.folder import ASIDE, JOURNAL, FolderRun, Names, Outcome, Record, RunOptions, Settings, Step, find_inputs
from summarizer.folder.outputs import to_markdown, to_text
from summarizer.folder.pace import Pace
from summarizer.folder.stamps import stamp
from summarizer.folder.table import csv_row
from tests.documents import docx, paragraph
from tests.scripted import ScriptedEngine
from tests.texts import LONG, NEWS, QUOTES, REPORT

FILES = {"b.txt": NEWS, "a/x.md": QUOTES, "a/x.txt": REPORT, "a/y/пустой.txt": " \n", "снимок.txt": "\x00\x01PNG"}
STATUSES = {
    "b.txt": "done", "a/x.md": "done", "a/x.txt": "done", "a/y/пустой.txt": "skipped",
    "снимок.txt": "failed", "прочее.xyz": "skipped",
}  # fmt: skip

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "тексты"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "прочее.xyz").write_text("не текст")
    return root


def journal(out: Path) -> dict[str, Record]:
    """The records by path; each path has one line."""
    lines = (out / JOURNAL).read_text("utf-8").splitlines()
    records = {record.path: record for record in map(Record.from_json, lines)}
    assert len(records) == len(lines)
    return records


def folder_run(folder: Path, out: Path | None, model: str, **chosen: object) -> FolderRun:
    options = SummaryOptions(length=chosen.pop("length", "medium"))  # type: ignore[arg-type]
    return FolderRun(find_inputs([folder], out), model, options, RunOptions(out, **chosen))  # type: ignore[arg-type]


def run(folder: Path, out: Path | None, engine: ScriptedEngine | None = None, **chosen: object) -> list[Outcome]:
    used = engine or ExtractEngine()
    return list(folder_run(folder, out, used.traits.name, **chosen).run(lambda: Summarizer(used)))


def plan(folder: Path, out: Path, **chosen: object) -> dict[str, Step]:
    return {step.name: step for step in folder_run(folder, out, "scripted", **chosen).plan()}


def kept(outcomes: list[Outcome]) -> list[str]:
    return [outcome.name for outcome in outcomes if outcome.is_kept and outcome.status == "done"]


def test_each_input_has_one_record_with_its_status(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    outcomes = run(folder, out)
    assert {outcome.name: outcome.status for outcome in outcomes} == STATUSES
    assert {record.path: record.status for record in journal(out).values()} == STATUSES
    assert all(record.reason for record in journal(out).values() if record.status != "done")


def test_second_run_does_only_what_changed(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out, ScriptedEngine())
    (folder / "b.txt").write_text(NEWS.replace("Тулы", "Орла"), encoding="utf-8")
    engine = ScriptedEngine()
    assert kept(run(folder, out, engine)) == ["a/x.md", "a/x.txt"]
    assert len(engine.requests) == 1 and "Орла" in engine.requests[0].source
    assert {path: record.status for path, record in journal(out).items()} == STATUSES
    assert "Орла" in journal(out)["b.txt"].summary and "Орла" in (out / "b.txt.txt").read_text("utf-8")


def test_change_that_keeps_size_and_mtime_is_seen(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    long_ago = time.time() - 1000
    os.utime(folder / "b.txt", (long_ago, long_ago))
    while not stamp(folder / "b.txt")[1]:  # until it may be trusted
        time.sleep(0.1)
    run(folder, out, ScriptedEngine())
    assert journal(out)["b.txt"].stamp
    (folder / "b.txt").write_text(NEWS.replace("Тулы", "Уфы."), encoding="utf-8")
    os.utime(folder / "b.txt", (long_ago, long_ago))
    assert "b.txt" not in kept(run(folder, out, ScriptedEngine()))
    os.chmod(folder / "a/x.md", 0o600)  # another stamp, the same content
    assert "a/x.md" in kept(run(folder, out, ScriptedEngine()))


def test_nothing_to_do_loads_no_model(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "out", ScriptedEngine())

    def load() -> Summarizer:
        raise AssertionError("loaded")

    outcomes = list(folder_run(folder, tmp_path / "out", "scripted").run(load))
    assert all(outcome.is_kept for outcome in outcomes)


@pytest.mark.parametrize("chosen", [{"length": "short"}, {"model_version": "2"}, {"encoding": "utf-8"}])
def test_other_settings_are_done_again(folder: Path, tmp_path: Path, chosen: dict[str, object]) -> None:
    run(folder, tmp_path / "out", ScriptedEngine())
    assert not kept(run(folder, tmp_path / "out", ScriptedEngine(), **chosen))
    assert kept(run(folder, tmp_path / "out", ScriptedEngine(), **chosen))


def test_other_model_is_done_again(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "out", ScriptedEngine())
    assert not kept(run(folder, tmp_path / "out"))


def test_torn_last_line_is_done_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out)
    whole = (out / JOURNAL).read_bytes()
    (out / JOURNAL).write_bytes(whole[: whole.index(b"\n") + 30])
    assert sum(outcome.is_kept for outcome in run(folder, out)) == 1
    assert (out / JOURNAL).read_bytes() == whole


def test_damaged_line_in_the_middle_is_done_again_and_said(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out)
    lines = (out / JOURNAL).read_bytes().splitlines(keepends=True)
    (out / JOURNAL).write_bytes(lines[0] + b"\0" * 50 + b"\n" + b"".join(lines[2:]))
    again = folder_run(folder, out, "extract")
    assert sum(not outcome.is_kept for outcome in again.run(lambda: Summarizer(ExtractEngine()))) == 1
    assert again.n_damaged == 1
    assert (out / ASIDE).read_bytes() == b"\0" * 50 + b"\n"
    assert sorted((out / JOURNAL).read_bytes().splitlines(keepends=True)) == sorted(lines)


def test_last_lines_of_a_later_version_are_put_aside_and_said(folder: Path, tmp_path: Path, capfd: Capture) -> None:
    out = tmp_path / "out"
    run(folder, out)
    lines = (out / JOURNAL).read_bytes().splitlines(keepends=True)
    later = [line.replace(b'{"path"', b'{"later": 1, "path"') for line in lines[-2:]]
    (out / JOURNAL).write_bytes(b"".join([*lines[:-2], *later]))
    main(["run", str(folder), "-o", str(out), "--model", "extract", "--dry-run"])
    assert "непонятных строк (повреждены или из более новой версии программы): 2" in capfd.readouterr().err
    assert not (out / ASIDE).exists()
    main(["run", str(folder), "-o", str(out), "--model", "extract"])
    assert (
        "строк (повреждены или из более новой версии программы): 2; рефераты этих файлов составляются заново, "
        f"а сами строки сохраняются в {out / ASIDE}" in capfd.readouterr().err
    )
    assert (out / ASIDE).read_bytes() == b"".join(later) and set(journal(out)) == set(STATUSES)


@pytest.mark.parametrize("foreign", ['{"id": 1, "text": "мой корпус"}\n', "мои заметки\n", '{"path": 1}\n'])
def test_journal_that_is_not_ours_is_left_alone(folder: Path, tmp_path: Path, foreign: str, capfd: Capture) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / JOURNAL).write_text(foreign, encoding="utf-8")
    assert main(["run", str(folder), "-o", str(out), "--model", "extract"]) == 1
    assert capfd.readouterr().err.startswith(f"summarizer: {out / JOURNAL} — не журнал этой программы")
    assert (out / JOURNAL).read_text("utf-8") == foreign


def test_failed_is_tried_again_only_when_asked(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out)
    assert all(outcome.is_kept for outcome in run(folder, out))
    again = [outcome.name for outcome in run(folder, out, has_retry=True) if not outcome.is_kept]
    assert again == ["снимок.txt"]


def test_equal_texts_are_summarized_once(tmp_path: Path) -> None:
    folder, out = tmp_path / "тексты", tmp_path / "out"
    folder.mkdir()
    for i in range(40):  # more than a window
        (folder / f"{i:02}.txt").write_text(NEWS, encoding="cp1251" if i % 2 else "utf-8")
    engine = ScriptedEngine()
    run(folder, out, engine)
    assert len(engine.requests) == 1
    records = journal(out)
    assert len(records) == 40 and len({record.summary for record in records.values()}) == 1
    assert {record.encoding for record in records.values()} == {"utf-8", "cp1251"}


def test_renamed_file_costs_nothing_and_the_old_name_is_said(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out, ScriptedEngine())
    (folder / "b.txt").rename(folder / "c.txt")
    engine = ScriptedEngine()
    again = folder_run(folder, out, "scripted")
    list(again.run(lambda: Summarizer(engine)))
    assert not engine.requests and journal(out)["c.txt"].summary == journal(out)["b.txt"].summary
    assert again.vanished.unnamed == Names(1, ["b.txt"])


def test_plan_says_what_and_why_and_writes_nothing(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert {step.why for step in plan(folder, out).values() if step.is_text} == {"новый"}
    assert not out.exists()
    run(folder, out, ScriptedEngine())
    before = (out / JOURNAL).read_bytes()
    (folder / "b.txt").write_text(NEWS.replace("Тулы", "Орла"), encoding="utf-8")
    steps = plan(folder, out)
    assert (steps["b.txt"].why, steps["a/x.md"].action) == ("изменился", "keep")
    assert plan(folder, out, length="short")["a/x.md"].why == "length: medium → short"
    assert plan(folder, out, has_retry=True)["снимок.txt"].why == "прежде не вышло"
    assert (out / JOURNAL).read_bytes() == before


def test_missing_result_file_is_made_again_from_the_journal(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out, ScriptedEngine())
    text = (out / "b.txt.txt").read_bytes()
    (out / "b.txt.txt").unlink()
    engine = ScriptedEngine()
    run(folder, out, engine)
    assert (out / "b.txt.txt").read_bytes() == text and not engine.requests


def test_summary_that_no_longer_holds_is_removed(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out, format_name="md")
    run(folder, out)
    assert (out / "b.txt.md").exists() and (out / "b.txt.txt").exists()
    (folder / "b.txt").write_text(" ", encoding="utf-8")
    run(folder, out)
    assert not (out / "b.txt.md").exists() and not (out / "b.txt.txt").exists()
    assert journal(out)["b.txt"].status == "skipped"


def test_file_that_no_record_claims_is_left_and_the_summary_lies_beside_it(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name in ("b.txt.txt", "b.txt.md"):
        (out / name).write_text("моё", encoding="utf-8")
    for text in (NEWS, NEWS.replace("Тулы", "Орла"), " "):
        (folder / "b.txt").write_text(text, encoding="utf-8")
        run(folder, out)
        [*beside] = out.glob("b.txt~*.txt")
        assert [path.read_text("utf-8") for path in beside] == [journal(out)["b.txt"].summary + "\n"] * bool(
            text.strip()
        )
    assert {(out / name).read_text("utf-8") for name in ("b.txt.txt", "b.txt.md")} == {"моё"}


def test_summary_that_a_killed_run_wrote_without_its_record_is_known_again(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "out")
    (tmp_path / "out" / JOURNAL).unlink()
    run(folder, tmp_path / "out")
    assert not list(tmp_path.rglob("*~*"))


def test_table_that_is_not_ours_is_left_alone(folder: Path, tmp_path: Path, capfd: Capture) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "summaries.csv").write_text("id,text\n", encoding="utf-8")
    run(folder, out)
    assert main(["run", str(folder), "-o", str(out), "--model", "extract", "--format", "csv"]) == 1
    assert "не таблица этой программы" in capfd.readouterr().err
    assert (out / "summaries.csv").read_text("utf-8") == "id,text\n"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights of POSIX")
def test_summary_that_cannot_be_removed_ends_the_run(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out)
    before = journal(out)["a/x.md"]
    (folder / "a" / "x.md").write_text(" ", encoding="utf-8")
    with frozen(out / "a"), pytest.raises(OutputError, match=r"x\.md\.txt: нет права на запись"):
        run(folder, out)
    assert journal(out)["a/x.md"] == before
    run(folder, out)
    assert journal(out)["a/x.md"].status == "skipped" and not (out / "a" / "x.md.txt").exists()


@contextmanager
def frozen(place: Path) -> Iterator[None]:
    """A folder in which nothing can be removed, for root too."""
    close, reopen = (["chattr", "+a"], ["chattr", "-a"]) if not os.geteuid() else (["chmod", "a-w"], ["chmod", "u+w"])
    if subprocess.run([*close, place], check=False, capture_output=True).returncode:
        pytest.skip("root, on a file system without attributes")
    try:
        yield
    finally:
        subprocess.run([*reopen, place], check=True)


def test_summary_of_a_file_that_cannot_be_read_now_is_not_given_up(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out)
    (folder / "b.txt").unlink()
    (folder / "b.txt").symlink_to("нет-такого.txt")
    [outcome] = [outcome for outcome in run(folder, out) if outcome.name == "b.txt"]
    assert outcome.status == "skipped" and "в никуда" in outcome.reason
    assert journal(out)["b.txt"].status == "done" and (out / "b.txt.txt").exists()


def test_slow_model_gets_small_batches_and_a_quick_one_large() -> None:
    record = Record("a.txt", "1", "done")
    window = [Step(f"{i}", "summarize", record=record) for i in range(100)]
    window[3:3] = [Step("kept", "keep")] * 5
    sizes = [sum(step.is_text for step in part) for part in Pace().parts(window)]
    assert sizes == [1, 64, 35]
    slow = Pace()
    slow._learn(1, 100.0)
    assert [sum(step.is_text for step in part) for part in slow.parts(window[:1])] == [1]
    slow._learn(2, 20.0)
    parts = list(slow.parts(window))
    assert [step.name for part in parts for step in part] == [step.name for step in window]
    assert sum(step.is_text for step in parts[0]) == 3


def test_command_mirrors_the_tree_and_says_what_failed(folder: Path, tmp_path: Path, capfd: Capture) -> None:
    out = tmp_path / "out"
    assert main(["run", str(folder), "-o", str(out), "--model", "extract"]) == 3
    captured = capfd.readouterr()
    found = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert found == {"b.txt.txt", "a/x.md.txt", "a/x.txt.txt", JOURNAL}
    assert captured.out == ""
    assert captured.err.count("снимок.txt") == 1 and captured.err.count("прочее.xyz") == 1
    assert "готово 3, пропущено 2, не вышло 1" in captured.err
    assert "время: " in captured.err and "очистка и проверка" in captured.err and "док/" in captured.err


def test_command_without_out_prints_summaries_only(folder: Path, capfd: Capture) -> None:
    assert main(["run", str(folder), "--model", "extract"]) == 3
    captured = capfd.readouterr()
    assert [line for line in captured.out.splitlines() if line.startswith("==")] == [
        "== b.txt ==", "== a/x.md ==", "== a/x.txt ==",
    ]  # fmt: skip
    assert "снимок.txt" in captured.err and "снимок.txt" not in captured.out


def test_single_input_without_a_summary_says_why_on_stderr(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "a.txt").write_text(" ")
    line = ["run", str(tmp_path / "a.txt"), "--model", "extract"]
    assert main(line) == 3
    captured = capfd.readouterr()
    assert captured.out == "" and "ни одного предложения" in captured.err
    kept = [*line, "-o", str(tmp_path / "out")]
    assert [main(kept), main(kept), main(["run", str(tmp_path), *line[2:]])] == [3, 3, 0]
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    assert [main(kept), main(kept), main([*line, "--max-source-chars", "9"])] == [0, 0, 3]
    assert "увеличьте предел (--max-source-chars)" in capfd.readouterr().err


def test_jsonl_on_the_screen_has_a_record_for_each_input(folder: Path, capfd: Capture) -> None:
    main(["run", str(folder), "--model", "extract", "--format", "jsonl"])
    records = [Record.from_json(line) for line in capfd.readouterr().out.splitlines()]
    assert {record.path: record.status for record in records} == STATUSES


def test_table_opens_in_a_russian_spreadsheet(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    line = ["run", str(tmp_path / "a.txt"), "-o", str(out), "--format", "csv", "--model", "extract"]
    assert main(line) == 0
    table = out / "summaries.csv"
    [row] = csv.DictReader(table.read_text("utf-8-sig").splitlines(), delimiter=";")
    assert row["coverage"] == "1,0"
    table.write_text("\ufeffpath,title,status,reason,summary\r\n", encoding="utf-8")  # as another program saved it
    assert main(line) == 1 and "a.txt" not in table.read_text("utf-8")


@pytest.mark.parametrize("format_name", ["txt", "md"])
def test_summary_that_a_person_edited_is_not_replaced(tmp_path: Path, capfd: Capture, format_name: str) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(NEWS.replace("№ 18", name), encoding="utf-8")
    out, edited = tmp_path / "out", tmp_path / "out" / f"a.txt.{format_name}"
    line = ["run", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "-o", str(out), "--model", "extract"]
    line += ["--format", format_name]
    assert main(line) == 0
    edited.write_text("Мой реферат.\n", encoding="utf-8")
    assert main(line) == 0 and main([*line, "--title"]) == 3
    assert edited.read_text("utf-8") == "Мой реферат.\n" and journal(out)["b.txt"].headline
    assert f"a.txt: реферат {edited} изменён не программой: переименуйте или удалите его" in capfd.readouterr().err
    edited.rename(out / "мой.txt")
    assert main([*line, "--title"]) == 0 and journal(out)["a.txt"].headline and edited.exists()


def test_file_that_a_killed_run_left_is_not_taken_for_an_edited_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    out = tmp_path / "out"
    line = ["run", str(tmp_path / "a.txt"), "-o", str(out), "--model", "extract"]
    assert main(line) == 0
    before = (out / JOURNAL).read_bytes()
    assert main([*line, "--title"]) == 0
    (out / JOURNAL).write_bytes(before)  # it was killed between the file and the journal
    assert main([*line, "--title"]) == 0


def test_reason_why_there_is_no_summary_is_told_once(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "a.txt").write_text(" ", encoding="utf-8")
    for paths in (["a.txt"], ["a.txt", "a.txt"]):
        main(["run", *(str(tmp_path / path) for path in paths), "--model", "extract"])
        assert capfd.readouterr().err.count("нет ни одного предложения") == 1


def test_table_that_a_person_edited_is_left_and_told(tmp_path: Path, capfd: Capture) -> None:
    out, texts = tmp_path / "out", tmp_path / "in"
    line = ["run", str(texts), "-o", str(out), "--format", "csv", "--model", "extract"]
    texts.mkdir()
    for i in range(3):
        (texts / f"{i}.txt").write_text(NEWS.replace("№ 18", f"№ {i}"), encoding="utf-8")
        assert main(line) == 0
    table = out / "summaries.csv"
    assert table.read_text("utf-8").count("\n") == 4 and "изменена" not in capfd.readouterr().err
    table.write_text(table.read_text("utf-8") + "моё;;;;;;;;;\n", encoding="utf-8")
    saved_ns = (out / JOURNAL).stat().st_mtime_ns + 60_000_000_000
    os.utime(table, ns=(saved_ns, saved_ns))
    edited = table.read_bytes()
    (texts / "3.txt").write_text(QUOTES, encoding="utf-8")
    assert main(line) == 0
    assert table.read_bytes() == edited and "summaries.csv изменена не программой" in capfd.readouterr().err
    table.rename(out / "моя.csv")
    assert main(line) == 0
    assert table.read_text("utf-8").count("\n") == 5 and "изменена" not in capfd.readouterr().err


def test_command_writes_csv_that_a_spreadsheet_does_not_run(tmp_path: Path) -> None:
    text = "=HYPERLINK(1) посчитали в отчёте. " + NEWS
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    assert main(["run", str(tmp_path / "a.txt"), "-o", str(out), "--format", "csv", "--model", "extract"]) == 0
    raw = (out / "summaries.csv").read_text("utf-8")
    assert raw.startswith("\ufeff")
    [row] = csv.DictReader(raw.removeprefix("\ufeff").splitlines(), delimiter=";")
    assert row["path"] == "a.txt" and row["status"] == "done" and row["model"] == "extract"
    record = Record("=1+1.txt", "", "done", title="\t=1", summary="@SUM(1)")
    assert [csv_row(record)[i][0] for i in (0, 1, 4)] == ["'", "'", "'"]
    assert csv_row(Record("a.txt", "", "done", summary="1 = 1"))[4] == "1 = 1"


def test_markdown_has_title_metadata_summary_and_findings() -> None:
    finding: dict[str, str | int] = {"message": "Числа нет в исходном тексте: «5»"}
    record = Record("a.txt", "", "done", title="Отчёт", summary="Их 5.", findings=[finding], coverage=0.5, n_repairs=2)
    record = Record(**{**vars(record), "encoding": "cp1251", "settings": Settings("extract")})
    assert to_markdown(record) == (
        "# Отчёт\n\n*источник: a.txt · модель: extract · прочитано 50% · исправлений: 2 · кодировка: cp1251*\n\n"
        "Их 5.\n\n- Числа нет в исходном тексте: «5»\n"
    )


def test_markdown_of_a_text_without_a_file_has_its_headline_for_a_title_or_none() -> None:
    record = Record("-", "", "done", summary="Их 5.", coverage=1.0, settings=Settings("extract"))
    plain = "*модель: extract · прочитано 100% · исправлений: 0*\n\nИх 5.\n"
    assert to_markdown(record) == plain
    assert to_markdown(replace(record, headline="Пятеро")) == f"# Пятеро\n\n{plain}"
    both = to_markdown(replace(record, path="a.txt", headline="Пятеро"))
    assert both.startswith("# a.txt\n\n*источник: a.txt · ") and "*\n\n## Пятеро\n\nИх" in both


@pytest.mark.parametrize(("coverage", "shown"), [(0.9999, "99%"), (0.995, "99%"), (0.57, "57%"), (0.004, "0.4%")])
def test_markdown_says_no_more_was_read_than_was(coverage: float, shown: str) -> None:
    assert f" · прочитано {shown} · " in to_markdown(Record("a.txt", "", "done", coverage=coverage))


def test_markdown_of_a_hostile_text_is_inert() -> None:
    record = Record("a.txt", "", "done", summary="<script>x</script> ![a](javascript:b) [c](http://d)\n# e\n- f")
    text = to_markdown(record).split("*\n\n", 1)[1]
    assert text == "\\<script\\>x\\</script\\> \\!\\[a\\](javascript:b) \\[c\\](http://d)\n\n\\# e\n\n\\- f\n"


def test_theses_are_a_list_in_markdown() -> None:
    finding: dict[str, str | int] = {"message": "Числа нет: «5»"}
    theses = Settings("extract", options={"points": 2})
    record = Record("a.txt", "", "done", summary="Мост *закрыт*.\n1. Их 5.", findings=[finding], settings=theses)
    text = to_markdown(record).split("*\n\n", 1)[1]
    assert text == "- Мост \\*закрыт\\*.\n- 1\\. Их 5.\n\n---\n\n- Числа нет: «5»\n"


def test_missing_path_is_named_and_the_others_are_done(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    assert main(["run", str(tmp_path / "нет-такого.txt"), str(tmp_path / "a.txt"), "--model", "extract"]) == 3
    captured = capfd.readouterr()
    assert "нет-такого.txt: такого файла или папки нет" in captured.err and "== a.txt ==" in captured.out


@pytest.mark.parametrize("command", ["run", "clean"])
def test_address_is_told_to_be_none_of_a_file(command: str, capfd: Capture) -> None:
    assert main([command, "https://example.org/новость"]) == 3
    assert "новость: адреса из сети не загружаются: сохраните страницу" in capfd.readouterr().err


@pytest.mark.parametrize("command", ["run", "clean"])
def test_file_in_the_place_of_the_folder_of_results_is_named(command: str, folder: Path, capfd: Capture) -> None:
    place = folder / "b.txt"
    assert main([command, str(folder / "a.txt"), "-o", str(place)]) == 1
    assert f"Не удаётся записать {place}: на этом месте файл, а не папка" in capfd.readouterr().err
    assert place.is_file()


def test_dry_run_needs_no_model_and_lists_everything(folder: Path, tmp_path: Path, capfd: Capture) -> None:
    assert main(["run", str(folder), "-o", str(tmp_path / "out"), "--model", "extract", "--dry-run"]) == 0
    captured = capfd.readouterr()
    rows = [line.split("\t") for line in captured.out.splitlines()]
    assert {row[1] for row in rows} == set(STATUSES)
    assert ["сделать", "b.txt", "новый"] in rows and "сделать 5, пропустить 1" in captured.err


def test_vanished_inputs_are_said(folder: Path, tmp_path: Path, capfd: Capture) -> None:
    line = ["run", str(folder), "-o", str(tmp_path / "out"), "--model", "extract"]
    main(line)
    (folder / "b.txt").unlink()
    (folder / "снимок.txt").unlink()  # it has no summary that could be missed
    capfd.readouterr()
    main(line)
    assert (
        "исходных файлов или строк больше нет: b.txt. Их рефераты остались; убрать их: --prune"
        in capfd.readouterr().err
    )
    assert journal(tmp_path / "out")["b.txt"].status == "done"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights of POSIX")
def test_place_that_cannot_be_written_is_exit_1(folder: Path, tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "file").write_text("занято")
    (tmp_path / "closed").mkdir(mode=0o500)
    places = [tmp_path / "file", tmp_path / "file" / "out", *([tmp_path / "closed"] if os.geteuid() else [])]
    for place in [*places, Path("/proc/out")]:
        assert main(["run", str(folder), "-o", str(place), "--model", "extract"]) == 1
        captured = capfd.readouterr()
        assert f"Не удаётся записать {place}" in captured.err and "summarizer run" in captured.err


def test_journal_is_plain_utf_8_without_the_clock(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "one")
    run(folder, tmp_path / "two")
    one = [json.loads(line) for line in (tmp_path / "one" / JOURNAL).read_text("utf-8").splitlines()]
    two = [json.loads(line) for line in (tmp_path / "two" / JOURNAL).read_text("utf-8").splitlines()]
    assert [{**a, "stamp": ""} for a in one] == [{**b, "stamp": ""} for b in two]
    assert "Тулы" in (tmp_path / "one" / JOURNAL).read_text("utf-8")


def test_text_that_was_not_read_whole_is_told_when_it_is_kept_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "b.txt").write_text(LONG, encoding="utf-8")
    engine = ScriptedEngine(max_source_tokens=100)
    for n_kept in (0, 2):
        outcomes = run(tmp_path, tmp_path / "out", engine, is_strict=True)
        assert [outcome.name for outcome in outcomes if outcome.is_partly_read] == ["b.txt"]
        assert len(kept(outcomes)) == n_kept


def test_headline_stands_beside_the_title_of_the_source() -> None:
    record = Record("a.txt", "", "done", title="Свой", headline="Мост *закроют*", summary="Мост закроют в мае.")
    assert "# Свой\n" in to_markdown(record) and "\n## Мост \\*закроют\\*\n\nМост" in to_markdown(record)
    assert to_text(record, has_name=False) == "Мост *закроют*\n\nМост закроют в мае.\n"
    assert csv_row(record)[1] == "Свой" and csv_row(record)[-1] == "Мост *закроют*"


def test_stream_may_be_a_document_as_a_file_may() -> None:
    engine = ScriptedEngine()
    inputs = list(find_inputs([Path("-")], None))
    streams = [docx(paragraph(NEWS)), b"\x89PNG\r\n\x1a\n\0\0"]
    runs = [FolderRun(inputs, "scripted", stdin=stream).run(lambda: Summarizer(engine)) for stream in streams]
    [read], [refused] = map(list, runs)
    assert read.status == "done" and engine.requests[0].source.startswith(NEWS[:40])
    assert refused.status == "failed" and "PNG" in refused.reason and not refused.reason.startswith("-")
