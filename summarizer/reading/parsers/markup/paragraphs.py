"""One XML part → its paragraphs, in one pass and without building a tree."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from xml.sax.handler import ContentHandler

from summarizer.errors import InputError
from summarizer.reading.parsers.elements.glyphs import raise_digits
from summarizer.reading.parsers.elements.table_rows import lines_of_row, with_names
from summarizer.reading.parsers.markup.grammar import Grammar
from summarizer.reading.parsers.markup.guarded import parse_guarded

_MAX_WIDTH = 60  # columns that a cell spans
_MAX_DEPTH = 1000  # of nested elements; documents have about 30


@dataclass
class _Flow:
    """The text of the part itself, or of a footnote or a box, which interrupts it."""

    is_in_note: bool = False
    parts: list[str] = field(default_factory=list)  # of the open paragraph
    n_raised: int = 0  # open elements
    n_rows: int = 0
    cells: list[list[str]] = field(default_factory=lambda: [[]])  # the paragraphs of each cell of the open row
    row_above: list[list[str]] = field(default_factory=list)
    from_above: set[int] = field(default_factory=set)  # the columns of cells that began in a row above
    width: int = 1  # columns of the open cell


@dataclass
class OpenElement:
    """An element whose end has not come yet."""

    name: str  # without its prefix
    is_skipped: bool = False
    is_raised: bool = False


class Label(str):
    """What a list shows before a paragraph: no text where it stands alone."""


class ParagraphHandler(ContentHandler):
    """Collects the paragraphs, the footnotes and the properties of one XML part."""

    def __init__(self, grammar: Grammar) -> None:
        super().__init__()
        self.grammar = grammar
        self.paragraphs: list[str] = []
        self.notes: list[str] = []
        self.properties: dict[str, str] = {}
        self._flow = _Flow()
        self._outer: list[_Flow] = []  # what open footnotes and boxes interrupt
        self._boxed: list[str] = []  # paragraphs of boxes whose own paragraph has not ended
        self.goes_on = False  # the paragraph that is open ends where the next one ends
        self.open: list[OpenElement] = []
        self._property: list[str] | None = None
        self._n_skipped = self._n_texts = 0

    def startElement(self, name: str, attrs: Any) -> None:
        """Opens an element."""
        local, grammar = name.rpartition(":")[2], self.grammar
        is_skipped = local in grammar.skipped or (local in grammar.marks and attrs.get("type") == "note")
        self.open.append(OpenElement(local))
        if len(self.open) > _MAX_DEPTH:
            raise InputError(
                f"в документе вложено больше {_MAX_DEPTH} элементов один в другой: он повреждён. "
                "Сохраните его текст как .txt."
            )
        self.show(self.open[-1], is_skipped, local in grammar.raised)
        self._flow.n_rows += local in grammar.rows
        self._n_texts += local in grammar.texts
        if local in grammar.properties and self._is_in_head():
            self._property = []
        if not self._n_skipped:
            self._open_text(local)

    def _is_in_head(self) -> bool:
        return not self.grammar.heads or any(element.name in self.grammar.heads for element in self.open)

    def show(self, element: OpenElement, is_skipped: bool = False, is_raised: bool = False) -> None:
        """Skips what comes of an open element, or raises its digits, until its end."""
        self._n_skipped += is_skipped and not element.is_skipped
        self._flow.n_raised += is_raised and not element.is_raised
        element.is_skipped |= is_skipped
        element.is_raised |= is_raised

    def _open_text(self, local: str) -> None:
        grammar = self.grammar
        if local in grammar.notes or local in grammar.boxes:
            self._outer.append(self._flow)
            self._flow = _Flow(is_in_note=self._flow.is_in_note or local in grammar.notes)
        elif local in grammar.paragraphs:
            if not self.goes_on:
                self._end_paragraph()
            self.goes_on = False
        elif local in grammar.breaks:
            self._flow.parts.append(grammar.breaks[local])

    def add_label(self, label: str) -> None:
        """Takes what a list shows before the paragraph that has begun."""
        if label and not self._n_skipped:
            self._flow.parts.append(Label(label))

    def add_text(self, text: str) -> None:
        """Takes text of the open paragraph that this part does not hold itself."""
        if text and not self._n_skipped:
            self._flow.parts.append(text)

    def add_lines(self, lines: Iterable[str]) -> None:
        """Takes what stands beside the open paragraph, or where none is open."""
        is_inside = any(element.name in self.grammar.paragraphs for element in self.open)
        (self._boxed if is_inside else self.paragraphs).extend(lines)

    def characters(self, content: str) -> None:
        """Takes text."""
        if self._property is not None:
            self._property.append(content)
        elif not self._n_skipped and (self._n_texts or not self.grammar.texts):
            self._flow.parts.append(raise_digits(content) if self._flow.n_raised else content)

    def endElement(self, name: str) -> None:
        """Closes an element."""
        element, grammar = self.open.pop(), self.grammar
        local = element.name
        if not self._n_skipped:
            self._close_text(local)
        self._n_skipped -= element.is_skipped
        self._flow.n_raised -= element.is_raised
        self._flow.n_rows -= local in grammar.rows
        self._n_texts -= local in grammar.texts
        if local in grammar.properties and self._property is not None:
            self.properties.setdefault(grammar.properties[local], "".join(self._property))
            self._property = None

    def _close_text(self, local: str) -> None:
        grammar = self.grammar
        if local in grammar.notes or local in grammar.boxes:
            self._end_paragraph()
            self._flow = self._outer.pop()
        elif local in grammar.paragraphs:
            if not self.goes_on:
                self._end_paragraph()
        elif local in grammar.cells and self._flow.n_rows == 1:
            self._end_paragraph()
            self._flow.cells += [[] for _ in range(self._flow.width)]
            self._flow.width = 1
        elif local in grammar.rows and self._flow.n_rows == 1:
            self._end_row()

    def endDocument(self) -> None:
        """Takes what is still open."""
        self._end_paragraph()

    def _end_paragraph(self) -> None:
        text = "".join(self._flow.parts).strip()
        has_text = any(not isinstance(part, Label) and not part.isspace() for part in self._flow.parts)
        self._flow.parts.clear()
        if text and has_text:
            self._take(text)
        if not self._outer:
            boxed, self._boxed = self._boxed, []
            for text in boxed:
                self._take(text)

    def _take(self, text: str) -> None:
        if self._flow.n_rows:
            self._flow.cells[-1].append(text)
        else:
            self._take_line(text)

    def _take_line(self, text: str) -> None:
        (self.notes if self._flow.is_in_note else self._boxed if self._outer else self.paragraphs).append(text)

    def _end_row(self) -> None:
        flow = self._flow
        flow.row_above = with_names(flow.cells, flow.from_above, flow.row_above)
        flow.cells, flow.from_above = [[]], set()
        for line in lines_of_row(flow.row_above):
            self._take_line(line)

    @property
    def column(self) -> int | None:
        """That of the open cell; None outside tables, and in a table within one."""
        return len(self._flow.cells) - 1 if self._flow.n_rows == 1 and not self._n_skipped else None

    def merge_cell(self, n_columns: int = 1, *, is_from_above: bool = False) -> None:
        """Takes how many columns the open cell spans, or that it began in the row above."""
        if self.column is not None:
            self._flow.width = max(self._flow.width, min(n_columns, _MAX_WIDTH))
            self._flow.from_above |= {self.column} if is_from_above else set()


def read_paragraphs(data: bytes, grammar: Grammar) -> ParagraphHandler:
    """The paragraphs of one XML part."""
    handler = ParagraphHandler(grammar)
    parse_guarded(data, handler)
    return handler


def lines_of(handlers: Iterable[ParagraphHandler]) -> str:
    """The paragraphs of all parts, then their footnotes, one in each line."""
    parts = list(handlers)
    return "\n".join([text for part in parts for text in part.paragraphs] + [n for part in parts for n in part.notes])
