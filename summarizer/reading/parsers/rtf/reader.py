"""The groups, control words and bytes of an RTF → the texts that it holds, in one pass."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from summarizer.errors import InputError
from summarizer.reading.parsers.elements.fields import repeats_text
from summarizer.reading.parsers.elements.glyphs import raise_digits
from summarizer.reading.parsers.rtf.fonts import Fonts
from summarizer.reading.parsers.rtf.group import CHANGES, Group
from summarizer.reading.parsers.rtf.words import (
    CHARACTERS,
    CODE,
    CODES,
    NO_TEXT,
    PAGES,
    PROPERTIES,
    READ_STARRED,
    SYMBOLS,
    TOKEN,
)

LINE_IN_CELL = "\v"  # stands for a line's end within a cell
MAX_DEPTH = 1000  # of nested groups; documents have about 20


class Reader:
    """The state between the tokens of one document."""

    def __init__(self) -> None:
        self.sinks: dict[str, list[str]] = {name: [] for name in ("text", "notes", "title", "author", "field")}
        self._group = Group()
        self._outer: list[Group] = []
        self._fonts = Fonts()
        self._pending = bytearray()  # bytes of one encoding that are not decoded yet
        self._n_to_skip = 0
        self._is_first = self._is_starred = False  # the next word names the group; it may be ignored
        self._words: dict[str, Callable[[int | None], None]] = {
            "ansicpg": self._fonts.set_code_page,
            "deff": self._fonts.set_default,
            "f": self._set_font,
            "fcharset": self._set_charset,
        }

    def read(self, data: bytes) -> None:
        """Takes all tokens.

        Raises:
            InputError: groups are nested too deeply.
        """
        at = 0
        while match := self._codes(data, at) or TOKEN.match(data, at):
            at = match.end()
            kind = match.lastgroup
            if kind is None:
                self._add(self._shown(map(int, CODE.findall(match[0]))))
            elif kind in ("word", "number"):
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
        return CODES.match(data, at)

    def _open(self) -> None:
        self._flush()
        if len(self._outer) >= MAX_DEPTH:
            raise InputError(
                f"в RTF вложено больше {MAX_DEPTH} групп одна в другую: он повреждён. Сохраните его текст как .txt."
            )
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
        if self._is_first and word != "rtf":
            self._name_group(word)
            self._is_first = False
        if word == "bin":
            return max(0, value or 0)
        if word == "u":
            self._add_code(value)
        elif word in self._words:
            self._flush()
            self._words[word](value)
        elif word in CHANGES:
            self._flush()
            self._group = CHANGES[word](self._group, value)
        elif word in CHARACTERS:
            is_in_cell = self._group.is_in_cell and word in ("par", "line")
            self._add(LINE_IN_CELL if is_in_cell else CHARACTERS[word])
        elif word in PAGES:
            self._fonts.encoding = PAGES[word]
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
        elif word == "fldrslt" and repeats_text("".join(self.sinks["field"])):
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
        elif self._group.sink == "fonts":
            self._fonts.set_name(data)

    def _flush(self) -> None:
        if self._pending:
            text = self._fonts.text(self._pending, self._group.font)
            self._pending.clear()
            self._put(text)

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
            self._add(self._shown([number]))
        self._n_to_skip = self._group.n_fallback

    def _shown(self, codes: Iterable[int]) -> str:
        return "".join(self._fonts.character(code, self._group.font) for code in codes)

    def _set_font(self, number: int | None) -> None:
        self._fonts.open(number or 0)
        if self._group.sink != "fonts":
            self._group = replace(self._group, font=number or 0)

    def _set_charset(self, number: int | None) -> None:
        if self._group.sink == "fonts":
            self._fonts.set_charset(number)
