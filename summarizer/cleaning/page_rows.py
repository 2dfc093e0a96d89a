"""Lines with a number that grows from page to page, of a book whose pages were copied or recognised one after another.

Nothing around such a line need say that a page ends there: what does is that sentences go on over it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..patterns import pattern
from .runs import long_runs
from .torn import tears

MIN_PAGES = 3
MIN_PAGE = 300  # characters between two numbers
MAX_STEP = 4  # between two numbers: left and right pages differ, a chapter's first page has none
MIN_TORN_SHARE = 0.3  # of the pages; of a book's about .7 end within a sentence, of chapters none
MAX_HEAD = 80  # characters
# «12», «[12]», «Глава I 12», «12 Глава I», «www.site.ru Страница 12 из 30»
_NUMBERED = pattern(
    rf"^[ \t\f]*(?=[^\n]{{1,{MAX_HEAD}}}$)(?:(?P<before>[^\n]*?(?<![\d.,:])\b)??(?P<last>\d{{1,4}})"
    r"(?P<behind>(?: ?(?:из|/|of) ?\d{1,4})?\W{0,3})|(?P<first>\d{1,4})(?P<after>[ \t]+[^\W\d][^\n]*))$",
    re.MULTILINE,
)
_LINE_BEFORE = pattern(rf"(?:^|\n)[ \t]*([^\n]{{3,{MAX_HEAD}}}?)\s*\Z")
_LINE_AFTER = pattern(rf"\s*([^\n]{{3,{MAX_HEAD}}}?)[ \t]*(?:\n|\Z)")


@dataclass(frozen=True)
class _Page:
    """A line with a page's number."""

    number: int
    start: int
    stop: int


def find_page_rows(text: str) -> list[tuple[int, int]]:
    r"""Where the numbers of pages stand, each with the head beside it that other pages have too.

    >>> page = "слово за словом " * 20
    >>> pages = f"Город был\n7\n{page}\n8\n{page}\n9\nи так далее."
    >>> [pages[start:stop] for start, stop in find_page_rows(pages)]
    ['7', '8', '9']
    >>> find_page_rows(pages.replace("слово", "Слово").replace("словом", "словом.").replace("и так", "И так"))
    []
    """
    rows = [_with_heads(text, row) for of_head in _numbered(text) for row in long_runs(of_head, _go_on, MIN_PAGES)]
    return [span for spans in rows if _tear_enough(text, spans) for span in spans]


def _numbered(text: str) -> Iterator[list[_Page]]:
    """The lines with a number, those together that have the same words beside it."""
    heads = defaultdict[str, list[_Page]](list)
    for match in _NUMBERED.finditer(text):
        words = f"{match['before'] or ''}#{match['behind'] or ''}{match['after'] or ''}"
        start = match.end() - len(match[0].lstrip())
        heads[" ".join(words.split())].append(_Page(int(match["last"] or match["first"]), start, match.end()))
    return (pages for pages in heads.values() if len(pages) >= MIN_PAGES)


def _go_on(page: _Page, following: _Page) -> bool:
    """Whether numbers grow, a page apart."""
    return 0 < following.number - page.number <= MAX_STEP and following.start - page.stop >= MIN_PAGE


def _with_heads(text: str, row: Sequence[_Page]) -> list[tuple[int, int]]:
    """The places of the lines, each with the line before or behind it where that is the same on other pages."""
    before = [_LINE_BEFORE.search(text, max(0, page.start - 2 * MAX_HEAD), page.start) for page in row]
    after = [_LINE_AFTER.match(text, page.stop) for page in row]
    counts = Counter(match[1] for match in (*before, *after) if match)
    often = {line for line, count in counts.items() if count >= MIN_PAGES}
    elsewhere = Counter(line for line in map(str.strip, text.split("\n")) if line in often) if often else counts
    heads = {line for line in often if elsewhere[line] <= counts[line] + 1}  # once it may be the title
    spans = []
    for page, above, below in zip(row, before, after, strict=True):
        start = above.start(1) if above and above[1] in heads else page.start
        spans.append((start, below.end(1) if below and below[1] in heads else page.stop))
    return spans


def _tear_enough(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    n_torn = sum(tears(text, start, stop) for start, stop in spans)
    return n_torn > 1 and n_torn >= MIN_TORN_SHARE * len(spans)
