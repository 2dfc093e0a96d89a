"""How many texts go to the model before their results are written: as many as a stop may cost."""

import time
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer.folder.step import MAX_WINDOW_TEXTS, Step

MAX_LOST_S: Final = 30.0  # of work that a kill or a stop throws away; batches of a slow model get smaller for it


class Pace:
    """Parts of windows that take about MAX_LOST_S or less; the first text of all is tried alone.

    On a processor a small model takes seconds for a text, and a large one minutes: sixty of them
    together would be hours that Ctrl-C loses, for the little that a batch saves there.
    """

    def __init__(self, max_texts: int = MAX_WINDOW_TEXTS) -> None:
        self._max_texts = max_texts
        self._n_texts = 1

    def parts(self, window: Sequence[Step]) -> Iterator[Sequence[Step]]:
        """The window in parts; the time until the next one is asked for sets the size of that."""
        start = 0
        while start < len(window):
            stop, n_texts = start, 0
            while stop < len(window) and n_texts + window[stop].is_text <= self._n_texts:
                n_texts += window[stop].is_text
                stop += 1
            began = time.monotonic()
            yield window[start:stop]
            if n_texts:
                self._learn(n_texts, time.monotonic() - began)
            start = stop

    def _learn(self, n_texts: int, elapsed_s: float) -> None:
        fitting = int(MAX_LOST_S * n_texts / max(elapsed_s, 1e-6))
        self._n_texts = max(1, min(self._max_texts, fitting))
