"""A document's table of contents: titles with the numbers of their pages, which the document says again as headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..patterns import pattern
from .runs import long_runs

MIN_ENTRIES = 3
MIN_PAGE = 300  # characters of the text; where a table has no name, its numbers may be prices or points
MIN_FOUND_SHARE = 0.6  # of the titles that stand in the text too, each a line of its own
MAX_TITLE = 200  # characters
MAX_LINES = 2  # of one entry
_MAX_PAGE = 15  # characters of a page's number with the space around it
_BETWEEN = " \t|.…_"  # what stands between a title and its page
_PAGE = pattern(r"(?<=[ \t|.…_])\d{1,4}[ \t]{0,9}\Z")
_LEADER = pattern(r"(?:\. ?){3}|…|___")
_NAME = pattern(r"[ \t\f]*(?:содержание|оглавление)[ \t.:]*", re.IGNORECASE)
_NUMBER = pattern(r"(?:(?:\d{1,2}\.){1,4}\d{0,2}|\d{1,2})[ \t)]+")
_LINE = pattern(r"^[^\n]*\S[^\n]*$", re.MULTILINE)


@dataclass(frozen=True)
class _Line:
    """One line that is not empty."""

    start: int
    stop: int
    words: str  # as titles are compared
    title: str = ""  # of an entry, as titles are compared
    page: int | None = None  # of an entry
    has_leader: bool = False
    is_name: bool = False


def find_contents(text: str) -> list[tuple[int, int]]:
    r"""Where a table of contents stands, its name included; none whose titles the text does not have.

    One without a name needs a text as long as its pages.
    One with dots up to the numbers and «Содержание» above needs no titles in the text, which is longer.

    >>> table, chapters = "Содержание\nВведение 3\nМетод 5\nИтоги ... 9\n", "Введение\nДа.\nМетод\nПрост.\nИтоги\nВот."
    >>> find_contents(table + chapters), find_contents(table), find_contents("Хлеб 30\nЧай 40\nСыр 90\nКупить хлеб.")
    ([(0, 41)], [], [])
    """
    if len(re.findall(r"\d[ \t]*$", text, re.MULTILINE)) < MIN_ENTRIES:
        return []
    lines = [_line(match) for match in _LINE.finditer(text)]
    said = {line.words for line in lines}
    spans = []
    for run in _runs(lines):
        is_named = run[0] > 0 and lines[run[0] - 1].is_name
        found = [at for at in run if lines[at].title in said or _unwrapped(lines, at) in said]
        sure = sorted({*found, *(at for at in run if lines[at].has_leader)})
        is_dotted = is_named and len(sure) == len(run)
        start, stop = lines[run[0] - is_named].start, lines[sure[-1]].stop if sure else 0
        is_said = len(found) >= max(MIN_ENTRIES, MIN_FOUND_SHARE * len(sure))
        n_pages = (lines[sure[-1]].page or 0) - (lines[run[0]].page or 0) if sure else 0
        is_said &= is_named or 0 < MIN_PAGE * n_pages <= len(text) - stop
        if is_said or (is_dotted and 2 * (stop - start) < len(text)):
            spans.append((start, stop))
    return spans


def _line(match: re.Match[str]) -> _Line:
    line = match[0][: 2 * MAX_TITLE]
    page = _PAGE.search(match[0][-_MAX_PAGE:]) if len(match[0]) < 2 * MAX_TITLE else None
    if page is None:
        return _Line(*match.span(), _compared(line), is_name=_NAME.fullmatch(line) is not None)
    before = line[: len(line) - len(page[0])]
    title = before.rstrip(_BETWEEN)
    if not title.strip() or len(title) > MAX_TITLE:
        return _Line(*match.span(), _compared(line))
    has_leader = _LEADER.search(before, len(title)) is not None
    return _Line(*match.span(), _compared(line), _compared(title), int(page[0]), has_leader)


def _compared(title: str) -> str:
    """A title without its number, dots and capitals, which a table of contents may write in another way."""
    words = " ".join(title.split()).casefold()
    return _NUMBER.sub("", words, count=1).strip(" .:…_|")


def _runs(lines: Sequence[_Line]) -> Iterator[list[int]]:
    """The indexes of entries one after another whose numbers never fall; a title's first line may stand between."""

    def goes_on(one: int, other: int) -> bool:
        return other - one <= MAX_LINES and (lines[other].page or 0) >= (lines[one].page or 0)

    return long_runs((at for at, line in enumerate(lines) if line.page is not None), goes_on, MIN_ENTRIES)


def _unwrapped(lines: Sequence[_Line], at: int) -> str:
    """An entry's title with the line before it."""
    return f"{lines[at - 1].words} {lines[at].title}" if at else ""
