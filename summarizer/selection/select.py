"""A text of any length → the sentences that fill a room; a long one by rounds that each leave less."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from summarizer.selection.choose import choose
from summarizer.selection.features import MAX_SECTION
from summarizer.selection.ranking import rank, sections
from summarizer.selection.room import Room
from summarizer.selection.traits import Candidate

KEPT_SHARE: Final = 0.25  # of a section's words that a round leaves to the next
SPARE: Final = 3.0  # what is left must still be so many times the room: choice enough

SizeOf = Callable[[Candidate], float]


def n_words(candidate: Candidate) -> float:
    """The size of a sentence in words."""
    return candidate.n_words


def count_one(_: Candidate) -> float:
    """The size of a sentence where sentences are counted."""
    return 1.0


def select(
    candidates: Sequence[Candidate], room: Room, size_of: SizeOf = n_words, said: Sequence[Candidate] = ()
) -> list[Candidate]:
    """The sentences that fill the room, in source order.

    Of a text of more than one section each section first sends its best sentences on, until one
    section or three times the room is left: every part of a book is looked at, in linear time.

    Args:
        candidates: What to choose from, in order.
        room: What is to be filled.
        size_of: The size of a sentence in the unit of the room.
        said: What stands in the room already; it is not repeated and not returned.

    >>> from summarizer.selection.traits import find_candidates
    >>> source = find_candidates("Мост закрыт до мая. Он стар. Мост закрыт до мая. Автобусы идут в объезд по улице.")
    >>> texts_of(select(source, Room(9, 8, 11)))
    ('Мост закрыт до мая.', 'Автобусы идут в объезд по улице.')
    >>> select([], Room(9, 8, 11))
    []
    """
    pool = candidates if len(candidates) <= MAX_SECTION else _without_echoes(candidates)
    while len(pool) > MAX_SECTION:
        kept = _best_of_sections(pool)
        if sum(map(size_of, kept)) < SPARE * room.most or len(kept) >= len(pool):
            break
        pool = kept
    return choose(rank(pool), room, size_of, said)


def _without_echoes(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The sentences but for brief ones that stood before: a page's «Да!» or headings could only be taken once.

    >>> from summarizer.selection.traits import find_candidates
    >>> texts_of(_without_echoes(find_candidates("Да! Мост закрыт до мая. Да! Нет!")))
    ('Да!', 'Мост закрыт до мая.', 'Нет!')
    >>> whole = "Мост через реку закрыт до мая из-за ремонта."
    >>> len(_without_echoes(find_candidates(f"{whole} {whole}")))
    2
    """
    seen: set[str] = set()
    kept: list[Candidate] = []
    for candidate in candidates:
        is_slight = candidate.is_crumb or candidate.is_brief
        if is_slight and candidate.sentence.text in seen:
            continue
        seen.add(candidate.sentence.text)
        kept.append(candidate)
    return kept


def _best_of_sections(pool: Sequence[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for section in sections(pool):
        most = KEPT_SHARE * sum(map(n_words, section))
        kept += choose(rank(section), Room(most, most, most), n_words)
    return kept


def texts_of(candidates: Iterable[Candidate]) -> tuple[str, ...]:
    """Their sentences."""
    return tuple(candidate.sentence.text for candidate in candidates)
