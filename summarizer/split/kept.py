"""What was found of a text, kept while the text is among the last: every step asks the same, and many users at once."""

from collections import OrderedDict
from collections.abc import Callable
from functools import update_wrapper
from threading import Lock
from typing import Final, Generic, TypeVar

KEPT_TEXTS: Final = 4  # a summary, its source, and the two before, however long they are
KEPT_CHARS: Final = 120_000  # of all, where they are more: the articles, drafts and summaries of a batch

Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """A question about a text; it is answered once, for as long as the text is among the last that were asked for.

    >>> @Kept
    ... def count_words(text: str) -> int:
    ...     print("counting")
    ...     return len(text.split())
    >>> count_words("Мост закрыт."), count_words("Мост закрыт.")
    counting
    (2, 2)
    """

    def __init__(self, ask: Callable[[str], Answer]) -> None:
        self._ask = ask
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._n_chars = 0
        self._lock = Lock()
        update_wrapper(self, ask)

    def __call__(self, text: str) -> Answer:
        """The answer; two threads that ask for the first time may both find it."""
        with self._lock:
            if text in self._answers:
                self._answers.move_to_end(text)
                return self._answers[text]
        answer = self._ask(text)
        with self._lock:
            if text in self._answers:
                return self._answers[text]
            self._answers[text] = answer
            self._n_chars += len(text)
            while len(self._answers) > KEPT_TEXTS and self._n_chars > KEPT_CHARS:
                oldest, _ = self._answers.popitem(last=False)
                self._n_chars -= len(oldest)
        return answer

    def cache_clear(self) -> None:
        """Forgets all texts."""
        with self._lock:
            self._answers.clear()
            self._n_chars = 0
