"""Parts of a sentence that no window holds."""

from collections.abc import Callable, Iterator

from summarizer.patterns import pattern
from summarizer.split.sentences import Sentence

_WORD = pattern(r"\S+\s*")

CountTokens = Callable[[str], int]


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
