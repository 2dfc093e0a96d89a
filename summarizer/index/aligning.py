"""Which sentences of a source a sentence rests on, by their lemmas, letters and what else is known to be alike.

Lemmas weigh by rarity; character trigrams find what lemmas miss (names, slips); a sentence that
follows the one before it in the source gets a little more, since summaries mostly keep the order.
A merged sentence needs several: each next one is the one that covers most of what is left.
"""

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from summarizer.index.text import IndexedText, index_text

MAX_SOURCES: Final = 3  # a summary sentence is seldom merged from more
N_CANDIDATES: Final = 24  # read closely; the rest share too few rare words
TRIGRAM_WEIGHT: Final = 0.35
REACH: Final = 3  # sentences on, in which a summary's next one finds its place
ORDER_WEIGHT: Final = 0.04  # breaks ties: a repeated fact is taken from where the story is
MIN_SCORE: Final = 0.12  # below it nothing in the source is like the sentence
MIN_NEW: Final = 0.12  # what a further sentence must add

Likes = Sequence[Mapping[str, float]]  # of each source sentence: lemmas that it says in other words, how far, 0 … 1


def sentences_with(lemmas: Iterable[str], source: IndexedText, n_best: int) -> list[int]:
    """The sentences of a source with the weightiest of some lemmas, best first, of like ones the first."""
    weights: dict[int, float] = {}
    for lemma in sorted(lemmas):  # sums do not hang on the order of a set
        rarity = source.rarity(lemma)
        for i in source.postings.get(lemma, ()):
            weights[i] = weights.get(i, 0.0) + rarity
    return sorted(weights, key=lambda i: (-weights[i], i))[:n_best]


@dataclass(frozen=True)
class Asked:
    """A sentence whose place is looked for: its lemmas with their rarity, its trigrams, what is said in other words."""

    weights: Mapping[str, float]
    grams: Set[str]
    likes: Likes = ()

    @cached_property
    def weight(self) -> float:
        """The weight of all its lemmas."""
        return sum(self.weights.values())

    def weigh(self, cover: Mapping[str, float]) -> float:
        """The weight of what is covered of its lemmas."""
        return sum([self.weights[lemma] * share for lemma, share in cover.items()])


@dataclass(frozen=True)
class Aligner:
    """Finds source sentences for the sentences of a summary."""

    source: IndexedText

    def rank(
        self, summary: IndexedText, at: int = 0, last: int = -1, n_best: int = MAX_SOURCES, likes: Likes = ()
    ) -> list[tuple[int, float]]:
        """Source sentences for sentence ``at`` of a summary, best first, with their scores.

        Args:
            summary: The summary.
            at: Which of its sentences.
            last: The source sentence that the summary's sentence before rests on, −1 if none.
            n_best: How many at most.
            likes: What the source says of the sentence in other words.
        """
        weights = {lemma: self.source.rarity(lemma) for lemma in sorted(summary.lemmas[at])}
        asked = Asked(weights, summary.trigrams(at), likes)
        covers = {i: self._cover(i, asked) for i in self._candidates(asked)}
        alone = {i: self._score(i, asked, cover) for i, cover in covers.items()}
        scores = {i: score + (ORDER_WEIGHT if 0 <= last < i <= last + REACH else 0.0) for i, score in alone.items()}
        chosen: list[tuple[int, float]] = []
        covered: dict[str, float] = {}
        grams = set(asked.grams)
        while scores and len(chosen) < n_best:
            best = max(scores, key=lambda i: (scores[i], -i))
            if scores[best] < (MIN_NEW if chosen else MIN_SCORE):
                break
            chosen.append((best, round(alone[best], 4)))
            covered |= {lemma: max(share, covered.get(lemma, 0.0)) for lemma, share in covers.pop(best).items()}
            grams -= self.source.trigrams(best)
            scores = {i: self._gain(i, asked, cover, covered, grams) for i, cover in covers.items()}
        return chosen

    @cached_property
    def _weights(self) -> dict[int, float]:
        """The weight of the lemmas of each sentence that was asked for."""
        return {}

    def _weight(self, i: int) -> float:
        if i not in self._weights:
            self._weights[i] = sum(map(self.source.rarity, sorted(self.source.lemmas[i])))
        return self._weights[i]

    def _candidates(self, asked: Asked) -> list[int]:
        """The sentences that say the weightiest lemmas; all of a short source."""
        everywhere = range(len(self.source.sentences))
        if len(everywhere) <= N_CANDIDATES:
            return list(everywhere)
        if not asked.likes:
            return sentences_with(asked.weights, self.source, N_CANDIDATES)
        said = {i: asked.weigh(self._cover(i, asked)) for i in everywhere}
        return sorted(filter(said.get, said), key=lambda i: (-said[i], i))[:N_CANDIDATES]

    def _cover(self, i: int, asked: Asked) -> dict[str, float]:
        """How far source sentence i says each lemma."""
        said = dict(asked.likes[i]) if asked.likes else {}
        return said | dict.fromkeys(self.source.lemmas[i] & asked.weights.keys(), 1.0)

    def _score(self, i: int, asked: Asked, cover: Mapping[str, float]) -> float:
        """How much of a sentence source sentence i covers, by lemmas and trigrams, less what it says besides."""
        shared, other = asked.weigh(cover), self._weight(i)
        cosine = shared / math.sqrt(asked.weight * other) if shared and other else 0.0
        covered = shared / asked.weight if shared else 0.0
        alike = _dice(asked.grams, self.source.trigrams(i))
        return (1 - TRIGRAM_WEIGHT) * (cosine + covered) / 2 + TRIGRAM_WEIGHT * alike

    def _gain(
        self, i: int, asked: Asked, cover: Mapping[str, float], covered: Mapping[str, float], grams: Set[str]
    ) -> float:
        """The share of a sentence that source sentence i covers, and that is not covered yet."""
        more = {lemma: max(0.0, share - covered.get(lemma, 0.0)) for lemma, share in cover.items()}
        lemma_gain = asked.weigh(more) / asked.weight if more else 0.0
        gram_gain = len(grams & self.source.trigrams(i)) / max(1, len(asked.grams))
        return (1 - TRIGRAM_WEIGHT) * lemma_gain + TRIGRAM_WEIGHT * gram_gain


def _dice(one: Set[str], other: Set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def likest(sentence: str, source: str) -> list[tuple[int, float]]:
    """The source sentence most like a sentence, by index and with its score; none where nothing is like it."""
    alone = index_text(sentence)
    return Aligner(index_text(source)).rank(alone, n_best=1) if alone.sentences else []


def basis_of(sentence: str, source: str) -> int | None:
    """The index of the source sentence that a sentence rests on; found once, for as long as the source is kept.

    >>> basis_of("Автобусы ходят.", "Мост закрыли. Автобусы идут в объезд."), basis_of("Кот спит.", "Мост закрыли.")
    (1, None)
    """
    bases = index_text(source).bases
    if sentence not in bases:
        bases[sentence] = next((i for i, _ in likest(sentence, source)), None)
    return bases[sentence]
