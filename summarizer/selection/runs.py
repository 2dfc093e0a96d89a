"""Sentences that must come together: one that leans back with its antecedent, a quotation with its end."""

from collections.abc import Iterator, Sequence
from typing import Final

from summarizer.selection.ranking import Ranked
from summarizer.selection.traits import Candidate

MAX_OPENING: Final = 4  # sentences of the beginning that may be taken as they stand
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


def whole_groups(ranked: Sequence[Ranked], stands_alone: bool = False) -> list[tuple[int, ...]]:
    """Indices of sentences that tell something by themselves, each with those that must come with it.

    Args:
        ranked: The sentences in order.
        stands_alone: Leave out those that need others.
    """
    whole = [i for i, one in enumerate(ranked) if not _is_weak(one.candidate)]
    runs = dict.fromkeys(needed_run(ranked, i) for i in whole)
    groups = [run for run in runs if run and not (stands_alone and len(run) > 1)]
    return groups if stands_alone else list(dict.fromkeys([*groups, *_openings(ranked)]))


def _openings(ranked: Sequence[Ranked]) -> Iterator[tuple[int, ...]]:
    """The first sentences of a text, as far as each follows the one before: they need nothing else."""
    for n in range(2, MAX_OPENING + 1):
        opening = ranked[:n]
        is_text = not any(one.candidate.is_crumb or one.candidate.place != i for i, one in enumerate(opening))
        if len(opening) == n and is_text and not _n_open([one.candidate for one in opening]):
            yield tuple(range(n))


def _is_weak(candidate: Candidate) -> bool:
    return candidate.is_crumb or candidate.is_speech or candidate.is_brief


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
