"""PDF pages → lines with their places, by PDFium."""

from collections import Counter
from collections.abc import Iterator
from ctypes import c_double, c_void_p
from dataclasses import replace
from itertools import pairwise
from math import degrees
from typing import Any

from summarizer.reading.parsers.elements.glyphs import DIGITS, raise_digits, split_ligatures
from summarizer.reading.parsers.pdf.line import MAX_RAISED_SIZE, MIN_RAISE, Line, joined, stands_beside

_LINE_END_HYPHENS = "\x02\ufffe"  # PDFium's signs for a hyphen at a line's end, of which it drops the end itself
_SOFT_HYPHENS = "\u00ad\u2010"
_MIN_PITCH = 0.85  # of the font size for each character: less is text without the wide gaps of a table's row
_MIN_GAP = 1.5  # of the font size, between two cells of a row
_MIN_STEP = 0.7  # of the font size, from one line down to the next
_MIN_GAP_LETTERS = 2.0  # of a letter's width with the space around it

_ANGLES_TAKEN = 200  # of the characters of a page, to see which way they stand

_Gap = tuple[int, float, float]  # behind which character, from where, to where


class TextPage:
    """The characters of one page by PDFium's C interface: its Python objects would cost ten times as much."""

    def __init__(self, page: Any) -> None:
        from pypdfium2 import raw

        self._raw, self._page = raw, page.get_textpage()
        self._handle: c_void_p = self._page.raw
        upright = self._upright_rotation()
        if upright not in (None, page.get_rotation()):
            self._page.close()
            page.set_rotation(upright)
            self._page = page.get_textpage()
            self._handle = self._page.raw
        self._rotation: int = page.get_rotation()
        self._height = page.get_height()
        self._sheet: tuple[float, float, float, float] = page.get_cropbox()  # before it is rotated
        self._box = tuple(c_double() for _ in range(4))  # where PDFium writes numbers

    def _upright_rotation(self) -> int | None:
        """By how many degrees clockwise the page must be turned for most letters to stand; None where it has none."""
        n_characters = self._raw.FPDFText_CountChars(self._handle)
        step = max(1, n_characters // _ANGLES_TAKEN)
        angles = Counter(
            round(degrees(self._raw.FPDFText_GetCharAngle(self._handle, index)) / 90) * 90 % 360
            for index in range(0, n_characters, step)
            if self._raw.FPDFText_GetUnicode(self._handle, index) > ord(" ")
        )
        return -angles.most_common(1)[0][0] % 360 if angles else None

    def lines(self) -> Iterator[Line]:
        """The lines in the order in which the file holds them, empty ones left out."""
        whole: Line | None = None
        initial: Line | None = None  # the last large first letter, whose lines stand in beside it
        for piece in self._pieces():
            initial = piece if len(piece.text) == 1 else initial
            if whole is not None and (both := joined(whole, piece)):
                whole = both
                continue
            if whole is not None:
                yield whole
            is_beside = initial is not None and stands_beside(initial, piece)
            whole = replace(piece, left=initial.left) if initial and is_beside else piece
        if whole is not None:
            yield whole

    def _pieces(self) -> Iterator[Line]:
        start, characters = 0, list[str]()
        n_characters = self._raw.FPDFText_CountChars(self._handle)
        for index in range(n_characters):
            code = self._raw.FPDFText_GetUnicode(self._handle, index)
            character = chr(code) if code <= 0x10FFFF else "\ufffd"
            if character in _LINE_END_HYPHENS and self._is_hyphen(index):
                yield from self._lines(start, [*characters, "-"])
                start, characters = index + 1, []
            elif character in "\r\n":
                yield from self._lines(start, characters)
                start, characters = index + 1, []
            else:
                characters.append(character)
        yield from self._lines(start, characters)

    def close(self) -> None:
        """Frees the page."""
        self._page.close()

    def _is_hyphen(self, index: int) -> bool:
        return bool(self._raw.FPDFText_IsHyphen(self._handle, index) == 1)

    def _lines(self, start: int, characters: list[str]) -> Iterator[Line]:
        """What PDFium took for one line: nearly always it is one."""
        for begin, end in pairwise([0, *self._begins(start, _shown(characters)), len(characters)]):
            if shown := _shown(characters[begin:end]):
                yield self._line(start + begin, characters[begin:end], shown)

    def _begins(self, start: int, shown: list[int]) -> list[int]:
        """The first characters of further lines among those that PDFium took for one: lower, and further left."""
        if not shown:
            return []
        least = _MIN_STEP * self._size(start + shown[len(shown) // 2])
        if abs(self._base(start + shown[0]) - self._base(start + shown[-1])) <= least:
            return []
        return [
            after
            for before, after in pairwise(shown)
            if after - before > 1
            and self._base(start + before) - self._base(start + after) > least
            and self._edges(start + after)[0] < self._edges(start + before)[0]
        ]

    def _line(self, start: int, characters: list[str], shown: list[int]) -> Line:
        size = self._size(start + shown[len(shown) // 2])
        base = self._base(start + shown[len(shown) // 2])
        left, right = self._edges(start + shown[0])[0], self._edges(start + shown[-1])[1]
        self._raise_digits(start, characters, size, base)
        text = split_ligatures("".join(characters).strip())
        if text[-1] in _SOFT_HYPHENS:
            text = text[:-1] + "-"
        is_wide = right - left > _MIN_PITCH * size * len(text)
        gaps = (
            _between_cells(list(self._gaps(start, shown, _MIN_GAP * size)), left, right, len(text)) if is_wide else []
        )
        borders = [0, *(at for at, _, _ in gaps), len(characters)]
        cells = tuple(split_ligatures("".join(characters[a:b]).strip()) for a, b in pairwise(borders)) if gaps else ()
        places = tuple((begin, end) for _, begin, end in gaps)
        after_first = next((at for at, (a, b) in enumerate(pairwise(shown)) if b - a > 1), len(shown) - 1)
        first_width = self._edges(start + shown[after_first])[1] - left
        return Line(text, left, right, base, size, self._height, cells, places, first_width)

    def _gaps(self, start: int, shown: list[int], least: float) -> Iterator[_Gap]:
        """Where a cell begins, counted from ``start``, and the edges of the gap before it."""
        for before, after in pairwise(shown):
            if after - before > 1:
                begin, end = self._edges(start + before)[1], self._edges(start + after)[0]
                if end - begin > least:
                    yield after, begin, end

    def _size(self, index: int) -> float:
        """The size of a character as shown, whatever share of it is the font's and the transformation's."""
        matrix = self._raw.FS_MATRIX()
        size = float(self._raw.FPDFText_GetFontSize(self._handle, index))
        if self._raw.FPDFText_GetMatrix(self._handle, index, matrix):
            size *= max(abs(matrix.d), abs(matrix.c))  # of letters on their side d is 0
        return round(size, 2) or 1.0  # a font without a size is one of a damaged file

    def _edges(self, index: int) -> tuple[float, float]:
        """The left and the right edge of a character, as the page is shown."""
        left, right, bottom, top = self._box
        self._raw.FPDFText_GetCharBox(self._handle, index, left, right, bottom, top)
        ends = self._shown(left.value, bottom.value)[0], self._shown(right.value, top.value)[0]
        return min(ends), max(ends)

    def _base(self, index: int) -> float:
        """The height above the page's foot at which a character stands, as the page is shown."""
        x, y = self._box[:2]
        self._raw.FPDFText_GetCharOrigin(self._handle, index, x, y)
        return self._shown(x.value, y.value)[1]

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        """A place on the sheet as the rotated page shows it."""
        left, bottom, right, top = self._sheet
        if self._rotation == 90:
            return y - bottom, right - x
        if self._rotation == 180:
            return right - x, top - y
        if self._rotation == 270:
            return top - y, x - left
        return x - left, y - bottom

    def _raise_digits(self, start: int, characters: list[str], size: float, base: float) -> None:
        """Turns small raised digits into superscripts: marks of footnotes, and m²."""
        for at, character in enumerate(characters):
            if character in DIGITS and self._is_raised(start + at, size, base):
                characters[at] = raise_digits(character)

    def _is_raised(self, index: int, size: float, base: float) -> bool:
        return self._size(index) <= MAX_RAISED_SIZE * size and self._base(index) > base + MIN_RAISE * size


def _between_cells(gaps: list[_Gap], left: float, right: float, n_characters: int) -> list[_Gap]:
    """The gaps that are wide beside the line's letters, too, which may be set apart."""
    n_inside = max(1, n_characters - len(gaps))
    letter = (right - left - sum(end - begin for _, begin, end in gaps)) / n_inside
    return [gap for gap in gaps if gap[2] - gap[1] > _MIN_GAP_LETTERS * letter]


def _shown(characters: list[str]) -> list[int]:
    """Where those are that leave ink."""
    return [at for at, character in enumerate(characters) if not character.isspace()]
