"""Comparisons turned round: «А быстрее, чем Б» for «Б быстрее, чем А», or for «А медленнее, чем Б»."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from summarizer.checking.antonyms import Antonyms, read_antonyms
from summarizer.checking.facts import span_of
from summarizer.checking.findings import Finding
from summarizer.checking.pairs import Pair
from summarizer.cleaning.dictionary import cases_of, readings_of
from summarizer.index import Word

_BORDERS: Final = frozenset(";:.!?()—–")
REACH: Final = 3  # words that a comparative governs
_THAN: Final = "чем"


@lru_cache(maxsize=1)
def _antonyms() -> Antonyms:
    return read_antonyms("comparisons.tsv")


def find_comparisons(pair: Pair) -> Iterator[Finding]:
    """Comparatives of a summary whose sides the source has the other way round.

    >>> from summarizer.index import index_text
    >>> source = index_text("Липы растут быстрее, чем дубы.")
    >>> told = ("Дубы растут быстрее, чем липы.", "Липы растут медленнее, чем дубы.", "Дубы растут медленнее лип.")
    >>> [[f.text for f in find_comparisons(Pair(index_text(one), source))] for one in told]
    [['быстрее'], ['медленнее'], []]
    """
    theirs = list(_comparisons(pair.theirs, pair.source.text))
    for ours in _comparisons(pair.ours, pair.summary.text) if theirs else ():
        other = next((one for one in theirs if ours.is_against(one)), None)
        if other and not any(ours.agrees(one) for one in theirs):
            yield pair.against(span_of(ours.word), (other.word.start, other.stop))


@dataclass(frozen=True)
class _Comparison:
    """A comparative with the content lemmas of what it is said of, and of what that is held against."""

    word: Word
    left: Set[str]
    right: Set[str]
    stop: int
    names: Set[str]  # lemmas of what is written with a capital

    def _sides(self, other: "_Comparison") -> int:
        """1 where the sides stand alike, −1 where they are turned round, 0 where nobody can tell."""
        alike = self.right & other.right
        turned = self.right & other.left and self.left & other.right
        turned = turned or self.left & other.right & self.names & other.names
        return 1 if alike and not turned else -1 if turned and not alike else 0

    def _way(self, other: "_Comparison") -> int:
        """1 for one comparative or one of its side, −1 for its opposite, 0 for another."""
        ours, theirs = self.word.lower, other.word.lower
        return 1 if _antonyms().are_alike(ours, theirs) else -1 if _antonyms().are_opposite(ours, theirs) else 0

    def is_against(self, other: "_Comparison") -> bool:
        """Whether the other says the opposite of the same."""
        return self._way(other) * self._sides(other) < 0

    def agrees(self, other: "_Comparison") -> bool:
        """Whether the other says the same."""
        return self._way(other) * self._sides(other) > 0


def _comparisons(words: Sequence[Word], text: str) -> Iterator[_Comparison]:
    for i, word in enumerate(words):
        if word.lower not in _antonyms() and "COMP" not in readings_of(word.lower)[0].grammemes:
            continue
        behind = list(_until_border(words[i:], text))[1:]
        than = next((n for n, other in enumerate(behind) if other.lower == _THAN), None)
        right = behind[than + 1 :] if than is not None else _compared(behind)
        before = list(_until_border(words[: i + 1][::-1], text))[1:]
        lemmas = _content(right)
        if lemmas:
            names = frozenset(one.lemma for one in words[1:] if text[one.start].isupper())
            yield _Comparison(word, _content(before) - lemmas, lemmas, right[-1].stop, names)


def _compared(words: Sequence[Word]) -> Sequence[Word]:
    """What a comparative without «чем» governs: «дешевле прошлой модели», «старше 50 лет»."""
    for n, word in enumerate(words[:REACH]):
        grammemes = readings_of(word.lower)[0].grammemes
        if grammemes >= {"NOUN", "gent"} or (not n and word.lower[0].isdigit()):
            return words[: n + 1]
        if not (grammemes & {"ADJF", "PRTF"} and "gent" in cases_of(word.lower)):
            break
    return []


def _until_border(words: Sequence[Word], text: str) -> Iterator[Word]:
    """The words, in either order, up to the end of their clause."""
    for i, word in enumerate(words):
        if i:
            low, high = sorted((words[i - 1], word), key=lambda one: one.start)
            between = text[low.stop : high.start]
            if not _BORDERS.isdisjoint(between) or ("," in between and high.lower != _THAN):
                return
        yield word


def _content(words: Sequence[Word]) -> frozenset[str]:
    return frozenset(word.lemma for word in words if word.is_content)
