"""Foreign formats are parsed in one child process with limits, which serves many files."""

import atexit
import json
import os
import subprocess
import sys
from functools import lru_cache
from threading import Lock, Timer
from typing import Any

from summarizer.errors import InputError
from summarizer.reading.parsers.parsed import Parsed

FOREIGN_SUFFIXES = frozenset({".docx", ".odt", ".epub", ".fb2", ".fb2.zip", ".html", ".htm", ".xhtml", ".pdf", ".rtf"})
MAX_WALL_S = 9.5  # for one document: a person waits no longer for a refusal
MAX_START_S = 60.0  # for the child to start on a busy machine
MAX_FILES_A_CHILD = 500  # then a fresh one, so that what parsers leak cannot add up


class ParserProcess:
    """The child; started at the first document, again after it was ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._n_files = 0
        self._lock = Lock()

    def parse(self, data: bytes, suffix: str, name: str) -> Parsed:
        """The text of one document.

        Raises:
            InputError: it cannot be read within the limits; ``name`` begins the message.
        """
        with self._lock:
            reply = self._ask(data, suffix)
        if reply is None:
            reason = f"не читается за {MAX_WALL_S:.0f} с в отведённой памяти; он повреждён или слишком велик."
            raise InputError(f"{name}: документ {reason} Разделите его или сохраните как .txt.")
        if "refusal" in reply:
            raise InputError(f"{name}: {reply['refusal']}")
        return Parsed(reply["text"], reply["title"])

    def _ask(self, data: bytes, suffix: str) -> dict[str, Any] | None:
        """The child's reply; None where it was ended by a limit."""
        process = self._process if self._process and self._process.poll() is None else self._start()
        if process is None:
            return None
        header = json.dumps({"suffix": suffix, "size": len(data)}).encode("ascii") + b"\n"
        reply = _exchange(process, header + data, MAX_WALL_S)
        self._n_files += 1
        if reply is None or self._n_files >= MAX_FILES_A_CHILD:
            self.close()
        return reply

    def _start(self) -> subprocess.Popen[bytes] | None:
        self.close()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "summarizer.reading.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)},
        )
        return self._process if _exchange(self._process, b"", MAX_START_S) is not None else None

    def close(self) -> None:
        """Ends the child, if there is one."""
        process, self._process, self._n_files = self._process, None, 0
        if process is not None:
            process.kill()
            process.communicate()


def _exchange(process: subprocess.Popen[bytes], request: bytes, max_s: float) -> dict[str, Any] | None:
    """Sends a request and waits for one reply; the child is killed when the time is over."""
    assert process.stdin and process.stdout
    timer = Timer(max_s, process.kill)
    timer.daemon = True
    timer.start()
    try:
        process.stdin.write(request)
        process.stdin.flush()
        line = process.stdout.readline()
        reply = json.loads(line) if line.endswith(b"\n") else None
    except OSError:  # the child ended while it was written to
        reply = None
    finally:
        timer.cancel()
    return reply


@lru_cache(maxsize=1)
def _parser_process() -> ParserProcess:
    process = ParserProcess()
    atexit.register(process.close)
    return process


def parse_document(data: bytes, suffix: str, name: str) -> Parsed:
    """The text of a document in a foreign format, parsed in the child process.

    Raises:
        InputError: it cannot be read; ``name`` begins the message.
    """
    return _parser_process().parse(data, suffix, name)
