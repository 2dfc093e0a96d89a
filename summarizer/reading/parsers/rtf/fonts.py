"""What the bytes of an RTF mean: its fonts name their encodings, and some hold signs instead of letters."""

import codecs

from summarizer.cleaning.symbol_font import in_symbol_font
from summarizer.errors import InputError
from summarizer.patterns import pattern
from summarizer.reading.parsers.elements.numbering import BULLET
from summarizer.reading.parsers.rtf.words import CHARSETS, CODE_PAGES, SIGNS, SYMBOL_CODES

_NOT_ASCII = pattern(r"[^\x00-\x7f]")


class Fonts:
    """The font table, with what the document says of all its text."""

    def __init__(self) -> None:
        self.encoding = "cp1251"  # of fonts that name none
        self._encodings: dict[int, str] = {}
        self._signs: set[int] = set()  # fonts like Symbol and Wingdings
        self._symbols: set[int] = set()  # of these Symbol, whose signs have a meaning
        self._default = -1
        self._entry = 0  # the open one

    def set_code_page(self, number: int | None) -> None:
        """Takes the encoding of fonts that name none.

        Raises:
            InputError: It is not known.
        """
        if not number:  # \ansicpg0 names none
            return
        encoding = CODE_PAGES.get(number, f"cp{number}")
        try:
            self.encoding = codecs.lookup(encoding).name
        except LookupError as error:
            raise InputError(f"кодировка RTF «{encoding}» неизвестна. Сохраните документ снова.") from error

    def set_default(self, number: int | None) -> None:
        """Takes the font of text that names none."""
        self._default = number or 0

    def open(self, number: int) -> None:
        """Takes the beginning of an entry."""
        self._entry = number

    def set_charset(self, number: int | None) -> None:
        """Takes the alphabet of the open entry."""
        if number in CHARSETS:
            self._encodings[self._entry] = CHARSETS[number]
        elif number == SIGNS:
            self._signs.add(self._entry)

    def set_name(self, name: bytes) -> None:
        """Takes the name of the open entry."""
        if name.startswith(b"Symbol") and self._entry in self._signs:
            self._symbols.add(self._entry)

    def text(self, data: bytes | bytearray, font: int | None) -> str:
        """Bytes in a font, None for the document's default, as text."""
        number = self._default if font is None else font
        if number in self._signs:
            return self._meant(data.decode("latin-1"), number)
        return data.decode(self._encodings.get(number, self.encoding), "replace")

    def character(self, code: int, font: int | None) -> str:
        """What a character in a font shows that is given by its code."""
        character = chr(code % 0x10000)  # negative ones are those above 0x7fff
        if ord(character) not in SYMBOL_CODES:
            return character
        return self._meant(character, self._default if font is None else font)

    def _meant(self, text: str, number: int) -> str:
        """What a font of signs shows: Symbol's have a meaning, of others only letters and digits are kept."""
        return "".join(map(in_symbol_font, text)) if number in self._symbols else _NOT_ASCII.sub(BULLET, text)
