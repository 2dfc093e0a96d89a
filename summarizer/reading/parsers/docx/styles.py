"""Which styles of a docx hide what has them, or raise it."""

from typing import Any, Final

from summarizer.reading.parsers.markup.guarded import attribute
from summarizer.reading.parsers.markup.styles import StylesHandler

OFF: Final = frozenset({"0", "false", "off"})  # a property that is there and says no


class DocxStyles(StylesHandler):
    """Reads styles.xml."""

    def startElement(self, name: str, attrs: Any) -> None:
        """Takes what a style says."""
        local, value = name.rpartition(":")[2], attribute(attrs, "val")
        if local == "style":
            self.defined = attribute(attrs, "styleId")
        elif local == "basedOn":
            self._bases[self.defined] = value
        elif local == "vanish":
            self._hidden[self.defined] = value not in OFF
        elif local == "vertAlign":
            self._raised[self.defined] = value == "superscript"
