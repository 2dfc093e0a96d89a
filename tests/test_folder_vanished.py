"""A folder run whose sources were deleted: their summaries are told, marked and, if asked for, removed."""

import csv
import shutil
from pathlib import Path

import pytest

from summarizer.cli import main
from summarizer.folder import JOURNAL, Record
from summarizer.folder.vanished import FILE_GONE, ROW_GONE
from tests.test_corpus import write_csv
from tests.texts import NEWS, TALE

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(NEWS, encoding="utf-8")
    (folder / "b.txt").write_text(TALE, encoding="utf-8")
    write_csv(folder / "c.csv", [{"id": "1", "text": NEWS}, {"id": "2", "text": TALE}])
    return folder


def run(folder: Path, *flags: str) -> dict[str, str]:
    """The reasons of the records after a run."""
    main(["run", str(folder), "-o", str(folder.parent / "out"), "--model", "extract", *flags])
    lines = (folder.parent / "out" / JOURNAL).read_text("utf-8").splitlines()
    records = map(Record.from_json, lines)
    return {record.path: record.reason for record in records if record.status == "done"}


ALL = dict.fromkeys(("a.txt", "b.txt", "c.csv/1", "c.csv/2"), "")


def test_summary_of_a_deleted_source_is_marked_until_it_is_there_again(folder: Path, capfd: Capture) -> None:
    assert run(folder, "--format", "csv") == ALL
    (folder / "b.txt").unlink()
    write_csv(folder / "c.csv", [{"id": "2", "text": TALE}])
    gone = ALL | {"b.txt": FILE_GONE, "c.csv/1": ROW_GONE}
    for _ in range(2):
        capfd.readouterr()
        assert run(folder, "--format", "csv") == gone
        assert "больше нет: b.txt, c.csv/1. Их рефераты остались; убрать их: --prune" in capfd.readouterr().err
    with (folder.parent / "out" / "summaries.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["path"]: row["reason"] for row in csv.DictReader(file, delimiter=";")} == gone
    (folder / "b.txt").write_text(TALE, encoding="utf-8")
    write_csv(folder / "c.csv", [{"id": "1", "text": NEWS}, {"id": "2", "text": TALE}])
    capfd.readouterr()
    assert run(folder, "--format", "csv") == ALL
    assert "было готово 4 за" in capfd.readouterr().err


def test_renamed_source_takes_no_mark_along(folder: Path) -> None:
    run(folder)
    (folder / "b.txt").unlink()
    write_csv(folder / "c.csv", [{"id": "1", "text": NEWS}])
    run(folder)
    (folder / "й.txt").write_text(TALE, encoding="utf-8")
    assert run(folder) == ALL | {"b.txt": FILE_GONE, "c.csv/2": ROW_GONE, "й.txt": ""}


@pytest.mark.parametrize("flags", [[], ["--prune"]], ids=["mark", "prune"])
def test_disk_that_is_not_there_is_no_deleted_source(flags: list[str], folder: Path, capfd: Capture) -> None:
    run(folder)
    folder.rename(folder.with_name("disk"))
    assert run(folder, *flags) == ALL
    folder.mkdir()  # where it was mounted
    capfd.readouterr()
    assert run(folder, *flags) == ALL
    assert "не встретились: a.txt, b.txt, c.csv/1, c.csv/2. Их рефераты остались" in capfd.readouterr().err


def test_second_disk_that_is_not_there_is_no_deleted_source(folder: Path, capfd: Capture) -> None:
    disk, out = folder.with_name("disk"), folder.with_name("out")
    disk.mkdir()
    (disk / "d.txt").write_text(TALE, encoding="utf-8")
    command = ["run", str(folder), str(disk), "-o", str(out), "--model", "extract"]
    main(command)
    disk.rename(disk.with_name("elsewhere"))
    disk.mkdir()  # where it was mounted
    (folder / "b.txt").unlink()
    capfd.readouterr()
    main([*command, "--prune"])
    said = capfd.readouterr().err
    assert "больше нет: in/b.txt. " in said and "не встретились: disk/d.txt. " in said
    assert (out / "disk" / "d.txt.txt").is_file()


def test_source_that_was_not_named_is_not_deleted(folder: Path) -> None:
    run(folder)
    assert main(["run", str(folder / "a.txt"), "-o", str(folder.parent / "out"), "--prune", "--model", "extract"]) == 0
    assert run(folder, "--dry-run") == ALL


def test_folder_that_was_not_searched_lost_nothing(folder: Path, capfd: Capture) -> None:
    out, other = folder.parent / "out", folder.parent / "other"
    other.mkdir()
    (other / "d.txt").write_text(TALE, encoding="utf-8")
    main(["run", str(other), "-o", str(out), "--model", "extract"])
    assert run(folder) == ALL | {"d.txt": ""}
    moved = folder.parent / "archive" / "2026" / "out"
    moved.parent.mkdir(parents=True)
    out.rename(moved)  # the ways from it to the sources no longer hold
    capfd.readouterr()
    main(["run", str(folder), "-o", str(moved), "--model", "extract", "--prune"])
    assert "не встретились: d.txt. Их рефераты остались" in capfd.readouterr().err
    assert (moved / "d.txt.txt").is_file()


@pytest.mark.parametrize("text", ["nothing;at;all\n1;2;3\n", 'id,text\n0,Мост.\n1,"Дом закрыт.\n2,Дом открыт.\n'])
def test_broken_table_loses_no_rows(text: str, folder: Path) -> None:
    run(folder)
    (folder / "c.csv").write_text(text, encoding="utf-8")
    assert run(folder, "--prune").items() >= ALL.items()


def test_prune_forgets_what_had_no_summary_too(folder: Path) -> None:
    bad = [folder / "d.pdf", folder / "e.xyz", folder / "f.csv"]
    for path in bad:
        path.write_text("нет", encoding="utf-8")
    write_csv(folder / "c.csv", [{"id": "1", "text": NEWS}, {"id": "2", "text": ""}])
    run(folder)
    for path in bad:
        path.unlink()
    write_csv(folder / "c.csv", [{"id": "1", "text": NEWS}])
    run(folder, "--prune")
    lines = (folder.parent / "out" / JOURNAL).read_text("utf-8").splitlines()
    assert sorted(Record.from_json(line).path for line in lines) == ["a.txt", "b.txt", "c.csv/1"]


def test_prune_removes_what_is_gone_but_no_summary_that_a_person_edited(folder: Path, capfd: Capture) -> None:
    run(folder)
    out = folder.parent / "out"
    (folder / "б" / "в").mkdir(parents=True)
    (folder / "б" / "в" / "d.txt").write_text(TALE, encoding="utf-8")
    run(folder)
    shutil.rmtree(folder / "б")
    for name in ("a.txt", "b.txt"):
        (folder / name).unlink()
    (out / "a.txt.txt").write_text("Моё.", encoding="utf-8")
    write_csv(folder / "c.csv", [{"id": "1", "text": NEWS}])
    capfd.readouterr()
    assert run(folder, "--prune", "--dry-run") == ALL | {"б/в/d.txt": ""}
    assert "a.txt, b.txt, c.csv/2, б/в/d.txt. Их рефераты будут убраны, кроме изменённых вами" in capfd.readouterr().err
    assert (out / "b.txt.txt").is_file()
    assert run(folder, "--prune") == {"c.csv/1": ""}
    assert sorted(path.name for path in out.rglob("*.txt")) == ["1.txt", "a.txt.txt"]
    assert sorted(path.name for path in out.iterdir() if path.is_dir()) == ["c.csv"]
