"""Which styles of an OpenDocument hide what has them, or raise it."""

from typing import Any, Final

from summarizer.patterns import pattern
from summarizer.reading.parsers.markup.guarded import attribute
from summarizer.reading.parsers.markup.styles import StylesHandler

_SUPERSCRIPT: Final = pattern(r"super|[1-9]")  # «super 58%», «33% 58%»; «-33% 58%» is below the line


class OdtStyles(StylesHandler):
    """Reads the styles of styles.xml and the automatic ones of content.xml."""

    def startElement(self, name: str, attrs: Any) -> None:
        """Takes what a style says."""
        local = name.rpartition(":")[2]
        if local == "style":
            self.defined = attribute(attrs, "name")
            self._bases[self.defined] = attribute(attrs, "parent-style-name")
        elif local in ("default-style", "list-style"):
            self.defined = ""
        elif local == "text-properties" and self.defined:
            if display := attribute(attrs, "display"):
                self._hidden[self.defined] = display == "none"
            if position := attribute(attrs, "text-position"):
                self._raised[self.defined] = _SUPERSCRIPT.match(position) is not None
