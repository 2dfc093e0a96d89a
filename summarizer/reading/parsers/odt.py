"""odt: paragraphs, tables row by row, footnotes behind the text."""

from collections.abc import Callable
from typing import Any, TypeVar
from xml.sax.handler import ContentHandler

from summarizer.errors import InputError
from summarizer.patterns import pattern
from summarizer.reading.parsed import Parsed
from summarizer.reading.parsers.archive import Archive
from summarizer.reading.parsers.formulas import FormulaHandler
from summarizer.reading.parsers.markup import Grammar, ParagraphHandler, attribute, lines_of, parse_guarded
from summarizer.reading.parsers.odt_lists import OdtLists
from summarizer.reading.parsers.properties import read_properties

_ODT = Grammar(
    paragraphs=frozenset({"p", "h"}),
    rows=frozenset({"table-row"}),
    cells=frozenset({"table-cell", "covered-table-cell"}),
    notes=frozenset({"note-body"}),
    boxes=frozenset("text-box custom-shape rect ellipse circle polygon path".split()),
    skipped=frozenset(
        "annotation tracked-changes note-citation scripts forms font-face-decls automatic-styles styles "
        "table-of-content title desc ruby-text".split()  # title and desc are a picture's
    ),
    breaks={"tab": " ", "line-break": "\n", "s": " "},
)
Handler = TypeVar("Handler", bound=ContentHandler)

_SUPERSCRIPT = pattern(r"super|[1-9]")  # «super 58%», «33% 58%»; «-33% 58%» is below the line


class StyleHandler(ParagraphHandler):
    """The content of an odt: what an automatic style says counts for the spans and paragraphs that have it."""

    def __init__(self, lists: OdtLists, archive: Archive, grammar: Grammar = _ODT) -> None:
        super().__init__(grammar)
        self._lists = lists
        self._archive = archive
        self._defined = ""  # the style whose definition is open
        self._hidden: set[str] = set()
        self._raised: set[str] = set()

    def startElement(self, name: str, attrs: Any) -> None:
        """Opens an element."""
        super().startElement(name, attrs)
        element = self.open[-1]
        self._lists.startElement(name, attrs)
        if element.name == "style":
            self._defined = attribute(attrs, "name")
        elif element.name == "text-properties":
            if attribute(attrs, "display") == "none":
                self._hidden.add(self._defined)
            if _SUPERSCRIPT.match(attribute(attrs, "text-position")):
                self._raised.add(self._defined)
        elif element.name in ("span", "p", "h") and (self._hidden or self._raised):
            style = attribute(attrs, "style-name")
            self.show(element, style in self._hidden, style in self._raised)
        if not self._n_skipped:
            self._open_shown(element.name, attrs)

    def _open_shown(self, local: str, attrs: Any) -> None:
        self._lists.open(local, attrs)
        if local in ("p", "h"):
            self.add_label(self._lists.label(local, attrs))
        elif local == "object":
            self.add_formula(self._formula(attribute(attrs, "href")))

    def _formula(self, href: str) -> str:
        """The formula in a document inside this one; "" where that is none."""
        part = self._archive.read_if_there(f"{href.removeprefix('./').rstrip('/')}/content.xml")
        formula = FormulaHandler()
        if part:
            parse_guarded(part, formula)
        return formula.text

    def endElement(self, name: str) -> None:
        """Closes an element."""
        if not self._n_skipped:
            self._lists.close(self.open[-1].name)
        super().endElement(name)


def read_content(archive: Archive, make_handler: Callable[[OdtLists, Archive], Handler]) -> Handler:
    """Feeds the content of an OpenDocument to a handler made for its lists.

    Raises:
        InputError: it is locked or damaged.
    """
    manifest = archive.read_if_there("META-INF/manifest.xml")
    if manifest and b"encryption-data" in manifest:
        raise InputError("документ защищён паролем. Снимите пароль и сохраните его снова.")
    lists = OdtLists()
    if styles := archive.read_if_there("styles.xml"):
        parse_guarded(styles, lists)
    handler = make_handler(lists, archive)
    parse_guarded(archive.read("content.xml"), handler)
    return handler


def parse_odt(archive: Archive) -> Parsed:
    """The text of an OpenDocument text with its tables and footnotes."""
    text = lines_of([read_content(archive, StyleHandler)])
    return Parsed(text, **read_properties(archive, "meta.xml"))
