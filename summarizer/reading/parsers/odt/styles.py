"""Which styles of an OpenDocument hide what has them, or raise it."""

from typing import Any, Final
from xml.sax.handler import ContentHandler

from summarizer.patterns import pattern
from summarizer.reading.parsers.markup.paragraphs import attribute

MAX_PARENTS: Final = 12  # styles that stand on one another
_SUPERSCRIPT: Final = pattern(r"super|[1-9]")  # «super 58%», «33% 58%»; «-33% 58%» is below the line


class OdtStyles(ContentHandler):
    """Reads the styles of styles.xml and the automatic ones of content.xml."""

    def __init__(self) -> None:
        super().__init__()
        self.defined = ""  # the style whose definition is open
        self._parents: dict[str, str] = {}
        self._hidden: dict[str, bool] = {}  # where a style says it itself
        self._raised: dict[str, bool] = {}

    def startElement(self, name: str, attrs: Any) -> None:
        """Takes what a style says."""
        local = name.rpartition(":")[2]
        if local == "style":
            self.defined = attribute(attrs, "name")
            self._parents[self.defined] = attribute(attrs, "parent-style-name")
        elif local in ("default-style", "list-style"):
            self.defined = ""
        elif local == "text-properties" and self.defined:
            if display := attribute(attrs, "display"):
                self._hidden[self.defined] = display == "none"
            if position := attribute(attrs, "text-position"):
                self._raised[self.defined] = _SUPERSCRIPT.match(position) is not None

    def hides(self, style: str) -> bool:
        """Whether it hides what has it."""
        return self._said(style, self._hidden)

    def raises(self, style: str) -> bool:
        """Whether it raises what has it."""
        return self._said(style, self._raised)

    def _said(self, style: str, found: dict[str, bool]) -> bool:
        """What a style says, or the one that it stands on."""
        for _ in range(MAX_PARENTS if found else 0):
            if style in found or not style:
                break
            style = self._parents.get(style, "")
        return found.get(style, False)
