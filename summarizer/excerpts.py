"""What the model reads of a text: all of it, a selection that fills its window, or a selection of each section.

Up to the window a text is read whole, but by a model that has a focus: of one text it reads so many words, the
weightiest sentences, for each word of the summary. Beyond the window, the weightiest sentences fill it. Far
beyond, in books, the text is cut into sections, at chapters where it has them; a window of each
is read, and a last pass reads the drafts. So no text takes more than two rounds.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from summarizer.patterns import pattern
from summarizer.selection import Candidate, Room, find_candidates, make_candidate, select
from summarizer.split import CountTokens, Sentence, fitting_parts
from summarizer.watching import Watch

FAR_WINDOWS: Final = 8  # a text of more windows is read in sections: one window would hold too little of it
MAX_SECTIONS: Final = 12  # a book costs as many windows and a last pass, however long it is
DRAFT_WORDS: Final = (25, 60)  # of a section's draft: the drafts together are to fill about one window
PARTS_PER_WINDOW: Final = 4  # of a sentence over the window: parts small enough to fill it with
TOKENS_PER_WORD: Final = 3  # at most, in the vocabularies that are known
WORDS_PER_PASS: Final = 120  # more than a model writes well at once; a longer summary is written by sections
SNAP_SHARE: Final = 0.3  # of a section: how far its border may move to a chapter or a paragraph
_MAX_CHARS_PER_TOKEN: Final = 40  # a text of more characters than that is over the window: no need to count
_CHAPTER = pattern(
    r"(?:глава|часть|книга|том|раздел|действие|явление|пролог|эпилог|приложение)\b|[IVXLC]{1,7}\.?$|\d{1,3}\.?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Span:
    """A run of characters of a text, by offsets."""

    start: int
    stop: int


@dataclass(frozen=True)
class Excerpt:
    """What one request gives the model to read."""

    text: str
    spans: tuple[Span, ...]  # where it stands in the text it was taken from, in order


@dataclass(frozen=True)
class Reader:
    """What a plan has to know of the model that reads.

    Args:
        window: Tokens that one request may hold.
        count_tokens: The model's own count, without special tokens.
        focus: Words to read for each of the summary, where the text is not cut into sections; None: a window.
    """

    window: int
    count_tokens: CountTokens
    focus: float | None = None


@dataclass(frozen=True)
class Plan:
    """One round of generation over a text."""

    excerpts: tuple[Excerpt, ...]
    words_each: int  # to ask for of each excerpt
    is_last: bool  # False: the drafts are read once more
    has_cut_sentence: bool = False  # a sentence is longer than the window and is read in parts, if at all


def plan_reading(
    text: str, reader: Reader, target_words: int, in_one_excerpt: bool = False, watch: Watch | None = None
) -> Plan:
    """How a text is read; never more than MAX_SECTIONS excerpts.

    Args:
        text: The clean source, or the joined drafts of the round before.
        reader: The model that reads it.
        target_words: Length of the finished summary.
        in_one_excerpt: Never in sections, however long it is: drafts of the last pass, or what a title is made of.
        watch: Is told of each section of a book, and may end it.

    Raises:
        StoppedError: ``watch.stop()`` was called.
    """
    window, count_tokens = reader.window, reader.count_tokens
    n_words = math.inf if reader.focus is None else reader.focus * target_words  # that are to be read
    if len(text.split()) <= n_words and len(text) <= window * _MAX_CHARS_PER_TOKEN and count_tokens(text) <= window:
        return Plan((Excerpt(text, (Span(0, len(text)),)),), target_words, is_last=True)
    parts = _parts(text, window, count_tokens)
    has_cut = any(not part.is_whole for part in parts)
    n_windows = math.ceil(sum(part.n_tokens for part in parts) / window)
    is_long = target_words > WORDS_PER_PASS and not in_one_excerpt
    is_far = n_windows > FAR_WINDOWS and not in_one_excerpt
    n_sections = math.ceil(target_words / WORDS_PER_PASS) if is_long else 1
    if is_far:  # as finely as can be; what is told at once takes whole sentences from each
        n_sections = max(n_sections, target_words // DRAFT_WORDS[0]) if is_long else n_windows
    sections = _sections(parts, min(n_sections, n_windows, MAX_SECTIONS))
    reach = _reach(parts, window, n_words) if len(sections) == 1 else window
    followed: Iterable[Sequence[_Part]] = watch.choose(sections) if watch and is_far else sections
    excerpts = tuple(_excerpt(section, reach, count_tokens) for section in followed)
    words = _words_each(target_words, len(excerpts), window, is_long)
    return Plan(excerpts, words, is_last=is_long or not is_far, has_cut_sentence=has_cut)


def _words_each(target_words: int, n_excerpts: int, window: int, is_long: bool) -> int:
    if is_long or n_excerpts == 1:
        return math.ceil(target_words / n_excerpts)
    least, most = DRAFT_WORDS
    return min(max(window // (TOKENS_PER_WORD * n_excerpts), least), most)


@dataclass(frozen=True)
class _Part:
    """A sentence that fits the window, or a part of one that does not."""

    candidate: Candidate
    n_tokens: int
    is_whole: bool


def _reach(parts: Sequence[_Part], window: int, n_words: float) -> int:
    """The tokens that about so many words of these take; no more than a window."""
    n_all = sum(len(part.candidate.sentence.text.split()) for part in parts)
    n_tokens = sum(part.n_tokens for part in parts)
    return window if n_words >= n_all else min(window, math.ceil(n_tokens * n_words / n_all))


def _parts(text: str, window: int, count_tokens: CountTokens) -> list[_Part]:
    """The sentences of a text, those over the window in parts."""
    parts: list[_Part] = []
    for candidate in find_candidates(text):
        n_tokens = count_tokens(candidate.sentence.text)
        if n_tokens <= window:
            parts.append(_Part(replace(candidate, place=len(parts)), n_tokens, is_whole=True))
            continue
        start, stop = candidate.sentence.start, candidate.sentence.stop
        as_given = Sentence(text[start:stop], start, stop)  # a torn sentence's own text has other offsets
        for piece in fitting_parts(as_given, max(1, window // PARTS_PER_WINDOW), count_tokens):
            part = make_candidate(piece, len(parts), candidate.starts_paragraph)
            parts.append(_Part(part, count_tokens(piece.text), is_whole=False))
    return parts


def _sections(parts: Sequence[_Part], n: int) -> list[Sequence[_Part]]:
    """At most n runs of about as many tokens, cut at chapters and paragraphs where they are near."""
    ends: list[int] = []
    so_far = 0
    for part in parts:
        so_far += part.n_tokens
        ends.append(so_far)
    borders = [0]
    for k in range(1, n):
        wanted = so_far * k / n
        reach = SNAP_SHARE * so_far / n
        near = [i + 1 for i, end in enumerate(ends[:-1]) if abs(end - wanted) <= reach and i + 1 > borders[-1]]
        best = min(near, key=lambda i: (_roughness(parts[i].candidate), abs(ends[i - 1] - wanted)), default=None)
        if best is not None:
            borders.append(best)
    return [parts[start:stop] for start, stop in zip(borders, [*borders[1:], len(parts)], strict=True)]


def _roughness(part: Candidate) -> int:
    """How ill a text is cut before this sentence: 0 a chapter, 1 a paragraph, 2 amid one."""
    if not part.starts_paragraph:
        return 2
    return 0 if part.is_crumb and _CHAPTER.match(part.sentence.text) else 1


def _excerpt(parts: Sequence[_Part], window: int, count_tokens: CountTokens) -> Excerpt:
    """The parts that fill one window, in order."""
    sizes = {part.candidate.place: part.n_tokens for part in parts}
    candidates = [part.candidate for part in parts]
    room = float(window)
    while True:
        chosen = select(candidates, Room(room, room, room), lambda one: sizes[one.place]) or candidates[:1]
        text = _joined(chosen)
        # Joined sentences may count more than their sum: the space or line break between them.
        if len(chosen) == 1 or count_tokens(text) <= window:
            return Excerpt(text, tuple(Span(one.sentence.start, one.sentence.stop) for one in chosen))
        room *= 0.97


def _joined(chosen: Sequence[Candidate]) -> str:
    gaps = ["", *("\n" if one.starts_paragraph else " " for one in chosen[1:])]
    return "".join(gap + one.sentence.text for gap, one in zip(gaps, chosen, strict=True))
