"""Ranked sentences → those that fill a room: most worth, least said twice, whole in meaning.

Each step takes the sentence that brings the most new words of worth for its length (a submodular
gain, as in Lin and Bilmes 2011), so that what is said already is not said again. Gains only fall
as sentences are taken, so a heap finds the best without looking at all: near linear for a book.
"""

import heapq
import math
from collections.abc import Callable, Sequence
from enum import IntEnum, auto
from statistics import fmean
from typing import Final

from summarizer.patterns import pattern
from summarizer.selection.best_set import OPEN_SHARE, find_best_set
from summarizer.selection.misleading import is_weak, misleads
from summarizer.selection.places import are_neighbours
from summarizer.selection.ranking import Ranked, Weights, load_weights
from summarizer.selection.room import Room
from summarizer.selection.runs import needed_group, needed_run
from summarizer.selection.said import Said
from summarizer.selection.traits import Candidate

# These three were chosen on held-out pairs; ROUGE-1 moves by 0.3 at most between half and twice.
SIZE_POWER: Final = 0.8  # new words count per size ** 0.8: full division would starve long sentences
MIN_SIZE: Final = 10  # words; a shorter sentence gains nothing by its brevity
OWN_WEIGHT: Final = 1.0  # of a sentence's own value beside that of its new words
# «Котова Анна Львовна (1858, Тула — 1913) — географ.»: whom all that follows is about
_ENTRY: Final = pattern(r"[^.!?«»]{4,60} [(\[].*\d{4}.*?[)\]](?:,| [—–]) ")


def choose(
    ranked: Sequence[Ranked],
    room: Room,
    size_of: Callable[[Candidate], float],
    said: Sequence[Candidate] = (),
    weights: Weights | None = None,
) -> list[Candidate]:
    """The chosen sentences in source order, beside what is said already.

    A small room is filled by the best of all sets that fit it, a large one by one best sentence after another.

    A sentence that leans on the one before, an item of a list, half of a quotation come with what they need or not at
    all. Only where whole sentences do not fill the room do others follow: lines of conversations, questions with their
    answers, brief sentences; then what goes on from a sentence that is taken; then headings and crumbs; at the very
    last what leans on something left out. What stands in the midst of a quotation never comes without its beginning,
    nor a half of one without the other.
    """
    choice = _Choice(ranked, room, [size_of(one.candidate) for one in ranked], weights or load_weights())
    for candidate in said:
        choice.note(candidate, size_of(candidate))
    return choice.run()


class _Level(IntEnum):
    """What may be taken once nothing of the levels before fits."""

    WHOLE = auto()  # tells something by itself, or with its run
    WEAK = auto()  # someone's own voice, or brief
    FOLLOWS = auto()  # goes on from a sentence that is taken
    CRUMB = auto()
    LOST = auto()  # leans on what is left out


class _Choice:
    def __init__(self, ranked: Sequence[Ranked], room: Room, sizes: Sequence[float], weights: Weights) -> None:
        self._ranked = ranked
        self._weights = weights
        self._room = room
        self._sizes = sizes
        self._has_prose = _has_prose(ranked)
        self._is_entry = bool(ranked) and bool(_ENTRY.match(ranked[0].candidate.sentence.text))
        self._runs = [self._run(i) for i in range(len(ranked))]
        self._taken: set[int] = set()
        self._said = Said()
        self._total = 0.0

    def _run(self, i: int) -> tuple[int, ...]:
        """What must come with sentence i, itself among it; nothing where it is not to come, or not all is to be had."""
        if self._ranked[i].candidate.is_aside:
            return ()
        return self._thesis(i) if self._room.stands_alone else needed_group(self._ranked, i)

    def _thesis(self, i: int) -> tuple[int, ...]:
        """The sentence, if it needs no other and says what is so; an answer may do without its question."""
        candidate, run = self._ranked[i].candidate, needed_run(self._ranked, i)
        is_news = candidate.around.is_news or candidate.turn.is_labelled
        is_heading = candidate.is_line and candidate.lead is None and not is_news
        is_head = is_heading or candidate.around.is_lead  # «Запрещается:»
        is_remark = candidate.turn.is_prompt or (candidate.turn.begins and candidate.is_crumb)
        is_part = is_head or is_remark or (candidate.lacks_subject and not self._is_entry) or candidate.asks
        return run if len(run) == 1 and not (is_part or misleads(self._ranked, run)) else ()

    def note(self, candidate: Candidate, size: float) -> None:
        """Counts a sentence as said."""
        self._total += size
        self._said.add(candidate)

    def run(self) -> list[Candidate]:
        """Fills the room: whole sentences first, crumbs last."""
        if not self._said.n_sentences:
            self._take(find_best_set(self._ranked, self._room, self._sizes, self._weights))
        for level in _Level:
            if level is _Level.CRUMB and not self._said.n_sentences:
                self._take(self._least_bad())
            self._fill_from(level, self._room.least if level < _Level.CRUMB else self._bare_least())
        return [self._ranked[i].candidate for i in sorted(self._taken)]

    def _bare_least(self) -> float:
        """How much is worth filling up with headings and crumbs: no room that lacks less than a sentence."""
        if not (self._room.is_soft and self._sizes):
            return self._room.least
        least = max(OPEN_SHARE * self._room.target, self._room.target - fmean(self._sizes))
        return min(self._room.least, least)

    def _fill_from(self, level: "_Level", least: float) -> None:
        """Fills what is left of the room from one level; what goes on from a sentence may be gone on from in turn."""
        while self._total < least:
            n_before = len(self._taken)
            self._fill([i for i in range(len(self._ranked)) if self._level(i) is level], least)
            if level is not _Level.FOLLOWS or len(self._taken) == n_before:
                return

    def _least_bad(self) -> list[int]:
        """One sentence without what it needs, where nothing whole fits; a claim or a question only if all are."""
        most = math.inf if self._room.is_soft else self._room.most
        fitting = [i for i in range(len(self._ranked)) if self._sizes[i] <= most]
        return sorted(fitting, key=self._badness)[:1]

    def _badness(self, i: int) -> tuple[bool, bool, bool, bool, bool, float]:
        one = self._ranked[i].candidate
        is_head = one.around.is_lead or one.sentence.text.endswith(":")
        return (
            one.is_aside or one.is_quoted,
            is_head,
            misleads(self._ranked, [i]),
            one.asks or one.turn.is_prompt,
            one.is_crumb,
            -self._gain([i]),
        )

    def _level(self, i: int) -> "_Level | None":
        candidate = self._ranked[i].candidate
        if self._room.is_soft and self._has_prose and candidate.is_crumb and candidate.is_heading:
            return None  # it fills nothing up
        if not self._runs[i]:
            return _Level.FOLLOWS if self._goes_on(i) else _Level.LOST
        if candidate.is_crumb:
            return _Level.CRUMB
        is_part = self._room.stands_alone and candidate.lacks_subject  # of an entry: the first thesis says who
        is_slight = is_part or is_weak(candidate) or misleads(self._ranked, self._runs[i])
        return _Level.WEAK if is_slight else _Level.WHOLE

    def _goes_on(self, i: int) -> bool:
        """Whether the sentence before is taken, so that this one may go on from it."""
        is_near = i - 1 in self._taken and are_neighbours(self._ranked, range(i - 1, i + 1))
        return is_near and not self._ranked[i].candidate.is_line

    def _members(self, i: int) -> list[int]:
        """What taking sentence i would add; nothing if it is taken, or may not be taken."""
        if i in self._taken:
            return []
        if self._runs[i]:
            return [j for j in self._runs[i] if j not in self._taken]
        candidate = self._ranked[i].candidate
        if candidate.is_quoted and (self._room.stands_alone or not self._goes_on(i)):
            return []
        is_half = candidate.opens_quote or candidate.closes_quote
        is_barred = self._room.stands_alone or candidate.lead is not None or candidate.turn.is_prompt
        return [] if is_barred or is_half or candidate.is_aside else [i]

    def _fill(self, pool: Sequence[int], least: float) -> None:
        heap = [(-self._gain(self._members(i)), i) for i in pool if self._members(i)]
        heapq.heapify(heap)
        too_large: list[int] = []
        while heap and self._total < least:
            _, i = heapq.heappop(heap)
            members = self._members(i)
            if not members:
                continue
            lost = -self._gain(members)
            if heap and lost > heap[0][0]:
                heapq.heappush(heap, (lost, i))
            elif self._total + self._size(members) > self._room.most:
                too_large.append(i)
            elif not self._repeats(members):
                self._take(members)
        if self._room.is_soft and self._total < least:
            self._exceed([self._members(i) for i in too_large])

    def _exceed(self, groups: Sequence[list[int]]) -> None:
        """Takes the group that comes nearest to the target, if that is nearer than without it or nothing stands yet."""
        fresh = [members for members in groups if members and not self._repeats(members)]
        nearest = min(fresh, key=self._size, default=None)
        if nearest is None:
            return
        missed = self._room.target - self._total
        if not self._said.n_sentences or self._size(nearest) - missed < missed:
            self._take(nearest)

    def _size(self, members: Sequence[int]) -> float:
        return sum(self._sizes[i] for i in members)

    def _gain(self, members: Sequence[int]) -> float:
        new: dict[str, float] = {}
        for i in members:
            new.update((stem, worth) for stem, worth in self._ranked[i].words.items() if stem not in self._said.stems)
        n_words = sum(self._ranked[i].candidate.n_words for i in members)
        own = sum(self._ranked[i].value for i in members) / len(members)
        return sum(new.values()) / math.pow(max(n_words, MIN_SIZE), SIZE_POWER) + OWN_WEIGHT * own

    def _repeats(self, members: Sequence[int]) -> bool:
        return any(self._said.holds(self._ranked[i].candidate) for i in members)

    def _take(self, members: Sequence[int]) -> None:
        for i in members:
            self._taken.add(i)
            self.note(self._ranked[i].candidate, self._sizes[i])


def _has_prose(ranked: Sequence[Ranked]) -> bool:
    """Whether most words stand in sentences, not in headings, verses, entries of a form."""
    n_words = sum(one.candidate.n_words for one in ranked)
    return 2 * sum(one.candidate.n_words for one in ranked if one.candidate.is_crumb) < n_words
