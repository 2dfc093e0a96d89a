"""Standard input: a text, which is taken whole if a file might be as long, or a table, which goes through a file."""

import math
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, cast

from summarizer.errors import OutputError
from summarizer.folder import STDIN
from summarizer.folder.writing import MAKE_ROOM, reason_of
from summarizer.reading import MAX_FILE_BYTES
from summarizer.reading.corpus import CORPUS_SUFFIXES, Columns
from summarizer.reading.streamed import suffix_of_stream

FIRST_BYTES: Final = 1 << 20  # which show most tables; spreadsheets, and rows that are longer, only the whole does
PIECE_BYTES: Final = 1 << 16
MOST_BYTES: Final = MAX_FILE_BYTES + 1  # that are held in memory: reading refuses so many


@dataclass(frozen=True)
class StandardInput:
    """What was passed, if anything."""

    data: bytes = b""  # of what is no table; of one that is too long the first MOST_BYTES
    path: Path | None = None  # the table's file; of JSON a name only, which says so


@contextmanager
def standard_input(paths: Sequence[Path], columns: Columns, encoding: str | None) -> Iterator[StandardInput]:
    """Standard input where it is among the paths; the file of a table is there as long as this is entered.

    Raises:
        OutputError: There is no room for the file.
    """
    if STDIN not in map(str, paths):
        yield StandardInput()
        return
    _tell_who_waits()
    data = b"".join(_pieces(FIRST_BYTES))
    suffix = suffix_of_stream(data, columns, encoding)
    if suffix not in CORPUS_SUFFIXES and len(data) == FIRST_BYTES:
        data += b"".join(_pieces(MOST_BYTES - FIRST_BYTES))
        suffix = suffix_of_stream(data, columns, encoding)
    with ExitStack() as stack:
        if suffix in CORPUS_SUFFIXES:
            try:
                folder = stack.enter_context(TemporaryDirectory(prefix="summarizer-"))
                path = _write(Path(folder, f"{STDIN}{suffix}"), data)
            except OSError as error:
                raise OutputError(f"Не хватает места для временных файлов ({reason_of(error)}): {MAKE_ROOM}") from error
            yield StandardInput(path=path)
        else:
            yield StandardInput(data, Path(f"{STDIN}{suffix}") if suffix else None)


def _tell_who_waits() -> None:
    """Who sits at a terminal is told what is waited for."""
    if sys.stdin.isatty():
        end = "Ctrl+Z и Enter" if os.name == "nt" else "Ctrl+D в пустой строке"
        print(f"Жду текст: вставьте его и закончите ввод: {end}", file=sys.stderr)


def _write(path: Path, data: bytes) -> Path:
    """Writes what was read, and the rest of the stream behind it."""
    with path.open("wb") as file:
        file.write(data)
        if len(data) in (FIRST_BYTES, MOST_BYTES):
            file.writelines(_pieces())
    return path


def _pieces(most: float = math.inf) -> Iterator[bytes]:
    """What comes through the stream, as it comes, up to so many bytes.

    A signal that arrives within a read which goes on until it is full is not heeded before that; one between two is.
    """
    stream, n_left = cast(BufferedReader, sys.stdin.buffer), most
    while n_left and (piece := stream.read1(int(min(n_left, PIECE_BYTES)))):
        n_left -= len(piece)
        yield piece
