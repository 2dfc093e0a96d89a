"""What the command does where standard input or output is closed, full, or left by its reader."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.texts import NEWS

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")
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
