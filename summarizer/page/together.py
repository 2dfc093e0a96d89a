"""Texts that wait at the same time go through the model together, instead of one behind the other."""

from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock

from summarizer.options import SummaryOptions
from summarizer.summarize import TEXTS_AT_ONCE, Summarizer, Summary


@dataclass(frozen=True, eq=False)  # two users may send the same text
class _Waiting:
    text: str
    options: SummaryOptions
    future: "Future[Summary]" = field(default_factory=Future)


class TogetherSummarizer:
    """A summarizer for many threads: who gets the turn takes along the others that wait.

    A summary does not depend on what it is batched with, so each is the same as alone.
    """

    def __init__(self, summarizer: Summarizer) -> None:
        self.model = summarizer.model
        self._summarizer = summarizer
        self._waiting: list[_Waiting] = []
        self._lock = Lock()  # guards the list
        self._turn = Lock()  # held by the one thread that runs the model

    def summarize(self, text: str, options: SummaryOptions) -> Summary:
        """The summary of one text; blocks until it is there.

        Raises:
            InputError: As ``Summarizer.summarize``.
        """
        mine = _Waiting(text, options)
        with self._lock:
            self._waiting.append(mine)
        while not mine.future.done():
            with self._turn:
                if not mine.future.done():
                    self._run(self._take())
        return mine.future.result()

    def _take(self) -> list[_Waiting]:
        """The first in the line and those behind with the same options, as many as share batches."""
        with self._lock:
            options = self._waiting[0].options
            taken = [waiting for waiting in self._waiting if waiting.options == options][:TEXTS_AT_ONCE]
            self._waiting = [waiting for waiting in self._waiting if waiting not in taken]
        return taken

    def _run(self, batch: list[_Waiting]) -> None:
        """Settles each one's future; where one text breaks the batch, each is tried alone."""
        try:
            summaries = list(self._summarizer.summarize_many([one.text for one in batch], batch[0].options))
        except Exception as error:
            if len(batch) == 1:
                batch[0].future.set_exception(error)
            else:
                for one in batch:
                    self._run([one])
        else:
            for one, summary in zip(batch, summaries, strict=True):
                one.future.set_result(summary)
