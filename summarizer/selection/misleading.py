"""Sentences that mislead or tell little by themselves: claims cut off from what takes them back, hearsay, voices."""

from collections.abc import Sequence

from summarizer.selection.claims import denies_reason
from summarizer.selection.leaning import tells_scope
from summarizer.selection.places import are_neighbours
from summarizer.selection.ranking import Ranked
from summarizer.selection.sections import Section
from summarizer.selection.signs import CYRILLIC
from summarizer.selection.traits import Candidate


def misleads(ranked: Sequence[Ranked], run: Sequence[int]) -> bool:
    """Whether sentences that follow one another tell what others believe, and end before it is taken back."""
    counters = {ranked[i].candidate.counter for i in run} - {None}
    if not counters <= {ranked[i].candidate.place for i in run}:
        return True
    told = [k for k, i in enumerate(run) if ranked[i].candidate.is_hearsay]
    is_cut_off = bool(run) and is_taken_back(ranked, range(run[-1], run[-1] + 1))
    if is_cut_off or not told:
        return is_cut_off
    claim = ranked[run[told[-1]]].candidate
    is_answered = any(claim.is_taken_back_by(ranked[i].candidate) for i in run[told[-1] + 1 :])
    return claim.counter is None and not is_answered


def is_taken_back(ranked: Sequence[Ranked], run: range) -> bool:
    """Whether the sentence behind a run says that its last is not so, or goes on with what others believe."""
    if not are_neighbours(ranked, range(run.start, run.stop + 1)):
        return False
    last, following = ranked[run.stop - 1].candidate, ranked[run.stop].candidate
    if following.around.rule not in (None, last.place):
        return False
    if denies_reason(last.sentence.text, following.sentence.text):
        return True
    return last.is_taken_back_by(following) or (last.is_hearsay and following.is_hearsay)


def is_weak(candidate: Candidate) -> bool:
    """Whether a sentence tells little by itself: a voice, a brief one, hearsay, another script, what a law is for.

    Nor does how something was found out tell what was.
    """
    goes_on = candidate.turn.goes_on and not candidate.around.is_decided
    is_voice = candidate.is_speech or goes_on or candidate.turn.is_prompt
    is_slight = candidate.is_brief or tells_scope(candidate.sentence.text)
    is_means = candidate.around.section is Section.METHODS
    return is_voice or is_slight or is_means or candidate.is_hearsay or is_foreign(candidate)


def is_foreign(candidate: Candidate) -> bool:
    return not CYRILLIC.search(candidate.sentence.text)
