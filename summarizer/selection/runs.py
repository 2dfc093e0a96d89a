"""Sentences that must come together.

One that leans back with its antecedent, a quotation with its end, an item with what introduces its list, an answer with
its question, a claim with what takes it back.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from summarizer.patterns import pattern
from summarizer.selection.answers import is_elliptic
from summarizer.selection.misleading import is_foreign, is_taken_back, is_weak, misleads
from summarizer.selection.places import are_neighbours, find_place
from summarizer.selection.pronouns import has_noun
from summarizer.selection.ranking import Ranked
from summarizer.selection.traits import Candidate

MAX_OPENING: Final = 4  # sentences of the beginning that may be taken as they stand
_PART: Final = pattern(r"\(?\w{1,3}[.)] ?[а-яё]")  # a numbered part of one sentence
_GOES_ON: Final = pattern(r"[;,]$")  # of an item: others end the sentence
MAX_ITEMS: Final = 5  # of one sentence; an enumeration that is longer is left out
MAX_RUN: Final = 3  # sentences that may come together for the sake of one; more is a page, not a point


def needed_run(ranked: Sequence[Ranked], i: int) -> tuple[int, ...]:
    """Indices that must come with sentence i, itself among them, in order.

    Empty if a sentence that is needed is not among the ranked ones, or the run is over MAX_RUN.
    """
    rule = find_place(ranked, ranked[i].candidate.around.rule)
    if rule is not None:
        return needed_run(ranked, rule)
    run = _own_run(ranked, i)
    return _with_counters(ranked, _with_lead(ranked, run)) if run else ()


def _own_run(ranked: Sequence[Ranked], i: int) -> range:
    """The same without what introduces a list, and what stands further on."""
    run = range(i, i + 1)
    while len(run) <= MAX_RUN:
        sentences = [ranked[j].candidate for j in run]
        if _needs_before(sentences) or _answers(ranked, run.start):
            grown = range(run.start - 1, run.stop)
        elif _n_open(sentences) > 0 or is_taken_back(ranked, run) or _is_announcement(ranked, run):
            grown = range(run.start, run.stop + 1)
        else:
            return run
        if not are_neighbours(ranked, grown) or any(ranked[j].candidate.is_aside for j in grown):
            break  # what is needed is no caption, no «– М.: Рубин, 2017.»
        run = grown
    return range(0)


def _with_lead(ranked: Sequence[Ranked], run: range) -> tuple[int, ...]:
    """The run and what introduces the list that it begins in; empty if that is not to be had, or is an item itself.

    Of «суд решил: 1) взыскать долг; 2) в остальном отказать» the second comes with the first, and the first with it.
    """
    lead = ranked[run.start].candidate.lead
    if lead is None:
        return tuple(run)
    at = next((j for j in range(run.start - 1, -1, -1) if ranked[j].candidate.place <= lead), -1)
    if at < 0 or ranked[at].candidate.place != lead:
        return ()
    items = _items(ranked, at + 1, run)
    before = _own_run(ranked, at)
    has_all = items == run or (len(items) <= MAX_ITEMS and are_neighbours(ranked, range(at, items.stop)))
    is_first = bool(before) and ranked[before.start].candidate.lead is None
    return (*before, *items) if is_first and has_all else ()


def _items(ranked: Sequence[Ranked], first: int, run: range) -> range:
    """The run with numbered parts of the same sentence before it, and with all that «;» says to follow it."""
    lead = ranked[run.start].candidate.lead
    start = first if _PART.match(ranked[run.start].candidate.sentence.text) else run.start
    stop = run.stop
    while stop - start <= MAX_ITEMS and _GOES_ON.search(ranked[stop - 1].candidate.sentence.text):
        if stop == len(ranked) or ranked[stop].candidate.lead != lead:
            break
        stop += 1
    return range(start, stop)


def _with_counters(ranked: Sequence[Ranked], run: tuple[int, ...]) -> tuple[int, ...]:
    """The run and what takes its sentences back further on; empty if that is not to be had."""
    whole = set(run)
    for counter in {place for j in run if (place := ranked[j].candidate.counter) is not None}:
        at = find_place(ranked, counter)
        if at is None:
            return ()
        lead = find_place(ranked, ranked[at].candidate.lead)
        needed = lead if lead is not None else at if ranked[at].candidate.missing_nouns else None  # «Её итоги…»
        whole |= {at} if needed is None or needed in whole else {at, *_own_run(ranked, needed)}
    return tuple(sorted(whole))


def needed_group(ranked: Sequence[Ranked], i: int) -> tuple[int, ...]:
    """The run of a sentence that tells something; of a line of a conversation or a list what must come with it."""
    candidate = ranked[i].candidate
    return _together(ranked, i) if candidate.is_crumb or is_weak(candidate) else needed_run(ranked, i)


def _together(ranked: Sequence[Ranked], i: int) -> tuple[int, ...]:
    """Indices that must come with a line of a conversation or of a list: its run, its answer or its question.

    Empty where something of that is not to be had: a question without an answer, say.
    """
    run = needed_run(ranked, i)
    pairs = [range(first, first + 2) for first in (run[0] - 1, run[-1])] if run else []
    exchanges = [pair for pair in pairs if are_neighbours(ranked, pair) and _is_exchange(ranked, pair)]
    if ranked[i].candidate.turn.is_prompt and not exchanges:
        return ()
    told = {*run, *(j for pair in exchanges for k in pair for j in (k, *needed_run(ranked, k)))}
    return tuple(sorted(told | {pair.stop for pair in exchanges if _says_too_little(ranked, pair.stop - 1)}))


def _says_too_little(ranked: Sequence[Ranked], i: int) -> bool:
    """Whether an answer only begins with a word or two: «— Пробовала. Машина переводит гладко.»"""
    if not ranked[i].candidate.is_crumb or not are_neighbours(ranked, range(i, i + 2)):
        return False
    return not ranked[i + 1].candidate.starts_paragraph


def _is_exchange(ranked: Sequence[Ranked], pair: range) -> bool:
    question, answer = (ranked[j].candidate for j in pair)
    return question.turn.is_prompt and answer.turn.begins and not answer.turn.is_prompt


def whole_groups(ranked: Sequence[Ranked], stands_alone: bool = False) -> list[tuple[int, ...]]:
    """Indices of sentences that tell something by themselves, each with those that must come with it.

    Args:
        ranked: The sentences in order.
        stands_alone: Leave out those that need others, or do not tell who.
    """
    whole = [i for i, one in enumerate(ranked) if not (one.candidate.is_crumb or is_weak(one.candidate))]
    runs = list(dict.fromkeys(needed_run(ranked, i) for i in whole))
    if stands_alone:
        runs = [run for run in runs if len(run) == 1 and not ranked[run[0]].candidate.lacks_subject]
    groups = [run for run in runs if run and not misleads(ranked, run)]
    return groups if stands_alone else list(dict.fromkeys([*groups, *_openings(ranked)]))


def _openings(ranked: Sequence[Ranked]) -> Iterator[tuple[int, ...]]:
    """The first sentences of a text, as far as each follows the one before: they need nothing else."""
    for n in range(2, MAX_OPENING + 1):
        opening = [one.candidate for one in ranked[:n]]
        is_text = len(opening) == n and not any(
            one.is_crumb or one.place != i or is_foreign(one) for i, one in enumerate(opening)
        )
        if (
            is_text
            and not (opening[-1].asks or opening[-1].announces)
            and not _n_open(opening)
            and not misleads(ranked, range(n))
        ):
            yield tuple(range(n))


def _needs_before(sentences: Sequence[Candidate]) -> bool:
    """Whether the first leans back, a pronoun has no noun before it, or a quotation ends that did not begin there."""
    depth = 0
    for candidate in sentences:
        if candidate.closes_quote and not depth:
            return True
        depth += candidate.opens_quote - candidate.closes_quote
    return sentences[0].leans_back or _goes_on_from_crumb(sentences) or _lacks_noun(sentences)


def _goes_on_from_crumb(sentences: Sequence[Candidate]) -> bool:
    """Whether what the second leans on says too little for it: «Нож изъят. Возбуждено дело по статье «Убийство».»"""
    if len(sentences) < 2 or sentences[0].starts_paragraph or not sentences[0].place:
        return False
    return sentences[0].is_crumb and sentences[1].leans_back and not sentences[1].missing_nouns


def _answers(ranked: Sequence[Ranked], i: int) -> bool:
    """Whether a sentence says nothing without the question before it: «Откуда вода? Из реки, которая мелеет.»"""
    pair = range(i - 1, i + 1)
    if ranked[i].candidate.starts_paragraph or i < 1 or not are_neighbours(ranked, pair):
        return False
    return ranked[i - 1].candidate.asks and is_elliptic(ranked[i].candidate.sentence.text)


def _lacks_noun(sentences: Sequence[Candidate]) -> bool:
    """Whether the last stands for nobody in those before it: «Полиция начала проверку. Он призвал не верить слухам»."""
    before = " ".join(candidate.sentence.text for candidate in sentences[:-1])
    if len(sentences) == 1 or not sentences[0].place:  # nothing stands before the first of a text
        return False
    return not all(has_noun(before, kinds) for kinds in sentences[-1].missing_nouns)


def _is_announcement(ranked: Sequence[Ranked], run: range) -> bool:
    """Whether the last sentence of a run is for the one behind it; a list comes with what introduces it anyway."""
    last = ranked[run.stop - 1].candidate
    is_lead = run.stop < len(ranked) and ranked[run.stop].candidate.lead == last.place
    return last.announces and not is_lead


def _n_open(sentences: Sequence[Candidate]) -> int:
    return sum(candidate.opens_quote - candidate.closes_quote for candidate in sentences)
