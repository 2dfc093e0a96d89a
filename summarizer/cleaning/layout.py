"""Lines: words hyphenated at a line's end, and paragraphs wrapped into short lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from .dictionary import is_known
from .look_alikes import RUSSIAN
from .repairs import Edit

MIN_WIDTH, MAX_WIDTH = 40, 110  # characters: outside, lines are verse, lists, tables or whole paragraphs
MIN_WRAPPED_LINES = 4  # fewer in a row prove nothing
MIN_FULL_SHARE = 0.9  # of a block's lines that leave no room for the next word
MAX_CAPITAL_SHARE = 0.6  # of a block's lines; verse begins each line with a capital
_SLACK = 1  # characters by which the measured width may be short

_HYPHEN = re.compile(r"[-\u2010\u00ac][ \t]*\r?\n[ \t]*([^\W\d_]{2,40})\b")
_MAX_HEAD = 40  # letters of a word before a hyphen
_ADJECTIVE_ENDINGS = tuple("ый ий ой ая яя ое ее ые ие ого его ых их ым им ую".split())
_BLOCK = re.compile(r"^[^\n]+(?:\n[^\n]+)+", re.MULTILINE)
_LIST_LINE = re.compile(r"\s*(?:[-–—*•·▪◦]\s|\d{1,3}[.)]|[а-яa-z]\)|#|\||>)", re.IGNORECASE)


def join_hyphenated(text: str) -> list[Edit]:
    """Joins words that a line's end cut in two; a true hyphen stays and loses only the line's end.

    >>> join_hyphenated("пере-\\nвод")
    [Edit(rule='hyphenation', start=4, stop=6, after='')]
    >>> join_hyphenated("пресс-\\nслужба")
    [Edit(rule='hyphenation', start=5, stop=7, after='-')]
    >>> join_hyphenated("Купить:\\n- хлеб\\nпресс-служба")
    []
    """
    edits = []
    for match in _HYPHEN.finditer(text):
        head, tail = _word_before(text, match.start()), match[1]
        if (
            len(head) < 2
            or not _is_cyrillic(head)
            or not _is_cyrillic(tail)
            or (not tail.islower() and not tail.isupper())
        ):
            continue
        joined = head + tail
        if is_known(joined):
            after = ""
        elif is_known(f"{head}-{tail}") or (len(head) > 3 and head.lower().endswith("о") and _is_adjective(tail)):
            after = "-"
        else:
            continue
        edits.append(Edit("hyphenation", match.start(), match.start(1), after))
    return edits


def _word_before(text: str, stop: int) -> str:
    """The letters up to ``stop``; empty for the second half of a hyphenated word and for codes."""
    start = stop
    while start > max(0, stop - _MAX_HEAD) and text[start - 1].isalpha():
        start -= 1
    return "" if start and (text[start - 1] == "-" or text[start - 1].isalnum()) else text[start:stop]


def _is_cyrillic(word: str) -> bool:
    return RUSSIAN.issuperset(word)


def _is_adjective(word: str) -> bool:
    return word.endswith(_ADJECTIVE_ENDINGS) and is_known(word)


@dataclass(frozen=True)
class _Line:
    start: int
    text: str


def join_wrapped_lines(text: str) -> list[Edit]:
    """Joins the lines of paragraphs that were wrapped at a fixed width.

    A line end goes where the next word would not have fitted; verse, lists and tables stay.

    >>> join_wrapped_lines("Вот стих короткий,\\nвот другой,\\nа вот и третий,\\nвот и всё")
    []
    """
    edits = []
    for block in _BLOCK.finditer(text):
        lines = list(_lines(block[0], block.start()))
        width = max(len(line.text) for line in lines)
        if len(lines) < MIN_WRAPPED_LINES or not MIN_WIDTH <= width <= MAX_WIDTH:
            continue
        full = [_is_full(line, after, width) for line, after in pairwise(lines)]
        if sum(full) < MIN_FULL_SHARE * len(full) or _is_verse(lines):
            continue
        ends = (line.start + len(line.text) for line in lines)
        edits += [Edit("line_break", end, end + 1, " ") for end, is_full in zip(ends, full, strict=False) if is_full]
    return edits


def _is_verse(lines: list[_Line]) -> bool:
    """Whether most lines begin with a capital."""
    return sum(line.text[:1].isupper() for line in lines[1:]) > MAX_CAPITAL_SHARE * (len(lines) - 1)


def _lines(block: str, start: int) -> Iterator[_Line]:
    for line in block.split("\n"):
        yield _Line(start, line)
        start += len(line) + 1


def _is_full(line: _Line, after: _Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted, and the next line begins no item."""
    if _LIST_LINE.match(after.text) or after.text[:1].isspace():
        return False
    first = after.text.split(None, 1)[0] if after.text.strip() else ""
    return len(line.text.rstrip()) + 1 + len(first) > width - _SLACK
