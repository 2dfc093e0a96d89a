"""Running heads and page numbers of PDF pages, found by what they say and where they stand."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from summarizer.patterns import pattern
from summarizer.reading.parsers.pdf.line import Line

EDGE_LINES = 2  # at a page's top and bottom that may be running heads
EDGE_SHARE = 0.12  # of a page's height that may hold them
MIN_REPEATS = 3  # pages with the same line at the same height; all pages of a shorter document
MIN_REPEAT_SHARE = 0.4  # of the pages; left and right pages may differ. Fewer count where the line stands apart
_APART = 1.5  # leadings between a running head and the text
_SAME_PLACE = 3.0  # points

_NUMBER = pattern(r"\d+")
_NUMBER_AT_START, _NUMBER_AT_END = pattern(r"\W*(\d{1,4})\s"), pattern(r"\s(\d{1,4})\W*$")
_PAGE_NUMBER = pattern(r"\W*(?:стр(?:аница|\.)?\s*)?\d{1,4}(?:\s*(?:из|/|of)\s*\d{1,4})?\W*", re.IGNORECASE)
NOTE = pattern(r"\s*([\d¹²³⁴-⁹⁰]{1,3}|\*{1,3})(?![\d.,])\s*\S")
TO_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

Page = Sequence[Line]


def drop_running_heads(pages: Sequence[Page]) -> list[Page]:
    """The pages without running heads and page numbers: lines at the edges that come again with other numbers."""
    seen = Counter(mask for at, page in enumerate(pages) for mask in {_mask(line, at) for line in _edge_lines(page)})
    numbers = [_numbers(page, at) for at, page in enumerate(pages)]
    numbered = Counter(mask for of_page in numbers for mask in {*of_page.values()})
    n_needed = min(MIN_REPEATS, max(2, len(pages)))
    n_often = max(n_needed, MIN_REPEAT_SHARE * len(pages))

    def is_head(line: Line, page: Page, at: int) -> bool:
        if _stands_apart(line, page):
            return seen[_mask(line, at)] >= n_needed or _PAGE_NUMBER.fullmatch(line.text) is not None
        return seen[_mask(line, at)] >= n_often

    kept = list[Page]()
    for at, page in enumerate(pages):
        heads = {id(line) for line in _edge_lines(page) if is_head(line, page, at)}
        heads |= {line for line, mask in numbers[at].items() if numbered[mask] >= n_needed}
        kept.append([line for line in page if id(line) not in heads])
    return kept


def _edge_lines(page: Page) -> list[Line]:
    """The first and the last lines of a page, by height, as far as they stand near its edges."""
    ordered = sorted(page, key=lambda line: -line.base)
    top = [line for line in ordered[:EDGE_LINES] if line.base > (1 - EDGE_SHARE) * line.page_height]
    return top + [line for line in ordered[-EDGE_LINES:] if line.base < EDGE_SHARE * line.page_height]


def _mask(line: Line, page_index: int) -> tuple[str, int]:
    """What two lines share that are one running head; of «12 Там же» at a page's foot 12 must be the page's number."""
    text, note = line.text, NOTE.match(line.text)
    if note and line.base < line.page_height / 2 and (number := note[1].translate(TO_DIGITS)).isdigit():
        text = f"{int(number) - page_index}\0{text[note.end(1) :]}"
    return _NUMBER.sub("0", text) if text is line.text else text, round(line.base / _SAME_PLACE)


def _numbers(page: Page, page_index: int) -> dict[int, tuple[int, int]]:
    """By how much the page's number exceeds its index in lines that hold it beside any words, and their heights.

    Left and right pages have other heads, but one row of numbers. A heading is in larger letters than the text.
    """
    text_size = median(line.size for line in page) if page else 0.0
    found = {}
    for line in _edge_lines(page):
        is_note = line.base < line.page_height / 2 and NOTE.match(line.text) is not None
        number = _NUMBER_AT_END.search(line.text) or (None if is_note else _NUMBER_AT_START.match(line.text))
        if number and line.size <= text_size and _stands_apart(line, page):
            found[id(line)] = int(number[1]) - page_index, round(line.base / _SAME_PLACE)
    return found


def _stands_apart(line: Line, page: Page) -> bool:
    """Whether the space between the line and the page's text is larger than that between its lines."""
    distances = sorted(abs(other.base - line.base) for other in page if other is not line)
    nearest = next((distance for distance in distances if distance > 1), None)
    return nearest is None or nearest > _APART * usual_leading(page)


def usual_leading(page: Page) -> float:
    """The usual distance of two lines."""
    steps = [a.base - b.base for a, b in pairwise(page) if a.base - b.base > 1]
    return median(steps) if steps else 1.2 * max((line.size for line in page), default=10.0)
