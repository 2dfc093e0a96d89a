"""An engine in a process of its own: it ends at once whatever it is doing, and if it dies, who asked it lives on.

A search with several beams cannot be interrupted inside CTranslate2. Nobody needs it once it is stopped, so its process
ends and another takes its place. The same holds for a process that the system kills for its memory. ``apart_child``
is that process from outside, ``apart_process`` what runs in it.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.util import is_exiting
from threading import Lock, Thread
from typing import Final

from summarizer.engines import Draft, Request
from summarizer.engines.apart_child import Child
from summarizer.engines.apart_process import Make
from summarizer.errors import ModelError
from summarizer.watching import are_all_stopped

PAUSE_S: Final = 5.0  # after a start that failed: who asks meanwhile is told the same
N_TRIES: Final = 3  # to count tokens: each may meet a process that somebody's stop ends
CLOSED: Final = "Программа закрывается"


class ApartEngine:
    """An engine that another process runs. It is started anew when it is needed and not there.

    Args:
        make: Makes the engine, in that process: it is sent there, so it must be one that can be pickled.

    Raises:
        ModelError: The engine cannot be made, or the process died over it.
    """

    def __init__(self, make: Make) -> None:
        self._make = make
        self._turn = Lock()  # one call at a time
        self._starting = Lock()  # guards what follows
        self._child: Child | None = None
        self._is_closed = False
        self._why, self._not_before = "", 0.0
        self.traits = self._running().traits

    def count_tokens(self, text: str) -> int:
        """Tokens of a source text.

        Raises:
            BrokenOffError: The process died over it.
            Exception: What the engine itself raises.
        """
        for n_left in reversed(range(N_TRIES)):
            child = self._running()
            try:
                found = child.count(text)
                break
            except (EOFError, OSError) as error:
                died = child.died()
                if not n_left:
                    raise died from error
        if isinstance(found, Exception):
            raise found
        return int(found)

    def generate(self, requests: Sequence[Request]) -> list[list[Draft]]:
        """The engine's drafts.

        Raises:
            BrokenOffError: The process died over them.
            Exception: What the engine itself raises.
        """
        return list(self.stream(requests))

    def stream(self, requests: Iterable[Request]) -> Iterator[list[Draft]]:
        """The same, each request's drafts as soon as they are there; none of one that nobody waits for."""
        asked = list(requests)
        with self._turn:
            if are_all_stopped([request.watch for request in asked]):
                yield from ([] for _ in asked)
                return
            child = self._running()
            try:
                error = yield from child.answers(asked)
            except (EOFError, OSError) as broken:
                raise child.died() from broken
            except BaseException:  # of who listens: what else the process says would be taken for other answers
                child.close()
                raise
            finally:
                if child.is_ending:
                    with suppress(RuntimeError):  # no thread can be had: the next call starts it
                        Thread(target=self._start_again, name="model-again", daemon=True).start()
        if error:
            raise error

    def close(self) -> None:
        """Ends the process; no other is started."""
        self._is_closed = True
        with self._starting:
            if self._child:
                self._child.close()

    def _running(self) -> "Child":
        with self._starting:
            if self._is_closed or is_exiting():
                raise ModelError(CLOSED)
            if self._child and not self._child.is_alive:
                self._child.close()
                self._child = None
            if self._child is None:
                self._child = self._start()
            return self._child

    def _start(self) -> "Child":
        if time.monotonic() < self._not_before:
            raise ModelError(self._why)
        try:
            return Child(self._make)
        except ModelError as error:
            self._why, self._not_before = str(error), time.monotonic() + PAUSE_S
            raise

    def _start_again(self) -> None:
        """So that the next call need not wait for it; what is wrong shows at that call."""
        with suppress(ModelError):
            self._running()
