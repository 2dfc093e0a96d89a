"""Where each record stands in the journal: a temporary table that memory does not have to hold."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

from summarizer.errors import OutputError
from summarizer.folder.records import Record, Settings, Status
from summarizer.folder.writing import MAKE_ROOM

CACHE_KIB: Final = 4096  # of the table in memory; the rest spills to a temporary file that the system removes
_LOST: Final = 2  # of is_seen: a row that its table, which was read to the end, holds no more
N_AT_ONCE: Final = 500  # entries that are taken out of the table together
_SCHEMA: Final = """
CREATE TABLE entries (
    name TEXT PRIMARY KEY, sha256 TEXT, text_key INTEGER, stamp TEXT, origin TEXT, status TEXT,
    settings INTEGER, start INTEGER, size INTEGER, is_orphan INTEGER, is_seen INTEGER
) WITHOUT ROWID;
CREATE INDEX by_text ON entries (text_key) WHERE text_key IS NOT NULL;
"""


@dataclass(frozen=True)
class Entry:
    """What the run must know of a record without reading it."""

    name: str
    sha256: str
    stamp: str
    origin: str
    status: Status
    settings: Settings
    start: int  # offset of the line in the journal, bytes
    size: int  # with the line break, bytes
    is_orphan: bool  # a summary of which an earlier run said that its source is gone
    is_lost: bool = False  # a row that this run has not met in its table


class Index:
    """The records of a journal by name and by text; a million of them cost the memory of a cache.

    Its two users, the thread that reads ahead and the run itself, take turns.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._table = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        self._table.executescript(f"PRAGMA cache_size = -{CACHE_KIB}; PRAGMA journal_mode = OFF; {_SCHEMA} BEGIN;")
        self._settings: list[Settings] = []
        self._numbers: dict[str, int] = {}

    def put(self, located: Iterable[tuple[Record, int, int]], is_seen: bool) -> None:
        """Notes records with the start and size of their lines; a later one of the same name takes the place."""
        with self._using() as table:
            table.executemany(
                "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (
                        *(record.path, record.sha256, _text_key(record.text_sha256), record.stamp, record.origin),
                        *(record.status, self._number(record.settings), start, size, record.is_orphan, is_seen),
                    )
                    for record, start, size in located
                ),
            )

    def visit(self, name: str) -> tuple[bool, Entry | None]:
        """Whether the name came before in this run, and what is known of it from earlier ones."""
        with self._using() as table:
            row = table.execute("SELECT * FROM entries WHERE name = ?", (name,)).fetchone()
            if row is None:
                table.execute("INSERT INTO entries (name, is_seen) VALUES (?, 1)", (name,))
                return False, None
            table.execute("UPDATE entries SET is_seen = 1 WHERE name = ?", (name,))
        return row[-1] == 1, self._entry(row)

    def visit_first(self, names: Iterable[str]) -> tuple[str, Entry | None]:
        """The first of the names that did not come before in this run, and what is known of it."""
        for name in names:
            is_again, entry = self.visit(name)
            if not is_again:
                return name, entry
        raise LookupError("Every name has come before")

    def forget(self, name: str) -> None:
        """Drops what is known of a name; its line goes when the journal is compacted."""
        with self._using() as table:
            table.execute("DELETE FROM entries WHERE name = ?", (name,))

    def find_text(self, text_sha256: str, settings: Settings) -> Entry | None:
        """A record of, most likely, the same text, with the same settings, under whatever name."""
        query = "SELECT * FROM entries WHERE text_key = ? AND settings = ? AND status IN ('done', 'skipped') LIMIT 1"
        with self._using() as table:
            row = table.execute(query, (_text_key(text_sha256), self._number(settings))).fetchone()
        return self._entry(row) if row else None

    def lose_rows(self, corpus: str, origin: str) -> None:
        """Notes that this run has met all rows of a table that there are."""
        query = "UPDATE entries SET is_seen = ? WHERE is_seen = 0 AND origin = ? AND name > ? AND name < ?"
        with self._using() as table:
            table.execute(query, (_LOST, origin, f"{corpus}/", f"{corpus}0"))  # «0» comes behind «/»

    def unmet(self) -> Iterator[Entry]:
        """What this run has met no input for, by name."""
        query = "SELECT * FROM entries WHERE is_seen != 1 AND start IS NOT NULL AND name > ? ORDER BY name LIMIT ?"
        last = ""
        while True:
            with self._using() as table:
                rows = table.execute(query, (last, N_AT_ONCE)).fetchall()
            if not rows:
                return
            yield from filter(None, map(self._entry, rows))
            last = rows[-1][0]

    def count(self) -> int:
        """How many names have a record."""
        with self._using() as table:
            total: int = table.execute("SELECT count(*) FROM entries WHERE start IS NOT NULL").fetchone()[0]
        return total

    def places(self) -> Iterator[tuple[int, int]]:
        """Start and size of each record's line, in the order of the journal."""
        with self._using() as table:
            yield from table.execute("SELECT start, size FROM entries WHERE start IS NOT NULL ORDER BY start")

    def close(self) -> None:
        """Frees the table and its temporary file."""
        with self._lock:
            self._table.close()

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                yield self._table
            except sqlite3.OperationalError as error:
                raise OutputError(f"Не хватает места для временных файлов ({error}): {MAKE_ROOM}") from error

    def _number(self, settings: Settings) -> int:
        if self._settings and settings == self._settings[-1]:
            return len(self._settings) - 1
        key = settings.key()
        if key not in self._numbers:
            self._numbers[key] = len(self._settings)
            self._settings.append(settings)
        return self._numbers[key]

    def _entry(self, row: tuple[Any, ...]) -> Entry | None:
        name, sha256, _, stamp, origin, status, number, start, size, is_orphan, is_seen = row
        if start is None:  # met in this run, not yet written down
            return None
        known = (stamp, origin, status, self._settings[number], start, size)
        return Entry(name, sha256, *known, bool(is_orphan), is_seen == _LOST)


def _text_key(text_sha256: str) -> int | None:
    """The first 8 bytes of a text's hash as a signed number: an index of it takes a third of the room."""
    return int.from_bytes(bytes.fromhex(text_sha256[:16]), "big", signed=True) if text_sha256 else None
