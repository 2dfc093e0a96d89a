"""The journal of a folder run: one synced line for each input, the result and the state in one."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from summarizer.errors import OutputError
from summarizer.folder.index import Entry, Index
from summarizer.folder.records import Record
from summarizer.folder.writing import replacing, sync_folder, write_whole, writing

__all__ = ["ASIDE", "JOURNAL", "Journal", "is_journal", "write_whole"]

JOURNAL: Final = "summaries.jsonl"
ASIDE: Final = "summaries.damaged.jsonl"  # lines of the journal that are no records
LINES_AT_ONCE: Final = 100  # that are indexed in one go
FIRST_BYTES: Final = 1_000_000  # of a line that may be no record, and as long as the file
_BEGINNING: Final = b'{"path": "'


class Journal:
    """The records of OUT/summaries.jsonl; of two lines for one path the later counts.

    Opening it reads every line once, notes where it stands, and cuts off what a crash left of the last one.
    The records stay in the file: memory holds none of them. Whole lines that are no records, damaged or of a
    later version, are put aside when the journal is compacted.

    Args:
        out: The folder of the results, made if it is not there.
        is_read_only: True to look only: nothing is made, cut or written.

    Raises:
        OutputError: The folder cannot be written, or its summaries.jsonl is not ours.
    """

    def __init__(self, out: Path, is_read_only: bool = False) -> None:
        self.index = Index()
        self.n_damaged = 0  # whole lines that are no records: their inputs are done again
        self._path = out / JOURNAL
        self._size = self._n_lines = self._n_records = 0
        with writing(self._path):
            if not is_read_only:
                out.mkdir(parents=True, exist_ok=True)
                self._path.open("ab").close()
                sync_folder(out)
            if self._path.exists():
                self._load()
            if not is_read_only and self._size < self._path.stat().st_size:
                os.truncate(self._path, self._size)

    def _load(self) -> None:
        """Indexes the lines; a last one without an end is torn and does not count."""
        located: list[tuple[Record, int, int]] = []
        with self._path.open("rb") as lines:
            for line in lines:
                if not line.endswith(b"\n"):
                    break
                record = _record(line)
                if record:
                    located.append((record, self._size, len(line)))
                self._n_records += record is not None
                self.n_damaged += record is None
                self._size += len(line)
                if len(located) >= LINES_AT_ONCE:
                    self.index.put(located, is_seen=False)
                    located = []
        self.index.put(located, is_seen=False)
        if self._path.stat().st_size and not self._n_records and not _is_torn(self._path):
            raise OutputError(
                f"{self._path} — не журнал этой программы или журнал более новой её версии: укажите другую папку в -o"
            )

    def read(self, entry: Entry) -> Record:
        """The whole record of an entry.

        Raises:
            OutputError: The journal has been changed or removed meanwhile.
        """
        with writing(self._path), self._path.open("rb") as file:
            file.seek(entry.start)
            try:
                return Record.from_json(file.read(entry.size))
            except ValueError as error:
                raise OutputError(f"{self._path} изменён во время работы. Запустите ту же команду снова") from error

    def append(self, records: Sequence[Record]) -> None:
        """Writes records and waits until they are on the disk; on an error the journal is as it was.

        Raises:
            OutputError: They cannot be written.
        """
        if not records:
            return
        lines = [record.to_line() for record in records]
        with writing(self._path):
            self._append(b"".join(lines))
        starts = [self._size]
        for line in lines:
            starts.append(starts[-1] + len(line))
        self.index.put(zip(records, starts, map(len, lines), strict=False), is_seen=True)
        self._size = starts[-1]
        self._n_records += len(lines)

    def _append(self, data: bytes) -> None:
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            os.fsync(descriptor)
        except BaseException:
            os.ftruncate(descriptor, self._size)
            raise
        finally:
            os.close(descriptor)

    def compact(self) -> None:
        """Leaves one line for each input, if there are others; lines that are no records go into ASIDE.

        Raises:
            OutputError: It cannot be written; the journal is as it was.
        """
        if self.index.count() == self._n_records and not self.n_damaged:
            return
        if self.n_damaged:
            self._put_aside()
        with writing(self._path), replacing(self._path) as new, self._path.open("rb") as old:
            for start, size in self.index.places():
                old.seek(start)
                new.write(old.read(size))

    def _put_aside(self) -> None:
        aside = self._path.with_name(ASIDE)
        with writing(aside), self._path.open("rb") as lines, aside.open("ab") as kept:
            kept.writelines(line for line in lines if not _record(line))
            kept.flush()
            os.fsync(kept.fileno())

    def records(self) -> Iterator[Record]:
        """The records, one for each input, in the order of the journal."""
        with writing(self._path), self._path.open("rb") as lines:
            for line in lines:
                yield Record.from_json(line)


def _record(line: bytes) -> Record | None:
    """The record of a line, if it is one."""
    try:
        return Record.from_json(line)
    except (ValueError, RecursionError):
        return None


def _is_torn(path: Path) -> bool:
    """True for what a crash in the very first write leaves: less than a line of ours, or zeros."""
    with path.open("rb") as file:
        first = file.readline(FIRST_BYTES)
    return not first.strip(b"\0") or (not first.endswith(b"\n") and first.startswith(_BEGINNING[: len(first)]))


def is_journal(path: Path) -> bool:
    """True for a regular file whose first line is a record."""
    try:
        if not path.is_file():  # a pipe must not be opened
            return False
        with path.open("rb") as lines:
            first = lines.readline(FIRST_BYTES)
            is_cut = first.startswith(_BEGINNING) and not first.endswith(b"\n")
            Record.from_json(first + lines.readline() if is_cut else first)
    except (OSError, ValueError, RecursionError):
        return False
    return True
