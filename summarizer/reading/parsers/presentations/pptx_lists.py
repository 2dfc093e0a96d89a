"""The numbers and bullets of a pptx: what a slide does not say of them, its layout does, or that one's master."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.handler import ContentHandler

from summarizer.patterns import pattern
from summarizer.reading.parsers.elements.numbering import BULLET, MAX_LEVELS, Level, count_of, level_of, written
from summarizer.reading.parsers.markup.guarded import attribute
from summarizer.reading.parsers.presentations.reading_order import Box, box_of

Levels = dict[int, Level]

_LEVEL = pattern(r"lvl(\d)pPr")
_FORMATS = {"alphaLc": "lowerLetter", "alphaUc": "upperLetter", "romanLc": "lowerRoman", "romanUc": "upperRoman"}
_AROUND = {"Period": "%1.", "ParenR": "%1)", "ParenBoth": "(%1)", "Minus": "%1-"}  # «arabicPeriod»
_TITLES = frozenset({"title", "ctrTitle"})


@dataclass(frozen=True)
class Place:
    """Which placeholder of its layout a shape fills."""

    kind: str  # «title», «body»
    index: str

    @property
    def is_title(self) -> bool:
        """Whether the slide's title stands in it."""
        return self.kind in _TITLES


def place_of(attrs: Any) -> Place:
    """The placeholder that an element p:ph names."""
    return Place(attribute(attrs, "type") or "obj", attribute(attrs, "idx") or "0")


def bullet_of(local: str, attrs: Any) -> Level | None:
    """What a bullet's element says; None for any other.

    >>> bullet_of("buChar", {"char": "–"}), bullet_of("buAutoNum", {"type": "alphaLcParenR", "startAt": "3"})
    (Level(format='bullet', text='', start=1), Level(format='lowerLetter', text='%1)', start=3))
    >>> bullet_of("buFont", {"typeface": "Arial"})
    """
    if local in ("buChar", "buBlip"):
        return Level("bullet")
    if local == "buNone":
        return Level("none")
    if local != "buAutoNum":
        return None
    kind = attribute(attrs, "type")
    format = next((format for start, format in _FORMATS.items() if kind.startswith(start)), "decimal")
    text = next((text for end, text in _AROUND.items() if kind.endswith(end)), "%1")
    return Level(format, text, count_of(attribute(attrs, "startAt")))


@dataclass
class ListStyle:
    """The levels of one a:lstStyle, or of what is like one."""

    levels: Levels = field(default_factory=dict)
    _level: int | None = None

    def start(self, local: str, attrs: Any) -> None:
        """Takes an element inside."""
        if match := _LEVEL.fullmatch(local):
            self._level = max(0, level_of(match[1]) - 1)
        elif self._level is not None and (bullet := bullet_of(local, attrs)):
            self.levels[self._level] = bullet

    def end(self, local: str) -> None:
        """Takes the end of an element inside."""
        if _LEVEL.fullmatch(local):
            self._level = None


class LayoutHandler(ContentHandler):
    """What a layout, or a master, says of its placeholders: list styles and places; and the styles of its texts."""

    def __init__(self) -> None:
        super().__init__()
        self.placeholders: dict[Place, Levels] = {}
        self.boxes: dict[Place, Box] = {}
        self.texts: Levels = {}  # p:bodyStyle
        self._corner: Any = None
        self._place: Place | None = None
        self._style: ListStyle | None = None

    def startElement(self, name: str, attrs: Any) -> None:
        """Takes a placeholder or a part of a list style."""
        local = name.rpartition(":")[2]
        if local == "ph":
            self._place = place_of(attrs)
        elif local == "off":
            self._corner = attrs
        elif local == "ext" and self._place and (box := box_of(self._corner, attrs)):
            self.boxes[self._place] = box
        elif local in ("lstStyle", "bodyStyle"):
            self._style = ListStyle()
        elif self._style:
            self._style.start(local, attrs)

    def endElement(self, name: str) -> None:
        """Takes the end of a list style."""
        local = name.rpartition(":")[2]
        if local == "bodyStyle" and self._style:
            self.texts = self._style.levels
        elif local == "lstStyle" and self._style and self._place:
            self.placeholders[self._place] = self._style.levels
        elif local == "sp":
            self._place = self._corner = None
        if self._style:
            self._style.end(local)
        if local in ("lstStyle", "bodyStyle"):
            self._style = None


@dataclass(frozen=True)
class Theme:
    """What the slides of one layout have in common."""

    layout: LayoutHandler = field(default_factory=LayoutHandler)
    master: LayoutHandler = field(default_factory=LayoutHandler)

    def levels(self, place: Place) -> list[Levels]:
        """The list styles that a placeholder has, the nearest first.

        Layouts are matched by the index, masters, which have one body, by the kind; titles have no bullets.
        """
        if place.is_title:
            return []
        places = self.layout.placeholders.items()
        own = next((found for at, found in places if at.index == place.index and not at.is_title), {})
        above = next((found for at, found in self.master.placeholders.items() if at.kind == "body"), {})
        return [own, above, self.master.texts]

    def box(self, place: Place) -> Box | None:
        """Where a placeholder stands that does not say it."""
        own = next((box for at, box in self.layout.boxes.items() if at.index == place.index), None)
        return own or next((box for at, box in self.master.boxes.items() if at.kind == place.kind), None)


class Counter:
    """The numbers of the paragraphs of one text."""

    def __init__(self) -> None:
        self._counts = [0] * MAX_LEVELS

    def label(self, level: int, own: Level | None, styles: Sequence[Levels]) -> str:
        """What stands before the next paragraph; one without a number lets those of its level begin anew.

        >>> counter, number, letter = Counter(), Level("decimal", "%1."), Level("lowerLetter", "%1)")
        >>> [counter.label(at, rule, []) for at, rule in ((0, number), (1, letter), (1, letter), (0, number))]
        ['1. ', 'a) ', 'b) ', '2. ']
        >>> counter.label(0, None, [{0: Level("bullet")}]), counter.label(0, number, []), counter.label(0, None, [])
        ('• ', '1. ', '')
        """
        rule = own or next((style[level] for style in styles if level in style), Level("none"))
        number = max(self._counts[level] + 1, rule.start)
        self._counts[level:] = [0] * (MAX_LEVELS - level)
        if rule.format in ("none", "bullet"):
            return f"{BULLET} " if rule.format == "bullet" else ""
        self._counts[level] = number
        return f"{rule.text.replace('%1', written(number, rule.format))} "
