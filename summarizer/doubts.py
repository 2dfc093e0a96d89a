"""Which sentences of a summary are doubted: what the checks name, and what rests on too little of the source."""

from collections.abc import Mapping
from functools import lru_cache

from summarizer.checking import Finding, find_faults
from summarizer.evidence import find_evidence
from summarizer.split import split_sentences


def doubtful_sentences(summary: str, source: str, min_support: float = 0.0) -> dict[int, Finding]:
    """The sentences, by index, that say what the source does not, or the opposite, each with its first finding.

    Args:
        min_support: Doubtful are those too that say less of what any one source sentence says than this: the score of
            ``evidence``, 0 … 1, by equal words alone.
    """
    findings = sorted(find_faults(summary, source), key=lambda finding: finding.start)
    found: dict[int, Finding] = {}
    for i, sentence in enumerate(split_sentences(summary)):
        inside = [f for f in findings if sentence.start <= f.start < sentence.stop]
        if inside:
            found[i] = inside[0]
    return {**own_words(summary, source, min_support), **found}


@lru_cache(maxsize=16)
def own_words(summary: str, source: str, min_support: float) -> Mapping[int, Finding]:
    """The sentences, by index, that rest on less than that.

    >>> list(own_words("Мост закрыли вчера. Город ждёт перемен.", "Мост закрыли. Город растёт.", 0.6))
    [1]
    """
    if not min_support:
        return {}
    evidence = find_evidence(summary, source, by_words=True)
    weak = {i: one for i, one in enumerate(evidence) if not one.passages or one.passages[0].score < min_support}
    return {i: Finding("own_words", one.start, one.stop) for i, one in weak.items()}
