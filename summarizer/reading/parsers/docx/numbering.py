"""The rules by which a docx writes the numbers and bullets of its lists."""

from typing import Any
from xml.sax.handler import ContentHandler

from summarizer.reading.parsers.elements.numbering import Level, Numbering, ParagraphStyle, count_of, level_of
from summarizer.reading.parsers.markup.guarded import attribute


class NumberingHandler(ContentHandler):
    """Reads the parts numbering.xml and styles.xml."""

    def __init__(self, numbering: Numbering) -> None:
        super().__init__()
        self._numbering = numbering
        self._abstract = self._list = ""
        self._level: Level | None = None
        self._at = 0
        self._style_id, self._style = "", ParagraphStyle()

    def startElement(self, name: str, attrs: Any) -> None:
        """Takes the rule of a level, the abstract list of a list, the list of a style."""
        local, value = name.rpartition(":")[2], attribute(attrs, "val")
        if local == "abstractNum":
            self._abstract, self._list = attribute(attrs, "abstractNumId"), ""
        elif local == "num":
            self._list, self._level = attribute(attrs, "numId"), None
        elif local == "abstractNumId" and self._list:
            self._numbering.abstract[self._list] = value
        elif local == "lvlOverride":
            self._at = level_of(attribute(attrs, "ilvl"))
        elif local == "startOverride" and self._list:
            self._numbering.starts[self._list, self._at] = count_of(value)
        elif local == "lvl" and not self._list:
            self._at, self._level = level_of(attribute(attrs, "ilvl")), Level()
            self._numbering.levels[self._abstract, self._at] = self._level
        elif local == "style":
            self._style_id, self._style = attribute(attrs, "styleId"), ParagraphStyle()
            self._numbering.styles[self._style_id] = self._style
        elif self._style_id:
            self._take_style(local, value)
        elif self._level is not None:
            self._take_level(local, value)

    def _take_level(self, local: str, value: str) -> None:
        assert self._level is not None
        if local == "numFmt":
            self._level.format = value
        elif local == "lvlText":
            self._level.text = value
        elif local == "start":
            self._level.start = count_of(value)
        elif local == "pStyle":
            self._numbering.level_of_style[self._abstract, value] = self._at

    def _take_style(self, local: str, value: str) -> None:
        if local == "basedOn":
            self._style.base = value
        elif local == "numId":
            self._style.list = value
        elif local == "ilvl":
            self._style.level = level_of(value)
