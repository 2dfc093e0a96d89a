"""The next item is made in a thread while the current one is used."""

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import Final, Generic, TypeVar

T = TypeVar("T")

POLL_S: Final = 0.5  # on Windows a wait without an end could not be interrupted


class _Failure:
    def __init__(self, error: BaseException) -> None:
        self.error = error


class Ahead(Generic[T]):
    """Iterates over items with one of them made in advance; an error of their maker is raised here.

    >>> list(Ahead(x * x for x in range(4)))
    [0, 1, 4, 9]
    >>> list(Ahead([]))
    []
    """

    def __init__(self, items: Iterable[T]) -> None:
        self._items = items
        self._done = object()
        self._made: queue.Queue[object] = queue.Queue(maxsize=1)
        self._is_left = threading.Event()

    def __iter__(self) -> Iterator[T]:
        threading.Thread(target=self._make, daemon=True).start()
        try:
            while (item := self._next()) is not self._done:
                if isinstance(item, _Failure):
                    raise item.error
                yield item  # type: ignore[misc]
        finally:
            self._is_left.set()

    def _next(self) -> object:
        while True:
            try:
                return self._made.get(timeout=POLL_S)
            except queue.Empty:
                continue

    def _make(self) -> None:
        try:
            for item in self._items:
                if not self._put(item):
                    return
            self._put(self._done)
        except BaseException as error:  # goes on in the thread that waits for it
            self._put(_Failure(error))

    def _put(self, item: object) -> bool:
        """False if nobody takes the items any more."""
        while not self._is_left.is_set():
            try:
                self._made.put(item, timeout=POLL_S)
                return True
            except queue.Full:
                continue
        return False
