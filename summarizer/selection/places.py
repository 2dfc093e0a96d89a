"""Ranked sentences by their places in the text: which stand one after another, which stands where."""

from bisect import bisect_left
from collections.abc import Sequence

from summarizer.selection.ranking import Ranked


def are_neighbours(ranked: Sequence[Ranked], run: range) -> bool:
    """Whether the indices are those of sentences that stand one after another in the text."""
    if run.start < 0 or run.stop > len(ranked):
        return False
    return ranked[run.stop - 1].candidate.place - ranked[run.start].candidate.place == len(run) - 1


def find_place(ranked: Sequence[Ranked], place: int | None) -> int | None:
    """The index of the sentence at a place of the text; None where it is not among the ranked ones."""
    if place is None:
        return None
    at = bisect_left(ranked, place, key=lambda one: one.candidate.place)
    return at if at < len(ranked) and ranked[at].candidate.place == place else None
