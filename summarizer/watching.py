"""Following a text on its way and ending it: how far it is, what is there already, whether it is still wanted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event, Lock

from summarizer.errors import StoppedError


@dataclass(frozen=True)
class Progress:
    """How far the model is with what it was given."""

    share: float  # of its work, 0 … 1
    n_done: int  # chunks
    n_chunks: int  # with those of the last pass over the drafts
    drafts: tuple[str, ...] = ()  # of the chunks that are done, in the order of the text


class Watch:
    """One summary, or one call of ``summarize_many``, in the eyes of who waits for it. Any thread may call it.

    >>> watch = Watch()
    >>> watch.stop()
    >>> watch.check()
    Traceback (most recent call last):
        ...
    summarizer.errors.StoppedError: Остановлено
    >>> Watch().check()
    """

    def __init__(self, on_progress: Callable[[Progress], None] | None = None) -> None:
        """Takes what is told of each step; it is called in the model's thread, so it should return at once."""
        self._on_progress = on_progress
        self._stopped = Event()
        self._lock = Lock()
        self._shares: list[float] = []
        self._drafts: list[str | None] = []
        self._n_before = self._n_after = 0

    def stop(self) -> None:
        """Asks the model to end; ``StoppedError`` comes from the call that waits."""
        self._stopped.set()

    @property
    def is_stopped(self) -> bool:
        """Whether it was asked to end."""
        return self._stopped.is_set()

    def check(self) -> None:
        """Raises StoppedError if it was asked to end."""
        if self.is_stopped:
            raise StoppedError("Остановлено")

    def begin_round(self, n_chunks: int, n_to_come: int = 0) -> "list[ChunkWatch]":
        """A watch for each chunk of a round of generation; ``n_to_come`` more follow in the next one."""
        with self._lock:
            self._n_before += len(self._shares)
            self._n_after = n_to_come
            self._shares = [0.0] * n_chunks
            self._drafts = [None] * n_chunks
        self.tell()
        return [ChunkWatch(self, place) for place in range(n_chunks)]

    def advance(self, place: int, share: float, draft: str | None = None) -> None:
        """Notes how far one chunk is, and its draft when it has one."""
        with self._lock:
            self._shares[place] = share
            if draft is not None:
                self._drafts[place] = draft
        self.tell()

    def tell(self) -> None:
        """Tells where things stand."""
        if self._on_progress is None:
            return
        with self._lock:
            n_done = self._n_before + sum(share >= 1 for share in self._shares)
            n_chunks = self._n_before + len(self._shares) + self._n_after
            share = (self._n_before + sum(self._shares)) / n_chunks if n_chunks else 0.0
            drafts = tuple(draft for draft in self._drafts if draft)
        self._on_progress(Progress(share, n_done, n_chunks, drafts))


@dataclass(frozen=True)
class ChunkWatch:
    """What an engine knows of who waits for a request."""

    watch: Watch
    place: int

    @property
    def is_stopped(self) -> bool:
        """Whether the request is wanted no more; it then gets no drafts."""
        return self.watch.is_stopped

    def step(self, share: float) -> None:
        """Tells how far its drafts are, 0 … 1: a step of the longest that they may take."""
        self.watch.advance(self.place, min(share, 0.99))

    def finish(self, draft: str) -> None:
        """Tells that it is done."""
        self.watch.advance(self.place, 1.0, draft)


def are_all_stopped(watches: Sequence[ChunkWatch | None]) -> bool:
    """Whether nobody waits for any of these any more; what is not watched is always waited for.

    >>> are_all_stopped([None]), are_all_stopped([])
    (False, False)
    """
    return bool(watches) and all(watch is not None and watch.is_stopped for watch in watches)
