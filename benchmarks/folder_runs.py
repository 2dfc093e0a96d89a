"""What the measurements of faults.py share: made-up texts, the command, and what it leaves."""

import random
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from summarizer.folder import JOURNAL, Record

ROOT = Path(__file__).resolve().parents[1]
SETTLE_S = 2.6  # until a file's stamp is trusted, so that two journals of the same files are equal
MAX_RUN_S = 600.0
SUBJECTS = "мост библиотека школа больница трамвай стадион музей рынок вокзал завод театр парк".split()
VERBS = "закрыли открыли отремонтировали построили перенесли осмотрели расширили".split()
PLACES = "Туле Твери Рязани Калуге Орле Курске Липецке Пензе Самаре Томске".split()
REASONS = ("по решению мэрии", "после жалоб жителей", "к началу сезона", "на средства края", "раньше срока")


@dataclass(frozen=True)
class Result:
    """A row of the table."""

    what: str
    bar: str
    found: str
    is_met: bool


def make_text(seed: int, n_sentences: int = 8) -> str:
    """A text like no other, in Russian sentences with numbers and names."""
    rng = random.Random(seed)
    return " ".join(
        f"В {rng.choice(PLACES)} {rng.choice(REASONS)} {rng.choice(VERBS)} {rng.choice(SUBJECTS)} {rng.randint(1, 9)}, "
        f"сообщил {rng.choice('АБВГДЕИКЛМНОПРС')}. {rng.choice(PLACES)[:-1]}ов. "
        f"На это ушло {rng.randint(2, 900)} млн рублей."
        for _ in range(n_sentences)
    )


def make_folder(folder: Path, n_files: int, n_sentences: int = 8) -> None:
    """Texts in folders of a hundred; returns when their stamps may be trusted."""
    for i in range(n_files):
        path = folder / f"{i // 100:03}" / f"{i:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make_text(i, n_sentences), encoding="utf-8")
    time.sleep(SETTLE_S)


def command(folder: Path, out: Path, *flags: str) -> list[str]:
    """The line that runs a folder."""
    return [sys.executable, "-m", "summarizer", "run", str(folder), "-o", str(out), "--model", "extract", *flags]


def run(line: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    """The command, run to its end."""
    return subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=MAX_RUN_S, check=False)


def tree(out: Path) -> dict[str, bytes]:
    """All files of a folder, hidden ones too."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def whole_lines(out: Path) -> list[Record]:
    """The records of a journal, without a torn last line; ValueError where another line is no record."""
    path = out / JOURNAL
    lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
    return [Record.from_json(line) for line in lines if line.endswith(b"\n")]
