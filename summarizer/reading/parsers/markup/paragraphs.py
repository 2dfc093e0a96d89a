"""XML of foreign origin → paragraphs, in one pass and without building a tree."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from summarizer.errors import InputError
from summarizer.reading.parsers.elements.glyphs import raise_digits
from summarizer.reading.parsers.elements.table_rows import lines_of_row, with_names

_MAX_WIDTH = 60  # columns that a cell spans
_MAX_DEPTH = 1000  # of nested elements; documents have about 30


@dataclass(frozen=True)
class Grammar:
    """The names of a format's elements, without their prefixes."""

    paragraphs: frozenset[str]  # begin and end a paragraph
    rows: frozenset[str] = frozenset()  # table rows: one line, cells divided by « | »
    cells: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()  # footnotes: moved behind the text
    boxes: frozenset[str] = frozenset()  # text beside the paragraph that it hangs on: moved behind that
    skipped: frozenset[str] = frozenset()  # dropped with everything inside
    texts: frozenset[str] = frozenset()  # if given, only characters inside these count
    breaks: dict[str, str] = field(default_factory=dict)  # elements that stand for a character
    marks: frozenset[str] = frozenset()  # dropped where their type is «note»: the signs of footnotes
    raised: frozenset[str] = frozenset()  # digits inside are superscripts
    properties: dict[str, str] = field(default_factory=dict)  # elements that hold what a document says of itself
    heads: frozenset[str] = frozenset()  # if given, those are properties only inside these


@dataclass(frozen=True)
class _Outside:
    """What a footnote or a box interrupts."""

    parts: list[str]
    cells: list[list[str]]
    row_above: list[list[str]]
    n_raised: int
    n_rows: int
    is_in_note: bool


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
        self._parts: list[str] = []
        self._outer: list[_Outside] = []  # of each open footnote and box
        self._is_in_note = False
        self._boxed: list[str] = []  # paragraphs of boxes whose own paragraph has not ended
        self.goes_on = False  # the paragraph that is open ends where the next one ends
        self._cells: list[list[str]] = [[]]  # the paragraphs of each cell of the open row
        self._row_above: list[list[str]] = []
        self._from_above: set[int] = set()  # the columns of cells that began in a row above
        self._width = 1  # columns of the open cell
        self.open: list[OpenElement] = []
        self._property: list[str] | None = None
        self._n_skipped = self._n_raised = self._n_rows = self._n_texts = 0

    def startElement(self, name: str, attrs: Any) -> None:
        """Opens an element."""
        local, grammar = name.rpartition(":")[2], self.grammar
        is_skipped = local in grammar.skipped or (local in grammar.marks and attrs.get("type") == "note")
        self.open.append(OpenElement(local))
        if len(self.open) > _MAX_DEPTH:
            raise InputError(f"в документе вложено больше {_MAX_DEPTH} элементов: он повреждён.")
        self.show(self.open[-1], is_skipped, local in grammar.raised)
        self._n_rows += local in grammar.rows
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
        self._n_raised += is_raised and not element.is_raised
        element.is_skipped |= is_skipped
        element.is_raised |= is_raised

    def _open_text(self, local: str) -> None:
        grammar = self.grammar
        if local in grammar.notes or local in grammar.boxes:
            around = self._parts, self._cells, self._row_above, self._n_raised, self._n_rows, self._is_in_note
            self._outer.append(_Outside(*around))
            self._parts, self._cells, self._row_above, self._n_raised, self._n_rows = [], [[]], [], 0, 0
            self._is_in_note |= local in grammar.notes
        elif local in grammar.paragraphs:
            if not self.goes_on:
                self._end_paragraph()
            self.goes_on = False
        elif local in grammar.breaks:
            self._parts.append(grammar.breaks[local])

    def add_label(self, label: str) -> None:
        """Takes what a list shows before the paragraph that has begun."""
        if label and not self._n_skipped:
            self._parts.append(Label(label))

    def add_formula(self, text: str) -> None:
        """Takes a formula, which is no element of this part."""
        if text and not self._n_skipped:
            self._parts.append(text)

    def add_lines(self, lines: Iterable[str]) -> None:
        """Takes what stands beside the open paragraph, or where none is open."""
        is_inside = any(element.name in self.grammar.paragraphs for element in self.open)
        (self._boxed if is_inside else self.paragraphs).extend(lines)

    def characters(self, content: str) -> None:
        """Takes text."""
        if self._property is not None:
            self._property.append(content)
        elif not self._n_skipped and (self._n_texts or not self.grammar.texts):
            self._parts.append(raise_digits(content) if self._n_raised else content)

    def endElement(self, name: str) -> None:
        """Closes an element."""
        element, grammar = self.open.pop(), self.grammar
        local = element.name
        if not self._n_skipped:
            self._close_text(local)
        self._n_skipped -= element.is_skipped
        self._n_raised -= element.is_raised
        self._n_rows -= local in grammar.rows
        self._n_texts -= local in grammar.texts
        if local in grammar.properties and self._property is not None:
            self.properties.setdefault(grammar.properties[local], "".join(self._property))
            self._property = None

    def _close_text(self, local: str) -> None:
        grammar = self.grammar
        if local in grammar.notes or local in grammar.boxes:
            self._end_paragraph()
            outside = self._outer.pop()
            self._parts, self._cells, self._n_raised = outside.parts, outside.cells, outside.n_raised
            self._row_above = outside.row_above
            self._n_rows, self._is_in_note = outside.n_rows, outside.is_in_note
        elif local in grammar.paragraphs:
            if not self.goes_on:
                self._end_paragraph()
        elif local in grammar.cells and self._n_rows == 1:
            self._end_paragraph()
            self._cells += [[] for _ in range(self._width)]
            self._width = 1
        elif local in grammar.rows and self._n_rows == 1:
            self._end_row()

    def endDocument(self) -> None:
        """Takes what is still open."""
        self._end_paragraph()

    def _end_paragraph(self) -> None:
        text = "".join(self._parts).strip()
        has_text = any(not isinstance(part, Label) and not part.isspace() for part in self._parts)
        self._parts.clear()
        if text and has_text:
            self._take(text)
        if not self._outer:
            boxed, self._boxed = self._boxed, []
            for text in boxed:
                self._take(text)

    def _take(self, text: str) -> None:
        if self._n_rows:
            self._cells[-1].append(text)
        else:
            self._take_line(text)

    def _take_line(self, text: str) -> None:
        (self.notes if self._is_in_note else self._boxed if self._outer else self.paragraphs).append(text)

    def _end_row(self) -> None:
        self._row_above = with_names(self._cells, self._from_above, self._row_above)
        self._cells, self._from_above = [[]], set()
        for line in lines_of_row(self._row_above):
            self._take_line(line)

    @property
    def column(self) -> int | None:
        """That of the open cell; None outside tables, and in a table within one."""
        return len(self._cells) - 1 if self._n_rows == 1 and not self._n_skipped else None

    def merge_cell(self, n_columns: int = 1, *, is_from_above: bool = False) -> None:
        """Takes how many columns the open cell spans, or that it began in the row above."""
        if self.column is not None:
            self._width = max(self._width, min(n_columns, _MAX_WIDTH))
            self._from_above |= {self.column} if is_from_above else set()


def attribute(attrs: Any, local: str) -> str:
    """The value of an attribute whatever its prefix; "" where it is not there."""
    return next((str(value) for name, value in attrs.items() if name.rpartition(":")[2] == local), "")


def read_paragraphs(data: bytes, grammar: Grammar) -> ParagraphHandler:
    """The paragraphs of one XML part."""
    handler = ParagraphHandler(grammar)
    parse_guarded(data, handler)
    return handler


def parse_guarded(data: bytes, handler: ContentHandler) -> None:
    """Feeds XML to the handler; entities, external ones above all, are refused."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import parseString

    try:
        parseString(data, handler)
    except DefusedXmlException as error:
        raise InputError(
            "в документе объявлены сущности XML или внешнее описание (DTD); они не читаются. Удалите DOCTYPE."
        ) from error
    except (SAXException, ValueError, LookupError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError("разметка документа повреждена. Откройте его в редакторе и сохраните снова.") from error


def lines_of(handlers: Iterable[ParagraphHandler]) -> str:
    """The paragraphs of all parts, then their footnotes, one in each line."""
    parts = list(handlers)
    return "\n".join([text for part in parts for text in part.paragraphs] + [n for part in parts for n in part.notes])
