"""What the command does where standard input or output is closed, full, or left by its reader."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from summarizer.cli.stdin import FIRST_BYTES
from summarizer.reading.corpus import Columns
from summarizer.reading.streamed import suffix_of_stream
from tests.documents import xlsx
from tests.texts import NEWS, TALE

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")
N_TOO_MANY = 80_000_000  # bytes
COMMANDS = ["run --help", "models", "doctor --model extract", "clean a.txt", "run a.txt --model extract --dry-run"]


def said_by(line: str, folder: Path) -> tuple[int, str]:
    """The exit code of a line of the shell, in which $S is the command, and what it says on stderr."""
    (folder / "a.txt").write_text(NEWS, "utf-8")
    environment = {**os.environ, "S": f"{sys.executable} -m summarizer", "PYTHONUNBUFFERED": ""}
    here = {"cwd": folder, "env": environment | {"PYTHONPATH": str(Path(__file__).parent.parent)}}
    done = subprocess.run(["bash", "-c", line], check=False, capture_output=True, text=True, **here)
    assert "Traceback" not in done.stderr and "Exception ignored" not in done.stderr
    return done.returncode, done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_reader_that_has_gone_is_no_error(command: str, tmp_path: Path) -> None:
    code, said = said_by(f"$S {command} | true; exit ${{PIPESTATUS[0]}}", tmp_path)
    assert code == 0 and "summarizer: " not in said


@pytest.mark.parametrize("command", COMMANDS)
def test_full_disk_behind_the_output_is_said(command: str, tmp_path: Path) -> None:
    code, said = said_by(f"$S {command} > /dev/full", tmp_path)
    assert code == 1 and "на диске нет места" in said


def test_closed_output_is_said_unless_results_go_elsewhere(tmp_path: Path) -> None:
    code, said = said_by("$S run a.txt --model extract >&-", tmp_path)
    assert code == 1 and "вывод закрыт" in said
    code, _ = said_by("$S run a.txt --model extract -o out <&- >&- 2>&-", tmp_path)
    assert code == 0 and (tmp_path / "out" / "a.txt.txt").is_file()


def test_nothing_comes_from_a_closed_input(tmp_path: Path) -> None:
    code, said = said_by("$S run - --model extract <&-", tmp_path)
    assert code == 3 and "стандартный ввод: В тексте нет ни одного предложения" in said


@pytest.mark.parametrize("command", ["clean", "run - --model extract"])
def test_who_sits_at_a_terminal_is_told_what_is_waited_for(command: str) -> None:
    typed, terminal = os.openpty()
    os.write(typed, f"{NEWS.splitlines()[0]}\n\4".encode())
    line = [sys.executable, "-m", "summarizer", *command.split()]
    done = subprocess.run(line, stdin=terminal, capture_output=True, text=True, check=True, timeout=60)
    os.close(terminal)
    os.close(typed)
    assert done.stderr.startswith("Жду текст: ") and done.stdout


def _csv(encoding: str) -> bytes:
    quoted = NEWS.replace('"', '""')
    return f'Дата;Текст\r\n01.11.2026;"{quoted}"\r\n02.11.2026;{" ".join(TALE.split())}\r\n'.encode(encoding)


TABLES = {
    "csv": _csv("utf-8"),
    "csv of Excel": _csv("utf-8-sig"),
    "csv in cp1251": _csv("cp1251"),
    "jsonl": "".join(json.dumps({"text": text}) + "\n" for text in (NEWS, TALE)).encode(),
    "xlsx": xlsx([["Дата", "Текст"], ["01.11.2026", NEWS], ["02.11.2026", TALE]]),
}


@pytest.mark.parametrize("data", TABLES.values(), ids=TABLES)
def test_table_in_a_stream_is_read_by_its_rows_and_kept(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "stream").write_bytes(data)
    for counted in ("готово 2 за", "было готово 2 за"):
        code, said = said_by("$S run - --model extract -o out < stream", tmp_path)
        assert code == 0 and counted in said
    code, said = said_by("$S clean - -o cleaned < stream", tmp_path)
    assert code == 0 and said.startswith("текстов 2, ")
    for folder in ("out", "cleaned"):
        assert sorted(path.name for path in (tmp_path / folder / "stdin").iterdir()) == ["1.txt", "2.txt"]
    code, said = said_by("$S clean - < stream", tmp_path)
    assert code == 2 and "нужна папка результатов" in said


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("command", ["run", "clean"])
def test_stream_that_is_interrupted_leaves_no_file(command: str, number: int, code: int, tmp_path: Path) -> None:
    line, here = [sys.executable, "-m", "summarizer", command, "-"], {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(line, env=here, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdin and run.stderr
        run.stdin.write(("Дата;Текст\n" + "1;Мост закрыт.\n" * 50_000).encode())  # more than shows what it is
        run.stdin.flush()
        for _ in range(300):
            if any(tmp_path.iterdir()):
                break
            time.sleep(0.1)
        run.send_signal(number)
        assert run.wait(60) == code and not any(tmp_path.iterdir())
        assert "Прервано." in run.stderr.read().decode()


@pytest.mark.parametrize("command", ["run - --model extract", "clean -"])
def test_stream_that_is_longer_than_a_file_may_be_is_refused_and_not_read_to_its_end(
    command: str, tmp_path: Path
) -> None:
    code, said = said_by(f"yes 'Мост закрыт.' | head -c {N_TOO_MANY} | $S {command}; exit ${{PIPESTATUS[2]}}", tmp_path)
    assert code == 3 and "стандартный ввод: больше 64 МБ, а читается до 64 МБ" in said


STREAMS = {
    "prose": ("Мост закрыт, движения нет.\nДорога свободна, ехать можно.\n", ""),
    "prose on texts": ("Текст, заголовок, автор.\nОб этом спорят давно, и вот почему.\n", ""),
    "list with marks": ("Купить: хлеб; соль.\nСделать: уроки; обед.\n", ""),
    "sentences with marks": ("Пришёл; увидел; победил.\nПришла; увидела; ушла.\nПришли; увидели; сели.\n", ""),
    "program": ("int a; int b; int c;\nlong d; long e; long f;\nchar g; char h; char i;\n", ""),
    "indented prose": ("\t\tМост закрыт.\n\t\tДорога свободна.\n\t\tЕхать можно\n", ""),
    "prose above a table": ("Мост закрыли утром, и город встал. " * 9 + "\nГод\tТекст\n1\tУстав\n2\tЗакон\n", ""),
    "heading above a table": ("Отчёт о мостах\n\nГод;Текст\n1;Мост закрыт.\n2;Дорога свободна.\n", ".csv"),
    "brace": ("{Пометка на полях} Мост закрыт.\n", ""),
    "column of another name": ("Дата;СМИ;Тело\n1;ТАСС;Мост закрыт.\n2;ТАСС;Дорога свободна.\n", ".csv"),
    "jsonl of another name": ('{"body": "Мост закрыт."}\n', ".jsonl"),
    "Excel's first line": ("sep=;\nДата;Тело\n1;Мост закрыт.\n", ".csv"),
    "json": ('[\n{"text": "Мост закрыт."}\n]\n', ".json"),
}


@pytest.mark.parametrize(("text", "suffix"), STREAMS.values(), ids=STREAMS)
def test_stream_is_a_table_where_its_beginning_is_one(text: str, suffix: str) -> None:
    assert suffix_of_stream(text.encode()) == suffix
    assert suffix_of_stream(text.encode(), Columns("тело")) in (suffix, ".csv")  # who names a column knows it for one


def test_stream_of_json_and_one_without_the_column_are_refused(tmp_path: Path) -> None:
    code, said = said_by("""echo '[{"text": "Мост закрыт."}]' | $S run - --model extract""", tmp_path)
    assert code == 3 and "стандартный ввод: это данные JSON, а не текст" in said
    code, said = said_by("$S run - --model extract --text-column тело < a.txt", tmp_path)
    assert code == 3 and "стандартный ввод: нет столбца «тело»" in said


@pytest.mark.parametrize("size", [10, FIRST_BYTES], ids=["many rows", "long row"])
def test_table_of_more_than_is_looked_at_loses_no_row(size: int, tmp_path: Path) -> None:
    rows = [json.dumps({"id": n, "text": f"Мост {n} закрыт. " * (size // 10)}) for n in range(4)]
    rows += [json.dumps({"id": n, "text": f"Дорога {n} свободна." + " " * 1000}) for n in range(4, 1200)]
    (tmp_path / "stream").write_text("\n".join(rows), "utf-8")
    code, said = said_by("$S run - --model extract --sentences 1 --dry-run < stream > plan; wc -l < plan >&2", tmp_path)
    assert code == 0 and said.splitlines()[-1].strip() == "1200"


def test_folder_that_is_gone_from_under_the_shell_is_told(tmp_path: Path) -> None:
    code, said = said_by("mkdir gone && cd gone && rmdir ../gone && $S run a.txt --model extract", tmp_path)
    assert code == 1 and said == "summarizer: текущей папки больше нет. Перейдите в другую\n"
