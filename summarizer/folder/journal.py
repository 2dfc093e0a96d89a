"""The journal of a folder run: one synced line for each input, the result and the state in one."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final, Literal

from summarizer.cleaning import CLEANER_VERSION
from summarizer.errors import OutputError

Status = Literal["done", "skipped", "failed"]

JOURNAL: Final = "summaries.jsonl"


@dataclass(frozen=True)
class Record:
    """One line of the journal."""

    path: str
    sha256: str
    status: Status
    reason: str = ""
    summary: str = ""
    findings: list[dict[str, str | int]] = field(default_factory=list)
    coverage: float = 0.0
    n_repairs: int = 0
    model: str = ""
    options: dict[str, str | int | bool | None] = field(default_factory=dict)
    cleaner: str = CLEANER_VERSION
    elapsed_s: float = 0.0

    def to_json(self) -> str:
        """The record as one line."""
        return json.dumps(asdict(self), ensure_ascii=False)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turns a failure to write into an OutputError that names the place."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"Не удаётся записать {path}: {reason}. Готовое сохранено") from error


def write_whole(path: Path, text: str) -> None:
    """Writes a file so that a crash leaves the old one or the new one, never a part.

    Raises:
        OutputError: The file cannot be written.
    """
    partial = path.with_name(path.name[:200] + ".partial")
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)


class Journal:
    """The records of a run in OUT/summaries.jsonl; of two lines for one path the later counts.

    Args:
        out: The folder of the results, made if it is not there.
        is_current: Which of the earlier records are still good; the others are dropped.

    Raises:
        OutputError: The folder cannot be written.
    """

    def __init__(self, out: Path, is_current: Callable[[Record], bool]) -> None:
        self._path = out / JOURNAL
        with writing(out):
            out.mkdir(parents=True, exist_ok=True)
            self._records = {record.path: record for record in self._read() if is_current(record)}
        self.compact()

    def _read(self) -> Iterator[Record]:
        """The records that are whole; a line torn by a crash is dropped and its file done again."""
        if not self._path.exists():
            return
        with self._path.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                try:
                    yield Record(**json.loads(line))
                except (ValueError, TypeError):
                    continue

    def find(self, path: str, sha256: str) -> Record | None:
        """The record of this content under this name, if an earlier run has made it."""
        record = self._records.get(path)
        return record if record and record.sha256 == sha256 else None

    def append(self, records: Sequence[Record]) -> None:
        """Writes records and waits until they are on the disk."""
        with writing(self._path), self._path.open("a", encoding="utf-8") as journal:
            journal.write("".join(record.to_json() + "\n" for record in records))
            journal.flush()
            os.fsync(journal.fileno())
        self._records.update({record.path: record for record in records})

    def compact(self) -> None:
        """Leaves one line for each input."""
        write_whole(self._path, "".join(record.to_json() + "\n" for record in self._records.values()))
