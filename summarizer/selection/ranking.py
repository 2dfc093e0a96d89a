"""How much each sentence of a text is worth to a summary, by weights that were fitted on pairs.

``weights.json`` holds them with their provenance; ``training/fit_selection.py`` makes it again from
pairs of text and summary. Weights only: no part of any text is in it.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final

from summarizer.selection.features import MAX_SECTION, SENTENCE_FEATURES, sentence_features
from summarizer.selection.traits import Candidate
from summarizer.selection.words import WORD_FEATURES, word_features

WEIGHTS: Final = "weights.json"
SET_FEATURES: Final = ("content", "function", "repeated", "fill")
# What an outcome is worth besides, alone and in a set, as much as a first sentence: the news of the fit have none.
OUTCOME_VALUE: Final = 0.3
OUTCOME_PART: Final = 8.0
NEWS_PART: Final = 25.0  # of what takes back the beginning: it is told before all that the beginning would lead to
SURE_WORD: Final = 0.05  # below it a word says nothing about the text: it counts 0 (chosen on held-out pairs)


@dataclass(frozen=True)
class Weights:
    """A logistic model of words, a linear one of sentences, and one of sets of sentences.

    The last number of the first two is the constant. Those of sets: what the features of a sentence
    count in a set, then SET_FEATURES.
    """

    words: tuple[float, ...]
    sentences: tuple[float, ...]
    members: tuple[float, ...]
    sets: tuple[float, ...]


@dataclass(frozen=True)
class Ranked:
    """A sentence with its worth: ``value`` by itself, ``words`` for what it would tell that is new."""

    candidate: Candidate
    value: float
    words: Mapping[str, float]  # its stems that count, each with how far it is above SURE_WORD
    chances: Mapping[str, float]  # of all its stems, to stand in a summary, 0 … 1
    part: float  # what it is worth as one of a set


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The weights that come with the package."""
    table: dict[str, Any] = json.loads(files(__package__).joinpath(WEIGHTS).read_text("utf-8"))
    return Weights(
        tuple(table["words"][name] for name in (*WORD_FEATURES, "constant")),
        tuple(table["sentences"][name] for name in (*SENTENCE_FEATURES, "constant")),
        tuple(table["members"][name] for name in SENTENCE_FEATURES),
        tuple(table["sets"][name] for name in SET_FEATURES),
    )


def rank(candidates: Sequence[Candidate], weights: Weights | None = None) -> list[Ranked]:
    """The sentences with their worth, in order; a long text in sections of like size, each by itself."""
    chosen = weights or load_weights()
    return [ranked for section in sections(candidates) for ranked in _rank_section(section, chosen)]


def sections(candidates: Sequence[Candidate]) -> list[Sequence[Candidate]]:
    """Runs of at most MAX_SECTION sentences, of like size."""
    n = math.ceil(len(candidates) / MAX_SECTION)
    borders = [round(i * len(candidates) / n) for i in range(n + 1)] if n else []
    return [candidates[start:stop] for start, stop in pairwise(borders)]


def _rank_section(section: Sequence[Candidate], weights: Weights) -> list[Ranked]:
    rows = sentence_features(section)
    values = [dot(weights.sentences, row) for row in rows]
    chances = word_chances(section, values, weights.words)
    return [
        Ranked(
            candidate,
            value + OUTCOME_VALUE * candidate.around.is_outcome,
            {stem: chances[stem] - SURE_WORD for stem in candidate.stems if chances[stem] > SURE_WORD},
            {stem: chances[stem] for stem in candidate.stems},
            sum(map(float.__mul__, weights.members, row))
            + OUTCOME_PART * candidate.around.is_outcome
            + NEWS_PART * candidate.around.is_news,
        )
        for candidate, value, row in zip(section, values, rows, strict=True)
    ]


def word_chances(section: Sequence[Candidate], values: Sequence[float], weights: Sequence[float]) -> dict[str, float]:
    """How likely each stem is to stand in a summary of the sentences, 0 … 1."""
    return {
        stem: 1 / (1 + math.exp(-max(-30.0, min(30.0, dot(weights, row)))))
        for stem, row in word_features(section, values).items()
    }


def dot(weights: Sequence[float], row: Sequence[float]) -> float:
    """Weights times features, plus the constant."""
    return sum(map(float.__mul__, weights, row)) + weights[-1]
