"""pptx: slides in their order, the title first, tables row by row, what the speaker says behind each."""

from collections.abc import Iterator
from typing import Any
from xml.sax.handler import ContentHandler

from summarizer.reading.parsed import Parsed
from summarizer.reading.parsers.archive import Archive
from summarizer.reading.parsers.markup.guarded import parse_guarded
from summarizer.reading.parsers.markup.properties import read_properties
from summarizer.reading.parsers.markup.relationships import main_part, read_relationships
from summarizer.reading.parsers.presentations.pptx_layouts import LayoutHandler, Theme
from summarizer.reading.parsers.presentations.pptx_slide import SlideHandler
from summarizer.reading.parsers.presentations.slides import Slide, parsed_of


class _OrderHandler(ContentHandler):
    """The order of the slides, by the ids of the ways to them."""

    def __init__(self) -> None:
        super().__init__()
        self.order: list[str] = []

    def startElement(self, name: str, attrs: Any) -> None:
        """Takes a slide; beside «r:id», that of the way, stands an «id» of its own."""
        if name.rpartition(":")[2] == "sldId":
            self.order += [str(value) for key, value in attrs.items() if key.endswith(":id")]


class _Deck:
    """The parts of a presentation."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._layouts: dict[str, LayoutHandler] = {}

    def slides(self) -> Iterator[Slide]:
        """The slides that are shown, in their order, each part once."""
        main = main_part(self._archive, "ppt/presentation.xml")
        handler = _OrderHandler()
        parse_guarded(self._archive.read(main), handler)
        ways = read_relationships(self._archive, main).by_id
        for part in dict.fromkeys(ways[id].part for id in handler.order if id in ways):
            shown = self._read(part)
            if shown.is_hidden:
                continue
            notes = read_relationships(self._archive, part).first("notesSlide")
            yield Slide(shown.title, shown.texts, self._read(notes).texts if notes and self._archive.has(notes) else [])

    def _read(self, part: str) -> SlideHandler:
        ways = read_relationships(self._archive, part)
        layout = ways.first("slideLayout")
        master = read_relationships(self._archive, layout).first("slideMaster") if layout else None
        handler = SlideHandler(self._archive, ways, Theme(self._layout(layout), self._layout(master)))
        parse_guarded(self._archive.read(part), handler)
        return handler

    def _layout(self, part: str | None) -> LayoutHandler:
        """A layout or a master, which many slides share; an empty one where it is not there."""
        if part is None:
            return LayoutHandler()
        if part not in self._layouts:
            self._layouts[part] = LayoutHandler()
            if data := self._archive.read_if_there(part):
                parse_guarded(data, self._layouts[part])
        return self._layouts[part]


def parse_pptx(archive: Archive) -> Parsed:
    """The text of a presentation with its tables, diagrams, charts and notes."""
    return parsed_of(list(_Deck(archive).slides()), read_properties(archive, "docProps/core.xml"))
