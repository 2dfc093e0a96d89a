"""Ctrl-C and SIGTERM: what is finished is kept, and nobody waits longer than a few seconds."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from types import FrameType, TracebackType
from typing import Any, Final

GRACE_S: Final = 3.5  # that a batch may take to end: with the way out less than 5 s, on a busy machine too
WRITE_S: Final = 0.7  # that a write in progress may take when the grace is over


class Stopped(KeyboardInterrupt):
    """The run was asked to stop, and has."""

    def __init__(self, number: int) -> None:
        super().__init__(f"signal {number}")
        self.exit_code = 128 + number  # as shells count


class Stopping:
    """Listens to SIGINT and SIGTERM while it is entered, in the main thread; elsewhere it does nothing.

    A first signal raises ``Stopped`` at once, or, while work is ``patient``, at its end. If that does not
    come within GRACE_S, or at a second signal, the process ends where it is, but never within a write.

    Args:
        farewell: What to say when the work has ended before its end.
    """

    def __init__(self, farewell: str) -> None:
        self._farewell = farewell
        self.last_act: Callable[[], None] | None = None  # what must not be left undone even so
        self._number = 0
        self._is_patient = self._is_hurried = False
        self._write_lock = threading.Lock()
        self._alarms: SimpleQueue[float | None] = SimpleQueue()  # its put may be called in a signal handler
        self._old: dict[int, Any] = {}

    def __enter__(self) -> "Stopping":
        if threading.current_thread() is threading.main_thread():
            threading.Thread(target=self._watch, daemon=True).start()
            self._old = {number: signal.signal(number, self._receive) for number in (signal.SIGINT, signal.SIGTERM)}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._old.items():
            signal.signal(number, handler)
        self._alarms.put(None)
        if not self._number or kind is None:
            return
        _say(f"\n{self._farewell}\n")
        if not issubclass(kind, Stopped):  # what a signal meets while it is imported may tell of it by an ImportError
            raise Stopped(self._number) from error

    @contextmanager
    def patient(self) -> Iterator[None]:
        """Work that is worth finishing; a signal that came meanwhile takes effect at its end."""
        self._is_patient = True
        try:
            yield
        finally:
            self._is_patient = False
        if self._number:
            raise Stopped(self._number)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A write, which no signal tears."""
        with self._write_lock:
            yield
        if self._is_hurried:
            self._leave()

    def _receive(self, number: int, frame: FrameType | None) -> None:
        if self._number:
            self._is_hurried = True
            if not self._write_lock.locked():
                self._leave()
            return
        self._number = number
        self._alarms.put(GRACE_S)
        if not self._is_patient:
            raise Stopped(number)
        _say("\nОстанавливаюсь: дописываю начатое (до 5 с). Нажмите ещё раз, чтобы выйти сразу.\n")

    def _watch(self) -> None:
        """Waits for the first signal, then for the end of the grace."""
        grace_s = self._alarms.get()
        if grace_s is None:
            return
        try:
            self._alarms.get(timeout=grace_s)
        except Empty:
            self._write_lock.acquire(timeout=WRITE_S)
            self._leave()

    def _leave(self) -> None:
        if self.last_act:
            self.last_act()
        _say(f"\n{self._farewell}\n")
        os._exit(128 + self._number)


def _say(text: str) -> None:
    """Writes to stderr past its buffer, which the interrupted code may be using."""
    encoding = os.device_encoding(2) or sys.stderr.encoding or "utf-8"  # of a console of Windows its code page
    with suppress(OSError):  # nobody may listen any more
        os.write(2, text.encode(encoding, "replace"))
