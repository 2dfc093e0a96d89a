"""What each sentence of a summary rests on: its source sentences, with offsets in the text as the user gave it.

Lemmas weigh by rarity; character trigrams find what lemmas miss (names, slips); a sentence that
follows the one before it in the source gets a little more, since summaries mostly keep the order.
A merged sentence needs several: each next one is the one that covers most of what is left.
"""

import math
from collections.abc import Iterable, Sequence, Set
from dataclasses import asdict, dataclass, replace
from typing import Final

from summarizer.cleaning import CleanText
from summarizer.index import IndexedText, index_text

MAX_SOURCES: Final = 3  # a summary sentence is seldom merged from more
N_CANDIDATES: Final = 24  # read closely; the rest share too few rare words
TRIGRAM_WEIGHT: Final = 0.35
ORDER_WEIGHT: Final = 0.04  # breaks ties: a repeated fact is taken from where the story is
MIN_SCORE: Final = 0.12  # below it nothing in the source is like the sentence
MIN_NEW: Final = 0.12  # what a further sentence must add


@dataclass(frozen=True)
class Passage:
    """A source sentence under a summary sentence; offsets in the source, score 0 … 1."""

    start: int
    stop: int
    score: float


@dataclass(frozen=True)
class Evidence:
    """A summary sentence, by its offsets, and what it rests on, best first; nothing if nothing is like it."""

    start: int
    stop: int
    passages: tuple[Passage, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The evidence as plain JSON values."""
        return asdict(self)


def find_evidence(summary: str, source: str) -> tuple[Evidence, ...]:
    """The evidence of each sentence of a summary, in order, with offsets in ``source``.

    >>> source = "Мост закрыли. Автобусы пойдут в объезд."
    >>> [source[p.start : p.stop] for e in find_evidence("Автобусы едут в объезд.", source) for p in e.passages]
    ['Автобусы пойдут в объезд.']
    >>> find_evidence("Кот спит.", source)[0].passages
    ()
    """
    return Aligner(index_text(source)).align(index_text(summary))


def in_original(evidence: Sequence[Evidence], cleaned: CleanText) -> tuple[Evidence, ...]:
    """The same with offsets in the text as the user gave it, before cleaning."""
    return tuple(
        replace(item, passages=tuple(_moved(passage, cleaned) for passage in item.passages)) for item in evidence
    )


def _moved(passage: Passage, cleaned: CleanText) -> Passage:
    start, stop = original_span(passage.start, passage.stop, cleaned)
    return replace(passage, start=start, stop=stop)


def original_span(start: int, stop: int, cleaned: CleanText) -> tuple[int, int]:
    """A span of the clean text in the text as the user gave it; an empty span stays (0, 0)."""
    if stop <= start:
        return 0, 0
    return cleaned.source_offset(start), cleaned.source_stop(stop)


def sentences_with(lemmas: Iterable[str], source: IndexedText, n_best: int) -> list[int]:
    """The sentences of a source with the weightiest of some lemmas, best first, of like ones the first."""
    weights: dict[int, float] = {}
    for lemma in sorted(lemmas):  # sums do not hang on the order of a set
        rarity = source.rarity(lemma)
        for i in source.postings.get(lemma, ()):
            weights[i] = weights.get(i, 0.0) + rarity
    return sorted(weights, key=lambda i: (-weights[i], i))[:n_best]


@dataclass(frozen=True)
class Aligner:
    """Finds source sentences for the sentences of a summary."""

    source: IndexedText

    def align(self, summary: IndexedText) -> tuple[Evidence, ...]:
        """The evidence of each sentence of a summary."""
        found: list[Evidence] = []
        last = -1
        for i, sentence in enumerate(summary.sentences):
            ranked = self.rank(summary, i, last)
            last = ranked[0][0] if ranked else last
            passages = [self._passage(at, score) for at, score in ranked]
            found.append(Evidence(sentence.start, sentence.stop, tuple(passages)))
        return tuple(found)

    def rank(
        self, summary: IndexedText, at: int = 0, last: int = -1, n_best: int = MAX_SOURCES
    ) -> list[tuple[int, float]]:
        """Source sentences for sentence ``at`` of a summary, best first, with their scores.

        Args:
            summary: The summary.
            at: Which of its sentences.
            last: The source sentence that the summary's sentence before rests on, −1 if none.
            n_best: How many at most.
        """
        lemmas, grams = summary.lemmas[at], summary.trigrams(at)
        candidates = self._candidates(lemmas)
        scores = {i: self._score(i, lemmas, grams, last) for i in candidates}
        chosen: list[tuple[int, float]] = []
        left, grams_left = set(lemmas), set(grams)
        while scores and len(chosen) < n_best:
            best = max(scores, key=lambda i: (scores[i], -i))
            if scores[best] < (MIN_NEW if chosen else MIN_SCORE):
                break
            chosen.append((best, round(self._score(best, lemmas, grams, -1), 4)))
            left -= self.source.lemmas[best]
            grams_left -= self.source.trigrams(best)
            scores = {i: self._gain(i, left, lemmas, grams_left, grams) for i in candidates if i not in dict(chosen)}
        return chosen

    def _candidates(self, lemmas: Set[str]) -> list[int]:
        """The sentences that share the weightiest lemmas; all of a short source."""
        if len(self.source.sentences) <= N_CANDIDATES:
            return list(range(len(self.source.sentences)))
        return sentences_with(lemmas, self.source, N_CANDIDATES)

    def _score(self, i: int, lemmas: Set[str], grams: Set[str], last: int) -> float:
        """How much of a sentence source sentence i covers, by lemmas and trigrams, less what it says besides."""
        theirs = self.source.lemmas[i]
        shared = sum(self.source.rarity(lemma) for lemma in lemmas & theirs)
        ours = sum(self.source.rarity(lemma) for lemma in lemmas)
        other = sum(self.source.rarity(lemma) for lemma in theirs)
        cosine = shared / math.sqrt(ours * other) if shared else 0.0
        covered = shared / ours if ours else 0.0
        alike = _dice(grams, self.source.trigrams(i))
        order = ORDER_WEIGHT if 0 <= last < i <= last + 3 else 0.0
        return (1 - TRIGRAM_WEIGHT) * (cosine + covered) / 2 + TRIGRAM_WEIGHT * alike + order

    def _gain(self, i: int, left: Set[str], lemmas: Set[str], grams_left: Set[str], grams: Set[str]) -> float:
        """The share of a sentence, not covered yet, that source sentence i covers."""
        total = sum(self.source.rarity(lemma) for lemma in lemmas) or 1.0
        lemma_gain = sum(self.source.rarity(lemma) for lemma in left & self.source.lemmas[i]) / total
        gram_gain = len(grams_left & self.source.trigrams(i)) / max(1, len(grams))
        return (1 - TRIGRAM_WEIGHT) * lemma_gain + TRIGRAM_WEIGHT * gram_gain

    def _passage(self, i: int, score: float) -> Passage:
        sentence = self.source.sentences[i]
        return Passage(sentence.start, sentence.stop, min(1.0, score))


def _dice(one: Set[str], other: Set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
