"""An engine's own process, seen from outside: what it is asked, and what it answers."""

import math
import signal
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import wait
from threading import Lock
from typing import Final

from summarizer.engines import Draft, Request, Traits
from summarizer.engines.apart_process import POLL_S, Found, Make, Over, Said, Step, serve
from summarizer.errors import BrokenOffError
from summarizer.watching import ChunkWatch, are_all_stopped

STOP_S: Final = 0.8  # for the process of a stopped engine to say that it stopped; then it is ended from outside
DIED: Final = "Процесс модели оборвался (код {code}); подробности — в окне, где запущена программа. Попробуйте ещё раз"
KILLED: Final = (
    "Процесс модели оборвался (код {code}): вероятно, не хватило памяти. Возьмите меньшую модель: --model extract"
)


class Child:
    """The process, from outside. Once it is ending, whoever needs one makes another."""

    def __init__(self, make: Make) -> None:
        context = get_context("spawn")  # a fork would copy the locks of threads that run
        self._asks, its_asks = context.Pipe()
        self._counts, its_counts = context.Pipe()
        self._counting = Lock()
        self._reaping = Lock()
        self._process = context.Process(target=serve, args=(make, its_asks, its_counts), name="model", daemon=True)
        self.is_ending = False
        with _interrupts_blocked():
            self._process.start()
        its_asks.close()
        its_counts.close()
        self.traits = self._first()

    @property
    def is_alive(self) -> bool:
        """Whether it runs, and nobody has ended it."""
        with self._reaping:
            return not self.is_ending and self._process.is_alive()

    def _first(self) -> Traits:
        wait([self._asks, self._process.sentinel])
        try:
            if not self._asks.poll():
                raise EOFError
            first: Said = self._asks.recv()
        except (EOFError, OSError) as error:
            raise self.died() from error
        if isinstance(first, Exception):
            self.close()
            raise first
        assert isinstance(first, Traits)
        return first

    def count(self, text: str) -> Said:
        """The number of tokens, or the error that the engine raised."""
        with self._counting:
            try:
                self._counts.send(text)
                return self._counts.recv()
            except (EOFError, OSError):
                raise
            except BaseException:  # the answer would be taken for that to the next question
                self.close()
                raise

    def answers(self, asked: Sequence[Request]) -> Generator[list[Draft], None, Exception | None]:
        """The drafts, one request after the other; returns what the engine raised."""
        watches = [request.watch for request in asked]
        self._asks.send([replace(request, watch=None) for request in asked])
        told: set[int] = set()
        n_found, until = 0, math.inf
        while True:
            self._tell_stops(watches, told)
            if are_all_stopped(watches):
                until = min(until, time.monotonic() + STOP_S)
            said = self._hear()
            if isinstance(said, Step):
                _tell(watches[said.place], said)
            elif isinstance(said, Found):
                n_found += 1
                yield said.drafts
            elif isinstance(said, Over):
                self.is_ending = self.is_ending or said.is_ending
                if said.error:
                    said.error.__cause__ = RuntimeError(f"in the model's process:\n{said.where}")
                return said.error
            elif time.monotonic() > until:
                self.close()
                yield from ([] for _ in watches[n_found:])
                return None

    def _tell_stops(self, watches: Sequence[ChunkWatch | None], told: set[int]) -> None:
        """Tells the process what is wanted no more, each place once."""
        for place, watch in enumerate(watches):
            if watch and watch.is_stopped and place not in told:
                told.add(place)
                with suppress(OSError):  # it may be gone already, and have said what is still to be read
                    self._asks.send(place)

    def _hear(self) -> Said:
        """What the process says within POLL_S, or None; EOFError where it is gone and has said all."""
        if self._asks.poll(POLL_S):
            return self._asks.recv()
        if not self.is_alive and not self._asks.poll():
            raise EOFError
        return None

    def died(self) -> BrokenOffError:
        """Marks it as ended; what is to be said of it."""
        with self._reaping:
            self._process.join(1)
            code = self._process.exitcode
        self.close()
        is_killed = code is None or code < 0 or code > 255
        return BrokenOffError((KILLED if is_killed else DIED).format(code=code))

    def close(self) -> None:
        """Ends it. The pipes stay: another thread may be about to read from them."""
        self.is_ending = True
        with self._reaping:
            self._process.kill()
            self._process.join(1)


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """What is begun meanwhile does not hear of Ctrl-C, which goes to all of a terminal: the page ends its processes."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # started by the way, it would open the mask again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _tell(watch: ChunkWatch | None, said: Step) -> None:
    if watch and said.draft is not None:
        watch.finish(said.draft)
    elif watch:
        watch.step(said.share)
