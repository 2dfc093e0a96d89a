"""SmartArt: the points of a diagram, each with those below it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from summarizer.reading.parsers.markup.grammar import Grammar
from summarizer.reading.parsers.markup.guarded import attribute, parse_guarded
from summarizer.reading.parsers.markup.paragraphs import ParagraphHandler

_DIAGRAM = Grammar(paragraphs=frozenset({"p"}), texts=frozenset({"t"}), breaks={"br": " ", "tab": " "})


class _DiagramHandler(ParagraphHandler):
    """The points and their order."""

    def __init__(self) -> None:
        super().__init__(_DIAGRAM)
        self.points: dict[str, list[str]] = {}
        self.below: dict[str, list[tuple[float, str]]] = defaultdict(list)

    def startElement(self, name: str, attrs: Any) -> None:
        """Takes a point, or a connection of two."""
        super().startElement(name, attrs)
        local = self.open[-1].name
        if local == "pt":
            self.paragraphs = self.points.setdefault(attribute(attrs, "modelId"), [])
        elif local == "cxn":  # those to points of the drawing lead to no text
            order = attribute(attrs, "srcOrd")
            below = self.below[attribute(attrs, "srcId")]
            below.append((float(order) if order.isdecimal() else len(below), attribute(attrs, "destId")))


def diagram_lines(data: bytes) -> Iterator[str]:
    """The paragraphs of a diagram in the order of its outline, each point's once."""
    handler = _DiagramHandler()
    parse_guarded(data, handler)
    points, below = handler.points, handler.below
    under = {point for found in below.values() for _, point in found}
    stack = sorted(points, key=lambda point: point in under)[::-1]  # those in a circle come last
    while stack:
        point = stack.pop()
        yield from points.pop(point, [])
        stack += [lower for _, lower in sorted(below.pop(point, []), reverse=True)]
