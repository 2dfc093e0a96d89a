"""Work in a thread of its own, which never keeps the program from ending."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def begin(work: Callable[[], T], name: str) -> "Future[T]":
    """Starts the work; its result, or its error, is the future's.

    >>> begin(lambda: 1879, "year").result()
    1879
    >>> begin(lambda: 1 / 0, "year").exception()
    ZeroDivisionError('division by zero')
    """
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)

    Thread(target=run, name=name, daemon=True).start()
    return future
