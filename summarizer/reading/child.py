"""The process that parses foreign formats: ``python -m summarizer.reading.child``, started by ``parsing.py``.

It reads requests from standard input (a line of JSON with suffix and size, then the bytes) and
answers each with a line of JSON. Memory and processor time are limited for it as a whole.
"""

import json
import os
import sys
from time import process_time
from typing import BinaryIO

from summarizer.errors import InputError
from summarizer.reading.parsers import parse

MAX_MEMORY_BYTES = 900 * 1024 * 1024  # address space: trafilatura and its tables take about 250 MB of it
MAX_CPU_S = 7  # for one document; 1,000 pages of PDF take about 5


def limit_memory() -> None:
    """Limits the address space and forbids core files, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_cpu() -> None:
    """Gives the next document ``MAX_CPU_S`` seconds of processor time, after which the system ends this process."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(process_time()) + 1 + MAX_CPU_S, hard))


def answer(data: bytes, suffix: str) -> dict[str, str | None]:
    """The reply to one request: ``text`` and ``title``, or ``refusal`` in Russian."""
    try:
        parsed = parse(data, suffix)
    except InputError as error:
        return {"refusal": str(error)}
    except MemoryError:
        return {"refusal": f"для чтения не хватило {MAX_MEMORY_BYTES // 1024 // 1024} МБ памяти. Разделите документ."}
    except Exception as error:  # a parser may fail in any way on a damaged file; this process is its fence
        return {"refusal": f"документ повреждён ({type(error).__name__}). Откройте его и сохраните снова."}
    return {"text": parsed.text, "title": parsed.title}


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answers requests until the input ends."""
    replies.write(b"{}\n")
    replies.flush()
    for line in requests:
        request = json.loads(line)
        limit_cpu()
        reply = answer(requests.read(request["size"]), request["suffix"])
        replies.write(json.dumps(reply).encode("ascii") + b"\n")
        replies.flush()


def main() -> None:
    """Serves standard input and output; what a parser prints goes nowhere."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    limit_memory()
    serve(sys.stdin.buffer, replies)


if __name__ == "__main__":
    main()
