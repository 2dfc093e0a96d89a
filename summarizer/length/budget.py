"""The length asked for, in words or in sentences, and whether a text keeps to it.

Words are counted as a person counts them: runs without white space. A length counts as honoured
within ``TOLERANCE``, or where it is off by less than one sentence of mean length.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from summarizer.options import TARGET_WORDS, SummaryOptions
from summarizer.selection import Candidate, Room, find_candidates

TOLERANCE: Final = 0.15
WORDS_PER_SENTENCE: Final = (8.0, 30.0)  # a source's mean is taken within: lists and laws are beyond


@dataclass(frozen=True)
class Budget:
    """What was asked for: about ``words``, or exactly ``sentences``, which then make about ``words``."""

    words: int
    sentences: int | None = None
    is_list: bool = False  # theses: each sentence stands alone, on a line of its own

    @property
    def room(self) -> Room:
        """The room that sentences are chosen for, in words or in sentences."""
        if self.sentences is not None:
            n = float(self.sentences)
            return Room(n, n, n, stands_alone=self.is_list)
        return Room(self.words, (1 - TOLERANCE) * self.words, (1 + TOLERANCE) * self.words, is_soft=True)

    def measure(self, text: str) -> int:
        """The length of a text in the unit of the room."""
        return len(find_candidates(text)) if self.sentences is not None else len(text.split())

    def is_met(self, text: str) -> bool:
        """Whether the text keeps to the room, whatever one sentence more or less would do."""
        return self.room.least <= self.measure(text) <= self.room.most


def budget_of(options: SummaryOptions, source: Sequence[Candidate]) -> Budget:
    """What the options ask for of a source.

    >>> budget_of(SummaryOptions(words=40), ())
    Budget(words=40, sentences=None, is_list=False)
    >>> budget_of(SummaryOptions(ratio=0.5), find_candidates("Мост закрыт до мая. Объезд есть."))
    Budget(words=3, sentences=None, is_list=False)
    """
    n_sentences = options.sentences or options.points
    if n_sentences:
        shortest, longest = WORDS_PER_SENTENCE
        mean = fmean([candidate.n_words for candidate in source] or [shortest])
        return Budget(round(n_sentences * min(max(mean, shortest), longest)), n_sentences, bool(options.points))
    if options.ratio:
        return Budget(max(1, round(options.ratio * sum(candidate.n_words for candidate in source))))
    return Budget(options.words or TARGET_WORDS[options.length])


def is_honoured(summary: str, source: Sequence[Candidate], budget: Budget) -> bool:
    """Whether the length is within the room, or off by less than one mean sentence, or one sentence in all.

    >>> source = find_candidates("Мост закрыт до мая. Автобусы идут в объезд.")
    >>> is_honoured("Мост закрыт до мая.", source, Budget(6)), is_honoured("Мост закрыт до мая.", source, Budget(20))
    (True, False)
    """
    if budget.is_met(summary):
        return True
    missed = budget.measure(summary) - budget.room.target
    if budget.sentences is not None:
        return abs(missed) <= 1
    told = find_candidates(summary)
    if missed > 0:
        return len(told) == 1 or missed < fmean(candidate.n_words for candidate in told)
    return -missed < fmean(candidate.n_words for candidate in source)
