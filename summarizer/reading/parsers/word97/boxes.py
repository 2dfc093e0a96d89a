"""The boxes of a document of Word 97–2003: which part of their text hangs on which character."""

from dataclasses import dataclass
from typing import Final

from summarizer.reading.parsers.word97.binary import number_at

_ANCHOR: Final = 26  # bytes of what is said of a shape that hangs on a character
_BOX, _NAME_IN_BOX = 22, 14  # bytes of what is said of a box, and where in them its shape is named


@dataclass(frozen=True)
class Hung:
    """A box: the character of the main text that it hangs on, and which of the boxes' characters are its."""

    anchor: int
    start: int
    stop: int


def boxes_in(anchors: bytes, boxes: bytes) -> list[Hung]:
    """The boxes whose shape hangs on a character, in the order of the characters.

    Args:
        anchors: The table of the shapes.
        boxes: The table of the boxes.
    """
    n_shapes, n_boxes = max(0, (len(anchors) - 4) // (4 + _ANCHOR)), max(0, (len(boxes) - 4) // (4 + _BOX))
    shapes = {
        number_at(anchors, 4 * (n_shapes + 1) + _ANCHOR * i, 4): number_at(anchors, 4 * i, 4) for i in range(n_shapes)
    }
    hung = list[Hung]()
    for i in range(n_boxes):
        start, stop = number_at(boxes, 4 * i, 4), number_at(boxes, 4 * i + 4, 4)
        name = number_at(boxes, 4 * (n_boxes + 1) + _BOX * i + _NAME_IN_BOX, 4)
        if name in shapes and start < stop:
            hung.append(Hung(shapes[name], start, stop))
    return sorted(hung, key=lambda box: box.anchor)
