"""Letters that are gone: question marks and replacement characters where a wrong conversion left nothing to repair."""

import re
from dataclasses import dataclass

from summarizer.patterns import pattern

MIN_WORDS = 2  # of question marks in a row; one may be an exclamation of doubt
MIN_MARKS = 3  # in the longest of them; «??» alone is punctuation
_LOST = pattern(r"(?<![\w?])\?{2,}(?:[ ,.:;«»\"()-]{1,3}\?{2,})+|\ufffd+")


@dataclass(frozen=True)
class Lost:
    """A run of lost letters in a text: ``[start, stop)``."""

    start: int
    stop: int


def find_lost(text: str) -> list[Lost]:
    """The runs of question marks that stand for words, and of replacement characters.

    >>> find_lost("Совет ?????????? ?? заседании")
    [Lost(start=6, stop=19)]
    >>> find_lost("Как?? Неужели??? Да! ?? ??")
    []
    """
    found = (match for match in _LOST.finditer(text) if match[0][0] == "\ufffd" or _is_words(match[0]))
    return [Lost(*match.span()) for match in found]


def _is_words(run: str) -> bool:
    marks = re.findall(r"\?+", run)
    return len(marks) >= MIN_WORDS and max(map(len, marks)) >= MIN_MARKS
