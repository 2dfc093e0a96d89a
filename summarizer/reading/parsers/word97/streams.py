"""The binary form of Word 97–2003, which Microsoft describes as [MS-DOC].

The characters stand in pieces of one stream, their properties in pages of the same, both found by tables in another.
"""

from collections.abc import Iterator
from typing import Final

from summarizer.errors import InputError
from summarizer.patterns import pattern
from summarizer.reading.parsers.word97.binary import number_at
from summarizer.reading.parsers.word97.runs import PAGE, Piece, Run, runs_of_page

IDENT: Final = 0xA5EC  # the first two bytes; older versions have others
_IS_ENCRYPTED, _IS_TABLE_1 = 0x0100, 0x0200  # bits of the flags
_FLAGS, _COUNTS = 0x0A, 0x4C  # places in the head: the flags, and how many characters each part has
_PIECES: Final = 0x1A2  # where it names their table
_PARTS: Final = ("main", "footnotes", "heads", "macros", "remarks", "endnotes", "boxes")
_WIDE: Final = pattern("[\U00010000-\U0010ffff]")  # counted as two characters
_IS_8_BIT: Final = 1 << 30


class Streams:
    """The characters and the tables of a document.

    Raises:
        InputError: It is locked, or of an older Word.
    """

    def __init__(self, word: bytes, tables: tuple[bytes, bytes]) -> None:
        ident, flags = number_at(word, 0, 2), number_at(word, _FLAGS, 2)
        if ident != IDENT:
            raise InputError("это документ Word 95 или старше. Откройте его и сохраните как .docx.")
        if flags & _IS_ENCRYPTED:
            raise InputError("документ защищён паролем. Снимите пароль и сохраните его снова.")
        self._word = word
        self.table = tables[bool(flags & _IS_TABLE_1)]

    def spans(self) -> dict[str, tuple[int, int]]:
        """Which characters are of each part, counted from the document's beginning."""
        spans, start = dict[str, tuple[int, int]](), 0
        for i, name in enumerate(_PARTS):
            spans[name] = (start, start + number_at(self._word, _COUNTS + 4 * i, 4))
            start = spans[name][1]
        return spans

    def place(self, at: int) -> tuple[int, int]:
        """Where the table stands that the head names there, and its size; (0, 0) where the head ends before."""
        if at + 8 > len(self._word):
            return 0, 0
        return number_at(self._word, at, 4), number_at(self._word, at + 4, 4)

    def listed(self, at: int) -> bytes:
        """The table that the head names there."""
        start, size = self.place(at)
        return self.table[start : start + size]

    def pieces(self) -> Iterator[Piece]:
        """The characters, in the order of the text."""
        listed, at = self.listed(_PIECES), 0
        while listed[at : at + 1] == b"\x01":  # properties that pieces may name
            at += 3 + number_at(listed, at + 1, 2)
        listed = listed[at + 5 :]
        n_pieces = (len(listed) - 4) // 12
        for i in range(n_pieces):
            n_characters = number_at(listed, 4 * i + 4, 4) - number_at(listed, 4 * i, 4)
            place = number_at(listed, 4 * (n_pieces + 1) + 8 * i + 2, 4)
            is_8_bit = bool(place & _IS_8_BIT)
            start, width = ((place & ~_IS_8_BIT) // 2, 1) if is_8_bit else (place, 2)
            data = self._word[start : start + n_characters * width]
            text = data.decode("cp1252" if is_8_bit else "utf-16-le", "replace")
            yield Piece(start, _WIDE.sub("\\g<0>\0", text), width)

    def runs(self, at: int, is_paragraph: bool) -> Iterator[Run]:
        """What the pages say that the table lists which the head names there."""
        listed = self.listed(at)
        n_pages = max(0, (len(listed) - 4) // 8)
        for i in range(n_pages):
            number = number_at(listed, 4 * (n_pages + 1) + 4 * i, 4)
            yield from runs_of_page(self._word[PAGE * number : PAGE * (number + 1)], is_paragraph)
