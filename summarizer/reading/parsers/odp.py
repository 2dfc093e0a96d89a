"""odp: slides in their order, the title first, tables row by row, what the speaker says behind each."""

from typing import Any

from summarizer.reading.parsed import Parsed
from summarizer.reading.parsers.archive import Archive
from summarizer.reading.parsers.markup import Grammar, OpenElement, attribute
from summarizer.reading.parsers.odt import StyleHandler, read_content
from summarizer.reading.parsers.odt_lists import OdtLists
from summarizer.reading.parsers.properties import read_properties
from summarizer.reading.parsers.slides import Slide, parsed_of

_ODP = Grammar(
    paragraphs=frozenset({"p", "h"}),
    rows=frozenset({"table-row"}),
    cells=frozenset({"table-cell", "covered-table-cell"}),
    skipped=frozenset(
        "annotation scripts forms font-face-decls automatic-styles styles title desc ruby-text "
        "header-decl footer-decl date-time-decl page-number".split()  # title and desc are a picture's
    ),
    breaks={"tab": " ", "line-break": "\n", "s": " "},
)
_FRAMES = frozenset({"page-number", "date-time", "footer", "header", "handout"})  # which are no text of the slide


class _PageHandler(StyleHandler):
    """The content of an odp; a frame says by its class whether it holds a title, or what is no text."""

    def __init__(self, lists: OdtLists, archive: Archive) -> None:
        super().__init__(lists, archive, _ODP)
        self.slides: list[Slide] = []
        self._hidden_pages: set[str] = set()  # their styles
        self._around: list[tuple[OpenElement, list[str]]] = []  # where the text goes behind a title, notes, a page

    def startElement(self, name: str, attrs: Any) -> None:
        """Opens an element."""
        super().startElement(name, attrs)
        element, kind = self.open[-1], attrs.get("presentation:class")
        if element.name == "drawing-page-properties" and attribute(attrs, "visibility") == "hidden":
            self._hidden_pages.add(self._defined)
        elif name == "draw:page":
            self.slides.append(Slide())
            self.show(element, attribute(attrs, "style-name") in self._hidden_pages)
            self._turn_to(self.slides[-1].texts)
        elif self.slides and name == "presentation:notes":
            self._turn_to(self.slides[-1].notes)
        elif self.slides and kind == "title":
            self._turn_to(self.slides[-1].title)
        elif kind in _FRAMES or attrs.get("presentation:placeholder") == "true":
            self.show(element, is_skipped=True)

    def _turn_to(self, paragraphs: list[str]) -> None:
        """Collects paragraphs there until the element ends that has begun."""
        self._around.append((self.open[-1], self.paragraphs))
        self.paragraphs = paragraphs

    def endElement(self, name: str) -> None:
        """Closes an element."""
        element = self.open[-1]
        super().endElement(name)
        if self._around and self._around[-1][0] is element:
            _, self.paragraphs = self._around.pop()


def parse_odp(archive: Archive) -> Parsed:
    """The text of an OpenDocument presentation with its tables and notes."""
    slides = read_content(archive, _PageHandler).slides
    return parsed_of(slides, read_properties(archive, "meta.xml"))
