"""An engine in a process of its own: it ends at once whatever it is doing, and if it dies, who asked it lives on.

A search with several beams cannot be interrupted inside CTranslate2. Nobody needs it once it is stopped, so its process
ends and another takes its place. The same holds for a process that the system kills for its memory.
"""

import math
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.util import is_exiting
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Final, Protocol, runtime_checkable

from summarizer.engines import Draft, Engine, Request, Streaming
from summarizer.engines.arenas import give_back
from summarizer.errors import ModelError, SummarizerError
from summarizer.watching import ChunkWatch, Progress, Watch, are_all_stopped

POLL_S: Final = 0.05  # between looks whether a request is still wanted
GRACE_S: Final = 0.3  # for a stopped engine to end by itself
STOP_S: Final = 0.8  # for its process to say so; then it is ended from outside
PAUSE_S: Final = 5.0  # after a start that failed: who asks meanwhile is told the same
STEP_SHARE: Final = 0.02  # of a draft: what is told of it
N_TRIES: Final = 3  # to count tokens: each may meet a process that somebody's stop ends
FIRST_TO_GO: Final = "500"  # oom_score_adj: where memory runs out, this process goes and not the page
CLOSED: Final = "Программа закрывается"
DIED: Final = "Процесс модели оборвался (код {code}); подробности — в окне, где запущена программа. Попробуйте ещё раз"
KILLED: Final = (
    "Процесс модели оборвался (код {code}): вероятно, не хватило памяти. Возьмите меньшую модель: --model extract"
)

Make = Callable[[], Engine]
Said = Any  # what comes through a pipe: pickled, so no type is certain


@runtime_checkable
class RunsOn(Protocol):
    """What an engine is that may go on with what nobody waits for any more."""

    @property
    def is_running_on(self) -> bool:
        """Whether it is busy with that just now."""


@dataclass(frozen=True)
class _Ready:
    name: str
    max_source_tokens: int
    can_title: bool


@dataclass(frozen=True)
class _Step:
    place: int
    share: float
    draft: str | None = None  # of a request that is done


@dataclass(frozen=True)
class _Found:
    drafts: list[Draft]  # of the requests in their order


@dataclass(frozen=True)
class _Over:
    """All is said to what was asked; the process ends where its engine would not stop."""

    is_ending: bool
    error: Exception | None
    where: str  # the error's traceback


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
        self._child: _Child | None = None
        self._is_closed = False
        self._why, self._not_before = "", 0.0
        ready = self._running().ready
        self.name = ready.name
        self.max_source_tokens = ready.max_source_tokens
        self.can_title = ready.can_title

    def count_tokens(self, text: str) -> int:
        """Tokens of a source text.

        Raises:
            ModelError: The process died over it.
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
            ModelError: The process died over them.
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

    def _running(self) -> "_Child":
        with self._starting:
            if self._is_closed or is_exiting():
                raise ModelError(CLOSED)
            if self._child and not self._child.is_alive:
                self._child.close()
                self._child = None
            if self._child is None:
                self._child = self._start()
            return self._child

    def _start(self) -> "_Child":
        if time.monotonic() < self._not_before:
            raise ModelError(self._why)
        try:
            return _Child(self._make)
        except ModelError as error:
            self._why, self._not_before = str(error), time.monotonic() + PAUSE_S
            raise

    def _start_again(self) -> None:
        """So that the next call need not wait for it; what is wrong shows at that call."""
        with suppress(ModelError):
            self._running()


class _Child:
    """The process, from outside. Once it is ending, whoever needs one makes another."""

    def __init__(self, make: Make) -> None:
        context = get_context("spawn")  # a fork would copy the locks of threads that run
        self._asks, its_asks = context.Pipe()
        self._counts, its_counts = context.Pipe()
        self._counting = Lock()
        self._reaping = Lock()
        self._process = context.Process(target=_serve, args=(make, its_asks, its_counts), name="model", daemon=True)
        self.is_ending = False
        with _interrupts_blocked():
            self._process.start()
        its_asks.close()
        its_counts.close()
        self.ready = self._first()

    @property
    def is_alive(self) -> bool:
        with self._reaping:
            return not self.is_ending and self._process.is_alive()

    @property
    def process_id(self) -> int | None:
        return self._process.pid

    def _first(self) -> _Ready:
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
        assert isinstance(first, _Ready)
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
        stopped: set[int] = set()
        n_found, until = 0, math.inf
        while True:
            for place, watch in enumerate(watches):
                if watch and watch.is_stopped and place not in stopped:
                    stopped.add(place)
                    with suppress(OSError):  # it may be gone already, and have said what is still to be read
                        self._asks.send(place)
                    if len(stopped) == len(watches):
                        until = time.monotonic() + STOP_S
            if not self._asks.poll(POLL_S):
                if not self.is_alive and not self._asks.poll():
                    raise EOFError
                if time.monotonic() > until:
                    self.close()
                    yield from ([] for _ in watches[n_found:])
                    return None
                continue
            said: Said = self._asks.recv()
            if isinstance(said, _Step):
                _tell(watches[said.place], said)
            elif isinstance(said, _Found):
                n_found += 1
                yield said.drafts
            else:
                self.is_ending = self.is_ending or said.is_ending
                if said.error:
                    said.error.__cause__ = RuntimeError(f"in the model's process:\n{said.where}")
                return said.error  # type: ignore[no-any-return]  # an error or None

    def died(self) -> ModelError:
        """Marks it as ended; what is to be said of it."""
        with self._reaping:
            self._process.join(1)
            code = self._process.exitcode
        self.close()
        is_killed = code is None or code < 0 or code > 255
        return ModelError((KILLED if is_killed else DIED).format(code=code))

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


def _tell(watch: ChunkWatch | None, said: _Step) -> None:
    if watch and said.draft is not None:
        watch.finish(said.draft)
    elif watch:
        watch.step(said.share)


# --- inside the process ---


def _serve(make: Make, asks: Connection, counts: Connection) -> None:
    """Makes the engine and answers until the other side closes or ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    with suppress(OSError):  # another system, or not allowed
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO)
    try:
        _work(make, asks, counts)
    except (EOFError, OSError):
        pass  # the other side is gone
    except BaseException:
        traceback.print_exc()
    _end()


def _work(make: Make, asks: Connection, counts: Connection) -> None:
    try:
        engine = make()
    except BaseException as error:
        asks.send(_portable(error))
        return
    asks.send(_Ready(engine.name, engine.max_source_tokens, engine.can_title))
    Thread(target=_count, args=(engine, counts), daemon=True).start()
    watches: list[Watch] = []
    while True:
        said: Said = asks.recv()
        if isinstance(said, int):
            watches[said].stop()
            continue
        speaker = _Speaker(asks)
        watches = [Watch(_Ear(place, speaker)) for place in range(len(said))]
        Thread(target=_answer, args=(engine, said, watches, speaker), daemon=True).start()


def _count(engine: Engine, counts: Connection) -> None:
    with suppress(EOFError, OSError):
        while True:
            text = counts.recv()
            try:
                found: Said = engine.count_tokens(text)
            except BaseException as error:
                found = _portable(error)
            counts.send(found)


def _answer(engine: Engine, asked: Sequence[Request], watches: Sequence[Watch], speaker: "_Speaker") -> None:
    error, where, is_ending = None, "", False
    try:
        watched = [replace(one, watch=watch.begin_round(1)[0]) for one, watch in zip(asked, watches, strict=True)]
        found = engine.stream(watched) if isinstance(engine, Streaming) else engine.generate(watched)
        for drafts in found:
            speaker.say(_Found(drafts))
    except BaseException as raised:
        error, where = _portable(raised), traceback.format_exc()
    try:
        is_ending = isinstance(engine, RunsOn) and _runs_on(engine)
        give_back()
    finally:
        speaker.say(_Over(is_ending, error, where))
    if is_ending:
        _end()


def _runs_on(engine: RunsOn) -> bool:
    """Whether the engine is still busy after some grace."""
    until = time.monotonic() + GRACE_S
    while engine.is_running_on and time.monotonic() < until:
        time.sleep(POLL_S / 5)
    return engine.is_running_on


def _end_with_parent() -> None:
    """So that nothing is left of a program that was killed while the engine was being made."""
    parent = parent_process()
    if parent:
        parent.join()
        _end()


def _end() -> None:
    """Ends the process, whatever the library's threads are doing."""
    with suppress(Exception):  # nobody may hear it any more
        sys.stderr.flush()
    os._exit(0)


def _portable(error: BaseException) -> Exception:
    """The error itself if the other side surely knows it: a foreign one's module would be imported there."""
    if isinstance(error, SummarizerError):
        return error
    if isinstance(error, Exception) and type(error).__module__ == "builtins":
        return error
    return RuntimeError(f"{type(error).__name__}: {error}")


class _Speaker:
    """Says things from several threads, one at a time, until all is said to one question."""

    def __init__(self, asks: Connection) -> None:
        self._asks = asks
        self._lock = Lock()
        self._is_over = False

    def say(self, something: _Step | _Found | _Over) -> None:
        with self._lock:
            if self._is_over:
                return
            self._is_over = isinstance(something, _Over)
            with suppress(OSError):  # the other side may be gone
                self._asks.send(something)


class _Ear:
    """Hears how far one request is and passes on what is worth it."""

    def __init__(self, place: int, speaker: _Speaker) -> None:
        self._place = place
        self._speaker = speaker
        self._told = 0.0

    def __call__(self, progress: Progress) -> None:
        draft = "".join(progress.drafts) if progress.n_done else None
        if draft is None and progress.share < self._told + STEP_SHARE:
            return
        self._told = progress.share
        self._speaker.say(_Step(self._place, progress.share, draft))
