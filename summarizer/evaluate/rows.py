"""Systems over pairs → a row of means for each."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import fmean, median
from typing import Final

from summarizer.engines.extract import ExtractEngine
from summarizer.evaluate.baselines import lead, lead_of_words, oracle
from summarizer.evaluate.measures import RecipeName, interval, share
from summarizer.evaluate.pairs import Pair
from summarizer.evaluate.scores import Made, Scores, score
from summarizer.length import budget_of
from summarizer.options import SummaryOptions
from summarizer.selection import find_candidates
from summarizer.summarize import Summarizer

LEAD: Final = "lead той же длины"


@dataclass(frozen=True)
class Mean:
    """A mean with the 95 % interval of a bootstrap over the pairs."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Row:
    """One system over all pairs."""

    system: str
    n: int
    n_empty: int  # they score 0
    rouge_1: Mean
    rouge_2: Mean
    rouge_l: Mean
    chrf: Mean
    over_lead: Mean | None  # its ROUGE-L less that of the lead of equal length, pair by pair; None for those before it
    over_extract: Mean | None  # the same for extract
    n_chars: float  # median
    n_words: float  # median
    novel_bigrams: float
    fact_precision: float | None  # over the summaries that hold a fact
    evidence: float | None  # share of a summary's sentences that the source supports, mean
    unsupported: float  # share of summaries
    repetitive: float  # share of summaries
    coverage: float
    seconds: float  # of one text, mean


def evaluate(
    pairs: Sequence[Pair],
    summarizers: Iterable[Summarizer],
    options: SummaryOptions,
    recipe: RecipeName = "words",
) -> Iterator[Row]:
    """A row for each baseline, as soon as it is there, then for each summarizer.

    Lead and extract get the length that the options ask for; the oracle knows the reference.
    """
    budgets = [budget_of(options, find_candidates(pair.text)).words for pair in pairs]
    extract = Summarizer(ExtractEngine())
    baselines = {
        "lead-3": _made(lead(pair.text, 3) for pair in pairs),
        LEAD: _made(lead_of_words(pair.text, n_words) for pair, n_words in zip(pairs, budgets, strict=True)),
        "oracle": _made(map(oracle, pairs)),
        extract.model: _summaries(extract, pairs, options),
    }
    others = ((one.model, _summaries(one, pairs, options)) for one in summarizers if one.model != extract.model)
    rouge_l: dict[str, list[float]] = {}
    for system, made in chain(baselines.items(), others):
        scores = [score(one, pair, recipe) for one, pair in zip(made, pairs, strict=True)]
        over = [_over(scores, rouge_l.get(base)) for base in (LEAD, extract.model)]
        rouge_l[system] = [one.rouge_l for one in scores]
        yield _row(system, scores, *over)


def _over(scores: Sequence[Scores], base: Sequence[float] | None) -> Mean | None:
    """How much more ROUGE-L the scores have than the base, pair by pair."""
    if base is None:
        return None
    return _mean([one.rouge_l - other for one, other in zip(scores, base, strict=True)])


def _made(texts: Iterable[str]) -> Iterator[Made]:
    """The texts, each made when it is asked for, with the time that takes."""
    began = time.perf_counter()
    for text in texts:
        yield Made(text, elapsed_s=time.perf_counter() - began)
        began = time.perf_counter()


def _summaries(summarizer: Summarizer, pairs: Sequence[Pair], options: SummaryOptions) -> Iterator[Made]:
    for summary in summarizer.summarize_many((pair.text for pair in pairs), options):
        yield Made(summary.text, summary.coverage, summary.elapsed_s)


def _row(system: str, scores: Sequence[Scores], over_lead: Mean | None, over_extract: Mean | None) -> Row:
    precisions = [s.fact_precision for s in scores if s.fact_precision is not None]
    supported = [s.evidence for s in scores if s.evidence is not None]
    return Row(
        system=system,
        n=len(scores),
        n_empty=sum(s.is_empty for s in scores),
        rouge_1=_mean([s.rouge_1 for s in scores]),
        rouge_2=_mean([s.rouge_2 for s in scores]),
        rouge_l=_mean([s.rouge_l for s in scores]),
        chrf=_mean([s.chrf for s in scores]),
        over_lead=over_lead,
        over_extract=over_extract,
        n_chars=median(s.n_chars for s in scores),
        n_words=median(s.n_words for s in scores),
        novel_bigrams=fmean(s.novel_bigrams for s in scores),
        fact_precision=fmean(precisions) if precisions else None,
        evidence=fmean(supported) if supported else None,
        unsupported=share(s.is_unsupported for s in scores),
        repetitive=share(s.is_repetitive for s in scores),
        coverage=fmean(s.coverage for s in scores),
        seconds=fmean(s.elapsed_s for s in scores),
    )


def _mean(values: Sequence[float]) -> Mean:
    return Mean(fmean(values), *interval(values))
