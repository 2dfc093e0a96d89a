"""One slide of a pptx, or the notes of one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from summarizer.reading.parsers.archive import Archive
from summarizer.reading.parsers.elements.numbering import Level, level_of
from summarizer.reading.parsers.markup.charts import office_chart_lines
from summarizer.reading.parsers.markup.formulas import OmmlHandler
from summarizer.reading.parsers.markup.grammar import Grammar
from summarizer.reading.parsers.markup.guarded import attribute
from summarizer.reading.parsers.markup.relationships import Relationships
from summarizer.reading.parsers.presentations.diagrams import diagram_lines
from summarizer.reading.parsers.presentations.pptx_layouts import Theme, box_of, place_of
from summarizer.reading.parsers.presentations.pptx_lists import Counter, Levels, ListStyle, bullet_of
from summarizer.reading.parsers.presentations.reading_order import Block, Box, texts_in_order

_PPTX = Grammar(
    paragraphs=frozenset({"p"}),
    rows=frozenset({"tr"}),
    cells=frozenset({"tc"}),
    skipped=frozenset({"Fallback"}),  # which repeats what Choice holds
    texts=frozenset({"t"}),
    breaks={"br": "\n"},
)
_SHAPES = frozenset({"sp", "graphicFrame", "grpSp", "cxnSp", "pic"})
_FRAMES = frozenset({"sldNum", "dt", "ftr", "hdr", "sldImg"})  # placeholders of what is no text of the slide
_FIELDS = ("slidenum", "datetime", "header", "footer")
_NO, _YES = frozenset({"0", "false"}), frozenset({"1", "true"})


@dataclass
class _Shape:
    """A shape that is open."""

    is_title: bool = False
    inherited: list[Levels] = field(default_factory=list)  # from the place that it fills
    style: ListStyle = field(default_factory=ListStyle)  # its own
    counter: Counter = field(default_factory=Counter)
    corner: Any = None
    box: Box | None = None
    blocks: list[Block] = field(default_factory=list)  # what its texts are, and the shapes of a group


class SlideHandler(OmmlHandler):
    """Collects the text of the shapes."""

    def __init__(self, archive: Archive, ways: Relationships, theme: Theme) -> None:
        super().__init__(_PPTX)
        self._archive, self._ways, self._theme = archive, ways, theme
        self.title: list[str] = []
        self.texts: list[str] = []
        self.is_hidden = False
        self._shapes = [_Shape(blocks=[Block(texts=self.paragraphs)])]  # the first is the slide
        self._is_in_style = False
        self._level = 0  # of the open paragraph
        self._bullet: Level | None = None
        self._is_labelled = False

    def opened(self, local: str, attrs: Any) -> None:
        """Takes what an element says of the slide or a shape."""
        shape = self._shapes[-1]
        if self._is_in_style:
            shape.style.start(local, attrs)
        elif local in _SHAPES:
            self._open_shape()
        elif local == "ph":
            self._fill_place(shape, attrs)
        elif local == "off":
            shape.corner = attrs
        elif local == "ext":
            shape.box = box_of(shape.corner, attrs) or shape.box
        elif local == "txBody":  # each cell of a table has one
            shape.style, shape.counter = ListStyle(), Counter()
        elif local == "tc":
            self.merge_cell(is_from_above=attribute(attrs, "vMerge") in _YES)
        elif local == "lstStyle":
            self._is_in_style = True
        elif local == "sld":
            self.is_hidden = attribute(attrs, "show") in _NO
        elif local == "cNvPr" and attribute(attrs, "hidden") in _YES and len(self.open) > 2:
            self.show(self.open[-3], is_skipped=True)
        elif local == "relIds":
            self._read_part(attribute(attrs, "dm"), diagram_lines)
        elif local == "chart":
            self._read_part(attribute(attrs, "id"), office_chart_lines)
        else:
            self._open_text_part(local, attrs)

    def _open_shape(self) -> None:
        block = Block()
        self._shapes.append(_Shape(blocks=[block]))
        self.paragraphs = block.texts

    def _close_shape(self) -> None:
        shape, outer = self._shapes.pop(), self._shapes[-1]
        outer.blocks.append(Block(shape.box, texts_in_order(shape.blocks)))
        self.paragraphs = outer.blocks[0].texts

    def _fill_place(self, shape: _Shape, attrs: Any) -> None:
        place = place_of(attrs)
        shape.is_title, shape.inherited, shape.box = place.is_title, self._theme.levels(place), self._theme.box(place)
        if shape.is_title:
            self.paragraphs = self.title
        if place.kind in _FRAMES and len(self.open) > 3:
            self.show(self.open[-4], is_skipped=True)

    def _read_part(self, id: str, lines_in: Callable[[bytes], Iterable[str]]) -> None:
        way = None if self._n_skipped else self._ways.by_id.pop(id, None)  # each once
        if way and (part := self._archive.read_if_there(way.part)):
            self.paragraphs += lines_in(part)

    def _open_text_part(self, local: str, attrs: Any) -> None:
        """Takes what an element says of a paragraph or a run."""
        outside = self.open[-2].name if len(self.open) > 1 else ""
        if local == "p":
            self._level, self._bullet, self._is_labelled = 0, None, False
        elif local == "pPr":
            self._level = level_of(attribute(attrs, "lvl"))
        elif outside == "pPr":
            self._bullet = bullet_of(local, attrs) or self._bullet
        elif local in ("r", "fld", "m") and outside != "fld":
            self._label()
            if local == "fld" and attribute(attrs, "type").startswith(_FIELDS):
                self.show(self.open[-1], is_skipped=True)
        elif local == "rPr" and outside in ("r", "fld"):
            raised = attribute(attrs, "baseline")
            self.show(self.open[-2], is_raised=raised.rstrip("%").isdecimal() and raised[0] != "0")

    def _label(self) -> None:
        """Puts what its list shows before the paragraph, once it has text."""
        shape = self._shapes[-1]
        if not self._is_labelled and not shape.is_title:
            styles = [shape.style.levels, *shape.inherited]
            self.add_label(shape.counter.label(self._level, self._bullet, styles))
        self._is_labelled = True

    def closing(self, local: str) -> None:
        """Takes the end of a shape or of its list style."""
        if self._is_in_style:
            self._shapes[-1].style.end(local)
            self._is_in_style = local != "lstStyle"
        elif local in _SHAPES and len(self._shapes) > 1:
            self._close_shape()

    def endDocument(self) -> None:
        """Takes the shapes in their order."""
        super().endDocument()
        self.texts = texts_in_order(self._shapes[0].blocks)
