"""Many files at once: what is taken in and what is refused, the table, the stop, the archive, the clearing up."""

import io
import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from shutil import rmtree
from threading import Event, Thread
from typing import Any, cast
from zipfile import ZipFile, ZipInfo

import pytest

from summarizer import Summarizer, SummaryOptions
from summarizer.checking import Finding
from summarizer.cli import main
from summarizer.engines import Draft, Request
from summarizer.engines.apart import ApartEngine
from summarizer.engines.extract import ExtractEngine
from summarizer.errors import ModelError, OutputError
from summarizer.folder import Outcome
from summarizer.folder.records import Record
from summarizer.page import russian, tab_texts, texts
from summarizer.page.folder_job import FolderJob
from summarizer.page.folder_tab import FolderDesk
from summarizer.page.folder_table import MAX_NOTES, MAX_ROWS, NOTE_CHARS, SHOWN_CHARS, Shown
from summarizer.page.house import House
from summarizer.page.keeping import MAX_AGE_S, Keeping, delete, kept, remove_left_ones
from summarizer.page.shelf import ModelShelf
from summarizer.page.unpacking import MAX_LISTING_BYTES, Unpacking
from tests.other_process import kills
from tests.scripted import ScriptedEngine
from tests.texts import LONG, NEWS, SPOILED


class Visitor:
    """The part of a request that the tab looks at."""

    def __init__(self, session_hash: str = "one") -> None:
        self.session_hash = session_hash


@pytest.fixture(scope="module", autouse=True)
def _room() -> None:
    kept()


def uploads(tmp_path: Path, **texts_by_name: str) -> list[str]:
    """Files as Gradio keeps them: each in a folder of its own."""
    paths = []
    for n, (name, text) in enumerate(texts_by_name.items()):
        path = tmp_path / f"upload{n}" / name.replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        paths.append(str(path))
    return paths


def zipped(path: Path, members: dict[str, str | bytes]) -> Path:
    with ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def desk(engine: object = None, load: object = Summarizer.load) -> FolderDesk:
    return FolderDesk(House(ModelShelf.holding(Summarizer(engine or ExtractEngine()), load)))  # type: ignore[arg-type]


def run(
    files: list[str] | None, desk: FolderDesk, model: str = "extract", column: str = ""
) -> list[list[dict[str, object]]]:
    """All updates of a run: notice, table, download, start, stop."""
    return list(desk.run(files, "medium", model, column, Visitor()))  # type: ignore[arg-type]


def notice(update: list[dict[str, object]]) -> str:
    return update[0]["value"][0][0]  # type: ignore[index,no-any-return]


def results(update: list[dict[str, object]]) -> ZipFile:
    job = str(update[2]["link"]).removeprefix("/results/").removesuffix(".zip")
    return ZipFile(kept().jobs / job / "results.zip")


def taken(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*") if p.is_file()}


def refusals(unpacking: Unpacking, *paths: Path) -> dict[str, str]:
    return {one.name: one.refusal for one in unpacking.take(paths)}


def test_results_are_those_of_the_folder_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = uploads(tmp_path / "up", а__txt=NEWS, б__md=SPOILED, в__txt=LONG, пусто__txt="", г__exe="MZ")
    source = tmp_path / "source"
    source.mkdir()
    for file in files:
        (source / Path(file).name).write_bytes(Path(file).read_bytes())
    assert main(["run", str(source), "-o", str(tmp_path / "out"), "--model", "extract"]) == 0
    capsys.readouterr()
    last = run(files, desk())[-1]
    with results(last) as archive:
        by_page = {name: archive.read(name).decode() for name in archive.namelist()}
    by_command = taken(tmp_path / "out")
    assert by_page.keys() == by_command.keys() | {"summaries.csv"}

    def records(lines: str) -> list[dict[str, object]]:
        return [{**json.loads(line), "stamp": "", "origin": ""} for line in lines.splitlines()]

    assert records(by_page.pop("summaries.jsonl")) == records(by_command.pop("summaries.jsonl"))
    assert by_page.pop("summaries.csv").count("\r\n") == 6
    assert by_page == by_command
    assert notice(last).endswith("с. Рефератов: 3, пропущено: 2, не вышло: 0")


def test_table_fills_while_it_runs_and_names_the_reasons(tmp_path: Path) -> None:
    files = uploads(tmp_path, а__txt=NEWS, фото__txt="\0\0\0", пусто__txt=" ")
    slow = ScriptedEngine(lambda request: [Draft(request.source[:30], time.sleep(0.35) or 0.0)])
    found = desk(slow)
    updates = run(files + uploads(tmp_path / "more", д__txt=LONG), found, "scripted")
    tables = [update[1]["value"] for update in updates if "value" in update[1]]
    sizes = [len(table) for table in tables]  # type: ignore[arg-type]
    assert sizes[0] == 0 and sizes[-1] == 4 and any(0 < size < 4 for size in sizes)
    rows = {name: (state, text) for name, state, text in tables[-1]}  # type: ignore[attr-defined]
    assert rows["фото.txt"][0] == "не вышло" and "не распознана" in rows["фото.txt"][1]
    assert rows["пусто.txt"][0] == "пропущено" and rows["пусто.txt"][1]
    assert rows["а.txt"][0].startswith("готово")


def test_buttons_follow_the_run(tmp_path: Path) -> None:
    updates = run(uploads(tmp_path, а__txt=NEWS), desk())
    assert [update[3]["interactive"] for update in updates] == [*[False] * (len(updates) - 1), True]
    assert [update[4]["interactive"] for update in updates] == [*[True] * (len(updates) - 1), False]
    assert [update[2]["visible"] for update in updates] == [*[False] * (len(updates) - 1), True]


def test_nothing_chosen_gets_a_sentence() -> None:
    for files in (None, []):
        [update] = run(files, desk())
        assert notice(update) == texts.NO_FILES.ru


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed as POSIX has it")
def test_text_that_kills_the_process_of_the_model_fails_alone(tmp_path: Path) -> None:
    engine = ApartEngine(partial(ScriptedEngine, kills))
    try:
        files = uploads(tmp_path, а__txt=NEWS, б__txt=f"убей. {NEWS}", в__txt=LONG)
        last = run(files, desk(engine), "scripted")[-1]
    finally:
        engine.close()
    rows = {name: (state, text) for name, state, text in cast(Any, last[1])["value"]}
    assert {name: state.partition(";")[0] for name, (state, _) in rows.items()} == {
        "а.txt": "готово", "б.txt": "не вышло", "в.txt": "готово",
    }  # fmt: skip
    assert "Процесс модели оборвался (код -9)" in rows["б.txt"][1]


def test_nobody_is_told_to_name_a_file_that_was_sent(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "а.zip", "w") as file:
        for name in (".заметки.txt", "снимок.png", "README"):
            file.writestr(name, NEWS)
    rows = run([str(tmp_path / "а.zip")], desk())[-1][1]["value"]
    assert len(rows) == 3 and not any("в команде" in reason for _, _, reason in rows)  # type: ignore[arg-type, attr-defined]
    remedies = ("переименуйте его в .txt", "переименуйте его", "сохраните его как .txt")
    assert all(reason.endswith(remedies) for _, _, reason in rows)  # type: ignore[attr-defined]


def test_stopped_run_keeps_what_is_finished(tmp_path: Path) -> None:
    began, n_asked = Event(), count()

    def slows_down(request: Request) -> list[Draft]:
        """The first thirty at once; then it works until nobody waits any more."""
        if next(n_asked) >= 30:
            began.set()
            assert request.watch
            while not request.watch.is_stopped:
                time.sleep(0.02)
        return [Draft(request.source[:30], 0.0)]

    found = desk(ScriptedEngine(slows_down))
    files = uploads(tmp_path, **{f"т{n}__txt": f"{n}. {NEWS}" for n in range(40)})
    updates: list[list[dict[str, object]]] = []
    thread = Thread(target=lambda: updates.extend(run(files, found, "scripted")))
    thread.start()
    assert began.wait(60)
    other = found.stop(Visitor("another browser"))  # type: ignore[arg-type]
    assert "value" not in other
    said = found.stop(Visitor())  # type: ignore[arg-type]
    assert said["value"] == [(tab_texts.FOLDER_STOPPING.ru, None)]
    thread.join(60)
    assert not thread.is_alive()
    with results(updates[-1]) as archive:
        n_records = len(archive.read("summaries.jsonl").splitlines())
    assert 0 < n_records < 40
    assert notice(updates[-1]).startswith("Остановлено через ")
    assert notice(updates[-1]).endswith(
        f". Рефератов: {n_records}, пропущено: 0, не вышло: 0, осталось: {40 - n_records}"
    )


def test_run_that_ends_early_leaves_what_is_finished(tmp_path: Path) -> None:
    def breaks(request: Request) -> list[Draft]:
        if "сломай" in request.source:
            raise ModelError("Веса повреждены")
        return [Draft(request.source[:30], 0.0)]

    files = uploads(tmp_path, а__txt=NEWS, б__txt=f"сломай. {NEWS}", в__txt=LONG)
    last = run(files, desk(ScriptedEngine(breaks)), "scripted")[-1]
    assert notice(last) == "Веса повреждены"
    with results(last) as archive:
        assert [json.loads(line)["path"] for line in archive.read("summaries.jsonl").splitlines()] == ["а.txt"]
        assert archive.read("а.txt.txt")


def test_run_leaves_only_its_archive(tmp_path: Path) -> None:
    last = run(uploads(tmp_path, а__txt=NEWS), desk())[-1]
    job = Path(results(last).filename or "").parent
    assert [path.name for path in job.iterdir()] == ["results.zip"]


def test_browser_that_leaves_ends_its_run(tmp_path: Path) -> None:
    found = desk()
    before = set(kept().jobs.iterdir())
    updates = found.run(
        uploads(tmp_path, **{f"т{n}__txt": NEWS + str(n) for n in range(40)}), "short", "extract", "", Visitor()
    )  # type: ignore[arg-type]
    next(updates)
    next(updates)
    updates.close()
    assert set(kept().jobs.iterdir()) == before
    assert "value" not in found.stop(Visitor())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("error", "words"), [(ModelError("Модель повреждена"), "Модель повреждена"), (RuntimeError("/secret"), "сломалось")]
)
def test_model_that_cannot_be_loaded_gets_a_sentence(error: Exception, words: str, tmp_path: Path) -> None:
    def load(name: str) -> Summarizer:
        raise error

    found = FolderDesk(House(ModelShelf("extract", load)))
    last = run(uploads(tmp_path, а__txt=NEWS), found)[-1]
    assert words in notice(last) and "/secret" not in notice(last)
    assert last[2]["visible"] is False


def test_texts_of_a_table_that_nobody_named_are_found_below_its_heading(tmp_path: Path) -> None:
    table = uploads(tmp_path, новости__csv=f'Отчёт за ноябрь\n№;Текст\n1;"{NEWS}"\n')
    rows = cast(Any, run(table, desk())[-1][1])["value"]
    assert [row[:2] for row in rows] == [["новости.csv/1", tab_texts.STATUSES["done"].ru]]


def test_texts_of_a_table_are_taken_from_the_column_that_is_named(tmp_path: Path) -> None:
    table = uploads(tmp_path, новости__csv=f'id;body\n7;"{NEWS}"\n')
    rows = cast(Any, run(table, desk(), column=" body ")[-1][1])["value"]
    assert [row[:2] for row in rows] == [["новости.csv/7", tab_texts.STATUSES["done"].ru]]
    [[_, _, reason]] = cast(Any, run(table, desk())[-1][1])["value"]
    assert tab_texts.COLUMN.ru in reason and "body" in reason and "--" not in reason


@pytest.mark.parametrize("model", ["../../etc", "ai-forever/ruT5-base", "нет такой"])
def test_unknown_model_gets_a_sentence(model: str, tmp_path: Path) -> None:
    assert f"«{model}»" in notice(run(uploads(tmp_path, а__txt=NEWS), desk(), model)[-1])


def test_no_summary_no_archive(tmp_path: Path) -> None:
    last = run(uploads(tmp_path, а__txt=" "), desk())[-1]
    assert last[2]["visible"] is False and "пропущено: 1" in notice(last)


def test_what_cannot_be_stored_is_told_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="не сохраняются: такой папки нет"):
        FolderJob.in_(tmp_path / "cleared").take([])
    job = FolderJob.in_(tmp_path)
    job.take([Path(file) for file in uploads(tmp_path, а__txt=NEWS)])
    job.archive.with_suffix(".partial").mkdir()
    with pytest.raises(OutputError, match="не сохраняются: "):
        list(job.run("extract", lambda: Summarizer(ExtractEngine()), SummaryOptions()))


def test_corpus_gives_a_row_each(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"id": n, "text": f"{n}. {NEWS}"}) for n in range(3))
    updates = run(uploads(tmp_path, корпус__jsonl=lines), desk())
    assert [row[0] for row in updates[-1][1]["value"]] == [f"корпус.jsonl/{n}" for n in range(3)]  # type: ignore[attr-defined]
    assert "Готово строк: " in notice(updates[1])


def test_table_is_bounded_and_says_so() -> None:
    shown = Shown(House(ModelShelf("extract", Summarizer.load)), 1000)
    for n in range(1000):
        shown.add(Outcome(f"{n}.txt", "failed", "а" * 5000))
    assert len(shown.rows) == MAX_ROWS and len(shown.rows[0][2]) < SHOWN_CHARS + 10
    assert str(MAX_ROWS) in shown.totals(False, time.monotonic())


def test_what_has_no_summary_comes_first_and_leaves_room_for_summaries() -> None:
    shown = Shown(House(ModelShelf("extract", Summarizer.load)), 2 * MAX_ROWS)
    for n in range(MAX_ROWS):
        shown.add(Outcome(f"{n}.txt", "done", record=Record(f"{n}.txt", "", "done", summary="Мост закрыт.")))
    shown.add(Outcome("пусто.txt", "skipped", "В тексте нет ни одного предложения"))
    shown.add(Outcome("фото.txt", "failed", "это не текст"))
    assert [row[0] for row in shown.rows[:3]] == ["фото.txt", "пусто.txt", "0.txt"]
    for n in range(MAX_ROWS):
        shown.add(Outcome(f"{n}.jpg", "skipped", "не читается"))
    states = [row[1] for row in shown.rows]
    assert states.count("готово") == states.count("пропущено") + 1 == MAX_ROWS // 2 and states[0] == "не вышло"


def test_row_tells_how_much_is_to_be_looked_at(tmp_path: Path) -> None:
    adds = ScriptedEngine(lambda request: [Draft("Мост закрыли на 17 лет.", 0.0)])
    last = run(uploads(tmp_path, а__txt=NEWS), desk(adds), "scripted")[-1]
    with results(last) as archive:
        n_findings = len(json.loads(archive.read("summaries.jsonl"))["findings"])
    [(_, state, shown)] = last[1]["value"]  # type: ignore[misc]
    assert n_findings > 0 and state == f"готово; замечаний: {n_findings}"
    assert shown.count("\n• ") == n_findings and "Неподтверждённое предложение заменено" in shown


def test_row_of_many_notes_says_where_the_others_are() -> None:
    found = [Finding("unknown_word", text=f"{'б' * n} " * 99).to_json() for n in range(1, 9)]
    record = Record("а.txt", "", "done", summary="Мост закрыт.", findings=found)
    shown = Shown(House(ModelShelf("extract", Summarizer.load), "en"), 1)
    shown.add(Outcome("а.txt", "done", record=record))
    summary, gap, *notes = shown.rows[0][2].split("\n")
    assert (
        (summary, gap) == ("Мост закрыт.", "") and len(notes) == MAX_NOTES + 1 and max(map(len, notes)) < NOTE_CHARS + 5
    )
    assert notes[0].startswith("• Neither the text nor the dictionary") and notes[-1] == "• 3 more in the archive"


def test_time_left_is_said(tmp_path: Path) -> None:
    shown = Shown(House(ModelShelf("extract", Summarizer.load), "en"), 10, began_s=0)
    shown.add(Outcome("a", "done"))
    assert shown.progress(1) == "1 of 10 done"  # most of that second went into the model
    assert shown.progress(30) == "1 of 10 done, about 5\xa0min left"
    long = Shown(House(ModelShelf("extract", Summarizer.load)), 1, began_s=0)
    assert (long.progress(1), long.progress(40)) == ("Готово 0 из 1", "Готово 0 из 1, прошло 40\xa0с")


def test_long_text_is_followed_before_it_is_done(tmp_path: Path) -> None:
    slow = ScriptedEngine(lambda request: [Draft(request.source[:30], time.sleep(2.5) or 0.0)])
    found = run(uploads(tmp_path, а__txt=NEWS), desk(slow), "scripted")
    assert [notice(update) for update in found[1:-1]].count("Готово 0 из 1") >= 2


@pytest.mark.parametrize(
    ("head", "row", "name"),
    [
        ("Дата;Заголовок;Текст", "5 мая;Мост закрыт;", "Мост закрыт"),
        ("№;Дата;Город;Текст", "1;5 мая;Тверь;", "5 мая · Тверь"),
        ("Текст;", "", ""),
    ],
)
def test_row_of_a_table_is_known_by_its_title_or_by_its_other_cells(
    head: str, row: str, name: str, tmp_path: Path
) -> None:
    table = uploads(tmp_path, т__csv=f'{head}\n{row}"{NEWS}"\n')
    [[shown, _, _]] = cast(Any, run(table, desk())[-1][1])["value"]
    assert shown == "\n".join(filter(None, ["т.csv/1", name]))


def test_reason_begins_as_a_sentence() -> None:
    shown = Shown(House(ModelShelf("extract", Summarizer.load)), 1)
    shown.add(Outcome("а.docx", "failed", "архив документа повреждён"))
    assert shown.rows[0][2] == "Архив документа повреждён"


class TestUnpacking:
    """What comes out of the archives that people, and others, send."""

    def test_names_of_every_system(self, tmp_path: Path) -> None:
        path = tmp_path / "архив.zip"
        with ZipFile(path, "w") as archive:
            archive.writestr("Новости/май.txt", NEWS)  # with the flag of UTF-8
        old = ZipInfo("old.txt")
        raw = io.BytesIO()
        with ZipFile(raw, "w") as archive:
            archive.writestr(old, NEWS)
        cp866 = raw.getvalue().replace(b"old.txt", "год.txt".encode("cp866"))  # as Windows writes it, without the flag
        (tmp_path / "windows.zip").write_bytes(cp866)
        assert refusals(Unpacking(tmp_path / "in"), path, tmp_path / "windows.zip") == {}
        assert taken(tmp_path / "in").keys() == {"архив/Новости/май.txt", "windows/год.txt"}

    @pytest.mark.parametrize(
        "name",
        [
            "../../x.txt",
            "/etc/x.txt",
            "a/../../x.txt",
            "..\\..\\x.txt",
            "C:\\x.txt",
            "C:x.txt",
            "a/..",
            "..",
            "//x/y.txt",
        ],
    )
    def test_name_that_leads_out(self, name: str, tmp_path: Path) -> None:
        path = zipped(tmp_path / "a.zip", {name: "x", "хороший.txt": NEWS})
        assert refusals(Unpacking(tmp_path / "in" / "deep"), path) == {f"a/{name}": russian.LEADS_OUT}
        assert taken(tmp_path / "in").keys() == {"deep/a/хороший.txt"}
        assert {p.name for p in tmp_path.iterdir()} == {"a.zip", "in"}

    def test_links_and_locked_members(self, tmp_path: Path) -> None:
        link = ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        path = tmp_path / "a.zip"
        with ZipFile(path, "w") as archive:
            archive.writestr(link, "/etc/passwd")
            archive.writestr("secret.txt", "x")
        data = bytearray(path.read_bytes())
        at = data.rindex(b"PK\x01\x02")
        data[at + 8] |= 1  # the flag of an encrypted member
        path.write_bytes(bytes(data))
        assert refusals(Unpacking(tmp_path / "in"), path) == {
            "a/link.txt": russian.LINK,
            "a/secret.txt": russian.LOCKED,
        }
        assert taken(tmp_path / "in") == {}

    def test_bomb_that_says_its_size(self, tmp_path: Path) -> None:
        path = tmp_path / "bomb.zip"
        with ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for n in range(4):
                archive.writestr(f"{n}.txt", bytes(2**20))
        found = refusals(Unpacking(tmp_path / "in", max_bytes=3 * 2**20), path)
        assert found == {"bomb.zip": russian.TOO_MUCH.format(limit=3)}
        assert taken(tmp_path / "in") == {}

    def test_bomb_that_lies_about_its_size(self, tmp_path: Path) -> None:
        path = tmp_path / "bomb.zip"
        with ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.txt", bytes(8 * 2**20))
        size = (8 * 2**20).to_bytes(4, "little")
        path.write_bytes(path.read_bytes().replace(size, (1000).to_bytes(4, "little")))
        unpacking = Unpacking(tmp_path / "in", max_bytes=2 * 2**20)
        assert list(refusals(unpacking, path)) == ["bomb/a.txt"]
        assert taken(tmp_path / "in") == {} and unpacking.n_bytes <= 2 * 2**20

    def test_too_many_members(self, tmp_path: Path) -> None:
        path = zipped(tmp_path / "many.zip", {f"{n}.txt": "x" for n in range(11)})
        assert refusals(Unpacking(tmp_path / "in", max_files=10), path) == {
            "many.zip": russian.TOO_MANY.format(limit=10)
        }

    def test_list_of_members_that_would_fill_the_memory(self, tmp_path: Path) -> None:
        path = zipped(tmp_path / "list.zip", {"а.txt": "x"})
        data = bytearray(path.read_bytes())
        end = data.rindex(b"PK\x05\x06")
        data[end + 12 : end + 16] = (MAX_LISTING_BYTES + 1).to_bytes(4, "little")
        path.write_bytes(bytes(data))
        assert list(refusals(Unpacking(tmp_path / "in"), path)) == ["list.zip"]

    @pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a zip", b"PK\x05\x06" + bytes(18) + b"tail"])
    def test_broken_archive(self, data: bytes, tmp_path: Path) -> None:
        path = tmp_path / "a.zip"
        path.write_bytes(data)
        found = refusals(Unpacking(tmp_path / "in"), path)
        assert found in ({"a.zip": russian.BROKEN_ZIP}, {})
        assert taken(tmp_path / "in") == {}

    def test_broken_member_does_not_spoil_the_others(self, tmp_path: Path) -> None:
        path = zipped(tmp_path / "a.zip", {"битый.txt": "сломай меня", "целый.txt": NEWS})
        path.write_bytes(path.read_bytes().replace("сломай".encode(), "СЛОМАЙ".encode(), 1))
        assert refusals(Unpacking(tmp_path / "in"), path) == {"a/битый.txt": russian.BROKEN_MEMBER}
        assert taken(tmp_path / "in").keys() == {"a/целый.txt"}

    def test_names_that_no_file_system_holds(self, tmp_path: Path) -> None:
        path = zipped(tmp_path / "a.zip", {"ы" * 200 + ".txt": "x", "файл": "x", "файл/внутри.txt": "x"})
        found = refusals(Unpacking(tmp_path / "in"), path)
        assert len(found) == 2 and all("Дайте файлу другое имя" in reason for reason in found.values())

    def test_litter_and_twins(self, tmp_path: Path) -> None:
        members: dict[str, str | bytes] = {
            "__MACOSX/._а.txt": "x",
            ".DS_Store": "x",
            ".summarizer.cleaned": "x",
            "а.txt": NEWS,
        }
        one, other = tmp_path / "1" / "a.zip", tmp_path / "2" / "a.zip"
        for path in (one, other):
            path.parent.mkdir()
            zipped(path, members)
        assert refusals(Unpacking(tmp_path / "in"), one, other) == {}
        assert taken(tmp_path / "in").keys() == {"a/а.txt", "a (2)/а.txt"}

    def test_name_that_no_system_has_is_not_called_an_archive(self, tmp_path: Path) -> None:
        [reason] = refusals(Unpacking(tmp_path), tmp_path / "а\0.txt").values()
        assert reason.startswith("не записывается (") and reason != russian.BROKEN_ZIP

    def test_upload_that_was_swept_meanwhile(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        assert refusals(Unpacking(tmp_path / "in"), tmp_path / "а.txt") == {"а.txt": russian.GONE_FILE}


class TestKeeping:
    """What is deleted, and when."""

    @pytest.fixture
    def keeping(self, tmp_path: Path) -> Iterator[Keeping]:
        yield Keeping(tmp_path / "kept")

    def test_nobody_else_may_look(self, keeping: Keeping) -> None:
        assert keeping.folder.stat().st_mode & 0o777 == 0o700

    def test_old_ones_go_and_fresh_ones_stay(self, keeping: Keeping) -> None:
        for name in ("old", "fresh"):
            (keeping.uploads / name).mkdir()
            (keeping.uploads / name / "a.txt").write_text("x")
            (keeping.jobs / name).mkdir()
        now_s = time.time() + MAX_AGE_S + 1
        for folder in (keeping.uploads, keeping.jobs):
            os.utime(folder / "fresh", (now_s, now_s))
        keeping.sweep(now_s)
        assert {path.name for path in (*keeping.uploads.iterdir(), *keeping.jobs.iterdir())} == {"fresh"}

    def test_job_that_is_still_written_to_stays(self, keeping: Keeping) -> None:
        job = FolderJob.in_(keeping.jobs)
        job.take([])
        now_s = time.time() + MAX_AGE_S + 1
        inner = job.folder / "out" / "summaries.jsonl"
        inner.write_text("")
        os.utime(inner, (now_s, now_s))
        keeping.sweep(now_s)
        assert inner.exists()
        keeping.sweep(now_s + MAX_AGE_S + 1)
        assert not job.folder.exists()

    def test_folder_of_a_living_page_stays_however_old(self, tmp_path: Path) -> None:
        living, killed = (tmp_path / f"summarizer-page-{name}" for name in ("living", "killed"))
        code = "import os, sys, pathlib; from summarizer.page.keeping import Keeping;"
        code += "found = Keeping(pathlib.Path(sys.argv[1])); os._exit(0)"
        subprocess.run([sys.executable, "-c", code, str(killed)], check=True, timeout=60)
        keeping = Keeping(living)
        for path in (*tmp_path.rglob("*"), tmp_path):
            os.utime(path, (0, 0))
        remove_left_ones(tmp_path)
        assert living.exists() and not killed.exists()
        keeping.remove()

    def test_folder_that_was_cleared_away_is_made_as_private_and_held_again(self, tmp_path: Path) -> None:
        keeping = Keeping(tmp_path / "summarizer-page-cleared")
        rmtree(keeping.folder)
        keeping.make()
        assert keeping.folder.stat().st_mode & 0o777 == 0o700 and keeping.jobs.is_dir()
        for path in (*tmp_path.rglob("*"), tmp_path):
            os.utime(path, (0, 0))
        remove_left_ones(tmp_path)
        assert keeping.folder.exists()

    def test_job_makes_no_folder_that_others_may_enter(self, tmp_path: Path) -> None:
        with pytest.raises(OSError):
            FolderJob.in_(tmp_path / "cleared" / "jobs").take([])
        assert not (tmp_path / "cleared").exists()

    @pytest.mark.skipif(not Path("/proc/self/fdinfo").exists(), reason="no folder here that even root cannot delete")
    def test_what_stays_is_told(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        for path in (tmp_path / "missing", tmp_path):
            delete(path)
        assert not tmp_path.exists() and not caplog.messages
        delete(Path("/proc/self/fdinfo"))
        assert caplog.messages == ["/proc/self/fdinfo could not be deleted"]

    def test_size_counts_everything(self, keeping: Keeping) -> None:
        (keeping.uploads / "a").write_bytes(bytes(700))
        (keeping.jobs / "b").mkdir()
        (keeping.jobs / "b" / "c").write_bytes(bytes(300))
        assert keeping.n_bytes() == 1000
        keeping.remove()
        assert not keeping.folder.exists()
