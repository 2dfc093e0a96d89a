"""The words that the networks know, as they lie in their file: looked up there, not turned into objects of Python.

250,000 of these would take 30 MB, and longer to make than all the rest of the loading.
"""

from functools import lru_cache
from typing import Any, Final

UNKNOWN: Final = "<unk>"
PADDING: Final = "<pad>"
KEPT: Final = 65536  # words whose place is remembered


class WordList:
    """Words in the order of their bytes, a line each; behind them the signs for what is no word.

    Takes the place of slovnet's ``Vocab``, of which its encoders ask ``encode`` and ``pad_id``.

    >>> words = WordList("дом\\nмост\\n<unk>\\n<pad>".encode())
    >>> words.get("мост"), words.get("мо"), words.encode("мо"), words.pad_id, len(words)
    (1, None, 2, 3, 4)
    """

    def __init__(self, lines: bytes) -> None:
        import numpy as np

        self._lines = lines
        ends = np.flatnonzero(np.frombuffer(lines, np.uint8) == ord("\n"))
        self._starts: Any = np.concatenate([[0], ends + 1, [len(lines) + 1]])
        self._n_words = len(self) - 2
        self.unk_id, self.pad_id = (self._signs().index(sign) + self._n_words for sign in (UNKNOWN, PADDING))
        self._find = lru_cache(KEPT)(self._search)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def get(self, word: str, default: int | None = None) -> int | None:
        """The place of a word, or the default."""
        place = self._find(word)
        return default if place is None else place

    def encode(self, word: str) -> int:
        """The place of a word, or that of the sign for unknown ones."""
        place = self._find(word)
        return self.unk_id if place is None else place

    def _search(self, word: str) -> int | None:
        wanted, low, high = word.encode(errors="replace"), 0, self._n_words
        while low < high:
            middle = (low + high) // 2
            if self._line(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low if low < self._n_words and self._line(low) == wanted else None

    def _line(self, place: int) -> bytes:
        return self._lines[self._starts[place] : self._starts[place + 1] - 1]

    def _signs(self) -> list[str]:
        return [self._line(place).decode() for place in range(self._n_words, len(self))]
