"""``summarizer clean``: streams, folders, corpora; what it prints and where."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer import Repair
from summarizer.cleaning import find_lost
from summarizer.cli import main
from summarizer.cli.diff import diff_lines
from summarizer.folder import FolderLock, find_inputs
from tests.texts import NEWS, SPOILED

Capture = pytest.CaptureFixture[str]


def test_folder_is_mirrored_with_pages_and_rows(tmp_path: Path, capfd: Capture) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    (folder / "б").mkdir(parents=True)
    (folder / "а.txt").write_text(SPOILED, encoding="utf-8")
    (folder / "б" / "в.html").write_text(f"<html><body><p>{SPOILED}</p></body></html>", encoding="utf-8")
    (folder / "г.csv").write_text("id,text\n7,Дoм у рeки\n", encoding="utf-8")
    (folder / "д.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    assert main(["clean", str(folder), "-o", str(out)]) == 3
    assert (out / "а.txt").read_text("utf-8") == NEWS + "\n"
    assert NEWS in (out / "б" / "в.html.txt").read_text("utf-8")
    assert (out / "г.csv" / "7.txt").read_text("utf-8") == "Дом у реки\n"
    said = capfd.readouterr().err
    assert "д.txt" in said and "PNG" in said and "текстов 3" in said


def test_what_is_not_read_in_a_folder_is_listed_as_run_does(tmp_path: Path, capfd: Capture) -> None:
    folder = tmp_path / "in"
    (folder / "б").mkdir(parents=True)
    (folder / "а.txt").write_text("Мост закрыт.\n", encoding="utf-8")
    for name in ("архив.zip", "б/снимок.jpg", "б/.скрытый.txt"):
        (folder / name).write_bytes(b"x")
    (folder / "ссылка.txt").symlink_to(folder / "а.txt")
    assert main(["clean", str(folder), "-o", str(tmp_path / "out")]) == 0
    by_clean = capfd.readouterr().err.split("текстов 1")[0]
    assert main(["run", str(folder), "-o", str(tmp_path / "other"), "--model", "extract"]) == 0
    by_run = capfd.readouterr().err.split("готово 1")[0]
    assert by_clean == by_run and all(name in by_run for name in ("архив.zip", "б/снимок.jpg", "б/.скрытый.txt"))


def test_file_that_fails_is_named_by_its_path_in_the_folder(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "in" / "б").mkdir(parents=True)
    (tmp_path / "in" / "б" / "д.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "in" / "б" / "т.csv").write_text("а,б\n1,2\n", encoding="utf-8")
    assert main(["clean", str(tmp_path / "in"), "-o", str(tmp_path / "out")]) == 3
    said = capfd.readouterr().err
    assert "summarizer: б/д.txt: это не текст" in said and "summarizer: б/т.csv: нет столбца" in said


@pytest.mark.parametrize(
    ("text", "n"), [("Мост.\n", 0), ("Мост.\r\n", 0), ("Мост.", 0), ("Мост. \n", 1), ("Мост  цел.\n", 1)]
)
def test_line_end_of_the_file_is_no_repair(text: str, n: int, tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode())
    assert main(["clean", str(tmp_path / "a.txt")]) == 0
    assert f"исправлений {n}" in capfd.readouterr().err
    assert main(["clean", "--diff", str(tmp_path / "a.txt")]) == 0
    assert len(capfd.readouterr().out.splitlines()) == n


def test_empty_text_is_said(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "a.txt").write_text("\n", encoding="utf-8")
    assert main(["clean", str(tmp_path / "a.txt")]) == 0
    assert "a.txt: замечание: текст пуст" in capfd.readouterr().err


def test_name_of_a_file_does_not_steer_the_terminal(tmp_path: Path, capfd: Capture) -> None:
    path = tmp_path / "a\x1b[2J.txt"
    path.write_text("\n", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    (out / path.name).write_text("мой отчёт", encoding="utf-8")
    assert main(["clean", str(path), "-o", str(out)]) == 3
    said = capfd.readouterr().err
    assert "\x1b" not in said and "a\\x1b[2J.txt: замечание: текст пуст" in said
    assert "a\\x1b[2J.txt уже есть" in said


def test_folder_without_out_is_a_wrong_call(tmp_path: Path, capfd: Capture) -> None:
    assert main(["clean", str(tmp_path)]) == 2
    assert "-o" in capfd.readouterr().err


def test_stream_is_cleaned_and_counted_in_russian() -> None:
    line = [sys.executable, "-m", "summarizer", "clean"]
    done = subprocess.run(line, input=SPOILED.encode("utf-16"), capture_output=True, check=True)
    assert done.stdout.decode() == NEWS + "\n" and "чужая буква вместо русской" in done.stderr.decode()


def test_diff_shows_only_changed_lines(tmp_path: Path, capfd: Capture) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Первая строка.\nСοвет собрался.\nТретья.", encoding="utf-8")
    assert main(["clean", "--diff", str(path)]) == 0
    assert capfd.readouterr().out == "2: [-Сοвет-]{+Совет+} собрался.\n"


def test_diff_of_a_clean_text_is_empty_and_json_gives_offsets(tmp_path: Path, capfd: Capture) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Совет собрался.", encoding="utf-8")
    assert main(["clean", "--diff", str(path)]) == 0
    assert capfd.readouterr().out == ""
    assert main(["clean", "--json", str(path)]) == 0
    assert json.loads(capfd.readouterr().out) == {"text": "Совет собрался.", "repairs": []}


def test_diff_in_colour_counts_lines_over_repairs_that_hold_some() -> None:
    source = "а\nб\nв мοст"
    repairs = [Repair("line_break", 1, 2, "\n", " "), Repair("homoglyph", 6, 10, "мοст", "мост")]
    assert [line.split()[0] for line in diff_lines(source, repairs, False)] == ["1:", "3:"]
    assert "\033[31mмοст\033[0m\033[32mмост\033[0m" in list(diff_lines(source, repairs, True))[1]


def test_lost_letters_are_said(tmp_path: Path, capfd: Capture) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Совет ??????? ????? утвердил план работы на весь год.", encoding="utf-8")
    assert main(["clean", str(path)]) == 0
    assert "буквы утрачены («????»): 1" in capfd.readouterr().err
    assert not find_lost("Что? Как?? Неужели???")


def test_text_in_another_language_is_said(tmp_path: Path, capfd: Capture) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Рада директорів зібралася вчора, і їй було що обговорити.", encoding="utf-8")
    assert main(["clean", str(path)]) == 0
    said = capfd.readouterr().err
    assert "a.txt: замечание: текст не на русском" in said and "summarizer:" not in said


def test_rows_of_one_id_and_names_that_meet_lose_nothing(tmp_path: Path, capfd: Capture) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "c.md.txt").mkdir()
    texts = {
        "c.md": "Текст.",
        "c.md.txt/d.txt": "Внутри.",
        "a.md": "Первый текст.",
        "a.md.txt": "Второй текст.",
        "a.md.txt.txt": "Третий текст.",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    rows = [("x", "Строка один."), ("x", "Строка два."), ("x.txt", "Строка три.")]
    lines = (json.dumps({"id": key, "text": text}, ensure_ascii=False) for key, text in rows)
    (folder / "b.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert main(["clean", str(folder), "-o", str(out)]) == 0
    files = [path for path in out.rglob("*.txt") if path.is_file()]
    assert sorted(path.read_text("utf-8").strip() for path in files) == sorted(
        [*texts.values(), *(text for _, text in rows)]
    )
    assert (out / "b.jsonl" / "x~2.txt").read_text("utf-8") == "Строка два.\n"


def test_folder_that_another_run_holds_is_refused(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "a.txt").write_text(SPOILED, encoding="utf-8")
    out = tmp_path / "out"
    with FolderLock(out):
        assert main(["clean", str(tmp_path / "a.txt"), "-o", str(out)]) == 75
        assert "уже пишет другой запуск" in capfd.readouterr().err
    assert main(["clean", str(tmp_path / "a.txt"), "-o", str(out)]) == 0
    assert [path.name for path in out.iterdir() if not path.name.startswith(".")] == ["a.txt"]


def test_file_of_another_content_is_replaced_only_when_asked(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "report.txt").write_text(SPOILED, encoding="utf-8")
    (tmp_path / "b.txt").write_text("Совет собрался.", encoding="utf-8")
    own = tmp_path / "docs" / "report.txt"
    own.parent.mkdir()
    own.write_text("мой отчёт", encoding="utf-8")
    line = ["clean", str(tmp_path / "report.txt"), str(tmp_path / "b.txt"), "-o", str(own.parent)]
    assert main(line) == 3
    said = capfd.readouterr().err
    assert f"{own} уже есть" in said and "--overwrite" in said
    assert own.read_text("utf-8") == "мой отчёт" and (own.parent / "b.txt").exists()
    assert main([*line, "--overwrite"]) == 0 and own.read_text("utf-8") == NEWS + "\n"
    assert main(line) == 0  # again, with what it has made


def test_name_that_is_too_long_for_its_copy_is_shortened(tmp_path: Path, capfd: Capture) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / f"{'я' * 125}.text").write_text(SPOILED, encoding="utf-8")
    (folder / "ё.txt").write_text(SPOILED, encoding="utf-8")
    line = ["clean", str(folder), "-o", str(out)]
    assert main(line) == 0
    short, other = sorted(out.glob("*.txt"))
    assert other.name == "ё.txt" and short.name.startswith("яяя") and short.read_text("utf-8") == NEWS + "\n"
    assert main(line) == 0
    short.write_text("мой отчёт", encoding="utf-8")
    capfd.readouterr()
    assert main(line) == 3 and f"{short} уже есть" in capfd.readouterr().err
    assert short.read_text("utf-8") == "мой отчёт"


@pytest.mark.parametrize("command", ["run", "clean"])
def test_cleaned_copies_within_a_folder_are_no_sources(command: str, tmp_path: Path, capfd: Capture) -> None:
    folder, out = tmp_path / "in", str(tmp_path / "out")
    folder.mkdir()
    (folder / "a.txt").write_text(NEWS, encoding="utf-8")
    cleaned = folder / "cleaned"
    assert main(["clean", str(folder), "-o", str(cleaned)]) == 0
    assert main([command, str(folder), "-o", out]) == 0
    assert "cleaned: очищенные копии (summarizer clean)" in capfd.readouterr().err
    assert [path.name for path in (tmp_path / "out").rglob("*.txt*")] == [
        {"run": "a.txt.txt", "clean": "a.txt"}[command]
    ]
    assert [item.name for item in find_inputs([cleaned], None)] == ["a.txt"]  # whoever names them means them


def test_folder_that_holds_other_texts_is_not_taken_for_cleaned_copies(tmp_path: Path) -> None:
    texts = tmp_path / "in" / "texts"
    texts.mkdir(parents=True)
    (texts / "a.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "b.txt").write_text(NEWS, encoding="utf-8")
    assert main(["clean", str(tmp_path / "b.txt"), "-o", str(texts)]) == 0
    assert {item.name for item in find_inputs([tmp_path / "in"], None) if not item.refusal} == {
        "texts/a.txt",
        "texts/b.txt",
    }
