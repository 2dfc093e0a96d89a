"""Standard input and output, whatever the caller made of them: a pipe, a full disk, nothing at all."""

import errno
import io
import os
import sys
from contextlib import suppress

from summarizer.folder import writing


class _Nowhere(io.TextIOWrapper):
    """A stream that the caller closed: libraries may talk into it, but no result is to be lost there."""


def set_up_streams() -> None:
    """UTF-8 for what goes into a file or a pipe, whatever the system's encoding; a terminal gets what it can show.

    A stream that the caller closed is opened to nowhere, or a file of ours would take its number.
    """
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(os.devnull)), encoding="utf-8")
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
