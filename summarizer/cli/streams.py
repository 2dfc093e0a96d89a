"""Standard input and output, whatever the caller made of them: a pipe, a full disk, nothing at all."""

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from summarizer.errors import OutputError
from summarizer.folder import STDIN, writing
from summarizer.folder.writing import MAKE_ROOM, reason_of
from summarizer.reading.corpus import CORPUS_SUFFIXES


class _Nowhere(io.TextIOWrapper):
    """A stream that the caller closed: libraries may talk into it, but no result is to be lost there."""


def set_up_streams() -> None:
    """UTF-8 for what goes into a file or a pipe, whatever the system's encoding; a terminal gets what it can show.

    A stream that the caller closed is opened to nowhere, or a file of ours would take its number.
    """
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.FileIO(os.devnull), encoding="utf-8")
    if sys.stdout is None:
        sys.stdout = _Nowhere(io.FileIO(os.devnull, "w"), encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = _Nowhere(io.FileIO(os.devnull, "w"), encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")  # KOI8-R and the like have no «…»
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def read_in() -> bytes:
    """All of standard input; who sits at a terminal is told what is waited for."""
    if sys.stdin.isatty():
        end = "Ctrl+Z и Enter" if os.name == "nt" else "Ctrl+D в пустой строке"
        print(f"Жду текст: вставьте его, в конце {end}", file=sys.stderr)
    return sys.stdin.buffer.read()


@contextmanager
def stream_file(data: bytes, suffix: str) -> Iterator[Path | None]:
    """A file that holds a table from standard input, as long as it is entered; None for what is no table."""
    if suffix not in CORPUS_SUFFIXES:
        yield Path(STDIN).with_suffix(suffix) if suffix else None
        return
    with ExitStack() as stack:
        try:
            path = Path(stack.enter_context(TemporaryDirectory(prefix="summarizer-")), f"{STDIN}{suffix}")
            path.write_bytes(data)
        except OSError as error:
            raise OutputError(f"Не хватает места для временных файлов ({reason_of(error)}): {MAKE_ROOM}") from error
        yield path


def print_out(text: str, end: str = "\n") -> None:
    """Prints a result at once.

    Raises:
        OutputError: It cannot be written.
        BrokenPipeError: The reader has gone, as in «summarizer models | head».
    """
    with writing("результат"):
        if isinstance(sys.stdout, _Nowhere):
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        print(text, end=end, flush=True)


def flush_stdout() -> None:
    """Writes what is left; what cannot be written is given up, so that nothing complains at the exit."""
    try:
        sys.stdout.flush()
    except OSError:
        silence_stdout()


def silence_stdout() -> None:
    """Sends what is still in the buffer of stdout nowhere."""
    with suppress(OSError, ValueError):  # stdout may be no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
