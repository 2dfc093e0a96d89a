"""Lines of PDF pages → paragraphs: without running heads, footnotes behind the text."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from summarizer.patterns import pattern
from summarizer.reading.parsers.pdf.heads import NOTE, TO_DIGITS, Page, drop_running_heads, usual_leading
from summarizer.reading.parsers.pdf.line import Line
from summarizer.reading.parsers.pdf.markers import join_markers

_SMALL = 0.93  # of the body's font size: a footnote's is smaller
_OTHER_SIZE = 0.06  # share by which a heading's font differs from the text's
_INDENT = 0.7  # of the font size: the first line of a paragraph stands in by more
_MAX_INDENT = 5.0  # of the font size: lines that stand further in are in another column
_GAP = 1.35  # leadings between two lines of different paragraphs
_NEIGHBOURS = 8  # lines before and after that show a column's edges
_MIN_BLOCK = 4  # lines with one left edge that show the right one, too
_NEAR_ROWS = 2  # lines before and after a table's row that may be rows; a cell may have lines of its own
_SPACE = 0.4  # of the font size, between two words, with what the letters' edges leave of their width
_SENTENCE_ENDS = '.!?…:;»"”)'

_MARK = pattern(r"(?<!\bм)(?<!\b[дксм]м)[⁰¹²³⁴-⁹]{1,3}")  # м², км³ are no marks
_CONTENTS_ENTRY = pattern(r"(?:\. ?){5}[. ]*\d{1,4}$")  # «Введение ......... 3»
_BULLET = pattern(r"[•▪◦●■□‣⁃\uf000-\uf0ff]\s*")
_CLAUSE = pattern(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+[«\"]?[A-ZА-ЯЁ]")  # «2.1. Поставщик обязуется»
_CLAUSE_ENDS = ".;:!?»)"
_ITEM = pattern(rf"{_BULLET.pattern}|(?:\d{{1,3}}|[a-zа-я])[.)]\s")


@dataclass(frozen=True)
class Flow:
    """The paragraphs of a document and the footnotes that stood under them."""

    paragraphs: list[str]
    notes: list[str]


def join_pages(pages: Sequence[Page]) -> Flow:
    """The paragraphs of all pages; one that goes on over a page's end is whole.

    A word that a line's end cut keeps its hyphen and the line's end, for ``hyphens.py``.
    """
    body_size = _body_size(pages)
    lines, notes = list[Line](), list[Line]()
    for page in drop_running_heads(pages):
        text, below = _split_notes(_with_rows(join_markers(page)), body_size)
        lines += _without_marks(text, below)
        notes += below
    return Flow(list(_paragraphs(lines)), [_spaced(note) for run in _runs(notes) for note in _paragraphs(run)])


def _body_size(pages: Iterable[Page]) -> float:
    """The font size of most characters."""
    sizes = Counter[float]()
    for page in pages:
        for line in page:
            sizes[line.size] += len(line.text)
    return max(sizes, key=sizes.__getitem__, default=10.0)


def _with_rows(page: Page) -> list[Line]:
    """The page with its tables row by row: wide gaps above one another are what divides cells."""

    def is_row(at: int) -> bool:
        near = [*page[max(0, at - _NEAR_ROWS) : at], *page[at + 1 : at + 1 + _NEAR_ROWS]]
        return any(a < d and c < b for other in near for a, b in page[at].gaps for c, d in other.gaps)

    rows = [line if line.gaps and is_row(at) else replace(line, gaps=()) for at, line in enumerate(page)]
    return [replace(line, text=" | ".join(line.cells)) if line.gaps else line for line in rows]


def _split_notes(page: Page, body_size: float) -> tuple[list[Line], list[Line]]:
    """The page's text and its footnotes: runs of small lines that begin with a mark."""
    text, notes, in_note = list[Line](), list[Line](), False
    for line in page:
        is_small = line.size < _SMALL * body_size and line.base < line.page_height / 2
        in_note = is_small and (in_note or NOTE.match(line.text) is not None)
        (notes if in_note else text).append(line)
    return text, notes


def _runs(notes: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines of each footnote."""
    run: list[Line] = []
    for line in notes:
        if run and NOTE.match(line.text):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _spaced(note: str) -> str:
    """A footnote with a space behind its mark."""
    match = NOTE.match(note)
    return f"{match[1]} {note[match.end(1) :].lstrip()}" if match else note


def _without_marks(lines: Iterable[Line], notes: Iterable[Line]) -> Iterator[Line]:
    """The lines without the marks of this page's footnotes."""
    marks = {match[1].translate(TO_DIGITS) for note in notes if (match := NOTE.match(note.text))}

    def drop(match: re.Match[str]) -> str:
        return "" if match[0].translate(TO_DIGITS) in marks else match[0]

    for line in lines:
        text = _MARK.sub(drop, line.text) if marks else line.text
        if text.strip():
            yield replace(line, text=text)


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """Joins the lines of each paragraph."""
    spacing = usual_leading(lines) / median(line.size for line in lines) if lines else 0.0
    parts: list[str] = []
    for at, line in enumerate(lines):
        if parts and _begins_paragraph(lines, at, spacing * line.size):
            yield "".join(parts)
            parts.clear()
        if parts:
            parts.append(_joint(lines[at - 1].text, line.text))
        parts.append(_BULLET.sub("• ", line.text, count=1) if _BULLET.match(line.text) else line.text)
    if parts:
        yield "".join(parts)


def _joint(before: str, after: str) -> str:
    """What stands between two lines of a paragraph.

    >>> [_joint("пере-", "вод"), _joint("82-", "ю"), _joint("1990–", "2000"), _joint("слово –", "дело")]
    ['\\n', '', '', ' ']
    """
    if len(before) > 1 and before[-1] in "-–" and after[:1].isalnum():
        if before[-1] == "-" and before[-2].isalpha() and after[0].isalpha():
            return "\n"
        if before[-2].isdigit() or (before[-1] == "–" and before[-2].isalpha()):
            return ""
    return " "


def _begins_paragraph(lines: Sequence[Line], at: int, leading: float) -> bool:
    """Whether a line is the first of a paragraph; ``leading`` is usual for its font size."""
    before, line = lines[at - 1], lines[at]
    if abs(before.size - line.size) > _OTHER_SIZE * max(before.size, line.size) or _BULLET.match(line.text):
        return True
    if before.gaps or line.gaps or line.is_item or _CONTENTS_ENTRY.search(before.text):
        return True
    if _CLAUSE.match(line.text) and before.text[-1] in _CLAUSE_ENDS:
        return True
    if _joint(before.text, line.text) != " ":
        return False
    return before.base - line.base > _GAP * leading or _stands_in(lines, at) or _ends_early(lines, at - 1)


def _column(lines: Sequence[Line], at: int) -> Sequence[Line]:
    """The neighbours that stand in the same column and font as a line; those of a block that stands in by itself."""
    line = lines[at]
    start, stop = max(0, at - _NEIGHBOURS), min(len(lines), at + _NEIGHBOURS + 1)
    first = next((n + 1 for n in range(at, start - 1, -1) if not _is_level(lines[n], line)), start)
    last = next((n for n in range(at, stop) if not _is_level(lines[n], line)), stop)
    if last - first >= _MIN_BLOCK:
        return lines[first:last]
    reach = _MAX_INDENT * line.size
    near = lines[start:stop]
    return [other for other in near if abs(other.left - line.left) < reach and abs(other.size - line.size) < 1]


def _is_level(line: Line, other: Line) -> bool:
    return abs(line.left - other.left) < _INDENT * line.size / 2 and abs(line.size - other.size) < 1


def _stands_in(lines: Sequence[Line], at: int) -> bool:
    """Whether a line stands in from its neighbours as the first of a paragraph does; other lines of an item do, too."""
    before, line = lines[at - 1], lines[at]
    indent, reach = _INDENT * line.size, _MAX_INDENT * line.size
    if abs(before.left - line.left) < indent and before.text[-1] not in _SENTENCE_ENDS:
        return False
    is_in_item = before.is_item or _ITEM.match(before.text) is not None
    near = lines[at if is_in_item else at - 1 : at + 2]
    return any(indent < line.left - other.left < reach for other in near)


def _ends_early(lines: Sequence[Line], at: int) -> bool:
    """Whether the next line's first word would have fitted behind this line."""
    line, after = lines[at], lines[at + 1]
    right = max(other.right for other in _column(lines, at))
    return line.right + _SPACE * line.size + after.first_width < right
