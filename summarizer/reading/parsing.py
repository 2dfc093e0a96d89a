"""Foreign formats are parsed in one child process with limits, which serves many files."""

import atexit
import json
import os
import signal
import subprocess
import sys
from functools import lru_cache
from threading import Lock, Timer
from time import monotonic
from typing import Any

from summarizer.errors import InputError
from summarizer.reading.parsed import Parsed

MAX_WALL_S = 8.5  # for one document: with what stands around it a person waits 10 s for a refusal at most
MAX_START_S = 60.0  # for the child to start on a busy machine
MAX_FILES_A_CHILD = 500  # then a fresh one, so that what parsers leak cannot add up

_REMEDY = "Разделите его на части или сохраните как .txt."
_REMEDIES = {"spreadsheet": "Разделите его на части или сохраните нужный лист как .csv."}
_CODE = "import sys; sys.path[:] = {path!r}; from summarizer.reading.child import main; main()"


class _ChildEndedError(Exception):
    """The child ended while it parsed; the message says why, in Russian."""


class _NotStartedError(Exception):
    """There is no child; the message says why, in Russian."""


class ParserProcess:
    """The child; started at the first document, again after it was ended. Threads take turns."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._n_files = 0
        self._lock = Lock()

    @property
    def pid(self) -> int | None:
        """The number of the running child."""
        return self._process.pid if self._process else None

    def parse(self, data: bytes, format: str, name: str, encoding: str | None = None) -> Parsed:
        """The text of one document.

        Raises:
            InputError: it cannot be read within the limits; ``name`` begins the message.
        """
        request = json.dumps({"format": format, "encoding": encoding, "size": len(data)}).encode("ascii") + b"\n"
        with self._lock:
            try:
                reply = self._ask(request + data)
            except _NotStartedError as error:
                raise InputError(f"{name}: {error}") from error
            except _ChildEndedError as error:
                raise InputError(f"{name}: {error} {_REMEDIES.get(format, _REMEDY)}") from error
        if "refusal" in reply:
            raise InputError(f"{name}: {reply['refusal']}")
        return Parsed(**reply)

    def _ask(self, request: bytes) -> dict[str, Any]:
        """The child's reply; whatever stops the question, an answer that nobody awaits is never left in the pipe."""
        process = self._process
        if process is None or process.poll() is not None or self._n_files >= MAX_FILES_A_CHILD:
            process = self._start()
        self._n_files += 1
        try:
            return _exchange(process, request, MAX_WALL_S)
        except BaseException:
            self.close()
            raise

    def _start(self) -> "subprocess.Popen[bytes]":
        self.close()
        path = [folder or os.getcwd() for folder in sys.path]
        command = [sys.executable, "-c", _CODE.format(path=path)]
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            _exchange(self._process, b"", MAX_START_S)
        except OSError as error:
            raise _NotStartedError(f"процесс, который читает документы, не запускается: {error}") from error
        except BaseException:
            self.close()
            raise
        return self._process

    def close(self) -> None:
        """Ends the child, if there is one."""
        process, self._process, self._n_files = self._process, None, 0
        if process is not None:
            process.kill()
            process.communicate()


def _exchange(process: "subprocess.Popen[bytes]", request: bytes, max_s: float) -> dict[str, Any]:
    """Sends a request and waits for one reply; the child is killed when the time is over."""
    assert process.stdin and process.stdout
    timer = Timer(max_s, process.kill)
    timer.daemon = True
    began = monotonic()
    timer.start()
    try:
        process.stdin.write(request)
        process.stdin.flush()
        line = process.stdout.readline()
    except OSError:  # the child ended while it was written to
        line = b""
    finally:
        timer.cancel()
    if not line.endswith(b"\n"):
        raise _ChildEndedError(_why_ended(process.wait(), monotonic() - began, max_s))
    reply: dict[str, Any] = json.loads(line)
    return reply


def _why_ended(returncode: int, elapsed_s: float, max_s: float) -> str:
    """The reason in Russian why the child ended, with the limit."""
    if elapsed_s >= max_s or returncode == -getattr(signal, "SIGXCPU", 24):
        return f"документ не прочитан за {min(elapsed_s, max_s):.1f} с: он слишком велик или повреждён."
    return f"чтение документа прервалось (код {returncode}): он повреждён, или не хватило памяти."


@lru_cache(maxsize=1)
def shared_parser() -> ParserProcess:
    """The child of this interpreter, which ends with it."""
    process = ParserProcess()
    atexit.register(process.close)
    return process


def parse_document(data: bytes, format: str, name: str, encoding: str | None = None) -> Parsed:
    """The text of a document in a foreign format, parsed in the child process.

    Raises:
        InputError: it cannot be read; ``name`` begins the message.
    """
    return shared_parser().parse(data, format, name, encoding)
