"""Rich Text Format: groups, control words and bytes → paragraphs, in one pass."""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from summarizer.cleaning.symbol_font import in_symbol_font
from summarizer.errors import InputError
from summarizer.patterns import pattern
from summarizer.reading.parsed import Parsed
from summarizer.reading.parsers.elements.glyphs import raise_digits
from summarizer.reading.parsers.rtf.words import (
    CHARACTERS,
    CHARSETS,
    CODE_PAGES,
    NO_TEXT,
    PAGES,
    PROPERTIES,
    READ_STARRED,
    SIGNS,
    SYMBOL_CODES,
    SYMBOLS,
)

MAX_DEPTH = 1000  # of nested groups; documents have about 20
_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|(?P<hex>(?:\\'[0-9A-Fa-f]{2})+)"
    rb"|\\(?P<symbol>[^A-Za-z'])"
    rb"|(?P<open>\{)|(?P<close>\})|(?P<plain>[^\\{}\r\n]+)|(?P<other>[\r\n]+|\\)",
    re.DOTALL,
)
_CODES = re.compile(rb"(?:\\u-?\d{1,5} ?(?:\\'[0-9A-Fa-f]{2}|\?))+")  # as Word writes Cyrillic: a word in one match
_NOT_ASCII = pattern(r"[^\x00-\x7f]")
_LINE_IN_CELL = "\v"
_CONTENTS = pattern(r"\s*(?:TOC|INDEX)\b")  # fields that repeat what stands elsewhere
_CODE = re.compile(rb"\\u(-?\d+)")


@dataclass(frozen=True)
class _Group:
    """What a group inherits and its end restores."""

    sink: str = "text"  # where characters go: text, notes, title, author, field, fonts, or nowhere
    font: int | None = None  # None: the document's default
    n_fallback: int = 1  # characters after \u that stand for it
    is_hidden: bool = False
    is_raised: bool = False
    is_in_cell: bool = False


class _Reader:
    """The state between the tokens of one document."""

    def __init__(self) -> None:
        self.sinks: dict[str, list[str]] = {name: [] for name in ("text", "notes", "title", "author", "field")}
        self._group = _Group()
        self._outer: list[_Group] = []
        self._fonts: dict[int, str] = {}  # their encodings
        self._font = 0  # the entry of the font table that is open
        self._signs: set[int] = set()  # fonts like Symbol and Wingdings
        self._symbols: set[int] = set()  # of these Symbol, whose signs have a meaning
        self._default_font = -1
        self._encoding = "cp1251"  # where neither a font nor the document names one
        self._pending = bytearray()  # bytes of one encoding that are not decoded yet
        self._n_to_skip = 0
        self._is_first = self._is_starred = False  # the next word names the group; it may be ignored
        self._words: dict[str, Callable[[int | None], None]] = {
            "ansicpg": self._set_code_page,
            "deff": self._set_default_font,
            "f": self._set_font,
            "fcharset": self._set_charset,
            "plain": lambda _: self._change(is_hidden=False, is_raised=False, font=None),
            "super": lambda number: self._change(is_raised=number != 0),
            "sub": lambda _: self._change(is_raised=False),
            "nosupersub": lambda _: self._change(is_raised=False),
            "v": lambda number: self._change(is_hidden=number != 0),
            "deleted": lambda number: self._change(is_hidden=number != 0),
            "uc": lambda number: self._change(n_fallback=min(max(number or 0, 0), 100)),
            "u": self._add_code,
            "pard": lambda _: self._change(is_in_cell=False),
            "intbl": lambda _: self._change(is_in_cell=True),
        }

    def read(self, data: bytes) -> None:
        """Takes all tokens.

        Raises:
            InputError: groups are nested too deeply.
        """
        at = 0
        while match := self._codes(data, at) or _TOKEN.match(data, at):
            at = match.end()
            kind = match.lastgroup
            if kind is None:
                self._add("".join(self._character(int(code)) for code in _CODE.findall(match[0])))
            elif kind == "number" or kind == "word":
                at += self._word(match["word"].decode("ascii"), match["number"])
            elif kind == "hex":
                self._byte(bytes.fromhex(match["hex"].replace(b"\\'", b"").decode("ascii")))
            elif kind == "plain":
                self._byte(match["plain"])
            elif kind == "symbol":
                self._symbol(match["symbol"])
            elif kind == "open":
                self._open()
            elif kind == "close":
                self._close()
        self._flush()

    def _codes(self, data: bytes, at: int) -> "re.Match[bytes] | None":
        """A run of characters by their codes, where each has one character to stand for it."""
        if self._n_to_skip or self._is_first or self._group.n_fallback != 1 or not data.startswith(b"\\u", at):
            return None
        return _CODES.match(data, at)

    def _open(self) -> None:
        self._flush()
        if len(self._outer) >= MAX_DEPTH:
            raise InputError(f"в RTF вложено больше {MAX_DEPTH} групп: он повреждён.")
        self._outer.append(self._group)
        self._is_first, self._is_starred, self._n_to_skip = True, False, 0

    def _close(self) -> None:
        self._flush()
        if self._group.sink == "notes" and self._outer and self._outer[-1].sink != "notes":
            self.sinks["notes"].append("\n")
        if self._outer:
            self._group = self._outer.pop()
        self._is_first, self._n_to_skip = False, 0

    def _word(self, word: str, number: bytes | None) -> int:
        """Obeys a control word; returns how many bytes of binary data follow it."""
        value = int(number) if number else None
        if self._is_first and word not in ("rtf",):
            self._name_group(word)
            self._is_first = False
        if word == "bin":
            return max(0, value or 0)
        if word in self._words:
            if word != "u":
                self._flush()
            self._words[word](value)
        elif word in CHARACTERS:
            is_in_cell = self._group.is_in_cell and word in ("par", "line")
            self._add(_LINE_IN_CELL if is_in_cell else CHARACTERS[word])
        elif word in PAGES:
            self._encoding = PAGES[word]
        return 0

    def _name_group(self, word: str) -> None:
        sink = self._group.sink
        if sink == "nowhere" and word not in PROPERTIES:
            return
        if word == "footnote":
            sink = "notes"
        elif word in PROPERTIES:
            sink = PROPERTIES[word]
            self.sinks[sink].clear()  # the first one may hold «?» for what its code page lacks
        elif word == "fldinst":
            sink = "field"
            self.sinks[sink].clear()
        elif word == "fldrslt" and _CONTENTS.match("".join(self.sinks["field"])):
            sink = "nowhere"
        elif word == "fonttbl":
            sink = "fonts"
        elif word in NO_TEXT or (self._is_starred and word not in READ_STARRED):
            sink = "nowhere"
        is_raised = self._group.is_raised and word != "footnote"  # {\super 1{\footnote …}}
        self._group = replace(self._group, sink=sink, is_raised=is_raised)

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._is_starred = True
        elif symbol in SYMBOLS:
            self._is_first = False
            self._add(SYMBOLS[symbol])

    def _byte(self, data: bytes) -> None:
        """Takes bytes of text, less those that stand for a character that was given by its code."""
        n_skipped = min(self._n_to_skip, len(data))
        self._n_to_skip -= n_skipped
        self._is_first = False
        if self._group.sink in self.sinks:
            self._pending += data[n_skipped:]
        elif self._group.sink == "fonts" and data.startswith(b"Symbol") and self._font in self._signs:
            self._symbols.add(self._font)

    def _flush(self) -> None:
        if self._pending:
            font = self._shown_font()
            encoding = "latin-1" if font in self._signs else self._fonts.get(font, self._encoding)
            text = self._pending.decode(encoding, "replace")
            self._pending.clear()
            self._put(self._meant(text) if font in self._signs else text)

    def _shown_font(self) -> int:
        return self._default_font if self._group.font is None else self._group.font

    def _meant(self, text: str) -> str:
        """What a font of signs shows: Symbol's have a meaning, of others only letters and digits are kept."""
        if self._shown_font() in self._symbols:
            return "".join(map(in_symbol_font, text))
        return _NOT_ASCII.sub("•", text)

    def _add(self, text: str) -> None:
        if self._n_to_skip:
            self._n_to_skip -= 1
            return
        self._flush()
        self._put(text)

    def _put(self, text: str) -> None:
        sink = self.sinks.get(self._group.sink)
        if sink is not None and not self._group.is_hidden:
            sink.append(raise_digits(text) if self._group.is_raised else text)

    def _add_code(self, number: int | None) -> None:
        self._n_to_skip = 0
        if number is not None and -0x8000 <= number <= 0xFFFF:
            self._add(self._character(number))
        self._n_to_skip = self._group.n_fallback

    def _character(self, number: int) -> str:
        character = chr(number % 0x10000)  # negative ones are those above 0x7fff
        return self._meant(character) if ord(character) in SYMBOL_CODES else character

    def _change(self, **changes: str | int | bool | None) -> None:
        self._group = replace(self._group, **changes)  # type: ignore[arg-type]

    def _set_code_page(self, number: int | None) -> None:
        if number:  # \ansicpg0 names none
            self._encoding = _known(CODE_PAGES.get(number, f"cp{number}"))

    def _set_default_font(self, number: int | None) -> None:
        self._default_font = number or 0

    def _set_font(self, number: int | None) -> None:
        self._font = number or 0
        if self._group.sink != "fonts":
            self._change(font=self._font)

    def _set_charset(self, number: int | None) -> None:
        if self._group.sink == "fonts" and number in CHARSETS:
            self._fonts[self._font] = CHARSETS[number]
        elif self._group.sink == "fonts" and number == SIGNS:
            self._signs.add(self._font)


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError as error:
        raise InputError(f"кодировка RTF «{encoding}» неизвестна. Сохраните документ снова.") from error


def _lines_of(row: str) -> list[str]:
    """A table's row as one line, though its cells have several; what stands behind the last cell is no cell.

    >>> _lines_of("Год | Дел\\vвсего | ") + _lines_of("Раз.\\vДва.")
    ['Год | Дел всего | ', 'Раз.', 'Два.']
    """
    stop = row.rfind(" | ") + 1
    return (row[:stop].replace(_LINE_IN_CELL, " ") + row[stop:]).split(_LINE_IN_CELL)


def parse_rtf(data: bytes) -> Parsed:
    """The text of an RTF document, its footnotes behind it."""
    reader = _Reader()
    reader.read(data)
    joined = {name: "".join(parts) for name, parts in reader.sinks.items()}
    rows = (joined["text"] + "\n" + joined["notes"]).split("\n")
    lines = (line.strip(" |\t") for row in rows for line in _lines_of(row))
    text = "\n".join(line for line in lines if line)
    if "\ufffd" in text:
        n_unread = text.count("\ufffd")
        raise InputError(f"знаки RTF не читаются в его кодировке: {n_unread}. Откройте его и сохраните снова.")
    return Parsed(text, joined["title"], joined["author"])
