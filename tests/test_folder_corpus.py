"""A folder run over corpora: each row a document, resumed like a file."""

import csv
import tracemalloc
from hashlib import sha256
from pathlib import Path

import pytest

from summarizer import Summarizer, SummaryOptions
from summarizer.cli import main
from summarizer.folder import JOURNAL, FolderRun, Index, Outcome, Record, RunOptions, Settings, find_inputs
from summarizer.folder.cell_columns import MAX_CELL_COLUMNS, CellColumns
from summarizer.folder.steps import Steps
from summarizer.folder.table import to_csv
from tests.scripted import ScriptedEngine
from tests.test_corpus import CORPORA, ROWS, write_csv, write_jsonl
from tests.texts import NEWS, TALE

Capture = pytest.CaptureFixture[str]


def corpus_run(path: Path, out: Path, engine: ScriptedEngine) -> list[Outcome]:
    run = FolderRun(find_inputs([path], out), engine.traits.name, run_options=RunOptions(out))
    return list(run.run(lambda: Summarizer(engine)))


@pytest.mark.parametrize("make", CORPORA.values(), ids=CORPORA)
def test_corpus_in_a_folder_is_summarized_by_rows_and_resumed(make: "type[Path]", tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    name = make(folder).name
    outcomes = corpus_run(folder, out, ScriptedEngine())
    assert [(outcome.name, outcome.status) for outcome in outcomes] == [(f"{name}/n{i}", "done") for i in range(4)]
    assert (out / name / "n0.txt").read_text("utf-8").startswith("Городской мост")
    engine = ScriptedEngine()
    assert all(outcome.is_kept for outcome in corpus_run(folder, out, engine)) and not engine.requests


def test_title_of_a_row_heads_its_markdown_and_counts_as_content(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{**row, "title": f"Заголовок {row['id']}"} for row in ROWS]
    path, out = write_csv(tmp_path / "a.csv", rows), tmp_path / "out"
    run = FolderRun(find_inputs([path], out), "scripted", run_options=RunOptions(out, "md"))
    list(run.run(lambda: Summarizer(ScriptedEngine())))
    assert (out / "a.csv" / "n1.md").read_text("utf-8").startswith("# Заголовок n1\n")
    write_csv(path, [{**row, "title": "Другой"} if row["id"] == "n1" else row for row in rows])
    outcomes = corpus_run(path, out, ScriptedEngine())
    assert [outcome.name for outcome in outcomes if not outcome.is_kept] == ["a.csv/n1"]


def test_short_cells_of_a_row_come_with_its_summary(tmp_path: Path, capfd: Capture) -> None:
    rows: list[dict[str, object]] = [
        {
            "Дата": "01.11.2026",
            "СМИ": " ТА\x1b\u200bСС\n",
            "Текст": NEWS,
            "Пусто": "",
            "Аннотация": "Мост. " * 40,
            "id": "а",
        },
        {"Дата": "02.11.2026", "СМИ": "=Сумма", "Текст": NEWS, "Пусто": "", "Аннотация": "", "id": "б"},
    ]
    path, out = write_csv(tmp_path / "a.csv", rows), tmp_path / "out"
    for format_name in ("md", "csv"):
        assert main(["run", str(path), "-o", str(out), "--format", format_name]) == 0
        if format_name == "md":
            text = (out / "a.csv" / "б.md").read_text("utf-8")
            assert "*источник: a.csv/б · Дата: 02.11.2026 · СМИ: =Сумма · модель" in text
    records = [Record.from_json(line) for line in (out / JOURNAL).read_text("utf-8").splitlines()]
    told = [{"Дата": "01.11.2026", "СМИ": "ТАСС"}, {"Дата": "02.11.2026", "СМИ": "=Сумма"}]
    assert [record.cells for record in records] == told  # though the texts are equal
    with (out / "summaries.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file, delimiter=";"))
    assert [(row["cells.Дата"], row["cells.СМИ"]) for row in table] == [
        ("01.11.2026", "ТАСС"),
        ("02.11.2026", "'=Сумма"),
    ]
    capfd.readouterr()
    assert main(["run", str(path), "--format", "csv"]) == 0
    assert list(csv.DictReader(capfd.readouterr().out.removeprefix("\ufeff").splitlines(), delimiter=";")) == table
    write_csv(path, [{**row, "Дата": "03.11.2026"} if row["id"] == "б" else row for row in rows])
    outcomes = corpus_run(path, out, ScriptedEngine())
    assert outcomes[1].record and outcomes[1].record.cells["Дата"] == "03.11.2026"


def test_cells_have_columns_that_no_other_column_is_named_like(tmp_path: Path) -> None:
    a = Record("a.csv/1", "", "done", summary="Мост закрыт.", cells={"summary": "-5,5", "Дата": "1"})
    b = Record("b.csv/1", "", "done", cells={f"Ключ {n}": "=А" for n in range(MAX_CELL_COLUMNS)})
    few, many = CellColumns.of([a.cells]), CellColumns.of([a.cells, b.cells])
    first, second = csv.DictReader(to_csv([a, b], True, few).removeprefix("\ufeff").splitlines(), delimiter=";")
    assert (first["summary"], first["cells.summary"], first["cells.Дата"]) == ("Мост закрыт.", "-5,5", "1")
    assert (second["cells.summary"], "cells" in second) == ("", False)
    first, second = csv.DictReader(to_csv([a, b], True, many).removeprefix("\ufeff").splitlines(), delimiter=";")
    assert (second["cells.Ключ 0"], second["cells"]) == ("'=А", "Ключ 98: =А; Ключ 99: =А")


def test_corpus_in_two_spellings_has_its_rows_once(tmp_path: Path) -> None:
    (tmp_path / "f").mkdir()
    path = write_jsonl(tmp_path / "f" / "a.jsonl", ROWS)
    for others in ([tmp_path / "f" / ".." / "f" / "a.jsonl"], [path.parent]):
        run = FolderRun(find_inputs([path, *others], None), "scripted")
        outcomes = list(run.run(lambda: Summarizer(ScriptedEngine())))
        assert [outcome.name for outcome in outcomes] == [f"a.jsonl/n{i}" for i in range(4)]


def test_only_the_changed_row_is_done_again(tmp_path: Path) -> None:
    path, out = write_jsonl(tmp_path / "a.jsonl", ROWS), tmp_path / "out"
    corpus_run(path, out, ScriptedEngine())
    changed = [{**row, "text": NEWS.replace("Тулы", "Орла")} if row["id"] == "n2" else row for row in ROWS]
    write_jsonl(path, changed)
    outcomes = corpus_run(path, out, ScriptedEngine())
    assert [outcome.name for outcome in outcomes if not outcome.is_kept] == ["a.jsonl/n2"]


def test_ids_that_repeat_or_lead_away_lose_no_row(tmp_path: Path) -> None:
    ids = ["один", "один", "../../x", "/etc/passwd", "..", "", "a\nb", "я" * 300]
    rows: list[dict[str, object]] = [
        {"id": key, "text": TALE.replace("деревни", f"деревни {key} {i}")} for i, key in enumerate(ids)
    ]
    out = tmp_path / "deep" / "out"
    outcomes = corpus_run(write_jsonl(tmp_path / "a.jsonl", rows), out, ScriptedEngine())
    assert len({outcome.name for outcome in outcomes}) == len(ids)
    assert {outcome.status for outcome in outcomes} == {"done"}
    assert len(list((out / "a.jsonl").iterdir())) == len(ids)
    assert {path.name for path in tmp_path.iterdir()} == {"a.jsonl", "deep"}
    assert all(outcome.is_kept for outcome in corpus_run(tmp_path / "a.jsonl", out, ScriptedEngine()))


def test_row_that_breaks_something_fails_alone(tmp_path: Path) -> None:
    class Breaking(Settings):
        def __eq__(self, other: object) -> bool:
            raise KeyError("сюрприз")

    path = write_jsonl(tmp_path / "a.jsonl", ROWS)
    index = Index()
    digest = sha256(f"year: 2001\0{ROWS[1]['text']}".encode()).hexdigest()
    index.put([(Record("a.jsonl/n1", digest, "done", settings=Breaking()), 0, 1)], is_seen=False)
    steps = list(Steps(index, lambda entry: Record("", "", "done"), Settings()).of(find_inputs([path], None)))
    assert [step.action for step in steps] == ["summarize", "write", "summarize", "summarize"]
    assert steps[1].record and steps[1].record.status == "failed" and "KeyError" in steps[1].why


def test_corpus_that_can_be_read_again_loses_its_failure(tmp_path: Path) -> None:
    path, out = tmp_path / "a.jsonl", tmp_path / "out"
    path.write_bytes(b"\x00\x01")
    assert [outcome.status for outcome in corpus_run(path, out, ScriptedEngine())] == ["failed"]
    write_jsonl(path, ROWS)
    corpus_run(path, out, ScriptedEngine())
    paths = [Record.from_json(line).path for line in (out / JOURNAL).read_text("utf-8").splitlines()]
    assert paths == [f"a.jsonl/n{i}" for i in range(4)]


def test_table_without_texts_fails_in_a_folder_as_when_it_is_named(tmp_path: Path, capfd: Capture) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    path = write_csv(folder / "цены.csv", [{"товар": "хлеб", "цена": 40}])
    (folder / "b.jsonl").write_text("{\n", encoding="utf-8")
    (folder / "c.zip").write_bytes(b"PK")
    assert main(["run", str(folder), "-o", str(out), "--model", "extract"]) == 3
    assert "не вышло 2" in capfd.readouterr().err
    assert main(["run", str(path), "-o", str(tmp_path / "other"), "--model", "extract"]) == 3
    assert "есть: товар, цена" in capfd.readouterr().err
    write_csv(path, [{"id": 1, "text": NEWS}])
    write_jsonl(folder / "b.jsonl", [{"id": 1, "text": TALE}])
    assert main(["run", str(folder), "-o", str(out), "--model", "extract", "--retry-failed"]) == 0


def test_command_takes_the_columns(tmp_path: Path, capfd: Capture) -> None:
    path = write_csv(tmp_path / "a.csv", [{"номер": 7, "тело": NEWS}], "cp1251", ";")
    columns = ["--text-column", "тело", "--id-column", "номер"]
    assert main(["run", str(path), *columns, "--format", "jsonl", "--model", "extract"]) == 0
    [line] = capfd.readouterr().out.splitlines()
    assert Record.from_json(line).path == "a.csv/7"


def test_memory_holds_neither_the_rows_nor_their_records(tmp_path: Path) -> None:
    path, out = tmp_path / "a.jsonl", tmp_path / "out"
    rows = [{"id": i, "text": f"Строка {i}: мост закрыт."} for i in range(1_500)]
    write_jsonl(path, rows)
    corpus_run_names(path, tmp_path / "warm")  # bounded caches of words fill once
    peaks = []
    for _ in range(2):  # the second only reads the journal
        tracemalloc.start()
        assert len(corpus_run_names(path, out)) == len(rows)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert max(peaks) < (out / JOURNAL).stat().st_size


def corpus_run_names(path: Path, out: Path) -> set[int]:
    """The hashes of the outcomes' names, which take little memory; without checks, whose caches fill at first."""
    options = SummaryOptions(faithful="off")
    run = FolderRun(find_inputs([path], out), "scripted", options, RunOptions(out, "jsonl"))
    return {hash(outcome.name) for outcome in run.run(lambda: Summarizer(ScriptedEngine()))}
