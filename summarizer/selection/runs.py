"""Sentences that must come together: one that leans back with its antecedent, a quotation with its end."""

from collections.abc import Sequence
from typing import Final

from summarizer.selection.ranking import Ranked
from summarizer.selection.traits import Candidate

MAX_RUN: Final = 3  # sentences that may come together for the sake of one; more is a page, not a point


def needed_run(ranked: Sequence[Ranked], i: int) -> tuple[int, ...]:
    """Indices that must come with sentence i, itself among them, in order.

    Empty if a sentence that is needed is not among the ranked ones, or the run is over MAX_RUN.
    """
    run = range(i, i + 1)
    while len(run) <= MAX_RUN:
        sentences = [ranked[j].candidate for j in run]
        if _needs_before(sentences):
            grown = range(run.start - 1, run.stop)
        elif _n_open(sentences) > 0:
            grown = range(run.start, run.stop + 1)
        else:
            return tuple(run)
        if not _are_neighbours(ranked, grown):
            return ()
        run = grown
    return ()


def _are_neighbours(ranked: Sequence[Ranked], run: range) -> bool:
    if run.start < 0 or run.stop > len(ranked):
        return False
    return ranked[run.stop - 1].candidate.place - ranked[run.start].candidate.place == len(run) - 1


def _needs_before(sentences: Sequence[Candidate]) -> bool:
    """Whether the first leans back, or a quotation ends among them that did not begin there."""
    depth = 0
    for candidate in sentences:
        if candidate.closes_quote and not depth:
            return True
        depth += candidate.opens_quote - candidate.closes_quote
    return sentences[0].leans_back


def _n_open(sentences: Sequence[Candidate]) -> int:
    return sum(candidate.opens_quote - candidate.closes_quote for candidate in sentences)
