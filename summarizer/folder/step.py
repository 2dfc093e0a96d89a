"""What is to be done with an input, and which of them are done together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from summarizer.folder.index import Entry
from summarizer.folder.records import Record

MAX_WINDOW_CHARS: Final = 4_000_000  # texts that wait together, in three windows at most; a longer one waits alone
MAX_WINDOW_TEXTS: Final = 64  # as many as the engines look ahead: few batches are left half full
MAX_WINDOW_STEPS: Final = 200


@dataclass(frozen=True)
class Step:
    """What is to be done with one input.

    ``keep``: an earlier run made it; with a record where only its stamp is new.
    ``write``: the record is complete: it was not opened, or could not be read.
    ``summarize``: the record lacks what the summary of ``text`` will say.
    """

    name: str
    action: Literal["keep", "write", "summarize"]
    why: str = ""
    entry: Entry | None = None  # what an earlier run wrote down
    record: Record | None = None
    text: str = ""

    @property
    def is_text(self) -> bool:
        """True where a summary is to be made."""
        return self.action == "summarize"

    def is_recorded(self, record: Record | None) -> bool:
        """False where a record without content would replace a summary, which is not given up for that."""
        is_unread = record is not None and not record.sha256
        return not (is_unread and self.entry is not None and self.entry.status == "done")


def in_windows(steps: Iterable[Step]) -> Iterator[list[Step]]:
    """Steps in groups whose texts share batches; what needs no model comes along."""
    window: list[Step] = []
    n_texts = n_chars = 0
    for step in steps:
        window.append(step)
        n_texts += step.is_text
        n_chars += len(step.text)
        if n_texts >= MAX_WINDOW_TEXTS or n_chars >= MAX_WINDOW_CHARS or len(window) >= MAX_WINDOW_STEPS:
            yield window
            window = []
            n_texts = n_chars = 0
    if window:
        yield window
