"""Two columns of prose side by side in plain text, as programs dump a page of PDF: one after the other."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median

from summarizer.patterns import pattern

MIN_ROWS = 8  # lines with both columns
MIN_SHARE = 0.7  # of a region's lines that have both: a table's cells are often empty
MIN_LINE = 18  # characters of a column's usual line: cells of tables are shorter
MIN_RUNNING = 0.4  # of a column's lines that begin with a small letter; prose about .7, a list or table few
MAX_SHIFT = 2  # characters by which a line's right column may begin beside the usual place
MAX_INDENT = 6  # of a paragraph's first line in the right column
MIN_CENTRED = 10  # spaces before a line that stands between the columns, as a page's number does
_MIN_LEFT, _MAX_LEFT = 20, 100  # characters up to the right column
_GAP = pattern(r"(?<=\S) {2,}(?=\S)")

Row = tuple[str, str]  # what a line holds of the left column, and of the right


def unfold_columns(text: str) -> str:
    """The text with the columns of each page one after the other; other texts, tables among them, as they are.

    >>> unfold_columns("Показатель   2024   2025\\nДоходы       12,4   13,1\\n" * 8).startswith("Показатель   2024")
    True
    """
    if text.count("  ") < MIN_ROWS:
        return text
    return "\f".join("\n".join(_unfolded(page.split("\n"))) for page in text.split("\f"))


def _unfolded(lines: Sequence[str]) -> Iterator[str]:
    begin = _right_begin(lines)
    rows = [_row(line, begin) if begin else None for line in lines]
    for is_region, numbered in groupby(range(len(lines)), key=lambda at: rows[at] is not None):
        region = list(numbered)
        columns = _columns([row for at in region if (row := rows[at])]) if is_region else None
        yield from columns or (lines[at] for at in region)


def _right_begin(lines: Sequence[str]) -> int | None:
    """Where most right columns begin; None where too few lines have a gap before that place."""
    begins = Counter(gap.end() for line in lines for gap in _GAP.finditer(line, 0, _MAX_LEFT) if gap.end() > _MIN_LEFT)
    begin = max(begins, key=begins.__getitem__, default=0)
    n_near = sum(begins[at] for at in range(begin - MAX_SHIFT, begin + MAX_SHIFT + 1))
    return begin if n_near >= MIN_ROWS else None


def _row(line: str, begin: int) -> Row | None:
    """The line in two; None where something crosses the gap between the columns, or stands in their middle."""
    gaps = [gap for gap in _GAP.finditer(line) if begin - MAX_SHIFT <= gap.end() <= begin + MAX_INDENT]
    if gaps:
        gap = min(gaps, key=lambda gap: abs(gap.end() - begin))
        indent = gap.end() - begin
        return line[: gap.start()], " " * indent * (indent > MAX_SHIFT) + line[gap.end() :]
    left, indent = line.rstrip(), len(line) - len(line.lstrip())
    if left and indent >= begin - MAX_SHIFT:
        return "", left.lstrip()
    return (left, "") if len(left) < begin and (indent < MIN_CENTRED or not left) else None


def _columns(rows: Sequence[Row]) -> Sequence[str] | None:
    """The lines of both columns; None where these are not prose beside prose."""
    left, right = [row[0] for row in rows], [row[1] for row in rows]
    n_both, n_filled = sum(bool(a and b) for a, b in rows), sum(bool(a or b) for a, b in rows)
    if n_both < max(MIN_ROWS, MIN_SHARE * n_filled) or not (_is_prose(left) and _is_prose(right)):
        return None
    last = max(at for at, line in enumerate(left) if line)
    first = next(at for at, line in enumerate(right) if line)
    return [*left[: last + 1], *right[first:]]  # a sentence may go on from one to the other


def _is_prose(column: Sequence[str]) -> bool:
    """Whether a column's lines are as long as text and go on from one to the next."""
    lines = [line.strip() for line in column if line.strip()]
    n_running = sum(line[0].islower() for line in lines)
    return median(map(len, lines)) >= MIN_LINE and n_running >= MIN_RUNNING * len(lines)
