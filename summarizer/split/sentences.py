"""Text → sentences with their offsets.

A text is cut at paragraphs first and a paragraph into pieces of bounded length, since razdel's
time grows with the square of the length on odd input (a megabyte of dots takes it 23 s).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from summarizer.split.borders import NEAR_CHARS, find_spans

KEPT_TEXTS: Final = 4  # every step asks for the sentences of the same source and summary
MAX_PIECE_CHARS = 4000  # what razdel gets at once; longer than any sentence worth keeping whole
_PARAGRAPH = re.compile(r"[^\n]+")


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
        for first, last in find_spans(piece)
        if piece[first:last].strip()
    )


def is_border(before: str, after: str) -> bool:
    """Whether two sentences are told apart when they stand on one line.

    >>> is_border("Мост закрыт.", "Он стар."), is_border("Это стоит 640 млн руб.", "3. Мэр уехал.")
    (True, False)
    """
    near = before[-NEAR_CHARS:]
    return any(start == len(near) + 1 for start, _ in find_spans(f"{near} {after[:NEAR_CHARS]}"))


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
