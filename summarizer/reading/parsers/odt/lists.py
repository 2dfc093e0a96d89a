"""The numbers and bullets that OpenDocument shows before paragraphs, by the rules of its list styles."""

from dataclasses import dataclass, field
from typing import Any
from xml.sax.handler import ContentHandler

from summarizer.reading.parsers.elements.numbering import FORMATS, MAX_LEVELS, Level, Numbering, count_of, level_of
from summarizer.reading.parsers.markup.guarded import attribute

OUTLINE = "\0outline"  # the list of headings
_RUSSIAN = {"А": "russianUpper", "а": "russianLower"}  # «А, Б, .., Аа, Бб, ...»
_LEVELS = frozenset({"list-level-style-number", "list-level-style-bullet", "outline-level-style"})


@dataclass
class OdtLists(ContentHandler):
    """Reads list styles, of styles.xml and content.xml, and counts the items of the lists of a text."""

    numbering: Numbering = field(default_factory=Numbering)
    _style: str = ""  # whose levels are read
    _lists: list[str] = field(default_factory=list)  # the styles of the open lists
    _label: str = ""  # of the item that has begun

    def startElement(self, name: str, attrs: Any) -> None:
        """Takes the rules of a style's level."""
        local = name.rpartition(":")[2]
        if local == "list-style":
            self._style = attribute(attrs, "name")
        elif local == "outline-style":
            self._style = OUTLINE
        elif local in _LEVELS:
            self.numbering.abstract[self._style] = self._style
            self.numbering.levels[self._style, _level(attrs)] = _rule(local, attrs)

    def open(self, local: str, attrs: Any) -> None:
        """Takes the beginning of a list or an item."""
        if local == "list":
            outer = self._lists[-1] if self._lists else ""
            self._lists.append(attribute(attrs, "style-name") or outer)
            goes_on = attribute(attrs, "continue-numbering") == "true" or attribute(attrs, "continue-list")
            if len(self._lists) == 1 and not goes_on:
                self.numbering.restart(self._lists[0])
        elif local == "list-item" and self._lists:
            style, level = self._lists[-1], min(len(self._lists), MAX_LEVELS) - 1
            if start := attribute(attrs, "start-value"):
                self.numbering.starts[style, level] = count_of(start)
            self._label = self.numbering.label("", style, level)

    def close(self, local: str) -> None:
        """Takes the end of a list."""
        if local == "list" and self._lists:
            self._lists.pop()

    def label(self, local: str, attrs: Any) -> str:
        """What stands before a paragraph that begins: of an item's first one, and of a numbered heading."""
        label, self._label = self._label, ""
        if local == "h" and not self._lists and attribute(attrs, "is-list-header") != "true":
            return self.numbering.label("", OUTLINE, _level(attrs, "outline-level"))
        return label


def _level(attrs: Any, name: str = "level") -> int:
    """Levels are counted from 1 there."""
    return max(0, level_of(attribute(attrs, name)) - 1)


def _rule(local: str, attrs: Any) -> Level:
    if local == "list-level-style-bullet":
        return Level("bullet")
    written, level = attribute(attrs, "num-format"), _level(attrs)
    if not written:
        return Level("none")
    n_shown = max(1, count_of(attribute(attrs, "display-levels")))
    numbers = ".".join(f"%{at + 1}" for at in range(max(0, level + 1 - n_shown), level + 1))
    format = FORMATS.get(written) or _RUSSIAN.get(written[0], "decimal")
    text = f"{attribute(attrs, 'num-prefix')}{numbers}{attribute(attrs, 'num-suffix')}"
    return Level(format, text, count_of(attribute(attrs, "start-value")))
