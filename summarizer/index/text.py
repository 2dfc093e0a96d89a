"""The sentences of a text, their words and lemmas, and where each lemma stands."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from summarizer.cleaning.dictionary import lemma_of
from summarizer.index.copies import Copies
from summarizer.patterns import pattern
from summarizer.split import Kept, Sentence, split_sentences

WORD: Final = pattern(r"\d+(?:[.,]\d+)+|[^\W_]+(?:-[^\W_]+)*")
_COUNTS: Final = (
    "два двое оба дважды вдвое|три трое трижды втрое|четыре четверо|пять пятеро|шесть шестеро|семь семеро|восемь|"
    "девять|десять|одиннадцать|двенадцать|тринадцать|четырнадцать|пятнадцать|шестнадцать|семнадцать|восемнадцать|девятнадцать|"
    "двадцать"
).split("|")
_NUMBER_WORDS: Final = {word: str(n) for n, words in enumerate(_COUNTS, 2) for word in words.split()}
FUNCTION_WORDS: Final = frozenset(
    "а без более бы был быть в вместо вы да для до другой его ее если есть еще же за и из или им их к как ко который "
    "кто лишь между менее мочь мы на над не него нее ней нет ни них но о об обо один около он она они оно от перед по "
    "под после почти при про с сам свой свыше себя со среди стать так такой также там то тоже только тот ты у уже "
    "через что чтобы этот это я весь год человек ли".split()
)


def fold(word: str) -> str:
    """A word as words are compared: in lower case, е for ё.

    >>> fold("Артём")
    'артем'
    """
    return word.lower().replace("ё", "е")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: ``lower == fold(text[start:stop])``."""

    lower: str
    lemma: str
    start: int
    stop: int

    @property
    def is_content(self) -> bool:
        """Whether the word says what a sentence is about."""
        return self.lemma not in FUNCTION_WORDS and (len(self.lower) > 1 or self.lower.isdigit())


@dataclass(frozen=True)
class IndexedText:
    """A text with its sentences and words; everything is counted once, in time linear in its length."""

    text: str

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences in order."""
        return split_sentences(self.text)

    @cached_property
    def words(self) -> list[list[Word]]:
        """The words of each sentence."""
        return [_words_of(sentence) for sentence in self.sentences]

    @cached_property
    def lemmas(self) -> list[frozenset[str]]:
        """The content lemmas of each sentence."""
        return [frozenset(word.lemma for word in words if word.is_content) for words in self.words]

    @cached_property
    def postings(self) -> dict[str, list[int]]:
        """The sentences of each lemma, function words included, in order."""
        found: dict[str, list[int]] = {}
        for i, words in enumerate(self.words):
            for lemma in {word.lemma for word in words}:
                found.setdefault(lemma, []).append(i)
        return found

    def rarity(self, lemma: str) -> float:
        """The weight of a lemma: the fewer sentences have it, the more it tells."""
        return math.log(1 + len(self.sentences) / (1 + len(self.postings.get(lemma, ()))))

    @cached_property
    def flat(self) -> list[Word]:
        """All words of the text in order."""
        return [word for words in self.words for word in words]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each lower-cased word stands in ``flat``; the parts of a hyphenated word count as words."""
        found: dict[str, list[int]] = {}
        for i, word in enumerate(self.flat):
            for key in {word.lower, *word.lower.split("-")}:
                found.setdefault(key, []).append(i)
        return found

    def surface(self, place: int) -> str:
        """The word at a place of ``flat`` as it is written."""
        word = self.flat[place]
        return self.text[word.start : word.stop]

    @cached_property
    def copies(self) -> Copies:
        """Looks up sentences that stand here word for word."""
        return Copies(self.sentences)

    def holds(self, sentence: str) -> bool:
        """Whether the text says a sentence word for word, as a sentence or several of its own."""
        return self.copies.find(sentence) is not None

    @cached_property
    def bases(self) -> dict[str, int | None]:
        """Which of its sentences those rest on that were asked for; see ``aligning.basis_of``."""
        return {}

    @cached_property
    def _grams(self) -> dict[int, frozenset[str]]:
        return {}

    def trigrams(self, i: int) -> frozenset[str]:
        """Letter trigrams of sentence i, word beginnings marked; kept, as several checks ask for them."""
        if i not in self._grams:
            self._grams[i] = _trigrams(word.lower for word in self.words[i])
        return self._grams[i]

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds an offset, or of the last one before it."""
        return max(0, bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1)


def _words_of(sentence: Sentence) -> list[Word]:
    return [
        Word(lower, _lemma(lower), sentence.start + match.start(), sentence.start + match.end())
        for match in WORD.finditer(sentence.text)
        for lower in [fold(match[0])]
    ]


def _lemma(lower: str) -> str:
    """The dictionary form; a small number in words is its digits, so that «семеро» and «7» meet."""
    lemma = lemma_of(lower)
    return _NUMBER_WORDS.get(lemma, lemma)


@Kept
def index_text(text: str) -> IndexedText:
    """The indexed text; the last few are kept.

    >>> [sorted(lemmas) for lemmas in index_text("Мост закрыли. Автобусы не ходят.").lemmas]
    [['закрыть', 'мост'], ['автобус', 'ходить']]
    >>> index_text(" ").sentences
    ()
    """
    return IndexedText(text)


def n_letters(text: str) -> int:
    """Characters that are no white space."""
    return len("".join(text.split()))


def _trigrams(words: Iterable[str]) -> frozenset[str]:
    """Letter trigrams of lower-cased words, the space before each counted in.

    >>> sorted(_trigrams(["мост"]))
    [' мо', 'мос', 'ост']
    """
    padded = " " + " ".join(words)
    return frozenset(map("".join, zip(padded, padded[1:], padded[2:], strict=False)))


def share_of(part: frozenset[str] | set[str], whole: Sequence[str] | frozenset[str] | set[str]) -> float:
    """The share of ``part``'s lemmas that ``whole`` holds too, 0 where part is empty."""
    return len(part.intersection(whole)) / len(part) if part else 0.0
