"""Summaries on their way, each followed by the browser tab that asked for it, which may stop it."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from threading import Lock, Thread
from typing import Final

from summarizer.errors import StoppedError
from summarizer.page.handlers import Answer
from summarizer.page.languages import Say
from summarizer.page.view import View, show_answer, show_progress, show_stopped
from summarizer.watching import Progress, Watch

LOOK_S: Final = 0.1  # between looks at how far a model is, and whether it was stopped


class Followed:
    """One summary on its way."""

    def __init__(self) -> None:
        self.watch = Watch(self._hear)
        self.progress: Progress | None = None
        self.answer: Future[Answer] = Future()

    def begin(self, work: Callable[[Watch], Answer]) -> None:
        """Starts the work in a thread of its own: who follows it need not wait for it when it is stopped."""
        Thread(target=self._run, args=(work,), name="summary", daemon=True).start()

    def _run(self, work: Callable[[Watch], Answer]) -> None:
        try:
            self.answer.set_result(work(self.watch))
        except BaseException as error:
            self.answer.set_exception(error)

    def _hear(self, progress: Progress) -> None:
        self.progress = progress


class Follower:
    """The summaries of all open tabs, one for each."""

    def __init__(self) -> None:
        self._of_tab: dict[str, Followed] = {}
        self._lock = Lock()

    def follow(self, tab: str, work: Callable[[Watch], Answer], name: str, say: Say) -> Iterator[View]:
        """How a summary comes about, at last the answer; what the same tab asked for before is stopped."""
        followed = Followed()
        self.stop(tab)
        with self._lock:
            self._of_tab[tab] = followed
        try:
            yield from _views(followed, work, name, say)
        finally:
            followed.watch.stop()  # the tab may have been closed
            with self._lock:
                if self._of_tab.get(tab) is followed:
                    del self._of_tab[tab]

    def stop(self, tab: str) -> Progress | None:
        """Stops the tab's summary, if one is on its way, and tells how far it was."""
        with self._lock:
            followed = self._of_tab.pop(tab, None)
        if followed is None:
            return None
        followed.watch.stop()
        return followed.progress


def _views(followed: Followed, work: Callable[[Watch], Answer], name: str, say: Say) -> Iterator[View]:
    began = time.monotonic()
    shown = show_progress(None, 0, say)
    yield shown
    followed.begin(work)
    while not followed.watch.is_stopped:
        try:
            yield show_answer(followed.answer.result(LOOK_S), name, say)
            return
        except StoppedError:
            break
        except NotYet:
            view = show_progress(followed.progress, time.monotonic() - began, say)
            if view != shown:
                shown = view
                yield view
    yield show_stopped(followed.progress, say)


FOLLOWER: Final = Follower()  # of this program: tabs are named by Gradio, at random
