"""What a document of Word 97–2003 shows of its characters, with what lists and boxes add.

Of the properties only those are taken that decide what a reader sees.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from summarizer.cleaning.symbol_font import in_symbol_font
from summarizer.reading.parsers.elements.glyphs import raise_digits
from summarizer.reading.parsers.elements.numbering import MAX_LEVELS
from summarizer.reading.parsers.word97.binary import CELLS_OF_ROW, Properties, lefts_of_cells, number_at
from summarizer.reading.parsers.word97.boxes import Hung, boxes_in
from summarizer.reading.parsers.word97.lists import numbering_in
from summarizer.reading.parsers.word97.runs import Piece, runs_within
from summarizer.reading.parsers.word97.streams import Streams
from summarizer.reading.parsers.word97.styles import Style, styles_in

CELL_END: Final = "\x07"
CELL_FROM_ABOVE: Final = "\x1b"  # stands for the end of a cell that began in the row above
ROW_END: Final = "\x1d"  # stands for the mark that ends a row, which is that of a cell with a property
CELL_LINE: Final = "\x1c"  # stands for the end of a paragraph within a cell

_STYLES, _CHARACTER_PAGES, _PARAGRAPH_PAGES = 0xA2, 0xFA, 0x102  # where the head names tables
_ANCHORS, _BOXES = 0x1DA, 0x25A
_LISTS, _USES_OF_LISTS = 0x2E2, 0x2EA
_HIDDEN, _DELETED, _RAISED, _SYMBOL, _STYLE = 0x083C, 0x0800, 0x2A48, 0x6A09, 0x4A30
_HIDING: Final = frozenset({_HIDDEN, _DELETED})
_IN_TABLE, _ENDS_ROW, _LARGE_LETTER, _LIST, _LIST_LEVEL = 0x2416, 0x2417, 0x442C, 0x460B, 0x260A
_AS_STYLE, _NOT_AS_STYLE = 0x80, 0x81  # values of what is on or off
_CELL: Final = 20  # bytes of what is said of a cell
_MERGED, _GOES_ON = 0x60, 0x20  # bits of its first byte
_ENDS: Final = frozenset(f"\r\f{CELL_FROM_ABOVE}{CELL_END}{CELL_LINE}{ROW_END}")
_NO_LIST: Final = 0x7FF  # and more: marks of older versions


class Word97:
    """A document whose parts can be asked for."""

    def __init__(self, streams: Streams) -> None:
        self._streams = streams
        self._paragraphs = sorted(streams.runs(_PARAGRAPH_PAGES, is_paragraph=True), key=lambda run: run.start)
        self._characters = sorted(streams.runs(_CHARACTER_PAGES, is_paragraph=False), key=lambda run: run.start)
        self._styles = styles_in(streams.listed(_STYLES))
        self._lefts = list[int]()  # of the cells of the last row
        self._lists: dict[int, tuple[str, int]] = {}  # and their levels, by the place where a paragraph ends
        shown = list[str]()
        self._n_shown = 0  # characters
        for piece in streams.pieces():
            shown.append(self._shown(piece))
            self._n_shown += len(shown[-1])
        self._text = "".join(shown)
        self._numbering = numbering_in(streams.table, streams.place(_LISTS), streams.place(_USES_OF_LISTS))

    def parts(self) -> dict[str, str]:
        """What is shown of the main text, its boxes, footnotes and endnotes.

        A box stands behind the paragraph that it hangs on; those of tables, and others of no place, by themselves.
        """
        spans = self._streams.spans()
        first, last = spans["boxes"]
        boxes = boxes_in(self._streams.listed(_ANCHORS), self._streams.listed(_BOXES))
        placed = [(end + 1, box) for box in boxes if (end := self._end(box.anchor, spans["main"][1])) is not None]
        added = [(at, self._with_labels(first + box.start, min(first + box.stop, last))) for at, box in placed]
        found = {"main": self._with_labels(*spans["main"], added)}
        found |= {name: self._with_labels(*spans[name]) for name in ("footnotes", "endnotes")}
        found["boxes"] = self._left(first, last, [box for _, box in placed])
        return {name: text.replace("\0", "") for name, text in found.items()}

    def _end(self, anchor: int, stop: int) -> int | None:
        """Where the paragraph ends that a box hangs on; None in a table and behind the main text."""
        end = next((at for at in range(anchor, min(stop, len(self._text))) if self._text[at] in _ENDS), None)
        return end if end is not None and self._text[end] in "\r\f" else None

    def _left(self, first: int, last: int, placed: Sequence[Hung]) -> str:
        """The boxes without those that have a place in the text."""
        parts, done = list[str](), first
        for box in sorted(placed, key=lambda box: box.start):
            parts.append(self._with_labels(done, first + box.start))
            done = max(done, first + box.stop)
        return "".join([*parts, self._with_labels(done, last)])

    def _with_labels(self, start: int, stop: int, added: Iterable[tuple[int, str]] = ()) -> str:
        """A part of the text with what lists show before their paragraphs, and what is added at its places."""
        put = list(added)
        for end, (use, level) in self._lists.items():
            if not start <= end < stop:
                continue
            begin = end
            while begin > start and self._text[begin - 1] not in _ENDS:
                begin -= 1
            if any(c > " " for c in self._text[begin:end]):
                put.append((begin, self._numbering.label("", use, level)))
        parts, done = list[str](), start
        for at, text in sorted(put, key=lambda found: found[0]):
            parts += [self._text[done:at], text]
            done = at
        return "".join([*parts, self._text[done:stop]])

    def _shown(self, piece: Piece) -> str:
        """As long as the piece: \\0 for what is not shown, the marks of tables told apart."""
        found, hidden = list(piece.text), bytearray(len(piece.text))
        paragraphs = list(runs_within(piece, self._paragraphs))
        for run, start, stop in paragraphs:
            if _is_on(self._style(run.style).characters, _HIDDEN):
                hidden[start:stop] = b"\1" * (stop - start)
        for run, start, stop in runs_within(piece, self._characters):
            style = self._style(number_at(run.properties.get(_STYLE, b"\0\0"), 0, 2)).characters
            if _HIDING & (style | run.properties).keys():
                hidden[start:stop] = bytes(
                    _is_hidden(style, run.properties, bool(is_so)) for is_so in hidden[start:stop]
                )
            if symbol := run.properties.get(_SYMBOL):
                found[start:stop] = in_symbol_font(chr(number_at(symbol, 2, 2))) * (stop - start)
            elif (style | run.properties).get(_RAISED) == b"\x01":
                found[start:stop] = raise_digits("".join(found[start:stop]))
        shown = ["\0" if is_hidden and c != CELL_END else c for c, is_hidden in zip(found, hidden, strict=True)]
        for run, start, stop in paragraphs:
            self._mark_ends(shown, start, stop, self._style(run.style).paragraph | run.properties)
        return "".join(shown)

    def _mark_ends(self, shown: list[str], start: int, stop: int, properties: Properties) -> None:
        """Tells the ends of cells and rows apart, joins a large first letter with its word, notes the list."""
        if _is_on(properties, _IN_TABLE):
            marks = {CELL_END: ROW_END if _is_on(properties, _ENDS_ROW) else CELL_END, "\r": CELL_LINE}
            shown[start:stop] = [marks.get(c, c) for c in shown[start:stop]]
            self._mark_merged(shown, start, properties.get(CELLS_OF_ROW, b""))
        if properties.get(_LARGE_LETTER, b"\0")[0] & 7:
            shown[start:stop] = ["\0" if c == "\r" else c for c in shown[start:stop]]
        use = number_at(properties.get(_LIST, b"\0\0"), 0, 2)
        if 0 < use < _NO_LIST:
            level = min(properties.get(_LIST_LEVEL, b"\0")[0], MAX_LEVELS - 1)
            for at in range(start, stop):
                if shown[at] in _ENDS:
                    self._lists[self._n_shown + at] = (str(use), level)

    def _mark_merged(self, shown: list[str], row_end: int, said: bytes) -> None:
        """Tells, before a row's end, the cells that began in the row above as its cells of the same number.

        Below a cell that spans columns the numbers differ; the name of another column would be read there.
        """
        n_cells = said[0] if said else 0
        if not n_cells:
            return
        above, at = self._lefts, row_end
        self._lefts = lefts_of_cells(said)
        for column in reversed(range(n_cells)):
            at = next((i for i in range(at - 1, -1, -1) if shown[i] in (CELL_END, ROW_END)), -1)
            if at < 0 or shown[at] == ROW_END:
                return
            place = 1 + 2 * (n_cells + 1) + _CELL * column
            if said[place : place + 1] and said[place] & _MERGED == _GOES_ON:
                far = [abs(left - self._lefts[column]) for left in above]
                shown[at] = CELL_FROM_ABOVE if far[column : column + 1] == [min(far, default=0)] else CELL_END

    def _style(self, number: int) -> Style:
        return self._styles[number] if number < len(self._styles) else Style()


def _is_on(properties: Properties, code: int) -> bool:
    return properties.get(code, b"\0")[:1] not in (b"\0", b"")


def _is_hidden(style: Properties, own: Properties, is_hidden: bool) -> bool:
    """Whether characters are hidden, or deleted under tracking, by what their paragraph, their style and they say."""
    for properties in (style, own):
        value = properties.get(_HIDDEN, bytes([_AS_STYLE]))[:1]
        is_hidden ^= value[0] == _NOT_AS_STYLE if value else False
        if value in (b"\0", b"\1"):
            is_hidden = value == b"\1"
    return is_hidden or _is_on(own, _DELETED)
