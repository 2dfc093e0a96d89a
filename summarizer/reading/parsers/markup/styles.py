"""Which styles of a document hide what has them, or raise it."""

from typing import Final
from xml.sax.handler import ContentHandler

MAX_BASES: Final = 12  # styles that stand on one another


class StylesHandler(ContentHandler):
    """What styles say; each format reads it from elements of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.defined = ""  # the style whose definition is open
        self._bases: dict[str, str] = {}
        self._hidden: dict[str, bool] = {}  # where a style says it itself
        self._raised: dict[str, bool] = {}

    def hides(self, style: str) -> bool:
        """Whether it hides what has it."""
        return self._said(style, self._hidden)

    def raises(self, style: str) -> bool:
        """Whether it raises what has it."""
        return self._said(style, self._raised)

    def _said(self, style: str, found: dict[str, bool]) -> bool:
        """What a style says, or the one that it stands on."""
        for _ in range(MAX_BASES if found else 0):
            if not style or style in found or style not in self._bases:
                break
            style = self._bases[style]
        return found.get(style, False)
