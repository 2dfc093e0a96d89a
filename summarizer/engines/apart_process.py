"""What runs in an engine's own process: it answers through two pipes until the other side closes or ends.

One carries requests, and stops of them, in and progress and drafts out; the other texts whose tokens are to be counted,
which need not wait for the model.
"""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Final, Protocol, runtime_checkable

from summarizer.engines import Draft, Engine, Request, Streaming
from summarizer.engines.arenas import give_back
from summarizer.errors import SummarizerError
from summarizer.watching import Progress, Watch

POLL_S: Final = 0.05  # between looks whether something is over, or still wanted
GRACE_S: Final = 0.3  # for a stopped engine to end by itself
STEP_SHARE: Final = 0.02  # of a draft: what is told of it
FIRST_TO_GO: Final = "500"  # oom_score_adj: where memory runs out, this process goes and not the page

Make = Callable[[], Engine]
Said = Any  # what comes through a pipe: pickled, so no type is certain


@runtime_checkable
class RunsOn(Protocol):
    """What an engine is that may go on with what nobody waits for any more."""

    @property
    def is_running_on(self) -> bool:
        """Whether it is busy with that just now."""


@dataclass(frozen=True)
class Step:
    """How far one request is."""

    place: int
    share: float
    draft: str | None = None  # of a request that is done


@dataclass(frozen=True)
class Found:
    """What one request gave; they come in the order of the requests."""

    drafts: list[Draft]


@dataclass(frozen=True)
class Over:
    """All is said to what was asked; the process ends where its engine would not stop."""

    is_ending: bool
    error: Exception | None
    where: str  # the error's traceback


def serve(make: Make, asks: Connection, counts: Connection) -> None:
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
    asks.send(engine.traits)
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
            speaker.say(Found(drafts))
    except BaseException as raised:
        error, where = _portable(raised), traceback.format_exc()
    try:
        is_ending = isinstance(engine, RunsOn) and _runs_on(engine)
        give_back()
    finally:
        speaker.say(Over(is_ending, error, where))
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
    is_known = isinstance(error, SummarizerError) or type(error).__module__ == "builtins"
    return error if is_known and isinstance(error, Exception) else RuntimeError(f"{type(error).__name__}: {error}")


class _Speaker:
    """Says things from several threads, one at a time, until all is said to one question."""

    def __init__(self, asks: Connection) -> None:
        self._asks = asks
        self._lock = Lock()
        self._is_over = False

    def say(self, something: Step | Found | Over) -> None:
        with self._lock:
            if self._is_over:
                return
            self._is_over = isinstance(something, Over)
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
        self._speaker.say(Step(self._place, progress.share, draft))
