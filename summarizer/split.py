"""Text → sentences, and parts of those that no window holds, each with its offsets.

A text is cut at paragraphs first and a paragraph into pieces of bounded length, since razdel's
time grows with the square of the length on odd input (a megabyte of dots takes it 23 s).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from razdel import sentenize

KEPT_TEXTS: Final = 4  # every step asks for the sentences of the same source and summary
MAX_PIECE_CHARS = 4000  # what razdel gets at once; longer than any sentence worth keeping whole
# What razdel takes for a border and is none, as one string around it: «решили: 1) …; 2) …», «1 окт. 2024 г.».
_NO_BORDER: Final = re.compile(
    r"[:;,]\0\w{1,2}\)|\b(?:янв|февр?|мар|апр|июн|июл|авг|сент?|окт|но?яб?|дек)\.\0(?:19|20)\d\d\b"
)
# What razdel takes for none: «2014 г.» before a word that begins a sentence. A name may go on: «В 2014 г. Иван».
_YEAR_ENDS: Final = re.compile(
    r"\d{4} ?г\. (?=(?:В|Во|Для|До|Его|Её|Ее|Если|За|Затем|Из|К|Как|Когда|На|Но|Об?|Однако|Он[аои]?|От|Перед|По|Под"
    r"|Поэтому|После|При|С|Со|Согласно|Так|Там|Также|Тогда|У|Уже|Хотя|Через|Эт[аио]|Этот) )"
)
NEAR_CHARS: Final = 40  # on both sides of a border: enough to see it
_PARAGRAPH = re.compile(r"[^\n]+")
_WORD = re.compile(r"\S+\s*")

CountTokens = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text == source[start:stop]``; a whole sentence has no white space at its ends."""

    text: str
    start: int
    stop: int


@lru_cache(maxsize=KEPT_TEXTS)
def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in order; a line break always ends one. Those of the last few texts are kept.

    >>> [s.text for s in split_sentences("Он им. Л. Н. Толстого. А я — нет.")]
    ['Он им. Л. Н. Толстого.', 'А я — нет.']
    >>> split_sentences(" ")
    ()
    """
    return tuple(
        Sentence(piece[first:last], start + first, start + last)
        for start, piece in _pieces(text)
        for first, last in _spans(piece)
        if piece[first:last].strip()
    )


def _spans(piece: str) -> list[list[int]]:
    """Where sentences start and stop; what enumerates inside one does not end it.

    >>> piece = "Решили 1 окт. 2024 г.: 1) мост закрыть; 2) дать денег. Он стар."
    >>> [piece[start:stop] for start, stop in _spans(piece)]
    ['Решили 1 окт. 2024 г.: 1) мост закрыть; 2) дать денег.', 'Он стар.']
    >>> _spans("Мост открыт в 1975 г. Он стар."), _spans("В 1975 г. Тула росла.")
    ([[0, 21], [22, 30]], [[0, 21]])
    """
    spans: list[list[int]] = []
    for found in sentenize(piece):
        if spans and _NO_BORDER.search(f"{piece[max(0, spans[-1][1] - 6) : spans[-1][1]]}\0{found.text[:6]}"):
            spans[-1][1] = found.stop
        else:
            spans.append([found.start, found.stop])
        for year in _YEAR_ENDS.finditer(piece, spans[-1][0], spans[-1][1]):
            spans[-1:] = [[spans[-1][0], year.end() - 1], [year.end(), spans[-1][1]]]
    return spans


def is_border(before: str, after: str) -> bool:
    """Whether two sentences are told apart when they stand on one line.

    >>> is_border("Мост закрыт.", "Он стар."), is_border("Это стоит 640 млн руб.", "3. Мэр уехал.")
    (True, False)
    """
    near = before[-NEAR_CHARS:]
    return any(start == len(near) + 1 for start, _ in _spans(f"{near} {after[:NEAR_CHARS]}"))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs, over-long ones cut after a space where there is one."""
    for paragraph in _PARAGRAPH.finditer(text):
        start, stop = paragraph.span()
        while stop - start > MAX_PIECE_CHARS:
            space = text.rfind(" ", start + 1, start + MAX_PIECE_CHARS)
            cut = space + 1 if space > start else start + MAX_PIECE_CHARS
            yield start, text[start:cut]
            start = cut
        yield start, text[start:stop]


def fitting_parts(sentence: Sentence, max_tokens: int, count_tokens: CountTokens) -> Iterator[Sentence]:
    """The sentence itself, or if it is over the budget its parts: cut at words, a long word at characters.

    Args:
        sentence: Any sentence.
        max_tokens: Budget of one part, special tokens not included; at least 1.
        count_tokens: The model's own count, without special tokens.

    >>> [part.text for part in fitting_parts(Sentence("раз два три", 0, 11), 2, lambda text: len(text.split()))]
    ['раз два ', 'три']
    """
    if count_tokens(sentence.text) <= max_tokens:
        yield sentence
        return
    start, end = 0, len(sentence.text.rstrip())
    while start < end:
        stop = _cut(sentence.text, start, max_tokens, count_tokens)
        text = sentence.text[start:stop]
        if text.strip():
            yield Sentence(text, sentence.start + start, sentence.start + stop)
        start = stop


def _cut(text: str, start: int, budget: int, count_tokens: CountTokens) -> int:
    """The furthest border after start, of a word if possible, up to which the text is in budget."""
    ends = [match.end() for match in _WORD.finditer(text, start)]
    n_words = _most(lambda n: count_tokens(text[start : ends[n - 1]]) <= budget, len(ends))
    if n_words:
        return ends[n_words - 1]
    return start + max(1, _most(lambda n: count_tokens(text[start : start + n]) <= budget, ends[0] - start))


def _most(fits: Callable[[int], bool], limit: int) -> int:
    """The largest n ≤ limit that fits, 0 if none does; doubles before it bisects, so it stays near n."""
    high = 1
    while high <= limit and fits(high):
        high *= 2
    low, high = high // 2, min(high, limit + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low
