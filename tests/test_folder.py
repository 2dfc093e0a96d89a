import csv
import json
import os
from pathlib import Path

import pytest

from summarizer import Summarizer, SummaryOptions
from summarizer.cli import main
from summarizer.engines.extract import ExtractEngine
from summarizer.errors import InputError
from summarizer.folder import JOURNAL, FolderRun, Outcome, Record, find_inputs
from summarizer.folder.outputs import csv_row, to_markdown
from tests.scripted import ScriptedEngine
from tests.texts import NEWS, QUOTES, REPORT

FILES = {"b.txt": NEWS, "a/x.md": QUOTES, "a/x.txt": REPORT, "a/y/пустой.txt": " \n", "снимок.txt": "\x00\x01PNG"}

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


def journal(out: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (out / JOURNAL).read_text("utf-8").splitlines()]


def run(folder: Path, out: Path | None, engine: ScriptedEngine | None = None) -> list[Outcome]:
    summarizer = Summarizer(engine or ExtractEngine())
    return list(FolderRun(list(find_inputs([folder], out)), SummaryOptions(), out).run(summarizer))


def test_each_input_has_one_record_with_its_status(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    outcomes = run(folder, out)
    found = {outcome.record.path: outcome.record.status for outcome in outcomes}
    assert found == {
        "b.txt": "done", "a/x.md": "done", "a/x.txt": "done", "a/y/пустой.txt": "skipped", "снимок.txt": "failed",
    }  # fmt: skip
    assert {record["path"] for record in journal(out)} == set(found)
    assert all(record["reason"] for record in journal(out) if record["status"] != "done")


def test_second_run_does_only_what_changed_or_failed(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out, ScriptedEngine())
    (folder / "b.txt").write_text(NEWS.replace("Тулы", "Орла"), encoding="utf-8")
    engine = ScriptedEngine()
    outcomes = run(folder, out, engine)
    assert [outcome.record.path for outcome in outcomes if outcome.is_kept] == ["a/x.md", "a/x.txt"]
    assert len(engine.requests) == 1 and "Орла" in engine.requests[0].source
    assert len(journal(out)) == len(FILES)


def test_other_options_or_model_are_done_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out, ScriptedEngine())
    assert not any(outcome.is_kept for outcome in run(folder, out))


def test_torn_last_line_is_done_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out)
    whole = (out / JOURNAL).read_bytes()
    (out / JOURNAL).write_bytes(whole[: whole.index(b"\n") + 30])
    assert sum(outcome.is_kept for outcome in run(folder, out)) == 1
    assert len(journal(out)) == len(FILES)


def test_links_out_of_the_folder_and_special_files_are_left_alone(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "чужое"
    outside.mkdir()
    (outside / "secret.txt").write_text(NEWS, encoding="utf-8")
    (folder / "link").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    (folder / "dangling.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(folder / "pipe.txt")
    assert {item.name for item in find_inputs([folder], None)} == set(FILES)


def test_results_inside_the_input_are_not_read_again(folder: Path) -> None:
    out = folder / "рефераты"
    run(folder, out)
    assert {item.name for item in find_inputs([folder], out)} == set(FILES)


def test_output_equal_to_input_is_refused(folder: Path) -> None:
    with pytest.raises(InputError, match="та же"):
        list(find_inputs([folder], folder))


def test_command_mirrors_the_tree_and_says_what_failed(folder: Path, tmp_path: Path, capfd: Capture) -> None:
    out = tmp_path / "out"
    assert main(["run", str(folder), "-o", str(out), "--model", "extract"]) == 3
    captured = capfd.readouterr()
    found = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert found == {"b.txt.txt", "a/x.md.txt", "a/x.txt.txt", JOURNAL}
    assert captured.out == ""
    assert "снимок.txt" in captured.err and "готово 3, пропущено 1, не вышло 1" in captured.err


def test_command_writes_csv_that_a_spreadsheet_does_not_run(tmp_path: Path) -> None:
    text = "=HYPERLINK(1) посчитали в отчёте. " + NEWS
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    assert main(["run", str(tmp_path / "a.txt"), "-o", str(out), "--format", "csv", "--model", "extract"]) == 0
    raw = (out / "summaries.csv").read_text("utf-8")
    assert raw.startswith("\ufeff")
    [header, row] = csv.reader(raw.removeprefix("\ufeff").splitlines())
    assert header[0] == "path" and row[0] == "a.txt"
    record = Record("=1+1.txt", "", "done", summary="@SUM(1)")
    assert [cell[0] for cell in csv_row(record)[::3]] == ["'", "'"]


def test_markdown_has_the_name_the_summary_and_the_findings() -> None:
    finding: dict[str, str | int] = {"message": "Числа нет в исходном тексте: «5»"}
    record = Record("a.txt", "", "done", summary="Их 5.", findings=[finding])
    assert to_markdown(record) == "# a.txt\n\nИх 5.\n\n- Числа нет в исходном тексте: «5»\n"


def test_missing_path_is_named(capfd: Capture) -> None:
    assert main(["run", "нет-такого.txt", "--model", "extract"]) == 3
    assert "нет-такого.txt" in capfd.readouterr().err


def test_unwritable_output_is_exit_1(folder: Path, tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "file").write_text("занято")
    assert main(["run", str(folder), "-o", str(tmp_path / "file" / "out"), "--model", "extract"]) == 1
    assert "Не удаётся записать" in capfd.readouterr().err
