"""Text → sentences with their offsets.

A text is cut at paragraphs first, and a long paragraph is read in pieces of bounded length, since razdel's time grows
with the square of the length on odd input (a megabyte of dots takes it 23 s). What a piece may have cut off, the next
one begins with.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from summarizer.patterns import pattern
from summarizer.split.borders import NEAR_CHARS, find_spans
from summarizer.split.kept import Kept

MAX_PIECE_CHARS = 4000  # what razdel gets at once; longer than any sentence worth keeping whole
_PARAGRAPH = pattern(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text == source[start:stop]``; a whole sentence has no white space at its ends."""

    text: str
    start: int
    stop: int


@Kept
def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in order; a line break always ends one. Those of the last few texts are kept.

    >>> [s.text for s in split_sentences("Он им. Л. Н. Толстого. А я — нет.")]
    ['Он им. Л. Н. Толстого.', 'А я — нет.']
    >>> split_sentences(" ")
    ()
    """
    return tuple(
        Sentence(text[start:stop], start, stop)
        for paragraph in _PARAGRAPH.finditer(text)
        for start, stop in _spans(text, *paragraph.span())
        if text[start:stop].strip()
    )


def is_border(before: str, after: str) -> bool:
    """Whether two sentences are told apart when they stand on one line.

    >>> is_border("Мост закрыт.", "Он стар."), is_border("Это стоит 640 млн руб.", "3. Мэр уехал.")
    (True, False)
    """
    near = before[-NEAR_CHARS:]
    return any(start == len(near) + 1 for start, _ in find_spans(f"{near} {after[:NEAR_CHARS]}"))


def _spans(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Where the sentences of a paragraph start and stop; one that is longer than a piece is cut, after a space."""
    while start < stop:
        end = _piece_stop(text, start, stop)
        spans = list(find_spans(text[start:end]))
        if end < stop and len(spans) > 1:
            seen_chars = end - start - NEAR_CHARS  # a border behind was told without all that follows it
            whole = [one for one, after in pairwise(spans) if after[0] <= seen_chars] or spans[:-1]
            end = start + spans[len(whole)][0]
            spans = whole
        yield from ((start + first, start + last) for first, last in spans)
        start = end


def _piece_stop(text: str, start: int, stop: int) -> int:
    """The end of the piece that begins at ``start``."""
    if stop - start <= MAX_PIECE_CHARS:
        return stop
    space = text.rfind(" ", start + 1, start + MAX_PIECE_CHARS)
    return space + 1 if space > start else start + MAX_PIECE_CHARS
