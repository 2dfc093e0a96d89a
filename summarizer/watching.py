"""Following a text on its way and ending it: how far it is, what is there already, whether it is still wanted."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from threading import Event, Lock
from typing import Final, Literal, TypeVar

from summarizer.errors import StoppedError

Step = Literal["reading", "choosing", "writing", "checking"]
Section = TypeVar("Section")
# From where to where of the whole a step goes: nearly all of an article's time is the model's; of a book of a
# million characters nearly half goes by before ``compact`` begins to write, and a quarter after that.
_OF_ARTICLE: Final[dict[Step, tuple[float, float]]] = {"reading": (0, 0), "writing": (0, 1), "checking": (1, 1)}
_OF_BOOK: Final[dict[Step, tuple[float, float]]] = {
    "reading": (0, 0.1),
    "choosing": (0.1, 0.45),
    "writing": (0.45, 0.8),
    "checking": (0.8, 1),
}


@dataclass(frozen=True)
class Progress:
    """How far a summary is."""

    share: float  # of all the work, 0 … 1
    n_done: int  # chunks that are written; while ``choosing`` those that are chosen
    n_chunks: int  # writing: with those of the last pass over the drafts
    drafts: tuple[str, ...] = ()  # of the chunks that are done, in the order of the text
    step: Step = "writing"


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
        self._step: Step = "writing"
        self._spans = _OF_ARTICLE
        self._chosen = (0, 0)  # sections of a book, of how many

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

    def begin(self, step: Step) -> None:
        """Tells that a step begins of which nobody knows how far it is: ``reading``, ``checking``."""
        with self._lock:
            self._step = step
        self.tell()

    def choose(self, sections: Sequence[Section]) -> Iterator[Section]:
        """The sections of a book one by one, for something to be chosen of each.

        Raises:
            StoppedError: It was asked to end.
        """
        for n_chosen, section in enumerate(sections):
            self.check()
            with self._lock:
                self._spans, self._step, self._chosen = _OF_BOOK, "choosing", (n_chosen, len(sections))
            self.tell()
            yield section

    def begin_round(self, n_chunks: int, n_to_come: int = 0) -> "list[ChunkWatch]":
        """A watch for each chunk of a round of generation; ``n_to_come`` more follow in the next one."""
        with self._lock:
            self._step = "writing"
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
            done, n_done, n_chunks = self._done()
            start, stop = self._spans[self._step]
            drafts = tuple(draft for draft in self._drafts if draft)
            progress = Progress(start + (stop - start) * done, n_done, n_chunks, drafts, self._step)
        self._on_progress(progress)

    def _done(self) -> tuple[float, int, int]:
        """What share of the step is done, and how many chunks of how many."""
        if self._step == "choosing":
            return self._chosen[0] / self._chosen[1], *self._chosen
        n_done = self._n_before + sum(share >= 1 for share in self._shares)
        n_chunks = self._n_before + len(self._shares) + self._n_after
        share = (self._n_before + sum(self._shares)) / n_chunks if self._step == "writing" and n_chunks else 0.0
        return share, n_done, n_chunks


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
