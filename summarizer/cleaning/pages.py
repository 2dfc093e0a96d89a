"""What the pages of a book leave between its lines: page numbers, running heads, a table of contents."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ..patterns import pattern
from .contents import find_contents
from .hyphens import HYPHENS
from .page_rows import find_page_rows
from .repairs import Edit
from .torn import MAX_GAP, before_gap, tears, without

MIN_NUMBERS = 2  # bare numbers in order, each alone between empty lines
MAX_NEAR = 5  # numbers that may stand nearer than pages do
MIN_NEAR = 20  # characters of a text for each number
MIN_PAGE = 300  # characters between two numbers of more
MIN_LINE = 40  # characters of a line that a page's number tears from the next
YEARS = range(1500, 2100)
MIN_HEADS = 2  # the same head with a growing number behind a gap
MIN_NUMBERED = 3  # any heads with a growing number behind a gap, a page apart
MAX_STEP = 2  # between the numbers of a head: it may stand on every other page

_NUMBER = pattern(r"^[ \t]*(\d{1,4})[ \t]*$", re.MULTILINE)
_MARKED = pattern(
    r"^[ \t]*(?:[—–-] ?\d{1,4} ?[—–-]|(?:страница|стр\.?|page) ?\d{1,4}(?: (?:из|/|of) ?\d{1,4})?)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_HEAD = pattern(
    r"^[ \t]*(?:(\S[^\n\t]{3,80}?)(?: {3,}|\t+)(\d{1,4})|(\d{1,4})(?: {3,}|\t+)(\S[^\n\t]{3,80}?))[ \t]*$", re.MULTILINE
)
# On two lines: «— 48 —» above «История города», or below it.
_HEAD_LINE = r"(\S[^\n\t]{3,80}?(?<![:\s]))"
_MARKED_NUMBER = r"[—–-] ?(\d{1,4}) ?[—–-]"
_FURTHER_NUMBER = pattern(rf"\n[ \t]*{_MARKED_NUMBER}")  # found at once where there is none, unlike heads
_HEAD_NEAR = pattern(
    rf"^[ \t]*(?:{_HEAD_LINE}[ \t]*\n[ \t]*{_MARKED_NUMBER}|{_MARKED_NUMBER}[ \t]*\n[ \t]*{_HEAD_LINE})[ \t]*$",
    re.MULTILINE,
)


def drop_page_numbers(text: str) -> list[Edit]:
    """Removes page numbers, running heads and tables of contents; a sentence that one tore in two is whole again.

    >>> drop_page_numbers("Конец главы.\\n— 12 —\\nНовая глава.")
    [Edit(rule='boilerplate', start=13, stop=20, after='')]
    >>> drop_page_numbers("Год рождения:\\n1985\\nГород: Омск.\\n\\n5\\n\\nКонец.")
    []
    """
    spans = _marked_numbers(text) + _bare_numbers(text) + _running_heads(text)
    spans += find_page_rows(text) + find_contents(text)
    edits = list[Edit]()
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):  # a head's number is part of the head
        edit = without(text, *span)
        if not edits or edits[-1].stop <= edit.start:
            edits.append(edit)
    return edits


def _marked_numbers(text: str) -> list[tuple[int, int]]:
    """Numbers that say what they are, but for lists of pages, answers, and a text that is nothing else.

    >>> _marked_numbers("Смотрите:\\nстр. 5\\nстр. 12"), _marked_numbers("Стр. 12")
    ([], [])
    """
    found = [match.span() for match in _MARKED.finditer(text)]
    near = {
        span for pair in pairwise(found) if not text[pair[0][1] : pair[1][0]].strip() for span in pair
    }  # one behind the other
    is_all = len(found) == 1 and not (text[: found[0][0]] + text[found[0][1] :]).strip()
    return [] if is_all else [span for span in found if span not in near and not _is_answer(text, span[0])]


def _is_answer(text: str, start: int) -> bool:
    """Whether the line before ends in a colon or a comma, so that the number belongs to it."""
    window = text[max(0, start - MAX_GAP) : start]
    before = window.rstrip()
    return before.endswith((":", ";", ",")) and window.count("\n", len(before)) < 2


def _bare_numbers(text: str) -> list[tuple[int, int]]:
    """Numbers alone between empty lines that tear a sentence, or that grow by one and are all that the text has.

    Numbers of chapters and notes, which begin with 1 or leave gaps, and years stay.
    """
    found = list(_NUMBER.finditer(text))
    if len(found) > MAX_NEAR and len(text) < MIN_NEAR * len(found):
        return []  # a table
    alone = [match for match in found if _is_alone(text, *match.span())]
    if len(alone) > MAX_NEAR and alone[-1].end() - alone[0].start() < MIN_PAGE * len(alone):
        return []  # notes
    numbers = [int(match[1]) for match in alone]
    is_first = bool(alone) and not text[: alone[0].start()].strip()
    is_last = bool(alone) and not text[alone[-1].end() :].strip()
    is_row = len(alone) >= MIN_NUMBERS and all(after == before + 1 for before, after in pairwise(numbers))
    if is_row and not is_first and (is_last or numbers[0] > 1) and numbers[0] not in YEARS:
        return [match.span() for match in alone]
    return [match.span() for match in alone if _tears_long_line(text, *match.span())]


def _tears_long_line(text: str, start: int, stop: int) -> bool:
    """Whether the number stands within a sentence whose line was cut or fills a page's width."""
    before = before_gap(text, start)
    return tears(text, start, stop) and (before[-1] in HYPHENS or "\n" not in before[-MIN_LINE:])


def _is_alone(text: str, start: int, stop: int) -> bool:
    before, after = text[max(0, start - MAX_GAP) : start], text[stop : stop + MAX_GAP]
    above, below = before[len(before.rstrip()) :], after[: len(after) - len(after.lstrip())]
    is_first, is_last = not before.strip() and start <= MAX_GAP, not after.strip() and len(after) < MAX_GAP
    return (is_first or _is_page_gap(above)) and (is_last or _is_page_gap(below))


def _is_page_gap(gap: str) -> bool:
    return gap.count("\n") > 1 or "\f" in gap


def _running_heads(text: str) -> list[tuple[int, int]]:
    """Lines of the same words with a number, behind a wide gap or on the next line, that grows from page to page."""
    is_gapped = "   " in text or "\t" in text
    beside = _heads(text, _HEAD.finditer(text)) if is_gapped else []
    numbered = _HEAD_NEAR.finditer(text) if _FURTHER_NUMBER.search(text) else ()
    near = [pages for pages in _heads(text, numbered) if pages[0][0] > 1]  # from 1 on: chapters
    spans = []
    for pages in beside + near:
        if len(pages) >= MIN_HEADS and _grow(pages):
            spans += [span for _, span in pages]
    in_order = sorted((page for pages in beside for page in pages), key=lambda page: page[1])
    is_apart = all(after[1][0] - before[1][1] >= MIN_PAGE for before, after in pairwise(in_order))
    if len(in_order) >= MIN_NUMBERED and is_apart and _grow(in_order):
        spans += [span for _, span in in_order]
    elif in_order and _grow(in_order):
        is_within = tears if len(in_order) >= MIN_HEADS else _cuts_word
        within = [span for _, span in in_order if is_within(text, *span)]
        first = in_order[0][1]
        spans += [first, *within] if within and not text[: first[0]].strip() else within
    return spans


def _grow(pages: Sequence[tuple[int, tuple[int, int]]]) -> bool:
    return all(0 < after - before <= MAX_STEP for (before, _), (after, _) in pairwise(pages))


def _cuts_word(text: str, start: int, stop: int) -> bool:
    return tears(text, start, stop) and before_gap(text, start)[-1] in HYPHENS


def _heads(text: str, found: Iterable[re.Match[str]]) -> list[list[tuple[int, tuple[int, int]]]]:
    """The page and the place of each head, for each of the words that heads have."""
    heads = defaultdict(list)
    for match in found:
        if _is_alone(text, *match.span()):
            number, words = match[2] or match[3], match[1] or match[4]
            heads[words].append((int(number), match.span()))
    return list(heads.values())
