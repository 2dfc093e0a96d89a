"""Text → sentences → chunks that fit a model, each with its offsets.

A text is cut at paragraphs first and a paragraph into pieces of bounded length, since razdel's
time grows with the square of the length on odd input (a megabyte of dots takes it 23 s).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from razdel import sentenize

MAX_PIECE_CHARS = 4000  # what razdel gets at once; longer than any sentence worth keeping whole
_PARAGRAPH = re.compile(r"[^\n]+")
_WORD = re.compile(r"\S+\s*")

CountTokens = Callable[[str], int]


@dataclass(frozen=True)
class Sentence:
    """``text == source[start:stop]``, without white space at its ends."""

    text: str
    start: int
    stop: int


@dataclass(frozen=True)
class Chunk:
    """A run of whole sentences that fits the model: ``text == source[start:stop]``."""

    text: str
    start: int
    stop: int
    is_cut: bool = False  # part of a sentence that is longer than the model's window


def split_sentences(text: str) -> list[Sentence]:
    """The sentences of a text in order; a line break always ends one.

    >>> [s.text for s in split_sentences("Он им. Л. Н. Толстого. А я — нет.")]
    ['Он им. Л. Н. Толстого.', 'А я — нет.']
    >>> split_sentences(" ")
    []
    """
    return [
        Sentence(found.text, start + found.start, start + found.stop)
        for start, piece in _pieces(text)
        for found in sentenize(piece)
        if found.text.strip()
    ]


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


def split_chunks(text: str, max_chunk_tokens: int, count_tokens: CountTokens) -> list[Chunk]:
    """Chunks on sentence borders, each of at most max_chunk_tokens by count_tokens.

    Together they hold every sentence, in order. A sentence over the budget is cut at words, a
    word over the budget at characters, and the parts say so (``is_cut``).

    Args:
        text: The cleaned source.
        max_chunk_tokens: Budget of one chunk, special tokens not included; at least 1.
        count_tokens: The model's own count, without special tokens.
    """
    parts = [part for s in split_sentences(text) for part in _fitting(s, max_chunk_tokens, count_tokens)]
    sizes = [count_tokens(part.text) for part in parts]
    chunks: list[Chunk] = []
    first = 0
    while first < len(parts):
        last = _last_that_fits(text, parts, sizes, first, max_chunk_tokens, count_tokens)
        start, stop = parts[first].start, parts[last].stop
        chunks.append(Chunk(text[start:stop], start, stop, any(p.is_cut for p in parts[first : last + 1])))
        first = last + 1
    return chunks


def _last_that_fits(
    text: str, parts: Sequence[Chunk], sizes: Sequence[int], first: int, budget: int, count_tokens: CountTokens
) -> int:
    """Index of the last part of the chunk that begins with parts[first]; at least first itself."""
    last, used = first, sizes[first]
    while last + 1 < len(parts) and used + sizes[last + 1] <= budget:
        last += 1
        used += sizes[last]
    # Joined sentences may count more than their sum: the space or line break between them.
    while last > first and count_tokens(text[parts[first].start : parts[last].stop]) > budget:
        last -= 1
    return last


def _fitting(sentence: Sentence, budget: int, count_tokens: CountTokens) -> Iterator[Chunk]:
    """The sentence itself, or its parts if it is over the budget."""
    if count_tokens(sentence.text) <= budget:
        yield Chunk(sentence.text, sentence.start, sentence.stop)
        return
    start = 0
    while start < len(sentence.text):
        stop = _cut(sentence.text, start, budget, count_tokens)
        text = sentence.text[start:stop]
        if text.strip():
            yield Chunk(text, sentence.start + start, sentence.start + stop, is_cut=True)
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
