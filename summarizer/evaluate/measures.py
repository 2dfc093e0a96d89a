"""Two texts → how much of one is in the other.

The usual ROUGE package keeps only a–z and 0–9, so that Russian scores 0. Here words are runs of
Cyrillic letters, Latin letters and digits in lower case; the recipe of the published Gazeta
figures takes razdel's tokens instead, in lower case, with the marks of punctuation among them.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from statistics import fmean
from typing import Final, Literal

from razdel import tokenize

from summarizer.patterns import pattern

RecipeName = Literal["words", "gazeta"]
CHRF_ORDER: Final = 6  # of chrF2 (Popović 2015), as sacrebleu counts it by default
CHRF_BETA: Final = 2.0
N_RESAMPLES: Final = 1000  # of the bootstrap: the interval's ends no longer move in the first decimal
_WORD: Final = pattern(r"[а-яёa-z0-9]+")


def words(text: str) -> list[str]:
    """Lower-cased words.

    >>> words("В 2014 году — Ёлки!")
    ['в', '2014', 'году', 'ёлки']
    >>> words("…")
    []
    """
    return _WORD.findall(text.lower())


def gazeta_tokens(text: str) -> list[str]:
    """Lower-cased tokens of razdel.

    >>> gazeta_tokens("В 2014-м — Ёлки!")
    ['в', '2014-м', '—', 'ёлки', '!']
    """
    return [token.text.lower() for token in tokenize(text)]


TOKENIZERS: Final[dict[RecipeName, Callable[[str], list[str]]]] = {"words": words, "gazeta": gazeta_tokens}


def f1(n_common: int, n_candidate: int, n_reference: int) -> float:
    """F1 in 0 … 100; an empty candidate scores 0."""
    return 200 * n_common / (n_candidate + n_reference) if n_common else 0.0


def rouge_n(candidate: Sequence[str], reference: Sequence[str], n: int) -> float:
    """ROUGE-N F1: overlap of n-grams, each counted as often as it stands in both (Lin 2004)."""
    a, b = (Counter(zip(*(w[i:] for i in range(n)), strict=False)) for w in (candidate, reference))
    return f1((a & b).total(), a.total(), b.total())


def rouge_l(candidate: Sequence[str], reference: Sequence[str]) -> float:
    """ROUGE-L F1: the longest common subsequence of words."""
    row = [0] * (len(reference) + 1)
    for word in candidate:
        diagonal = 0
        for j, other in enumerate(reference, 1):
            above = row[j]
            row[j] = diagonal + 1 if word == other else max(above, row[j - 1])
            diagonal = above
    return f1(row[-1], len(candidate), len(reference))


def chrf(candidate: str, reference: str) -> float:
    """chrF2 of one pair in 0 … 100: character n-grams of order 1 to 6 without white space, recall twice as heavy.

    >>> round(chrf("мост закрыт", "мост закрыт"), 1), chrf("", "мост")
    (100.0, 0.0)
    """
    a, b = "".join(candidate.split()), "".join(reference.split())
    precisions, recalls = [], []
    for n in range(1, CHRF_ORDER + 1):
        ours, theirs = (Counter(text[i : i + n] for i in range(len(text) - n + 1)) for text in (a, b))
        if ours and theirs:
            n_common = (ours & theirs).total()
            precisions.append(n_common / ours.total())
            recalls.append(n_common / theirs.total())
    precision, recall = (fmean(shares) if shares else 0.0 for shares in (precisions, recalls))
    weight = CHRF_BETA**2
    return 100 * (1 + weight) * precision * recall / (weight * precision + recall) if precision else 0.0


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The middle 95 % of the means of resampled values; the same for the same values."""
    rng = random.Random(0)
    means = sorted(fmean(rng.choices(values, k=len(values))) for _ in range(N_RESAMPLES))
    return means[int(0.025 * N_RESAMPLES)], means[int(0.975 * N_RESAMPLES)]


def share(flags: Iterable[bool]) -> float:
    """Share of true values, 0 … 1."""
    return fmean(map(float, flags))
