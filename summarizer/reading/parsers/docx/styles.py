"""Which styles of a docx hide what has them, or raise it."""

from typing import Any, Final
from xml.sax.handler import ContentHandler

from summarizer.reading.parsers.elements.numbering import MAX_LEVELS
from summarizer.reading.parsers.markup.paragraphs import attribute

OFF: Final = frozenset({"0", "false", "off"})  # a property that is there and says no


class StyleHandler(ContentHandler):
    """Reads styles.xml."""

    def __init__(self) -> None:
        super().__init__()
        self._style = ""
        self._bases: dict[str, str] = {}
        self._hidden: dict[str, bool] = {}  # where a style says it itself
        self._raised: dict[str, bool] = {}

    def startElement(self, name: str, attrs: Any) -> None:
        """Takes what a style says."""
        local, value = name.rpartition(":")[2], attribute(attrs, "val")
        if local == "style":
            self._style = attribute(attrs, "styleId")
        elif local == "basedOn":
            self._bases[self._style] = value
        elif local == "vanish":
            self._hidden[self._style] = value not in OFF
        elif local == "vertAlign":
            self._raised[self._style] = value == "superscript"

    def hides(self, style: str) -> bool:
        """Whether it hides what has it."""
        return self._said(style, self._hidden)

    def raises(self, style: str) -> bool:
        """Whether it raises what has it."""
        return self._said(style, self._raised)

    def _said(self, style: str, found: dict[str, bool]) -> bool:
        """What a style says, or the one it is based on."""
        for _ in range(MAX_LEVELS):
            if style in found or style not in self._bases:
                break
            style = self._bases[style]
        return found.get(style, False)
