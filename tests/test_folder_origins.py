"""Two source folders and one folder of results: what has the same name does not take the place of the other."""

import json
import shutil
from pathlib import Path

import pytest

from summarizer.cli import main
from summarizer.folder import JOURNAL, Record
from tests.texts import NEWS, QUOTES, REPORT

Capture = pytest.CaptureFixture[str]


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def run(*paths: Path, out: Path) -> int:
    return main(["run", *map(str, paths), "-o", str(out)])


@pytest.fixture
def years(tmp_path: Path) -> Path:
    """Two folders with a file of the same name, the first of them summarized."""
    write(tmp_path / "2023" / "01.txt", NEWS)
    write(tmp_path / "2024" / "01.txt", REPORT)
    assert run(tmp_path / "2023", out=tmp_path / "out") == 0
    return tmp_path


def test_namesake_from_another_folder_is_refused_by_name(years: Path, capfd: Capture) -> None:
    before = (years / "out" / "01.txt.txt").read_text("utf-8")
    capfd.readouterr()
    assert run(years / "2024", out=years / "out") == 3
    told = capfd.readouterr().err
    assert "01.txt: под этим именем лежит реферат другого файла" in told and "2023/01.txt" in told
    assert (years / "out" / "01.txt.txt").read_text("utf-8") == before
    assert run(years / "2023", out=years / "out") == 0


def test_namesake_is_refused_where_the_folder_of_results_is_a_link(years: Path, capfd: Capture) -> None:
    (years / "диск" / "рефераты").mkdir(parents=True)
    (years / "ссылка").symlink_to(years / "диск" / "рефераты")
    assert run(years / "2023", out=years / "ссылка") == 0
    before = (years / "ссылка" / "01.txt.txt").read_text("utf-8")
    capfd.readouterr()
    assert run(years / "2024", out=years / "ссылка") == 3
    assert "2023/01.txt: дайте обе папки" in capfd.readouterr().err
    assert (years / "ссылка" / "01.txt.txt").read_text("utf-8") == before


def test_namesake_is_refused_where_the_results_are_reached_by_a_link(years: Path) -> None:
    (years / "глубже").mkdir()
    (years / "глубже" / "ссылка").symlink_to(years / "out")
    assert run(years / "2024", out=years / "глубже" / "ссылка") == 3
    write(years / "2023" / "01.txt", QUOTES)
    assert run(years / "2023", out=years / "глубже" / "ссылка") == 0


def test_both_folders_in_one_command_are_told_apart(years: Path) -> None:
    assert run(years / "2023", years / "2024", out=years / "both") == 0
    assert {path.parent.name for path in (years / "both").glob("*/*.txt")} == {"2023", "2024"}


def test_equal_copy_elsewhere_is_kept(years: Path) -> None:
    shutil.copytree(years / "2023", years / "копия")
    before = (years / "out" / JOURNAL).read_text("utf-8")
    assert run(years / "копия", out=years / "out") == 0
    assert Record.from_json(before).summary == Record.from_json((years / "out" / JOURNAL).read_text("utf-8")).summary


def test_folder_that_was_moved_and_edited_is_done_again(years: Path) -> None:
    before = (years / "out" / "01.txt.txt").read_text("utf-8")
    (years / "2023").rename(years / "архив")
    write(years / "архив" / "01.txt", REPORT)
    assert run(years / "архив", out=years / "out") == 0
    assert (years / "out" / "01.txt.txt").read_text("utf-8") != before


def test_same_folder_in_another_spelling_is_done_again(years: Path) -> None:
    write(years / "2023" / "01.txt", REPORT)
    (years / "ссылка").symlink_to(years / "2023")
    assert run(years / "ссылка", out=years / "out") == 0


def test_rows_of_a_namesake_are_refused(tmp_path: Path) -> None:
    for year, text in (("2023", NEWS), ("2024", REPORT)):
        write(tmp_path / year / "a.jsonl", json.dumps({"id": "1", "text": text}) + "\n")
    assert run(tmp_path / "2023", out=tmp_path / "out") == 0
    assert run(tmp_path / "2024", out=tmp_path / "out") == 3


def test_journal_of_a_version_that_noted_no_origin_and_no_cells_is_read(years: Path) -> None:
    journal = years / "out" / JOURNAL
    values = json.loads(journal.read_text("utf-8"))
    del values["origin"], values["cells"]
    journal.write_text(json.dumps(values, ensure_ascii=False) + "\n", encoding="utf-8")
    assert run(years / "2023", out=years / "out") == 0
    assert run(years / "2024", out=years / "out") == 0
