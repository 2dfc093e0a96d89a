"""What a slide of a pptx does not say of its shapes, lists and places: its layout does, or that one's master."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.sax.handler import ContentHandler

from summarizer.reading.parsers.markup.guarded import attribute
from summarizer.reading.parsers.presentations.pptx_lists import Levels, ListStyle
from summarizer.reading.parsers.presentations.reading_order import Box

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


def box_of(corner: Mapping[str, str] | None, size: Mapping[str, str]) -> Box | None:
    """The box that a part names by a:off and a:ext; None where that is no box.

    >>> box_of({"x": "1", "y": "2"}, {"cx": "10", "cy": "20"}), box_of({"x": "1"}, {"uri": "{28A0}"})
    (Box(spans=((1.0, 11.0), (2.0, 22.0))), None)
    """
    if corner is None:
        return None
    try:
        left, top, width, height = float(corner["x"]), float(corner["y"]), float(size["cx"]), float(size["cy"])
    except (KeyError, ValueError):
        return None
    return Box(((left, left + width), (top, top + height)))


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
