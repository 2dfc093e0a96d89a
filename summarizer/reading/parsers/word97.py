"""The binary form of Word 97–2003: the characters of a document, and what is said of them.

Microsoft describes it as [MS-DOC]. The characters stand in pieces of one stream, their properties in pages of the same,
both found by tables in another stream. Of the properties only those are taken that decide what a reader sees.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from
from typing import Final

from summarizer.cleaning.symbol_font import in_symbol_font
from summarizer.errors import InputError
from summarizer.reading.parsers.glyphs import raise_digits

IDENT: Final = 0xA5EC  # the first two bytes; older versions have others
CELL_END: Final = "\x07"
ROW_END: Final = "\x1d"  # stands for the mark that ends a row, which is that of a cell with a property
CELL_LINE: Final = "\x1c"  # stands for the end of a paragraph within a cell

_IS_ENCRYPTED, _IS_TABLE_1 = 0x0100, 0x0200  # bits of the flags
_FLAGS, _COUNTS = 0x0A, 0x4C  # places in the head: the flags, and how many characters each part has
_CHARACTER_PAGES, _PARAGRAPH_PAGES, _PIECES = 0xFA, 0x102, 0x1A2  # of (place, size) in the stream of tables
_PAGE: Final = 512
_OPERAND_SIZES: Final = (1, 1, 2, 4, 2, 2, 0, 3)  # by the upper bits of a property's code; 0: the size stands before it
_HIDDEN: Final = frozenset({0x083C, 0x0800})  # hidden, deleted under tracking
_RAISED, _SYMBOL = 0x2A48, 0x6A09
_IN_TABLE, _ENDS_ROW = 0x2416, 0x2417
_IS_8_BIT: Final = 1 << 30


@dataclass(frozen=True)
class _Piece:
    start: int  # where its characters stand in the stream
    text: str
    width: int  # bytes of a character


@dataclass(frozen=True)
class _Run:
    """Bytes of the stream whose characters, or paragraphs, share their properties."""

    start: int
    stop: int
    properties: dict[int, bytes]

    def is_on(self, code: int) -> bool:
        return self.properties.get(code, b"\0")[0] != 0


class Word97:
    """A document whose parts can be asked for.

    Args:
        word: The stream WordDocument.
        tables: The streams 0Table and 1Table.

    Raises:
        InputError: It is locked, or of an older Word.
    """

    def __init__(self, word: bytes, tables: tuple[bytes, bytes]) -> None:
        ident, flags = _number(word, 0, 2), _number(word, _FLAGS, 2)
        if ident != IDENT:
            raise InputError("это документ Word 95 или старше. Откройте его и сохраните как .docx.")
        if flags & _IS_ENCRYPTED:
            raise InputError("документ защищён паролем. Снимите пароль и сохраните его снова.")
        self._word = word
        self._table = tables[bool(flags & _IS_TABLE_1)]
        self._paragraphs = sorted(self._runs(_PARAGRAPH_PAGES, is_paragraph=True), key=lambda run: run.start)
        self._characters = sorted(self._runs(_CHARACTER_PAGES, is_paragraph=False), key=lambda run: run.start)
        self._text = "".join(map(self._shown, self._pieces()))

    def parts(self) -> dict[str, str]:
        """What is shown of the main text, its boxes, footnotes and endnotes."""
        names = ("main", "footnotes", "heads", "macros", "remarks", "endnotes", "boxes")
        found, start = {}, 0
        for i, name in enumerate(names):
            stop = start + _number(self._word, _COUNTS + 4 * i, 4)
            found[name] = self._text[start:stop].replace("\0", "")
            start = stop
        return found

    def _listed(self, place: int) -> bytes:
        """A table, by where the head names it."""
        start, size = _number(self._word, place, 4), _number(self._word, place + 4, 4)
        return self._table[start : start + size]

    def _pieces(self) -> Iterator[_Piece]:
        listed, at = self._listed(_PIECES), 0
        while listed[at : at + 1] == b"\x01":  # properties that pieces may name
            at += 3 + _number(listed, at + 1, 2)
        listed = listed[at + 5 :]
        n_pieces = (len(listed) - 4) // 12
        for i in range(n_pieces):
            n_characters = _number(listed, 4 * i + 4, 4) - _number(listed, 4 * i, 4)
            place = _number(listed, 4 * (n_pieces + 1) + 8 * i + 2, 4)
            is_8_bit = bool(place & _IS_8_BIT)
            start, width = ((place & ~_IS_8_BIT) // 2, 1) if is_8_bit else (place, 2)
            data = self._word[start : start + n_characters * width]
            yield _Piece(start, data.decode("cp1252" if is_8_bit else "utf-16-le", "replace"), width)

    def _runs(self, place: int, is_paragraph: bool) -> Iterator[_Run]:
        listed = self._listed(place)
        n_pages = max(0, (len(listed) - 4) // 8)
        for i in range(n_pages):
            number = _number(listed, 4 * (n_pages + 1) + 4 * i, 4)
            yield from _runs_of_page(self._word[_PAGE * number : _PAGE * (number + 1)], is_paragraph)

    def _shown(self, piece: _Piece) -> str:
        """As long as the piece: \\0 for what is not shown, the marks of tables told apart."""
        found = list(piece.text)
        for run, start, stop in self._within(piece, self._characters):
            shown = "".join(found[start:stop])
            if any(map(run.is_on, _HIDDEN)):
                shown = "".join(c if c == CELL_END else "\0" for c in shown)
            elif symbol := run.properties.get(_SYMBOL):
                shown = in_symbol_font(chr(_number(symbol, 2, 2))) * len(shown)
            elif run.properties.get(_RAISED) == b"\x01":
                shown = raise_digits(shown)
            found[start:stop] = shown
        for run, start, stop in self._within(piece, self._paragraphs):
            if not run.is_on(_IN_TABLE):
                continue
            marks = {CELL_END: ROW_END if run.is_on(_ENDS_ROW) else CELL_END, "\r": CELL_LINE}
            found[start:stop] = [marks.get(c, c) for c in found[start:stop]]
        return "".join(found)

    @staticmethod
    def _within(piece: _Piece, runs: list[_Run]) -> Iterator[tuple[_Run, int, int]]:
        """The runs that say something of a piece's characters, and of which."""
        end = piece.start + len(piece.text) * piece.width
        for run in runs[max(0, bisect_right(runs, piece.start, key=lambda run: run.start) - 1) :]:
            if run.start >= end:
                return
            if run.properties and run.stop > piece.start:
                start = (max(run.start, piece.start) - piece.start) // piece.width
                yield run, start, (min(run.stop, end) - piece.start) // piece.width


def _runs_of_page(page: bytes, is_paragraph: bool) -> Iterator[_Run]:
    n_runs = page[-1] if len(page) == _PAGE else 0
    for i in range(n_runs):
        start, stop = _number(page, 4 * i, 4), _number(page, 4 * i + 4, 4)
        at = 2 * page[4 * (n_runs + 1) + i * (13 if is_paragraph else 1)]
        size, begin = page[at], at + 1
        if is_paragraph:  # the number of a style stands before the properties
            size, begin = (2 * size - 3, at + 3) if size else (2 * page[at + 1] - 2, at + 4)
        yield _Run(start, stop, _properties(page[begin : begin + size]) if at else {})


def _properties(listed: bytes) -> dict[int, bytes]:
    found, at = {}, 0
    while at + 2 < len(listed):
        code = _number(listed, at, 2)
        size = _OPERAND_SIZES[code >> 13]
        at += 2
        if not size:
            size, at = listed[at], at + 1
        found[code] = listed[at : at + size]
        at += size
    return found


def _number(data: bytes, at: int, size: int) -> int:
    """Little-endian, unsigned.

    Raises:
        InputError: The data ends before it.
    """
    if at + size > len(data):
        raise InputError("документ повреждён: он обрывается. Откройте его в редакторе и сохраните снова.")
    return int(unpack_from("<H" if size == 2 else "<I", data, at)[0])
