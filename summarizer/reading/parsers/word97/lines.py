"""The parts of a document of Word 97–2003 → lines: fields as they are shown, tables row by row."""

from typing import Final

from summarizer.patterns import pattern
from summarizer.reading.parsers.elements.fields import repeats_text
from summarizer.reading.parsers.elements.table_rows import lines_of_row, with_names
from summarizer.reading.parsers.word97.document import CELL_END, CELL_FROM_ABOVE, CELL_LINE, ROW_END, Word97
from summarizer.reading.parsers.word97.streams import Streams

_FIELD: Final = pattern("([\x13\x14\x15])")  # begins, its result begins, ends
_ENDS: Final = pattern(f"([\r\f\x0e{CELL_END}{CELL_FROM_ABOVE}{CELL_LINE}{ROW_END}])")
_SIGNS: Final = str.maketrans({"\t": " ", "\v": "\n", "\x1e": "-"})
_NO_TEXT: Final = pattern("[\x00-\x08\x10-\x1f]")  # pictures, numbers of notes and pages


def lines_of(word: bytes, tables: tuple[bytes, bytes]) -> list[str]:
    """The text with its tables, then boxes, footnotes and endnotes.

    Args:
        word: The stream WordDocument.
        tables: The streams 0Table and 1Table.

    Raises:
        InputError: The document is locked, damaged, or of an older Word.
    """
    parts = Word97(Streams(word, tables)).parts()
    shown = (_without_fields(parts[name]) for name in ("main", "boxes", "footnotes", "endnotes"))
    return [line for text in shown for line in _lines(text)]


def _without_fields(text: str) -> str:
    """What fields show instead of what they are; tables of contents go."""
    shown: list[str] = []
    open_fields: list[bool] = []  # whether what comes within each is shown
    parts = _FIELD.split(text)
    for i, part in enumerate(parts):
        if part == "\x13":
            open_fields.append(False)
        elif part == "\x14" and open_fields:
            open_fields[-1] = not repeats_text(parts[i - 1])
        elif part == "\x15" and open_fields:
            open_fields.pop()
        elif i % 2 == 0 and all(open_fields):
            shown.append(part)
    return "".join(shown)


def _lines(text: str) -> list[str]:
    """Paragraphs, and rows of tables, one in each line."""
    lines: list[str] = []
    cells: list[list[str]] = [[]]
    row_above: list[list[str]] = []
    from_above: set[int] = set()
    parts = _ENDS.split(text)
    for text, end in zip(parts[::2], [*parts[1::2], "\r"], strict=True):
        paragraph = _NO_TEXT.sub("", text.translate(_SIGNS)).strip()
        if end in (CELL_END, CELL_FROM_ABOVE, CELL_LINE):
            cells[-1] += [paragraph] if paragraph else []
            if end == CELL_FROM_ABOVE:
                from_above.add(len(cells) - 1)
            if end != CELL_LINE:
                cells.append([])
        elif end == ROW_END:
            row_above = with_names(cells, from_above, row_above)
            lines += lines_of_row(row_above)
            cells, from_above = [[]], set()
        elif paragraph:
            lines.append(paragraph)
    return lines
