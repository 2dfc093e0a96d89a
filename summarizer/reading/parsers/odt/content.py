"""content.xml of an OpenDocument, with what its lists, its styles and the documents inside it add to the text."""

from collections.abc import Callable
from typing import Any, TypeVar

from summarizer.errors import InputError
from summarizer.reading.parsers.archive import Archive
from summarizer.reading.parsers.elements.numbering import count_of
from summarizer.reading.parsers.markup.charts import open_chart_lines
from summarizer.reading.parsers.markup.formulas import FormulaHandler
from summarizer.reading.parsers.markup.grammar import Grammar
from summarizer.reading.parsers.markup.guarded import attribute, parse_guarded
from summarizer.reading.parsers.markup.paragraphs import ParagraphHandler
from summarizer.reading.parsers.odt.lists import OdtLists
from summarizer.reading.parsers.odt.styles import OdtStyles

OPEN_DOCUMENT = Grammar(
    paragraphs=frozenset({"p", "h"}),
    rows=frozenset({"table-row"}),
    cells=frozenset({"table-cell", "covered-table-cell"}),
    skipped=frozenset(  # title and desc are a picture's
        "annotation scripts forms font-face-decls automatic-styles styles title desc ruby-text".split()
    ),
    breaks={"tab": " ", "line-break": "\n", "s": " "},
)
_CHART = b"<chart:chart"
Handler = TypeVar("Handler", bound=ParagraphHandler)


class OpenDocumentHandler(ParagraphHandler):
    """The content, by the grammar of its kind: what a style says counts for the spans and paragraphs that have it."""

    def __init__(self, lists: OdtLists, styles: OdtStyles, archive: Archive, grammar: Grammar) -> None:
        super().__init__(grammar)
        self._lists = lists
        self._styles = styles
        self._archive = archive
        self._rows_left: dict[tuple[int, int], int] = {}  # that a cell reaches down, by boxes around it and its column

    def startElement(self, name: str, attrs: Any) -> None:
        """Opens an element."""
        super().startElement(name, attrs)
        element = self.open[-1]
        self._lists.startElement(name, attrs)
        self._styles.startElement(name, attrs)
        if element.name in ("span", "p", "h"):
            style = attribute(attrs, "style-name")
            self.show(element, self._styles.hides(style), self._styles.raises(style))
        if not self._n_skipped:
            self._open_shown(element.name, attrs)

    def _open_shown(self, local: str, attrs: Any) -> None:
        self._lists.open(local, attrs)
        if local in self.grammar.cells and self.column is not None:
            self._open_cell(local, attrs, self.column)
        if local in ("p", "h"):
            self.add_label(self._lists.label(local, attrs))
        elif local == "object":
            self._add_object(attribute(attrs, "href"))

    def _open_cell(self, local: str, attrs: Any, column: int) -> None:
        """Takes whether a cell that has no text of its own is covered by one above, or how far it reaches down."""
        is_covered = local == "covered-table-cell"
        place = len(self._outer), column
        n_left = self._rows_left.get(place, 0) if is_covered else count_of(attribute(attrs, "number-rows-spanned"))
        self._rows_left[place] = n_left - 1
        n_columns = count_of(attribute(attrs, "number-columns-repeated"))
        self.merge_cell(n_columns, is_from_above=is_covered and n_left > 0)

    def _add_object(self, href: str) -> None:
        """Takes the formula or the chart that a document inside this one holds."""
        part = self._archive.read_if_there(f"{href.removeprefix('./').rstrip('/')}/content.xml")
        if part and _CHART in part:
            self.add_lines(open_chart_lines(part))
        elif part:
            formula = FormulaHandler()
            parse_guarded(part, formula)
            self.add_text(formula.text)

    def endElement(self, name: str) -> None:
        """Closes an element."""
        if not self._n_skipped:
            self._lists.close(self.open[-1].name)
        super().endElement(name)


def read_content(archive: Archive, make_handler: Callable[[OdtLists, OdtStyles, Archive], Handler]) -> Handler:
    """Feeds the content of an OpenDocument to a handler made for its lists and styles.

    Raises:
        InputError: it is locked or damaged.
    """
    manifest = archive.read_if_there("META-INF/manifest.xml")
    if manifest and b"encryption-data" in manifest:
        raise InputError("документ защищён паролем. Снимите пароль и сохраните его снова.")
    lists, styles = OdtLists(), OdtStyles()
    if part := archive.read_if_there("styles.xml"):
        parse_guarded(part, lists)
        parse_guarded(part, styles)
    handler = make_handler(lists, styles, archive)
    parse_guarded(archive.read("content.xml"), handler)
    return handler
