"""Summaries whose source is gone: told, marked in the journal, removed only where that is asked for."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from summarizer.folder.index import Entry
from summarizer.folder.inputs import Input
from summarizer.folder.journal import Journal
from summarizer.folder.outputs import drop_summaries
from summarizer.folder.records import Record

N_SHOWN: Final = 5  # names
N_AT_ONCE: Final = 200  # records that are marked together
FILE_GONE: Final = "исходного файла больше нет"
ROW_GONE: Final = "этой строки в таблице больше нет"


@dataclass
class Names:
    """How many there are, and the first of them."""

    total: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, name: str) -> None:
        """Counts one."""
        self.total += 1
        if self.total <= N_SHOWN:
            self.first.append(name)


@dataclass
class Vanished:
    """Summaries that a run has met no input for: their source is gone, or was only not named.

    Only what lay in a folder that the run searched can be gone: the way from ``out`` to any other may be an old one.
    One in which it found no text may be a disk that is not there now.
    """

    out: Path
    folders: Sequence[Path] = ()
    gone: Names = field(default_factory=Names)
    unnamed: Names = field(default_factory=Names)
    _searched: set[Path] = field(default_factory=set)
    _has_shut: bool = False

    def watch(self, inputs: Iterable[Input]) -> Iterator[Input]:
        """The inputs; what a folder or a disk that is not there now holds is not taken for gone."""
        empty = {Path(os.path.abspath(folder)) for folder in self.folders if os.path.isdir(folder)}
        for item in inputs:
            if empty and not item.refusal:
                found = empty.intersection(Path(os.path.abspath(item.path)).parents)
                self._searched |= found
                empty -= found
            self._has_shut = self._has_shut or (item.is_failure and not _is_file(item.path))
            yield item

    def settle(self, journal: Journal, is_pruning: bool) -> None:
        """Counts what has vanished and writes it down, or removes it with its files; those that a person edited stay.

        Raises:
            OutputError: It cannot be written.
        """
        marked: list[Record] = []
        for entry, reason in self.look(journal):
            if reason and is_pruning:
                drop_summaries(self.out, journal.read(entry), None)
                journal.index.forget(entry.name)
            elif reason and entry.status == "done" and not entry.is_orphan:
                marked.append(replace(journal.read(entry), reason=reason))
            if len(marked) >= N_AT_ONCE:
                journal.append(marked)
                marked = []
        journal.append(marked)

    def look(self, journal: Journal) -> Iterator[tuple[Entry, str]]:
        """What has no input, and why where its source is gone; counts the summaries among it."""
        is_there = lru_cache(maxsize=1)(self._is_there)  # for the rows of a table, which come together
        for entry in journal.index.unmet():
            reason = ""
            if not self._has_shut and entry.origin:
                reason = ROW_GONE if entry.is_lost else "" if is_there(entry.origin) else FILE_GONE
            if entry.status == "done":
                (self.gone if reason else self.unnamed).add(entry.name)
            yield entry, reason

    def _is_there(self, origin: str) -> bool:
        """False only where that is certain: a name that is no UTF-8 is written otherwise than it is."""
        path = Path(os.path.abspath(self.out / origin))
        is_searched = not self._searched.isdisjoint(path.parents)
        try:
            return not is_searched or "\\x" in origin or path.exists()
        except OSError:
            return True


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
