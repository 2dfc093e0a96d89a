"""How near summaries come to those that people wrote, beside simple baselines.

ROUGE is counted on lower-cased words of Cyrillic letters, Latin letters and digits: the usual
package keeps only a–z and 0–9, so that Russian scores 0.
"""

import json
import lzma
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from statistics import fmean, median
from typing import Final

from summarizer.checking import repetitions, unsupported_facts
from summarizer.engines.extract import extract
from summarizer.errors import InputError
from summarizer.options import SummaryOptions
from summarizer.split import split_sentences
from summarizer.summarize import Summarizer

_WORD: Final = re.compile(r"[а-яёa-z0-9]+")
REPEATED_WORDS: Final = 4  # the usual measure of repetition; stricter than the finding, which spares titles
N_RESAMPLES: Final = 1000  # of the bootstrap: the interval's ends no longer move in the first decimal


@dataclass(frozen=True)
class Pair:
    """A source and the summary that a person wrote."""

    text: str
    reference: str


@dataclass(frozen=True)
class Scores:
    """One summary against its reference; F1 in 0 … 100."""

    rouge_1: float
    rouge_2: float
    rouge_l: float
    n_chars: int
    novel_bigrams: float  # share of the summary's word pairs that the source does not hold, 0 … 1
    is_unsupported: bool  # has a number or a name that the source does not hold
    is_repetitive: bool  # has a run of REPEATED_WORDS words twice


@dataclass(frozen=True)
class Row:
    """One system over all pairs."""

    system: str
    n: int
    rouge_1: float
    rouge_2: float
    rouge_l: float
    rouge_l_low: float  # 95 % interval by bootstrap over the pairs
    rouge_l_high: float
    n_chars: float  # median
    novel_bigrams: float
    unsupported: float  # share of summaries
    repetitive: float  # share of summaries


def read_pairs(path: Path, first: int | None = None) -> list[Pair]:
    """Pairs from a ``.jsonl`` or ``.jsonl.xz`` file with the fields text and summary.

    Raises:
        InputError: The file cannot be read, or a line lacks a field.
    """
    open_text = lzma.open if path.suffix == ".xz" else open
    try:
        with open_text(path, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in islice(lines, first)]
        return [Pair(row["text"], row["summary"]) for row in rows]
    except (OSError, lzma.LZMAError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: нужен jsonl с полями text и summary ({error})") from error


def words(text: str) -> list[str]:
    """Lower-cased words.

    >>> words("В 2014 году — Ёлки!")
    ['в', '2014', 'году', 'ёлки']
    """
    return _WORD.findall(text.lower())


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


def score(summary: str, pair: Pair) -> Scores:
    """All measures of one summary."""
    ours, theirs, source = words(summary), words(pair.reference), words(pair.text)
    bigrams = set(pairwise(ours))
    known = set(pairwise(source))
    return Scores(
        rouge_1=rouge_n(ours, theirs, 1),
        rouge_2=rouge_n(ours, theirs, 2),
        rouge_l=rouge_l(ours, theirs),
        n_chars=len(summary),
        novel_bigrams=len(bigrams - known) / len(bigrams) if bigrams else 0.0,
        is_unsupported=bool(unsupported_facts(summary, pair.text)),
        is_repetitive=bool(repetitions(summary, REPEATED_WORDS)),
    )


def lead(text: str, n_sentences: int) -> str:
    """The first sentences of a text."""
    return " ".join(s.text for s in split_sentences(text)[:n_sentences])


def lead_of_words(text: str, n_words: int) -> str:
    """The first whole sentences nearest to n_words."""
    taken: list[str] = []
    used = 0
    for sentence in split_sentences(text):
        size = len(sentence.text.split())
        if taken and used + size / 2 > n_words:
            break
        taken.append(sentence.text)
        used += size
    return " ".join(taken)


def evaluate(pairs: Sequence[Pair], summarizer: Summarizer, options: SummaryOptions) -> list[Row]:
    """A row for each baseline and for the summarizer; lead and extract get the options' length."""
    n_words = options.target_words
    rows = [
        _row("lead-3", [lead(pair.text, 3) for pair in pairs], pairs),
        _row(f"lead, {n_words} words", [lead_of_words(pair.text, n_words) for pair in pairs], pairs),
    ]
    if summarizer.model != "extract":
        rows.append(_row("extract", [extract(pair.text, n_words) for pair in pairs], pairs))
    ours = summarizer.summarize_many((pair.text for pair in pairs), options)
    return [*rows, _row(summarizer.model, [summary.text for summary in ours], pairs)]


def _row(system: str, summaries: Sequence[str], pairs: Sequence[Pair]) -> Row:
    scores = [score(summary, pair) for summary, pair in zip(summaries, pairs, strict=True)]
    low, high = interval([s.rouge_l for s in scores])
    return Row(
        system=system,
        n=len(scores),
        rouge_1=_mean(s.rouge_1 for s in scores),
        rouge_2=_mean(s.rouge_2 for s in scores),
        rouge_l=_mean(s.rouge_l for s in scores),
        rouge_l_low=low,
        rouge_l_high=high,
        n_chars=median(s.n_chars for s in scores),
        novel_bigrams=_mean(s.novel_bigrams for s in scores),
        unsupported=_mean(s.is_unsupported for s in scores),
        repetitive=_mean(s.is_repetitive for s in scores),
    )


def _mean(values: Iterable[float]) -> float:
    return fmean(values)


def interval(values: Sequence[float], seed: int = 0) -> tuple[float, float]:
    """The middle 95 % of the means of resampled values."""
    rng = random.Random(seed)
    means = sorted(fmean(rng.choices(values, k=len(values))) for _ in range(N_RESAMPLES))
    return means[int(0.025 * N_RESAMPLES)], means[int(0.975 * N_RESAMPLES)]


def to_table(rows: Sequence[Row]) -> str:
    """The rows for a terminal."""
    columns: dict[str, Callable[[Row], str]] = {
        "система": lambda row: row.system,
        "n": lambda row: str(row.n),
        "R-1": lambda row: f"{row.rouge_1:.1f}",
        "R-2": lambda row: f"{row.rouge_2:.1f}",
        "R-L (95 %)": lambda row: f"{row.rouge_l:.1f} ({row.rouge_l_low:.1f}–{row.rouge_l_high:.1f})",
        "знаков": lambda row: f"{row.n_chars:.0f}",
        "новых пар слов": lambda row: f"{row.novel_bigrams:.0%}",
        "с неподтверждённым": lambda row: f"{row.unsupported:.0%}",
        "с повтором": lambda row: f"{row.repetitive:.0%}",
    }
    cells = [list(columns), *([show(row) for show in columns.values()] for row in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(columns))]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)).rstrip() for line in cells)
