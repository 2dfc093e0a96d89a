"""Which line ends a wrapping at a fixed width made: where the next word would not have fitted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, zip_longest

from ..patterns import pattern
from .hyphens import HYPHENS

MIN_WIDTH, MAX_WIDTH = 40, 120  # characters: narrower lines are verse or lists, wider ones whole paragraphs
MIN_COLUMN_WIDTH = 16  # of a column whose words are cut at its lines' ends
WIDE = 55  # characters; verse in longer lines is rare
MIN_FULL_BREAKS = 8  # of a text, to speak of a width that holds for each of its paragraphs
MIN_RUNNING_SHARE = 0.5  # of full breaks within a sentence; prose about .8, verse with capitals none
MAX_CAPITAL_SHARE = 0.67  # of a paragraph's line ends without a sentence's end before a capital
MAX_MARKED_SHARE = 0.5  # of narrow lines that end in a mark: prose about .2, verse .7
MAX_UNEXPLAINED_SHARE = 0.15  # of breaks that are neither full nor at a paragraph's end
MAX_LONG_SHARE = 0.02  # of lines longer than the width
_LINE = pattern(r"^[^\S\n]*\S[^\n]*", re.MULTILINE)
_COLUMN = pattern(rf"[^\n]{{{MIN_COLUMN_WIDTH}}}")
_SLACK = 1  # characters by which a measured width may be short
_MAX_WORD = 30  # characters of a next line's first word that count
_MAX_SYLLABLE = 8  # characters that may stay free where a word was cut

_SENTENCE_ENDS = frozenset(".!?…:;")
_FINISHED = _SENTENCE_ENDS | frozenset('»”"')
_MARKS = _FINISHED | frozenset(",—–-)")
_ITEM = pattern(
    r"(?:[-*•·▪◦☐☑✓†‡>]\s|(?-i:[–—]\s(?![а-яё]))|\d{1,3}[.)](?!\d)|\d+(?:\.\d+)+\.?\s|[а-яёa-z]\)|[#|>\[<]|\d{1,2}[:.]\d\d\s"
    r"|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d),? \d{1,2}:\d\d)",  # «12.03.2024, 10:16 - Анна: Да»
    re.IGNORECASE,
)
_ROW_SIGNS = ("\t", "|", "{", "}", "   ", ".....", "-->")  # without one the expression need not be asked
_ROW = pattern(r"[\t|{}]|\S {3,}\S|\.{5}|-->")


@dataclass(frozen=True, slots=True)
class LineBreak:
    """One line end between two lines of text: ``[start, stop)`` is white space."""

    start: int
    stop: int
    length: int  # of the line before, its indent included
    least: int  # the narrowest width that holds both lines
    room: int  # characters that the next line would have needed behind it
    is_joinable: bool  # neither side is a list's item, a table's row or an indented line
    is_cut: bool  # a hyphen behind a letter
    is_running: bool  # no sentence ends before it, a small letter follows
    is_capital: bool  # no sentence ends before it, a capital follows
    is_number: bool  # a digit follows
    is_marked: bool  # the line before ends in a punctuation mark
    is_finished: bool  # the line before ends like a sentence
    ends_text: bool  # the next line is the block's last and ends like a sentence

    def is_full(self, width: int) -> bool:
        """Whether both lines fit ``width`` and the next word did not fit behind the first."""
        return self.is_joinable and self.least <= width <= self.length + self.room


@dataclass(frozen=True)
class Wrapping:
    """A width, and whether the whole text bears it out."""

    width: int
    is_proven: bool

    def runs(self, block: Sequence[LineBreak]) -> Iterator[list[LineBreak]]:
        """Full breaks in a row, but for one between a sentence's end and a heading."""
        run: list[LineBreak] = []
        for line_break, after in zip_longest(block, block[1:]):
            is_before_heading = line_break.is_finished and after is not None and self._is_heading_end(after)
            if line_break.is_full(self.width) and not is_before_heading:
                run.append(line_break)
            elif run:
                yield run
                run = []
        if run:
            yield run

    def _is_heading_end(self, line_break: LineBreak) -> bool:
        return _ends_heading(line_break, self.width) and not line_break.is_full(self.width)


def breaks_of(text: str, start: int, stop: int) -> list[LineBreak]:
    """The line ends of a block; none where no line is as wide as a column."""
    if not _COLUMN.search(text, start, stop):
        return []
    found = [(match[0], match.start()) for match in _LINE.finditer(text, start, stop)]
    lines = [line for line, _ in found]
    if not lines:
        return []
    n_ends = [text.count("\n", at, next_at) for (_, at), (_, next_at) in pairwise(found)]
    usual = min(n_ends, default=1)
    is_whole = lines[-1].rstrip()[-1] in _FINISHED
    return [
        _break_between(before, after, (at, next_at), n == usual, is_whole and after is lines[-1])
        for ((before, at), (after, next_at)), n in zip(pairwise(found), n_ends, strict=True)
        if len(before) <= 2 * MAX_WIDTH
    ]


def _is_row(line: str) -> bool:
    """Whether the line is a table's row, code, the time of a subtitle or a rule."""
    line = line[:MAX_WIDTH]
    if not any(map(str.isalnum, line)):
        return True
    return (any(sign in line for sign in _ROW_SIGNS) and bool(_ROW.search(line))) or line.count(";") > 2


def _break_between(before: str, after: str, starts: tuple[int, int], is_near: bool, ends_text: bool) -> LineBreak:
    head, tail = before.rstrip(), after.lstrip()
    end, first = head[-1], tail[0]
    is_cut = end in HYPHENS and head[-2:-1].isalnum() and (first.isalnum())
    is_finished = end in _FINISHED
    return LineBreak(
        start=starts[0] + len(head),
        stop=starts[1] + len(after) - len(tail),
        length=len(head),
        least=max(len(head), len(after.rstrip())),
        room=_MAX_SYLLABLE if is_cut else min(_MAX_WORD, len(tail.split(None, 1)[0])) + _SLACK,
        is_joinable=is_near and after[0] == first and not (_ITEM.match(after) or _is_row(before) or _is_row(after)),
        is_cut=is_cut,
        is_running=_goes_on(tail) and (is_cut or end not in _SENTENCE_ENDS),
        is_capital=first.isupper() and not is_finished,
        is_number=first.isdigit(),
        is_marked=end in _MARKS and not is_cut,
        is_finished=is_finished,
        ends_text=ends_text,
    )


def _goes_on(line: str) -> bool:
    """Whether the line begins with a small letter, maybe behind a dash that never begins an item, or a bracket."""
    first = line[2:3] if line[:2] in ("– ", "— ") else line[1:2] if line[0] == "(" else line[0]
    return first.islower() and not first.isascii()


def width_of(breaks: Sequence[LineBreak]) -> Wrapping | None:
    """The width that most of the breaks are full at; None where many are not, or lines are longer.

    >>> width_of(breaks_of("Он пришёл домой, снял\\nшапку и сел у окна,\\nа снег всё шёл.", 0, 58))
    Wrapping(width=21, is_proven=False)
    >>> width_of([]) is None
    True
    """
    candidates = [line_break for line_break in breaks if line_break.is_joinable and line_break.least <= MAX_WIDTH]
    if not candidates:
        return None
    width = _most_common(candidates)
    full = [line_break for line_break in candidates if line_break.is_full(width)]
    n_long = sum(line_break.length > width for line_break in candidates)
    others = (line_break for line_break in breaks if not line_break.is_full(width))
    n_unexplained = sum(line_break.length <= width and _is_unexplained(line_break, width) for line_break in others)
    if n_long > max(MAX_LONG_SHARE * len(breaks), 0) or n_unexplained > MAX_UNEXPLAINED_SHARE * (len(full) + 1):
        return None
    n_running = sum(line_break.is_running for line_break in full)
    is_proven = len(full) >= MIN_FULL_BREAKS and n_running >= MIN_RUNNING_SHARE * len(full)
    return Wrapping(width, is_proven)


def _most_common(breaks: Sequence[LineBreak]) -> int:
    """The greatest width at which the most breaks are full."""
    gains = [0] * (MAX_WIDTH + _MAX_WORD + 4)
    for line_break in breaks:
        if line_break.least <= line_break.length + line_break.room:
            gains[line_break.least] += 1
            gains[line_break.length + line_break.room + 1] -= 1
    counts = list(accumulate(gains))
    best = max(counts)
    return max(width for width, count in enumerate(counts) if count == best) if best else 0


def _is_unexplained(line_break: LineBreak, width: int) -> bool:
    """Whether a short line ends neither a sentence nor, like a heading or a table's row, far from the margin."""
    if line_break.is_finished or not line_break.is_joinable:
        return False
    return not _ends_heading(line_break, width)


def _ends_heading(line_break: LineBreak, width: int) -> bool:
    begins_anew = line_break.is_capital or line_break.is_number
    return begins_anew and not line_break.is_marked and line_break.length < 0.8 * width


def is_paragraph(run: Sequence[LineBreak], wrapping: Wrapping, is_whole: bool) -> bool:
    """Whether full breaks in a row, maybe a whole block, are prose: within sentences, and not verse."""
    n_breaks, width = len(run), wrapping.width
    n_running = sum(line_break.is_running for line_break in run)
    n_capital = sum(line_break.is_capital for line_break in run)
    n_cut = sum(line_break.is_cut and line_break.is_running for line_break in run)
    if wrapping.is_proven and width >= MIN_WIDTH and n_breaks < 3:
        return True
    if n_capital > MAX_CAPITAL_SHARE * n_breaks:
        return False
    if n_cut >= 2 or (n_cut and n_running > n_cut and width >= MIN_WIDTH):
        return True
    if width < MIN_WIDTH:
        return False
    if wrapping.is_proven:
        return n_running > 0 or n_capital == 0
    n_marked = sum(line_break.is_marked for line_break in run)
    if width < WIDE:
        return n_breaks >= 3 and n_running >= MIN_RUNNING_SHARE * n_breaks and n_marked <= MAX_MARKED_SHARE * n_breaks
    if n_breaks == 1:
        return run[0].is_running and run[0].ends_text and width > WIDE
    return n_running >= MIN_RUNNING_SHARE * n_breaks or (n_running > 0 and is_whole)
