"""What the mixed words of a document say for the others: from which scripts, and how often, letters were swapped."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from math import prod

from ..patterns import pattern
from .look_alikes import latin_twins, look_alikes
from .tokens import Surroundings

MIN_WORDS = 2  # repaired mixed words of a script before words wholly in it are looked at
MIN_SPOILED = 5  # repaired mixed words from which on a document counts as spoiled
SURPLUS = 3.0  # times as many as the document's swaps explain are no swaps
GREEK_TWINS = frozenset("ГДЛПФпф")  # letters with a close twin in Greek and none in Latin
_PRIOR = 3  # letters' worth of the document's own rate that steady the rate of a rare letter
_WORD = pattern(r"[^\W\d_]{2,}")


@dataclass
class Evidence:
    """Counts over the mixed words that became Russian."""

    words: Counter[str] = field(default_factory=Counter)  # by script
    swapped: Counter[str] = field(default_factory=Counter)  # by Russian letter

    def add(self, typed: str, repaired: str, n: int) -> None:
        """Counts a word that was typed and repaired so n times."""
        scripts = set()
        for old, new in zip(typed, repaired, strict=True):
            if old != new:
                scripts.add(look_alikes(old)[0].script)
                self.swapped[new] += n
        for script in scripts:
            self.words[script] += n

    @property
    def n_words(self) -> int:
        """Repaired words; one in two scripts counts twice."""
        return self.words.total()

    def rates(self, text: str) -> dict[str, float]:
        """For each letter that has twins the share of it that was swapped; ``text`` is the repaired text.

        Letters that stand alone do not count: no mixed word can tell of them.
        """
        letters, greek = {*latin_twins(), *self.swapped}, GREEK_TWINS if self.words["Greek"] else frozenset()
        words = " ".join(_WORD.findall(text))
        n_seen = {letter: words.count(letter) for letter in letters | greek}
        overall = sum(self.swapped[letter] for letter in letters) / max(1, sum(n_seen[letter] for letter in letters))
        return {
            letter: min(1.0, (self.swapped[letter] + _PRIOR * overall) / (n_seen[letter] + _PRIOR))
            for letter in letters | greek
        }


class Document(Surroundings):
    """A text with the evidence of its mixed words, of whose tokens one asks from left to right."""

    def __init__(self, text: str, evidence: Evidence) -> None:
        super().__init__(text)
        self.evidence = evidence

    @cached_property
    def rates(self) -> dict[str, float]:
        """For each letter that has twins the share of it that was swapped."""
        return self.evidence.rates(self.text)


def chance_of(word: str, rates: dict[str, float]) -> float:
    """The probability that each letter of a Russian word was swapped.

    >>> chance_of("оно", {"о": 0.5, "н": 0.2})
    0.05
    >>> chance_of("щи", {"о": 0.5})
    0.0
    """
    return prod(rates.get(letter, 0.0) for letter in word)


def explains(n_foreign: int, n_russian: int, chance: float) -> bool:
    """Whether swaps of that chance, less than 1, explain a form typed n_foreign times beside n_russian in Russian.

    >>> explains(4, 4, 0.5), explains(40, 4, 0.5)
    (True, False)
    """
    return n_foreign <= SURPLUS * n_russian * chance / (1 - chance) + 1
