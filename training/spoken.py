"""A written text → what a program would take down of it when it is spoken: words without marks or capitals."""

import re
from dataclasses import dataclass
from typing import Final

from summarizer.cleaning.sentence_marks import MARKS, WORD

_ABBREVIATIONS: Final = frozenset("им ул гг руб млн млрд тыс др пр проф см стр обл св".split())


@dataclass(frozen=True)
class Spoken:
    """A text as it would be taken down: words in small letters, and the number in MARKS of the mark behind each."""

    words: list[str]
    marks: list[int]


def spoken(text: str) -> Spoken:
    """The words of a text and the marks behind them.

    >>> spoken("Где мост? Закрыт, сказал В. Орлов. Он ждёт")
    Spoken(words=['где', 'мост', 'закрыт', 'сказал', 'в', 'орлов', 'он', 'ждёт'], marks=[0, 3, 1, 0, 0, 2, 0, 2])
    """
    found = list(WORD.finditer(text))
    words = [word[0].lower() for word in found]
    stops = [word.start() for word in found[1:]] + [len(text)]
    marks = [
        _mark(word, text[word.end() : stop], text[stop : stop + 1]) for word, stop in zip(found, stops, strict=True)
    ]
    return Spoken(words, marks)


def _mark(word: re.Match[str], gap: str, after: str) -> int:
    """The mark in the gap behind a word; ``after`` is the next word's first letter, "" for the last word."""
    if not after.islower() and "?" in gap:
        return MARKS.index("?")
    if not after:
        return MARKS.index(".")
    is_short = len(word[0]) == 1 or word[0].lower() in _ABBREVIATIONS
    if not after.islower() and re.search(r"[.!…\n]", gap) and not (is_short and gap.startswith(".")):
        return MARKS.index(".")
    return MARKS.index("," if re.search("[,;:]", gap) else "")
