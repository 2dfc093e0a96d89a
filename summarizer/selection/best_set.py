"""The best set of whole sentences for a small room, or the lead alone where that is a little too long for it."""

from collections.abc import Sequence
from statistics import fmean
from typing import Final

from summarizer.selection.ranking import Ranked, Weights
from summarizer.selection.room import Room
from summarizer.selection.runs import whole_groups
from summarizer.selection.said import Said
from summarizer.selection.search import MAX_MEMBERS, Search

OPEN_SHARE: Final = 0.75  # of a room for a sentence or two that a set fills at least: a lead of 20 words of 25
# Of such a room, what a lead alone may take: 35 words of 25. Without it a summary has no news; on held-out pairs, 25
# words each, where 12 of 300 change, ROUGE-1 rises by 0.45.
LEAD_SHARE: Final = 1.4


def find_best_set(ranked: Sequence[Ranked], room: Room, sizes: Sequence[float], weights: Weights) -> Sequence[int]:
    """Indices of sentences, in order; none where sets are too large to try, or none fits.

    Args:
        ranked: The sentences of a text, in order.
        room: What is to be filled.
        sizes: Of each sentence, in the room's unit.
        weights: Those of sets are used.
    """
    groups = whole_groups(ranked, room.stands_alone)
    if not groups:
        return ()
    mean = fmean(sum(sizes[i] for i in group) / len(group) for group in groups)
    if room.most > MAX_MEMBERS * mean:
        return ()
    is_small = room.is_soft and room.target < 2 * mean
    lead = _find_lead(ranked, groups) if is_small else None
    if lead is not None and room.most < sizes[lead] <= LEAD_SHARE * room.target:
        return (lead,)
    target_words = room.target * fmean(ranked[i].candidate.n_words for group in groups for i in group) / mean
    least = OPEN_SHARE * room.target if is_small else room.least
    sets = Search(ranked, sizes, weights.sets).find_sets(groups, least, room.most)
    ordered = sorted(sets, key=lambda found: -found.tally.score(weights.sets, target_words))
    return next((found.members for found in ordered if not _is_repetitive(ranked, found.members)), ())


def _find_lead(ranked: Sequence[Ranked], groups: Sequence[Sequence[int]]) -> int | None:
    """The first sentence behind headings and labels, if it tells the news by itself.

    None in a text that its author tells, or that comes to something further on.
    """
    candidates = [one.candidate for one in ranked]
    first = next((i for i, one in enumerate(candidates) if not (one.is_crumb or one.is_aside)), None)
    if first is None or (first,) not in groups or any(one.around.is_outcome for one in candidates):
        return None
    return None if candidates[first].around.is_personal else first


def _is_repetitive(ranked: Sequence[Ranked], members: Sequence[int]) -> bool:
    """Whether two of the sentences say the same."""
    said = Said()
    for i in members:
        if said.holds(ranked[i].candidate):
            return True
        said.add(ranked[i].candidate)
    return False
