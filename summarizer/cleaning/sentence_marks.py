"""Speech that a program took down without a mark → the full stops, commas and capitals that it lacks.

Without them nothing tells where a sentence ends, and none can be chosen. Where they stand is guessed by a small network
(``marks_network.py``). A text that has some marks, of whatever kind, is left as it is, and so is a list.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ..patterns import pattern
from .language import is_russian
from .repairs import SENTENCE_MARK, Edit

if TYPE_CHECKING:
    from .marks_network import Floats

MIN_WORDS: Final = 50  # fewer are one long sentence, or a list
MAX_WORDS: Final = 300_000  # a day and a night of speech
MAX_MARKS: Final = 0.05  # for each word: a written text has .15
MIN_KNOWN_SHARE: Final = 0.5  # of the words: speech has .8
MIN_CAPTION: Final = 3.5  # words of a line on average: what stands in shorter ones is a list
PARAGRAPH: Final = 30  # words on average: such lines are paragraphs
MAX_HEADING: Final = 12  # words of a line among paragraphs that is left as it is
MIN_RUNNING_SHARE: Final = 0.3  # of the captions that surely go on in the next: a list's or a verse's lines do not
GOES_ON: Final = 0.95  # how likely no mark stands at a line's end that surely goes on
MIN_END: Final = 0.3  # how likely a sentence ends where some mark must stand: better cut at a comma than run on
MAX_SENTENCE: Final = 40  # words: a longer one is divided where that is likeliest
MIN_PART: Final = 6  # words of what it is divided into
WORD: Final = pattern(r"[^\W_]+(?:[-'’][^\W_]+)*")
MARKS: Final = ("", ",", ".", "?")  # what is told apart; «!» and «…» are full stops
_SIGNS: Final = ".,!?…;:"
_ENDS: Final = (".", "?")

Words = Sequence[re.Match[str]]


def mark_sentences(text: str) -> list[Edit]:
    """Puts marks between the words of a text that has hardly any, and a capital behind each that ends a sentence.

    >>> said = "дорогу закрыли ещё весной а новую так и не построили потому что денег в бюджете не было "
    >>> {edit.after for edit in mark_sentences(said * 8)} >= {"Д", ", "}
    True
    >>> mark_sentences("Дорогу закрыли весной, новую не построили: денег не было. " * 20)
    []
    """
    words = _unmarked_words(text)
    if not words:
        return []
    from .marks_network import load_network  # numpy: for such a text only

    network = load_network()
    if sum(network.knows(word[0]) for word in words) < MIN_KNOWN_SHARE * len(words):
        return []
    likelihoods = network.likelihoods([word[0] for word in words])
    lines = _lines(words, likelihoods)
    marks = _guess(likelihoods, [stop - 1 for _, stop in lines])
    told = [line for line in lines if len(lines) == 1 or line[1] - line[0] > MAX_HEADING]
    return [edit for start, stop in told for edit in _edits(words, marks, start, stop)]


def _unmarked_words(text: str) -> Words:
    """The words of a Russian text that has hardly a mark, none of another."""
    n_marks, n_spaces = (sum(map(text.count, signs)) for signs in (_SIGNS, " \n"))
    if n_marks > MAX_MARKS * n_spaces or not is_russian(text):
        return ()
    words = list(WORD.finditer(text))
    return words if MIN_WORDS <= len(words) <= MAX_WORDS else ()


def _lines(words: Words, likelihoods: "Floats") -> list[tuple[int, int]]:
    """The first words of the paragraphs and those behind their last ones: of captions one, of a list none."""
    text, n = words[0].string, len(words)
    breaks = [at for at, (word, after) in enumerate(pairwise(words)) if "\n" in text[word.end() : after.start()]]
    n_lines = len(breaks) + 1
    if n >= PARAGRAPH * n_lines:
        return list(pairwise([0, *(at + 1 for at in breaks), n]))
    n_running = sum(likelihoods[at, 0] > GOES_ON for at in breaks)
    return [(0, n)] if n >= MIN_CAPTION * n_lines and n_running >= MIN_RUNNING_SHARE * len(breaks) else []


def _guess(likelihoods: "Floats", last: Sequence[int]) -> list[str]:
    """The mark behind each word; ``last`` are words that surely end a sentence."""
    marks = [MARKS[mark] for mark in likelihoods[:, :2].argmax(axis=1)]
    ends = likelihoods[:, 2:].sum(axis=1).tolist()
    likely = {at for at, end in enumerate(ends) if end > MIN_END and likelihoods[at, 0] < 1 / 2}
    for start, stop in pairwise([-1, *sorted(likely.union(last))]):
        for at in _divide(ends, start + 1, stop):
            marks[at] = MARKS[2 + likelihoods[at, 2:].argmax()]
    return marks


def _divide(ends: Sequence[float], first: int, last: int) -> Iterator[int]:
    """The last words of the sentences that the words from ``first`` to ``last`` become.

    >>> list(_divide([0.1] * 30 + [0.3] + [0.1] * 30, 0, 60)), list(_divide([0.1] * 12, 0, 11))
    ([30, 60], [11])
    """
    while last - first >= MAX_SENTENCE:
        at = max(range(first + MIN_PART - 1, last - MIN_PART), key=ends.__getitem__)
        yield from _divide(ends, first, at)
        first = at + 1
    yield last


def _edits(words: Words, marks: Sequence[str], start: int, stop: int) -> Iterator[Edit]:
    """Makes the words from ``start`` to ``stop`` a paragraph, with marks where nothing but white space stands."""
    text = words[0].string
    first, last = words[start], words[stop - 1]
    if first[0][0].islower():
        yield Edit(SENTENCE_MARK, first.start(), first.start() + 1, first[0][0].upper())
    for at in range(start, stop - 1):
        word, after, mark = words[at], words[at + 1], marks[at]
        gap = text[word.end() : after.start()]
        if not gap.isspace():
            continue
        if mark in _ENDS:
            yield Edit(SENTENCE_MARK, word.end(), after.start() + 1, f"{mark} {after[0][0].upper()}")
        elif mark:
            yield Edit(SENTENCE_MARK, word.end(), after.start(), f"{mark} ")
        elif "\n" in gap:
            yield Edit("line_break", word.end(), after.start(), " ")
    if text[last.end() : last.end() + 1] in ("", "\n"):
        yield Edit(SENTENCE_MARK, last.end(), last.end(), marks[stop - 1])
