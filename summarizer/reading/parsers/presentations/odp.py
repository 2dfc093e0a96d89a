"""odp: slides in their order, the title first, tables row by row, what the speaker says behind each."""

from dataclasses import dataclass, replace
from typing import Any

from summarizer.patterns import pattern
from summarizer.reading.parsed import Parsed
from summarizer.reading.parsers.archive import Archive
from summarizer.reading.parsers.markup.guarded import attribute
from summarizer.reading.parsers.markup.paragraphs import OpenElement
from summarizer.reading.parsers.markup.properties import read_properties
from summarizer.reading.parsers.odt.content import OPEN_DOCUMENT, OpenDocumentHandler, read_content
from summarizer.reading.parsers.odt.lists import OdtLists
from summarizer.reading.parsers.odt.styles import OdtStyles
from summarizer.reading.parsers.presentations.reading_order import Block, Box, box_around, texts_in_order
from summarizer.reading.parsers.presentations.slides import Slide, parsed_of

_ODP = replace(
    OPEN_DOCUMENT, skipped=OPEN_DOCUMENT.skipped | {"header-decl", "footer-decl", "date-time-decl", "page-number"}
)
_SHAPES = frozenset("frame custom-shape rect ellipse circle polygon path g line connector".split())
_LENGTH = pattern(r"(-?\d+(?:\.\d+)?)([a-z]+)")
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}
_FRAMES = frozenset({"page-number", "date-time", "footer", "header", "handout"})  # which are no text of the slide


@dataclass
class _Part:
    """A shape, a slide or its notes, that is open."""

    element: OpenElement
    box: Box | None
    sink: list[str] | None  # where its text goes; None: to the shape or slide around it
    outside: list[str]  # where the text went before
    blocks: list[Block]  # its own text, and the shapes in it


class _PageHandler(OpenDocumentHandler):
    """The content of an odp; a frame says by its class whether it holds a title, or what is no text."""

    def __init__(self, lists: OdtLists, styles: OdtStyles, archive: Archive) -> None:
        super().__init__(lists, styles, archive, _ODP)
        self.slides: list[Slide] = []
        self._hidden_pages: set[str] = set()  # their styles
        self._parts_open: list[_Part] = []

    def startElement(self, name: str, attrs: Any) -> None:
        """Opens an element."""
        super().startElement(name, attrs)
        element, kind = self.open[-1], attrs.get("presentation:class")
        if element.name == "drawing-page-properties" and attribute(attrs, "visibility") == "hidden":
            self._hidden_pages.add(self._styles.defined)
        elif name == "draw:page":
            self.slides.append(Slide())
            self.show(element, attribute(attrs, "style-name") in self._hidden_pages)
            self._open_part(self.slides[-1].texts)
        elif self.slides and name == "presentation:notes":
            self._open_part(self.slides[-1].notes)
        elif self.slides and kind == "title":
            self._open_part(self.slides[-1].title)
        elif kind in _FRAMES or attrs.get("presentation:placeholder") == "true":
            self.show(element, is_skipped=True)
        elif self._parts_open and element.name in _SHAPES:
            self._open_part(None, _box(attrs))

    def _open_part(self, sink: list[str] | None, box: Box | None = None) -> None:
        block = Block()
        self._parts_open.append(_Part(self.open[-1], box, sink, self.paragraphs, [block]))
        self.paragraphs = block.texts

    def endElement(self, name: str) -> None:
        """Closes an element."""
        element = self.open[-1]
        super().endElement(name)
        if not self._parts_open or self._parts_open[-1].element is not element:
            return
        part = self._parts_open.pop()
        self.paragraphs, texts = part.outside, texts_in_order(part.blocks)
        if part.sink is None:
            box = part.box or box_around(block.box for block in part.blocks if block.box)
            self._parts_open[-1].blocks.append(Block(box, texts))
        else:
            part.sink += texts


def _box(attrs: Any) -> Box | None:
    """Where a shape stands, in centimetres; None where it does not say that, as a group, or is turned."""
    found = [_LENGTH.fullmatch(attribute(attrs, name)) for name in ("x", "y", "width", "height")]
    lengths = [float(match[1]) * _CENTIMETRES[match[2]] for match in found if match and match[2] in _CENTIMETRES]
    if len(lengths) < len(found):
        return None
    left, top, width, height = lengths
    return Box(((left, left + width), (top, top + height)))


def parse_odp(archive: Archive) -> Parsed:
    """The text of an OpenDocument presentation with its tables, charts and notes."""
    slides = read_content(archive, _PageHandler).slides
    return parsed_of(slides, read_properties(archive, "meta.xml"))
