"""Summaries on their way, each followed by the browser tab that asked for it, which may stop it."""

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from functools import partial
from threading import Lock
from typing import Final

from summarizer.beside import begin
from summarizer.errors import StoppedError
from summarizer.page import russian, telling
from summarizer.page.handlers import Answer
from summarizer.page.languages import Say
from summarizer.page.view import AT_ONCE, Before, View, show_answer, show_notice, show_progress, show_stopped
from summarizer.watching import Progress, Watch

LOOK_S: Final = 0.1  # between looks at how far a model is, and whether it was stopped
_log = logging.getLogger(__name__)


class Followed:
    """One summary on its way; ``asked`` tells it from others of the same tab."""

    def __init__(self, asked: str) -> None:
        self.asked = asked
        self.watch = Watch(self._hear)
        self.progress: Progress | None = None
        self._began_s = time.monotonic()
        self._before: Before | None = None  # the model began to write

    def show(self, say: Say) -> View:
        """How far it is now."""
        return show_progress(self.progress, self._elapsed_s, say, self._before or AT_ONCE)

    def begin(self, work: Callable[[Watch], Answer]) -> "Future[Answer]":
        """Starts the work in a thread of its own: who follows it need not wait for it when it is stopped."""
        return begin(partial(work, self.watch), "summary")

    @property
    def _elapsed_s(self) -> float:
        return time.monotonic() - self._began_s

    def _hear(self, progress: Progress) -> None:
        if progress.step == "writing" and self._before is None:
            self._before = Before(self._elapsed_s, progress.share)
        self.progress = progress


class Follower:
    """The summaries of all open tabs, one for each."""

    def __init__(self) -> None:
        self._of_tab: dict[str, Followed] = {}
        self._lock = Lock()

    def follow(self, tab: str, work: Callable[[Watch], Answer], say: Say, asked: str = "") -> Iterator[View]:
        """How a summary comes about, at last the answer; what the same tab asked for before is stopped.

        Args:
            asked: The number of this request, which each of its views tells.
        """
        followed = Followed(asked)
        self.stop(tab)
        with self._lock:
            self._of_tab[tab] = followed
        try:
            for view in _views(followed, work, say):
                yield {**view, "asked": asked}
        finally:
            followed.watch.stop()  # the tab may have been closed
            with self._lock:
                if self._of_tab.get(tab) is followed:
                    del self._of_tab[tab]

    def stop(self, tab: str, asked: str | None = None) -> Progress | None:
        """Stops the tab's summary, if one is on its way, and tells how far it was; with a number no other than its."""
        with self._lock:
            followed = self._of_tab.get(tab)
            if followed is None or asked not in (None, followed.asked):
                return None
            del self._of_tab[tab]
        followed.watch.stop()
        return followed.progress


def _views(followed: Followed, work: Callable[[Watch], Answer], say: Say) -> Iterator[View]:
    shown = followed.show(say)
    yield shown
    answer = followed.begin(work)
    while not followed.watch.is_stopped:
        try:
            yield show_answer(answer.result(LOOK_S), say)
            return
        except StoppedError:
            break
        except NotYet:
            view = followed.show(say)
            if view != shown:
                shown = view
                yield view
        except Exception:  # an answer that cannot be shown: whoever waits for it must hear of that
            _log.exception("A summary broke the page")
            yield show_notice(telling.said(russian.CRASHED, say))
            return
    yield show_stopped(followed.progress, say)


FOLLOWER: Final = Follower()  # of this program: tabs are named by Gradio, at random
