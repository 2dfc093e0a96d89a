"""How long a summary is to be, and what is done to a draft that is not: drop, or fill up.

Words are counted as a person counts them: runs without white space. A length counts as honoured
within ``TOLERANCE``, or where it is off by less than one sentence of mean length.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean
from typing import Final

from summarizer.options import TARGET_WORDS, SummaryOptions
from summarizer.selection import (
    Candidate,
    Room,
    best_places,
    count_one,
    find_candidates,
    is_item,
    n_words,
    select,
    texts_of,
)
from summarizer.split import has_place, is_border

TOLERANCE: Final = 0.15
WORDS_PER_SENTENCE: Final = (8.0, 30.0)  # a source's mean is taken within: lists and laws are beyond


@dataclass(frozen=True)
class Budget:
    """What was asked for: about ``words``, or exactly ``sentences``, which then make about ``words``."""

    words: int
    sentences: int | None = None
    is_list: bool = False  # theses: each sentence stands alone, on a line of its own

    @property
    def room(self) -> Room:
        """The room that sentences are chosen for, in words or in sentences."""
        if self.sentences is not None:
            n = float(self.sentences)
            return Room(n, n, n, stands_alone=self.is_list)
        return Room(self.words, (1 - TOLERANCE) * self.words, (1 + TOLERANCE) * self.words, is_soft=True)

    def measure(self, text: str) -> int:
        """The length of a text in the unit of the room."""
        return len(find_candidates(text)) if self.sentences is not None else len(text.split())

    def is_met(self, text: str) -> bool:
        """Whether the text keeps to the room, whatever one sentence more or less would do."""
        return self.room.least <= self.measure(text) <= self.room.most


def budget_of(options: SummaryOptions, source: Sequence[Candidate]) -> Budget:
    """What the options ask for of a source.

    >>> budget_of(SummaryOptions(words=40), ())
    Budget(words=40, sentences=None, is_list=False)
    >>> budget_of(SummaryOptions(ratio=0.5), find_candidates("Мост закрыт до мая. Объезд есть."))
    Budget(words=3, sentences=None, is_list=False)
    """
    n_sentences = options.sentences or options.points
    if n_sentences:
        shortest, longest = WORDS_PER_SENTENCE
        mean = fmean([candidate.n_words for candidate in source] or [shortest])
        return Budget(round(n_sentences * min(max(mean, shortest), longest)), n_sentences, bool(options.points))
    if options.ratio:
        return Budget(max(1, round(options.ratio * sum(candidate.n_words for candidate in source))))
    return Budget(options.words or TARGET_WORDS[options.length])


def is_honoured(summary: str, source: Sequence[Candidate], budget: Budget) -> bool:
    """Whether the length is within the room, or off by less than one mean sentence, or one sentence in all.

    >>> source = find_candidates("Мост закрыт до мая. Автобусы идут в объезд.")
    >>> is_honoured("Мост закрыт до мая.", source, Budget(6)), is_honoured("Мост закрыт до мая.", source, Budget(20))
    (True, False)
    """
    if budget.is_met(summary):
        return True
    missed = budget.measure(summary) - budget.room.target
    if budget.sentences is not None:
        return abs(missed) <= 1
    told = find_candidates(summary)
    if missed > 0:
        return len(told) == 1 or missed < fmean(candidate.n_words for candidate in told)
    return -missed < fmean(candidate.n_words for candidate in source)


@dataclass(frozen=True)
class Fitted:
    """A summary of the length asked for, and which of its sentences were added, from where."""

    text: str
    from_drafts: tuple[str, ...] = ()
    from_source: tuple[str, ...] = ()


def fit(draft: str, spares: Sequence[str], source: Sequence[Candidate], budget: Budget) -> Fitted:
    """The draft at the length asked for.

    One too long loses its least important sentences; one too short gets sentences of the spare
    drafts that say something new, then such sentences of the source, each where it belongs; not
    those that the draft itself retells.
    """
    sentences: Sequence[Candidate] = find_candidates(draft)
    if not budget.is_list and budget.is_met(draft):
        return Fitted(draft)
    if budget.is_list:
        sentences = _as_in_source(sentences, source)
    if budget.is_list or budget.measure(draft) > budget.room.most:
        sentences = choose_sentences(sentences, budget)
    spare = [candidate for text in spares for candidate in find_candidates(text)]
    from_drafts = choose_sentences(spare, budget, sentences)
    said = [*sentences, *from_drafts]
    places = best_places(said, source)
    from_source = choose_sentences([one for one in source if one.place not in places], budget, said)
    text = _in_order(said, places, from_source, budget)
    return Fitted(text, texts_of(from_drafts), texts_of(from_source))


def _as_in_source(sentences: Sequence[Candidate], source: Sequence[Candidate]) -> Sequence[Candidate]:
    """The sentences of a draft as the source has them, if all are its own and in its order: apart they lean on less."""
    own = {candidate.sentence.text: candidate for candidate in source}
    found = [own[one.sentence.text] for one in sentences if one.sentence.text in own]
    is_ordered = all(one.place < following.place for one, following in pairwise(found))
    return found if len(found) == len(sentences) and is_ordered else sentences


def choose_sentences(pool: Sequence[Candidate], budget: Budget, said: Sequence[Candidate] = ()) -> list[Candidate]:
    """The sentences of the pool that fill the budget beside what is said, in order."""
    return select(pool, budget.room, count_one if budget.sentences is not None else n_words, said)


def _in_order(
    said: Sequence[Candidate], places: Sequence[int | None], added: Sequence[Candidate], budget: Budget
) -> str:
    """The sentences of a draft in their order and paragraphs, added ones where the source has them.

    Args:
        said: The draft's sentences.
        places: For each of them the place of the source sentence most like it; none keeps it behind the one before,
            and so does a beginning that leans on it («Об этом сообщили в мэрии»).
        added: Sentences of the source.
        budget: Says what stands between sentences.
    """
    waiting = list(added)
    ordered: list[Candidate] = []
    for candidate, place in zip(said, places, strict=True):
        end = 0 if place is None or (candidate.leans_back and ordered) else place
        while waiting and waiting[0].place < end:
            ordered.append(flowing(waiting.pop(0)))
        ordered.append(candidate)
    return join_sentences([*ordered, *map(flowing, waiting)], budget)


def flowing(candidate: Candidate) -> Candidate:
    """The sentence without its paragraph, unless someone begins to speak there, or it begins with a place."""
    is_said = _is_dashed(candidate) or (candidate.turn.is_labelled and candidate.turn.begins)
    return candidate if is_said or has_place(candidate.sentence.text) else replace(candidate, starts_paragraph=False)


def join_sentences(sentences: Sequence[Candidate], budget: Budget) -> str:
    """The sentences as one text: a line each in a list, else in their paragraphs, what has no end mark on its own line.

    Nor does anything but what stands there in the text go on behind «Тула. Мост закрыт.»: it may be another town's.

    >>> join_sentences(find_candidates("Афиша\\nМост закрыт до мая. Объезд есть."), Budget(9))
    'Афиша\\nМост закрыт до мая. Объезд есть.'
    """
    text = ""
    before: Candidate | None = None
    has_town = False  # the line
    for candidate in sentences:
        is_line = budget.is_list or candidate.starts_paragraph or (before and _is_on_its_own(before, candidate))
        is_line = is_line or (has_town and before is not None and candidate.place != before.place + 1)
        has_town = has_place(candidate.sentence.text) or (has_town and not is_line)
        text += ("\n" if is_line else " ") + candidate.sentence.text
        before = candidate
    return text.strip()


def _is_on_its_own(before: Candidate, candidate: Candidate) -> bool:
    """Whether a sentence must begin a line: behind a heading, an item, or where it would pass for a rest.

    After «640 млн руб.» one sentence is told from the other by no mark. A dash goes on in the quotation right behind
    it, and behind anything else would pass for that.

    >>> said, more, others, cry = find_candidates("«Я против, — сказал Ким. — Он плох». Все встали. — Вон!")
    >>> _is_on_its_own(said, cry), _is_on_its_own(said, more)
    (True, False)
    """
    text = candidate.sentence.text
    is_line = any(one.is_line or is_item(one.sentence.text) for one in (before, candidate))
    turn = candidate.turn  # in an interview one answers all
    is_line |= turn.is_labelled and not turn.in_interview and turn.line != before.turn.line
    is_cut_off = _is_dashed(candidate) and candidate.sentence.start - before.sentence.stop != 1
    return is_line or text[0].islower() or is_cut_off or not is_border(before.sentence.text, text)


def _is_dashed(candidate: Candidate) -> bool:
    return candidate.sentence.text[0] in "—–"
