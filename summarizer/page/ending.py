"""What ends a page from without: it closes as at Ctrl-C, so that nothing of it stays on the disk."""

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType
from typing import Final

import uvicorn

_TOLD_ONCE_MORE: Final = ("SIGTERM", "SIGBREAK")  # uvicorn closes at these, then raises them anew: the default kills
_HANG_UP: Final = "SIGHUP"  # of a terminal that is closed; uvicorn leaves it out


@contextmanager
def ending(server: uvicorn.Server) -> Iterator[None]:
    """Turns what would kill the process into SystemExit, once the server has closed.

    A hang-up that is ignored, as under ``nohup``, stays so; where no signal can be caught, beside the main thread,
    nothing changes.
    """
    if current_thread() is not main_thread():
        yield
        return

    def hang_up(number: int, frame: FrameType | None) -> None:
        server.handle_exit(signal.SIGTERM, frame)

    handlers = {**dict.fromkeys(_TOLD_ONCE_MORE, _leave), _HANG_UP: hang_up}
    numbers = {getattr(signal, name): handler for name, handler in handlers.items() if hasattr(signal, name)}
    caught = {number: handler for number, handler in numbers.items() if signal.getsignal(number) != signal.SIG_IGN}
    before = {number: signal.signal(number, handler) for number, handler in caught.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def is_news(record: logging.LogRecord) -> bool:
    """Whether the server's log tells anything: not that an open page was cut off at the end, with a stack.

    >>> is_news(logging.makeLogRecord({"msg": "Cancel 1 running task(s), timeout graceful shutdown exceeded"}))
    False
    >>> is_news(logging.makeLogRecord({"msg": "Exception in ASGI application"}))
    True
    """
    error = record.exc_info[1] if record.exc_info else None
    return not str(error or record.getMessage()).endswith("timeout graceful shutdown exceeded")


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
