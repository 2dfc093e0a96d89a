"""docx: paragraphs, tables row by row, footnotes behind the text."""

from collections.abc import Mapping
from typing import Any

from summarizer.cleaning.symbol_font import in_symbol_font
from summarizer.patterns import pattern
from summarizer.reading.parsed import Parsed
from summarizer.reading.parsers.archive import Archive
from summarizer.reading.parsers.docx.numbering import NumberingHandler
from summarizer.reading.parsers.docx.styles import OFF, DocxStyles
from summarizer.reading.parsers.elements.numbering import BULLET, Numbering, count_of, level_of
from summarizer.reading.parsers.markup.charts import office_chart_lines
from summarizer.reading.parsers.markup.formulas import OmmlHandler
from summarizer.reading.parsers.markup.grammar import Grammar
from summarizer.reading.parsers.markup.guarded import attribute, parse_guarded
from summarizer.reading.parsers.markup.paragraphs import lines_of
from summarizer.reading.parsers.markup.properties import read_properties
from summarizer.reading.parsers.markup.relationships import main_part, read_relationships

_DOCX = Grammar(
    paragraphs=frozenset({"p"}),
    rows=frozenset({"tr"}),
    cells=frozenset({"tc"}),
    boxes=frozenset({"txbxContent"}),
    skipped=frozenset({"Fallback", "del", "moveFrom", "rt"}),  # Fallback repeats what Choice holds, rt is a reading
    texts=frozenset({"t"}),
    breaks={"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"},
)
_SIGN_CODE = pattern("[0-9A-Fa-f]{2,4}")


class _RunHandler(OmmlHandler):
    """A part of a docx: what a run's properties say (w:r > w:rPr > w:vertAlign, w:vanish) counts for the run.

    A paragraph whose end was deleted, or that is a large first letter, goes on in the next one.
    """

    def __init__(self, numbering: Numbering, styles: DocxStyles, charts: Mapping[str, bytes]) -> None:
        super().__init__(_DOCX)
        self._charts = charts  # by the ids of the ways to them
        self._numbering = numbering
        self._styles = styles
        self._style = ""  # of the open paragraph
        self._list: str | None = None
        self._level: int | None = None

    def opened(self, local: str, attrs: Any) -> None:
        """Takes what properties say."""
        outside = [element.name for element in self.open[-3:-1]]
        if local == "pPr" and outside[-1:] == ["p"]:
            self._style, self._list, self._level = "", None, None
        elif local == "pStyle" and outside == ["p", "pPr"]:
            self._style = attribute(attrs, "val")
            self.show(self.open[-3], is_skipped=self._styles.hides(self._style))
        elif local == "rStyle" and outside == ["r", "rPr"]:
            style = attribute(attrs, "val")
            self.show(self.open[-3], self._styles.hides(style), self._styles.raises(style))
        elif local in ("numId", "ilvl") and outside == ["pPr", "numPr"] and self.open[-4].name == "p":
            self._name_list(local, attribute(attrs, "val"))
        elif local == "docPartGallery" and attribute(attrs, "val") == "Table of Contents" and len(self.open) > 3:
            self.show(self.open[-4], is_skipped=True)  # w:sdt > w:sdtPr > w:docPartObj
        elif local == "gridSpan" and outside == ["tc", "tcPr"]:
            self.merge_cell(count_of(attribute(attrs, "val")))
        elif local == "vMerge" and outside == ["tc", "tcPr"]:
            self.merge_cell(is_from_above=attribute(attrs, "val") != "restart")
        elif local == "chart" and not self._n_skipped and (chart := self._charts.get(attribute(attrs, "id"))):
            self.add_lines(office_chart_lines(chart))
        elif local == "sym":
            self._add_sign(attribute(attrs, "font"), attribute(attrs, "char"))
        elif (local == "del" and outside == ["pPr", "rPr"]) or (
            local == "framePr" and attribute(attrs, "dropCap") in ("drop", "margin")
        ):
            self.goes_on = True
        elif local in ("vertAlign", "vanish") and outside == ["r", "rPr"]:
            value = attribute(attrs, "val")
            is_hidden = local == "vanish" and value not in OFF
            self.show(self.open[-3], is_hidden, is_raised=local == "vertAlign" and value == "superscript")

    def _name_list(self, local: str, value: str) -> None:
        if local == "numId":
            self._list = value
        else:
            self._level = level_of(value)

    def closing(self, local: str) -> None:
        """Takes, behind a paragraph's properties, what its list shows."""
        if local == "pPr" and len(self.open) > 1 and self.open[-2].name == "p":
            self.add_label(self._numbering.label(self._style, self._list, self._level))

    def _add_sign(self, font: str, code: str) -> None:
        """Takes a sign by its code (F0B1): of the font Symbol its meaning, of fonts of icons a bullet."""
        if _SIGN_CODE.fullmatch(code):
            self.add_text(in_symbol_font(chr(int(code, 16))) if font == "Symbol" else BULLET)


def _charts(archive: Archive, main: str) -> dict[str, bytes]:
    """The charts that a part leads to, by the ids of the ways."""
    ways = read_relationships(archive, main).by_id.items()
    return {id: part for id, way in ways if way.kind == "chart" and (part := archive.read_if_there(way.part))}


def parse_docx(archive: Archive) -> Parsed:
    """The text of a Word document with its tables, charts, footnotes and endnotes."""
    main = main_part(archive, "word/document.xml")
    folder = main.rpartition("/")[0]
    notes = (archive.read_if_there(f"{folder}/{name}.xml") for name in ("footnotes", "endnotes"))
    numbering = Numbering()
    for name in ("numbering", "styles"):
        if part := archive.read_if_there(f"{folder}/{name}.xml"):
            parse_guarded(part, NumberingHandler(numbering))
    styles = DocxStyles()
    if part := archive.read_if_there(f"{folder}/styles.xml"):
        parse_guarded(part, styles)
    charts, handlers = _charts(archive, main), list[_RunHandler]()
    for part in (archive.read(main), *notes):
        if part:
            handlers.append(_RunHandler(numbering, styles, charts))
            parse_guarded(part, handlers[-1])
    text = lines_of(handlers)
    return Parsed(text, **read_properties(archive, "docProps/core.xml"))
