"""What a folder may hold, and under which names the results lie."""

import json
import os
import unicodedata
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Summarizer
from summarizer.cli import main
from summarizer.engines.extract import ExtractEngine
from summarizer.errors import OptionError, OutputError
from summarizer.folder import JOURNAL, FolderRun, Input, Record, RunOptions, find_inputs
from summarizer.folder.names import one_line, readable_name, row_name
from summarizer.folder.places import MAX_NAME_BYTES, find_result, write_result
from summarizer.folder.refusals import refuse_hidden
from summarizer.folder.writing import PARTIAL, insist, write_whole
from summarizer.page.english import in_english
from tests.bad_files import make_bad_files
from tests.texts import NEWS, QUOTES, TALE

Capture = pytest.CaptureFixture[str]


def found(folder: Path, out: Path | None = None) -> dict[str, Input]:
    return {item.name: item for item in find_inputs([folder], out)}


def summaries(folder: Path, out: Path) -> dict[str, Record]:
    run = FolderRun(find_inputs([folder], out), "extract", run_options=RunOptions(out))
    list(run.run(lambda: Summarizer(ExtractEngine())))
    return {record.path: record for record in map(Record.from_json, (out / JOURNAL).read_text("utf-8").splitlines())}


def test_every_bad_file_is_named_once_with_a_reason_and_the_good_ones_are_done(tmp_path: Path, capfd: Capture) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    (folder / "a").mkdir(parents=True)
    bad = make_bad_files(folder)
    for i in range(5):
        (folder / "a" / f"{i}.txt").write_text(NEWS.replace("№ 18", f"№ {i}"), encoding="utf-8")
    assert main(["run", str(folder), "-o", str(out), "--model", "extract"]) == 3
    said = capfd.readouterr().err
    listed = [line.strip().split(": ")[0].split(", ") for line in said.splitlines() if line.startswith("  ")]
    assert sorted(name for names in listed for name in names) == sorted(bad)
    assert "Traceback" not in said and len(bad) >= 70
    records = [Record.from_json(line) for line in (out / JOURNAL).read_bytes().splitlines()]
    assert {record.path for record in records if record.status == "done"} == {f"a/{i}.txt" for i in range(5)}
    assert all(record.reason for record in records if record.status != "done")
    assert len({record.path for record in records}) == len(records) == len(bad) + 5


def test_no_link_is_followed_in_a_folder_but_one_that_is_named_is(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text(NEWS, encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "up").symlink_to(tmp_path)
    (folder / "long.txt").symlink_to("a" * 300)
    assert set(found(folder)) == {"link.txt", "up", "long.txt"}
    assert all(item.refusal.startswith("ссылка на ") and not item.is_failure for item in found(folder).values())
    [named] = find_inputs([folder / "link.txt"], None)
    assert not named.refusal and named.name == "link.txt"


@pytest.mark.parametrize("command", ["run", "clean"])
def test_link_that_leads_to_itself_fails_alone(command: str, tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text(NEWS, encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    assert main([command, *paths, "-o", str(tmp_path / "out")]) == 3
    assert "a.txt: не открывается (ссылка ведёт на саму себя)" in capfd.readouterr().err
    assert len(list((tmp_path / "out").glob("b.txt*"))) == 1


def test_unreadable_folder_is_a_failure_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "in" / "закрыта").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text(NEWS, encoding="utf-8")
    os.chmod(tmp_path / "in" / "закрыта", 0)
    items = found(tmp_path / "in")
    if os.geteuid():  # root may list it
        assert items["закрыта"].is_failure and "не открывается" in items["закрыта"].refusal
    assert not items["a.txt"].refusal


def test_results_inside_the_input_are_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    out = tmp_path / "рефераты"
    summaries(tmp_path, out)
    assert set(found(tmp_path, out)) == {"a.txt"}
    assert found(tmp_path)["рефераты"].refusal.startswith("папка результатов")  # of another run


@pytest.mark.parametrize("format_name", ["jsonl", "csv"])
def test_results_that_lie_among_the_inputs_are_passed_over(format_name: str, tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    line = ["run", str(tmp_path), "--model", "extract", "--format", format_name]
    assert main(line) == 0
    results = tmp_path / f"r.{format_name}"
    results.write_text(capfd.readouterr().out, encoding="utf-8", newline="")
    assert main(line) == 0
    assert f"{results.name}: результаты этой программы" in capfd.readouterr().err
    assert main(["run", str(results), "--text-column", "summary"]) == 0  # named itself it is a table as any other


def test_results_of_a_very_long_summary_are_known_for_such(tmp_path: Path) -> None:
    (tmp_path / "книги").mkdir()
    record = Record("книга.txt", "", "done", summary="Мост закрыт. " * 50_000)
    (tmp_path / "книги" / JOURNAL).write_bytes(record.to_line())
    (tmp_path / "книги" / "книга.txt.txt").write_text(record.summary, encoding="utf-8")
    (tmp_path / "копия.jsonl").write_bytes(record.to_line())
    inputs = found(tmp_path)
    assert inputs["книги"].refusal.startswith("папка результатов")
    assert inputs["копия.jsonl"].refusal.startswith("результаты этой программы")


@pytest.mark.parametrize("out", ["in", "in/../in", "."])
def test_output_that_is_or_holds_the_input_is_refused(tmp_path: Path, out: str, capfd: Capture) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(NEWS, encoding="utf-8")
    with pytest.raises(OptionError, match="Папка результатов"):
        find_inputs([tmp_path / "in"], tmp_path / out)
    assert main(["run", str(tmp_path / "in"), "-o", str(tmp_path / out), "--model", "extract"]) == 2
    assert {path.name for path in tmp_path.rglob("*")} == {"in", "a.txt"}


def test_several_paths_keep_their_files_apart(tmp_path: Path) -> None:
    for name in ("a/x.txt", "b/x.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(NEWS, encoding="utf-8")
    a, b = tmp_path / "a", tmp_path / "b"
    assert [item.name for item in find_inputs([a, b], None)] == ["a/x.txt", "b/x.txt"]
    assert [item.name for item in find_inputs([a / "x.txt", b / "x.txt"], None)] == ["a/x.txt", "b/x.txt"]
    assert [item.name for item in find_inputs([a, a / "x.txt", a], None)] == ["x.txt"]
    assert [item.name for item in find_inputs([tmp_path, a], None)] == ["b/x.txt", "a/x.txt"]
    assert [item.name for item in find_inputs([a, a / ".." / "a" / "x.txt", tmp_path / "b" / ".." / "a"], None)] == [
        "x.txt"
    ]


def test_what_is_named_is_read_though_its_folder_is_named_too(tmp_path: Path) -> None:
    for name in (".hidden.txt", "odd.log", ".git/a.txt", ".git/b.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(NEWS, encoding="utf-8")
    named = [tmp_path / name for name in (".hidden.txt", "odd.log", ".git/a.txt")]
    for paths in ([tmp_path, *named], [*named, tmp_path]):
        items = {item.name: item for item in find_inputs(paths, None)}
        assert set(items) == {".hidden.txt", "odd.log", ".git/a.txt", ".git", "c.txt"}
        assert [name for name, item in items.items() if item.refusal] == [".git"]
        assert len(items) == len(list(find_inputs(paths, None)))


def test_files_come_before_folders_each_by_name(tmp_path: Path) -> None:
    for name in ("b/x.txt", "c.txt", "a/y.txt", "a.txt", "a/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(NEWS, encoding="utf-8")
    names = [item.name for item in find_inputs([tmp_path], None)]
    assert names == ["a.txt", "c.txt", "a/x.txt", "a/y.txt", "b/x.txt"]


def test_ten_thousand_named_files_are_looked_for(tmp_path: Path) -> None:
    paths = [tmp_path / f"{i}.txt" for i in range(10_000)]
    assert sum(item.refusal == "такого файла или папки нет" for item in find_inputs(paths, tmp_path / "out")) == 10_000


HARD_NAMES = [
    unicodedata.normalize("NFC", "й.txt"),
    unicodedata.normalize("NFD", "й.txt"),
    "Й.txt",
    "x.md",
    "x.txt",
    "ж" * 124 + "а1.txt",  # 255 bytes
    "ж" * 124 + "б1.txt",
    "строка\nещё.txt",
    "кавычки \"'`$(x) «».txt",
    "x.md.txt/внутри.txt",  # a folder of the name that the result of x.md has
    "CON.txt",
    " пробелы .txt",
    "-o.txt",
]


def test_hard_names_all_get_results_of_their_own(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    texts = {name: TALE.replace("деревни", f"деревни {i}") for i, name in enumerate(HARD_NAMES)}
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (Path(os.fsdecode(os.fsencode(folder) + b"/\xf4\xe0\xe9\xeb.txt"))).write_text(QUOTES, encoding="utf-8")
    records = summaries(folder, out)
    assert len(records) == len(HARD_NAMES) + 1
    for name, text in texts.items():
        assert records[name].summary == Summarizer.load("extract").summarize(text).text
    files = [path for path in out.rglob("*") if path.is_file() and path.name != JOURNAL]
    assert sorted(path.read_text("utf-8") for path in files) == sorted(r.summary + "\n" for r in records.values())
    assert (out / "x.md.txt").is_file() and (out / "x.txt.txt").is_file()
    (out / JOURNAL).read_bytes().decode("utf-8")
    assert all(record.path.encode("utf-8") for record in records.values())
    before = {path: path.stat().st_mtime_ns for path in files}
    summaries(folder, out)
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_names_that_the_journal_takes_are_left_to_it(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / JOURNAL).write_text(json.dumps({"id": "один", "text": NEWS}, ensure_ascii=False), encoding="utf-8")
    records = summaries(folder, out)
    assert set(records) == {f"{JOURNAL}/один"}
    assert find_result(out, f"{JOURNAL}/один", ".txt") and (out / JOURNAL).is_file()


@given(st.text(min_size=1, max_size=300))
def test_a_row_id_never_leads_out_of_its_folder_and_two_stay_two(row_id: str) -> None:
    name = row_name("корпус.csv", row_id)
    assert name.startswith("корпус.csv/") and name.count("/") == 1 and Path(name).name not in ("..", ".")
    name.encode("utf-8")
    assert name != row_name("корпус.csv", row_id + "/")


@given(st.text(alphabet=st.characters(exclude_characters="/\0", exclude_categories=()), min_size=1, max_size=50))
def test_readable_names_are_valid_and_keep_what_is_valid(name: str) -> None:
    shown = readable_name(name)
    shown.encode("utf-8")
    assert (shown == name) == (not any("\ud800" <= c <= "\udfff" for c in name))
    assert len(one_line(name).splitlines()) <= 1


@pytest.mark.parametrize("name", ["я" * 127, "я" * 200, "a" * 255, "a/" + "б" * 127])
def test_long_names_are_shortened_with_a_hash(tmp_path: Path, name: str) -> None:
    write_result(tmp_path, name, ".txt", "реферат")
    path = find_result(tmp_path, name, ".txt")
    assert path and path.read_text("utf-8") == "реферат" and len(os.fsencode(path.name)) <= MAX_NAME_BYTES
    assert "~" in path.name and path.name.endswith(".txt")


@pytest.mark.parametrize("n_refusals", [0, 2, 3])
def test_what_is_refused_for_a_moment_is_tried_again(n_refusals: int) -> None:
    refusals = iter(range(n_refusals))

    def act() -> None:
        if next(refusals, None) is not None:
            raise PermissionError("open elsewhere")

    with pytest.raises(PermissionError) if n_refusals == 3 else nullcontext():
        insist(act, n_tries=3, pause_s=0)
    assert next(refusals, None) is None


def test_what_office_and_the_systems_hide_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "~$отчёт.docx").write_bytes(b"\x05Anna")
    (tmp_path / "а.txt").write_text(NEWS, encoding="utf-8")
    hidden = found(tmp_path)["~$отчёт.docx"]
    assert "служебный файл" in hidden.refusal and not hidden.is_failure and not found(tmp_path)["а.txt"].refusal
    for shown in (SimpleNamespace(st_file_attributes=2), SimpleNamespace(st_flags=0x8000)):
        assert refuse_hidden("а.txt", shown).startswith("скрытый:")
    assert not refuse_hidden("а.txt", SimpleNamespace(st_file_attributes=32, st_flags=0))


def test_nothing_is_left_where_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "занято").mkdir()
    with pytest.raises(OutputError, match="Не удаётся записать"):
        write_whole(tmp_path / "занято", "текст")
    assert not (tmp_path / PARTIAL).exists()
    write_whole(tmp_path / "a.txt", "старый")
    write_whole(tmp_path / "a.txt", "новый")
    assert (tmp_path / "a.txt").read_text("utf-8") == "новый"


@pytest.mark.parametrize(
    ("name", "said", "english"),
    [
        ("a.zip", "распакуйте архив", "unpack"),
        ("a.JPG", "распознайте текст", "recognize"),
        ("a.json", "запишите тексты в .jsonl", "a line"),
        ("a.mp3", "расшифруйте запись", "recording"),
    ],
)
def test_remedy_is_one_that_helps(name: str, said: str, english: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"x")
    [found] = find_inputs([tmp_path], None)
    assert said in found.refusal and "переименуйте" not in found.refusal and english in in_english(found.refusal)
