"""One summary → all its measures."""

from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import Final

from summarizer.checking import find_facts, repetitions, unsupported_facts
from summarizer.evaluate.measures import TOKENIZERS, RecipeName, chrf, rouge_l, rouge_n, words
from summarizer.evaluate.pairs import Pair
from summarizer.evidence import find_evidence

MIN_SUPPORT: Final = 0.35  # of the evidence's score: half of what a sentence says, or less in the same words
REPEATED_WORDS: Final = 4  # the usual measure of repetition; stricter than the finding, which spares titles


@dataclass(frozen=True)
class Made:
    """A system's answer: the summary, what share of the source was read for it, and how long it took."""

    text: str
    coverage: float = 1.0
    elapsed_s: float = 0.0


@dataclass(frozen=True)
class Scores:
    """One summary against its reference and its source; F1 in 0 … 100, an empty summary scores 0."""

    rouge_1: float
    rouge_2: float
    rouge_l: float
    chrf: float
    n_chars: int
    n_words: int
    novel_bigrams: float  # share of the summary's word pairs that the source does not hold, 0 … 1
    fact_precision: float | None  # share of its numbers and names that the source holds; None without any
    evidence: float | None  # share of its sentences that rest on a sentence of the source; None without any
    is_unsupported: bool  # has a number or a name that the source does not hold
    is_repetitive: bool  # has a run of REPEATED_WORDS words twice
    is_empty: bool
    coverage: float
    elapsed_s: float


def score(made: Made, pair: Pair, recipe: RecipeName = "words") -> Scores:
    """All measures of one summary; ``recipe`` says how ROUGE cuts words."""
    summary = made.text
    ours, theirs = TOKENIZERS[recipe](summary), TOKENIZERS[recipe](pair.reference)
    bigrams = set(pairwise(words(summary)))
    n_facts, n_unknown = len(find_facts(summary)), len(unsupported_facts(summary, pair.text))
    return Scores(
        rouge_1=rouge_n(ours, theirs, 1),
        rouge_2=rouge_n(ours, theirs, 2),
        rouge_l=rouge_l(ours, theirs),
        chrf=chrf(summary, pair.reference),
        n_chars=len(summary),
        n_words=len(summary.split()),
        novel_bigrams=len(bigrams - set(pairwise(words(pair.text)))) / len(bigrams) if bigrams else 0.0,
        fact_precision=1 - min(n_unknown, n_facts) / n_facts if n_facts else None,
        evidence=evidence_share(summary, pair.text),
        is_unsupported=n_unknown > 0,
        is_repetitive=bool(repetitions(summary, REPEATED_WORDS)),
        is_empty=not summary.strip(),
        coverage=made.coverage,
        elapsed_s=made.elapsed_s,
    )


def evidence_share(summary: str, source: str) -> float | None:
    """The share of a summary's sentences that some source sentence supports to MIN_SUPPORT.

    >>> evidence_share("Мост закрыли утром. Кот спит на печи.", "Утром мост закрыли. Автобусы пошли в объезд.")
    0.5
    >>> evidence_share("", "Мост закрыли.") is None
    True
    """
    found = find_evidence(summary, source, by_words=True)
    return fmean(any(p.score >= MIN_SUPPORT for p in one.passages) for one in found) if found else None
