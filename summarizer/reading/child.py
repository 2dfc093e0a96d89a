"""The process that parses foreign formats, started by ``parsing.py``.

It reads requests from standard input (a line of JSON with format, encoding and size, then the bytes)
and answers each with a line of JSON. Memory and processor time are limited for it as a whole.
"""

import json
import os
import signal
import sys
from time import process_time
from typing import Any, BinaryIO

from summarizer.errors import InputError
from summarizer.reading.parsers import parse

MAX_MEMORY_BYTES = 900 * 1024 * 1024  # address space: trafilatura and its tables take about 250 MB of it
MAX_CPU_S = 7  # for one document; 1,000 pages of PDF take about 5
_MIB = 1024 * 1024


def limit_memory() -> None:
    """Limits the address space and forbids core files, where the system can: not on Windows, not always on macOS."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    except (ImportError, ValueError, OSError):  # the parent's clock is the only limit then
        return


def limit_cpu() -> None:
    """Gives the next document ``MAX_CPU_S`` seconds of processor time, after which the system ends this process."""
    try:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(process_time()) + 1 + MAX_CPU_S, hard))
    except (ImportError, ValueError, OSError):
        return


def answer(data: bytes, request: dict[str, Any]) -> dict[str, str | None]:
    """The reply to one request: the fields of ``Parsed``, or ``refusal`` in Russian."""
    try:
        return vars(parse(data, request["format"], request["encoding"]))
    except InputError as error:
        return {"refusal": str(error)}
    except MemoryError:
        return {"refusal": f"для чтения не хватило {MAX_MEMORY_BYTES // _MIB} МБ памяти. Разделите документ."}
    except Exception as error:  # a parser may fail in any way on a damaged file; this process is its fence
        return {"refusal": f"документ повреждён ({type(error).__name__}). Откройте его и сохраните снова."}


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answers requests until the input ends; the first line says that the process has started."""
    replies.write(b"{}\n")
    replies.flush()
    for line in requests:
        request = json.loads(line)
        data = requests.read(request["size"])
        limit_cpu()
        replies.write(json.dumps(answer(data, request), ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        replies.flush()


def main() -> None:
    """Serves standard input and output; what a parser prints goes nowhere."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    limit_memory()
    serve(sys.stdin.buffer, replies)
