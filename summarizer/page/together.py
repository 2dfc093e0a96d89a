"""Chunks that wait at the same time go through the model together, whoever's text they are of."""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import count
from threading import Lock, Thread
from typing import Final

from summarizer.engines import Draft, Engine, Request, Streaming

CHUNKS_AT_ONCE: Final = 16  # three batches of a long source: who comes meanwhile waits for no more


@dataclass(frozen=True, eq=False)  # two users may send the same text
class _Waiting:
    request: Request
    turn: tuple[int, int]  # the round when its text came and its place in it, added up; then when it came
    drafts: "Future[list[Draft]]" = field(default_factory=Future)


class TogetherEngine:
    """An engine for many threads, each with texts and options of its own: their chunks share batches.

    The texts take turns, so that a page of text does not wait for somebody's folder of books.
    A draft does not depend on what it is batched with in float32 and int8 (see the engines for bfloat16).
    """

    def __init__(self, engine: Engine) -> None:
        self.traits = engine.traits
        self._engine = engine
        self._lock = Lock()  # guards what follows
        self._waiting: list[_Waiting] = []
        self._is_running = False
        self._round = 0  # batches so far: each moves a long text's chunks ahead of one more round of newcomers
        self._arrivals = count()

    def count_tokens(self, text: str) -> int:
        """Tokens of a source text."""
        return self._engine.count_tokens(text)

    def generate(self, requests: Sequence[Request]) -> list[list[Draft]]:
        """The engine's drafts; blocks until they are there.

        Raises:
            Exception: What the engine raises for one of these requests, whatever it shared a batch with.
            RuntimeError: The system gives no thread for it.
        """
        with self._lock:
            mine = [_Waiting(one, (place, next(self._arrivals))) for place, one in enumerate(requests, self._round)]
            if mine and not self._is_running:  # no thread may be had: then all is as before
                Thread(target=self._run, name=f"together-{self.traits.name}", daemon=True).start()
                self._is_running = True
            self._waiting += mine
        return [waiting.drafts.result() for waiting in mine]

    def _run(self) -> None:
        """Serves those who wait until nobody does."""
        while batch := self._take():
            self._settle(batch)

    def _take(self) -> list[_Waiting]:
        with self._lock:
            ordered = sorted(self._waiting, key=lambda waiting: waiting.turn)
            self._waiting = ordered[CHUNKS_AT_ONCE:]
            self._is_running = bool(ordered)
            self._round = self._round + 1 if ordered else 0
            return ordered[:CHUNKS_AT_ONCE]

    def _settle(self, batch: Sequence[_Waiting]) -> None:
        """Gives each one its drafts as they come; where one breaks the batch, the rest are tried alone."""
        try:
            for waiting, drafts in zip(batch, self._drafts([one.request for one in batch]), strict=True):
                waiting.drafts.set_result(drafts)
        except BaseException as error:  # goes on in the thread that waits for it
            if len(batch) == 1:
                if not batch[0].drafts.done():  # it may break when all is said
                    batch[0].drafts.set_exception(error)
                return
            for waiting in batch:
                if not waiting.drafts.done():
                    self._settle([waiting])

    def _drafts(self, requests: Sequence[Request]) -> Iterable[list[Draft]]:
        return self._engine.stream(requests) if isinstance(self._engine, Streaming) else self._engine.generate(requests)
